"""Where the lines of a log come from: a file or a stream, read once and found again."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from os import fstat
from pathlib import Path
from stat import S_ISREG
from tempfile import TemporaryFile
from types import TracebackType
from typing import IO

import attrs

from negotiations.log.lines import FIRST, LONGEST, BadLine, Line, split
from negotiations.notation.text import sibling_meant
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, one_line

_CHUNK = 1 << 16


@attrs.define(eq=False)
class LineSource:
    """A file or stream of lines, read once from start to end in constant memory.

    Iterating gives each line that isn't blank, good or bad, and goes on where it was left. Places
    name the file as it was given, or `<stdin>`. A byte order mark at the start belongs to no line:
    the first line then begins at offset 3. What can't be read a second time (stdin, a pipe) is
    spooled to a temporary file on the way, which is gone after `close`. Whatever reads raises
    Unreadable when the file can't be read on, or holds nothing but blank lines.
    """

    name: str
    limit: int
    bytes_total: int | None = attrs.field(init=False, default=None)
    bytes_read: int = attrs.field(init=False, default=0)
    _stream: IO[bytes] = attrs.field(init=False)
    _past: IO[bytes] | None = attrs.field(init=False, default=None)
    _spools: bool = attrs.field(init=False, default=False)
    _strayed: bool = attrs.field(init=False, default=False)
    _lines: Iterator[Line | BadLine] = attrs.field(init=False)
    _files: ExitStack = attrs.field(init=False, factory=ExitStack)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        stdin: IO[bytes] | None = None,
        spool: bool = True,
        limit: int = LONGEST,
    ) -> "LineSource":
        """Open a file, or for `-` *stdin* (the process's own by default).

        Of a stream that isn't spooled nothing can be read again. A line has at most *limit* bytes.
        Raises Unreadable if there is no such file, or it is a folder, or may not be read.
        """
        source = cls("<stdin>" if str(path) == "-" else one_line(str(path)), limit)
        try:
            source._open_stream(Path(path), stdin)
            source._open_past(Path(path), spool)
        except (OSError, ValueError) as error:
            source.close()
            raise _unreadable(source.name, Path(path), error) from None
        source._lines = source._first_pass()
        return source

    def _open_stream(self, path: Path, stdin: IO[bytes] | None) -> None:
        if str(path) != "-":
            self._stream = self._files.enter_context(path.open("rb"))
        elif stdin is not None or sys.stdin is not None:
            self._stream = stdin or sys.stdin.buffer
        else:
            raise ValueError("there is no standard input")

    def _open_past(self, path: Path, spool: bool) -> None:
        """Open what was read a second time, to look back at it."""
        status = None if str(path) == "-" else fstat(self._stream.fileno())
        if status and S_ISREG(status.st_mode):
            self.bytes_total = status.st_size
            self._past = self._files.enter_context(path.open("rb"))
        elif spool:
            self._spools = True
            spool_file = TemporaryFile()  # noqa: SIM115 (the exit stack closes it)
            self._past = self._files.enter_context(spool_file)

    def __iter__(self) -> Iterator[Line | BadLine]:
        return self._lines

    @property
    def is_file(self) -> bool:
        """Whether it is a file of known size, so that it can be read ahead."""
        return self.bytes_total is not None

    def pieces(self, size: int) -> Iterator[bytes]:
        """The file once, from its start, in pieces of whole lines, some *size* bytes each.

        Instead of iterating. A line that is too long makes its piece as long as it takes.
        """
        while piece := self._read(size):
            self.bytes_read += len(piece)
            yield piece

    def _read(self, size: int) -> bytes:
        try:
            piece = self._stream.read(size)
            return piece if piece.endswith(b"\n") else piece + self._stream.readline()
        except OSError as error:
            raise self._unreadable(error) from None

    def again(self, start: tuple[int, int] = FIRST) -> Iterator[Line]:
        """The good lines once more: all of a file, or what was read so far of a stream.

        From the beginning, or from the offset and number of some line.
        """
        self._look_back(start[0])
        lines = split(self.name, self._past_pieces(start[0]), self.limit, start)
        return (line for line in lines if isinstance(line, Line))

    def reread(self, offset: int) -> bytes:
        """The raw bytes of the good line that begins at *offset*."""
        return self._past_piece(offset, self.limit)

    def number_at(self, offset: int) -> int:
        """The number of the line that begins at *offset*, counted anew from the start."""
        past, number = self._look_back(0), 1
        for start in range(0, offset, _CHUNK):
            number += past.read(min(_CHUNK, offset - start)).count(b"\n")
        return number

    def copy(self, line: Line | BadLine, to: IO[bytes]) -> None:
        """Write the line *to* a binary file byte for byte, in chunks however long it is."""
        if isinstance(line, Line):
            to.write(line.raw)
            return
        end = line.offset + line.length
        for offset in range(line.offset, end, _CHUNK):
            to.write(self._past_piece(offset, min(_CHUNK, end - offset)))

    def close(self) -> None:
        """Close what was opened here, and delete the spool; *stdin* stays open."""
        self._files.close()

    def __enter__(self) -> "LineSource":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _first_pass(self) -> Iterator[Line | BadLine]:
        empty = True
        for line in split(self.name, self._piece, self.limit):
            empty = False
            yield line
        if empty:
            raise Unreadable([Problem(Place(self.name), "the log is empty")])

    def _piece(self, size: int) -> bytes:
        try:
            piece = self._stream.readline(size)
            if self._spools:
                self._spool(piece)
        except OSError as error:
            raise self._unreadable(error) from None
        self.bytes_read += len(piece)
        return piece

    def _spool(self, piece: bytes) -> None:
        if self._strayed:  # seeking for every line would take longer than writing it
            self._look_back(self.bytes_read)
            self._strayed = False
        self._past_stream().write(piece)

    def _past_pieces(self, offset: int) -> Callable[[int], bytes]:
        end = self.bytes_read

        def piece(size: int) -> bytes:
            nonlocal offset
            most = min(size, end - offset) if self._spools else size
            found = self._past_piece(offset, most)
            offset += len(found)
            return found

        return piece

    def _look_back(self, offset: int) -> IO[bytes]:
        past = self._past_stream()
        past.seek(offset)
        self._strayed = True
        return past

    def _past_stream(self) -> IO[bytes]:
        if self._past is None:
            raise RuntimeError(f"{self.name} was opened with spool=False: what is past is gone")
        return self._past

    def _past_piece(self, offset: int, size: int) -> bytes:
        """What stands at *offset*, up to the line's end, but at most so many bytes."""
        try:
            return self._look_back(offset).readline(size)
        except OSError as error:
            raise self._unreadable(error) from None

    def _unreadable(self, error: OSError) -> Unreadable:
        return _unreadable(self.name, Path(self.name), error)


def _unreadable(name: str, path: Path, error: OSError | ValueError) -> Unreadable:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        what = f"no such file{sibling_meant(path)}"
    elif isinstance(error, IsADirectoryError):
        what = "this is a folder, not a file"
    else:
        what = f"can't be read: {one_line(getattr(error, 'strerror', None) or str(error))}"
    return Unreadable([Problem(Place(name), what)])
