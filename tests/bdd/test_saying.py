"""What is written into a scenario is read out of it as it was, whatever it holds."""

from pathlib import Path
from typing import Any

import pytest
from bdd.cuts import scenario_of, tell
from commands import run, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruritania import CASE, records

from negotiations.bdd.features.reading import read_feature
from negotiations.bdd.library.telling import this_log_is_replayed
from negotiations.bdd.sentence import sentence
from negotiations.bdd.stories.setting import judge_at
from negotiations.bdd.stories.story import Story
from negotiations.bdd.writing.saying import Unsayable, cell, quoted, rows, some_words
from negotiations.bdd.writing.scenario import Setting, cut_at, in_order
from negotiations.bdd.writing.telling import log_lines
from negotiations.log.reading import log_of
from negotiations.packaged import folder

ODD = st.text(st.sampled_from("ab \"'“”«»|\\#<>[]{},:-\n\r\t\x07\x85 é🙂`"), max_size=12)
TEXTS = st.one_of(ODD, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
AGAIN = settings(deadline=None, suppress_health_check=list(HealthCheck))


def step_of(lines: list[str], home: Path) -> Any:
    """The one step of these lines, read again."""
    file = home / "x.feature"
    text = "\n".join(["Feature: X", "  Scenario: Y", *lines])
    file.write_bytes(f"{text}\n".encode())
    return read_feature(file).scenarios[0].steps[0]


@AGAIN
@given(texts=st.lists(TEXTS, min_size=1, max_size=3), data=TEXTS)
def test_a_cell_gives_back_what_it_holds(tmp_path: Path, texts: list[str], data: str) -> None:
    """Bars, backslashes, quotes, spaces at its ends, and what no terminal shows."""
    held = [*texts, [data, {"note": data}]]
    table = rows([["value"], *([cell(each)] for each in held)], 6)
    step = step_of(["    When x:", *table], tmp_path)
    assert [line[0].value for line in step.table.lines[1:]] == held


@AGAIN
@given(
    note=TEXTS, mark=st.sampled_from(["", "```", '"""', '```"""']), count=st.sampled_from([1, "1"])
)
def test_a_log_in_a_text_gives_back_its_records(
    tmp_path: Path, note: str, mark: str, count: object
) -> None:
    """A number stays a number and a text a text, whatever marks the text holds."""
    record = {"id": "a", "kind": "round", "occurred": "2025-01-01", "known_at": "2025-01-01",
              "note": f"a{note}{mark}", "number": count, "status": "planned"}  # fmt: skip
    step = step_of([*log_lines("When", [record])], tmp_path)
    story = Story(tmp_path)
    story.case = CASE
    this_log_is_replayed(story, step.doc)
    assert story.records == [record]


@given(text=TEXTS)
def test_a_quoted_text_is_the_value_of_a_sentence(text: str) -> None:
    """It is quoted in marks that it does not hold; or it is refused."""
    try:
        said = quoted(text)
    except Unsayable:
        return
    assert sentence(f"the agreement {said} is known").values == (text,)


@given(text=TEXTS)
def test_some_words_of_any_text_can_be_quoted(text: str) -> None:
    """They stand in the text, and in one sentence."""
    words = some_words(text)
    assert words in text
    assert quoted(words)


def test_what_no_sentence_can_name_is_told_in_a_comment(tmp_path: Path) -> None:
    """The scenario passes, and says what it does not hold."""
    log = """
    - {kind: agreement, occurred: 2025-05-01, agreement: 'a "b" “c” «d»', type: framework, status: agreed}
    """  # noqa: E501
    (tmp_path / "case").mkdir()
    example = (folder("rules") / "example-case.yaml").read_text("utf-8")
    write(tmp_path / "case" / "case.yaml", example)
    told = in_order(log_of(CASE, records(log)))
    cut = cut_at(told[0].read.id, told, CASE, judge_at(folder("rules")))
    scenario = scenario_of(cut, Setting("case", whole=True), tmp_path)
    tell(scenario, Story(tmp_path), "given", "when", "then")
    lines = (tmp_path / "written.feature").read_text("utf-8").splitlines()
    comments = [line.strip() for line in lines if line.startswith("    #")]
    assert comments[0] == (
        """# of agreement a "b" “c” «d»: agreed: """
        """no sentence of a scenario can name 'a "b" “c” «d»'"""
    )


def test_an_id_that_no_sentence_can_name_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the id, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "case.yaml", "case: x\ntitle: X\nzone: UTC\nparties: {a: {}, b: {}}\n")
    write(tmp_path / "log.yaml", """
        - {id: "<a>", kind: round, occurred: 2025-01-01, known_at: 2025-01-01, status: planned}
        """)  # fmt: skip
    said = run("scenario", "--from-log", ".", "--at", "<a>", "-o", "x.feature")
    assert (said.code, said.err) == (1, "Error: no sentence of a scenario can name '<a>'\n")
    assert not (tmp_path / "x.feature").exists()
