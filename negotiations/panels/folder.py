"""The folder that a panel works in, beside its output: what is done stays done, whatever happens.

A file in it is whole or not there. All that belongs to one panel lies below its digest, so that
what was made for other inputs or options is never taken for it.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import IO

from negotiations.place import Place
from negotiations.problems import Problem, Unreadable

LOCK, GONE = "lock", "gone"
ENDING = ".panel-work"


@contextmanager
def work_folder(output: Path, digest: str) -> Iterator[Path]:
    """The folder for the panel of that digest; it is gone once the block has ended well.

    What is left of other panels for the same output is removed. Raises Unreadable while another
    process works on the same output.
    """
    whole = output.with_name(f"{output.name}{ENDING}")
    whole.mkdir(exist_ok=True)
    with (whole / LOCK).open("wb") as lock:
        _take(lock, output)
        own = whole / digest[:32]
        for other in whole.iterdir():
            if other.is_dir() and other != own:
                _remove(other)
        for name in ("pieces", "parts"):
            (own / name).mkdir(parents=True, exist_ok=True)
        yield own
        _remove(own)
        shutil.rmtree(whole)


def _remove(folder: Path) -> None:
    """Take a folder away in one step, then apart: half of one is never found where it was."""
    gone = folder.with_name(GONE)
    shutil.rmtree(gone, ignore_errors=True)
    if folder != gone:
        folder.rename(gone)
        shutil.rmtree(gone)


def _take(lock: IO[bytes], output: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        what = "another process is making this panel; wait for it, or write to another file"
        raise Unreadable([Problem(Place(str(output)), what)]) from None


@contextmanager
def kept_file(path: Path, *, within: Path | None = None) -> Iterator[IO[bytes]]:
    """A file that is on disk, whole and in its place, once the block has ended well.

    Till then it is in the folder *within*, by default its own.
    """
    handle, name = mkstemp(dir=within or path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, _rights(path))
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
    _sync(path.parent)


def _rights(path: Path) -> int:
    """Those that *path* has, or that any program's new file would have."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
