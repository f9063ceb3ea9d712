"""How much rows depend on each other: what may be drawn anew, and how many outcomes there are.

Windows of H days that overlap share their outcome: a ceasefire makes a yes of every row within H
days before it. So rows are counted that lie H days apart, and drawn anew by process or by blocks.
"""

from collections.abc import Iterator

import attrs
import numpy as np

from negotiations.forecast.hazards import Floats, Whole

FEWEST = 5
"""Units below which no interval is drawn: it would say more than is known."""
HELD = 10_000_000
"""How many numbers of a bootstrap are held at once."""


@attrs.frozen(eq=False)
class Units:
    """What is drawn anew: *of* gives each row's unit; *word* says what the units are."""

    of: Whole
    word: str

    @property
    def many(self) -> int:
        return int(self.of.max()) + 1 if len(self.of) else 0

    def sums(self, values: Floats) -> Floats:
        """Each unit's sum."""
        sums: Floats = np.bincount(self.of, values, minlength=self.many).astype(np.float64)
        return sums

    def drawn(self, draws: int, seed: int) -> Iterator[Whole]:
        """How often each unit comes in each of *draws* samples with replacement, some at a time."""
        generator, even = np.random.default_rng(seed), np.full(self.many, 1 / self.many)
        most = max(HELD // self.many, 1)
        for begun in range(0, draws, most):
            yield generator.multinomial(self.many, even, size=min(most, draws - begun))


def units_of(process: Whole | None, days: Floats | None, horizon: float | None) -> Units | None:
    """Processes where there are enough; else blocks as long as the horizon; None where unknown."""
    if process is not None and len(np.unique(process)) >= FEWEST:
        return Units(np.unique(process, return_inverse=True)[1], "processes")
    if days is None or horizon is None:
        return None
    of = np.zeros(len(days), dtype=np.int64) if process is None else process
    of = np.unique(of, return_inverse=True)[1]
    first = np.full(len(days), np.inf)
    np.minimum.at(first, of, days)
    block = np.column_stack([of, (days - first[of]) // horizon])
    return Units(np.unique(block, axis=0, return_inverse=True)[1], f"blocks of {horizon:g} days")


def apart(process: Whole | None, days: Floats, horizon: float) -> int:
    """How many rows there are at most, those of one process lying *horizon* days apart or more.

    >>> apart(None, np.array([0.0, 30, 60, 90, 120]), 60)
    3
    """
    of = np.zeros(len(days), dtype=np.int64) if process is None else process
    order = np.lexsort((days, of))
    count, last, free = 0, None, -np.inf
    for each, day in zip(of[order], days[order], strict=True):
        if each != last or day >= free:
            count, last, free = count + 1, each, day + horizon
    return count
