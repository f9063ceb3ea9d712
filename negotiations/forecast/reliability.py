"""How well forecasts are calibrated: a table of bins, and Murphy's parts of the Brier score."""

import attrs
import numpy as np

from negotiations.forecast.hazards import Floats, Whole


@attrs.frozen
class Bin:
    """The forecasts from *low* up to *high*: rows, their mean, and the share that came true."""

    low: float
    high: float
    rows: int
    forecast: float
    share: float


@attrs.frozen
class Murphy:
    """brier = reliability − resolution + uncertainty + within.

    *within* is what forecasts that share a bin differ by (Stephenson et al. 2008): their variance,
    less twice their covariance with the outcomes; it is nothing where each bin holds one forecast.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within: float


def binned(forecasts: Floats, bins: int) -> Whole:
    """The number of each forecast's bin, of so many equally wide ones; 1 is in the last."""
    return np.minimum((forecasts * bins).astype(np.int64), bins - 1)


def reliability(forecasts: Floats, outcomes: Floats, bins: int = 5) -> tuple[Bin, ...]:
    """The bins that have rows, in order.

    >>> reliability(np.array([0.1, 0.15, 0.9]), np.array([0.0, 1.0, 1.0]))[0].share
    0.5
    """
    found, numbers = [], binned(forecasts, bins)
    for number in np.unique(numbers):
        mine = numbers == number
        found.append(
            Bin(
                low=float(number / bins),
                high=float((number + 1) / bins),
                rows=int(mine.sum()),
                forecast=float(forecasts[mine].mean()),
                share=float(outcomes[mine].mean()),
            )
        )
    return tuple(found)


def murphy(forecasts: Floats, outcomes: Floats, bins: int = 5) -> Murphy:
    """The parts of the Brier score, by the same bins."""
    numbers, base = binned(forecasts, bins), outcomes.mean()
    means, shares = np.empty_like(forecasts), np.empty_like(outcomes)
    for number in np.unique(numbers):
        mine = numbers == number
        means[mine], shares[mine] = forecasts[mine].mean(), outcomes[mine].mean()
    off = forecasts - means
    return Murphy(
        reliability=float(((means - shares) ** 2).mean()),
        resolution=float(((shares - base) ** 2).mean()),
        uncertainty=float(base * (1 - base)),
        within=float((off**2 - 2 * off * (outcomes - shares)).mean()),
    )
