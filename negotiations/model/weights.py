"""Weights of evidence: the scale of words, what fades, and how sure a claim makes them.

A weight is the logarithm, in nats, of a hazard ratio. Nothing here knows of events or times.
"""

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from negotiations.problems import did_you_mean

DECIBELS_PER_NAT = 10 / math.log(10)
LARGEST = 500.0  # nats; e^500 still leaves room for a sum, and is certainty at any base rate

_STRENGTHS = {
    "negligible": 1.1,
    "slight": 1.25,
    "modest": 1.5,
    "substantial": 2.0,
    "strong": 3.0,
    "very strong": 4.0,
}
WORDS: Mapping[str, float] = MappingProxyType(
    {f"{word} for": ratio for word, ratio in _STRENGTHS.items()}
    | {f"{word} against": 1 / ratio for word, ratio in _STRENGTHS.items()}
)
"""Words of weight → hazard ratio at the time of the event: a convention of this project."""

CREDIBILITY_Q: Mapping[int, float] = MappingProxyType(
    {1: 0.95, 2: 0.80, 3: 0.60, 4: 0.35, 5: 0.10, 6: 0.50}
)
"""Admiralty credibility → probability that the claim is true; 6, cannot be judged, is even."""

_RELIABILITY_CAP = {"A": 1.0, "B": 1.0, "C": 1.0, "D": 0.6, "E": 0.3, "F": 1.0, None: 1.0}


def whole_days(horizon: float) -> range:
    """1, 2, … up to a horizon; ValueError unless it is a positive whole number of days."""
    if not (0 < horizon < math.inf and horizon == int(horizon)):
        raise ValueError(f"a horizon is a positive whole number of days, not {horizon}")
    return range(1, int(horizon) + 1)


def word_ratio(text: str) -> float:
    """The hazard ratio of a word of weight; ValueError if it is not one of `WORDS`.

    >>> word_ratio("slight against")
    0.8
    """
    if text not in WORDS:
        raise ValueError(f"unknown word of weight {text!r}{did_you_mean(text, WORDS)}")
    return WORDS[text]


def decay(elapsed: float, half_life: float) -> float:
    """What is left of 1 after *elapsed* days: 2^(−elapsed / half-life); 1 if it never decays."""
    return math.exp2(-elapsed / half_life)


def mean_hazard_ratio(weight: float, horizon: float, half_life: float) -> float:
    """The mean over days 1 to *horizon* of the hazard ratio that starts at exp(*weight*).

    >>> round(mean_hazard_ratio(math.log(2), horizon=90, half_life=30), 3)
    1.354
    """
    return _mean(weight, _left_on_days(horizon, half_life))


def _left_on_days(horizon: float, half_life: float) -> list[float]:
    return [decay(day, half_life) for day in whole_days(horizon)]


def _mean(weight: float, left: list[float]) -> float:
    return math.fsum(math.exp(weight * each) for each in left) / len(left)


def ratio_of_likelihood(value: float, horizon: float, half_life: float) -> float:
    """The initial hazard ratio whose mean over *horizon* days is *value*, found by bisection.

    ValueError if no ratio can do it: too short a half-life leaves most days untouched.
    """
    low, high = -LARGEST, LARGEST
    left = _left_on_days(horizon, half_life)
    reach = [_mean(weight, left) for weight in (low, high)]
    if not reach[0] < value < reach[1]:
        raise ValueError(
            f"no hazard ratio with a half-life of {half_life} days "
            f"has a mean of {value} over {horizon} days"
        )
    while low < (middle := (low + high) / 2) < high:
        if _mean(middle, left) < value:
            low = middle
        else:
            high = middle
    return math.exp(middle)


def mixed_weight(ratio: float, q: float) -> float:
    """The weight, in nats, of a claim that is true with probability *q*: ln(1 + q·(ratio − 1)).

    The mixture is exact: a false claim says nothing. ValueError unless ratio > 0 and 0 ≤ q ≤ 1.
    """
    if not 0 < ratio < math.inf:
        raise ValueError(f"a hazard ratio is more than 0 and finite, not {ratio}")
    if not 0 <= q <= 1:
        raise ValueError(f"a probability q lies between 0 and 1, not {q}")
    return math.log(ratio) if q == 1 else math.log1p(q * (ratio - 1))


def quality(grades: Iterable[tuple[str | None, int | None]]) -> float:
    """The probability q that a claim is true, from its sources' (reliability, credibility).

    The best credibility counts (none given = 6); reliability caps q only for a sole source.

    >>> quality([("E", 2)]), quality([("E", 2), ("F", None)])
    (0.3, 0.8)
    """
    graded = [
        (reliability, 6 if credibility is None else credibility)
        for reliability, credibility in grades
    ]
    for reliability, credibility in graded:
        if reliability not in _RELIABILITY_CAP:
            raise ValueError(f"reliability is A to F, not {reliability!r}")
        if credibility not in CREDIBILITY_Q:
            raise ValueError(f"credibility is 1 to 6, not {credibility!r}")
    best = max((CREDIBILITY_Q[credibility] for _, credibility in graded), default=CREDIBILITY_Q[6])
    return min(best, _RELIABILITY_CAP[graded[0][0]]) if len(graded) == 1 else best


def share_out(qs: Iterable[float]) -> list[float]:
    """The q of claims that cannot both be true, scaled down so that they sum to at most 1.

    >>> share_out([0.8, 0.8]), share_out([0.6, 0.1])
    ([0.5, 0.5], [0.6, 0.1])
    """
    shares = list(qs)
    total = max(1.0, math.fsum(shares))
    return [q / total for q in shares]
