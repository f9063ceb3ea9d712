"""The spool: the rows of each piece as JSON lines, sorted by process, with an index beside them.

The index is small (about 40 bytes a row); the lines stay on disk until their process's turn.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, Any, TypeAlias

import attrs
import msgspec
import numpy as np
from numpy.typing import NDArray

from negotiations.panels.folder import kept_file

Key: TypeAlias = tuple[str, ...]

INDEX = np.dtype(
    [("process", "<u4"), ("known", "<i8"), ("digest", "<u8"), ("number", "<i8"),
     ("offset", "<i8"), ("length", "<u4")]
)  # fmt: skip
"""Of a row: which process of its piece, when known (µs since 1970), its digest, where it stands."""

UNKNOWN = np.iinfo(np.int64).min
"""When a row became known that doesn't tell."""


class Trouble(msgspec.Struct, frozen=True, order=True):
    """A bad row: where it stands, all that is wrong with it, and its text.

    *column* counts characters in a line of JSON, as far as that is known.
    """

    table: int
    number: int
    column: int
    whats: tuple[str, ...]
    raw: bytes


class Summary(msgspec.Struct):
    """What a piece holds: its processes in order, with rows and first moment of each."""

    keys: list[Key]
    rows: list[int]
    first: list[int]
    last: int
    troubles: list[Trouble]


@attrs.frozen
class Line:
    """One row on its way into the spool."""

    key: Key
    known: int
    number: int
    data: bytes


def write_piece(folder: Path, number: int, lines: Iterable[Line], troubles: list[Trouble]) -> None:
    """Put the rows of one piece into the spool; the summary is written last."""
    ranked = sorted((line.key, line.known, _digest(line.data), line.number, line.data)
                    for line in lines)  # fmt: skip
    keys = sorted({each[0] for each in ranked})
    place = {key: n for n, key in enumerate(keys)}
    ends = accumulate((len(each[4]) for each in ranked), initial=0)
    entries = [
        (place[key], known, digest, number, start, len(data))
        for (key, known, digest, number, data), start in zip(ranked, ends, strict=False)
    ]
    index = np.array(entries, INDEX)
    with kept_file(folder / f"{number}.lines") as stream:
        stream.writelines(each[4] for each in ranked)
    with kept_file(folder / f"{number}.index") as stream:
        stream.write(index.tobytes())
    with kept_file(folder / f"{number}.summary") as stream:
        stream.write(msgspec.msgpack.encode(_summary(keys, index, troubles)))


def _digest(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest())


def _summary(keys: list[Key], index: NDArray[Any], troubles: list[Trouble]) -> Summary:
    known = np.where(index["known"] == UNKNOWN, np.iinfo(np.int64).max, index["known"])
    first = np.full(len(keys), np.iinfo(np.int64).max)
    np.minimum.at(first, index["process"], known)
    rows = np.bincount(index["process"], minlength=len(keys))
    last = int(index["known"].max()) if len(index) else UNKNOWN
    return Summary(keys, rows.tolist(), first.tolist(), last, sorted(troubles))


def summary_of(folder: Path, number: int) -> Summary | None:
    """What a piece holds; None while it is not in the spool."""
    try:
        data = (folder / f"{number}.summary").read_bytes()
    except FileNotFoundError:
        return None
    return msgspec.msgpack.decode(data, type=Summary)


@attrs.frozen
class Rows:
    """The rows of one process, in order of known_at: the index, and which piece each is from."""

    key: Key
    index: NDArray[Any]
    piece: NDArray[np.int64]


class Spool:
    """A spool that is read: the processes from one key to another, one by one."""

    def __init__(self, folder: Path, pieces: Sequence[int], first: Key, last: Key) -> None:
        self._files = ExitStack()
        self._lines: dict[int, bytes | mmap] = {}
        self._parts: dict[Key, list[tuple[int, NDArray[Any]]]] = {}
        for number in pieces:
            self._add(folder, number, first, last)

    def _add(self, folder: Path, number: int, first: Key, last: Key) -> None:
        summary = summary_of(folder, number)
        assert summary is not None, "a piece is in the spool before its parts are made"
        start, end = bisect_left(summary.keys, first), bisect_right(summary.keys, last)
        if start == end:
            return
        ends = np.concatenate([[0], np.cumsum(summary.rows)])
        index = np.memmap(folder / f"{number}.index", INDEX, mode="r")
        for n in range(start, end):
            own = index[ends[n] : ends[n + 1]]
            self._parts.setdefault(summary.keys[n], []).append((number, own))
        file: IO[bytes] = self._files.enter_context((folder / f"{number}.lines").open("rb"))
        self._lines[number] = self._files.enter_context(mmap(file.fileno(), 0, access=ACCESS_READ))

    def processes(self) -> Iterator[Rows]:
        """The rows of each process, in the order of the keys."""
        for key in sorted(self._parts):
            parts = self._parts[key]
            index = np.concatenate([part for _, part in parts])
            piece = np.concatenate([np.full(len(part), number) for number, part in parts])
            order = np.lexsort((index["number"], piece, index["digest"], index["known"]))
            yield Rows(key, index[order], piece[order])

    def lines(self, rows: Rows) -> Iterator[bytes]:
        """The JSON of each row."""
        offsets, lengths = rows.index["offset"].tolist(), rows.index["length"].tolist()
        for piece, offset, length in zip(rows.piece.tolist(), offsets, lengths, strict=True):
            yield self._lines[piece][offset : offset + length]

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()
