"""What a row says: of a case that is known, of cases drawn from events, of a zone's calendar."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from dyads import BOOK, Raw, event, made, read, strike, template, write_jsonl
from ruritania import rulebook

import negotiations as ng
from negotiations.model.times import TICK, read_instant, zone
from negotiations.notation import read_yaml
from negotiations.panels.calendar import Calendar
from negotiations.panels.templates import Seen, template_at


@pytest.fixture(scope="module")
def istanbul(tmp_path_factory: pytest.TempPathFactory) -> list[Raw]:
    """The Istanbul talks as a panel of days: their case is the template, their log the table."""
    folder, seed = tmp_path_factory.mktemp("istanbul"), ng.seed("istanbul-2025")
    assert seed is not None
    records = read_yaml((seed / "log.yaml").read_bytes(), "log.yaml").value
    events = write_jsonl(folder / "log.jsonl", [{"dyad": "ua-ru", **raw} for raw in records])
    rules = ng.read_rules(ng.folder("rules"))
    made(folder, events, rules=rules, case=seed, freq="day")
    return read(folder / "out.parquet")


def test_a_known_case_reads_as_its_replay(istanbul: list[Raw]) -> None:
    """Positions, gap, phases and likelihood of the seed, as of three days of its talks."""
    log, rules = ng.read_log(ng.seed("istanbul-2025") or ""), ng.read_rules(ng.folder("rules"))
    for row in istanbul[:: len(istanbul) // 3]:
        run = ng.replay(log, rules, as_of=row["end"])
        stated = {(p["party"], p["issue"]): p["stated"] for p in row["positions"]}
        assert stated == {k: round(p.stated, 9) for k, p in run.process.positions.items()}
        gap = run.process.gap("truce-terms", "ukraine", "russia")
        assert row["gap:truce-terms"] == round(gap or 0, 9)
        talks = run.process.regions["talks:istanbul"].phase
        assert row["talks"] == talks
        assert row["p_onset_90"] == round(run.likelihood(90, warned=False) or 0, 9)


def test_the_readme_of_20_may(istanbul: list[Raw]) -> None:
    """The numbers that `negotiations replay --as-of 2025-05-20` shows."""
    (row,) = [row for row in istanbul if row["period"] == "2025-05-20"]
    found = [round(100 * row[f"p_onset_{h}"], 1) for h in (30, 90, 180)]
    assert found == [4.9, 13.4, 24.1]
    assert (row["talks"], row["question"], row["p_collapse_30"]) == ("adjourned", "onset", None)


def test_counts_by_period_add_up(istanbul: list[Raw]) -> None:
    """What became known in the periods is what is known in all."""
    known = 0
    for row in istanbul:
        known += row["events"]
        assert row["events_known"] == known
    assert known > 20


def test_two_questions_are_never_mixed(tmp_path: Path) -> None:
    """While a ceasefire holds collapse is asked, and onset is empty; before it, the other way."""
    truce = {"ceasefire": "t", "scope": "general", "class": "preliminary",
             "declaration": "bilateral"}  # fmt: skip
    rows = [strike(1, "x", 0), event(2, "x", 9, "ceasefire", status="declared", **truce),
            event(3, "x", 16, "ceasefire", status="in_effect", **truce)]  # fmt: skip
    made(tmp_path, write_jsonl(tmp_path / "a.jsonl", rows))
    found = [
        (r["question"], r["p_onset_90"] is None, r["p_collapse_90"] is None)
        for r in read(tmp_path / "out.parquet")
    ]
    assert found == [("onset", False, True), (None, True, True), ("collapse", True, False)]
    assert [r["ceasefire"] for r in read(tmp_path / "out.parquet")][1:] == ["declared", "in_effect"]


def test_without_a_base_rate_nothing_is_likely(tmp_path: Path) -> None:
    """Unknown is not zero: no evidence is weighed, so both hazard and probability are empty."""
    made(tmp_path, write_jsonl(tmp_path / "a.jsonl", [strike(1, "x", 0)]), case=None)
    (row,) = read(tmp_path / "out.parquet")
    assert (row["question"], row["p_onset_90"], row["log_hazard_ratio"]) == ("onset", None, None)


def test_talks_that_are_over_say_how(tmp_path: Path) -> None:
    """Where no region is live, the phase is that of the one that moved last."""
    rows = [event(n, "x", n, "round", status=s) for n, s in enumerate(["convened", "broken_off"])]
    made(tmp_path, write_jsonl(tmp_path / "a.jsonl", rows))
    assert [row["talks"] for row in read(tmp_path / "out.parquet")] == ["broken_off"]


def test_hindsight_is_flagged(tmp_path: Path) -> None:
    """Rows before a rule that fired was written, and before the base rate's date."""
    rule = rulebook("""
        written: 2025-01-20
        when: {strike: {}}
    """)
    rows = [strike(1, "x", 7), strike(2, "x", 34)]
    made(tmp_path, write_jsonl(tmp_path / "a.jsonl", rows), rules=rule)
    found = {r["period"]: r for r in read(tmp_path / "out.parquet")}
    assert [r["hindsight_rules"] for r in found.values()] == [True, True, False, False, False]
    assert [r["hindsight_base"] for r in found.values()] == [True, True, True, False, False]


