"""Words of probability (ICD 203): how a likelihood is told, never how a rule weighs."""

import math
from bisect import bisect_right
from collections.abc import Mapping
from types import MappingProxyType

_BANDS = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}
_WORDS = tuple(_BANDS)
_UPPER_ENDS = tuple(high for _, high in _BANDS.values())[:-1]


def icd203(p: float) -> str:
    """The word for a probability; a band holds its lower end, and the outer ones reach 0 and 1.

    ValueError unless 0 ≤ p ≤ 1.

    >>> icd203(0.05), icd203(0.12), icd203(0.2)
    ('very unlikely', 'very unlikely', 'unlikely')
    """
    if not 0 <= p <= 1:
        raise ValueError(f"a probability lies between 0 and 1, not {p}")
    return _WORDS[bisect_right(_UPPER_ENDS, p)]


def _midway(low: float, high: float) -> float:
    """The probability whose log odds lie midway between those of two others."""
    log_odds = (math.log(low / (1 - low)) + math.log(high / (1 - high))) / 2
    return 1 / (1 + math.exp(-log_odds))


MIDPOINTS: Mapping[str, float] = MappingProxyType(
    {word: _midway(low, high) for word, (low, high) in _BANDS.items()}
)
"""Word → the probability it stands for when an analyst's judgement is read: midway in log odds."""
