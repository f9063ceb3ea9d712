"""One future: its ceasefires come from its hazard, and the present stays as it is."""

from typing import Any

import attrs
import logs
import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st
from replay.test_laws import standing
from ruritania import CASE as OPEN_CASE

from negotiations.futures.arrivals import Arrivals
from negotiations.futures.fitting import arrivals
from negotiations.futures.future import Present, Wait
from negotiations.log.reading import log_of
from negotiations.model.case import Case
from negotiations.model.ceasefires import CeasefireDefinition
from negotiations.model.evidence import BaseRate
from negotiations.model.likelihood import likelihood
from negotiations.model.times import days
from negotiations.rulebook.book import Rulebook
from negotiations.runs import Run, replay

CASE, RULES, NO_RULES = logs.case(), logs.rules(), Rulebook.of((), {})
SURE, NEVER = BaseRate(0.999999, horizon=1.0), BaseRate(1e-9, horizon=90.0)


def present(run: Run, found: Arrivals = Arrivals(), long: int = 60) -> Present:  # noqa: B008
    assert run.now is not None
    return Present(run.state, run.now, found, long, (long,), seed=0)


def waiting(case: Case, *records: dict[str, Any]) -> Run:
    """Where the talks on a ceasefire stand on 10 January, without any rule."""
    return replay(log_of(case, records), NO_RULES, as_of="2025-01-10")


def ceasefire(day: int, status: str, **more: Any) -> dict[str, Any]:
    when = f"2025-01-{day:02d}"
    return {
        "id": f"{status}-{day}", "kind": "ceasefire", "occurred": when, "known_at": when,
        "ceasefire": "first", "scope": "general", "declaration": "bilateral", "status": status,
        **more,
    }  # fmt: skip


def asked(case: Case, *records: dict[str, Any], long: int = 6) -> dict[str, list[int]]:
    """What is asked at the end of each day, in ten futures."""
    counts = present(waiting(case, *records), long=long).lived(range(10))
    phases = sorted(counts.phases.items())
    found = {phase: begun for (region, phase), begun in phases if region == "question"}
    return {phase: begun.cumsum()[:-1].tolist() for phase, begun in found.items()}


def test_a_ceasefire_switches_the_question() -> None:
    """Where onset is sure it comes on the first day, and from then on collapse is asked."""
    case = attrs.evolve(CASE, bases={"onset": SURE, "collapse": NEVER})
    assert asked(case) == {"collapse": [0] + 6 * [10], "onset": [10] + 6 * [0]}


def test_after_a_collapse_onset_is_asked_again() -> None:
    """Where both are sure, a ceasefire begins on every other day."""
    case = attrs.evolve(CASE, bases={"onset": SURE, "collapse": SURE})
    assert asked(case) == {"collapse": 3 * [0, 10] + [0], "onset": 3 * [10, 0] + [10]}


def test_without_a_rate_of_collapse_a_ceasefire_holds() -> None:
    """What the case says nothing of is not drawn."""
    assert asked(attrs.evolve(CASE, bases={"onset": SURE}))["collapse"] == [0] + 6 * [10]


def test_every_ceasefire_that_is_asked_about_collapses() -> None:
    """One that is in effect at the start ends too, with how it ended."""
    case = attrs.evolve(CASE, bases={"onset": NEVER, "collapse": SURE})
    run = waiting(case, ceasefire(5, "declared"), ceasefire(6, "in_effect"))
    counts = present(run, long=3).lived(range(4))
    assert counts.phase("ceasefire:first", "ended").cumsum().tolist() == [0, 4, 4, 4, 0]
    assert counts.answered.tolist() == [0, 4, 0, 0]


@pytest.mark.parametrize(
    ("takes_effect", "collapse"), [(None, [0, 10, 10, 10]), ("2025-01-12T12:00", [0, 0, 10, 10])]
)
def test_an_announced_ceasefire_takes_effect_when_it_is_to(
    takes_effect: str | None, collapse: list[int]
) -> None:
    """On the day it names, or else on the first; until then nothing is asked."""
    case = attrs.evolve(CASE, bases={"onset": SURE, "collapse": NEVER})
    more = {"takes_effect": takes_effect} if takes_effect else {}
    assert asked(case, ceasefire(9, "declared", **more), long=3)["collapse"] == collapse


