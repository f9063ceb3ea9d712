"""The tables of steps: rows of cells with their places, read as records of a log or of a case.

A table with a heading row has a record in each row below it; a table of two columns, opened by
`field | value` or with no heading that the reader knows, is one record, told downwards. A cell is
YAML, so that a list or a mapping fits in one; an empty cell says nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from negotiations.bdd.unmet import Untellable
from negotiations.notation import read_yaml
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean

DOWNWARDS = ("field", "value")


@attrs.frozen
class Cell:
    """The text of a cell and where it stands."""

    text: str
    place: Place

    @property
    def value(self) -> Any:
        """The cell as plain data; words stay words. Raises Untellable."""
        try:
            return read_yaml(self.text.encode(), self.place.file).value
        except Unreadable as error:
            wrong = [Problem(self.place, problem.what) for problem in error.problems]
            raise Untellable(*wrong) from None


@attrs.frozen
class Row:
    """One record of a table: its cells by the names of their columns."""

    cells: dict[str, Cell]
    place: Place

    def data(self) -> dict[str, Any]:
        """What the row says, without its empty cells."""
        return {name: cell.value for name, cell in self.cells.items() if cell.text}


@attrs.frozen
class Table:
    """The cells of a step's table, row by row, its heading included."""

    lines: tuple[tuple[Cell, ...], ...]
    place: Place

    @property
    def is_downwards(self) -> bool:
        """Whether it tells one record, a field in each row."""
        return tuple(cell.text for cell in self.lines[0]) == DOWNWARDS

    def rows(self, known: Sequence[str] = ()) -> list[Row]:
        """The records, each with its place. Raises Untellable for columns that are not *known*."""
        rows = [self._downwards()] if self.is_downwards else list(self._across())
        wrong = list(self._strangers(known)) if known else []
        if wrong:
            raise Untellable(*wrong)
        return rows

    def _across(self) -> Iterator[Row]:
        heading, *lines = self.lines
        names = [cell.text for cell in heading]
        for line in lines:
            yield Row(dict(zip(names, line, strict=True)), line[0].place)

    def _downwards(self) -> Row:
        lines = self.lines[1:]
        return Row({name.text: value for name, value in lines}, self.place)

    def _strangers(self, known: Sequence[str]) -> Iterator[Problem]:
        names = [line[0] for line in self.lines[1:]] if self.is_downwards else self.lines[0]
        for cell in names:
            if cell.text not in known:
                what = f"unknown column {cell.text!r}{did_you_mean(cell.text, known)}"
                yield Problem(cell.place, what)
