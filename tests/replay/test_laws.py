"""The laws of replay: no look-ahead, one order, and corrections that rewrite from now on."""

import pickle
from datetime import datetime, timedelta
from typing import Any

import attrs
import logs
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.log.reading import Log, log_of
from negotiations.meter import Meter
from negotiations.model.quantities import agrees, read_count
from negotiations.model.times import days, read_instant
from negotiations.replaying import Replay
from negotiations.runs import Run, replay
from negotiations.state import State
from negotiations.trace import Trace

CASE, RULES = logs.case(), logs.rules()


def told(run: Run) -> list[dict[str, Any]]:
    """The trace as plain data."""
    return [reason.data() for reason in run.trace]


def run_of(records: list[dict[str, Any]], as_of: str | datetime | None = None) -> Run:
    return replay(log_of(CASE, records), RULES, as_of=as_of)


def standing(state: State) -> dict[str, Any]:
    """All that a state knows, but for the order in which its tables were filled."""
    process, ledger = state.process, state.ledger
    tables = {
        name: dict(sorted(getattr(process, name).items(), key=str))
        for name in (
            "rounds",
            "delegations",
            "agreements",
            "ceasefires",
            "stances",
            "positions",
            "conflicts",
            "conclusions",
            "regions",
            "preconditions",
            "proposals",
            "mediation",
        )
    }
    now = ledger.now if ledger.now > float("-inf") else 0.0
    tables["conflicts"] = {  # a claim within the revised log has no time of its own
        key: attrs.evolve(each, since=None) for key, each in tables["conflicts"].items()
    }
    tables["groups"] = {q: ledger.groups(now + 40, q) for q in CASE.bases}
    tables["standing"], tables["held"] = ledger.standing, state.held
    tables["counted"] = {
        k: (v.days, v.lows, v.highs, v.marks) for k, v in state.tallies.counted.items()
    }
    tables["clock"] = state.clock
    return tables


@given(logs.logs(), st.integers(1, 25), st.sampled_from(["", "T00:00", "T09:00", "T11:59"]))
def test_a_cut_log_gives_a_prefix_of_the_trace(records, day, hour):
    """What is known at a cut does not depend on anything that became known after it."""
    cut = f"2025-01-{day:02d}{hour}"
    moment = read_instant(cut, CASE.zone)
    whole = run_of(records, as_of="2025-01-31")
    assert told(run_of(records, as_of=cut)) == [r.data() for r in whole.trace.until(moment)]


@given(logs.logs(), st.data())
def test_amended_logs_cut_to_a_prefix_too(records, data):
    """Corrections, retractions and reports known later change nothing that was shown before."""
    later = data.draw(logs.amendments(records))
    log = logs.in_order([*records, *later])
    for day in range(1, 28, 3):
        cut = read_instant(f"2025-01-{day:02d}", CASE.zone)
        until = run_of(log, as_of="2025-01-31").trace.until(cut)
        assert told(run_of(log, as_of=f"2025-01-{day:02d}")) == [r.data() for r in until]


@given(logs.logs(least=2), st.randoms(use_true_random=False))
def test_the_order_of_same_time_records_in_the_file_does_not_matter(records, random):
    """Records that became known together give the same trace and digest in any order."""
    shuffled = list(records)
    random.shuffle(shuffled)
    one, other = run_of(records), run_of(logs.in_order(shuffled))
    assert (told(one), one.digest) == (told(other), other.digest)


@settings(max_examples=200)
@given(logs.logs(), st.data())
def test_after_an_amendment_all_equals_a_replay_of_the_revised_log(records, data):
    """From a correction, retraction or report on, the state is that of the revised log."""
    later = data.draw(logs.amendments(records))
    log = logs.in_order([*records, *later])
    until = "2025-01-31"
    run = run_of(log, as_of=until)
    assert standing(run.state) == standing(run_of(revised(records, later), as_of=until).state)


