"""Scenarios and features as values, every part with its place."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from negotiations.bdd.steps import Kind
from negotiations.bdd.tables import Cell, Table
from negotiations.place import Place

BLANK = re.compile(r"<(.+?)>")
"""A placeholder as pytest-bdd fills it: one of which the Examples say nothing stays as it is."""

Row: TypeAlias = Mapping[str, str]


@attrs.frozen
class StepLine:
    """A step as a scenario has it; `And`, `But` and `*` have the kind of the step before.

    *leads* says whether its keyword tells its kind, which the first one of a scenario must.
    """

    kind: Kind
    keyword: str
    text: str
    place: Place
    table: Table | None = None
    doc: str | None = None
    leads: bool = True

    def filled(self, row: Row) -> "StepLine":
        """The step with the values of a row in its placeholders."""
        if not row:
            return self
        table = self.table and attrs.evolve(
            self.table,
            lines=tuple(tuple(_filled(c, row) for c in line) for line in self.table.lines),
        )
        doc = None if self.doc is None else fill(self.doc, row)
        return attrs.evolve(self, text=fill(self.text, row), table=table, doc=doc)

    def texts(self) -> Iterator[str]:
        """All of it that placeholders may stand in."""
        yield self.text
        yield self.doc or ""
        yield from (cell.text for line in (self.table.lines if self.table else ()) for cell in line)


def fill(text: str, row: Row) -> str:
    """A text with the values of a row in its placeholders; others stay as they are.

    >>> fill("round <n> of <m>", {"n": "2"})
    'round 2 of <m>'
    """
    return BLANK.sub(lambda found: row.get(found[1], found[0]), text)


def _filled(cell: Cell, row: Row) -> Cell:
    return Cell(fill(cell.text, row), cell.place)


@attrs.frozen
class Description:
    """A line of free text, which no step is: or which was meant to be one.

    *within* is `feature`, `rule`, `background`, `scenario` or `examples`.
    """

    text: str
    place: Place
    within: str = "scenario"


@attrs.frozen
class Tag:
    """A tag without its `@`, where it is written."""

    name: str
    place: Place


@attrs.frozen
class Section:
    """A background or a rule: whether anything stands in it, and the first of its steps."""

    keyword: str
    place: Place
    is_empty: bool
    holds_steps: bool = False
    first: StepLine | None = None


@attrs.frozen
class Examples:
    """The rows that an outline is told with: values by placeholder."""

    heading: tuple[Cell, ...]
    rows: tuple[dict[str, str], ...]
    places: tuple[Place, ...]
    """Where each of the rows stands."""
    tags: tuple[str, ...]
    place: Place


@attrs.frozen
class Scenario:
    """A scenario or an outline, with the steps of its backgrounds in front."""

    name: str
    place: Place
    tags: tuple[str, ...]
    """Its own and those of what it stands in; those of Examples are theirs."""
    steps: tuple[StepLine, ...]
    own: int
    """How many of the steps, from the last, are its own and no background's."""
    examples: tuple[Examples, ...]
    descriptions: tuple[Description, ...]
    is_outline: bool

    @property
    def own_steps(self) -> tuple[StepLine, ...]:
        """Its steps without those of backgrounds."""
        return self.steps[len(self.steps) - self.own :]

    def rows(self) -> Iterator[tuple[Row, Examples | None, Place]]:
        """What it is told with, once for each row: its values, and where these stand."""
        if not self.examples:
            yield {}, None, self.place
        for each in self.examples:
            for row, place in zip(each.rows, each.places, strict=True):
                yield row, each, place

    def told(self, row: Row) -> tuple[StepLine, ...]:
        """Its steps with the values of a row."""
        return tuple(step.filled(row) for step in self.steps)


@attrs.frozen
class Feature:
    """What a feature file says."""

    name: str
    place: Place
    language: str
    tags: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    descriptions: tuple[Description, ...]
    """Those that stand outside of scenarios."""
    sections: tuple[Section, ...] = ()
    written_tags: tuple[Tag, ...] = ()
    """Every tag of the file."""
