"""The problems of feature files: what Gherkin refuses, and what it passes over in silence."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.bdd.features.checking import feature_files, has_python, problems_of
from negotiations.bdd.features.reading import parsed
from negotiations.bdd.words.keywords import keywords_of, languages, meant

SOUND = """\
Feature: Talks
  Scenario: The second round
    Given the case "istanbul-2025"
    When the log is replayed
    Then round 2 is "convened"
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def problems(text: str | bytes) -> list[str]:
    """What is wrong with a feature, each with its line and column."""
    file = Path("x.feature")
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [str(each).removeprefix("x.feature:") for each in problems_of(file)]


def scenario(*lines: str) -> str:
    """A feature of one scenario, whose lines begin at line 3."""
    return "\n".join(["Feature: Talks", "  Scenario: A round", *(f"    {each}" for each in lines)])


def test_a_sound_feature_has_no_problem() -> None:
    """What can be run is fine."""
    assert problems(SOUND) == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ['Givn the case "x"', 'Then round 2 is "convened"'],
            "3:5: 'Givn the case \"x\"' is read as prose; did you mean 'Given the case \"x\"'? "
            "(if it is prose, begin it with another word)",
        ),
        (
            ['Then round 2 is "convened"', 'Adn round 1 is "adjourned"'],
            "4:5: 'Adn round 1 is \"adjourned\"' begins with no keyword; "
            "did you mean 'And round 1 is \"adjourned\"'?",
        ),
        (
            ['then round 2 is "convened"', 'Then round 1 is "adjourned"'],
            "3:5: 'then round 2 is \"convened\"' is read as prose; "
            "did you mean 'Then round 2 is \"convened\"'? "
            "(if it is prose, begin it with another word)",
        ),
        (
            ["| a |", 'Then round 2 is "convened"'],
            "3:5: this is read as prose: no step or Examples stands right above it",
        ),
        (
            ['* round 2 is "convened"', 'Then round 2 is "convened"'],
            "3:5: no step stands before this '*'; begin with Given, When or Then",
        ),
        (['Given the case "x"'], "2:3: a scenario that expects nothing; end it with a Then step"),
        ([], "2:3: a scenario without steps"),
        (
            ['Then round 2 is "convened"', "| a |", "| b | c |"],
            "5:5: this row has more or fewer cells than the first row of its table",
        ),
        (
            ['Then round 2 is "convened"', '"""', "open"],
            '5:1: a text in three quotes is not closed; end it with """ on a line of its own',
        ),
        (
            ['Then round 2 is "convened"', "| a |"],
            "3:5: this step takes no table; leave it out",
        ),
        (
            ['Then round 2 is "convened"', '"""', "x", '"""'],
            "3:5: this step takes no text; leave it out",
        ),
        (
            ['Then rownd 2 is "convened"'],
            "3:5: unknown step 'rownd 2 is \"convened\"'; did you mean 'round 2 is \"convened\"'",
        ),
        (
            ['Then the case "x"'],
            "3:5: 'the case \"x\"' is no step after Then, but it is after Given",
        ),
        (
            ["Then round 2 is convened", 'Then round 2 is "convened"'],
            "3:5: 'round 2 is convened' is no step after Then, but it is after Given; did you mean",
        ),
        (
            ['Then round <n> is "convened"'],
            "3:5: nothing says what <n> is: put Examples: with a column 'n' below the scenario",
        ),
    ],
)
def test_a_line_of_a_scenario(lines: list[str], told: str) -> None:
    """Each slip is told where it stands, with what to do."""
    assert any(each.startswith(told) for each in problems(scenario(*lines)))


def test_a_ragged_table_is_its_only_problem() -> None:
    """A table that can't be read is there all the same: its step wants no other."""
    lines = ["When these events happen:", "| kind | actor |", "| strike |", 'Then round 2 is "x"']
    assert problems(scenario(*lines)) == [
        "5:5: this row has more or fewer cells than the first row of its table"
    ]


