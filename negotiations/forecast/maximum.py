"""The penalised likelihood of person-days: its value, its derivatives, and where it is highest.

    log-likelihood = Σ y·ln h + (1 − y)·ln(1 − h),    h = 1 − exp(−λ0·exp(η))
    η = S + Σ_g K_g·tanh(C_g / K_g),    C_g = Σ ln(1 + q·(e^θ − 1))·2^(−elapsed / half-life)

A weight θ in nats is drawn towards the expert's by a normal prior. This is the complementary
log-log link with offset ln λ0, and the evidence is mixed, faded and capped as the signal does it.
"""

import math
from collections.abc import Mapping

import attrs
import numpy as np

from negotiations.forecast.hazards import Floats, PersonDays, Whole
from negotiations.model.weights import LARGEST

ENOUGH = 1e-8
MOST_STEPS = 100


@attrs.frozen(eq=False)
class Mixed:
    """The weight of each column at some θ, and its first two derivatives by θ."""

    value: Floats
    slope: Floats
    bend: Floats

    @classmethod
    def at(cls, theta: Floats, q: Floats) -> "Mixed":
        """ln(1 + q(e^θ − 1)) and its derivatives."""
        slope = q * np.exp(theta) / (1 + q * np.expm1(theta))
        return cls(np.log1p(q * np.expm1(theta)), slope, slope * (1 - slope))


@attrs.frozen(eq=False)
class Peak:
    """The highest point found: the *weights* of all weightings, and the curvature there."""

    weights: Floats
    value: float
    information: Floats


