"""Reading tests of fields: the kind of event that `when` names, and what it asks of each field."""

from collections.abc import Iterable, Mapping
from typing import Any

from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Number, Shape, said, shapes
from negotiations.parameters import attribute_of, below, refuse
from negotiations.problems import did_you_mean
from negotiations.rulebook.rule import FieldTest
from negotiations.rulebook.words import read_test
from negotiations.structure import Wrong

GRADED: dict[str, Shape] = {"credibility": Number(1, 6, whole=True)}
"""What every event has besides its fields: the best grade among its sources."""


def read_when(raw: Any) -> tuple[str, tuple[FieldTest, ...]]:
    """The kind of event and the tests of its fields."""
    if isinstance(raw, str):
        raw = {raw: {}}
    if not isinstance(raw, Mapping) or len(raw) != 1:
        raise ValueError(f"'when' names one kind of event, not {said(raw)}")
    [(kind, tests)] = raw.items()
    if kind not in KINDS:
        raise refuse(f"unknown kind {said(kind)}{did_you_mean(kind, KINDS)}", kind)
    if tests is not None and not isinstance(tests, Mapping):
        raise refuse(f"a mapping from fields to tests is wanted here, not {said(tests)}", kind)
    return kind, below(lambda: field_tests([kind], tests or {}), kind)


def field_tests(
    kinds: Iterable[str], raw: Mapping[str, Any], also: Iterable[str] = ()
) -> tuple[FieldTest, ...]:
    """Tests of fields that every one of *kinds* has; *also* are keys a misspelt one may mean."""
    tests, wrong, fields = [], Wrong(), shared_fields(kinds)
    for field, operand in raw.items():
        with wrong.at(field):
            if field not in fields:
                hint = did_you_mean(field, [*fields, *also])
                raise ValueError(f"{a(' or '.join(kinds))} has no field {said(field)}{hint}")
            tests.append(FieldTest(attribute(kinds, field), read_test(fields[field], operand)))
    wrong.refuse()
    return tuple(tests)


def shared_fields(kinds: Iterable[str]) -> dict[str, Shape]:
    """The testable fields that all of these kinds have."""
    tables = [{**shapes(KINDS[kind]), **GRADED} for kind in kinds]
    first, *rest = tables
    return {name: shape for name, shape in first.items() if all(name in each for each in rest)}


def attribute(kinds: Iterable[str], field: str) -> str:
    """The attribute behind a field's written name."""
    return field if field in GRADED else attribute_of(KINDS[next(iter(kinds))], field)


def a(kind: str) -> str:
    """A kind's name with its article."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
