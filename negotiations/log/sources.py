"""Where records come from: a YAML file, JSON lines, or memory; each can be read again."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Protocol

import attrs

from negotiations.log.blocks import Block, LineBlock, RecordBlock
from negotiations.log.lines import FIRST, BadLine, Line, decode, field_place
from negotiations.log.records import Places
from negotiations.log.source import LineSource
from negotiations.model.shapes import said
from negotiations.notation import read_file, read_yaml
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable
from negotiations.structure import Path as Keys

PIECE = 1 << 20
"""Bytes of a file to be read at once."""

RECORDS = 4096
"""Records at hand to be taken at once."""


@attrs.frozen
class Entry:
    """A record as written: its data and places, or what is wrong with it, and where it stands."""

    position: int
    raw: Mapping[str, Any] | None
    places: Places
    problems: tuple[Problem, ...] = ()
    line: int = 1

    @property
    def start(self) -> tuple[int, int]:
        """Where to begin to read again so that this entry comes first."""
        return (self.position, self.line)


class RecordSource(Protocol):
    """Something that gives entries in order, and any of them again."""

    name: str

    def __iter__(self) -> Iterator[Entry]:
        """Every entry, once."""

    def again(self, start: tuple[int, int] = FIRST) -> Iterator[Entry]:
        """Every entry that has been given so far, from the one with that `start` on."""

    def at(self, position: int, line: int | None = None) -> Entry:
        """The entry that stood there, at that line if it is known which."""

    def copy(self, entry: Entry, to: IO[bytes]) -> None:
        """Write an entry's own bytes."""

    def blocks(self) -> Iterator[Block] | None:
        """Instead of iterating: the same in blocks; None if what comes can't be read ahead."""

    def entries(self, block: Block, number: int) -> Iterator[Entry]:
        """The entries of one of the blocks, from that record on."""

    @property
    def progress(self) -> tuple[int, int | None]:
        """Bytes read so far, and in all if that is known."""


@attrs.frozen
class OnePlace:
    """A record whose parts are all in one place."""

    where: Place

    def place(self, path: Keys = ()) -> Place:
        return self.where


@attrs.frozen
class LinePlaces:
    """The places in one line of JSON; looked for only when a problem is told."""

    line: Line

    def place(self, path: Keys = ()) -> Place:
        return field_place(self.line, path) if path else self.line.place


@attrs.frozen
class RereadPlaces:
    """The places in a line found again by its offset; its number is counted when it is told."""

    source: LineSource
    line: Line

    def place(self, path: Keys = ()) -> Place:
        number = self.source.number_at(self.line.offset)
        line = attrs.evolve(self.line, place=Place(self.source.name, number))
        return LinePlaces(line).place(path)


def without_rest(block: bytes) -> bytes:
    """A record's lines without the blank ones and comments that stand before the next record."""
    lines = block.splitlines(keepends=True)
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].lstrip().startswith(b"#")):
        lines.pop()
    return b"".join(lines)


class YamlSource:
    """A hand-written log: one YAML list, read whole."""

    def __init__(self, path: Path, *, shown: str | None = None) -> None:
        self.name = shown or str(path)
        self._data = read_file(path, shown=self.name)
        text = read_yaml(self._data, self.name)
        if not isinstance(text.value, list):
            what = f"a log is a list of records, not {said(text.value)}"
            raise Unreadable([Problem(text.place(), what)])
        self._text, self._given = text, 0

    def __iter__(self) -> Iterator[Entry]:
        for position in range(len(self._text.value)):
            self._given = position + 1
            yield self.at(position)

    def give(self, number: int) -> None:
        """Note that so many records have been given."""
        self._given = number

    def again(self, start: tuple[int, int] = FIRST) -> Iterator[Entry]:
        return (self.at(position) for position in range(start[0], self._given))

    def at(self, position: int, line: int | None = None) -> Entry:
        record = self._text.at((position,))
        if isinstance(record.value, dict):
            return Entry(position, record.value, record)
        problem = Problem(record.place(), f"a record is a mapping, not {said(record.value)}")
        return Entry(position, None, record, (problem,))

    def blocks(self) -> Iterator[Block] | None:
        return _record_blocks(self, self._text.value)

    def entries(self, block: Block, number: int) -> Iterator[Entry]:
        return _entries(self, block, number)

    def copy(self, entry: Entry, to: IO[bytes]) -> None:
        start, in_block = self._start(entry.position)
        last = entry.position == len(self._text.value) - 1
        end = len(self._data) if last else self._start(entry.position + 1)[0]
        own = self._data[start:end]
        if not in_block:
            own = own.rstrip(b"] ,\t\r\n") + b"\n"
        to.write(without_rest(own) if in_block and not last else own)

    def _start(self, position: int) -> tuple[int, bool]:
        """Where a record's bytes begin, and whether it is an item of a block, behind a dash."""
        place, lines = self._text.place((position,)), self._data.splitlines(keepends=True)
        number = place.line - 1
        before = lines[number].decode()[: place.column - 1]
        while not before.strip() and number > 0:
            number -= 1
            before = lines[number].decode()
        if before.strip() == "-":
            return sum(map(len, lines[:number])), True
        above = sum(map(len, lines[: place.line - 1]))
        return above + len(lines[place.line - 1].decode()[: place.column - 1].encode()), False

    @property
    def progress(self) -> tuple[int, int | None]:
        return len(self._data), len(self._data)


