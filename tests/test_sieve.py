"""The sieve: its masks are the rules that a table opens, and the tallies that an event counts for."""

# ruff: noqa: E501  (rules stand on one line, as their authors write them)

from typing import Any

import attrs
import pytest
import strategies
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from ruritania import CASE

from negotiations.courses import Grades
from negotiations.judging import Table
from negotiations.log.forms import Form, Unfit, forms_of
from negotiations.model.case import Case
from negotiations.model.events import Event
from negotiations.model.kinds import KINDS
from negotiations.model.process import PeaceProcess
from negotiations.model.shapes import Change, Count, Measure, Number, shapes
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.fields import shared_fields
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.tallies import Tallies
from negotiations.rulebook.words import is_timed
from negotiations.sieve import Sieve, sieve_of

SIFTED = [kind for kind in KINDS if kind not in ("day", "ceasefire")]
FORMS = forms_of(CASE)
NUMBERS = st.one_of(
    st.integers(-5, 200), st.floats(-5, 200).map(lambda n: round(n, 2)),
    st.sampled_from(["40", ">40", "<3", "≥41", "≤40", "≈40", "unknown", 0, -0.0, 3.0, 39, 39.5, 40, 40.0, 40.5, 41, 10**15]),
)  # fmt: skip
BEYOND = ["-1e16", "-1", "-0.5", "0", "0.5", "2.5", "39.5", "101", "999", "1e15", "1e16"]
"""Thresholds within what a field can hold, between its whole numbers, and beyond it."""


def ways_of(kind: str) -> list[tuple[str, Any]]:
    """Every way to test a field of a kind, with thresholds that none of its values reach."""
    fields = shared_fields([kind])
    worded = [
        (field, test) for field, shape in fields.items() for test in strategies.ways_to_test(shape)
    ]
    numbers = [
        field
        for field, shape in fields.items()
        if isinstance(shape, Count | Measure | Change | Number)
    ]
    far = [
        (field, {word: n})
        for field in numbers
        for word in ("at_least", "less_than")
        for n in BEYOND
    ]
    return [*worded, *far, *((field, {"between": ["0.5", "1e16"]}) for field in numbers)]


def book_of(kind: str) -> Rulebook:
    """A rule of every test, in `when`, and in what it counts of the same kind."""
    rules = []
    for number, (field, test) in enumerate(ways_of(kind)):
        when = {
            "rule": f"when-{number}",
            "when": {kind: {field: test}},
            "then": [{"note": "fired"}],
        }
        counted = {
            "rule": f"count-{number}",
            "when": kind,
            "given": {"count": {"of": kind, field: test, "at_least": "1"}},
            "then": [{"note": "fired"}],
        }
        rules += [when, counted] if field not in ("within", "by", "on", "same", "of") else [when]
    return strategies.book(rules)


def untimed(rule: Rule) -> bool:
    tests = [each.test for each in rule.when] + [
        test for tally in rule.tallies for _, test in tally.tests
    ]
    return not any(map(is_timed, tests))


BOOKS = {kind: book_of(kind) for kind in SIFTED}
RULES = {
    kind: [r for r in book.rules if r.kind == kind and untimed(r)] for kind, book in BOOKS.items()
}
TABLES = {kind: [Table([rule], 0) for rule in rules] for kind, rules in RULES.items()}
TALLIES = {
    kind: [
        tally for tally in Tallies.reading(BOOKS[kind].tallies).of_kind.get(kind, ())
        if not any(is_timed(test) for _, test in tally.tests)
    ]
    for kind in SIFTED
}  # fmt: skip


def sieve(kind: str) -> Sieve:
    made = sieve_of(kind, RULES[kind], TALLIES[kind], FORMS)
    assert made is not None
    return made


SIEVES = {kind: sieve(kind) for kind in SIFTED}


@st.composite
def forms(draw: st.DrawFn, kind: str) -> tuple[Form, Event]:
    """A form of a kind with numbers of every sort, and the event it stands for."""
    record = strategies.timed(1, draw(strategies.bodies(kind)), 5, 0, 0)
    record.pop("claims", None)
    for field, shape in shapes(KINDS[kind]).items():
        if isinstance(shape, Count | Measure | Change | Number) and draw(st.booleans()):
            record[field] = draw(NUMBERS)
    try:
        form = FORMS.take(record)
        return form, FORMS.event(form)
    except (Unfit, ValueError):
        reject()


@pytest.mark.parametrize("kind", SIFTED)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_open_rules_of_a_mask_are_those_that_their_tables_open(kind, data):
    """A rule of every word on every field, with thresholds on, between and beyond its values."""
    form, event = data.draw(forms(kind))
    mask = SIEVES[kind].sift(form, Grades(FORMS, CASE).of(form))[0]
    situation = Situation.of(event, PeaceProcess.of(CASE), Tallies.reading(frozenset()))
    opened = [table.rules[0].name for table in TABLES[kind] if table.opened(situation)]
    assert [rule.name for n, rule in enumerate(RULES[kind]) if mask >> n & 1] == opened


@pytest.mark.parametrize("kind", SIFTED)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_tallies_of_a_mask_are_those_that_the_event_may_count_for(kind, data):
    """Surely, perhaps or not at all, as each tally says of the event itself."""
    form, event = data.draw(forms(kind))
    made = SIEVES[kind]
    mask = made.sift(form, Grades(FORMS, CASE).of(form))[0]
    told = [(tally, tally.qualifies(event)) for tally in TALLIES[kind]]
    assert list(made.counting(mask)) == [
        (tally, truth) for tally, truth in told if truth is not False
    ]


@pytest.mark.parametrize("accept", [CASE.accept, frozenset({1, 2}), frozenset(range(1, 7))])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_an_event_that_does_not_move_the_process_is_marked(accept, data):
    """What is denied, expected to have been done, or not credible; plans that are expected too, to be told with care."""
    case: Case = attrs.evolve(CASE, accept=accept)
    form, event = data.draw(forms("round"))
    made = SIEVES["round"]
    marked = bool(made.sift(form, Grades(FORMS, case).of(form))[0] & made.unplain)
    assert marked is (event.modality in ("denied", "expected") or event.credibility not in accept)


def test_a_kind_with_a_test_of_time_has_no_sieve():
    """Whether a plan is near depends on when it is asked; no mask can tell."""
    rules = [rule for rule in BOOKS["round"].rules if rule.kind == "round" and not untimed(rule)]
    timed = [rule for rule in rules if rule.when]
    counted = [tally for rule in rules for tally in rule.tallies]
    assert timed
    assert counted
    assert sieve_of("round", timed, (), FORMS) is None
    assert sieve_of("round", (), counted, FORMS) is None
