"""How a report puts ids, times and phases into words, in the names and the zone of a case."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs

from negotiations.model.case import Case
from negotiations.model.telling import called, names_in
from negotiations.model.times import Interval, show, show_interval


@attrs.frozen
class Wording:
    """The names and local times of one case."""

    case: Case
    known: Mapping[str, str] = attrs.field(init=False)

    @known.default
    def _names_in_the_case(self) -> Mapping[str, str]:
        return names_in(self.case)

    def names(self, *ids: str) -> str:
        """What those of these ids are called."""
        return called(self.known, ids)

    def time(self, instant: datetime) -> str:
        """Local date and time; the date alone for the end of a day."""
        return show(instant, self.case.day_zone)

    def value(self, value: object) -> str:
        """What a field holds, as it is told."""
        if isinstance(value, tuple):
            return ", ".join(map(self.value, value))
        if isinstance(value, Interval):
            return show_interval(value, self.case.day_zone)
        return words(str(value))


def words(phase: str | None) -> str:
    """A phase, status or type in words: `in_effect` is in effect."""
    return (phase or "none").replace("_", " ")


def joined(parts: Iterable[str | None]) -> str:
    """Those of the parts that say something, one after the other."""
    return "; ".join(filter(None, parts))


def plus(before: str, value: object) -> str:
    """*value* after a word or two, or nothing where there is no value."""
    return f"{before} {value}" if value else ""
