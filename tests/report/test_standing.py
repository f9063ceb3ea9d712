"""Where things stand: whole sections, from small logs."""

from datetime import UTC
from math import log1p, tanh
from typing import Any

import attrs
import logs
import pytest

from negotiations.log.reading import log_of, read_log
from negotiations.model.times import days, read_instant, tzdata_version
from negotiations.packaged import folder, seed
from negotiations.report.standing import by_strength, standing
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.reading import read_rules
from negotiations.runs import Run, replay
from negotiations.version import VERSION

CASE = logs.case()
NO_RULES = Rulebook.of((), {})
BOTH = ["ruritania", "freedonia"]


def record(id: str, kind: str, day: str, **fields: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "occurred": day, "known_at": day, **fields}


def run_of(*records: dict[str, Any], rules: Rulebook = NO_RULES, as_of: str | None = None) -> Run:
    return replay(log_of(CASE, records), rules, as_of=as_of)


def told(run: Run) -> list[str]:
    return [str(line) for line in standing(run)]


def section(run: Run, title: str) -> list[str]:
    """The lines under a title."""
    lines = told(run)
    start = lines.index(title) + 1
    return lines[start : lines.index("", start)]


def test_the_head_says_as_of_when() -> None:
    """A date alone, where the moment is the end of that day; the zone is named."""
    run = run_of(record("s", "strike", "2025-01-02"), as_of="2025-01-05")
    assert told(run)[:2] == ["", "Where things stand  as of 2025-01-05, Europe/Istanbul"]


def test_without_evidence_the_likelihood_is_the_base_rate() -> None:
    """0.12 in 90 days is 1 − 0.88^(H/90) in H days, with its ICD 203 word."""
    assert section(run_of(record("s", "strike", "2025-01-02")), "Likelihood") == [
        "  onset: a general ceasefire begins, if no more becomes known",
        "    within 30 days      4.2 %  almost no chance  base rate 4.2 %",
        "    within 90 days     12.0 %  very unlikely     base rate 12.0 %",
        "    within 180 days    22.6 %  unlikely          base rate 22.6 %",
        "  base rate: historical; no source given",
    ]


def test_a_reading_before_the_base_rate_was_set_is_warned_of() -> None:
    """The rate knew more than anybody did then."""
    end = days(read_instant("2025-01-03", UTC))
    base = attrs.evolve(CASE.bases["onset"], source="A survey", as_of=end)
    case = attrs.evolve(CASE, bases={"onset": base})
    run = replay(log_of(case, [record("s", "strike", "2025-01-02")]), NO_RULES)
    assert section(run, "Likelihood")[-2:] == [
        "  base rate: historical, as of 2025-01-03; A survey",
        "  warning: read before 2025-01-03, when the base rate was set",
    ]


def test_between_announcement_and_effect_nothing_is_asked() -> None:
    """Onset has happened, and there is nothing yet that could collapse."""
    declared = record(
        "c",
        "ceasefire",
        "2025-01-02",
        ceasefire="first",
        status="declared",
        actor=BOTH,
        scope="general",
        declaration="bilateral",
    )
    run = run_of(declared)
    assert section(run, "Likelihood") == [
        "  not asked: a ceasefire is announced, and not yet in effect"
    ]
    assert section(run, "Ceasefires") == [
        "  first  declared  declared 2025-01-02; bilateral; general"
    ]


def test_a_case_without_a_base_rate_has_no_likelihood() -> None:
    """Unknown is said, and nothing is made up."""
    case = attrs.evolve(CASE, bases={})
    run = replay(log_of(case, [record("s", "strike", "2025-01-02")]), NO_RULES)
    assert section(run, "Likelihood") == ["  onset: unknown, for the case has no base rate for it"]


def test_every_noun_has_its_row() -> None:
    """Rounds, delegations, agreements and preconditions, with bounds and unknowns as they are."""
    run = run_of(
        record(
            "p",
            "demand",
            "2025-01-01",
            precondition="withdrawal",
            status="asserted",
            actor="freedonia",
            recipient="ruritania",
            text="leave the valley",
            red_line=True,
        ),
        record(
            "d",
            "delegation",
            "2025-01-02",
            actor="arcadia",
            status="expected",
            number=1,
            head="A. Host",
        ),
        record(
            "r",
            "round",
            "2025-01-03",
            actor=BOTH,
            status="convened",
            number=1,
            venue="Arcadia",
            format="direct",
        ),
        record(
            "s",
            "round",
            "2025-01-04",
            actor=BOTH,
            status="adjourned",
            number=1,
            duration="<120 min",
            outcome="partial",
        ),
        record(
            "x",
            "agreement",
            "2025-01-05",
            agreement="exchange",
            type="prisoner_exchange",
            status="agreed",
            signatories=BOTH,
            each_side="unknown",
            from_round=1,
        ),
        record(
            "y",
            "agreement",
            "2025-01-06",
            agreement="bodies",
            type="remains",
            actor=BOTH,
            status="agreed",
            each_side="≈1000",
        ),
        record("z", "agreement", "2025-01-07", agreement="bodies", status="executed"),
    )
    assert section(run, "Rounds") == [
        "  main 1  adjourned  convened 2025-01-03; Arcadia; direct; lasted <120 min; "
        "outcome partial"
    ]
    assert section(run, "Delegations") == ["  Arcadia  main 1  expected  A. Host"]
    assert section(run, "Agreements") == [
        "  exchange  prisoner exchange  agreed    agreed 2025-01-05; by Ruritania and Freedonia; "
        "not known to be executed; from round 1; each side unknown",
        "  bodies    remains            executed  agreed 2025-01-06; by Ruritania and Freedonia; "
        "executed 2025-01-07; each side ≈1000",
    ]
    assert section(run, "Open preconditions") == [
        "  withdrawal  Freedonia of Ruritania (red line)  since 2025-01-01; leave the valley"
    ]
    assert section(run, "Phases") == [
        "  talks:main             adjourned  since 2025-01-04",
        "  humanitarian:exchange  agreed     since 2025-01-05",
        "  humanitarian:bodies    executed   since 2025-01-07",
        "  settlement             none",
    ]


