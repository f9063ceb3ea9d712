"""How far long work has come, told on stderr."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import attrs
import click

from negotiations.cli.output import is_terminal
from negotiations.log.reading import LogReading
from negotiations.trace import Reason

if TYPE_CHECKING:
    from negotiations.cli.bar import Bar

PATIENCE = 2.0  # seconds before work counts as long
ON_A_TERMINAL, IN_A_LOG = 0.2, 5.0  # seconds between two tellings
Clock = Callable[[], float]


@attrs.define
class Teller:
    """Tells how far work has come: on a terminal in a line kept up to date, else in lines."""

    on_a_terminal: bool = attrs.field(factory=lambda: is_terminal(sys.stderr))
    _bar: "Bar | None" = attrs.field(default=None, init=False)

    @property
    def every(self) -> float:
        """Seconds between two tellings."""
        return ON_A_TERMINAL if self.on_a_terminal else IN_A_LOG

    def tell(self, told: str, done: int, of: int | None) -> None:
        """So much is done; *told* says it in words."""
        if not self.on_a_terminal:
            click.echo(told, err=True)
            return
        if self._bar is None:
            from negotiations.cli.bar import Bar

            self._bar = Bar()
        self._bar.show(told, done, of)

    def stop(self) -> None:
        """Leave nothing on the screen."""
        if self._bar is not None:
            self._bar.stop()

    def __enter__(self) -> "Teller":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def watched(
    reasons: Iterable[Reason], reading: LogReading, *, shared: bool, clock: Clock = monotonic
) -> Iterator[Reason]:
    """The reasons as they come; of a long log it is told how far it has been read.

    A terminal that is *shared* with the report shows by itself how far it is.
    """
    with Teller() as teller:
        if teller.on_a_terminal and shared:
            yield from reasons
        else:
            yield from _ticking(reasons, Pace(reading, clock), teller)


@contextmanager
def counted(of: int, what: str, *, clock: Clock = monotonic) -> Iterator[Callable[[int], None]]:
    """What hears how many more of so many things are done, and tells of it if that takes long."""
    with Teller() as teller:
        yield Counting(of, what, teller, clock).hear


@attrs.define
class Counting:
    """Counts what is done, and tells it now and then once that takes long."""

    of: int
    what: str
    teller: Teller
    clock: Clock
    done: int = 0
    began: float = attrs.field(init=False)
    due: float = attrs.field(init=False)

    @began.default
    def _now(self) -> float:
        return self.clock()

    @due.default
    def _patiently(self) -> float:
        return self.began + PATIENCE

    def hear(self, more: int) -> None:
        """So many more are done."""
        self.done += more
        now = self.clock()
        if now >= self.due:
            took = f"{self.done / self.of:.0%}, {now - self.began:.0f} s"
            told = f"{self.done:,} of {self.of:,} {self.what}, {took}"
            self.teller.tell(told, self.done, self.of)
            self.due = now + self.teller.every


@attrs.define
class Pace:
    """What can be said of a reading under way."""

    reading: LogReading
    clock: Clock
    began: float = attrs.field(init=False)

    @began.default
    def _now(self) -> float:
        return self.clock()

    def told(self) -> str:
        """How many records, how much of the log if its size is known, and for how long."""
        done, of = self.reading.progress
        share = f", {done / of:.0%} of the log read" if of else ""
        return f"{self.reading.count:,} records{share}, {self.clock() - self.began:.0f} s"


def _ticking(reasons: Iterable[Reason], pace: Pace, teller: Teller) -> Iterator[Reason]:
    due, long = pace.began + PATIENCE, False
    for reason in reasons:
        now = pace.clock()
        if now >= due:
            teller.tell(pace.told(), *pace.reading.progress)
            due, long = now + teller.every, True
        yield reason
    if long:
        teller.tell(pace.told(), *pace.reading.progress)


@attrs.define
class Steps:
    """Work of known size under way: *tell* is told of each step, and lets it be known now and then.

    A bar on a terminal, elsewhere a line every five seconds; of what is soon over, nothing.
    """

    clock: Clock = monotonic
    _teller: Teller = attrs.field(factory=Teller, init=False)
    _began: float = attrs.field(init=False)
    _due: float = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._began = self.clock()
        self._due = self._began + PATIENCE

    def tell(self, stage: str, done: int, of: int) -> None:
        """So much of a stage is done."""
        now = self.clock()
        if now >= self._due:
            told = f"{stage}: {done:,} of {of:,} parts, {now - self._began:.0f} s"
            self._teller.tell(told, done, of)
            self._due = now + self._teller.every

    def __enter__(self) -> "Steps":
        return self

    def __exit__(self, *_: object) -> None:
        self._teller.stop()
