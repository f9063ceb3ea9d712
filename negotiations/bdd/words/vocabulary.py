"""What a feature may say: the library's steps in its language, and the phrases of its team.

A team's phrases stand in files called `phrases.yaml`, beside the feature or in folders above, up to
the project's: the one with a `.git` or a configuration of pytest, else the working folder. All of
them count. They may use the library's sentences in any language; a feature knows those of its own,
and the English ones.
"""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from negotiations.bdd.words.catalogue import Catalogue, shipped
from negotiations.bdd.words.keywords import ENGLISH
from negotiations.bdd.words.phrases import PHRASES_FILE
from negotiations.bdd.words.team import Team, team_from
from negotiations.bdd.words.translations import translated, translated_languages
from negotiations.packaged import folder as folder_of

FEATURES = "features"
ROOTS = (".git", "pyproject.toml", "pytest.ini", "tox.ini", "setup.cfg")
"""What stands in the folder of a project."""


Written: TypeAlias = tuple[tuple[Path, int], ...]
"""Files, each with the time it was last written, in nanoseconds: a changed file is read again."""


def vocabulary_of(feature: Path, language: str = ENGLISH) -> Catalogue:
    """The steps that a feature may use; of its team's phrases the sound ones."""
    return _vocabulary(_phrase_files(feature), language)


def spoken_in(feature: Path, language: str) -> Catalogue:
    """What a feature may say in one language alone, and the phrases of its team."""
    library = translated(language) if language != ENGLISH else shipped().steps
    return Catalogue.of([*library, *team_of(feature).steps])


def team_of(feature: Path) -> Team:
    """What the team of a feature adds, and what is wrong with that."""
    return _team(_phrase_files(feature))


def _phrase_files(feature: Path) -> Written:
    """The files of phrases that count for a feature, those of outer folders first."""
    folders = [*folders_up(feature.absolute().parent, Path.cwd())]
    files = (each / PHRASES_FILE for each in reversed(folders))
    return tuple((each, _written(each)) for each in files if os.path.lexists(each))


def _written(file: Path) -> int:
    """When a file was last written; of a link to nowhere, the link."""
    return (file.stat() if file.exists() else file.lstat()).st_mtime_ns


@lru_cache(maxsize=64)
def _vocabulary(files: Written, language: str) -> Catalogue:
    library = library_of(language)
    return Catalogue.of([*library.steps, *_team(files).steps], library.foreign)


@lru_cache(maxsize=64)
def _team(files: Written) -> Team:
    return team_from((file for file, _ in files), every_language()) if files else Team()


@lru_cache(maxsize=16)
def library_of(language: str) -> Catalogue:
    """The library's steps in English and in a language."""
    english, own = shipped().steps, translated(language)
    return Catalogue.of([*english, *own], frozenset(english) if own else frozenset())


@lru_cache(maxsize=1)
def every_language() -> Catalogue:
    """The library's steps in all the languages it speaks."""
    steps = shipped().steps
    return Catalogue.of([*steps, *(s for each in translated_languages() for s in translated(each))])


def folders_up(folder: Path, here: Path) -> Iterator[Path]:
    """A folder and those above it, up to its project's; else up to *here*, if that is above.

    The features that come with the package are a project of their own.
    """
    above = [folder, *folder.parents]
    roots = [each for each in above if any((each / name).exists() for name in ROOTS)]
    ends = (each for each in (*roots[:1], here, folder_of(FEATURES)) if each in above)
    yield from above[: above.index(next(ends, folder)) + 1]
