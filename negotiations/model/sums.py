"""Sums: the few numbers of a ledger from which a reading is made, now or later."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

import attrs
import numpy as np
from numpy.typing import NDArray

from negotiations.model.evidence import Standing
from negotiations.model.likelihood import Caps
from negotiations.model.weights import LARGEST, decay, whole_days

Days: TypeAlias = NDArray[np.float64]
YEAR = 365


@attrs.frozen
class Sums:
    """All that a reading needs of a ledger, as it stood once: few numbers, which never change.

    *accounts* are each account's sum and its anchor, one after the other, in the ledger's order.
    """

    names: tuple[tuple[str, str, float], ...]
    accounts: tuple[float, ...]
    standing: tuple[Standing, ...]
    caps: Caps

    def log_hazard_ratios(self, t: float, longest: int, question: str) -> Days:
        """η on each of the days after *t*."""
        totals: dict[str, Days] = {}
        for number, (asked, group, half_life) in enumerate(self.names):
            if asked != question:
                continue
            total, anchor = self.accounts[2 * number], self.accounts[2 * number + 1]
            fading = total * decay(t - anchor, half_life) * _decays(half_life, longest)
            totals[group] = totals[group] + fading if group in totals else fading
        ratios = np.zeros(longest)
        for group, nats in totals.items():
            cap = self.caps.get(group, math.inf)
            ratios += nats if cap == math.inf else cap * np.tanh(nats / cap)
        for term in self.standing:
            if term.question == question and term.present(t):
                ratios[t + _days(longest) < term.until] += term.weight
        return ratios

    def probabilities(
        self, t: float, horizons: Sequence[float], question: str, hazard: float
    ) -> tuple[float, ...]:
        """The probability within each of the *horizons*, from a base *hazard* a day."""
        ends = [len(whole_days(horizon)) for horizon in horizons]
        nats = np.minimum(self.log_hazard_ratios(t, max(ends), question), LARGEST)
        risk = hazard * np.cumsum(np.exp(nats))
        return tuple(-math.expm1(-risk[end - 1]) for end in ends)


def _days(longest: int) -> Days:
    return np.arange(1, longest + 1, dtype=np.float64)


def _decays(half_life: float, longest: int) -> Days:
    """`decay` after 1, 2, … days; shared, so never written to."""
    return _decays_of_years(half_life, -(-longest // YEAR))[:longest]


@lru_cache(maxsize=256)
def _decays_of_years(half_life: float, years: int) -> Days:
    longest = years * YEAR
    return np.exp2(-_days(longest) / half_life)
