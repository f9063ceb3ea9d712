"""The state of a replay between two events, and the way one event takes through it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

import attrs

from negotiations.effects.firing import Firing
from negotiations.judging import Judge, Match, Sitting, telling_order
from negotiations.model.case import Case
from negotiations.model.changes import Change, Heard, Noted
from negotiations.model.events import Event
from negotiations.model.happening import happen
from negotiations.model.kinds import Day
from negotiations.model.ledger import Ledger
from negotiations.model.process import PeaceProcess
from negotiations.model.telling import names_in, tell
from negotiations.model.times import (
    Interval,
    days,
    midnights,
    next_midnight,
    show_interval,
)
from negotiations.parameters import Roles
from negotiations.rereading import Reading, Rereading
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.situation import Situation
from negotiations.rulebook.tallies import Tallies
from negotiations.standing import settled
from negotiations.trace import Reason
from negotiations.vigil import Vigil

NOBODY = Roles()
Told = tuple[Change | Rereading, Match | None]


@attrs.define
class State:
    """Everything that a replay knows at one moment. `fork` makes an independent copy, cheaply.

    The next midnight after the clock is remembered, since every group asks for it. *held* are the
    day rules that held at the last midnight, by name and roles: they fire again only
    after they did not hold.
    """

    case: Case
    judge: Judge
    process: PeaceProcess
    ledger: Ledger
    tallies: Tallies
    held: set[tuple[str, Roles]] = attrs.field(factory=set)
    clock: datetime | None = None
    names: Mapping[str, str] = attrs.field()
    _midnight: datetime | None = attrs.field(default=None, init=False)
    _vigil: Vigil | None = attrs.field(default=None, init=False, eq=False)

    @names.default
    def _called(self) -> Mapping[str, str]:
        return names_in(self.case)

    @classmethod
    def start(cls, case: Case, judge: Judge, *, keep: bool) -> "State":
        """The state before the first event; *keep* every piece of evidence, or only sums."""
        ledger = Ledger(case.bases, judge.rules.caps, keep=keep)
        tallies = Tallies.reading(judge.rules.tallies)
        return cls(case, judge, PeaceProcess.of(case), ledger, tallies)

    def fork(self) -> "State":
        """An independent copy."""
        return attrs.evolve(
            self,
            process=self.process.fork(),
            ledger=self.ledger.fork(),
            tallies=self.tallies.fork(),
            held=set(self.held),
        )

    @property
    def size(self) -> int:
        """How many entries a fork copies, about: the longer a log, the more."""
        return self.process.size + self.ledger.size

    # --- time

    def midnights(self, until: datetime) -> Sequence[datetime]:
        """The midnights since the last group up to *until*, if a rule asks for days."""
        midnight = self.next_midnight()
        if midnight is None or midnight > until or self.clock is None:
            return ()
        return tuple(midnights(self.clock, until, self.case.day_zone))

    def is_quiet(self, midnight: datetime) -> bool:
        """Whether nothing happens at a midnight, which comes next; mostly that is soon known."""
        vigil = self._vigil
        event, day = _day_of(midnight, self.case.day_zone)
        if vigil is not None and vigil.lasts(day, self.held):
            return True
        if self.judge.asks_daily:
            return False
        if vigil is None:
            vigil = Vigil.begin(self.judge, self.process, self.tallies, event)
            self._vigil = vigil
        return vigil.is_quiet(event, day, self.held)

    def next_midnight(self) -> datetime | None:
        """The first midnight after the clock, if a rule asks for days."""
        since = self.clock
        if since is None or not self.judge.rules.asks_for_days:
            return None
        if self._midnight is None or self._midnight <= since:
            self._midnight = next_midnight(since, self.case.day_zone)
        return self._midnight

    # --- one event

    def tell(self, event: Event) -> Iterator[Reason]:
        """Let one event happen: the facts it changes, the rules that hold, what they make of it."""
        yield from reasons_of(event, self.changes(event), self)

    def changes(self, event: Event) -> Iterator[Told]:
        """The same, as changes with the rules that made them; the likelihood is not read yet."""
        watched = Watched(self, event)
        return self._accepted(event, watched) if self.moves(event) else self._held_back(event)

    def let(self, event: Event) -> None:
        """The same, and nobody hears of it."""
        if self.moves(event):
            for _ in self._accepted(event, None):
                pass
        else:
            for _ in self.process.dispute(event):
                pass

    def close(self, last: Event, known_at: datetime) -> Iterator[Reason]:
        """Close a group of events known together: shifts are summed and clamped once."""
        for change in self.process.close_group(known_at):
            yield Reason(last.id, last.kind, known_at, change)
        self.clock = known_at

    def moves(self, event: Event) -> bool:
        """Whether an event moves the process; else it stands as a claim. A day is never a claim."""
        if event.kind == Day.kind:
            return True
        return event.happened and event.credibility in self.case.accept

    def _held_back(self, event: Event) -> Iterator[Told]:
        why = f"credibility {event.credibility}" if event.happened else event.modality
        yield Noted(f"recorded as a claim only: {why}"), None
        for change in (*self.process.dispute(event), *self.process.doubt(event)):
            yield change, None

    def _accepted(self, event: Event, watched: "Watched | None") -> Iterator[Told]:
        situation = Situation.of(event, self.process, self.tallies)
        sittings = self.judge.sit(situation)
        if watched and event.kind == "ceasefire":
            watched.begin()
        for fact in happen(self.process, event):
            yield fact, None
        yield from self._judged(event, situation, sittings, watched)
        if event.kind != Day.kind:
            self.tallies.record(event, situation.day)
        if watched and (reread := watched.end()) is not None:
            yield reread, None

    def _judged(
        self,
        event: Event,
        situation: Situation,
        sittings: list[Sitting],
        watched: "Watched | None",
    ) -> Iterator[Told]:
        """Carry out every rule that holds, layer by layer, until no conclusion opens another."""
        firing = Firing(event, "", None, NOBODY, self.process, self.ledger, situation.day)
        held: dict[tuple[str, Roles], Match] = {}
        for _, layer in groupby(sittings, key=attrgetter("table.layer")):
            for match in self._chained(list(layer), held):
                if self._may_fire(event, match):
                    if watched:
                        watched.begin()
                    yield from self._fire(firing, match)
                    key = (match.rule.name, match.roles)
                    self.tallies.record_firing(match.rule.name, event, key[1], situation.day)
        if event.kind == Day.kind:
            self.held = set(held)
        for change, own in settled(firing):
            yield change, self._match(*own) if own else None

    def _chained(
        self, sittings: list[Sitting], held: dict[tuple[str, Roles], Match]
    ) -> Iterator[Match]:
        """The rules of one layer that hold, each once; asked again while conclusions come."""
        conclusions, concluded = self.process.conclusions, -1
        while concluded != conclusions.changes:
            concluded = conclusions.changes
            fresh = {(m.rule.name, m.roles): m for s in sittings for m in s.matches()}
            new = [match for key, match in fresh.items() if key not in held]
            for match in sorted(new, key=telling_order) if len(new) > 1 else new:
                held[match.rule.name, match.roles] = match
                yield match

    def _may_fire(self, event: Event, match: Match) -> bool:
        return event.kind != Day.kind or (match.rule.name, match.roles) not in self.held

    def _fire(self, firing: Firing, match: Match) -> Iterator[Told]:
        firing.cast(match.rule.name, match.rule.place, match.roles, match.rule.tests)
        for firing.effect, effect in enumerate(match.rule.then):
            for change in effect.carry_out(firing):
                yield change, match

    def _match(self, rule: str, roles: Roles) -> Match:
        return Match(self.judge.rules.rule(rule), roles)


@attrs.define
class Watched:
    """The likelihood around one event, noted only if something may move it."""

    state: State
    event: Event
    before: Reading | None = None

    def begin(self) -> None:
        """Note it now, unless it has been noted."""
        if self.before is None:
            self.before = Reading.now(self.state.process, self.state.ledger)

    def end(self) -> Rereading | None:
        """What lies around the event, if it has been noted."""
        if self.before is None:
            return None
        ledger = self.state.ledger
        at = max(days(self.event.known_at), ledger.now)
        return Rereading(at, self.before, Reading.now(self.state.process, ledger))


def day_at(midnight: datetime, case: Case) -> Day:
    """The day event of a midnight in the case's zone."""
    return _day_of(midnight, case.day_zone)[0]


