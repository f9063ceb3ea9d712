"""Time zones, from the locked `tzdata` package alone, so that every machine has the same."""

from functools import cache
from importlib.resources import files
from reprlib import repr as shortened
from zoneinfo import ZoneInfo

import tzdata

from negotiations.problems import did_you_mean


class _Zone(ZoneInfo):
    """A zone that travels to other processes by its name."""

    def __reduce__(self) -> tuple[object, ...]:
        return zone, (self.key,)


@cache
def zone_names() -> frozenset[str]:
    """Every name in the locked `tzdata` package."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split())


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of this name from the locked `tzdata` package, never from the system.

    Raises ValueError for a name that the package doesn't list.
    """
    if name not in zone_names():
        raise ValueError(f"unknown zone {shortened(name)}{did_you_mean(name, zone_names())}")
    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as data:
        return _Zone.from_file(data, key=name)


def tzdata_version() -> str:
    """The version of the `tzdata` package, as a lock file writes it: 2025.2 holds IANA's 2025b."""
    locked: str = tzdata.__version__
    return locked
