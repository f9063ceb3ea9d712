"""Reading the measures that count: what is counted, by which fields, and against which bound."""

from collections.abc import Mapping
from typing import Any

from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Change, Count, Measure, Number, Shape, listed, plain, said
from negotiations.model.shapes import shapes as parameters_of
from negotiations.parameters import below, build, refuse, some
from negotiations.problems import did_you_mean
from negotiations.rulebook import counts
from negotiations.rulebook.fields import a, attribute, field_tests, shared_fields
from negotiations.rulebook.rule import Condition, FieldTest
from negotiations.rulebook.tallies import Tally
from negotiations.rulebook.words import NUMBER_WORDS, Test, read_bound
from negotiations.structure import Wrong

ANY_NUMBER = Number(-1e15, 1e15)
DAYS = Measure("d")


def read_counting(
    cls: type[counts.Counting], raw: Mapping[str, Any], kind: str, rules: frozenset[str]
) -> Condition:
    """A counting measure of a rule about *kind*: its parameters, its bound, and what it counts."""
    if "of" not in raw:
        raise ValueError(f"{cls.name} needs 'of': a kind of event, or a rule's name")
    of = below(lambda: _counted(raw["of"], rules), "of")
    tally, bound, wrong = Tally(of), None, Wrong()
    with wrong.at():
        tally = _tally(cls, of, raw, kind)
    with wrong.at():
        bound = _bound(cls, raw)
    with wrong.at():
        given = {key: raw[key] for key in raw if key in parameters_of(cls)}
        made: Condition = build(cls, given, {"tally": tally, "bound": bound})
    wrong.refuse()
    return made


def _bound(cls: type[counts.Counting], raw: Mapping[str, Any]) -> Test | None:
    if cls is counts.Trend and "is" in raw:
        if any(word in raw for word in NUMBER_WORDS):
            raise ValueError("trend takes is, or a bound, and not both")
        return None
    return read_bound(cls.name, DAYS if cls is counts.DaysSince else ANY_NUMBER, raw)


def _counted(raw: Any, rules: frozenset[str]) -> tuple[str, ...]:
    names = tuple(plain(each) for each in listed(some(raw)))
    known = [*KINDS, *sorted(rules)]
    for name in names:
        if name not in known:
            raise ValueError(f"unknown kind or rule {said(name)}{did_you_mean(name, known)}")
    if "day" in names:
        raise ValueError("days are not counted")
    if len({name in KINDS for name in names}) > 1:
        raise ValueError("kinds and rules are counted apart")
    return names


def _tally(
    cls: type[counts.Counting], of: tuple[str, ...], raw: Mapping[str, Any], kind: str
) -> Tally:
    """What is counted; every key that is no parameter tests a field."""
    parameters = (*parameters_of(cls), *NUMBER_WORDS, "of", "same")
    tests = {key: value for key, value in raw.items() if key not in parameters}
    kinds = [name for name in of if name in KINDS]
    wrong = Wrong()
    with wrong.at():
        fields = field_tests(kinds, tests, parameters) if kinds else _no_tests(tests)
    with wrong.at("same"):
        same = _same(kinds, listed(raw.get("same", [])), kind)
    with wrong.at("field"):
        summed = _summed(kinds, raw["field"]) if "field" in parameters and "field" in raw else None
    wrong.refuse()
    return Tally(
        of,
        tuple((each.field, each.test) for each in fields),
        by="by" in raw,
        on="on" in raw,
        same=same,
        summed=None if summed is None else attribute(kinds, summed),
        signed=summed is not None and isinstance(shared_fields(kinds)[summed], Change),
    )


def _no_tests(tests: Mapping[str, Any]) -> tuple[FieldTest, ...]:
    for key in tests:
        raise refuse(f"a rule's firings have no field {said(key)}", key)
    return ()


def _same(kinds: list[str], raw: list[Any], kind: str) -> tuple[str, ...]:
    """The attributes that what is counted must share with the rule's own event."""
    names = [plain(each) for each in raw]
    for name in names:
        _field(kinds, name)
        if kind and name not in shared_fields([kind]):
            raise ValueError(f"{a(kind)} has no field {said(name)} to share")
    return tuple(attribute(kinds, name) for name in names)


def _summed(kinds: list[str], raw: Any) -> str:
    name = plain(raw)
    if not isinstance(_field(kinds, name), Count | Measure | Change):
        raise ValueError(f"{said(name)} holds no number to add up")
    return name


def _field(kinds: list[str], name: str) -> Shape:
    fields = shared_fields(kinds) if kinds else {}
    if name not in fields:
        raise ValueError(f"no field {said(name)} to go by{did_you_mean(name, fields)}")
    return fields[name]
