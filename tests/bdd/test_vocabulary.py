"""What a feature may say beside the library's English: a team's phrases, and other languages."""

from pathlib import Path
from textwrap import dedent

import pytest

from negotiations.bdd.features.checking import problems_of
from negotiations.bdd.sentence import Phrase
from negotiations.bdd.steps import Kind, Step
from negotiations.bdd.stories.story import Story
from negotiations.bdd.tables import Cell, Table
from negotiations.bdd.words import vocabulary
from negotiations.bdd.words.catalogue import Catalogue
from negotiations.bdd.words.team import Team, team_from
from negotiations.bdd.words.translations import LANGUAGES, translated, translated_languages
from negotiations.bdd.words.vocabulary import every_language, folders_up, team_of, vocabulary_of
from negotiations.place import Place
from negotiations.problems import Unreadable

PLACE = Place("x.feature")
TOLD: list[tuple[object, ...]] = []
"""What the steps of these tests were told."""


def meets(story: Story, party: str) -> None:
    """A party comes to the table."""
    TOLD.append(("meets", party))


def lasts(story: Story, days: int) -> None:
    """The talks take so many days."""
    TOLD.append(("lasts", days))


def lists(story: Story, table: Table) -> None:
    """What a table has."""
    TOLD.append(("lists", table.lines[0][0].text))


def stands(story: Story, party: str, phase: str) -> None:
    """What must have come of it."""
    TOLD.append(("stands", party, phase))


def step(phrase: str, does: object, *kinds: Kind) -> Step:
    """A step of a library of its own."""
    return Step(kinds, Phrase(phrase), does, "Tests")  # type: ignore[arg-type]


