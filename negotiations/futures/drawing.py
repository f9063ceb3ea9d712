"""Drawing: which records become known on which day of one future."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import cached_property
from itertools import accumulate
from math import floor
from operator import attrgetter

import attrs
import numpy as np

from negotiations.futures.arrivals import Arrivals
from negotiations.futures.episodes import NOUN, OVER, Life, Part, Stay, moved
from negotiations.model.events import Event
from negotiations.model.process import PeaceProcess
from negotiations.model.times import DAY

KEPT = 1 << 14  # records that are kept once they are made, since other futures draw them too


@attrs.frozen
class Days:
    """The days to come: each ends at the hour of *now* on the clocks of the case's zone."""

    now: datetime
    many: int
    zone: tzinfo

    @cached_property
    def ends(self) -> tuple[datetime, ...]:
        """The present, and the end of each day to come."""
        local = self.now.astimezone(self.zone)
        return tuple(_utc(local + timedelta(days=day)) for day in range(self.many + 1))

    def within(self, day: int, like: datetime) -> datetime:
        """The moment of a day to come at which the clocks show what they showed at *like*."""
        local, hour = self.now.astimezone(self.zone), self.hour(like)
        date = local.date() + timedelta(days=day - (hour > local.time()))
        return _utc(datetime.combine(date, hour, self.zone))

    def hour(self, moment: datetime) -> time:
        """What the clocks of the zone show."""
        return moment.astimezone(self.zone).time()


def _utc(local: datetime) -> datetime:
    return local.astimezone(UTC)


def generator(seed: int, number: int) -> np.random.Generator:
    """The source of chance of one future, its own and the same wherever it is lived."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(number,))))


@attrs.frozen
class Ongoing:
    """Something that goes on in the present: its life, stage and id, and its days in the stage."""

    life: Life
    stage: str
    id: str | int
    days: float


def ongoing_in(process: PeaceProcess, now: datetime) -> tuple[Ongoing, ...]:
    """What is under way: rounds, agreements, demands and proposals of which more is awaited."""
    return tuple(
        Ongoing((kind, alike), stage, id, (now - since) / DAY)
        for kind, alike, stage, id, since in _things(process)
        if stage not in OVER[kind]
    )


def _things(process: PeaceProcess) -> Iterator[tuple[str, str, str, str | int, datetime]]:
    """Kind, which live alike, stage, id, and since when, of all that lives on."""
    for r in process.rounds.values():
        yield "round", r.track, r.status, r.number, r.since
    for a in process.agreements.values():
        yield "agreement", a.type, a.status, a.id, a.since
    for d in process.preconditions.values():
        yield "demand", "+".join(d.holder), d.status, d.id, d.changed or d.since
    for p in process.proposals.values():
        yield "proposal", "+".join(p.by), p.status, p.id, p.since


class Drawing:
    """Draws what arrives in one future. Records are made once, and shared by the futures."""

    def __init__(self, arrivals: Arrivals, ongoing: tuple[Ongoing, ...], days: Days) -> None:
        self._arrivals, self._ongoing, self._days = arrivals, ongoing, days
        self._episodes = tuple(each for each in arrivals.episodes if each.rate > 0)
        self._ends = np.array(list(accumulate(each.rate for each in self._episodes)))
        self._made: dict[tuple[str, int], Event] = {}

    def draw(self, chance: np.random.Generator) -> dict[int, list[Event]]:
        """Day (1, 2, …) → the records that become known on it, in order of their hours."""
        drawn: dict[int, list[Event]] = {}
        copies: dict[tuple[int, int], int] = {}
        for number, begins in self._begun(chance):
            copy = copies[number, begins] = copies.get((number, begins), 0) + 1
            tag = f"{self._arrivals.mark}{begins}.{number}.{copy}"
            thing = _new(self._episodes[number].first, tag)
            self._put(drawn, self._followed(number, chance), begins, tag, thing)
        for thing_now in self._ongoing:
            gone = floor(thing_now.days)
            tail = self._tail(thing_now.life, thing_now.stage, thing_now.days, chance)
            parts = [attrs.evolve(part, after=max(part.after - gone, 1)) for part in tail]
            tag = f"{self._arrivals.mark}{thing_now.id}"
            self._put(drawn, parts, 0, tag, thing_now.id)
        for news in drawn.values():
            news.sort(key=attrgetter("known_at"))
        return drawn

    def _begun(self, chance: np.random.Generator) -> Iterator[tuple[int, int]]:
        """Which episodes begin, and on which days: a Poisson number of them, at even odds a day."""
        days = self._days.many
        if not self._episodes:
            return
        many = chance.poisson(self._ends[-1] * days)
        which = np.searchsorted(self._ends[:-1], chance.random(many) * self._ends[-1], "right")
        yield from zip(which.tolist(), chance.integers(1, days + 1, many).tolist(), strict=True)

    def _followed(self, number: int, chance: np.random.Generator) -> Sequence[Part]:
        """An episode's own records, and as much more as is awaited of it."""
        episode = self._episodes[number]
        if not episode.is_open:
            return episode.parts
        assert episode.life is not None, "only what lives on is open"
        last = episode.parts[-1]
        tail = self._tail(episode.life, episode.stage, episode.stayed, chance)
        by = last.after + any(self._would_precede(part, last) for part in tail)
        return [*episode.parts, *(attrs.evolve(part, after=by + part.after) for part in tail)]

    def _would_precede(self, part: Part, last: Part) -> bool:
        """Whether a record of the same day would be told before the one that it follows."""
        one, other = part.event, last.event
        hours = self._days.hour(one.known_at), self._days.hour(other.known_at)
        spans = (each.occurred.start - each.known_at for each in (one, other))
        return part.after == 0 and (hours[0], next(spans)) < (hours[1], next(spans))

    def _tail(
        self, life: Life, stage: str, stayed: float, chance: np.random.Generator
    ) -> tuple[Part, ...]:
        """What follows a stage that has lasted *stayed* days; nothing if none is known to.

        One of the stays that lasted longer, at even odds; where that one still lasts, one of those
        that lasted longer still (Efron's redistribution to the right: the Kaplan-Meier law).
        """
        stays: Sequence[Stay] = self._arrivals.stays.get((life, stage), ())
        while stays := [stay for stay in stays if stay.days > stayed]:
            drawn = stays[chance.integers(len(stays))]
            if drawn.tail:
                return drawn.tail
            stayed = drawn.days
        return ()

    def _put(
        self,
        drawn: dict[int, list[Event]],
        parts: Sequence[Part],
        begins: int,
        tag: str,
        thing: str | int | None,
    ) -> None:
        for n, part in enumerate(parts):
            day = begins + part.after
            if day <= self._days.many:
                id = f"{part.event.id}{tag}.{n}"
                drawn.setdefault(day, []).append(self._event(part.event, id, day, thing))

    def _event(self, event: Event, id: str, day: int, thing: str | int | None) -> Event:
        if (id, day) not in self._made:
            if len(self._made) >= KEPT:
                self._made.clear()
            to = self._days.within(day, like=event.known_at)
            self._made[id, day] = moved(event, to, id, thing)
        return self._made[id, day]


def _new(event: Event, tag: str) -> str | None:
    """The id of a thing that a future begins; a round has none, for the model takes the next."""
    if event.kind not in NOUN or event.kind == "round":
        return None
    return f"{getattr(event, NOUN[event.kind])}{tag}"
