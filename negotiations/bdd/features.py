"""Feature files as values, every part with its place; the one door to the Gherkin parser."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import attrs
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser

from negotiations.bdd.refusals import refusals
from negotiations.bdd.steps import Kind
from negotiations.bdd.tables import Cell, Table
from negotiations.notation import read_file
from negotiations.notation.text import text_of
from negotiations.place import Place, nearby
from negotiations.problems import Problem, Unreadable

KINDS: Mapping[str, Kind] = {"Context": "given", "Action": "when", "Outcome": "then"}
BLANK = re.compile(r"<(.+?)>")
"""A placeholder as pytest-bdd fills it: with its value if the Examples have one, else left alone."""

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
            self.table, lines=tuple(tuple(_filled(c, row) for c in line) for line in self.table.lines)
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
    """A background or a rule: whether anything stands in it, and its first step, if it has steps."""

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


def read_feature(path: Path) -> Feature:
    """The feature of a file. Raises Unreadable with every problem that keeps it from being read."""
    feature, problems = parsed(path)
    if feature is None or problems:
        raise Unreadable(problems)
    return feature


def parsed(path: Path) -> tuple[Feature | None, tuple[Problem, ...]]:
    """The feature of a file as far as it can be read, and what keeps it from being read whole."""
    file = str(nearby(path))
    try:
        text = text_of(read_file(path, shown=file), file)
    except Unreadable as error:
        return None, error.problems
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    raw, errors = _parsed(text)
    problems = tuple(refusals(errors, text, file))
    if raw is None and not problems:
        what = "no feature is written here; begin with: Feature: what it is about"
        problems = (Problem(Place(file), what),)
    return raw and _Reading(file, text.split("\n")).feature(raw), problems


def _parsed(text: str) -> tuple[Mapping[str, Any] | None, list[ParserException]]:
    """What the parser makes of a text, with the lines that it can't place left out."""
    parser = Parser()
    errors: list[ParserException] = []
    try:
        parser.parse(text)
    except CompositeParserException as error:
        errors = error.errors
    except ParserException as error:
        errors = [error]
    document = parser.get_result()
    return (document.get("feature") if isinstance(document, dict) else None), errors


@attrs.frozen
class _Reading:
    """Makes values of what the parser gives."""

    file: str
    lines: list[str]
    sections: list[Section] = attrs.field(factory=list)
    written_tags: list[Tag] = attrs.field(factory=list)

    def feature(self, raw: Mapping[str, Any]) -> Feature:
        scenarios, outside = [], [*self._described(raw, "feature")]
        for child, steps, tags in self._children(raw, (), ()):
            if "scenario" in child:
                scenarios.append(self._scenario(child["scenario"], steps, tags))
            else:
                within, section = next(iter(child.items()))
                outside += self._described(section, within)
                self._section(section)
        return Feature(
            raw["name"], self._place(raw), raw["language"], self._names(raw), tuple(scenarios),
            tuple(outside), tuple(self.sections), tuple(self.written_tags),
        )  # fmt: skip

    def _section(self, raw: Mapping[str, Any]) -> None:
        steps = raw.get("steps")
        holds = raw["children"] if steps is None else steps
        children = [each for each in holds if "background" not in each]
        first = next(self._steps(raw, "given"), None) if steps else None
        place = self._place(raw)
        self.sections.append(
            Section(raw["keyword"], place, not children, steps is not None, first)
        )

    def _children(
        self, raw: Mapping[str, Any], steps: tuple[StepLine, ...], tags: tuple[str, ...]
    ) -> Iterator[tuple[Mapping[str, Any], tuple[StepLine, ...], tuple[str, ...]]]:
        """Every scenario, background and rule below, with the steps and tags that it inherits."""
        tags += self._tags(raw)
        for child in raw["children"]:
            if "background" in child:
                steps += tuple(self._steps(child["background"], "given"))
            yield child, steps, tags
            if "rule" in child:
                yield from self._children(child["rule"], steps, tags)

    def _scenario(
        self, raw: Mapping[str, Any], before: tuple[StepLine, ...], tags: tuple[str, ...]
    ) -> Scenario:
        own = tuple(self._steps(raw, before[-1].kind if before else "given"))
        examples = tuple(self._examples(each) for each in raw["examples"])
        descriptions = [*self._described(raw, "scenario")]
        for each in raw["examples"]:
            descriptions += self._described(each, "examples")
        return Scenario(
            raw["name"], self._place(raw), tags + self._tags(raw), before + own, len(own),
            examples, tuple(descriptions), bool(examples) or "<" in "".join(s.text for s in own),
        )  # fmt: skip

    def _steps(self, raw: Mapping[str, Any], kind: Kind) -> Iterator[StepLine]:
        for step in raw["steps"]:
            leads = step["keywordType"] in KINDS
            kind = KINDS.get(step["keywordType"], kind)
            table, doc = step.get("dataTable"), step.get("docString")
            yield StepLine(
                kind,
                step["keyword"].strip(),
                step["text"],
                self._place(step),
                self._table(table) if table else None,
                doc["content"] if doc else None,
                leads,
            )

    def _table(self, raw: Mapping[str, Any]) -> Table:
        lines = tuple(tuple(map(self._cell, row["cells"])) for row in raw["rows"])
        return Table(lines, self._place(raw))

    def _examples(self, raw: Mapping[str, Any]) -> Examples:
        heading, body = raw.get("tableHeader"), raw["tableBody"]
        cells = tuple(map(self._cell, heading["cells"])) if heading else ()
        names = [cell.text for cell in cells]
        rows = tuple(
            dict(zip(names, [c["value"] for c in row["cells"]], strict=True)) for row in body
        )
        places = tuple(map(self._place, body))
        return Examples(cells, rows, places, self._tags(raw), self._place(raw))

    def _cell(self, raw: Mapping[str, Any]) -> Cell:
        return Cell(raw["value"], self._place(raw))

    def _described(self, raw: Mapping[str, Any], within: str) -> Iterator[Description]:
        """The lines of a description; the parser tells their text, the file where they stand."""
        wanted = [line.strip() for line in raw.get("description", "").split("\n") if line.strip()]
        number = raw["location"]["line"]
        for text in wanted:
            while self.lines[number].strip() != text:
                number += 1
            number += 1
            column = self.lines[number - 1].index(text) + 1
            yield Description(text, Place(self.file, number, column), within)

    def _tags(self, raw: Mapping[str, Any]) -> tuple[str, ...]:
        for tag in raw.get("tags", ()):
            self.written_tags.append(Tag(tag["name"].removeprefix("@"), self._place(tag)))
        return self._names(raw)

    def _names(self, raw: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(tag["name"].removeprefix("@") for tag in raw.get("tags", ()))

    def _place(self, raw: Mapping[str, Any]) -> Place:
        at = raw["location"]
        return Place(self.file, at["line"], at.get("column", 1))
