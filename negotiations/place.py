"""Where a thing was written: the file, line and column that every problem and rule points at."""

from pathlib import Path

import attrs


@attrs.frozen(order=True)
class Place:
    """A spot in a text file; line and column count from 1. Column 0: a row of a table, not of text.

    >>> print(Place("log.yaml", 3, 7), Place("events.parquet", 3, 0), sep=" and ")
    log.yaml:3:7 and events.parquet: row 3
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        if not self.column:
            return f"{self.file}: row {self.line}"
        return f"{self.file}:{self.line}:{self.column}"


def nearby(path: Path) -> Path:
    """*path* as seen from here, if it lies below the working folder."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
