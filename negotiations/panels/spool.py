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

CHUNK = 4096
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
class Slice:
    """The rows of one piece that belong to a part: from which to which in its index.

    *keys* are the processes that they are of, by their number among those of the part.
    """

    piece: int
    start: int
    end: int
    keys: tuple[int, ...]


def slices(summaries: Sequence[tuple[int, Summary]], keys: Sequence[Key]) -> Iterator[Slice]:
    """Where the rows of consecutive processes stand, piece by piece."""
    place = {key: n for n, key in enumerate(keys)}
    for number, summary in summaries:
        first, last = bisect_left(summary.keys, keys[0]), bisect_right(summary.keys, keys[-1])
        if first < last:
            start = sum(summary.rows[:first])
            end = start + sum(summary.rows[first:last])
            yield Slice(number, start, end, tuple(place[k] for k in summary.keys[first:last]))


@attrs.frozen
class Rows:
    """The rows of one process, in order of known_at: the index, and which piece each is from."""

    key: Key
    index: NDArray[Any]
    piece: NDArray[np.int64]

    def only(self, numbers: NDArray[np.int64]) -> "Rows":
        """Some of them."""
        return Rows(self.key, self.index[numbers], self.piece[numbers])


class Spool:
    """The rows of a part as they are in the spool, process by process."""

    def __init__(self, folder: Path, keys: Sequence[Key], parts: Iterable[Slice]) -> None:
        self._keys, self._files = keys, ExitStack()
        self._lines: dict[int, mmap] = {}
        self._found: dict[int, list[tuple[int, NDArray[Any]]]] = {}
        for part in parts:
            self._add(folder, part)

    def _add(self, folder: Path, part: Slice) -> None:
        index = np.memmap(folder / f"{part.piece}.index", INDEX, mode="r")[part.start : part.end]
        parted = np.flatnonzero(np.diff(index["process"])) + 1
        for number, own in zip(part.keys, np.split(index, parted), strict=True):
            self._found.setdefault(number, []).append((part.piece, own))
        file: IO[bytes] = self._files.enter_context((folder / f"{part.piece}.lines").open("rb"))
        lines = mmap(file.fileno(), 0, access=ACCESS_READ)
        self._lines[part.piece] = self._files.enter_context(lines)

    def processes(self) -> Iterator[Rows]:
        """The rows of each process, in the order of the keys."""
        for number in sorted(self._found):
            found = self._found.pop(number)
            index = np.concatenate([own for _, own in found])
            piece = np.concatenate([np.full(len(own), piece) for piece, own in found])
            order = np.lexsort((index["number"], piece, index["digest"], index["known"]))
            yield Rows(self._keys[number], index[order], piece[order])

    def lines(self, rows: Rows) -> Iterator[tuple[int, bytes]]:
        """When each row became known, and its JSON."""
        for start in range(0, len(rows.index), CHUNK):
            index = rows.index[start : start + CHUNK]
            names = ("known", "offset", "length")
            columns = [rows.piece[start : start + CHUNK], *(index[name] for name in names)]
            for piece, known, at, length in zip(*(c.tolist() for c in columns), strict=True):
                yield known, self._lines[piece][at : at + length]

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()
