"""One line of a log of JSON lines: its bytes, its place, and the object it holds."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import attrs
import msgspec

from negotiations.log.scan import FieldPath, Scan
from negotiations.notation import DEEPEST
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable

LONGEST = 1_000_000
"""The most bytes a line may have, its line end included."""

_CUT_OFF = "the last line is cut off"
BOM = b"\xef\xbb\xbf"
_PIECE = 1 << 16
_DECODER = msgspec.json.Decoder(dict[str, Any])


@attrs.frozen
class Line:
    """One line: *offset* counts bytes from the start, *raw* is as it stood, line end included."""

    place: Place
    offset: int
    raw: bytes


@attrs.frozen
class BadLine:
    """Bytes that can't be a line of a log; `LineSource.copy` has them, *length* of them."""

    problem: Problem
    offset: int
    length: int

    @property
    def place(self) -> Place:
        return self.problem.place


FIRST = (0, 1)
"""The offset and the number of a file's first line."""


def decode(line: Line) -> dict[str, Any]:
    """The JSON object that a line holds.

    Raises Unreadable if it holds none, or one with two values for a key, with a number that isn't
    finite or a whole number past 64 bits, or nested deeper than 60 levels.

    >>> decode(Line(Place("log.jsonl", 2), 80, b'{"id": "round-1", "number": NaN}'))
    Traceback (most recent call last):
    ...
    negotiations.problems.Unreadable: log.jsonl:2:29: a number must be finite, not NaN
    """
    try:
        value: dict[str, Any] = _DECODER.decode(line.raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable([_fault(line) or Problem(line.place, f"not JSON: {error}")]) from None
    if not _is_surely_sound(value, line.raw) and (problem := _fault(line)):
        raise Unreadable([problem])
    return value


def field_place(line: Line, path: FieldPath, *, value: bool = False) -> Place:
    """Where the field at *path* stands: its key, or its *value*; of a list's items, the value.

    A field that isn't there has the place of the nearest thing around it that is. Never raises.

    >>> line = Line(Place("log.jsonl", 7), 0, b'{"claims": [{"value": 12}]}')
    >>> print(field_place(line, ("claims", 0, "value")))
    log.jsonl:7:14
    """
    scan = Scan.of(_text(line.raw))
    starts = scan.values if value else scan.values | scan.keys
    while path and path not in starts:
        path = path[:-1]
    return attrs.evolve(line.place, column=starts.get(path, 0) + 1)


def split(
    file: str, piece: Callable[[int], bytes], limit: int, start: tuple[int, int] = FIRST
) -> Iterator[Line | BadLine]:
    """The lines that aren't blank; *piece* reads up to a line's end, but at most so many bytes.

    *start* is the offset and the number of the first line that *piece* gives.
    """
    offset, number = start[0], start[1] - 1
    while raw := piece(limit + 1):
        number += 1
        if number == 1:
            offset = _length_of_bom(file, raw)
            raw = raw[offset:] + (b"" if raw.endswith(b"\n") else piece(offset))
        length = len(raw)
        if length > limit:
            length += _skip_rest(raw, piece)
            what = f"the line is longer than {limit:,} bytes: {length:,}"
            yield BadLine(Problem(Place(file, number), what), offset, length)
        elif not raw or raw.isspace():
            pass
        elif problem := _byte_problem(file, number, raw):
            yield BadLine(problem, offset, length)
        else:
            yield Line(Place(file, number), offset, raw)
        offset += length


def _length_of_bom(file: str, start: bytes) -> int:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable([Problem(Place(file), "not UTF-8 text but UTF-16; save it as UTF-8")])
    return len(BOM) if start.startswith(BOM) else 0


def _skip_rest(raw: bytes, piece: Callable[[int], bytes]) -> int:
    skipped = 0
    while raw and not raw.endswith(b"\n"):
        raw = piece(_PIECE)
        skipped += len(raw)
    return skipped


def _byte_problem(file: str, number: int, raw: bytes) -> Problem | None:
    if raw.isascii() and 0 not in raw:
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        place = Place(file, number, len(raw[: error.start].decode()) + 1)
        if error.reason == "unexpected end of data" and error.end == len(raw):
            return Problem(place, _CUT_OFF)
        return Problem(place, f"not UTF-8 text: byte 0x{raw[error.start]:02x}")
    if (nul := text.find("\0")) < 0:
        return None
    return Problem(Place(file, number, nul + 1), "the character U+0000 isn't text; remove it")


def _is_surely_sound(value: dict[str, Any], raw: bytes) -> bool:
    """Whether no key can stand twice, nothing lies too deep and no whole number is too big.

    There are no more keys in the text than quotes with a colon behind; if as many were decoded,
    none stood twice. A string with such marks in it may fail this, so failing proves nothing.
    """
    keys = nested = 0
    parts: list[Any] = [value]
    for part in parts:
        kind = type(part)
        if kind is str:
            continue
        if kind is dict:
            keys += len(part)
            nested += 1
            parts += part.values()
        elif kind is list:
            nested += 1
            parts += part
        elif kind is int and not -(2**63) <= part < 2**63:
            return False
    shallow = nested <= DEEPEST or _depth(value) <= DEEPEST
    return shallow and keys == raw.translate(None, b" \t\r\n").count(b'":')


def _depth(value: dict[str, Any]) -> int:
    depth = 0
    level: list[Any] = [value]
    while level:
        inner = chain.from_iterable(p.values() if isinstance(p, dict) else p for p in level)
        level = [part for part in inner if isinstance(part, dict | list)]
        depth += 1
    return depth


def _fault(line: Line) -> Problem | None:
    problem = _byte_problem(line.place.file, line.place.line, line.raw)
    fault = None if problem else Scan.of(_text(line.raw)).fault
    if not fault:
        return problem
    is_last = not line.raw.endswith(b"\n")
    place = attrs.evolve(line.place, column=fault.at + 1)
    return Problem(place, _CUT_OFF if is_last and fault.cut_off else fault.what)


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace").rstrip("\r\n")
