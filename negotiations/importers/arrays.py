"""The items of one JSON array, each as a line of a log would be; the array is never held whole."""

import re
from collections.abc import Iterator
from typing import IO

import attrs

from negotiations.log.lines import LONGEST, BadLine, Line
from negotiations.place import Place
from negotiations.problems import Problem

CHUNK = 1 << 16
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],"]', re.DOTALL)
"""What decides where an item ends: a whole text, a mark outside of one, or a text's beginning."""


def is_array(file: IO[str]) -> bool:
    """Whether the first mark in a file begins an array."""
    while piece := file.read(CHUNK):
        if piece.strip():
            return piece.lstrip().startswith("[")
    return False


def array_items(name: str, file: IO[str]) -> Iterator[Line | BadLine]:
    """Each item of the array in a file; what ends too early, or goes on too long, is a bad one."""
    items = _Items(name)
    while piece := file.read(CHUNK):
        yield from items.fed(piece)
    yield from items.left()


@attrs.define
class _Items:
    """An array on its way: the *text* of the item being read, which begins at *line*, *column*."""

    name: str
    text: str = ""
    line: int = 1
    column: int = 1
    at: int = 0
    depth: int = 0
    ended: bool = False
    too_long: bool = False

    def fed(self, piece: str) -> Iterator[Line | BadLine]:
        """The items that end in the next piece of the file."""
        self.text += piece
        while not self.ended and (token := TOKEN.search(self.text, self.at)):
            if token[0] == '"':
                self.at = token.start()  # the text goes on in the next piece
                break
            yield from self._met(token)
        if len(self.text) > LONGEST and not self.ended:
            self._shorten()

    def _shorten(self) -> None:
        """Let go of what has been read of an item that is too long, but for where it stands.

        Of a text that goes on the first mark is kept, and the last one if it escapes the next.
        """
        self.too_long = True
        self._let_go(self.at)
        text = self.text
        if not text.startswith('"') or len(text) > LONGEST:
            escapes = (len(text) - len(text.rstrip("\\"))) % 2
            self._let_go(len(text))
            self.text = '"' + "\\" * escapes if text.startswith('"') else ""

    def _met(self, token: re.Match[str]) -> Iterator[Line | BadLine]:
        mark, self.at = token[0], token.end()
        if self.depth == 1 and mark in ("]", ","):
            yield from self._given(token.start(), is_last=mark == "]")
        elif self.depth == 0:
            self._let_go(token.end())
        self.depth += (mark in ("{", "[")) - (mark in ("}", "]"))
        self.ended = self.depth <= 0

    def _given(self, end: int, *, is_last: bool) -> Iterator[Line | BadLine]:
        """The item that ends there; before the last bracket there may be none."""
        own, place = self.text[:end], self._place()
        self._let_go(end + 1)
        if self.too_long or len(own) > LONGEST:
            yield BadLine(Problem(place, f"an item is longer than {LONGEST:,} characters"), 0, 0)
        elif own.strip() or not is_last:
            yield Line(place, 0, own.strip().encode(errors="surrogateescape"))
        self.too_long = False

    def _place(self) -> Place:
        """Where the item begins that is being read."""
        blank = self.text[: len(self.text) - len(self.text.lstrip())]
        down = blank.count("\n")
        column = len(blank) - blank.rfind("\n") if down else self.column + len(blank)
        return Place(self.name, self.line + down, column)

    def _let_go(self, end: int) -> None:
        self.line += self.text.count("\n", 0, end)
        last = self.text.rfind("\n", 0, end)
        self.column = end - last if last >= 0 else self.column + end
        self.text, self.at = self.text[end:], 0

    def left(self) -> Iterator[BadLine]:
        """What is wrong with the end of the file."""
        if not self.ended:
            yield BadLine(Problem(self._place(), "the array is cut off"), 0, 0)
        elif self.text.strip():
            yield BadLine(Problem(self._place(), "something stands behind the array"), 0, 0)