@attrs.frozen(eq=False)
class Penalised:
    """Person-days with caps and a prior. *times* is how often each row counts (0 leaves it out).

    *free* are the numbers of the weightings that may move, *precision* 1/σ² of each of these.
    """

    table: PersonDays
    caps: Mapping[str, float]
    free: Whole
    precision: Floats
    times: Floats
    prior: Floats = attrs.field(init=False)
    _of: Whole = attrs.field(init=False)
    _q: Floats = attrs.field(init=False)

    @prior.default
    def _experts(self) -> Floats:
        return np.array([each.prior for each in self.table.weightings], dtype=np.float64)

    @_of.default
    def _weighting_of_column(self) -> Whole:
        return np.array([number for number, _ in self.table.columns], dtype=np.int64)

    @_q.default
    def _quality_of_column(self) -> Floats:
        return np.array([q for _, q in self.table.columns], dtype=np.float64)

    # --- what a set of weights makes of the rows

    def log_hazard_ratios(self, weights: Floats) -> Floats:
        """η of each row."""
        mixed = self._mixed(weights)
        eta = np.zeros(len(self.table.onset))
        for group, columns in self._groups().items():
            total, cap = self.table.faded[:, columns] @ mixed.value[columns], self._cap(group)
            eta += total if cap == math.inf else cap * np.tanh(total / cap)
        return eta

    def by_row(self, weights: Floats) -> Floats:
        """The log-likelihood of each row, in nats, however often it counts."""
        risk = self.table.hazard * np.exp(np.minimum(self.log_hazard_ratios(weights), LARGEST))
        return log_likelihood(risk, self.table.onset)

    def value(self, weights: Floats) -> float:
        """The penalised log-likelihood."""
        away = (weights - self.prior)[self.free]
        return float(self.times @ self.by_row(weights) - 0.5 * (self.precision * away) @ away)

    def gradient(self, weights: Floats) -> Floats:
        """Its slope by each free weight."""
        return self._derivatives(weights)[0]

    def hessian(self, weights: Floats) -> Floats:
        """Its second derivatives by the free weights."""
        return self._derivatives(weights)[1]

    def _mixed(self, weights: Floats) -> Mixed:
        return Mixed.at(weights[self._of], self._q)

    def _cap(self, group: str) -> float:
        return self.caps.get(group, math.inf)

    def _groups(self) -> dict[str, list[int]]:
        """Group → its columns."""
        groups: dict[str, list[int]] = {}
        for column, number in enumerate(self._of):
            groups.setdefault(self.table.weightings[number].group, []).append(column)
        return groups

    def _spread(self, columns: list[int], by: Floats) -> Floats:
        """The rows' evidence in some columns times *by*, summed for each free weight."""
        onto = np.zeros((len(columns), len(self.free)))
        for row, column in enumerate(columns):
            onto[row, self.free == self._of[column]] = by[column]
        spread: Floats = self.table.faded[:, columns] @ onto
        return spread

    def _derivatives(self, weights: Floats) -> tuple[Floats, Floats, Floats]:
        """Gradient, Hessian, and the expected information in place of minus the Hessian."""
        risk = self.table.hazard * np.exp(np.minimum(self.log_hazard_ratios(weights), LARGEST))
        first, second, expected = (self.times * d for d in eta_derivatives(risk, self.table.onset))
        mixed = self._mixed(weights)
        slopes = np.zeros((len(risk), len(self.free)))
        hessian = np.diag(-self.precision)
        for group, columns in self._groups().items():
            total, cap = self.table.faded[:, columns] @ mixed.value[columns], self._cap(group)
            lean = np.tanh(total / cap) if cap < math.inf else np.zeros_like(total)
            slope, bend = 1 - lean**2, -2 * lean * (1 - lean**2) / cap
            inner = self._spread(columns, mixed.slope)
            slopes += slope[:, None] * inner
            hessian += inner.T @ ((first * bend)[:, None] * inner)
            hessian += np.diag((first * slope) @ self._spread(columns, mixed.bend))
        gradient = first @ slopes - self.precision * (weights - self.prior)[self.free]
        hessian += slopes.T @ (second[:, None] * slopes)
        information = slopes.T @ (expected[:, None] * slopes) + np.diag(self.precision)
        return gradient, hessian, information

    # --- the way up

    def peak(self, start: Floats | None = None) -> Peak:
        """The weights that fit best, by Newton's method from *start* (the expert's, unless given).

        Raises ValueError if no peak is found.
        """
        weights = (self.prior if start is None else start).copy()
        value = self.value(weights)
        for _ in range(MOST_STEPS):
            gradient, hessian, information = self._derivatives(weights)
            step = _ascent(gradient, _curvature(hessian, information))
            if float(gradient @ step) < ENOUGH**2:
                return Peak(weights, value, _curvature(hessian, information))
            weights, value, moved = self._climb(weights, value, step)
            if not moved:
                return Peak(weights, value, _curvature(*self._derivatives(weights)[1:]))
        raise ValueError(f"no best weights found in {MOST_STEPS} steps: too little to go by")

    def _climb(self, weights: Floats, value: float, step: Floats) -> tuple[Floats, float, bool]:
        """Go a step, or as much of it as leads up."""
        step = step / max(1.0, float(np.abs(step).max()))
        for halvings in range(40):
            ahead = weights.copy()
            ahead[self.free] += step / 2**halvings
            higher = self.value(ahead)
            if higher > value:
                return ahead, higher, True
        return weights, value, False


def log_likelihood(risk: Floats, onset: Floats) -> Floats:
    """y·ln(1 − e^−λ) − (1 − y)·λ, for a cumulated hazard λ and an outcome y."""
    tiny = np.finfo(np.float64).tiny
    came = np.log(-np.expm1(-np.maximum(risk, tiny)))
    return np.where(onset > 0, came, -risk)


def eta_derivatives(risk: Floats, onset: Floats) -> tuple[Floats, Floats, Floats]:
    """First and second derivative of the log-likelihood by η = ln λ, and the information in η."""
    odds = risk / np.expm1(np.clip(risk, 1e-300, 700.0))  # λ / (e^λ − 1)
    first = np.where(onset > 0, odds, -risk)
    second = np.where(onset > 0, odds * (1 - risk - odds), -risk)
    return first, second, risk * odds


def _ascent(gradient: Floats, curvature: Floats) -> Floats:
    """Newton's step."""
    step: Floats = np.linalg.solve(curvature, gradient).astype(np.float64)
    return step


def _curvature(hessian: Floats, information: Floats) -> Floats:
    """Minus the Hessian where the likelihood bends down; else the expected information."""
    try:
        np.linalg.cholesky(-hessian)
    except np.linalg.LinAlgError:
        return information
    return -hessian
