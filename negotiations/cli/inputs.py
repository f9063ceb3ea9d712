"""What comes in: the logs, rules and moments that a command line names."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from negotiations.log.cases import CASE_FILE, read_case
from negotiations.log.reading import Log, OnTrouble, read_log
from negotiations.model.case import Case
from negotiations.model.times import read_instant
from negotiations.notation import read_file
from negotiations.notation.text import NO_LINK
from negotiations.packaged import folder, seed, seed_names
from negotiations.place import Place, nearby
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.groups import GROUPS_FILE
from negotiations.rulebook.reading import CASE_FILE as EXAMPLE_CASE
from negotiations.rulebook.reading import read_rules, rule_files

STDIN = "-"
RULES = "rules"


def log_at(
    path: str, *, case: str | None = None, on_trouble: OnTrouble | None = None, sort: bool = False
) -> Log:
    """The log that *path* names: a case folder, a log file, `-`, or a packaged case.

    *case* names the case where the log has none beside it. Raises Unreadable, or UsageError for
    `-` without a case.
    """
    where = path if path == STDIN else located(path)
    own = case_of(path) if case is None else read_case(located(case))
    return read_log(where, own, on_trouble=on_trouble, sort=sort)


def case_of(log_path: str) -> Case:
    """The case that a log stands in or beside; raises as `log_at` does."""
    beside = case_folder(log_path)
    if beside is None:
        raise click.UsageError("the log on standard input needs a case: add --case FOLDER")
    if located(log_path).is_file() and not (beside / CASE_FILE).is_file():
        what = f"no {CASE_FILE} stands beside this log; name its case with --case"
        raise Unreadable([Problem(Place(log_path), what)])
    return read_case(beside)


def located(path: str) -> Path:
    """Where *path* is: as it stands, else the packaged case of that name."""
    given = Path(path)
    if given.name == CASE_FILE and os.path.isfile(path):
        return given.parent
    if os.path.exists(path):
        return given
    packaged = seed(path)
    if packaged is None:
        missing = f"no such file, folder or packaged case{_meant(given)}"
        what = NO_LINK if os.path.islink(path) else missing
        raise Unreadable([Problem(Place(path), what)])
    return nearby(packaged)


def _meant(path: Path) -> str:
    """The nearest name among what stands beside *path* and the packaged cases, else the latter."""
    try:
        beside = [str(each) for each in path.parent.iterdir()]
    except (OSError, ValueError):
        beside = []
    near = did_you_mean(path, [*beside, *seed_names()])
    return near if near.endswith("?") else did_you_mean(path, seed_names())


def rules_at(path: str | None, log_path: str) -> Rulebook:
    """The rules at *path*; without one those beside the log's case, else the packaged ones."""
    return read_rules(rules_folder(path, log_path))


def rules_folder(path: str | None, log_path: str) -> Path:
    """Where `rules_at` reads the rules. Raises Unreadable if nothing stands at *path*."""
    if path is not None:
        return _standing(path)
    beside = case_folder(log_path)
    if beside is not None and (beside / RULES).is_dir():
        return beside / RULES
    return nearby(folder(RULES))


def _standing(path: str) -> Path:
    if not os.path.exists(path):
        read_file(Path(path))  # which tells why it can't be read
    return Path(path)


def files_read(
    log_path: str, case: Case, case_path: str | None, rules: str | None
) -> Iterator[Path]:
    """The files that a replay of a log reads, those of its case and its rulebook included."""
    if log_path != STDIN:
        where = located(log_path)
        yield from (where / name for name in case.logs) if where.is_dir() else [where]
    beside = case_folder(log_path) if case_path is None else located(case_path)
    if beside is not None:
        yield beside / CASE_FILE if beside.is_dir() else beside
    book = rules_folder(rules, log_path)
    yield from rule_files(book)
    yield from (book / name for name in (GROUPS_FILE, EXAMPLE_CASE))


def case_folder(log_path: str) -> Path | None:
    """The folder of the case that a log belongs to; None for standard input."""
    if log_path == STDIN:
        return None
    where = located(log_path)
    return where if where.is_dir() else where.parent


def moment(text: str, case: Case, option: str = "--as-of") -> datetime:
    """The instant that *text* names in the case's zone; of a date, its end.

    Raises click.BadParameter, which names the *option*.
    """
    try:
        return read_instant(text, case.zone)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from None
