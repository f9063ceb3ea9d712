"""Lines for people: text in named styles, wrapped where the page ends, and tables that align."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias
from unicodedata import category, combining, east_asian_width

import attrs

Span: TypeAlias = tuple[str, str]
"""Some text and the name of its style; a plain one is named by the empty string."""

NARROWEST = 24  # columns that a line keeps when it goes on, however deep it is to hang


def visible(text: str) -> str:
    r"""*text* with all that steers a terminal, or hides, written as an escape.

    >>> print(visible("a\x1b[31m\nb"))
    a\x1b[31m\nb
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or category(c) == "Zs" else ascii(c)[1:-1] for c in text)


def cells(text: str) -> int:
    """How many columns of a terminal *text* takes: two for a wide character, none for an accent."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def _cells_of(character: str) -> int:
    return 0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1


@attrs.frozen
class Line:
    """A line of a report; where it is too long it goes on *hang* columns from the left."""

    spans: tuple[Span, ...]
    hang: int = 0

    def __str__(self) -> str:
        return "".join(text for text, _ in self.spans)

    def wrapped(self, width: int) -> Iterator["Line"]:
        """The line in lines of at most *width* columns, broken at spaces where there are any."""
        text = str(self)
        if cells(text) <= width:
            yield self
            return
        hang = min(self.hang, max(width - NARROWEST, 0))
        for start, end in _cuts(text, width, max(width - hang, 1)):
            indent = (" " * hang, "") if start else ("", "")
            yield Line(tuple(span for span in (indent, *self._between(start, end)) if span[0]))

    def _between(self, start: int, end: int) -> Iterator[Span]:
        ends = accumulate(len(text) for text, _ in self.spans)
        for (text, style), last in zip(self.spans, ends, strict=True):
            first = last - len(text)
            yield text[max(start - first, 0) : max(end - first, 0)], style


def _cuts(text: str, room: int, later: int) -> Iterator[tuple[int, int]]:
    """Where *text* is cut to fit *room* columns, and *later* ones from its second line on."""
    start = 0
    while cells(text[start:]) > room:
        widths = accumulate(_cells_of(character) for character in text[start:])
        full = start + next(n for n, width in enumerate(widths) if width > room)
        space = text.rfind(" ", start, full + 1)
        end = space if text[start : max(space, start)].strip() else max(full, start + 1)
        yield start, start + len(text[start:end].rstrip(" "))
        start = end + len(text[end:]) - len(text[end:].lstrip(" "))
        room = later
    if start < len(text):
        yield start, len(text)


def line(*parts: str | Span, hang: int = 0) -> Line:
    """A line of parts, plain or (text, style); made safe to print."""
    spans = ((part, "") if isinstance(part, str) else part for part in parts)
    return Line(tuple((visible(text), style) for text, style in spans if text), hang)


BLANK = line()
NONE = line(("  none", "faint"))


def table(rows: Sequence[Sequence[str | Span]], indent: int = 2) -> Iterator[Line]:
    """The rows, their columns aligned and two spaces apart; the last column hangs."""
    made = [[part if isinstance(part, tuple) else (part, "") for part in row] for row in rows]
    columns = max(map(len, made), default=0)
    wide = [
        max((cells(visible(row[n][0])) for row in made if n < len(row)), default=0)
        for n in range(columns)
    ]
    for row in made:
        yield _aligned(row, wide, indent)


def listed(rows: Iterable[Sequence[str | Span]]) -> Iterator[Line]:
    """The rows as a table, or that there are none."""
    made = list(rows)
    yield from table(made) if made else (NONE,)


def _aligned(row: list[Span], wide: Sequence[int], indent: int) -> Line:
    while row and not row[-1][0]:
        row.pop()
    padded: list[Span] = [(" " * indent, "")]
    hang = indent
    for (text, style), width in zip(row[:-1], wide, strict=False):
        padded += [(text, style), (" " * (width - cells(visible(text)) + 2), "")]
        hang += width + 2
    return line(*padded, *row[-1:], hang=hang)
