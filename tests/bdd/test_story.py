"""Stories: what is told is what a log would say, in the order of its telling."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import logs
import pytest
import strategies
from bdd.stories import HEAD, told
from hypothesis import given

import negotiations as ng
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Untellable
from negotiations.judging import Judge

CASE, JUDGE = strategies.CASE, Judge(logs.rules())
RECORDS = strategies.logs(least=3).filter(bool)


def beginning() -> Story:
    """A story of the case of random logs, in which nothing was told yet."""
    story = Story()
    story.case, story.judge = CASE, JUDGE
    return story


def replayed(text: str, as_of: str | None = None) -> ng.Run:
    """A log of JSON lines, replayed from a file."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "log.jsonl"
        file.write_text(text, "utf-8")
        return ng.replay(ng.read_log(str(file), CASE), JUDGE.rules, as_of=as_of)


@given(RECORDS)
def test_a_story_is_replayed_as_its_records_are(records: list[dict[str, object]]) -> None:
    """Telling record by record comes to what a log file of these records comes to."""
    story = beginning()
    for record in records:
        story.tell(record)
    lines = "".join(json.dumps(record) + "\n" for record in records)
    run = replayed(lines)
    assert story.run.trace == run.trace
    assert story.run.likelihood(90) == run.likelihood(90)


@given(RECORDS)
def test_a_story_can_be_kept_as_a_log(records: list[dict[str, object]]) -> None:
    """The log that a story gives replays to the trace of the story."""
    story = beginning()
    for record in records:
        story.tell({key: value for key, value in record.items() if key != "known_at"})
    run = replayed(story.as_log())
    assert (run.trace, run.digest) == (story.run.trace, story.run.digest)


@given(RECORDS)
def test_only_what_was_known_is_in_the_log(records: list[dict[str, object]]) -> None:
    """A story that stopped at a moment gives a log that knows no more than it does."""
    story, middle = beginning(), str(records[len(records) // 2]["known_at"])
    for record in records:
        story.tell(record)
    story.until = story.instant(middle)
    kept = [json.loads(line) for line in story.as_log().splitlines()]
    assert kept == [record for record in records if str(record["known_at"]) <= middle]
    assert replayed(story.as_log(), middle).trace == story.run.trace


@pytest.mark.parametrize("case", ng.seed_names())
def test_a_seed_can_be_told_as_a_story(case: str) -> None:
    """The log of a packaged case, heard and given back, replays to the same trace."""
    story = Story()
    story.open_case(case)
    story.hear_log()
    folder = ng.seed(case)
    assert folder is not None
    assert story.run.trace == ng.replay(ng.read_log(folder), story.rules).trace
    again = Story()
    again.open_case(case)
    for line in story.as_log().splitlines():
        again.tell(json.loads(line))
    assert again.run.trace == story.run.trace


def test_events_without_a_date_come_in_the_order_of_their_telling(tmp_path: Path) -> None:
    """A strike told after a round has convened finds the talks convened."""
    steps = """And no rules
And this rule:
  ```
  rule: under-the-table
  when: {strike: {}}
  given: {talks: convened}
  then: {note: fired}
  ```
When "freedonia" strikes "ruritania"
And round 1 is planned
And round 1 is convened
And "freedonia" strikes "ruritania"
And round 1 is adjourned
And "freedonia" strikes "ruritania"
"""
    story = told(HEAD + steps, tmp_path)
    assert [event for _, event, _ in story.run.trace.firings()] == ["event-004"]
    assert [record["known_at"] for record in story.records] == [
        f"2025-01-01T12:0{minute}:00+00:00" for minute in range(6)
    ]


def test_the_first_date_is_where_a_story_begins(tmp_path: Path) -> None:
    """What is told without a date happens on the day of what was told last."""
    steps = 'When "ruritania" strikes "freedonia" on "2014-09-01"\nAnd round 1 is planned\n'
    story = told(HEAD + steps, tmp_path)
    assert [record["occurred"] for record in story.records] == ["2014-09-01", "2014-09-01"]


def test_a_story_at_an_hour_goes_on_from_it(tmp_path: Path) -> None:
    """At two o'clock nothing becomes known at noon."""
    steps = 'Given it is "2025-06-01T14:00"\nWhen round 1 is planned\nAnd round 1 is convened\n'
    story = told(HEAD + steps, tmp_path)
    known = [str(record["known_at"])[11:16] for record in story.records]
    assert known == ["14:00", "14:01"]


def test_what_a_when_changes_is_measured_from_where_it_began(tmp_path: Path) -> None:
    """`before` is the story as the Givens left it."""
    steps = 'Given round 1 is "planned"\nWhen round 1 is convened\nAnd round 1 is adjourned\n'
    story = told(HEAD + steps, tmp_path)
    assert story.before.process.rounds["main:1"].status == "planned"
    assert story.run.process.rounds["main:1"].status == "adjourned"


def test_telling_on_from_a_moment_of_a_log_leaves_its_future_out() -> None:
    """A log heard as of a date, then another event: what the log says later never happens."""
    story = Story()
    story.open_case("istanbul-2025")
    story.hear_log("2025-05-20")
    story.happen("round", "2025-05-25", status="planned", number=2)
    assert story.run.process.rounds["istanbul:2"].status == "planned"
    assert {str(record["known_at"])[:7] for record in story.records} == {"2025-05"}


def test_time_does_not_run_back() -> None:
    """A story that is in March can't come to February."""
    story = beginning()
    story.turn_to("2025-03-01")
    with pytest.raises(Untellable, match="time doesn't run back"):
        story.turn_to("2025-02-01")


def test_a_case_that_has_problems_is_told_line_by_line(tmp_path: Path) -> None:
    """A case beside the feature that can't be read names its own file and line."""
    (tmp_path / "case.yaml").write_text("case: x\ntitle: X\nparties: {a: {}}\n", "utf-8")
    story = Story(tmp_path)
    with pytest.raises(Untellable, match=r"case\.yaml:1:1: a case has two parties or more"):
        story.open_case(".")
