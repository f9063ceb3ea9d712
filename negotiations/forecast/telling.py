"""What a fit or a score says of itself: rows of text, aligned for a terminal or as HTML."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

Rows = Sequence[Sequence[str]]


def aligned(rows: Rows) -> Iterator[str]:
    """Rows as lines, two columns in, their cells aligned and two columns apart.

    >>> print(*aligned([("", "Brier"), ("market", "0.12")]), sep="\\n")
              Brier
      market  0.12
    """
    columns = max(map(len, rows), default=0)
    wide = [max((len(row[n]) for row in rows if n < len(row)), default=0) for n in range(columns)]
    for row in rows:
        padded = (cell.ljust(width) for cell, width in zip(row, wide, strict=False))
        yield f"  {'  '.join(padded)}".rstrip()


def page(title: str, rows: Rows, notes: Iterable[str]) -> str:
    """A table with its title and notes, as HTML for a notebook."""
    head, *body = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    head = head.replace("td>", "th>")
    lines = "".join(f"<tr>{row}</tr>" for row in (head, *body))
    said = "".join(f"<p>{escape(note)}</p>" for note in notes)
    return f"<table><caption>{escape(title)}</caption>{lines}</table>{said}"
