"""Records in order of when they became known, however many there are: sorted in runs on disk."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from heapq import merge
from tempfile import TemporaryFile
from typing import IO, Any, TypeAlias

import attrs
import msgspec

RUN = 50_000
"""Records that are held at once."""

CHUNK = 1 << 16

Key: TypeAlias = tuple[float, str]
"""When a record became known, in seconds since 1970, and its id."""


@attrs.define
class Sorter:
    """Takes records in any order and gives them as JSON lines in the order of `Key`, repeatably.

    A full run is sorted and put on disk, in a file without a name; the runs are merged on the way
    out. So memory holds one run, whatever the size of all.
    """

    _run: list[tuple[Key, bytes]] = attrs.field(factory=list)
    _files: list[IO[bytes]] = attrs.field(factory=list)
    _open: ExitStack = attrs.field(factory=ExitStack)
    count: int = 0

    def add(self, known_at: datetime, record: dict[str, Any]) -> None:
        """Take a record in; its fields stay in the order in which they stand."""
        self._run.append(((known_at.timestamp(), record["id"]), msgspec.json.encode(record)))
        self.count += 1
        if len(self._run) >= RUN:
            self._put_away()

    def _put_away(self) -> None:
        file = self._open.enter_context(TemporaryFile())  # noqa: SIM115 (the exit stack closes it)
        for key, line in sorted(self._run):
            file.write(msgspec.json.encode((key, msgspec.Raw(line))) + b"\n")
        self._files.append(file)
        self._run.clear()

    def __iter__(self) -> Iterator[bytes]:
        """The records as lines, each with its line end."""
        runs = [iter(sorted(self._run)), *map(_again, self._files)]
        return (line + b"\n" for _, line in merge(*runs))

    def close(self) -> None:
        """Let go of what is on disk."""
        self._open.close()


def _again(file: IO[bytes]) -> Iterator[tuple[Key, bytes]]:
    """A run from its beginning; several readings at once find their own place in it."""
    at = 0
    while True:
        file.seek(at)
        lines = file.readlines(CHUNK)
        at = file.tell()
        if not lines:
            return
        for line in lines:
            key, record = msgspec.json.decode(line, type=tuple[Key, msgspec.Raw])
            yield key, bytes(record)