@lru_cache(maxsize=4096)
def _day_of(midnight: datetime, zone: tzinfo) -> tuple[Day, int]:
    """The day event of a midnight, and the ordinal of its date."""
    date = midnight.astimezone(zone).date()
    occurred = Interval(midnight, midnight)
    return Day(id=f"day:{date.isoformat()}", occurred=occurred, known_at=midnight), date.toordinal()


def coded(event: Event) -> tuple[str | None, str | None]:
    """Its name in PLOVER, as `EVENT/mode`, and its CAMEO code."""
    coding = event.coding
    if coding is None:
        return None, None
    return f"{coding.plover}/{coding.mode}" if coding.mode else coding.plover, coding.cameo


def reasons_of(event: Event, changes: Iterable[Told], state: State) -> Iterator[Reason]:
    """What was heard, and each change with its reason; the likelihood is read here."""
    if event.kind != Day.kind:
        occurred = show_interval(event.occurred, state.case.day_zone)
        told = tell(event, state.names)
        yield _reason(event, Heard(told, occurred, event.quality, *coded(event)))
    for change, match in changes:
        if isinstance(change, Rereading):
            yield from (_reason(event, each) for each in change.changes(state.case))
        else:
            yield _reason(event, change, match)


def _reason(event: Event, change: Change, match: Match | None = None) -> Reason:
    rule: Rule | None = match.rule if match else None
    return Reason(
        event.id,
        event.kind,
        event.known_at,
        change,
        rule.name if rule else None,
        match.roles if match else NOBODY,
        rule.place if rule else None,
    )
