"""Where a thing was written: the file, line and column that every problem and rule points at."""

import attrs


@attrs.frozen(order=True)
class Place:
    """A spot in a text file; line and column count from 1.

    >>> print(Place("log.yaml", 3, 7))
    log.yaml:3:7
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"
