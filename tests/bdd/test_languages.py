"""The library in other languages: nothing is missing, and each phrase says what it should."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent, indent

import pytest
from commands import run
from hypothesis import given
from hypothesis import strategies as st

from negotiations.bdd.features.checking import problems_of
from negotiations.bdd.features.reading import read_feature
from negotiations.bdd.sentence import Value, compared, sentence
from negotiations.bdd.steps import DATED, Kind, Step
from negotiations.bdd.words.catalogue import Catalogue, shipped
from negotiations.bdd.words.keywords import keywords_of
from negotiations.bdd.words.retelling import retold
from negotiations.bdd.words.translations import (
    LANGUAGES,
    Spoken,
    spoken,
    translated,
    translated_languages,
)
from negotiations.bdd.words.vocabulary import every_language, library_of

FULL = ("es", "fr", "uk")
ENGLISH = shipped()
TITLES = {"es": "Característica Escenario", "fr": "Fonctionnalité Scénario",
          "uk": "Функціонал Сценарій"}  # fmt: skip


@cache
def said_in(language: str) -> Spoken:
    """What a language says, read once."""
    return spoken(language)


@cache
def known_in(language: str) -> Catalogue:
    """What a feature in a language may say."""
    return library_of(language)


@cache
def translated_once(language: str) -> list[Step]:
    """The steps in a language, read once."""
    return translated(language)


@cache
def shown_values(step: Step) -> dict[str, Value]:
    """The values with which the step's own example says it, and a date where it has none."""
    lines = (line.strip().partition(" ")[2] for line in step.example.splitlines())
    wanted = {step.phrase.skeleton, compared(step.phrase.skeleton.removesuffix(' on ""'))}
    found = next(each for each in map(sentence, lines) if each.skeleton in wanted)
    values = [*found.values, "2025-03-03"]
    return dict(zip(step.phrase.names, values, strict=False))


def test_these_languages_are_spoken() -> None:
    """English is the code's; the others have a file each."""
    assert translated_languages() == FULL


@pytest.mark.parametrize("language", FULL)
def test_a_language_says_every_phrase(language: str) -> None:
    """What is missing is named, so that whoever adds a phrase knows what to translate."""
    ways = said_in(language).ways
    missing = [text for step in ENGLISH.steps if not ways.get(text := step.phrase.text)]
    assert [f"{language}.yaml lacks: {text}" for text in dict.fromkeys(missing)] == []


@pytest.mark.parametrize("language", FULL)
def test_a_phrase_finds_the_step_of_the_english_one(language: str) -> None:
    """With the values of the example, in every way it may be said, and after each keyword."""
    wrong = []
    for step, kind, text in _filled(language):
        found = known_in(language).find(kind, text)
        if found is None or found.step.does is not step.does or found.values != shown_values(step):
            wrong.append(f"{kind}: {text!r} doesn't say {step.phrase.text!r}")
    assert wrong == []


def _filled(language: str) -> Iterator[tuple[Step, Kind, str]]:
    for step in translated_once(language):
        english = _english_of(step, language)
        for kind in step.kinds:
            yield english, kind, step.phrase.filled(shown_values(english))


def _english_of(step: Step, language: str) -> Step:
    """The English step that a step of a language says."""
    return next(
        each
        for each in ENGLISH.steps
        if (each.does, each.kinds) == (step.does, step.kinds)
        and step.phrase.text in said_in(language).ways[each.phrase.text]
    )


@pytest.mark.parametrize("language", FULL)
def test_a_retold_example_says_the_same(language: str, tmp_path: Path) -> None:
    """Read by Gherkin in its language, each line has the kind, step, values and table of before."""
    wrong = [
        example
        for example in dict.fromkeys(step.example for step in ENGLISH.steps)
        if _meaning(retold(example, language), language, tmp_path)
        != _meaning(example, "en", tmp_path)
    ]
    assert wrong == []


def _meaning(example: str, language: str, folder: Path) -> list[object]:
    feature, scenario = TITLES.get(language, "Feature Scenario").split()
    body = indent(example, "    ")
    file = folder / "told.feature"
    file.write_text(f"# language: {language}\n{feature}: F\n  {scenario}: S\n{body}\n", "utf-8")
    return [*_meanings(file, language)]


def _meanings(file: Path, language: str) -> Iterator[object]:
    for line in read_feature(file).scenarios[0].steps:
        found = known_in(language).find(line.kind, line.text)
        assert found is not None, f"no step for {line.keyword} {line.text}"
        cells = [[cell.text for cell in row] for row in line.table.lines] if line.table else None
        yield line.kind, found.step.does, found.values, cells, line.doc


NAMES = st.text(st.characters(exclude_characters='"«»“”„<>\\|\n', exclude_categories=["C", "Z"]),
                min_size=1)  # fmt: skip


