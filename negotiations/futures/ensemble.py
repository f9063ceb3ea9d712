"""An ensemble: what became of many futures of one process, as shares with their standard errors."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from math import sqrt

import attrs
import numpy as np

from negotiations.futures.arrivals import Arrivals
from negotiations.futures.counts import ASKED, FINEST, Counts, Whole
from negotiations.model.case import Case
from negotiations.model.times import days
from negotiations.problems import did_you_mean

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@attrs.frozen
class Estimate:
    """A number read from the futures, and the standard error that its being a sample leaves."""

    value: float
    error: float


@attrs.frozen
class Row:
    """One number of an ensemble: *what* it is, *of* whom, which word it *is* about, on what day."""

    what: str
    of: str
    is_: str
    day: int
    estimate: Estimate


@attrs.frozen(eq=False)
class Ensemble:
    """What became of *n* futures of the present; equal seeds give equal counts.

    `p_simulated` lets news arrive, and reads in how many futures the present question was answered;
    `p_frozen` is the present reading, which takes it that no more becomes known.
    """

    case: Case
    now: datetime
    question: str | None
    arrivals: Arrivals
    seed: int
    counts: Counts
    frozen: tuple[float, ...]

    @property
    def n(self) -> int:
        """How many futures there are."""
        return self.counts.futures

    @property
    def days(self) -> int:
        """How many days each of them has."""
        return self.counts.days

    @property
    def horizons(self) -> tuple[int, ...]:
        """The days at which positions are read: the case's horizons, and the last."""
        return self.counts.horizons

    def p_simulated(self, horizon: int) -> Estimate | None:
        """The share of futures in which what is asked now came about within *horizon* days.

        None if nothing is asked. Raises ValueError for a horizon beyond the futures' days.
        """
        self._check(horizon)
        return None if self.question is None else self._share(self._answered()[horizon])

    def p_frozen(self, horizon: int) -> float | None:
        """The present reading for the same horizon; None if nothing is asked."""
        self._check(horizon)
        return None if self.question is None else self.frozen[horizon]

    def curve(self) -> list[Estimate]:
        """`p_simulated` for each day from the present (0) on; empty if nothing is asked."""
        return [] if self.question is None else [self._share(k) for k in self._answered()]

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that are told of: those of the present, and the strongest of a kind."""
        return tuple(sorted({region for region, _ in self.counts.phases} - {ASKED}))

    def phases(self, region: str, day: int) -> Mapping[str, Estimate]:
        """Phase → the share of futures in which *region* stood there at the end of *day*.

        `ceasefire` and `humanitarian` tell of the strongest live one, the futures' own among them.
        Raises ValueError for an unknown region or a day beyond the futures.
        """
        self._check(day)
        if region not in self.regions:
            raise ValueError(f"unknown region {region!r}{did_you_mean(region, self.regions)}")
        return self._phases(region, day)

    def asked(self, day: int) -> Mapping[str, Estimate]:
        """What is asked at the end of *day*, and in which share of futures.

        Collapse is asked while a ceasefire of the kind that the case defines is in effect.
        """
        self._check(day)
        return self._phases(ASKED, day)

    def position(
        self, party: str, issue: str, horizon: int, quantile: float = 0.5
    ) -> Estimate | None:
        """A quantile of where *party* stands on *issue*, to 1/10 point; None if it has no position.

        Raises ValueError if *horizon* is none of `horizons`.
        """
        if horizon not in self.horizons:
            raise ValueError(f"positions are read at {self.horizons}, not at {horizon}")
        if not 0 < quantile < 1:
            raise ValueError(f"a quantile lies between 0 and 1, not at {quantile}")
        bins = self.counts.positions.get((horizon, (party, issue)))
        return None if bins is None else _quantile(bins, quantile)

    def assumptions(self) -> tuple[str, ...]:
        """What the futures take for granted, a sentence each."""
        lasts = "holds to the end" if "collapse" not in self.case.bases else "may collapse, and"
        again = "" if lasts == "holds to the end" else " another may begin after it"
        base = self.case.bases.get(self.question or "")
        late = base is not None and base.as_of is not None and days(self.now) < base.as_of
        hindsight = (f"The base rate of {self.question} is of a later date: that is hindsight.",)
        return (
            *(hindsight if late else ()),
            *self.arrivals.assumptions(),
            "The hazard of a day rests on what was known by the end of the day before.",
            f"A ceasefire that begins is in effect at once, {lasts}{again}.",
        )

    def rows(self) -> Iterator[Row]:
        """Every number in one order: probabilities and phases by day, positions at horizons."""
        for day in range(1, self.days + 1) if self.question else ():
            asked = self.question or ""
            frozen, simulated = self.p_frozen(day), self.p_simulated(day)
            assert frozen is not None, "it is asked"
            assert simulated is not None, "it is asked"
            yield Row("p_frozen", asked, "answered", day, Estimate(frozen, 0.0))
            yield Row("p_simulated", asked, "answered", day, simulated)
        for region, phase in sorted(self.counts.phases):
            for day in range(self.days + 1):
                what = "question" if region == ASKED else "phase"
                yield Row(what, region, phase, day, self._phases(region, day)[phase])
        for (horizon, held), bins in sorted(self.counts.positions.items()):
            for quantile in QUANTILES:
                word = f"q{round(100 * quantile):02d}"
                yield Row("position", " on ".join(held), word, horizon, _quantile(bins, quantile))

    # --- within

    def _answered(self) -> list[int]:
        counted: list[int] = np.cumsum(self.counts.answered).tolist()
        return counted

    def _phases(self, region: str, day: int) -> dict[str, Estimate]:
        mine = [(p, begun) for (r, p), begun in sorted(self.counts.phases.items()) if r == region]
        return {phase: self._share(int(begun[: day + 1].sum())) for phase, begun in mine}

    def _share(self, many: int) -> Estimate:
        return Estimate(many / self.n, share_error(many, self.n))

    def _check(self, day: int) -> None:
        if not 0 <= day <= self.days:
            raise ValueError(f"the futures have days 0 to {self.days}, not {day}")


def share_error(many: int, n: int) -> float:
    """The standard error of a share *many* / *n*; of none or all of them it is not quite zero.

    It is that of the share (many + 1) / (n + 2), which hardly differs but at the ends.

    >>> round(share_error(1200, 10_000), 5)
    0.00325
    """
    share = (many + 1) / (n + 2)
    return sqrt(share * (1 - share) / n)


def _quantile(bins: Whole, quantile: float) -> Estimate:
    """A quantile, and half the distance between those one standard error of its rank away."""
    n = int(bins.sum())
    spread = sqrt(quantile * (1 - quantile) / n)
    low, middle, high = (_at(bins, n, q) for q in (quantile - spread, quantile, quantile + spread))
    return Estimate(middle, (high - low) / 2)


def _at(bins: Whole, n: int, quantile: float) -> float:
    """The least value that a share *quantile* of the futures do not exceed."""
    rank = min(max(quantile, 1 / (2 * n)), 1.0) * n
    return int(np.searchsorted(np.cumsum(bins), rank - 1e-9)) / FINEST
