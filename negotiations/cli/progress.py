"""How far long work has come, told on stderr. The door to rich's progress bars."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic

import attrs
import click
from rich.progress import BarColumn, Progress, TextColumn

from negotiations.cli.output import console
from negotiations.log.reading import LogReading
from negotiations.trace import Reason

PATIENCE = 2.0  # seconds before a replay counts as long
ON_A_TERMINAL, IN_A_LOG = 0.2, 5.0  # seconds between two tellings
COLUMNS = (BarColumn(bar_width=30), TextColumn("{task.description}", markup=False))
Clock = Callable[[], float]


def watched(
    reasons: Iterable[Reason], reading: LogReading, *, shared: bool, clock: Clock = monotonic
) -> Iterator[Reason]:
    """The reasons as they come; of a long log it is told how far it has been read.

    On a terminal one line is kept up to date, but not on one that is *shared* with the report;
    elsewhere there is a line every five seconds.
    """
    screen = console("stderr")
    if screen.is_terminal and shared:
        yield from reasons
        return
    pace = Pace(reading, clock)
    if not screen.is_terminal:
        yield from _ticking(reasons, pace, lambda told: click.echo(told, err=True), IN_A_LOG)
        return
    bar = Progress(*COLUMNS, console=screen, transient=True, redirect_stdout=False)
    task = bar.add_task("", total=None)

    def update(told: str) -> None:
        done, of = reading.progress
        bar.start()
        bar.update(task, description=told, completed=done, total=of)

    try:
        yield from _ticking(reasons, pace, update, ON_A_TERMINAL)
    finally:
        bar.stop()


@contextmanager
def counted(of: int, what: str, *, clock: Clock = monotonic) -> Iterator[Callable[[int], None]]:
    """What hears how many more of so many things are done, and tells of a long wait how far it is.

    On a terminal one line is kept up to date; elsewhere there is a line every five seconds.
    """
    screen = console("stderr")
    if not screen.is_terminal:
        yield Counting(of, what, lambda told, _: click.echo(told, err=True), IN_A_LOG, clock).hear
        return
    bar = Progress(*COLUMNS, console=screen, transient=True, redirect_stdout=False)
    task = bar.add_task("", total=of)

    def update(told: str, done: int) -> None:
        bar.start()
        bar.update(task, description=told, completed=done)

    try:
        yield Counting(of, what, update, ON_A_TERMINAL, clock).hear
    finally:
        bar.stop()


@attrs.define
class Counting:
    """Counts what is done, and tells it now and then once that takes long."""

    of: int
    what: str
    tell: Callable[[str, int], None]
    every: float
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
            self.tell(f"{self.done:,} of {self.of:,} {self.what}, {took}", self.done)
            self.due = now + self.every


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


def _ticking(
    reasons: Iterable[Reason], pace: Pace, tell: Callable[[str], None], every: float
) -> Iterator[Reason]:
    due, long = pace.began + PATIENCE, False
    for reason in reasons:
        now = pace.clock()
        if now >= due:
            tell(pace.told())
            due, long = now + every, True
        yield reason
    if long:
        tell(pace.told())


@attrs.define
class Steps:
    """Work of known size under way: *tell* is told of each step, and lets it be known now and then.

    A bar on a terminal, elsewhere a line every five seconds; of what is soon over, nothing.
    """

    clock: Clock = monotonic
    _began: float = attrs.field(init=False)
    _due: float = attrs.field(init=False)
    _bar: Progress | None = attrs.field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self._began = self.clock()
        self._due = self._began + PATIENCE

    def tell(self, stage: str, done: int, of: int) -> None:
        """So much of a stage is done."""
        now = self.clock()
        if now < self._due:
            return
        told = f"{stage}: {done:,} of {of:,} parts, {now - self._began:.0f} s"
        if not console("stderr").is_terminal:
            click.echo(told, err=True)
            self._due = now + IN_A_LOG
            return
        self._show(told, done, of)
        self._due = now + ON_A_TERMINAL

    def _show(self, told: str, done: int, of: int) -> None:
        if self._bar is None:
            screen = console("stderr")
            self._bar = Progress(*COLUMNS, console=screen, transient=True, redirect_stdout=False)
            self._bar.add_task("", total=None)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], description=told, completed=done, total=of)

    def __enter__(self) -> "Steps":
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
