"""The tables of steps: rows of cells with their places, read as records of a log or of a case.

A table with a heading row has a record in each row below it. A table of two columns, opened by
`field | value` or with a field's name in each row and none beside the first, is one record, told
downwards. A cell is text as it stands; one that opens with `[`, `{` or a quote is YAML, so that a
list or a mapping fits in. An empty cell says nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs

from negotiations.bdd.unmet import Untellable
from negotiations.notation import Keys, read_yaml
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean

DOWNWARDS = ("field", "value")
YAML = ("[", "{", '"', "'")
Doubt = Problem | str


@attrs.frozen
class Cell:
    """The text of a cell and where it stands."""

    text: str
    place: Place

    @property
    def value(self) -> Any:
        """The cell as plain data; words stay words, `>40` too. Raises Untellable."""
        if not self.text.startswith(YAML):
            return self.text
        try:
            return read_yaml(self.text.encode(), self.place.file).value
        except Unreadable as error:
            wrong = [Problem(self.place, problem.what) for problem in error.problems]
            raise Untellable(*wrong) from None


@attrs.frozen
class Row:
    """One record of a table: its cells by the names of their columns."""

    cells: Mapping[str, Cell]
    place: Place

    def data(self) -> dict[str, Any]:
        """What the row says, without its empty cells. Raises Untellable for all that is bad."""
        said, wrong = dict[str, Any](), list[Doubt]()
        for name, cell in self.cells.items():
            try:
                said |= {name: cell.value} if cell.text else {}
            except Untellable as error:
                wrong += error.found
        if wrong:
            raise Untellable(*wrong)
        return said

    @property
    def places(self) -> "RowPlaces":
        """Where the parts of its record were written."""
        return RowPlaces(self)

    def where(self, column: str) -> Place:
        """The place of a cell; the row's where it has none."""
        cell = self.cells.get(column)
        return self.place if cell is None else cell.place


@attrs.frozen
class RowPlaces:
    """The places of a record that a row tells, each field in its cell, or *below* a path."""

    row: Row
    below: Keys = ()

    def place(self, path: Keys = ()) -> Place:
        """The place of the cell that tells the field; else the row's."""
        own = path[len(self.below) :]
        return self.row.where(str(own[0])) if own else self.row.place


@attrs.frozen
class Table:
    """The cells of a step's table, row by row, its heading included."""

    lines: tuple[tuple[Cell, ...], ...]
    place: Place

    def rows(self, known: Collection[str] = ()) -> list[Row]:
        """The records, each with its place.

        Raises Untellable for columns that are not *known*, that stand twice, or have no rows.
        """
        wrong = list(self.doubts(known))
        if wrong:
            raise Untellable(*wrong)
        return self.records(known)

    def fields(self, known: Collection[str] = ()) -> Row:
        """The one record of a table that can't be but told downwards.

        Raises Untellable for fields that are not *known*, or stand twice.
        """
        if len(self.lines[0]) != 2:
            at = (self.lines[0][2:] or self.lines[0])[0]
            raise Untellable(Problem(at.place, "this table has two columns: field and value"))
        wrong = list(_strange(self._fields()[0], known))
        if wrong:
            raise Untellable(*wrong)
        return self._downwards()

    def records(self, known: Collection[str] = ()) -> list[Row]:
        """The records with the columns that are *known* alone, whatever else is wrong."""
        rows = [self._downwards()] if self.is_downwards(known) else list(self._across())
        if not known:
            return rows
        return [Row({k: c for k, c in row.cells.items() if k in known}, row.place) for row in rows]

    def is_downwards(self, known: Collection[str] = ()) -> bool:
        """Whether it tells one record, a field in each row."""
        if {len(line) for line in self.lines} != {2}:
            return False
        first, second = self.lines[0]
        headless = all(line[0].text in known for line in self.lines) and second.text not in known
        return (first.text, second.text) == DOWNWARDS or headless

    def doubts(self, known: Collection[str] = ()) -> Iterator[Problem]:
        """What is wrong with the columns."""
        if len(self.lines) < 2 and not self.is_downwards(known):
            yield Problem(self.lines[0][0].place, "this table has a heading and no rows below it")
        yield from _strange(self._names(known), known)

    def _names(self, known: Collection[str]) -> list[Cell]:
        """The cells that name a field."""
        return [*self._fields()[0]] if self.is_downwards(known) else [*self.lines[0]]

    def _across(self) -> Iterator[Row]:
        heading, *lines = self.lines
        names = [cell.text for cell in heading]
        for line in lines:
            yield Row(dict(zip(names, line, strict=True)), line[0].place)

    def _downwards(self) -> Row:
        names, values = self._fields()
        pairs = zip(names, values, strict=True)
        return Row({name.text: value for name, value in pairs}, self.lines[0][0].place)

    def _fields(self) -> tuple[list[Cell], list[Cell]]:
        """The names and the values of a table told downwards, without its heading."""
        headed = (self.lines[0][0].text, self.lines[0][1].text) == DOWNWARDS
        lines = self.lines[1:] if headed else self.lines
        return [line[0] for line in lines], [line[1] for line in lines]


def _strange(names: Iterable[Cell], known: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the cells that name a field."""
    seen = set[str]()
    for cell in names:
        if known and cell.text not in known:
            what = f"unknown column {cell.text!r}{did_you_mean(cell.text, known)}"
            yield Problem(cell.place, what)
        elif cell.text in seen:
            yield Problem(cell.place, f"{cell.text!r} stands twice in this table")
        seen.add(cell.text)
