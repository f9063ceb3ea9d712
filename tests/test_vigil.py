"""Vigil: the midnights that are passed unjudged are those on which nothing would have happened."""

from collections.abc import Iterator
from typing import Any

import strategies
from hypothesis import given, settings
from hypothesis import strategies as st
from ruritania import CASE

from negotiations.hearing import heard, let, let_pass, ticked
from negotiations.judging import Judge
from negotiations.log.reading import log_of
from negotiations.model.times import DAY
from negotiations.rulebook.book import Rulebook
from negotiations.state import State
from negotiations.trace import Reason
from negotiations.vigil import Vigil

PACK = strategies.book(strategies.pack())


class Daily(Judge):
    """A judge that is asked on every day."""

    asks_daily = True


JUDGES = Judge(PACK), Daily(PACK)


def go_through(state: State, records: list[dict[str, Any]], days: int) -> Iterator[Reason]:
    """Every reason of the records, and of as many days after them."""
    for group in log_of(CASE, records).reading().groups():
        yield from heard(state, group.known_at, list(group.records))
    if state.clock is not None:
        yield from ticked(state, state.clock + days * DAY)


def known(state: State) -> tuple[object, ...]:
    """What midnights may change of a state."""
    process, ledger = state.process, state.ledger
    tables = (process.conclusions, process.positions, process.regions, process.conflicts)
    counted = {part: days for part, days in state.tallies.counted.items() if days.days}
    return (*tables, counted, ledger.sums(), ledger.standing, state.held, state.clock)


def assert_alike(rules: Rulebook, judges: tuple[Judge, ...], records: list[Any], days: int) -> None:
    """A replay that passes quiet midnights tells, and comes to, what one without does."""
    states = [State.start(CASE, judge, keep=True) for judge in judges]
    told = [list(go_through(state, records, days)) for state in states]
    assert told[0] == told[1]
    assert known(states[0]) == known(states[1])


@settings(max_examples=40, deadline=None)
@given(strategies.logs(least=4), st.integers(0, 150))
def test_quiet_midnights_change_nothing(records, days):
    """The whole pack, over random logs and long silences: told and done is the same."""
    assert_alike(PACK, JUDGES, records, days)


@settings(max_examples=40, deadline=None)
@given(strategies.drawn_rules(), strategies.logs(least=4, most=12), st.integers(0, 60))
def test_it_is_so_for_rules_of_any_conditions(drawn, records, days):
    """Words, measures and effects in any combination."""
    rules = strategies.book(drawn)
    assert_alike(rules, (Judge(rules), Daily(rules)), records, days)


@settings(max_examples=40, deadline=None)
@given(strategies.logs(least=4), st.integers(0, 60))
def test_what_nobody_hears_of_happens_all_the_same(records, days):
    """Let happen, a log comes to what it comes to when it is told."""
    told, unseen = (State.start(CASE, JUDGES[0], keep=False) for _ in range(2))
    for _ in go_through(told, records, days):
        pass
    for group in log_of(CASE, records).reading().groups():
        let(unseen, group.known_at, list(group.records))
    if unseen.clock is not None:
        let_pass(unseen, unseen.clock + days * DAY)
    assert known(told) == known(unseen)


def test_most_midnights_of_a_silence_are_passed_at_a_glance(monkeypatch):
    """Where nothing is known anew, a vigil is asked to look on few days only."""
    looks = []
    is_quiet = Vigil.is_quiet

    def looking(vigil: Vigil, *given: Any) -> bool:
        looks.append(given)
        return is_quiet(vigil, *given)

    monkeypatch.setattr(Vigil, "is_quiet", looking)
    rules = strategies.book([
        {"rule": "calm", "when": "day",
         "given": {"count": {"of": "strike", "within": "30 days", "at_most": 0}},
         "unless": {"days_since": {"of": "round", "at_most": 40}},
         "then": [{"note": "calm"}]},
    ])  # fmt: skip
    strike = {"id": "s", "kind": "strike", "occurred": "2025-06-01", "known_at": "2025-06-01"}
    meeting = {"id": "r", "kind": "round", "occurred": "2025-06-05", "known_at": "2025-06-05",
               "actor": ["freedonia", "ruritania"], "status": "convened"}  # fmt: skip
    state = State.start(CASE, Judge(rules), keep=False)
    told = list(go_through(state, [strike, meeting], 365))
    fired = [reason.event for reason in told if reason.rule == "calm"]
    assert fired == ["day:2025-07-16"]
    assert len(looks) < 12


def test_a_vigil_does_not_travel():
    """A state is sent elsewhere without its vigil, and begins another there."""
    vigil = Vigil.__new__(Vigil)
    assert vigil.__reduce__() == (type(None), ())
