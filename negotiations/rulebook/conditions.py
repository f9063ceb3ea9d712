"""Reading the measures that `given`, `unless` and `after` name, each with its parameters."""

from collections.abc import Mapping
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
from negotiations.model.phases import CEASEFIRE
from negotiations.model.shapes import (
    Count,
    Flag,
    Measure,
    Shape,
    Text,
    Word,
    Words,
    listed,
    said,
)
from negotiations.parameters import attribute_of, below, build
from negotiations.problems import did_you_mean
from negotiations.rulebook import counts, measures
from negotiations.rulebook.counting import ANY_NUMBER, DAYS, read_counting
from negotiations.rulebook.fields import a
from negotiations.rulebook.rule import Condition
from negotiations.rulebook.vocabulary import Vocabulary
from negotiations.rulebook.words import NUMBER_WORDS, Test, read_bound, read_test
from negotiations.structure import Wrong

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
    "age": Measure("d"),
    "violations": Count(),
}
BELONGING = ("round", "agreement", "ceasefire", "demand", "proposal")
"""The kinds of event that belong to a noun, which `own` reads."""


@attrs.frozen
class MeasureReading:
    """Reads the measures of one rule: *kind* is what its `when` names, empty if it can't be read.

    *late* ones are read after the event, when nothing is counted.
    """

    kind: str
    names: Vocabulary
    late: bool = False

    def all(self, raw: Any) -> tuple[Condition, ...]:
        """The measures of a mapping (or of a list of mappings, to use one measure twice)."""
        if raw in ({}, []):
            raise ValueError("this names no measure")
        found: list[Condition] = []
        wrong = Wrong()
        for number, part in enumerate(listed(raw)):
            with wrong.at(*([number] if isinstance(raw, list) else [])):
                found += self._mapping(part)
        wrong.refuse()
        return tuple(found)

    def _mapping(self, raw: Any) -> list[Condition]:
        if not isinstance(raw, Mapping):
            raise ValueError(f"a mapping from measures to tests is wanted here, not {said(raw)}")
        if not raw:
            raise ValueError("this names no measure")
        found, wrong = [], Wrong()
        for name, operand in raw.items():
            with wrong.at(name):
                found.append(self.one(name, operand))
        wrong.refuse()
        return found

    def one(self, name: str, raw: Any) -> Condition:
        """One measure with its parameters."""
        if name not in MEASURES:
            raise ValueError(f"unknown measure {said(name)}{did_you_mean(name, MEASURES)}")
        cls = MEASURES[name]
        if self.late and issubclass(cls, counts.Counting):
            raise ValueError(f"{name} is not read after the event; write it under given")
        if not isinstance(raw, Mapping):
            if cls.plain is None:
                raise ValueError(f"{name} takes a mapping, not {said(raw)}")
            raw = {cls.plain: raw}
        if issubclass(cls, counts.Counting):
            return read_counting(cls, raw, self.kind, self.names.rules)
        return self._own(raw) if cls is measures.Own else self._measure(cls, raw)

    def _measure(self, cls: type[Any], raw: Mapping[str, Any]) -> Condition:
        if "bound" in attrs.fields_dict(cls):
            return _with_bound(cls, raw)
        made: Condition = build(cls, raw)
        if isinstance(made, measures.ConclusionStands):
            below(lambda: self.names.check_conclusion(made.name_), "name")
        return made

    def _own(self, raw: Mapping[str, Any]) -> Condition:
        if self.kind and self.kind not in BELONGING:
            nouns = "round, agreement, ceasefire, precondition or proposal"
            raise ValueError(f"{a(self.kind)} belongs to no {nouns}")
        tests: dict[str, Test] = {}
        wrong = Wrong()
        for key in [key for key in raw if key in OWN_SHAPES]:
            with wrong.at(key):
                tests[attribute_of(measures.Own, key)] = read_test(self._shape(key), raw[key])
        rest = {key: value for key, value in raw.items() if key not in OWN_SHAPES}
        with wrong.at():
            made: Condition = build(measures.Own, rest, tests, also=OWN_SHAPES)
        wrong.refuse()
        return made

    def _shape(self, key: str) -> Shape:
        if key != "status" or not self.kind:
            return OWN_SHAPES[key]
        if self.kind == "ceasefire":  # violated, it is still in effect
            return Word(CEASEFIRE.phases[1:])
        return Word(tuple(KINDS[self.kind].codings))


def _with_bound(cls: type[Any], raw: Mapping[str, Any]) -> Condition:
    rest = {key: value for key, value in raw.items() if key not in NUMBER_WORDS}
    bound, wrong = None, Wrong()
    with wrong.at():
        bound = read_bound(cls.name, DAYS if cls is measures.DaysUntil else ANY_NUMBER, raw)
    with wrong.at():
        made: Condition = build(cls, rest, {"bound": bound}, also=NUMBER_WORDS)
    wrong.refuse()
    return made