@pytest.mark.parametrize(
    "definition",
    [
        CeasefireDefinition(trigger="in_effect", min_class="definitive", min_intended_days=30),
        CeasefireDefinition(declaration=("multilateral",), scope="partial"),
        CeasefireDefinition(confirmation=("ruritania", "freedonia")),
    ],
)
@pytest.mark.parametrize("accept", [frozenset({6}), frozenset({2, 3})])
def test_the_ceasefire_drawn_is_the_one_that_is_asked_about(
    definition: CeasefireDefinition, accept: frozenset[int]
) -> None:
    """However a case defines it, and whichever grades it accepts."""
    bases = {"onset": SURE, "collapse": NEVER}
    case = attrs.evolve(CASE, bases=bases, definition=definition, accept=accept)
    assert asked(case)["collapse"] == [0] + 6 * [10]


def test_the_hazards_of_the_wait_are_those_of_the_frozen_reading() -> None:
    """Their sum over H days is −ln(1 − p), p by the definition over the evidence itself."""
    records = [
        {"id": "a", "kind": "statement", "occurred": "2025-01-03", "known_at": "2025-01-03",
         "actor": ["ruritania"], "issue": "truce-terms", "stance": "willing"},
        {"id": "b", "kind": "strike", "occurred": "2025-01-05", "known_at": "2025-01-05",
         "actor": ["freedonia"], "recipient": ["ruritania"], "launched": 90},
    ]  # fmt: skip
    run = replay(log_of(CASE, records), RULES, as_of="2025-01-10")
    assert run.now is not None
    hazards = run.state.ledger.hazards(days(run.now), 90)
    for horizon in (1, 30, 90):
        defined = likelihood(CASE.bases["onset"], run.evidence, days(run.now), horizon, logs.CAPS)
        assert 1 - 2.718281828459045 ** -hazards[:horizon].sum() == pytest.approx(
            defined, abs=1e-12
        )


def test_a_wait_is_over_on_the_day_its_hazards_pass_its_patience() -> None:
    """Hazards of 0.4 a day and a patience of 1: the third day; read anew, it goes on from there."""
    sums = waiting(CASE).state.ledger.sums()
    wait = Wait(1.0, [0.4] * 5, sums)
    assert [wait.is_over() for _ in range(2)] == [False, False]
    wait.reread([0.1, 0.2], sums)
    assert [wait.is_over() for _ in range(2)] == [False, True]


@settings(max_examples=25)
@given(strategies.logs(most=12), strategies.drawn_rules(most=6), st.integers(0, 9))
def test_a_future_never_changes_the_present(
    records: list[dict[str, Any]], rules: list[dict[str, Any]], number: int
) -> None:
    """Whatever the rules do with what arrives, the present is as it was, and so is its fork."""
    log = log_of(OPEN_CASE, records)
    run = replay(log, strategies.book(rules), as_of="2025-08-01")
    before = standing(run.state.fork())
    one, again = (present(run, arrivals(log), 20).lived(range(number, number + 1)) for _ in "12")
    assert standing(run.state) == before
    assert one.phases.keys() == again.phases.keys()
    assert all((one.phases[key] == again.phases[key]).all() for key in one.phases)


@settings(max_examples=25)
@given(logs.logs(least=4), st.integers(0, 9))
def test_every_day_is_in_one_phase(records: list[dict[str, Any]], number: int) -> None:
    """The phases of a region add up to the futures, on every day."""
    log = log_of(CASE, records)
    run = replay(log, RULES, as_of="2025-01-31")
    counts = present(run, arrivals(log), 30).lived(range(number, number + 2))
    for region in {region for region, _ in counts.phases}:
        shares = sum(b.cumsum() for (r, _), b in counts.phases.items() if r == region)
        assert shares.tolist() == [2] * 31 + [0]