def test_a_disputed_start_stands_with_each_side() -> None:
    """Neither hour is taken for the start, in the round or among the conflicts."""
    planned = record(
        "plan",
        "round",
        "2025-01-03",
        actor=BOTH,
        status="planned",
        number=1,
        claims=[
            {"asserter": "ruritania", "starts": "2025-01-05T13:00"},
            {"asserter": "freedonia", "starts": "2025-01-05T12:00"},
        ],
    )
    sides = "2025-01-05 13:00 (Ruritania) / 2025-01-05 12:00 (Freedonia)"
    run = run_of(planned)
    assert section(run, "Rounds") == [f"  main 1  planned  planned start disputed: {sides}"]
    assert section(run, "Open conflicts between claims") == [f"  plan  starts  {sides}"]


def test_a_position_is_read_out_with_what_lies_between() -> None:
    """Stated and ideal from the case: 85 − 20 = 65; reservations are unknown, so is the ZOPA.

    The compromise point weighs capability 60 and 40 at equal salience: (60·20 + 40·85) / 100 = 46.
    """
    said = record(
        "w", "statement", "2025-01-02", actor="ruritania", issue="truce-terms", stance="not_agreed"
    )
    assert section(run_of(said), "Positions") == [
        "  Truce (truce-terms)",
        "    0 = none; 100 = general",
        "    Ruritania  stated 20  ideal 10  last word: not agreed",
        "    Freedonia  stated 85  ideal 90",
        "    gap 65  ZOPA unknown  compromise point 46",
    ]


def test_evidence_stands_with_its_present_weight() -> None:
    """One strike of credibility 2: q 0.8, hazard ratio 1/1.5, under the cap of its group."""
    strike = record(
        "wave",
        "strike",
        "2025-01-02",
        actor="ruritania",
        recipient="freedonia",
        launched=60,
        sources=[{"source": "wire", "credibility": 2}],
    )
    nats = 0.7 * tanh(log1p(0.8 * (1 / 1.5 - 1)) / 0.7)
    run = run_of(strike, rules=logs.rules())
    assert section(run, "The strongest evidence on onset, by its present weight") == [
        f"  {nats:+.3f} nats  heavy-strike  battlefield  half-life 14 d  wave"
    ]


def test_faded_evidence_is_left_out() -> None:
    """Fifty half-lives on nothing is left to show."""
    strike = record("wave", "strike", "2025-01-02", actor="ruritania", launched=60)
    run = run_of(strike, rules=logs.rules(), as_of="2026-12-31")
    assert section(run, "The strongest evidence on onset, by its present weight") == ["  none"]


def test_the_digest_stands_at_the_foot() -> None:
    """The whole digest, and what it is of."""
    run = run_of(record("s", "strike", "2025-01-02"))
    assert told(run)[-2:] == [
        f"digest {run.digest}",
        f"       of log, rules, case, tzdata {tzdata_version()} and negotiations {VERSION}",
    ]


def test_nothing_known_yet() -> None:
    """A log cut before its first event stands at its start, with base rates and no nouns."""
    run = run_of(record("s", "strike", "2025-01-02"), as_of="2024-12-31")
    assert told(run)[1] == "Where things stand  as of 2024-12-31, Europe/Istanbul"
    assert section(run, "Rounds") == ["  none"]


def test_live_regions_stand_first() -> None:
    """Of each kind the one furthest along; what is over comes last."""
    run = run_of(
        record("a", "ceasefire", "2025-01-01", ceasefire="old", status="declared"),
        record("b", "ceasefire", "2025-01-02", ceasefire="old", status="ended"),
        record("c", "ceasefire", "2025-01-03", ceasefire="new", status="proposed"),
        record("d", "ceasefire", "2025-01-04", ceasefire="newer", status="declared"),
    )
    assert [region.key for region in by_strength(run.process.regions.values())] == [
        "ceasefire:newer",
        "ceasefire:new",
        "talks:main",
        "ceasefire:old",
        "settlement",
    ]


@pytest.fixture(scope="module")
def istanbul() -> Run:
    """The seed case, replayed with the rules that come with it."""
    place = seed("istanbul-2025")
    assert place is not None
    return replay(read_log(place), read_rules(folder("rules")))


def test_the_talks_of_istanbul_stand_as_reported(istanbul: Run) -> None:
    """The exchange is agreed and no more; the start of round 2 is disputed; nothing is computed
    from what is unknown."""
    hours = "2025-06-02 13:00 (Turkish officials) / 2025-06-02 12:00 (Ukrainian representatives"
    (exchange,) = section(istanbul, "Agreements")
    assert "  agreed  agreed 2025-05-16" in exchange
    assert "not known to be executed" in exchange
    assert hours in section(istanbul, "Rounds")[1]
    assert hours in section(istanbul, "Open conflicts between claims")[0]
    between = [line for line in section(istanbul, "Positions") if "gap" in line]
    assert all(line.endswith("ZOPA unknown  compromise point unknown") for line in between)
