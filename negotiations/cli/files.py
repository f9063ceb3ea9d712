"""Files that a command writes: there whole, or not at all."""

import os
from collections.abc import Iterable, Iterator, Mapping
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
    with refused_in_one_line(path):
        target = Path(os.path.realpath(path))
        if os.path.lexists(target) and not target.is_file():
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
    handle, name = mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.", suffix=".part")
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
    except ValueError:
        raise click.ClickException(f"{path}: no file can have this name") from None


def spare(read: Iterable[Path], targets: Mapping[str, str], *, stdin: bool) -> None:
    """Refuse to write over what is *read*, standard input maybe included, or twice to one file.

    *targets* are files by the option that names them; raises UsageError.
    """
    taken = set(map(_real, read))
    for option, target in targets.items():
        if _real(target) in taken or (stdin and _is_stdin(target)):
            raise click.UsageError(f"{option} would write over {target}, which is in use")
        taken.add(_real(target))


def _real(path: str | Path) -> str:
    """The path without links; what no file can be called stays as it is."""
    try:
        return os.path.realpath(path)
    except ValueError:
        return str(path)


def _is_stdin(target: str) -> bool:
    """Whether *target* is what the shell hands us as standard input."""
    try:
        return os.path.samestat(os.fstat(0), os.stat(target))
    except (OSError, ValueError):
        return False
