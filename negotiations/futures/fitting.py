"""Fitting: the rates at which records became known of late, from what was known at a moment."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from math import inf, isfinite, log

import attrs

from negotiations.futures.arrivals import Arrivals, Stream, name_of
from negotiations.futures.episodes import OVER, Episode, Life, Part, Stay, life_of
from negotiations.log.amendments import Record
from negotiations.log.past import Revisions
from negotiations.log.reading import Log, LogReading
from negotiations.log.revising import target_of
from negotiations.model.case import Case
from negotiations.model.events import Event
from negotiations.model.times import DAY, local_day
from negotiations.runs import instant_of

WINDOW = 90.0  # days
SHORTEST = 1.0  # days that a log is taken to have lasted at the least


def arrivals(
    log: Log,
    *,
    as_of: datetime | date | str | None = None,
    window: float = WINDOW,
    half_life: float = inf,
) -> Arrivals:
    """The streams of *log* and their rates over the *window* days before *as_of* (the log's end).

    A record that became known `a` days ago weighs 2^(−a / half_life), and rates are weights over
    weighted time. A log that began within the window counts from its first record, which rates it
    a little high. Records are taken as corrected by *as_of*; of what is known later nothing is so
    much as looked at. Raises ValueError for a window or half-life that is not positive.
    """
    until = None if as_of is None else instant_of(as_of, log.case)
    reading, revisions, last = log.reading(), dict[str, list[Record]](), None
    for group in reading.groups(until):
        last = group.known_at
        for record in group.records:
            if (target := target_of(record)) is not None:
                revisions.setdefault(target, []).append(record)
    moment = until or last
    if moment is None:
        return Arrivals()
    return arrivals_of(reading, revisions, moment, window=window, half_life=half_life)


def arrivals_of(
    reading: LogReading,
    revisions: Revisions,
    until: datetime,
    *,
    window: float = WINDOW,
    half_life: float = inf,
) -> Arrivals:
    """`arrivals` of a log that has been read up to *until*."""
    if not (isfinite(window) and window > 0):
        raise ValueError(f"a window is a positive number of days, not {window}")
    if not half_life > 0:
        raise ValueError(f"a half-life is a positive number of days, not {half_life}")
    past = Past(reading.case, until, window)
    for group in reading.again(revisions, until):
        for record in group.records:
            if isinstance(record, Event):
                past.hear(record)
    return past.arrivals(half_life)


@attrs.define
class Past:
    """What became known in the *window* days before a moment, in episodes."""

    case: Case
    until: datetime
    window: float
    began: datetime | None = None
    mark: str = "~"
    _episodes: list[list[Event]] = attrs.field(factory=list, init=False)
    _of: dict[tuple[str, str], list[Event] | None] = attrs.field(factory=dict, init=False)

    def hear(self, event: Event) -> None:
        """Put an event beside those of the same thing, or begin with it, if that was of late."""
        self.began = self.began or event.known_at
        self._keep_mark_new(event)
        thing = (event.kind, event.subject) if event.kind in OVER and event.subject else None
        if thing is not None and thing in self._of:
            earlier = self._of[thing]
            if earlier is not None:
                earlier.append(event)
            return
        begun = [event] if self._age(event) < self.window else None
        if begun is not None:
            self._episodes.append(begun)
        if thing is not None:
            self._of[thing] = begun

    def _keep_mark_new(self, event: Event) -> None:
        for id in (event.id, event.subject or ""):
            while self.mark in id:
                self.mark += "~"

    def arrivals(self, half_life: float) -> Arrivals:
        """The streams, with their rates."""
        exposure = self._exposure(half_life)
        streams: dict[str, list[Episode]] = {}
        for events in self._episodes:
            if not _is_of_a_ceasefire(events):
                episode = self._episode(events, self._weight(events[0], half_life) / exposure)
                streams.setdefault(name_of(events[0]), []).append(episode)
        made = tuple(Stream(name, tuple(streams[name])) for name in sorted(streams))
        stays = _stays(each for stream in made for each in stream.episodes)
        return Arrivals(made, stays, self.until, self._lasted(), half_life, self.mark)

    def _age(self, event: Event) -> float:
        return (self.until - event.known_at) / DAY

    def _lasted(self) -> float:
        """For how many days of the window there was a log."""
        since = self.window if self.began is None else (self.until - self.began) / DAY
        return min(self.window, max(since, SHORTEST))

    def _exposure(self, half_life: float) -> float:
        """The weighted time, in days: the integral of 2^(−a / half-life) over the window."""
        lasted = self._lasted()
        if half_life == inf:
            return lasted
        return half_life / log(2) * (1 - 2 ** (-lasted / half_life))

    def _weight(self, event: Event, half_life: float) -> float:
        return float(2 ** (-self._age(event) / half_life))

    def _episode(self, events: list[Event], rate: float) -> Episode:
        first, zone = local_day(events[0].known_at, self.case.day_zone), self.case.day_zone
        parts = (Part(local_day(each.known_at, zone) - first, _light(each)) for each in events)
        return Episode(life_of(events[0]), tuple(parts), rate, self._age(events[-1]))


def _light(event: Event) -> Event:
    """The event without its place in a file."""
    return attrs.evolve(event, place=None)


def _is_of_a_ceasefire(events: list[Event]) -> bool:
    """Whether they tell of a ceasefire, or of the agreement on one."""
    return any(e.kind == "ceasefire" or getattr(e, "type", None) == "ceasefire" for e in events)


def _stays(episodes: Iterable[Episode]) -> dict[tuple[Life, str], tuple[Stay, ...]]:
    """How long things stayed in each stage they came to, and what followed."""
    found: dict[tuple[Life, str], list[Stay]] = {}
    for episode in episodes:
        if episode.life is not None:
            for stage, stay in _stays_of(episode):
                found.setdefault((episode.life, stage), []).append(stay)
    return {key: tuple(stays) for key, stays in found.items()}


def _stays_of(episode: Episode) -> Iterator[tuple[str, Stay]]:
    parts = episode.parts
    for n, part in enumerate(parts[:-1]):
        tail = tuple(attrs.evolve(each, after=each.after - part.after) for each in parts[n + 1 :])
        length = (parts[n + 1].event.known_at - part.event.known_at) / DAY
        yield part.event.stage or "", Stay(length, tail)
    if episode.is_open:
        yield episode.stage, Stay(episode.stayed)
