"""Reading conditions: the fields that `when` tests, the measures that `given` and its kin read."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from negotiations.model.kinds import (
    AGREEMENT_TYPES,
    CEASEFIRE_CLASSES,
    DECLARATIONS,
    KINDS,
    PURPOSES,
    SCOPES,
)
from negotiations.model.shapes import (
    Count,
    Flag,
    Number,
    Shape,
    Text,
    Word,
    Words,
    listed,
    plain,
    said,
    shapes,
)
from negotiations.parameters import attribute_of, below, build, refuse
from negotiations.problems import did_you_mean
from negotiations.rulebook import counts, measures
from negotiations.rulebook.rule import Condition, FieldTest
from negotiations.rulebook.tallies import Tally
from negotiations.rulebook.words import NUMBER_WORDS, Test, read_bound, read_test
from negotiations.structure import Path, Wrong

_ALL: tuple[type[measures.Measure], ...] = (
    measures.Talks,
    measures.CeasefireStands,
    measures.AgreementStands,
    measures.Humanitarian,
    measures.Settlement,
    measures.OpenPrecondition,
    measures.Stance,
    measures.Gap,
    measures.ZopaWidth,
    measures.PositionStands,
    measures.DelegationSent,
    measures.OpenConflict,
    measures.ConclusionStands,
    measures.Own,
    measures.DaysUntil,
    counts.Count,
    counts.Sum,
    counts.Trend,
    counts.DaysSince,
)
MEASURES = {cls.name: cls for cls in _ALL}
OWN_SHAPES: dict[str, Shape] = {
    "status": Text(),
    "type": Word(AGREEMENT_TYPES),
    "scope": Word(SCOPES),
    "declaration": Word(DECLARATIONS),
    "class": Word(CEASEFIRE_CLASSES),
    "purpose": Words(PURPOSES),
    "monitored": Flag(),
    "age": Number(0, 36500),
    "violations": Count(),
}
GRADED: dict[str, Shape] = {"credibility": Number(1, 6, whole=True)}


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


def field_tests(kinds: Iterable[str], raw: Mapping[str, Any]) -> tuple[FieldTest, ...]:
    """Tests of fields that every one of *kinds* has."""
    tests, wrong, fields = [], Wrong(), shared_fields(kinds)
    for field, operand in raw.items():
        with wrong.at(field):
            if field not in fields:
                hint = did_you_mean(field, fields)
                raise ValueError(f"a {' or '.join(kinds)} has no field {said(field)}{hint}")
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


def read_measures(raw: Any, rules: frozenset[str], only: Iterable[str]) -> tuple[Condition, ...]:
    """The measures of a mapping (or of a list of mappings, to use one measure twice)."""
    found: list[Condition] = []
    wrong = Wrong()
    for path, name, operand in _entries(raw):
        with wrong.at(*path):
            if name not in only:
                raise ValueError(f"unknown measure {said(name)}{did_you_mean(name, only)}")
            found.append(read_measure(name, operand, rules))
    wrong.refuse()
    return tuple(found)


def read_measure(name: str, raw: Any, rules: frozenset[str]) -> Condition:
    """One measure with its parameters."""
    cls = MEASURES[name]
    if not isinstance(raw, Mapping):
        if cls.plain is None:
            raise ValueError(f"{name} takes a mapping, not {said(raw)}")
        raw = {cls.plain: raw}
    if cls is measures.Own:
        return _read_own(raw)
    if issubclass(cls, counts.Counting):
        return _read_count(cls, raw, rules)
    return _with_bound(cls, raw)


def _with_bound(cls: type[measures.Measure], raw: Mapping[str, Any]) -> Condition:
    takes_bound = "bound" in {field.name for field in attrs.fields(cls)}
    numbers = {key: raw[key] for key in raw if key in NUMBER_WORDS and takes_bound}
    rest = {key: value for key, value in raw.items() if key not in numbers}
    if takes_bound and not numbers:
        raise ValueError(f"{cls.name} needs a bound: {', '.join(NUMBER_WORDS)}")
    return build(cls, rest, {"bound": read_bound(numbers)} if takes_bound else None)


def _read_own(raw: Mapping[str, Any]) -> Condition:
    tests: dict[str, Test] = {}
    wrong = Wrong()
    for key, operand in raw.items():
        if key in OWN_SHAPES:
            with wrong.at(key):
                tests[attribute_of(measures.Own, key)] = read_test(OWN_SHAPES[key], operand)
    wrong.refuse()
    rest = {key: value for key, value in raw.items() if key not in OWN_SHAPES}
    known = (*OWN_SHAPES, *shapes(measures.Own))
    for key in rest:
        if key not in known:
            raise refuse(f"unknown key {said(key)} for own{did_you_mean(key, known)}", key)
    return build(measures.Own, rest, tests)


def _read_count(
    cls: type[counts.Counting], raw: Mapping[str, Any], rules: frozenset[str]
) -> Condition:
    """A counting measure: its parameters, its bound, and field tests of what it counts."""
    if "of" not in raw:
        raise ValueError(f"{cls.name} needs 'of': a kind of event, or a rule's name")
    tally = _tally(raw, {*shapes(cls), *NUMBER_WORDS, "of", "same"}, rules)
    numbers = {key: raw[key] for key in NUMBER_WORDS if key in raw}
    if not numbers and "is" not in raw:
        raise ValueError(f"{cls.name} needs a bound: {', '.join(NUMBER_WORDS)}")
    given = {key: raw[key] for key in raw if key in shapes(cls)}
    return build(cls, given, {"tally": tally, "bound": read_bound(numbers)})


def _tally(raw: Mapping[str, Any], parameters: set[str], rules: frozenset[str]) -> Tally:
    """What is counted; every key that is no parameter tests a field."""
    counted = below(lambda: _counted(raw["of"], rules), "of")
    tests = {key: value for key, value in raw.items() if key not in parameters}
    kinds = [name for name in counted if name in KINDS]
    fields = field_tests(kinds, tests) if kinds else _no_tests(tests)
    return Tally(
        counted,
        tuple((each.field, each.test) for each in fields),
        by="by" in raw,
        on="on" in raw,
        same=_same(kinds, raw),
        summed=_summed(kinds, raw),
    )


def _counted(raw: Any, rules: frozenset[str]) -> tuple[str, ...]:
    names = tuple(plain(each) for each in listed(raw))
    known = [*KINDS, *sorted(rules)]
    for name in names:
        if name not in known:
            raise ValueError(f"unknown kind or rule {said(name)}{did_you_mean(name, known)}")
    if len({name in KINDS for name in names}) > 1:
        raise ValueError("kinds and rules are counted apart")
    return names


def _no_tests(tests: Mapping[str, Any]) -> tuple[FieldTest, ...]:
    for key in tests:
        raise refuse(f"a rule's firings have no field {said(key)}", key)
    return ()


def _same(kinds: list[str], raw: Mapping[str, Any]) -> tuple[str, ...]:
    names = [plain(each) for each in listed(raw.get("same", []))]
    return below(lambda: tuple(_field(kinds, name) for name in names), "same")


def _summed(kinds: list[str], raw: Mapping[str, Any]) -> str | None:
    if "field" not in raw:
        return None
    return below(lambda: _field(kinds, plain(raw["field"])), "field")


def _field(kinds: list[str], name: str) -> str:
    fields = shared_fields(kinds) if kinds else {}
    if name not in fields:
        raise ValueError(f"no field {said(name)} to go by{did_you_mean(name, fields)}")
    return attribute(kinds, name)


def _entries(raw: Any) -> Iterable[tuple[Path, str, Any]]:
    for number, part in enumerate(listed(raw)):
        if not isinstance(part, Mapping):
            raise ValueError(f"a mapping from measures to tests is wanted here, not {said(part)}")
        base: Path = (number,) if isinstance(raw, list) else ()
        for name, operand in part.items():
            yield (*base, name), name, operand