def revised(records: list[dict[str, Any]], later: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The log as the amendments leave it, written by hand: each line in its old place."""
    by_id = {record["id"]: dict(record) for record in records}
    in_order = sorted(later, key=lambda line: (line["known_at"], line["id"]))
    for line in in_order:
        if line["kind"] == "retraction":
            by_id.pop(line["of"], None)
        elif line["kind"] == "correction" and line["of"] in by_id:
            by_id[line["of"]].update(line["set"])
    for line in in_order:
        if "report_of" in line and line["report_of"] in by_id:
            add_report(by_id[line["report_of"]], line)
    return [by_id[record["id"]] for record in records if record["id"] in by_id]


def add_report(record: dict[str, Any], report: dict[str, Any]) -> None:
    """A report adds its sources if it agrees, and its count as a claim where it differs."""
    if agrees(read_count(record["launched"]), read_count(report["launched"])):
        fresh = [source for source in report["sources"] if source not in record.get("sources", [])]
        record["sources"] = [*record.get("sources", []), *fresh]
    said_before = any(claim["asserter"] == report["asserter"] for claim in record.get("claims", []))
    differs = report["launched"] != record["launched"] or said_before
    if differs and report["launched"] != "unknown":
        claim = {
            "asserter": report["asserter"],
            "launched": report["launched"],
            "modality": "reported",
        }
        if report["sources"]:
            claim["sources"] = report["sources"]
        record["claims"] = [*record.get("claims", []), claim]


@given(logs.logs(), st.data())
def test_an_amendment_gives_exactly_one_reason(records, data):
    """What a correction rewrites is told once, in one reason of its own."""
    later = data.draw(logs.amendments(records))
    run = run_of(logs.in_order([*records, *later]))
    assert [r.event for r in run.trace if r.change.word == "revised"] == [
        line["id"] for line in sorted(later, key=lambda line: (line["known_at"], line["id"]))
    ]


@given(logs.logs())
def test_two_replays_give_the_same_bytes(records):
    """The same log and rules give the same trace, readings and digest."""
    one, other = run_of(records), run_of(records)
    assert (told(one), one.digest) == (told(other), other.digest)
    assert one.likelihood(90) == other.likelihood(90)


@given(logs.logs(most=8), logs.logs(most=8))
def test_what_becomes_known_later_weighs_nothing_before(records, later):
    """Property 4: the likelihood at a moment is the same whatever is appended after it."""
    last = read_instant(records[-1]["known_at"], CASE.zone)
    after = [
        {**record, "id": f"z{n}"}
        for n, record in enumerate(later)
        if read_instant(record["known_at"], CASE.zone) > last
    ]
    before = run_of(records, as_of=records[-1]["known_at"])
    again = run_of([*records, *after], as_of=records[-1]["known_at"])
    assert before.likelihood(90) == again.likelihood(90)
    assert days(last) == days(before.now)


def in_batches(records: list[dict[str, Any]]) -> Log:
    """The log at hand, which is read in batches; a stream would be read record by record."""
    log = log_of(CASE, records)
    assert log.reading().only_source is not None
    return log


@given(logs.logs(), st.data())
def test_a_stop_knows_what_a_replay_up_to_it_knows(records, data):
    """Wherever a replay stops, its state and its meter are those of a replay as of that moment."""
    later = data.draw(logs.amendments(records))
    log = logs.in_order([*records, *later])
    hours = data.draw(st.lists(st.integers(0, 30 * 24), min_size=1, max_size=6).map(sorted))
    moments = [read_instant("2025-01-01T00:00", CASE.zone) + timedelta(hours=h) for h in hours]
    driven, meter = Replay(in_batches(log), RULES, keep=False), Meter(RULES)
    for moment in driven.stops(moments, meter):
        run = run_of(log, as_of=moment)
        fired = run.trace.firings()
        written = [RULES.rule(name).written.toordinal() for name, _, _ in fired]
        assert standing(driven.state) == standing(run.state)
        assert (meter.firings, meter.latest_rule) == (len(fired), max(written, default=0))
        assert meter.events == sum(
            read_instant(each["known_at"], CASE.zone) <= moment for each in log
        )
    assert meter.events == len(log)


@given(logs.logs())
def test_a_trace_that_waits_travels_whole(records):
    """What has yet to be told is told before it is pickled, and is the same on the other side."""
    trace = Replay(in_batches(records), RULES).drive()
    assert pickle.loads(pickle.dumps(trace)) == Trace(
        list(Replay(in_batches(records), RULES).reasons())
    )