@given(
    language=st.sampled_from(FULL),
    number=st.integers(0, 10_000),
    names=st.lists(NAMES, min_size=6, max_size=6),
)
def test_any_name_fits_any_phrase(language: str, number: int, names: list[str]) -> None:
    """Whatever is put into the places of a phrase, in whatever quotes, comes out again."""
    steps = translated_once(language)
    step = steps[number % len(steps)]
    values: dict[str, Value] = dict(zip(step.phrase.names, names, strict=False))
    for name in step.phrase.names:
        if f'"{{{name}}}"' not in step.phrase.text:
            values[name] = number
    for quotes in ('"', "«»", "“”"):
        text = step.phrase.filled(values)
        if quotes != '"':
            text = _quoted(text, *quotes)
        found = known_in(language).find(step.kinds[0], text)
        assert found is not None
        assert (found.step.does, found.values) == (step.does, values)


def _quoted(text: str, opening: str, closing: str) -> str:
    """The text with other quotes."""
    parts = text.split('"')
    return "".join(
        part + (("", opening, closing)[1 + n % 2] if n < len(parts) - 1 else "")
        for n, part in enumerate(parts)
    )


def test_no_sentence_means_two_things_in_two_languages() -> None:
    """A team's phrases may mix them, so a sentence that two languages share would be in doubt."""
    assert len(every_language().steps) > 4 * len(ENGLISH.steps)


# --- how it is typed


@pytest.mark.parametrize(
    ("language", "kind", "text"),
    [
        ("fr", "then", "l'accord « x » n'est pas connu"),
        ("fr", "then", "l’accord «\u00a0x\u00a0» n’est pas connu"),
        ("fr", "when", "ces événements se produisent:"),
        ("fr", "when", "ces événements se produisent\u00a0:"),
        ("es", "given", 'que la ronda 1 está en el estado "planned"'),
        ("uk", "then", "розбіжність щодо поля «starts» події «x» розв'язано"),
        ("uk", "then", "розбіжність щодо поля „starts“ події “x” розвʼязано"),
        ("uk", "when", "минає 14 днів"),
        ("uk", "when", "минають 2 дні без раунду"),
        ("uk", "then", "правило «x» спрацювало 3 рази"),
        ("uk", "then", "ймовірність «onset» протягом 90 днів нижча за 15%"),
        ("uk", "when", "раунд 1 розпочато дня «2025-05-16»"),
    ],
)
def test_spelling_is_forgiven(language: str, kind: Kind, text: str) -> None:
    """Apostrophes, quotes and spaces have as many forms as keyboards; so have plurals."""
    assert known_in(language).find(kind, text)


def test_the_spaces_of_french_quotes_are_no_part_of_a_name() -> None:
    """But those in other quotes are meant."""
    assert sentence('« x » et " y "').values == ("x", " y ")


# --- small features


FEATURES = {
    "fr": """\
        # language: fr
        Fonctionnalité: Les pourparlers d’Istanbul
          Contexte:
            Étant donné que le dossier est « istanbul-2025 »

          Scénario: Un accord conclu n’est pas un accord exécuté
            Quand le journal est rejoué à la date du « 2025-06-02 »
            Alors l'accord « prisoner-exchange » est à l'état « agreed »
            Mais l'accord « prisoner-exchange » n'est pas à l'état « executed »
            Et la probabilité de « onset » à 90 jours est inférieure à 15 %

          Scénario: Le silence a une durée
            Étant donné que le cycle 3 est prévu pour le « 2025-07-01 » le « 2025-06-03 »
            Quand 14 jours passent
            Alors 1 cycle est connu
        """,
    "es": """\
        # language: es
        Característica: Las negociaciones de Estambul
          Antecedentes:
            Dado que el caso es "istanbul-2025"

          Escenario: Un acuerdo concertado no es un acuerdo ejecutado
            Cuando se reproduce el registro a fecha de "2025-06-02"
            Entonces el acuerdo "prisoner-exchange" está en el estado "agreed"
            Pero el acuerdo "prisoner-exchange" no está en el estado "executed"
            Y la probabilidad de "onset" a 90 días es inferior al 15 %

          Escenario: Dos partes se reúnen
            Dado que la ronda 1 se prevé el "2025-05-01"
            Cuando la ronda 1 se abre el "2025-05-16"
            Entonces la ronda 1 se abrió el "2025-05-16"
            Y no se conoce la ronda 2
        """,
}