LIBRARY = Catalogue.of(
    [
        step('"{party}" meets', meets, "given", "when"),
        step("talks last {days} days", lasts, "when"),
        step("these come:", lists, "given"),
        step('"{party}" stands at "{phase}"', stands, "then"),
    ]
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    TOLD.clear()


def team(*texts: str) -> Team:
    """The team of these files: phrases.yaml, then inner ones."""
    files = [Path(f"phrases-{number}.yaml") for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(dedent(text), "utf-8")
    return team_from(files, LIBRARY)


def problems(*texts: str) -> list[str]:
    """What is wrong with them, each with its line and column; of the first file, without name."""
    return [str(each).removeprefix("phrases-0.yaml:") for each in team(*texts).problems]


def tell(team: Team, kind: Kind, text: str, table: Table | None = None) -> list[tuple[object, ...]]:
    """What the library's steps are told by a sentence of the team."""
    said = Catalogue.of([*LIBRARY.steps, *team.steps]).find(kind, text)
    assert said is not None
    said.tell(Story(), table)
    return TOLD


def test_a_phrase_says_known_sentences_with_its_own_values() -> None:
    """In their order; values may be fixed, or part of a text in quotes."""
    ours = team(
        """
        phrases:
          'Kyiv sits down with "{who}" for {n} days':
            - '"ukraine" meets'
            - '"envoys of {who}" meets'
            - talks last {n} days
        """
    )
    assert ours.problems == ()
    assert tell(ours, "when", "Kyiv sits down with «moscow» for 3 days") == [
        ("meets", "ukraine"),
        ("meets", "envoys of moscow"),
        ("lasts", 3),
    ]


def test_a_phrase_may_stand_where_all_of_its_sentences_may() -> None:
    """`talks last …` is no Given, and so the phrase that says it is none."""
    ours = team(
        "phrases: {both come: ['\"a\" meets', talks last 2 days], one comes: '\"a\" meets'}"
    )
    kinds = {each.phrase.text: each.kinds for each in ours.steps}
    assert kinds == {"both come": ("when",), "one comes": ("given", "when")}


def test_phrases_may_say_phrases_in_any_order() -> None:
    """Also those of another file."""
    ours = team(
        "phrases: {all meet: [we meet, they meet], we meet: '\"us\" meets'}",
        "phrases: {they meet: '\"them\" meets'}",
    )
    assert ours.problems == ()
    assert tell(ours, "given", "all meet") == [("meets", "us"), ("meets", "them")]


def test_a_table_goes_to_the_sentence_that_wants_it() -> None:
    """A phrase takes what one of its sentences takes."""
    ours = team("phrases: {'we meet, and these:': ['\"us\" meets', 'these come:']}")
    table = Table(((Cell("one", PLACE),),), PLACE)
    assert tell(ours, "given", "we meet, and these:", table) == [("meets", "us"), ("lists", "one")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("phrases: {we meet: '\"us\" mets'}", "1:20: unknown sentence '\"us\" mets'; "
         "did you mean '\"us\" meets'?"),
        ("phrases: {'\"{who}\" comes': '\"us\" meets'}",
         "1:11: none of its sentences has the placeholder {who}"),
        ("phrases: {'\"{who}\" comes': '\"{whom}\" meets'}",
         "1:28: the phrase has no placeholder {whom}; did you mean 'who'?"),
        ("phrases: {'\"{n}\" days': 'talks last {n} days'}",
         '1:25: {n} is a text in the phrase; write "{n}" here too'),
        ("phrases: {'\"{party}\" meets': '\"us\" meets'}",
         "1:11: the library says '\"{party}\" meets' already; use other words"),
        ("phrases: {a: b, b: a}", "1:11: this phrase says itself in the end; say known steps"),
        ("phrases: {a: b, b: a}", "1:17: this phrase says itself in the end; say known steps"),
        ("phrases:\n  '\"{a}\" comes': '\"{a}\" meets'\n  '\"{b}\" comes': '\"{b}\" meets'",
         "3:3: this phrase stands twice; first at phrases-0.yaml:2:3"),
        ("phrases: {round 2 begins: '\"us\" meets'}",
         "1:11: a value can't be part of a phrase; "
         'use a placeholder, as in "{party}" or {count}, or other words'),
        ("phrases: {'{Party} comes': '\"us\" meets'}",
         "1:11: a placeholder has a name of small letters and _, as in \"{party}\" or {count}"),
        ("phrases: {'\"{story}\" comes': '\"{story}\" meets'}",
         "1:11: a placeholder can't be called 'story'"),
        ("phrases: {'{n} to {n}': 'talks last {n} days'}",
         "1:11: the placeholder {n} stands twice"),
        ("phrases: {all: ['\"us\" meets', '\"us\" stands at \"x\"']}",
         "1:11: no keyword fits all of its sentences: '\"us\" meets' stands after Given or When, "
         "'\"us\" stands at \"x\"' stands after Then"),
        ("phrases: {all: ['these come:', 'these come:']}",
         "1:11: 2 of its sentences want a table or a text below; only one can"),
        ("phrases: {we meet: {us: meets}}",
         "1:11: a phrase says a sentence, or a list of them; put one with a colon in '…'"),
        ("phrases: {we meet: []}",
         "1:11: a phrase says a sentence, or a list of them; put one with a colon in '…'"),
        ("phrases: [a]", "1:1: phrases are a mapping: a phrase, a colon, its sentences"),
        ("phrases: {a: b}\ntag: [x]", "2:1: unknown key 'tag'; did you mean 'tags'?"),
        ("tags: smoke", '1:1: tags are a list of words, as in [smoke, "issue:*"]'),
        ("- a", "1:1: this file has phrases and tags, each with its name and a colon"),
        ("phrases: {a: b, a: c}", "1:17: the key 'a' stands twice; first at line 1"),
    ],
)  # fmt: skip
def test_problems_of_a_team_s_file(text: str, told: str) -> None:
    """Each is told at its place in the file, with what to do."""
    assert told in problems(text)


def test_a_sound_phrase_that_says_a_bad_one_has_no_problem_of_its_own() -> None:
    """Only the bad one is told; the other is mended with it."""
    assert len(problems("phrases: {good: bad, bad: no such sentence at all}")) == 1


def test_all_problems_of_all_files_are_told_at_once() -> None:
    """A bad phrase hides no other, and good ones can be said all the same."""
    ours = team("phrases: {a: zzz, b: zzz, c: '\"us\" meets'}", "phrases: [")
    assert [each.place.file for each in ours.problems] == ["phrases-0.yaml"] * 2 + [
        "phrases-1.yaml"
    ]
    assert [each.phrase.text for each in ours.steps] == ["c"]


# --- where they are found

FEATURE = """\
@smoke
Feature: Talks
  @smok
  Scenario: Known
    Given the founding case
    When the log is replayed
    Then round 2 is "convened"
"""


def written(**files: str) -> None:
    """Files by path, `__` for `/`, and a feature `deep/er/x.feature`."""
    for name, text in {**files, "deep__er__x": FEATURE}.items():
        path = Path(name.replace("__", "/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".feature" if path.name == "x" else ".yaml").write_text(text, "utf-8")


def test_phrases_and_tags_of_all_folders_up_to_the_project_count() -> None:
    """The nearest file adds to the others; what they declare holds for the feature."""
    written(
        phrases="tags: [smoke]\nphrases: {the founding case: the case of \"istanbul-2025\"}",
        deep__phrases="phrases: {'the case of \"{name}\"': 'the case \"{name}\"'}",
    )  # fmt: skip
    found = [str(each) for each in problems_of(Path("deep/er/x.feature"))]
    assert found == [
        "deep/er/x.feature:3:3: the team declares no tag 'smok'; did you mean 'smoke'?"
    ]


def test_problems_of_phrases_are_problems_of_the_feature() -> None:
    """A feature that may say them can't be trusted before they are mended."""
    written(deep__er__phrases="phrases: {the founding case: the cse}")
    found = [str(each) for each in problems_of(Path("deep/er/x.feature"))]
    assert found[0].startswith("deep/er/phrases.yaml:1:30: unknown sentence 'the cse'")


def test_any_tag_is_good_where_none_is_declared() -> None:
    """Without `tags:` nobody has said which there are."""
    written(phrases="phrases: {the founding case: 'the case \"istanbul-2025\"'}")
    assert problems_of(Path("deep/er/x.feature")) == ()


def test_no_folder_above_the_project_counts(tmp_path: Path) -> None:
    """The project is where its configuration stands; else where one works; else the folder."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    assert [*folders_up(folder, tmp_path / "a")] == [folder, tmp_path / "a"]
    assert [*folders_up(folder, tmp_path / "elsewhere")] == [folder]
    (tmp_path / "a" / "pyproject.toml").touch()
    assert [*folders_up(folder, tmp_path)] == [folder, tmp_path / "a"]


# --- other languages


@pytest.mark.parametrize("language", translated_languages())
def test_a_shipped_language_keeps_every_placeholder(language: str) -> None:
    """Each English phrase in its file exists, and each translation asks for the same values."""
    assert translated(language)


def test_no_two_languages_say_different_things_alike() -> None:
    """A sentence has one meaning, in whatever language."""
    assert every_language().find("then", 'раунд 2 має стан "convened"')


def test_a_language_knows_its_phrases_and_the_english_ones() -> None:
    """But not those of a third."""
    ukrainian, french = (vocabulary_of(Path("x.feature"), each) for each in ("uk", "fr"))
    assert ukrainian.find("when", "журнал відтворено")
    assert ukrainian.find("when", "the log is replayed")
    assert not french.find("when", "журнал відтворено")


def test_a_feature_in_ukrainian_is_sound() -> None:
    """Keywords, phrases and quotes of the language, and one English sentence among them."""
    Path("x.feature").write_text(
        dedent(
            """\
            # language: uk
            Функціонал: Переговори
              Сценарій: Другий раунд
                Дано справа «istanbul-2025»
                Коли журнал відтворено
                Тоді раунд 2 має стан „convened“
                Але round 1 is “adjourned”
            """
        ),
        "utf-8",
    )
    assert problems_of(Path("x.feature")) == ()


LANGUAGE = """\
dated: ' am "{date}"'
phrases:
  '"{party}" meets': '"{party}" kommt'
"""
DATED = [
    step('"{party}" meets', meets, "given"),
    step('"{party}" meets on "{date}"', meets, "given"),
]


def test_dated_phrases_get_the_ending_of_the_language(tmp_path: Path) -> None:
    """Translators write it once, not for each phrase."""
    (tmp_path / "de.yaml").write_text(LANGUAGE)
    texts = [each.phrase.text for each in translated("de", DATED, tmp_path)]
    assert texts == ['"{party}" kommt', '"{party}" kommt am "{date}"']


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("phrases: {'\"{party}\" meet': '\"{party}\" kommt'}",
         "1:11: no step of the library says '\"{party}\" meet'; did you mean '\"{party}\" meets'?"),
        ("phrases: {'\"{party}\" meets': '\"{wer}\" kommt'}",
         "1:11: '\"{wer}\" kommt' has other placeholders than '\"{party}\" meets'"),
        ("phrases: {'\"{party}\" meets': '{party} kommt'}",
         "1:11: '{party} kommt' has other placeholders than '\"{party}\" meets'"),
        ("phrases:\n  '\"{party}\" meets': '\"{party}\" meets on \"{date}\"'",
         "meets on \"{date}\"' would say '\"{party}\" meets on \"{date}\"' as well"),
        ("phrases: [a]", "1:1: a file of translations has phrases, and the ending dated"),
    ],
)  # fmt: skip
def test_problems_of_a_language(tmp_path: Path, text: str, told: str) -> None:
    """What a translator gets wrong is told at its line."""
    (tmp_path / "de.yaml").write_text(text)
    with pytest.raises(Unreadable) as error:
        translated("de", DATED, tmp_path)
    assert any(told in str(each) for each in error.value.problems)


def test_languages_are_in_the_package() -> None:
    """They stand inside the package, and so are in its wheel."""
    package = Path(team_of.__code__.co_filename).resolve().parents[1]
    assert package in LANGUAGES.resolve().parents
    assert "uk" in translated_languages()


def named(number: int) -> str:
    """A name for a phrase, of letters alone."""
    return "".join(chr(ord("a") + int(each)) for each in str(number))


def test_phrases_go_only_so_deep() -> None:
    """Phrases may say phrases, but not deeper than Python goes; one problem tells the first."""
    chain = [f"  go {named(n + 1)}:\n  - go {named(n)}" for n in range(40)]
    text = "\n".join(["phrases:", f"  go {named(0)}:", "  - talks last 2 days", *chain])
    made = team(text)
    assert len(made.steps) == 20
    [problem] = made.problems
    assert "phrases say phrases 20 deep at most, and this one goes deeper" in problem.what
    assert problem.place.line == 42


def test_phrases_do_not_swell() -> None:
    """Ten phrases, each of which says the one before ten times, would say ten billion sentences."""
    tens = [f"  go {named(n + 1)}:\n" + f"  - go {named(n)}\n" * 10 for n in range(10)]
    made = team("\n".join(["phrases:", f"  go {named(0)}:", "  - talks last 2 days", *tens]))
    assert len(made.steps) == 4
    [problem] = made.problems
    assert problem.what == "this phrase says 10,000 sentences in the end; 1,000 at most"


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("link", "this link leads nowhere; mend it, or remove it"),
        ("folder", "this is a folder, not a file"),
    ],
)
def test_phrases_that_are_no_file_are_told(kind: str, what: str) -> None:
    """What stands where phrases are looked for is not passed over in silence."""
    file = Path("phrases.yaml")
    if kind == "link":
        file.symlink_to("nowhere")
    else:
        file.mkdir()
    [problem] = team_of(Path("x.feature")).problems
    assert str(problem) == f"phrases.yaml:1:1: {what}"


def test_packaged_features_find_the_phrases_of_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a wheel put them stands no project around them, and whoever runs them is elsewhere."""
    features, here = tmp_path / "features", tmp_path / "elsewhere"
    monkeypatch.setattr(vocabulary, "folder_of", lambda name: tmp_path / name)
    assert [*folders_up(features / "phases", here)] == [features / "phases", features]
    assert [*folders_up(here / "talks", here)] == [here / "talks", here]
    assert [*folders_up(tmp_path / "other", here)] == [tmp_path / "other"]