@pytest.mark.parametrize(
    ("examples", "told"),
    [
        ("Examples:\n| n | s |", "5:1: Examples without rows: the scenario would not run"),
        ("Examples:", "5:1: Examples without rows: the scenario would not run"),
        ("Examples:\n| n | s | why |\n| 2 | convened | x |", "6:11: no step uses <why>"),
        ("Examples:\n| n |\n| 2 |", "4:5: no Examples have a column 's'; known are: n"),
        ("Examples:\n| n | s | s |\n| 2 | a | b |", "6:11: the column 's' stands twice"),
        ("Examples:\n| n | s | |\n| 2 | a | b |", "6:11: a column has no name"),
        (
            "Examples:\n| n | s |\n| 2 | a |\n| 2 | a |",
            "8:1: this row stands twice; first at line 7",
        ),
        (
            "Examples:\n| n | s |\n| 2 | a |\nExamples:\n| n |\n| 2 |",
            "8:1: these Examples have no column 's'",
        ),
        (
            "Exmaples:\n| n | s |",
            "5:1: 'Exmaples:' begins with no keyword; did you mean 'Examples:'?",
        ),
    ],
)  # fmt: skip
def test_examples(examples: str, told: str) -> None:
    """Placeholders and columns fit each other, and steps are looked up with each row."""
    outline = 'Feature: Talks\n  Scenario Outline: A\n    Given the case "x"\n'
    assert told in problems(f'{outline}    Then round <n> is "<s>"\n{examples}')


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1: no feature is written here; begin with: Feature: what it is about"),
        ("# a remark", "1:1: no feature is written here; begin with: Feature: what it is about"),
        ("Feature: x", "1:1: a feature without scenarios"),
        ("Featur: x", "1:1: 'Featur: x' begins with no keyword; did you mean 'Feature: x'?"),
        (
            "Scenario: x",
            "1:1: a feature begins with 'Feature:', and what it is about, not with 'Scenario: x'",
        ),
        ("# language: frr\nFeature: x", "1:1: unknown language 'frr'; did you mean 'fr'?"),
        ("# language: ua\nFeature: x", "1:1: unknown language 'ua'; known are: en, es, fr, uk"),
        ("Feature: x\n  Rule: y", "2:3: Rule without scenarios"),
        (SOUND.replace("  Scen", "  Background:\n  Scen"), "2:3: Background without steps"),
        (
            SOUND.replace("  Scen", '  Background:\n    And the case "x"\n  Scen'),
            "3:5: no step stands before this 'And'; begin with Given, When or Then",
        ),
        (
            SOUND.replace("  Scen", '  Given the case "x"\n  Scen'),
            "2:3: this is read as prose, since it stands in no scenario; "
            "if it is prose, begin it with another word",
        ),
        (
            SOUND.replace("The second round", ""),
            "2:3: a scenario without a name; say what it shows",
        ),
        (
            SOUND + SOUND.partition("\n")[2],
            "6:3: the name 'The second round' stands twice; first at line 2",
        ),
        (
            SOUND + "  Rule: Again\n" + SOUND.partition("\n")[2],
            "7:3: the name 'The second round' stands twice; first at line 2",
        ),
        (
            SOUND.replace("  Scen", "  @two words\n  Scen"),
            "2:3: a tag holds no spaces; write @one-word, and a space between two tags",
        ),
        (SOUND + "  @late\n", "6:1: the file ends behind tags; a scenario must follow them"),
        (
            SOUND + "  Scenaro: y\n",
            "6:3: 'Scenaro: y' begins with no keyword; did you mean 'Scenario: y'?",
        ),
        (SOUND.encode("utf-16"), "1:1: not UTF-8 text but UTF-16; save it as UTF-8"),
        ("Feature: Gespräche".encode("latin-1"), "1:15: not UTF-8 text: byte 0xe4"),
        (b"Feature: \x00", "1:10: the character U+0000 isn't text; remove it"),
    ],
)  # fmt: skip
def test_a_file(text: str | bytes, told: str) -> None:
    """What is wrong with a file, or a part of it, is told where it begins."""
    assert told in problems(text)


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbf" + SOUND.encode(),
        SOUND.replace("\n", "\r\n").encode(),
        SOUND.replace("\n", "\r").encode(),
    ],
    ids=["byte order mark", "lines of Windows", "lines of old Macs"],
)
def test_what_other_systems_write_is_read(text: bytes) -> None:
    """A byte order mark and other ends of lines are no problem."""
    assert problems(text) == []


def test_all_problems_of_a_file_are_told_at_once_and_in_order() -> None:
    """Nobody has to run a check again and again to see the next problem."""
    text = scenario('Givn the case "x"', "When the lgo is replayed", "Then nothing is near this")
    text += "\n  Scenario: A round\n    When the log is replayed\n"
    assert [each.partition(": ")[0] for each in problems(text)] == [
        "3:5", "4:5", "5:5", "6:3", "6:3",
    ]  # fmt: skip


def test_a_background_is_told_once() -> None:
    """A step that many scenarios share has its problem once."""
    text = 'Feature: x\n  Background:\n    Given the cse "x"\n'
    text += "".join(f'  Scenario: {n}\n    Then round {n} is "convened"\n' for n in range(3))
    assert len(problems(text)) == 1


def test_an_outline_s_steps_are_looked_up_with_each_row() -> None:
    """A value may make a step unknown; the row that it stands in is told."""
    outline = 'Feature: Talks\n  Scenario Outline: A\n    Then round <n> is "<s>"\n'
    (told,) = problems(f"{outline}Examples:\n| n | s |\n| 2 | a |\n| two | a |")
    assert told.startswith("3:5: unknown step 'round two is \"a\"'; did you mean ")
    assert told.endswith("? (with the row of line 7)")


def test_data_below_a_step_is_no_placeholder() -> None:
    """Where nothing is filled in, a table or a text may hold angle brackets."""
    told = problems(scenario('Then round 2 is "convened"', "| <b>bold</b> |"))
    assert told == ["3:5: this step takes no table; leave it out"]


