"""Feature files read as values; the one door to the Gherkin parser."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser

from negotiations.bdd.features.refusals import refusals
from negotiations.bdd.features.scenarios import (
    Description,
    Examples,
    Feature,
    Row,
    Scenario,
    Section,
    StepLine,
    Tag,
)
from negotiations.bdd.steps import Kind
from negotiations.bdd.tables import Cell, Table
from negotiations.notation import read_file
from negotiations.notation.text import text_of
from negotiations.place import Place, nearby
from negotiations.problems import Problem, Unreadable

KINDS: Mapping[str, Kind] = {"Context": "given", "Action": "when", "Outcome": "then"}


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
    if raw is None:
        return None, problems
    return _Reading(file, text.split("\n")).feature(raw), problems


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
        self.sections.append(Section(raw["keyword"], place, not children, steps is not None, first))

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


__all__ = ["Description", "Examples", "Feature", "Row", "Scenario", "StepLine", "read_feature"]