class JsonLinesSource:
    """A log of JSON lines: a file, or a stream that is spooled so that it can be read again."""

    def __init__(self, path: str, *, stdin: IO[bytes] | None = None) -> None:
        self._lines = LineSource.open(path, stdin=stdin)
        self.name = self._lines.name
        self._bad: dict[int, BadLine] = {}

    def __iter__(self) -> Iterator[Entry]:
        return map(self._entry, self._lines)

    def _entry(self, line: Line | BadLine) -> Entry:
        if isinstance(line, Line):
            return _entry(line)
        self._bad = {line.offset: line}
        return Entry(line.offset, None, OnePlace(line.place), (line.problem,))

    def again(self, start: tuple[int, int] = FIRST) -> Iterator[Entry]:
        return map(_entry, self._lines.again(start))

    def at(self, position: int, line: int | None = None) -> Entry:
        found = Line(Place(self.name, line or 1), position, self._lines.reread(position))
        entry = _entry(found)
        return entry if line else attrs.evolve(entry, places=RereadPlaces(self._lines, found))

    def blocks(self) -> Iterator[Block] | None:
        return self._line_blocks() if self._lines.is_file else None

    def _line_blocks(self) -> Iterator[Block]:
        offset, number, empty = 0, 1, True
        for piece in self._lines.pieces(PIECE):
            yield (block := LineBlock(self.name, piece, offset, number, self._lines.limit))
            empty = empty and not block.count
            offset, number = offset + len(piece), number + piece.count(b"\n")
        if empty:
            raise Unreadable([Problem(Place(self.name), "the log is empty")])

    def entries(self, block: Block, number: int) -> Iterator[Entry]:
        assert isinstance(block, LineBlock)
        return map(self._entry, block.lines(number))

    def copy(self, entry: Entry, to: IO[bytes]) -> None:
        bad = self._bad.get(entry.position)
        if bad is not None:
            self._lines.copy(bad, to)
        else:
            to.write(self._lines.reread(entry.position))

    def close(self) -> None:
        """Close what was opened; nothing can be read again."""
        self._lines.close()

    @property
    def progress(self) -> tuple[int, int | None]:
        return self._lines.bytes_read, self._lines.bytes_total


def _entry(line: Line) -> Entry:
    try:
        return Entry(line.offset, decode(line), LinePlaces(line), line=line.place.line)
    except Unreadable as error:
        return Entry(line.offset, None, LinePlaces(line), error.problems)


class MemorySource:
    """Records at hand as plain data, such as a rule's examples."""

    def __init__(self, raws: Sequence[Mapping[str, Any]], *, places: Places | None = None) -> None:
        self.name = "memory"
        self._raws, self._places, self._given = raws, places, 0

    def __iter__(self) -> Iterator[Entry]:
        for position in range(len(self._raws)):
            self._given = position + 1
            yield self.at(position)

    def give(self, number: int) -> None:
        """Note that so many records have been given."""
        self._given = number

    def again(self, start: tuple[int, int] = FIRST) -> Iterator[Entry]:
        return (self.at(position) for position in range(start[0], self._given))

    def at(self, position: int, line: int | None = None) -> Entry:
        places = self._places or OnePlace(Place("memory", position + 1))
        return Entry(position, self._raws[position], places)

    def blocks(self) -> Iterator[Block] | None:
        return _record_blocks(self, self._raws)

    def entries(self, block: Block, number: int) -> Iterator[Entry]:
        return _entries(self, block, number)

    def copy(self, entry: Entry, to: IO[bytes]) -> None:
        to.write(repr(entry.raw).encode() + b"\n")

    @property
    def progress(self) -> tuple[int, int | None]:
        return self._given, len(self._raws)


def _record_blocks(source: YamlSource | MemorySource, raws: Sequence[Any]) -> Iterator[Block]:
    for first in range(0, len(raws), RECORDS):
        block = RecordBlock(raws[first : first + RECORDS], first)
        source.give(first + len(block.raws))
        yield block


def _entries(source: RecordSource, block: Block, number: int) -> Iterator[Entry]:
    assert isinstance(block, RecordBlock)
    return (source.at(block.first + n) for n in range(number, len(block.raws)))


def source_of(path: str, *, stdin: IO[bytes] | None = None) -> RecordSource:
    """The source for a path, by its ending: YAML, or else JSON lines; `-` is standard input."""
    if path != "-" and Path(path).suffix in (".yaml", ".yml"):
        return YamlSource(Path(path))
    return JsonLinesSource(path, stdin=stdin)
