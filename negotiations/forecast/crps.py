"""CRPS of the time to a ceasefire, where some times were never seen to their end.

The integral over days of the Brier score of "it came by then", up to a limit; what is censored is
made up for by weighing what was seen by 1 / G, the chance of being seen so long (IPCW; Graf et al.
1999). Without censoring it is the CRPS, cut at the limit.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import attrs
import numpy as np
from numpy.typing import ArrayLike

from negotiations.forecast.hazards import Floats


@attrs.frozen(eq=False)
class Survival:
    """The chance that it has not come yet, per row: piecewise exponential between *days*."""

    days: Floats
    left: Floats

    @classmethod
    def of(cls, horizons: Sequence[float], probabilities: Floats) -> "Survival":
        """From the probabilities within each horizon; ValueError for what is no distribution."""
        days = np.concatenate([[0.0], np.asarray(horizons, dtype=np.float64)])
        if not np.all(np.diff(days) > 0):
            raise ValueError("horizons are days of more than 0, in rising order")
        if probabilities.ndim != 2 or probabilities.shape[1] != len(horizons):
            raise ValueError(
                "probabilities have a row for each forecast, a column for each horizon"
            )
        left = np.column_stack([np.ones(len(probabilities)), 1 - probabilities])
        if not np.all((left >= 0) & (left <= 1)) or np.any(np.diff(left) > 0):
            raise ValueError("probabilities lie between 0 and 1 and never fall with the horizon")
        return cls(days, left)

    def at(self, day: float) -> Floats:
        """What is left on a day up to the last horizon."""
        n = min(int(np.searchsorted(self.days, day, "right")), len(self.days) - 1)
        start, end = self.left[:, n - 1], self.left[:, n]
        part = (day - self.days[n - 1]) / (self.days[n] - self.days[n - 1])
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(start > 0, end / start, 0.0)
        return np.asarray(start * ratio**part, dtype=np.float64)


def crps(
    horizons: Sequence[float],
    probabilities: ArrayLike,
    times: ArrayLike,
    came: ArrayLike,
    *,
    limit: float | None = None,
) -> float:
    """The mean CRPS, in days, of forecasts that give a probability within each horizon.

    *times* are days to the ceasefire, or (where it has not *come*) how long nobody saw one. The
    hazard is taken as constant between horizons. *limit* is the last horizon unless given; days
    that nobody was watched for are left out. Raises ValueError for what is no distribution.

    >>> round(crps([100], [[1 - np.exp(-1)]], [50.0], [True]), 3)
    14.539
    """
    chance = Survival.of(horizons, np.asarray(probabilities, dtype=np.float64))
    time, event = np.asarray(times, dtype=np.float64), np.asarray(came, dtype=bool)
    last = float(chance.days[-1]) if limit is None else float(limit)
    if not 0 < last <= chance.days[-1]:
        raise ValueError(f"the limit lies within the horizons, not at {last:g} days")
    if len(time) != len(chance.left) or len(event) != len(time) or not np.all(time >= 0):
        raise ValueError("there is a time of 0 days or more, and whether it came, for each row")
    seen = _seen(time, event)
    end = min(last, float(time.max()) if not event[time >= time.max()].any() else last)
    cuts = np.unique(np.concatenate([chance.days, time, [end]]))
    total = 0.0
    for start, stop in pairwise(cuts):
        if stop <= end:
            total += _between(chance, float(start), float(stop), time, event, seen)
    return total / len(time)


def constant_hazard(horizons: Sequence[float], times: Floats, came: ArrayLike) -> Floats:
    """The probabilities within each horizon by one hazard: what came, over the days watched.

    Only the days up to the last horizon count. The horizons rise.

    >>> constant_hazard([10], np.array([5.0, 20.0]), [True, False]).round(3).tolist()
    [0.487]
    """
    watched = np.minimum(times, horizons[-1]).sum()
    rate = (np.asarray(came, dtype=bool) & (times <= horizons[-1])).sum() / max(watched, 1e-9)
    found: Floats = -np.expm1(-rate * np.asarray(horizons, dtype=np.float64))
    return found


@attrs.frozen(eq=False)
class Seen:
    """The chance of being watched beyond a day, by Kaplan and Meier: it steps down at *days*."""

    days: Floats
    chance: Floats

    def after(self, day: float) -> float:
        """Beyond that day."""
        return float(self.chance[np.searchsorted(self.days, day, "right")])

    def up_to(self, day: Floats) -> Floats:
        """Up to that day: who was lost on the day itself was still seen."""
        return self.chance[np.searchsorted(self.days, day, "left")]


def _seen(time: Floats, event: np.typing.NDArray[np.bool_]) -> Seen:
    """Ties: a ceasefire comes before a loss of the same day."""
    days = np.unique(time[~event])
    steps = list(_losses(days, time, event))
    return Seen(days, np.concatenate([[1.0], np.cumprod(steps)]))


def _losses(days: Floats, time: Floats, event: np.typing.NDArray[np.bool_]) -> Iterator[float]:
    for day in days:
        lost = int(((time == day) & ~event).sum())
        watched = int(((time > day) | ((time == day) & ~event)).sum())
        yield 1 - lost / watched


def _between(
    chance: Survival,
    start: float,
    stop: float,
    time: Floats,
    event: np.typing.NDArray[np.bool_],
    seen: Seen,
) -> float:
    """The integral from *start* to *stop*, between which nothing is cut and no time lies."""
    one, two = chance.at(start), chance.at(stop)
    plain, square = _mean(one, two) * (stop - start), _mean(one**2, two**2) * (stop - start)
    done, waiting = event & (time <= start), time > start
    weight = np.where(done, 1 / np.where(done, seen.up_to(time), 1.0), 0.0)
    passed = float(weight @ square)
    pending = float((1 * (stop - start) - 2 * plain + square)[waiting].sum())
    return passed + (pending / seen.after(start) if waiting.any() else 0.0)


def _mean(one: Floats, two: Floats) -> Floats:
    """The mean of an exponential that goes from *one* to *two*."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (one - two) / np.log(one / two)
    flat = np.abs(one - two) <= 1e-9 * one
    return np.where(two <= 0, 0.0, np.where(flat, (one + two) / 2, found))
