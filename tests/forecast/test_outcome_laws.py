"""Laws of outcomes and frames, on random logs with late news, corrections and retractions."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import logs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruritania import CASE

import negotiations as ng
from negotiations.log.reading import log_of, read_log
from negotiations.model.times import read_instant
from negotiations.outcomes.survey import survey
from negotiations.outcomes.turns import chronicle

Raw = dict[str, Any]
STATUSES = ("proposed", "declared", "in_effect", "violated", "ended")
SCOPES = st.sampled_from(["general", "partial"])
RULES = logs.rules()


def instant(text: str) -> Any:
    return read_instant(text, CASE.day_zone)


def ceasefire(number: int, day: int, lag: int, name: str, status: str, scope: str) -> Raw:
    body = {"kind": "ceasefire", "ceasefire": name, "status": status, "scope": scope,
            "declaration": "bilateral", "actor": ["ruritania", "freedonia"]}  # fmt: skip
    return logs.timed(number, body, day, 9, lag)


def amended(number: int, record: Raw, how: str, lag: int, scope: str, status: str) -> Raw:
    """A later line about a ceasefire's record."""
    day = int(record["known_at"][8:10]) + lag
    head = {"id": f"a{number}", "known_at": f"2025-01-{day:02d}T09:00"}
    if how == "retraction":
        return head | {"kind": how, "of": record["id"]}
    if how == "correction":
        return head | {"kind": how, "of": record["id"], "set": {"scope": scope, "status": status}}
    return head | {"kind": "ceasefire", "report_of": record["id"], "ceasefire": record["ceasefire"],
                   "status": record["status"], "asserter": "freedonia"}  # fmt: skip


@st.composite
def told(draw: st.DrawFn) -> list[Raw]:
    """Two ceasefires through their lives in January 2025, and what is said of that later."""
    drawn = st.tuples(st.integers(1, 18), st.integers(0, 4), st.sampled_from(["one", "two"]),
                      st.sampled_from(STATUSES), SCOPES)  # fmt: skip
    records = [ceasefire(n, *each) for n, each in enumerate(draw(st.lists(drawn, max_size=8)))]
    if not records:
        return []
    later = st.tuples(st.sampled_from(records),
                      st.sampled_from(["correction", "retraction", "report"]), st.integers(0, 5),
                      SCOPES, st.sampled_from(STATUSES))  # fmt: skip
    lines = [amended(n, *each) for n, each in enumerate(draw(st.lists(later, max_size=3)))]
    return logs.in_order([*records, *logs.unretracted(lines)])


QUESTIONS = st.builds(
    ng.Question,
    kind=st.sampled_from(["onset", "collapse"]),
    asked=st.integers(1, 25).map(lambda day: f"2025-01-{day:02d}"),
    within=st.sampled_from([1, 5, 10]),
)


@given(records=told(), question=QUESTIONS, day=st.integers(1, 28))
def test_an_answer_depends_on_nothing_later(
    records: list[Raw], question: ng.Question, day: int
) -> None:
    """As of a day, the whole log answers as the log that ends there."""
    as_of = f"2025-01-{day:02d}"
    cut = [raw for raw in records if instant(raw["known_at"]) <= instant(as_of)]
    whole = question.resolve(log_of(CASE, records), as_of, covers="2025-02-28")
    assert whole == question.resolve(log_of(CASE, cut), as_of, covers="2025-02-28")


@given(records=told(), question=QUESTIONS, day=st.integers(1, 28))
def test_an_answer_is_known_from_its_time_on(
    records: list[Raw], question: ng.Question, day: int
) -> None:
    """From *known_at* to now the answer is this one, and what happened is within what is asked."""
    log, as_of = log_of(CASE, records), f"2025-01-{day:02d}"
    found = question.resolve(log, as_of, covers="2025-02-28")
    if found.known_at is None:
        assert found.answer == "not yet known"
        return
    asked = instant(str(question.asked))
    assert asked <= found.known_at <= instant(as_of)
    assert found.happened is None or found.happened <= asked + timedelta(days=question.within)
    assert question.resolve(log, found.known_at, covers="2025-02-28") == found


@given(records=told())
def test_what_lasts_is_what_the_process_says(records: list[Raw]) -> None:
    """A turn without an end is a ceasefire that stands in a replay of the same log, rewritten."""
    log = log_of(CASE, records)
    versions = chronicle(CASE, survey(log).tellings).versions
    ceasefires = ng.replay(log, RULES).process.ceasefires.values()
    turns = versions[-1].turns if versions else {"onset": (), "collapse": ()}
    announced = any(CASE.definition.announced(each) for each in ceasefires)
    holds = any(CASE.definition.holds(each) for each in ceasefires)
    assert any(turn.end is None for turn in turns["onset"]) is announced
    assert not (holds and any(turn.end is None for turn in turns["collapse"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=told().filter(bool))
def test_a_file_is_surveyed_as_records_at_hand_are(tmp_path: Path, records: list[Raw]) -> None:
    """In batches and one by one, the same is told of ceasefires at the same times."""
    file = tmp_path / "log.jsonl"
    file.write_text("".join(f"{json.dumps(raw)}\n" for raw in records))
    one, other = survey(read_log(file, CASE)), survey(log_of(CASE, records))
    assert (one.first, one.last, one.records, one.digest) == (
        other.first, other.last, other.records, other.digest
    )  # fmt: skip
    assert chronicle(CASE, one.tellings) == chronicle(CASE, other.tellings)


@settings(max_examples=25)
@given(data=st.data())
def test_no_frame_looks_ahead(data: st.DataObject) -> None:
    """Whatever the log: rows by day are the same whether or not the later log exists."""
    log = data.draw(logs.logs(least=2))
    records = logs.in_order([*log, *data.draw(logs.amendments(log))])
    made = log_of(logs.case(), records)
    if records[0]["known_at"][:10] < records[-1]["known_at"][:10]:
        ng.testing.assert_no_look_ahead(RULES, made, freq="day", cuts=4)