def test_a_quantity_is_no_placeholder() -> None:
    """What begins with a number in angle brackets is a bound."""
    assert problems(scenario('Then round 2 is "<120 min"')) == []


@pytest.mark.parametrize(
    "line",
    [
        "The talks were held in Istanbul.",
        "They left, and nothing was signed.",
        "and what it leaves open.",
        "when nothing was heard for weeks,",
        "given that both sides had said no.",
        "but no date was set.",
        "Any claim is a claim only.",
        "Sources: Reuters, 2 June 2025",
        "Stability: nobody promised it",
        "Out of 1,000 prisoners 390 came home on the first day.",
        "- Then there was silence",
    ],
)
def test_prose_is_left_alone(line: str) -> None:
    """Ordinary sentences may stand below a title, also where they begin like a keyword."""
    assert problems(SOUND.replace("  Scen", f"  {line}\n\n  Scen")) == []
    assert problems(SOUND.replace("    Given", f"    {line}\n\n    Given")) == []


@pytest.mark.parametrize("line", ["Then the talks went on.", "Given all that, a wave came."])
def test_prose_of_a_feature_may_begin_as_steps_do(line: str) -> None:
    """Where no step may stand, a sentence with no known words and no value is prose."""
    assert problems(SOUND.replace("  Scen", f"  {line}\n\n  Scen")) == []


def slips(word: str) -> st.SearchStrategy[str]:
    """What comes of a word by one slip inside it."""
    at = st.integers(1, len(word) - 1)
    letters = st.sampled_from("aeioxz")
    return st.one_of(
        at.map(lambda n: word[:n] + word[n + 1 :]),
        st.builds(lambda n, new: word[:n] + new + word[n:], at, letters),
        st.builds(lambda n, new: word[:n] + new + word[n + 1 :], at, letters),
    )


@given(st.data(), st.sampled_from([each for each in languages() if keywords_of(each).steps]))
def test_a_slip_before_a_known_sentence_is_always_seen(data: st.DataObject, language: str) -> None:
    """Whatever the language and the keyword: it is one of its keywords that was meant."""
    keywords = keywords_of(language)
    words = [each for each in keywords.steps if " " not in each and len(each) > 1]
    if not words:
        return
    slip = data.draw(st.sampled_from(words).flatmap(slips))
    found = meant(f"{slip} the log is replayed", keywords, "the log is replayed".__eq__)
    assert found is not None
    assert found.removesuffix(" the log is replayed") in keywords.steps


LINES = st.sampled_from(
    [
        *SOUND.splitlines(),
        *("# language: uk", "@tag", "Examples:", "| a | b |", "| <a> |", '"""', "```", "Rule: r"),
        *("Background:", "Scenario Outline: <a>", "* x", "And <a>", "Exmaples:", "|", "\\", "<>"),
    ]
)


@given(st.lists(LINES | st.text(max_size=20), max_size=12))
def test_any_text_is_read_or_told(lines: list[str]) -> None:
    """No file whatever makes it fail, and what can't be read has a problem."""
    file = Path("x.feature")
    file.write_text("\n".join(lines), "utf-8", errors="replace")
    feature, broken = parsed(file)
    assert feature is not None or broken
    assert set(broken) <= set(problems_of(file))


def test_features_are_found_below_a_folder_but_not_in_environments() -> None:
    """Hidden folders and virtual environments are other people's."""
    for folder in ("a/b", ".hidden", "env/lib"):
        Path(folder).mkdir(parents=True)
        (Path(folder) / "x.feature").write_text(SOUND)
    Path("env/pyvenv.cfg").touch()
    assert [*feature_files(Path())] == [Path("a/b/x.feature")]


def test_steps_in_python_are_seen_above_a_feature() -> None:
    """A conftest.py that has to do with pytest-bdd may define steps; another one does not."""
    Path("a").mkdir()
    feature, conftest = Path("a/x.feature"), Path("conftest.py")
    conftest.write_text("import pytest\n")
    Path("pytest.ini").touch()
    assert not has_python(feature)
    conftest.write_text("from pytest_bdd import given\n")
    assert has_python(feature)


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 400, "1." + "0" * 400])
def test_a_number_without_end_is_no_value(number: str) -> None:
    """Python gives up on thousands of digits, and so do we, in a line of bearable length."""
    [told] = problems(scenario(f"When {number} days pass", 'Then round 2 is "convened"'))
    assert told.startswith("3:5: unknown step '")
    assert told.endswith("a number has at most 25 digits before its point, and 25 behind it")
    assert len(told) < 400


def test_a_sentence_without_end_is_refused_at_once() -> None:
    """Of a text of a megabyte the nearest step is not looked for, and it is not told whole."""
    [told] = problems(scenario("When " + "the talks go on " * 60_000, 'Then round 2 is "convened"'))
    assert told.startswith("3:5: unknown step 'the talks go on the talks go on")
    assert len(told) < 400
