"""The page of living documentation: whole in itself, harmless, and the same for the same run."""

import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from commands import PROJECT, write

from negotiations.bdd.features.reading import StepLine
from negotiations.bdd.running.failing import Scene
from negotiations.bdd.running.living import page
from negotiations.bdd.running.recording import Heading, Record
from negotiations.place import Place

pytest_plugins = ["pytester"]

PYTEST = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q")
FEATURE = """
@war
Feature: Talks & <script>alert("x")</script>
  What is "known" & what <b>isn't</b>.

  @smoke @issue:12
  Scenario: They meet
    The day itself.
    Given the case "istanbul-2025"
    When the log is replayed
    Then round 2 is "convened"

  Scenario Outline: Rounds
    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then round 1 is "<status>"
    Examples:
      | status    |
      | adjourned |
      | planned   |

  @skip
  Scenario: Left out
    Given the case "istanbul-2025"
    Then it is written as
      | who & what | said |
      | <u>one     | "x"  |
    And so is
      \"\"\"
      </pre><script>
      \"\"\"
"""
VOID = {"meta", "input", "br"}


@pytest.fixture(autouse=True)
def _this_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python of its own runs what stands here, for a page of a known width."""
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    monkeypatch.setenv("COLUMNS", "100")


class Read(HTMLParser):
    """The elements of a page, that every one of them is closed, and what is shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.met if name == tag]


@pytest.fixture
def folder(pytester: pytest.Pytester) -> Path:
    """A folder with a feature of four scenarios, and one that can't be read."""
    write(pytester.path / "features" / "talks.feature", FEATURE)
    write(pytester.path / "features" / "worse.feature", "Faeture: <em>none</em>\n")
    return pytester.path


def made(pytester: pytest.Pytester, *words: str) -> str:
    """The page of a run."""
    pytester.run(*PYTEST, "--negotiations-html", "page.html", "--continue-on-collection-errors",
                 *words)  # fmt: skip
    return (pytester.path / "page.html").read_text("utf-8")


def test_all_of_a_run_stands_on_the_page(pytester: pytest.Pytester, folder: Path) -> None:
    """Features, tags, texts, steps, tables, outcomes, and what could not be read."""
    read = Read(made(pytester))
    assert read.open == []
    assert [each["class"] for each in read.of("article")] == [
        "passed", "passed", "failed", "skipped",
    ]  # fmt: skip
    for text in (
        "4 scenarios: 2 passed, 1 failed, 1 skipped", 'Talks & <script>alert("x")</script>',
        'What is "known" & what <b>isn\'t</b>.', "@smoke @issue:12", "@war", "The day itself.",
        "Rounds[adjourned]", "who & what", "<u>one", "</pre><script>", "Faeture: <em>none</em>",
        "actual    it is adjourned", "The story until then",
    ):  # fmt: skip
        assert text in read.text
    steps = [each["class"] for each in read.of("li") if "class" in each]
    assert steps == ["held"] * 8 + ["broke"] + ["unreached"] * 3


def test_nothing_on_the_page_runs_or_is_fetched(pytester: pytest.Pytester, folder: Path) -> None:
    """A feature with a script in it is harmless: tags are text, and nothing is loaded from afar."""
    read = Read(made(pytester))
    assert {"script", "link", "img", "iframe", "u", "em", "i"}.isdisjoint(t for t, _ in read.met)
    assert all(str(each["href"]).startswith("#") for each in read.of("a"))
    assert "default-src 'none'" in str(read.of("meta"))
    assert "url(" not in read.text


def test_the_same_run_gives_the_same_page_with_workers_too(
    pytester: pytest.Pytester, folder: Path
) -> None:
    """Results travel in pytest's reports, and no time of day stands on the page."""
    alone = made(pytester)
    assert made(pytester) == alone
    assert made(pytester, "-n", "2") == alone


def test_the_page_can_be_read_aloud_and_chosen_from(
    pytester: pytest.Pytester, folder: Path
) -> None:
    """Marks have words, every choice has its label, and a choice hides what it leaves out."""
    text = made(pytester)
    read = Read(text)
    ids = {each["id"] for each in read.of("input")}
    assert ids == {"all", "only-passed", "only-failed", "only-skipped"}
    assert {each["for"] for each in read.of("label")} == ids
    assert all(f"#{each}:checked ~ main" in text for each in ids - {"all"})
    marks = [each for each in read.of("span") if each.get("class") == "mark"]
    assert {each["aria-label"] for each in marks} == {"held", "did not hold", "not reached"}


def test_a_page_that_has_no_folder_is_refused(pytester: pytest.Pytester) -> None:
    """It is said before anything runs."""
    done = pytester.run(*PYTEST, "--negotiations-html", "none/page.html")
    assert done.ret == pytest.ExitCode.USAGE_ERROR
    done.stderr.fnmatch_lines(["*--negotiations-html none/page.html: there is no such folder*"])


def test_scenarios_stand_by_file_and_line_and_each_language_is_named() -> None:
    """In whatever order they ended; a reader's voice is told the language of each feature."""
    told = page([record("b", 9), record("b", 2), record("a", 5)], {})
    assert [told.index(each) for each in (">a5 ", ">b2 ", ">b9 ")] == sorted(
        told.index(each) for each in (">a5 ", ">b2 ", ">b9 ")
    )
    assert told.count('lang="uk"') == 2


def record(file: str, line: int) -> Record:
    """A scenario that passed."""
    step = StepLine("then", "Then", "it holds", Place(file, line + 1))
    heading = Heading(file, Place(file), "uk", (), ())
    scene = Scene(f"{file}{line}", Place(file, line), (step,), held=1)
    return Record(heading, scene, (), (), "passed")


def test_what_turns_a_text_round_is_written_out() -> None:
    """Marks of direction, and those without a width, can't hide what a feature says."""
    place = Place("a.feature")
    step = StepLine("then", "Then", "it\u2066 holds", place, doc="\u202eback\n\ttab")
    scene = Scene("\u202egone\u200b", place, (step,), held=1)
    heading = Heading("\u202eX", place, "en", (), ())
    made = page([Record(heading, scene, (), (), "passed")], {"a": ["\u202eunread\nagain"]})
    assert not any(mark in made for mark in "\u202e\u200b\u2066")
    assert r"\u202egone\u200b" in made
    assert r"<pre>\u202eunread" + "\nagain</pre>" in made
