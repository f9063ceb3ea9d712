"""Feature files as values, every part with its place; the one door to the Gherkin parser."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser

from negotiations.bdd.steps import Kind
from negotiations.bdd.tables import Cell, Table
from negotiations.notation import read_file
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable

KINDS: Mapping[str, Kind] = {"Context": "given", "Action": "when", "Outcome": "then"}


@attrs.frozen
class StepLine:
    """A step as a scenario has it; `And`, `But` and `*` have the kind of the step before."""

    kind: Kind
    keyword: str
    text: str
    place: Place
    table: Table | None = None
    doc: str | None = None


@attrs.frozen
class Description:
    """A line of free text, which no step is: or which was meant to be one."""

    text: str
    place: Place


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
    steps: tuple[StepLine, ...]
    own: int
    """How many of the steps, from the last, are its own and no background's."""
    examples: tuple[Examples, ...]
    descriptions: tuple[Description, ...]
    is_outline: bool


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


def read_feature(path: Path) -> Feature:
    """The feature of a file. Raises Unreadable with every problem that keeps it from being read."""
    file, text = str(path), read_file(path).decode("utf-8")
    try:
        document = Parser().parse(text)
    except CompositeParserException as error:
        raise Unreadable(_problem(each, file) for each in error.errors) from None
    except ParserException as error:
        raise Unreadable([_problem(error, file)]) from None
    feature = document.get("feature")
    if feature is None:
        what = "no feature is written here; begin with: Feature: what it is about"
        raise Unreadable([Problem(Place(file), what)])
    return _Reading(file, text.splitlines()).feature(feature)


def _problem(error: ParserException, file: str) -> Problem:
    at = error.location
    what = str(error).partition(": ")[2]
    return Problem(Place(file, at["line"], at.get("column", 1)), what)


@attrs.frozen
class _Reading:
    """Makes values of what the parser gives."""

    file: str
    lines: list[str]

    def feature(self, raw: Mapping[str, Any]) -> Feature:
        scenarios, outside = [], [*self._described(raw)]
        for child, steps, tags in self._children(raw, (), ()):
            if "scenario" in child:
                scenarios.append(self._scenario(child["scenario"], steps, tags))
            else:
                outside += self._described(next(iter(child.values())))
        tags = self._tags(raw)
        return Feature(
            raw["name"], self._place(raw), raw["language"], tags, tuple(scenarios), tuple(outside)
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
        descriptions = [*self._described(raw)]
        for each in raw["examples"]:
            descriptions += self._described(each)
        return Scenario(
            raw["name"], self._place(raw), tags + self._tags(raw), before + own, len(own),
            examples, tuple(descriptions), bool(examples) or "<" in "".join(s.text for s in own),
        )  # fmt: skip

    def _steps(self, raw: Mapping[str, Any], kind: Kind) -> Iterator[StepLine]:
        for step in raw["steps"]:
            kind = KINDS.get(step["keywordType"], kind)
            table, doc = step.get("dataTable"), step.get("docString")
            yield StepLine(
                kind,
                step["keyword"].strip(),
                step["text"],
                self._place(step),
                self._table(table) if table else None,
                doc["content"] if doc else None,
            )

    def _table(self, raw: Mapping[str, Any]) -> Table:
        lines = tuple(tuple(map(self._cell, row["cells"])) for row in raw["rows"])
        return Table(lines, self._place(raw))

    def _examples(self, raw: Mapping[str, Any]) -> Examples:
        heading = raw.get("tableHeader")
        cells = tuple(map(self._cell, heading["cells"])) if heading else ()
        rows = tuple(
            dict(zip([c.text for c in cells], [c["value"] for c in row["cells"]], strict=True))
            for row in raw["tableBody"]
        )
        places = tuple(map(self._place, raw["tableBody"]))
        return Examples(cells, rows, places, self._tags(raw), self._place(raw))

    def _cell(self, raw: Mapping[str, Any]) -> Cell:
        return Cell(raw["value"], self._place(raw))

    def _described(self, raw: Mapping[str, Any]) -> Iterator[Description]:
        """The lines of a description; the parser tells their text, the file where they stand."""
        wanted = [line.strip() for line in raw.get("description", "").splitlines() if line.strip()]
        number = raw["location"]["line"]
        for text in wanted:
            while self.lines[number].strip() != text:
                number += 1
            number += 1
            column = self.lines[number - 1].index(text) + 1
            yield Description(text, Place(self.file, number, column))

    def _tags(self, raw: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(tag["name"].removeprefix("@") for tag in raw.get("tags", ()))

    def _place(self, raw: Mapping[str, Any]) -> Place:
        at = raw["location"]
        return Place(self.file, at["line"], at.get("column", 1))
