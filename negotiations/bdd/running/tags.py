"""Expressions over tags, as Cucumber has them: `@smoke and not (@slow or @issue:124)`."""

import re
from collections.abc import Collection, Iterator
from typing import Protocol

import attrs

WORD = re.compile(r"\s*([()]|[^\s()]+)")
MOST = 150
"""How many words and brackets an expression may have."""
WORDS_OF_OURS = {"and", "or", "not", "(", ")"}


class TagExpression(Protocol):
    """Something that some sets of tags meet."""

    def met_by(self, tags: Collection[str]) -> bool:
        """Whether these tags, without their @, meet it."""


@attrs.frozen
class _Tag:
    name: str

    def met_by(self, tags: Collection[str]) -> bool:
        return self.name in tags


@attrs.frozen
class _Not:
    of: TagExpression

    def met_by(self, tags: Collection[str]) -> bool:
        return not self.of.met_by(tags)


@attrs.frozen
class _And:
    parts: tuple[TagExpression, ...]

    def met_by(self, tags: Collection[str]) -> bool:
        return all(part.met_by(tags) for part in self.parts)


@attrs.frozen
class _Or:
    parts: tuple[TagExpression, ...]

    def met_by(self, tags: Collection[str]) -> bool:
        return any(part.met_by(tags) for part in self.parts)


def tag_expression(text: str) -> TagExpression:
    """What an expression asks; `not` binds closest, then `and`. Raises ValueError.

    >>> tag_expression("@smoke and not @slow").met_by({"smoke"})
    True
    >>> tag_expression("@smoke @slow")
    Traceback (most recent call last):
    ValueError: '@smoke @slow': 'and' or 'or' is missing before '@slow'
    """
    if len(WORD.findall(text)) > MOST:
        raise ValueError(f"an expression over tags has at most {MOST} words")
    reading = _Reading(text)
    found = reading.alternatives()
    reading.end()
    return found


class _Reading:
    """Reads an expression word by word."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._words: Iterator[str] = (found[1] for found in WORD.finditer(text))
        self.word = next(self._words, "")

    def alternatives(self) -> TagExpression:
        parts = [self._together()]
        while self._took("or"):
            parts.append(self._together())
        return _Or(tuple(parts))

    def end(self) -> None:
        if self.word == ")":
            raise self._wrong("a ) closes nothing")
        if self.word:
            raise self._wrong(self._unjoined())

    def _together(self) -> TagExpression:
        parts = [self._single()]
        while self._took("and"):
            parts.append(self._single())
        return _And(tuple(parts))

    def _single(self) -> TagExpression:
        if self._took("not"):
            return _Not(self._single())
        if self._took("("):
            inner = self.alternatives()
            if not self._took(")"):
                raise self._wrong("a ( is not closed" if not self.word else self._unjoined())
            return inner
        return self._tag()

    def _tag(self) -> TagExpression:
        name = self.word.removeprefix("@")
        if self.word in WORDS_OF_OURS or not name:
            raise self._wrong(f"a tag is missing before {self.word!r}" if self.word.strip("@")
                              else "a tag is missing at the end")  # fmt: skip
        self._next()
        return _Tag(name)

    def _took(self, word: str) -> bool:
        if self.word != word:
            return False
        self._next()
        return True

    def _next(self) -> None:
        self.word = next(self._words, "")

    def _unjoined(self) -> str:
        return f"'and' or 'or' is missing before {self.word!r}"

    def _wrong(self, what: str) -> ValueError:
        return ValueError(f"{self.text!r}: {what}")
