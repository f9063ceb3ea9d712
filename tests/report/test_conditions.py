"""Conditions in words: what is asked, and what there is."""

import pytest
import ruritania

from negotiations.hearing import exhaust
from negotiations.log.reading import log_of
from negotiations.parameters import Roles
from negotiations.replaying import Replay
from negotiations.report.conditions import asked, found
from negotiations.rulebook.conditions import MEASURES
from negotiations.rulebook.rule import Condition
from negotiations.rulebook.situation import Situation
from negotiations.whynot import Watching

LOG = """
- {kind: round, occurred: 2025-05-16, actor: [ruritania, freedonia], number: 1, status: convened}
- {kind: agreement, occurred: 2025-05-16, actor: [ruritania, freedonia], agreement: swap, type: prisoner_exchange, status: agreed, signatories: [ruritania, freedonia]}
- {kind: demand, occurred: 2025-05-17, actor: ruritania, recipient: freedonia, precondition: first-a-truce, status: asserted}
- {kind: statement, occurred: 2025-05-17, actor: ruritania, issue: truce-terms, stance: willing}
- {kind: strike, occurred: 2025-05-18, actor: freedonia, recipient: ruritania, munition: drone, launched: 472}
- {kind: strike, occurred: 2025-05-20, actor: freedonia, recipient: ruritania, munition: drone, target: energy, launched: unknown, location: [north, south]}
"""  # noqa: E501


def conditions(text: str) -> list[Condition]:
    """The conditions of a rule on strikes."""
    [rule] = ruritania.rulebook(text).rules
    return list(rule.conditions)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("launched: {at_least: 400}", "launched at_least 400"),
        ("launched: {between: [10, 20]}", "launched between 10 and 20"),
        ("launched: {more_than: 1, less_than: 9}", "launched more_than 1 and less_than 9"),
        ("launched: 472", "launched 472"),
        ("launched: [1, 2]", "launched 1 or 2"),
        ("launched: present", "launched present"),
        ("target: absent", "target absent"),
        ("target: [energy, civilian, airbase]", "target airbase, civilian or energy"),
        ("target: {not: energy}", "target not energy"),
        ("location: north", "location includes north"),
        ("location: {all: [north, south]}", "location all north and south"),
        ("location: {excludes: east}", "location excludes east"),
        ("note: {includes: big}", "note includes 'big'"),
        ("credibility: {at_most: 2}", "credibility at_most 2"),
    ],
)
def test_tests_of_fields_are_told_as_written(written: str, told: str) -> None:
    """A test of a field is told in the words a rule has for it."""
    assert list(map(asked, conditions(f"when: {{strike: {{{written}}}}}"))) == [told]


MEASURED = {
    "talks": ("[scheduled, convened]", "talks scheduled or convened", "talks:main is convened"),
    "humanitarian": ("agreed", "humanitarian agreed", "humanitarian:swap is agreed"),
    "settlement": ("none", "settlement none", "settlement is none"),
    "ceasefire": ("{status: in_effect, scope: general}", "ceasefire in_effect scope general",
                  "no ceasefire yet"),
    "agreement": ("{type: prisoner_exchange, signed_by: actor}",
                  "agreement type prisoner_exchange signed_by actor", "swap is agreed"),
    "open_precondition": ("{held_by: recipient, red_line: false}",
                          "open_precondition recipient red_line false",
                          "first-a-truce (held by ruritania)"),
    "stance": ("{party: recipient, issue: truce-terms, is: [willing, accepts]}",
               "stance party recipient issue truce-terms is willing or accepts",
               "ruritania's last word: willing"),
    "gap": ("{issue: truce-terms, at_most: 20}", "gap issue truce-terms at_most 20", None),
    "zopa": ("{issue: truce-terms, at_least: 0}", "zopa issue truce-terms at_least 0", None),
    "position": ("{party: actor, issue: truce-terms, at_least: 50}",
                 "position party actor issue truce-terms at_least 50", None),
    "delegation": ("{party: other, level: leader}", "delegation party other level leader", ""),
    "open_conflict": ("starts", "open_conflict starts", ""),
    "concluded": ("{name: stalled, party: actor}", "concluded stalled party actor", ""),
    "own": ("{age: {at_most: 14 days}}", "own age at_most 14",
            "what it belongs to is not known yet"),
    "days_until": ("{of: round, at_most: 3}", "days_until of round at_most 3",
                   "no round is planned"),
    "count": ("{of: strike, munition: drone, by: actor, within: 7 days, at_least: 2}",
              "count of strike (munition drone) by actor within 7 days at_least 2", "1 so far"),
    "sum": ("{of: strike, field: launched, within: 1 day, at_least: 2}",
            "sum of strike field launched within 1 day at_least 2", "0 so far"),
    "trend": ("{of: strike, field: launched, within: 7 days, is: rising}",
              "trend of strike field launched within 7 days is rising",
              "472, and 0 in the 7 days before"),
    "days_since": ("{of: round, status: convened, at_least: 2}",
                   "days_since of round (status convened) at_least 2", "the last was 4 days ago"),
}  # fmt: skip


def test_every_measure_is_told_here() -> None:
    """No measure is left out of the table above."""
    assert set(MEASURED) == set(MEASURES)


@pytest.mark.parametrize("name", MEASURED)
def test_measures_are_told_with_what_there_is(name: str) -> None:
    """A measure is told with its parameters, and with what the situation holds on its point."""
    raw, told, there = MEASURED[name]
    kind = "agreement" if name == "own" else "strike"
    rule = f"when: {kind}\ngiven: {{{name}: {raw}}}\n"
    [condition] = conditions(rule)
    assert asked(condition) == told
    if there is not None:
        assert found(condition, situation(rule)) == there


def situation(rule: str) -> Situation:
    """The situation that the last strike meets, its roles cast."""
    rules = ruritania.rulebook(rule)
    driven = Replay(log_of(ruritania.CASE, ruritania.records(LOG)), rules)
    watching = Watching(rules, lambda event: event.id == "event-6")
    driven.state.judge = watching
    exhaust(driven.reasons())
    met = watching.met["event-6"]
    met.roles = Roles(actor="freedonia", recipient="ruritania", other="ruritania")
    return met
