"""Which features a command line names: files, folders of them, lines in them, packaged ones."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click

from negotiations.bdd import SUFFIX
from negotiations.bdd.features.checking import feature_files
from negotiations.bdd.running.run import standing_at
from negotiations.packaged import folder
from negotiations.problems import did_you_mean

FEATURES = "features"
AT_A_LINE = re.compile(r"(.+):(\d+)")


def features_named(words: tuple[str, ...]) -> tuple[list[Path], dict[Path, set[int]]]:
    """The files that are named, each once, and the lines in those of which not all is meant.

    Without a word, those of the folder `features`. Raises ClickException for what isn't there.
    """
    meant: dict[Path, set[int] | None] = {}
    for word in words or _default():
        for file, at in _named(word):
            file = file.absolute()
            before = meant.get(file, set())
            meant[file] = None if at is None or before is None else before | {at}
    return list(meant), {file: lines for file, lines in meant.items() if lines is not None}


def _named(word: str) -> Iterator[tuple[Path, int | None]]:
    path = _located(word)
    found = AT_A_LINE.fullmatch(word)
    if path.is_dir():
        files = [*feature_files(path)]
        if not files:
            raise click.ClickException(f"{word}: no file here ends in {SUFFIX}")
        yield from ((_existing(str(file)), None) for file in files)
    elif found and not path.exists():
        file = _existing(found[1])
        yield file, _at(file, int(found[2]))
    else:
        yield _existing(word), None


def _located(word: str) -> Path:
    """What is named: as it stands here, else below the features that come with the package."""
    path = Path(word)
    if path.parts[:1] != (FEATURES,) or path.exists():
        return path
    packaged = folder(FEATURES).joinpath(*path.parts[1:])
    return packaged if packaged.exists() else path


def _existing(word: str) -> Path:
    path = _located(word)
    if os.path.lexists(path) and not path.is_file():
        raise click.ClickException(f"{word}: no file, but a pipe, or a link that leads nowhere")
    if not path.is_file():
        near = [str(each) for each in path.parent.glob(f"*{SUFFIX}")]
        raise click.ClickException(f"{word}: no such file or folder{did_you_mean(word, near)}")
    if path.suffix != SUFFIX:
        raise click.ClickException(f"{word}: a feature is written in a file that ends in {SUFFIX}")
    return path


def _at(file: Path, number: int) -> int | None:
    try:
        return standing_at(file, number)
    except ValueError as error:
        if type(error) is not ValueError:
            raise
        raise click.UsageError(f"{file}:{number}: {error}") from None


def _default() -> tuple[str, ...]:
    if not Path(FEATURES).is_dir():
        raise click.UsageError(f"name a feature to run; here is no folder {FEATURES}")
    return (FEATURES,)