def test_day_rules_tick_to_the_end_of_a_period(tmp_path: Path) -> None:
    """A rule about silence fires in the period in which the silence is long enough."""
    rule = rulebook("""
        when: day
        given: {days_since: {of: round, at_least: 10}}
    """)
    rows = [event(1, "x", 0, "round", status="convened"), strike(2, "y", 27)]
    made(tmp_path, write_jsonl(tmp_path / "a.jsonl", rows), rules=rule)
    found = [row["firings"] for row in read(tmp_path / "out.parquet") if row["dyad"] == "x"]
    assert found == [0, 1, 0, 0, 0]


def test_a_template_s_parties_are_all_there_are(tmp_path: Path) -> None:
    """A name that it doesn't declare is a bad row, with the nearest one that it does."""
    names = {"parties": "{a gov: {}, a rebels: {}}", "zone": "UTC"}
    text = "".join(f"{key}: {value}\n" for key, value in names.items())
    case = template(tmp_path, text)
    events = write_jsonl(tmp_path / "a.jsonl", [strike(1, "a", 0, actor=["a gvo"])])
    found: list[Any] = []
    made(tmp_path, events, case=case, on_bad_row=found.append)
    (problem,) = found[0].problems
    assert problem.what == "actor: unknown participant 'a gvo'; did you mean 'a gov'?"


def test_who_only_mediates_is_no_party(tmp_path: Path) -> None:
    """A mediator, a signatory, one who is spoken of: third parties until they act themselves."""
    seen = Seen()
    seen.see({"kind": "mediation", "actor": ["host"]})
    seen.see({"kind": "assessment", "about": "c", "actor": "x"})
    seen.see({"kind": "strike", "actor": ["a"], "claims": [{"asserter": "p", "recipient": "b"}]})
    case = template_at(None).case_of(("k", "l"), seen, seen.size)
    assert (tuple(case.parties), tuple(case.third_parties)) == (("x", "a", "b"), ("host", "c"))
    assert (case.id, tuple(case.voices)) == ("k l", ("p",))


@pytest.mark.parametrize("freq", ["day", "week", "month"])
@pytest.mark.parametrize("name", ["Europe/Istanbul", "America/New_York", "Pacific/Apia", "UTC"])
def test_periods_leave_no_gap(freq: str, name: str) -> None:
    """One begins where the other ends, through summer time, leap days, skipped days, new years."""
    here = zone(name)
    first, until = datetime(2011, 11, 1, tzinfo=UTC), datetime(2016, 4, 1, tzinfo=UTC)
    periods = list(Calendar(freq, here).periods(first, until))
    assert all(one.end + TICK == other.start for one, other in pairwise(periods))
    assert periods[0].start <= first <= periods[0].end
    assert periods[-1].end <= until < periods[-1].end + (periods[-1].end - periods[-1].start) * 2
    assert len({period.label for period in periods}) == len(periods)


def test_a_period_ends_with_its_last_day() -> None:
    """As `--as-of` takes a date: a date known at its end belongs to its own period."""
    here = zone("Europe/Istanbul")
    for freq, label in [("day", "2025-06-01"), ("week", "2025-W22"), ("month", "2025-06")]:
        assert Calendar(freq, here).holding(read_instant("2025-06-01", here)).label == label
    assert Calendar("week", here).holding(read_instant("2025-06-01", here)).end == read_instant(
        "2025-06-01", here
    )


def test_metadata_tells_what_it_was_made_of_and_nothing_else(tmp_path: Path) -> None:
    """Neither times nor paths: versions, digests and the frequency."""
    made(tmp_path, write_jsonl(tmp_path / "a.jsonl", [strike(1, "x", 0)]))
    told = pq.read_schema(tmp_path / "out.parquet").metadata
    assert set(told) == {b"negotiations", b"rules", b"case", b"tzdata", b"freq"}
    assert told[b"rules"] == BOOK.digest.encode()
