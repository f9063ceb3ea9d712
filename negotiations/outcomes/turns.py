"""What came of a process: when ceasefires that meet a definition began and ended, as was known.

A *turn* is a stretch in which what is asked is so: for onset, that such a ceasefire is announced
(or in effect, if the definition's trigger asks for that); for collapse, that none holds any more
where one held. Corrections and retractions change the turns from the time they became known.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby, pairwise
from operator import itemgetter

import attrs

from negotiations.hearing import let
from negotiations.judging import Judge
from negotiations.model.case import Case
from negotiations.model.ceasefires import Ceasefire, CeasefireDefinition
from negotiations.model.events import Event
from negotiations.outcomes.survey import Telling
from negotiations.rulebook.book import Rulebook
from negotiations.state import State


@attrs.frozen(order=True)
class Turn:
    """A stretch in which what is asked is so: from *start* up to *end*, None while it lasts."""

    start: datetime
    end: datetime | None = attrs.field(default=None, order=False)

    def touches(self, after: datetime, until: datetime) -> bool:
        """Whether some moment later than *after*, and no later than *until*, lies within."""
        return self.start <= until and (self.end is None or self.end > after)


@attrs.frozen
class Known:
    """The turns of each question, as they were known from a time on."""

    known_at: datetime
    turns: Mapping[str, tuple[Turn, ...]]


@attrs.frozen
class Chronicle:
    """All that was ever known of a process's turns, by when it became known."""

    versions: tuple[Known, ...]

    def until(self, as_of: datetime) -> tuple[Known, ...]:
        """The versions that were known by then, the last one last."""
        return self.versions[: bisect_right(self.versions, as_of, key=lambda v: v.known_at)]


def chronicle(
    case: Case, tellings: Iterable[Telling], definition: CeasefireDefinition | None = None
) -> Chronicle:
    """What was known, and when, of ceasefires that meet a definition: the case's unless given."""
    versions: list[Known] = []
    chronicling = Chronicling(case, definition or case.definition)
    for telling in tellings:
        chronicling.hear(telling)
        turns = chronicling.turns()
        if not versions or versions[-1].turns != turns:
            versions.append(Known(telling.known_at, turns))
    return Chronicle(tuple(versions))


@attrs.define
class Chronicling:
    """A chronicle on its way: the ceasefires alone are replayed, as far as they are known."""

    case: Case
    definition: CeasefireDefinition
    events: dict[str, tuple[datetime, Event | None]] = attrs.field(factory=dict, init=False)
    state: State = attrs.field(init=False)
    announced: "Watch" = attrs.field(init=False)
    held: "Watch" = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._begin()

    def hear(self, telling: Telling) -> None:
        """Take in what became known; what rewrites the past lets all happen anew."""
        for id, event in telling.events:
            known_at, _ = self.events.get(id, (telling.known_at, None))
            self.events[id] = known_at, event
        if not telling.rewrites:
            self._let(telling.known_at, [event for _, event in telling.events if event])
            return
        self._begin()
        for known_at, together in groupby(self.events.values(), key=itemgetter(0)):
            self._let(known_at, [event for _, event in together if event])

    def turns(self) -> dict[str, tuple[Turn, ...]]:
        """The turns of each question, as they are known now."""
        return {"onset": self.announced.stretches(), "collapse": self.held.gaps()}

    def _begin(self) -> None:
        self.state = State.start(self.case, Judge(NO_RULES), keep=False)
        self.announced = Watch(self.definition.announced, self._reached)
        self.held = Watch(self.definition.holds, _in_effect)

    def _let(self, known_at: datetime, events: list[Event]) -> None:
        let(self.state, known_at, events)
        ceasefires = self.state.process.ceasefires.values()
        self.announced.look(ceasefires)
        self.held.look(ceasefires)

    def _reached(self, ceasefire: Ceasefire) -> datetime:
        """When a ceasefire came to be announced, or in effect if the definition asks for that."""
        if self.definition.trigger == "in_effect":
            return _in_effect(ceasefire)
        return ceasefire.began or ceasefire.since


NO_RULES = Rulebook.of((), {})


def _in_effect(ceasefire: Ceasefire) -> datetime:
    """When it took effect; of one that is only known by its violation, when that was."""
    return ceasefire.effective_at or ceasefire.since


@attrs.define
class Watch:
    """Watches ceasefires come to pass a test, and cease to."""

    passes: Callable[[Ceasefire], bool]
    began: Callable[[Ceasefire], datetime]
    closed: list[Turn] = attrs.field(factory=list, init=False)
    open: dict[str, datetime] = attrs.field(factory=dict, init=False)

    def look(self, ceasefires: Iterable[Ceasefire]) -> None:
        """See how they stand now; late news may date earlier what is open."""
        for each in ceasefires:
            since = self.open.get(each.id)
            if self.passes(each):
                start = self.began(each)
                self.open[each.id] = start if since is None else min(since, start)
            elif since is not None:
                del self.open[each.id]
                self.closed.append(Turn(since, max(since, each.ended_at or each.since)))

    def stretches(self) -> tuple[Turn, ...]:
        """When any of them passed: stretches that do not touch."""
        found = sorted([*self.closed, *(Turn(start) for start in self.open.values())])
        return tuple(_merged(found))

    def gaps(self) -> tuple[Turn, ...]:
        """When none of them passed any more."""
        stretches = self.stretches()
        between = (Turn(a.end, b.start) for a, b in pairwise(stretches) if a.end is not None)
        last = stretches[-1].end if stretches else None
        return (*between, *([Turn(last)] if last is not None else []))


def _merged(turns: Iterable[Turn]) -> Iterator[Turn]:
    """Turns in order of their start, those that overlap or touch made one."""
    held: Turn | None = None
    for turn in turns:
        if held is None:
            held = turn
        elif held.end is None or turn.start <= held.end:
            held = attrs.evolve(held, end=_later(held.end, turn.end))
        else:
            yield held
            held = turn
    if held is not None:
        yield held


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)
