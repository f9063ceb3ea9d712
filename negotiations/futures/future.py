"""One future: a fork of the present goes through what is drawn, and through its own ceasefires."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter

import attrs
import numpy as np

from negotiations.futures.answers import awaited, collapse, onset
from negotiations.futures.arrivals import Arrivals
from negotiations.futures.counts import Counts, Watch
from negotiations.futures.drawing import Days, Drawing, generator, ongoing_in
from negotiations.hearing import let, let_pass
from negotiations.model.events import Event
from negotiations.model.sums import Sums
from negotiations.model.times import days
from negotiations.state import State


@attrs.define
class Present:
    """The present state and what is to be drawn: all that a worker needs to live futures from it.

    The state is forked for each future and never told anything itself.
    """

    state: State
    now: datetime
    arrivals: Arrivals
    days: int
    horizons: tuple[int, ...]
    seed: int

    @cached_property
    def moments(self) -> tuple[datetime, ...]:
        """The present, and the end of each day to come."""
        return self._days.ends

    @cached_property
    def drawing(self) -> Drawing:
        """What draws the news."""
        ongoing = ongoing_in(self.state.process, self.now)
        return Drawing(self.arrivals, ongoing, self._days)

    @cached_property
    def awaited(self) -> tuple[tuple[int, Event], ...]:
        """The ceasefires that are announced, on the days they take effect."""
        if self.state.process.question() is not None:
            return ()
        return tuple(awaited(self.state.process, self.moments))

    @property
    def _days(self) -> Days:
        return Days(self.now, self.days, self.state.case.day_zone)

    def lived(self, numbers: range) -> Counts:
        """Live the futures of these numbers, and count what came of them."""
        counts = Counts.of(self.days, self.horizons)
        for number in numbers:
            chance = generator(self.seed, number)
            news = self.drawing.draw(chance)
            for day, event in self.awaited:
                news.setdefault(day, []).append(event)
            Future(self, self.state.fork(), chance, news).live(counts)
        return counts


@attrs.define
class Wait:
    """The wait for an answer: over once the cumulated hazard passes a draw of unit exponential.

    *ahead* are the hazards of the days to come, as they were last read, from *sums*.
    """

    patience: float
    ahead: list[float]
    sums: Sums
    passed: int = 0
    spent: float = 0.0

    def is_over(self) -> bool:
        """Let a day pass; whether the answer came on it."""
        if self.passed < len(self.ahead):
            self.spent += self.ahead[self.passed]
            self.passed += 1
        return self.spent >= self.patience

    def reread(self, ahead: list[float], sums: Sums) -> None:
        """Go on with hazards that have been read anew."""
        self.ahead, self.sums, self.passed = ahead, sums, 0


@attrs.define
class Future:
    """A state on its way through one future, a day at a time.

    The hazard of a day rests on what was known by the end of the day before; the ceasefire that
    begins or collapses on a day does so at its end.
    """

    present: Present
    state: State
    chance: np.random.Generator
    news: dict[int, list[Event]]
    question: str | None = attrs.field(init=False)
    wait: Wait | None = attrs.field(init=False)
    spells: int = attrs.field(default=0, init=False)

    def live(self, counts: Counts) -> None:
        """Go through the days, and tell what came of them."""
        self._ask(0)
        watch = Watch(counts, self.state.process, self.question)
        for day, at in enumerate(self.present.moments[1:], start=1):
            events = self.news.get(day, [])
            answer = self._answer(at) if self.wait is not None and self.wait.is_over() else ()
            self._hear(at, [*events, *answer])
            if answer or (events and self.state.process.question() != self.question):
                self._ask(day)
            else:
                self._reread(day)
            if events or answer or day in self.present.horizons:
                watch.look(day, self.question, answered=bool(answer), heard=len(events))
        watch.close()

    def _hear(self, until: datetime, events: list[Event]) -> None:
        """Let a day pass with its news, in groups that become known together."""
        for known_at, together in groupby(events, key=attrgetter("known_at")):
            let(self.state, known_at, list(together))
        let_pass(self.state, until)

    def _ask(self, day: int) -> None:
        """Begin to wait for the answer to what is asked from that day on."""
        self.question = self.state.process.question()
        if self.question in self.state.case.bases:
            patience, sums = self.chance.standard_exponential(), self.state.ledger.sums()
            self.wait = Wait(patience, self._hazards(day), sums)
        else:
            self.wait = None

    def _reread(self, day: int) -> None:
        """Read the hazards of the days after *day*, if something weighs that did not before."""
        if self.wait is not None and (sums := self.state.ledger.sums()) != self.wait.sums:
            self.wait.reread(self._hazards(day), sums)

    def _hazards(self, day: int) -> list[float]:
        """The hazards of the days after *day*, if no more becomes known."""
        left = self.present.days - day
        if left == 0:
            return []
        ledger, at = self.state.ledger, days(self.present.moments[day])
        assert self.question is not None, "only what is asked is read"
        hazards: list[float] = ledger.hazards(max(at, ledger.now), left, self.question).tolist()
        return hazards

    def _answer(self, at: datetime) -> Sequence[Event]:
        """The answer to what is asked, as events of that moment."""
        if self.question == "collapse":
            return collapse(self.state.process, at)
        self.spells += 1
        id = f"ceasefire{self.present.arrivals.mark}{self.spells}"
        return onset(self.state.case, id, at)
