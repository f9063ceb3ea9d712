"""How much rows depend on each other: what may be drawn anew, and how many outcomes there are.

Windows of H days that overlap share their outcome: a ceasefire makes a yes of every row within H
days before it. So rows are counted that lie H days apart, and drawn anew by process or by blocks.
"""

import attrs
import numpy as np

from negotiations.forecast.hazards import Floats, Whole

FEWEST = 5
"""Units below which no interval is drawn: it would say more than is known."""


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

    def drawn(self, draws: int, seed: int) -> Whole:
        """How often each unit comes in each of *draws* samples with replacement."""
        generator = np.random.default_rng(seed)
        return generator.multinomial(self.many, np.full(self.many, 1 / self.many), size=draws)


def units_of(process: Whole | None, days: Floats | None, horizon: float | None) -> Units | None:
    """Processes where there are enough; else blocks as long as the horizon; None where unknown."""
    if process is not None and len(np.unique(process)) >= FEWEST:
        return Units(np.unique(process, return_inverse=True)[1], "processes")
    if days is None or horizon is None:
        return None
    of = np.zeros(len(days), dtype=np.int64) if process is None else process
    first = {each: days[of == each].min() for each in np.unique(of)}
    block = np.array(
        [(each, (day - first[each]) // horizon) for each, day in zip(of, days, strict=True)]
    ).reshape(-1, 2)
    return Units(np.unique(block, axis=0, return_inverse=True)[1], f"blocks of {horizon:g} days")


def apart(process: Whole | None, days: Floats, horizon: float) -> int:
    """How many rows there are at most, those of one process lying *horizon* days apart or more.

    >>> apart(None, np.array([0.0, 30, 60, 90, 120]), 60)
    3
    """
    of = np.zeros(len(days), dtype=np.int64) if process is None else process
    count = 0
    for each in np.unique(of):
        free = -np.inf
        for day in np.sort(days[of == each]):
            if day >= free:
                count, free = count + 1, day + horizon
    return count
