"""JSON text read slowly, for a message's sake: what is wrong, and where each field stands."""

import json
import re
from collections.abc import Callable
from itertools import count

import attrs

from negotiations.notation import DEEPEST

FieldPath = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"[\w.+-]*")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+')
_HALF_AN_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{0,3})?")


class Fault(Exception):
    """What is wrong *at* so many characters into the text; *cut_off* if more text could mend it."""

    def __init__(self, at: int, what: str, *, cut_off: bool = False) -> None:
        super().__init__(what)
        self.at, self.what, self.cut_off = at, what, cut_off


@attrs.define
class Scan:
    """Where the keys and values of one JSON object begin, up to its first fault.

    >>> scan = Scan.of('{"claims": [{"value": 12}]}')
    >>> scan.keys["claims", 0, "value"], scan.values["claims", 0, "value"]
    (13, 22)
    >>> Scan.of('{"a": 1, "a": 2}').fault
    Fault("the key 'a' stands twice; first at column 2")
    """

    text: str
    keys: dict[FieldPath, int] = attrs.field(factory=dict, init=False)
    values: dict[FieldPath, int] = attrs.field(factory=dict, init=False)
    fault: Fault | None = attrs.field(default=None, init=False)

    @classmethod
    def of(cls, text: str) -> "Scan":
        scan = cls(text)
        try:
            scan._whole()
        except Fault as fault:
            scan.fault = fault
        return scan

    def _whole(self) -> None:
        start = self._space(0)
        if self.text.startswith("[", start):
            raise Fault(start, "a line holds one object {…}, not a list")
        rest = self._space(self._value(start, ()))
        if not self.text.startswith("{", start):
            raise Fault(start, f"a line holds one object {{…}}, not {_clip(self.text[start:])}")
        if rest < len(self.text):
            raise Fault(rest, "not JSON: there is more after the object")

    def _value(self, at: int, path: FieldPath) -> int:
        self.values[path] = at
        mark = self.text[at : at + 1]
        if mark in ("{", "[") and len(path) >= DEEPEST:
            raise Fault(at, f"nested deeper than {DEEPEST} levels")
        if mark == "{":
            return self._object(at, path)
        if mark == "[":
            return self._items(at, "]", lambda at, number: self._value(at, (*path, number)))
        return self._string(at)[1] if mark == '"' else self._word(at)

    def _object(self, at: int, path: FieldPath) -> int:
        seen: dict[str, int] = {}
        return self._items(at, "}", lambda at, _: self._member(at, path, seen))

    def _items(self, at: int, close: str, take: Callable[[int, int], int]) -> int:
        at = self._space(at + 1)
        if self.text.startswith(close, at):
            return at + 1
        for number in count():
            comma = self._space(take(at, number))
            if self.text.startswith(close, comma):
                return comma + 1
            at = self._space(self._mark(",", comma, f"',' or '{close}'"))
            if self.text.startswith(close, at):
                raise Fault(comma, f"not JSON: a comma before '{close}'")
        raise AssertionError("a text ends")

    def _member(self, at: int, path: FieldPath, seen: dict[str, int]) -> int:
        if not self.text.startswith('"', at):
            raise self._expected("a key in double quotes", at)
        key, end = self._string(at)
        if key in seen:
            column = seen[key] + 1
            raise Fault(at, f"the key {_clip(key)!r} stands twice; first at column {column}")
        seen[key] = self.keys[*path, key] = at
        colon = self._mark(":", self._space(end), "':' after the key")
        return self._value(self._space(colon), (*path, key))

    def _string(self, at: int) -> tuple[str, int]:
        body = _STRING.match(self.text, at)
        end = body.end() if body else at
        if not self.text.startswith('"', end):
            raise self._broken_string(at, end)
        string: str = json.loads(self.text[at : end + 1])
        if any("\ud800" <= character <= "\udfff" for character in string):
            raise Fault(at, "not JSON: half a surrogate pair (\\ud800 to \\udfff) in this string")
        return string, end + 1

    def _broken_string(self, at: int, end: int) -> Fault:
        if end == len(self.text):
            return Fault(at, "not JSON: the line ends inside this string", cut_off=True)
        mark = self.text[end]
        if mark != "\\":
            escape = json.dumps(mark)[1:-1]
            return Fault(end, f"not JSON: a control character in a string; write it as {escape}")
        cut_off = _HALF_AN_ESCAPE.fullmatch(self.text, end) is not None
        escape = self.text[end : end + (6 if self.text[end + 1 : end + 2] == "u" else 2)]
        what = f"not JSON: unknown escape {escape!r}; write '\\\\' for a backslash"
        return Fault(end, what, cut_off=cut_off)

    def _word(self, at: int) -> int:
        word = self._word_at(at)
        if word in ("true", "false", "null"):
            return at + len(word)
        if word.lstrip("+-").lower() in ("nan", "inf", "infinity"):
            raise Fault(at, f"a number must be finite, not {word}")
        number = _NUMBER.fullmatch(word)
        if not number:
            raise self._expected("a value", at)
        if number[2] is None and number[3] is None:
            if len(word) > 20 or not -(2**63) <= int(word) < 2**63:
                raise Fault(at, f"a whole number must fit in 64 bits, unlike {_clip(word)}")
        elif abs(float(word)) == float("inf"):
            raise Fault(at, f"a number must be finite, not {_clip(word)}")
        return at + len(word)

    def _mark(self, mark: str, at: int, what: str) -> int:
        if not self.text.startswith(mark, at):
            raise self._expected(what, at)
        return at + 1

    def _expected(self, what: str, at: int) -> Fault:
        if at == len(self.text):
            return Fault(at, f"not JSON: the line ends where {what} is expected", cut_off=True)
        word = self._word_at(at) or self.text[at]
        cut_off = at + len(word) == len(self.text) and _WORD.fullmatch(word) is not None
        return Fault(at, f"not JSON: expected {what}, got {_clip(word)!r}", cut_off=cut_off)

    def _word_at(self, at: int) -> str:
        word = _WORD.match(self.text, at)
        return word.group() if word else ""

    def _space(self, at: int) -> int:
        space = _SPACE.match(self.text, at)
        return space.end() if space else at


def _clip(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
