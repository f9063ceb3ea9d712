"""Files that a command writes: there whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import IO

import click


@contextmanager
def whole_file(path: str) -> Iterator[IO[bytes]]:
    """A binary file that takes its place once the block has ended well; otherwise nothing changes.

    What is there and is no file, such as a pipe or /dev/null, is written to as it is. Raises
    ClickException for a place that can't be written to.
    """
    target = Path(path).resolve()
    with refused_in_one_line(path):
        if target.exists() and not target.is_file():
            made, stream = _as_it_is(target)
        else:
            made, stream = _beside(target)
    try:
        with stream:
            yield stream
        if made is not None:
            with refused_in_one_line(path):
                made.replace(target)
    finally:
        if made is not None:
            made.unlink(missing_ok=True)


def _as_it_is(target: Path) -> tuple[Path | None, IO[bytes]]:
    return None, target.open("wb")


def _beside(target: Path) -> tuple[Path | None, IO[bytes]]:
    """A new file in the folder of *target*, with the rights that *target* has or would get."""
    handle, name = mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    mask = os.umask(0)
    os.umask(mask)
    rights = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask
    with suppress(OSError):
        os.chmod(name, rights)
    return Path(name), os.fdopen(handle, "wb")


@contextmanager
def refused_in_one_line(path: str) -> Iterator[None]:
    """What the system refuses here is told as a ClickException."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"{path}: can't be written: {error.strerror}") from None
