"""What somebody says of a table, as YAML or as plain data, with every problem at its place."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from negotiations.notation import read_file, read_yaml
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.structure import REFUSALS, Refused, faults, placed

T = TypeVar("T")


PACKAGED = Path(__file__).with_name("mappings")


def mapping_names(importer: str = "daily") -> tuple[str, ...]:
    """The names of the mappings for an importer (`daily`, `table`) that come along, sorted.

    >>> mapping_names("table")
    ('ucdp-terminations',)
    """
    return tuple(sorted(file.stem for file in (PACKAGED / importer).glob("*.yaml")))


def by_name(given: Mapping[str, Any] | str | Path, importer: str) -> Mapping[str, Any] | str | Path:
    """The file of a packaged mapping, if that is what is named; a file of that name comes first.

    Raises Unreadable for what is neither a file nor the name of one.
    """
    if not isinstance(given, str) or Path(given).suffix or Path(given).exists():
        return given
    names = mapping_names(importer)
    if given in names:
        return PACKAGED / importer / f"{given}.yaml"
    what = f"no such file, and no such mapping{did_you_mean(given, names)}"
    raise Unreadable([Problem(Place(given), what)])


def mapping_of(given: Mapping[str, Any] | str | Path, build: Callable[[Any], T]) -> T:
    """What *build* makes of plain data, or of that in a YAML file.

    Raises Unreadable with all that it refuses in a file, and ValueError with that in plain data.
    """
    if isinstance(given, str | Path):
        return _in_file(given, build)
    try:
        return build(dict(given))
    except REFUSALS as error:
        raise Refused(
            (at, f"{'.'.join(map(str, at))}: {what}") for at, what in faults(error)
        ) from None


def _in_file(path: str | Path, build: Callable[[Any], T]) -> T:
    text = read_yaml(read_file(Path(path)), str(path))
    try:
        return build(text.value)
    except REFUSALS as error:
        raise placed(error, text) from None