@pytest.mark.parametrize("language", FEATURES)
def test_a_feature_of_another_language_runs(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an empty folder, with keywords, phrases, quotes and dated events of its own."""
    monkeypatch.chdir(tmp_path)
    Path("x.feature").write_text(dedent(FEATURES[language]), "utf-8")
    assert problems_of(Path("x.feature")) == ()
    said = run("scenario", "x.feature")
    assert said.code == 0, said
    assert "2 scenarios: 2 passed" in said.out


def test_what_was_meant_is_told_in_the_language_of_the_feature(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A misspelt Ukrainian step is answered with Ukrainian ones, its own values in them."""
    monkeypatch.chdir(tmp_path)
    Path("x.feature").write_text(
        dedent(
            """\
            # language: uk
            Функціонал: Переговори
              Сценарій: Другий раунд
                Припустимо, що розглядається справа «istanbul-2025»
                Коли журнал відтворено
                Тоді угода «prisoner-exchange» має статус «agreed»
            """
        ),
        "utf-8",
    )
    (problem,) = problems_of(Path("x.feature"))
    assert str(problem) == (
        "x.feature:6:5: unknown step 'угода «prisoner-exchange» має статус «agreed»'; did you mean "
        '\'угода "prisoner-exchange" має стан "agreed"\', '
        '\'угода "prisoner-exchange" не має стану "agreed"\' or '
        "'раунд {number} має стан \"{status}\"'?"
    )


@pytest.mark.parametrize("language", FULL)
def test_a_phrase_with_a_word_too_many_is_found_before_all_english_ones(language: str) -> None:
    """Whatever step it was; no phrase of another language stands before it."""
    known = known_in(language)
    for step in translated_once(language)[::17]:
        words = step.phrase.filled(shown_values(_english_of(step, language))).split(" ")
        slip = " ".join([*words[:1], "xx", *words[1:]])
        near = [known.find(step.kinds[0], each) for each in known.nearest(step.kinds[0], slip)]
        assert near[0] is not None
        assert near[0].step == step
        assert known.foreign.isdisjoint(each.step for each in near if each)


def test_english_is_understood_and_suggested_in_any_feature() -> None:
    """Who writes an English sentence in a French feature means the English phrase."""
    assert known_in("fr").nearest("then", 'the ageement "x" is "agreed"')[0] == (
        'the agreement "x" is "agreed"'
    )


# --- the catalogue


def test_the_catalogue_is_found_and_shown_in_a_language() -> None:
    """By words of the language or of the meaning, with keywords, ending of dates and example."""
    said = run("steps", "--language", "uk", "м'якшає")
    assert said.code == 0
    assert 'Тоді позиція сторони "{party}" щодо питання' in said.out
    assert 'Припустимо, що розглядається справа "istanbul-2025"' in said.out
    told = run("steps", "--language", "uk", "Коли делегація учасника «ruritania» прибуває").out
    first = 'Припустимо, що or Коли делегація учасника "{party}" прибуває [дня "{date}"]'
    assert told.splitlines()[2].strip() == first


def test_words_of_no_step_are_answered_in_the_language() -> None:
    """With the nearest words that its phrases have."""
    said = run("steps", "--language", "uk", "делегацыя")
    assert said.code == 1
    assert "did you mean 'делегація' or 'делегацію'?" in said.err


@pytest.mark.parametrize("language", FULL)
def test_shown_keywords_are_gherkin_s(language: str) -> None:
    """What a language file wants shown can be pasted; Spanish has a word more."""
    shown = {each.removesuffix(" que") if language == "es" else each
             for each in said_in(language).keywords.values()}  # fmt: skip
    assert shown <= {*keywords_of(language).steps}


# --- its file


def test_a_phrase_may_be_said_in_several_ways(tmp_path: Path) -> None:
    """As plural forms want it; the dated variants too."""
    (tmp_path / "de.yaml").write_text(
        "dated: ' am \"{date}\"'\nphrases: {'{days} days pass': ['wait {days}', 'tarry {days}']}"
    )
    plain = next(each for each in ENGLISH.steps if each.phrase.text == "{days} days pass")
    texts = [each.phrase.text for each in translated("de", [plain], tmp_path)]
    assert texts == ["wait {days}", "tarry {days}"]


@pytest.mark.parametrize(
    "text",
    ["phrases: {a: []}", "phrases: {a: [{b: c}]}", "phrases: {}\nkeywords: {or: x}",
     "phrases: {}\nkeywords: given", "phrases: {}\nsaid: x"],
)  # fmt: skip
def test_a_file_that_is_no_translation_is_refused(text: str, tmp_path: Path) -> None:
    """Whatever stands in the place of a text or of a known key."""
    (tmp_path / "de.yaml").write_text(text)
    with pytest.raises(ValueError, match="a file of translations has phrases"):
        translated("de", ENGLISH.steps, tmp_path)


def test_phrases_of_two_keywords_may_be_alike(tmp_path: Path) -> None:
    """As in English: a Given and a Then say the same words and are told apart by the keyword."""
    given, then = '"{party}" says "{words}"', '"{asserter}" says "{value}"'
    (tmp_path / "de.yaml").write_text(
        f"phrases:\n  '{given}': '\"{{party}}\" sagt \"{{words}}\"'\n"
        f"  '{then}': '\"{{asserter}}\" sagt \"{{value}}\"'\n"
    )
    assert len(translated("de", ENGLISH.steps, tmp_path)) == 2


def test_each_file_begins_with_its_glossary() -> None:
    """Whoever adds a phrase finds the word that the others use."""
    for language in FULL:
        assert "# Glossary" in (LANGUAGES / f"{language}.yaml").read_text("utf-8")


def test_dates_have_an_ending_in_every_language() -> None:
    """So that a new event needs one translation, not two."""
    assert all(said_in(each).ending not in ("", DATED) for each in FULL)
