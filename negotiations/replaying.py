"""Replaying a log through the model and the rules, with the reason for every change."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeAlias

import attrs

from negotiations.checkpoints import CHECKPOINTED, Checkpoint, records_until_next, thinned
from negotiations.collector import resting_collector
from negotiations.courses import Courses
from negotiations.differences import differences
from negotiations.hearing import heard, let, let_pass, ticked
from negotiations.journal import Journal
from negotiations.judging import Judge
from negotiations.log.amendments import Record
from negotiations.log.batches import Batch
from negotiations.log.batching import first_known, parted, parts_of
from negotiations.log.past import Group
from negotiations.log.reading import Log, LogReading
from negotiations.log.revising import saying, target_of
from negotiations.meter import Meter
from negotiations.model.changes import Revised
from negotiations.model.events import Event
from negotiations.model.times import instant
from negotiations.recalling import Recall
from negotiations.rulebook.book import Rulebook
from negotiations.state import State
from negotiations.trace import Reason, Trace

Later: TypeAlias = tuple[Record, str]
"""What is said of an earlier record, and its id."""


@attrs.define
class Replay:
    """A log on its way through the rules. Iterate `reasons()` to drive it; `state` is where it is.

    `told()` gives the same reasons and `drive()` the same trace, in batches.

    After a correction, retraction or report known at T the state equals a replay of the revised
    log; what was told before T stays told, and one reason lists what differs.
    """

    log: Log
    rules: Rulebook
    as_of: datetime | None = None
    keep: bool = True
    judge: Judge = attrs.field()
    reading: LogReading = attrs.field(init=False)
    state: State = attrs.field(init=False)
    revisions: dict[str, list[Record]] = attrs.field(factory=dict, init=False)
    last: datetime | None = attrs.field(default=None, init=False)
    checkpoints: list[Checkpoint] = attrs.field(factory=list, init=False)
    made: int = attrs.field(default=0, init=False)
    due: int = attrs.field(default=CHECKPOINTED, init=False)

    @judge.default
    def _of_rules(self) -> Judge:
        return Judge(self.rules)

    def __attrs_post_init__(self) -> None:
        self.reading = self.log.reading()
        self.state = self._fresh()

    def reasons(self) -> Iterator[Reason]:
        """Every reason in order; what is known after *as_of* is not so much as looked at."""
        for group in self.reading.groups(self.as_of):
            yield from self._hear(group)
            self.last = group.known_at
            self._remember(group.known_at)
        if self.as_of is not None and self.last is not None:
            yield from ticked(self.state, self.as_of)

    def drive(self) -> Trace:
        """The same without telling: what is kept of it is told when it is asked for."""
        journal = Journal(self.reading.forms, self.state) if self.keep else None
        recall = self._recall(journal)
        with resting_collector():
            for part in parts_of(self.reading, self.as_of):
                self._take(part, recall)
        if self.as_of is not None and self.last is not None:
            recall.tick(self.as_of)
        return Trace(later=journal.told() if journal else None)

    def told(self) -> Iterator[Reason]:
        """Every reason in order, as `reasons` gives them, but quicker: a batch at a time.

        Meanwhile the state is ahead of what is told: read it when all has been told.
        """
        recall = self._recall(Journal(self.reading.forms, self.state))
        for part in parts_of(self.reading, self.as_of):
            with resting_collector():
                self._take(part, recall)
            yield from recall.told()
        if self.as_of is not None and self.last is not None:
            recall.tick(self.as_of)
            yield from recall.told()

    def stops(self, moments: Iterable[datetime], meter: Meter) -> Iterator[datetime]:
        """Drive it without a trace, and stop at each of these moments, which are in order.

        At a moment all that was known by then has been told, and counted by the *meter*, and no
        more; behind the last one the rest is driven too.
        """
        recall = self._recall(None, meter)
        ahead = deque(moments)
        for part in parts_of(self.reading, self.as_of):
            rest: Batch | Group | None = part
            while rest is not None:
                while ahead and ahead[0] < first_known(rest):
                    recall.tick(ahead[0])
                    yield ahead.popleft()
                known, rest = parted(rest, ahead[0] if ahead else None)
                with resting_collector():
                    self._take(known, recall)
                meter.events += len(known)
        for moment in ahead:
            recall.tick(moment)
            yield moment

    def _recall(self, journal: Journal | None, meter: Meter | None = None) -> Recall:
        courses = Courses(self.judge, self.reading.forms, self.state)
        return Recall(self.state, courses, journal, meter)

    def _take(self, part: Batch | Group, recall: Recall) -> None:
        """Let a part of the log happen."""
        if isinstance(part, Group):
            if recall.is_heard:
                recall.hear(self._hear(part))
            else:
                self._let(part)
            self.last = part.known_at
            recall.turn_to(self.state)
            return
        for slice_ in part.slices(CHECKPOINTED):
            recall.tell(slice_)
            self.last = instant(slice_.known[-1])
            self._remember(self.last)

    def _hear(self, group: Group) -> Iterator[Reason]:
        yield from heard(self.state, group.known_at, _ordinary(group))
        if later := _later(group):
            yield from self._revise(later, group.known_at)

    def _let(self, group: Group) -> None:
        """The same, and nobody hears of it."""
        let(self.state, group.known_at, _ordinary(group))
        if later := _later(group):
            self._rewrite(later, group.known_at)

    def _rewrite(self, later: list[Later], known_at: datetime) -> bool:
        """Rewrite history once for all that a group says of it, if any of that may change it."""
        for record, target in later:
            self.revisions.setdefault(target, []).append(record)
        weighty = {target for record, target in later if self._matters(record, target)}
        if weighty:
            self.state = self._rebuilt(weighty, known_at)
        return bool(weighty)

    def _revise(self, later: list[Later], known_at: datetime) -> Iterator[Reason]:
        """Rewrite history; the last of those who say something of it tells what differs."""
        before = self.state
        weighty = self._rewrite(later, known_at)
        found = tuple(differences(before, self.state, known_at)) if weighty else ()
        *others, last = [(record, target) for record, target in later]
        for record, target in others:
            yield self._revised(record, target, (), told_with=last[0].id if found else None)
        yield self._revised(*last, found)

    def _revised(
        self, record: Record, target: str, found: tuple[str, ...], told_with: str | None = None
    ) -> Reason:
        entry = self.reading.entry_of(target)
        said = saying(record, entry.raw or {}) if entry else "revised"
        change = Revised(target, found, said, told_with)
        return Reason(record.id, record.kind, record.known_at, change)

    def _matters(self, record: Record, target: str) -> bool:
        """Whether a later line may change anything; a report that only says the same does not."""
        if not isinstance(record, Event):
            return True
        earlier = self.revisions[target][: self.revisions[target].index(record)]
        one, other = (self.reading.revised(target, each) for each in (earlier, [*earlier, record]))
        if one is None or other is None:
            return False
        same_grade = (one.quality, one.credibility) == (other.quality, other.credibility)
        return not same_grade or attrs.evolve(other, sources=one.sources) != one

    def _rebuilt(self, targets: Iterable[str], until: datetime) -> State:
        """The state of the revised log, from the last checkpoint that knows none of the targets."""
        start, outdated = self._parted_at(targets)
        state = start.state.fork() if start else self._fresh()
        for group in self.reading.again(self.revisions, until, start.known_at if start else None):
            events = [each for each in group.records if isinstance(each, Event)]
            let(state, group.known_at, events)
            while outdated and outdated[0].known_at <= group.known_at:
                made = Checkpoint(group.known_at, outdated.pop(0).number, state.fork())
                self.checkpoints.append(made)
        let_pass(state, until)
        if state.clock is not None:
            state.clock = until
        return state

    def _fresh(self) -> State:
        return State.start(self.log.case, self.judge, keep=self.keep)

    def _parted_at(self, targets: Iterable[str]) -> tuple[Checkpoint | None, list[Checkpoint]]:
        """The last checkpoint that knows no target yet, and those that do: out of date."""
        entries = [entry for each in targets if (entry := self.reading.entry_of(each))]
        known_at = min(self.reading.known_at(entry) for entry in entries)
        sound = [each for each in self.checkpoints if each.known_at < known_at]
        outdated = self.checkpoints[len(sound) :]
        self.checkpoints = sound
        return (sound[-1] if sound else None), outdated

    def _remember(self, known_at: datetime) -> None:
        """Keep a checkpoint now and then; the older, the fewer, so that they stay few."""
        if self.reading.count >= self.due:
            self.due = self.reading.count + records_until_next(self.state)
            self.made += 1
            made = Checkpoint(known_at, self.made, self.state.fork())
            self.checkpoints = thinned([*self.checkpoints, made])


def _ordinary(group: Group) -> list[Event]:
    """What a group tells that happened."""
    return [e for e in group.records if isinstance(e, Event) and target_of(e) is None]


def _later(group: Group) -> list[Later]:
    """What a group says of earlier records."""
    return [(each, target) for each in group.records if (target := target_of(each))]
