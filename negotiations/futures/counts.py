"""What came of futures, counted in whole numbers: the same sums in any order of adding."""

from collections.abc import Mapping
from typing import TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from negotiations.model.process import PeaceProcess

Whole: TypeAlias = NDArray[np.int64]
Held = tuple[str, str]

STRONGEST = ("ceasefire", "humanitarian")
"""Kinds whose regions futures add to: what is told of them is the strongest that is live."""

ASKED = "question"
"""The name under which it is counted what is asked."""

FINEST = 10  # bins to a point of a position's scale
BINS = 100 * FINEST + 1


@attrs.define(eq=False)
class Counts:
    """How many futures did what, by day (0 is the present) or at horizons; memory is theirs alone.

    *answered* counts those whose present question was answered first on a day; *phases* those in
    which a region's phase began on a day less those in which it ended; *positions* those in which
    a position stood in a bin of 1/10 point.
    """

    days: int
    horizons: tuple[int, ...]
    answered: Whole
    futures: int = 0
    records: int = 0
    phases: dict[tuple[str, str], Whole] = attrs.field(factory=dict)
    positions: dict[tuple[int, Held], Whole] = attrs.field(factory=dict)

    @classmethod
    def of(cls, days: int, horizons: tuple[int, ...]) -> "Counts":
        """Nothing counted yet."""
        return cls(days, horizons, np.zeros(days + 1, np.int64))

    def add(self, other: "Counts") -> None:
        """Add what was counted elsewhere."""
        self.futures += other.futures
        self.records += other.records
        self.answered += other.answered
        for phase, begun in other.phases.items():
            self.phase(*phase)[:] += begun
        for held, bins in other.positions.items():
            self.position(*held)[:] += bins

    def phase(self, region: str, phase: str) -> Whole:
        """The counts of one phase of a region."""
        return self.phases.setdefault((region, phase), np.zeros(self.days + 2, np.int64))

    def position(self, horizon: int, held: Held) -> Whole:
        """The counts of one position at a horizon."""
        return self.positions.setdefault((horizon, held), np.zeros(BINS, np.int64))


class Watch:
    """Watches one future, and counts it."""

    def __init__(self, counts: Counts, process: PeaceProcess, question: str | None) -> None:
        self._counts, self._process = counts, process
        self._regions = tuple(process.regions)
        self._since: dict[str, tuple[str, int]] = {}
        self._seen: tuple[int, str | None] | None = None
        self._answered = False
        counts.futures += 1
        self._look_at_phases(0, question)

    def look(self, day: int, question: str | None, *, answered: bool, heard: int) -> None:
        """Count what a day brought."""
        self._counts.records += heard
        if answered and not self._answered:
            self._answered = True
            self._counts.answered[day] += 1
        self._look_at_phases(day, question)
        if day in self._counts.horizons:
            for key, position in self._process.positions.items():
                self._counts.position(day, key)[round(position.stated * FINEST)] += 1

    def close(self) -> None:
        """Count what stood to the end."""
        for region, (phase, since) in self._since.items():
            self._count(region, phase, since, self._counts.days + 1)

    def _look_at_phases(self, day: int, question: str | None) -> None:
        seen = self._process.regions.changes, question
        if seen == self._seen:
            return
        self._seen = seen
        for region, phase in self._phases(question).items():
            before = self._since.get(region)
            if before is None or before[0] != phase:
                if before is not None:
                    self._count(region, *before, day)
                self._since[region] = (phase, day)

    def _phases(self, question: str | None) -> Mapping[str, str]:
        regions = self._process.regions
        found = {name: regions[name].phase for name in self._regions}
        for kind in STRONGEST:
            strongest = self._process.strongest(kind)
            found[kind] = strongest.phase if strongest else "none"
        return found | {ASKED: question or "none"}

    def _count(self, region: str, phase: str, since: int, until: int) -> None:
        counted = self._counts.phase(region, phase)
        counted[since] += 1
        counted[until] -= 1
