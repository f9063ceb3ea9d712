"""Forecasts scored: the Brier and the log score, beside baselines, with honest intervals."""

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeAlias

import attrs
import numpy as np
from numpy.typing import ArrayLike, NDArray

from negotiations.forecast.dependence import FEWEST, Units, apart, units_of
from negotiations.forecast.hazards import Floats, Whole
from negotiations.forecast.reliability import murphy, reliability
from negotiations.forecast.scored import Against, Figure, Score

MOST_BINS, MOST_DRAWS = 1_000, 100_000
"""How many there may be; more would tell no more, and take all memory."""
DRAWS = 1000
ROUNDING = 1e-6  # of a day
Truths: TypeAlias = NDArray[np.bool_]


def brier(forecasts: Floats, outcomes: Floats) -> Floats:
    """(p − y)² of each row.

    >>> [round(float(each), 4) for each in brier(np.array([0.12, 0.12]), np.array([0.0, 1.0]))]
    [0.0144, 0.7744]
    """
    return (forecasts - outcomes) ** 2


def log_loss(forecasts: Floats, outcomes: Floats) -> Floats:
    """−ln of the probability given to what came, in nats; infinite for a sure forecast that failed.

    >>> [round(float(each), 4) for each in log_loss(np.array([0.12, 0.12]), np.array([0.0, 1.0]))]
    [0.1278, 2.1203]
    """
    with np.errstate(divide="ignore"):
        return np.where(outcomes > 0, -np.log(forecasts), -np.log1p(-forecasts))


@attrs.frozen(eq=False)
class Sample:
    """The rows that are scored, with what makes them depend on each other."""

    forecasts: Floats
    outcomes: Floats
    units: Units | None
    level: float
    draws: int
    seed: int
    process: Whole | None
    day: Floats | None
    horizon: float | None

    @property
    def is_drawn(self) -> bool:
        """Whether there is enough to draw anew, and something that differs."""
        if self.units is None or not 0 < self.outcomes.sum() < len(self.outcomes):
            return False
        return self.units.many >= FEWEST and self.draws > 0

    def apart(self, rows: Any = slice(None)) -> tuple[int, int] | None:
        """How many rows, and how many yeses, have windows that do not overlap."""
        if self.day is None or self.horizon is None:
            return None
        process = None if self.process is None else self.process[rows]
        day, came = self.day[rows], self.outcomes[rows] > 0
        yes = apart(None if process is None else process[came], day[came], self.horizon)
        return apart(process, day, self.horizon), yes

    def mean(self, losses: Floats, rows: Any = slice(None)) -> Figure:
        """The mean of the rows' losses."""
        counted = np.zeros(len(losses))
        counted[rows] = 1
        return self._figure(np.where(counted > 0, losses, 0.0), counted)

    def skill(self, losses: Floats, others: Floats, rows: Any) -> Figure:
        """1 − losses / others' losses; nothing over nothing is no skill."""
        figure = self._figure(*(np.where(rows, each, 0.0) for each in (losses, others)))
        low, high = figure.low, figure.high
        if low is None or high is None:
            return Figure(1 - figure.value)
        return Figure(1 - figure.value, 1 - high, 1 - low)

    def _figure(self, above: Floats, below: Floats) -> Figure:
        value = _ratio(above.sum(), below.sum())
        if self.units is None or not self.is_drawn or not math.isfinite(value):
            return Figure(value)
        sums = self.units.sums(above), self.units.sums(below)
        ratios = [
            _ratio(one, other)
            for times in self.units.drawn(self.draws, self.seed)
            for one, other in zip(times @ sums[0], times @ sums[1], strict=True)
        ]
        tail = (1 - self.level) / 2
        low, high = np.quantile(ratios, [tail, 1 - tail], method="inverted_cdf")
        return Figure(value, float(low), float(high))


def _ratio(above: float, below: float) -> float:
    if below == 0:
        return 1.0 if above == 0 else math.inf
    return math.nan if math.isinf(above) and math.isinf(below) else float(above / below)


def score(
    forecasts: ArrayLike,
    outcomes: ArrayLike,
    *,
    processes: Sequence[Hashable] | None = None,
    days: ArrayLike | None = None,
    horizon: float | None = None,
    until: ArrayLike | None = None,
    phases: Sequence[Hashable] | None = None,
    against: Mapping[str, ArrayLike] | None = None,
    base: float | None = None,
    name: str = "forecast",
    bins: int = 5,
    level: float = 0.9,
    draws: int = DRAWS,
    seed: int = 0,
) -> Score:
    """Score probabilities by what came (1, 0, or nan while it is not yet known).

    Skill is against the constant *base* rate (of the rows themselves, in hindsight, unless given),
    against the rate of each of *phases*, and *against* any other forecasts, on the rows that both
    know. *processes*, *days* and the *horizon* say which rows depend on each other: intervals are
    drawn over processes (five or more) or over blocks as long as the horizon, from *seed*.
    *until*, on the same axis as *days*, is how long each row was watched: rows whose horizon ends
    later are left out whatever came, for a yes is known early and a no is not.
    Raises ValueError for what is no probability or no outcome, and if nothing is left to score.
    """
    p, y = _probabilities(name, forecasts), _outcomes(outcomes, name)
    columns = {other: _probabilities(other, column) for other, column in (against or {}).items()}
    sides: list[Sequence[Any] | Floats] = [y, *columns.values()]
    day = None if days is None else np.asarray(days, dtype=np.float64)
    end = None if until is None else np.asarray(until, dtype=np.float64)
    sides += [each for each in (processes, day, end, phases) if each is not None]
    if any(len(each) != len(p) for each in sides):
        raise ValueError(f"{name}: forecasts, outcomes and what goes with them differ in length")
    _check(bins, level, draws, base, horizon)
    asked, known = ~np.isnan(p), ~np.isnan(y)
    early = asked & known & ~_over(day, horizon, end, len(p))
    rows = asked & known & ~early
    if not rows.any():
        raise ValueError(f"{name}: {_nothing_left(asked, known, early)}")
    process = None if processes is None else _coded(processes)[rows]
    day = None if day is None else day[rows]
    units = units_of(process, day, horizon)
    sample = Sample(p[rows], y[rows], units, level, draws, seed, process, day, horizon)
    others = _references(sample.outcomes, base, None if phases is None else _coded(phases)[rows])
    others |= {other: column[rows] for other, column in columns.items()}
    return Score(
        name=name,
        horizon=horizon,
        rows=int(rows.sum()),
        yes=int(sample.outcomes.sum()),
        unknown=int((asked & ~known).sum()),
        early=int(early.sum()),
        unasked=int((~asked).sum()),
        apart=sample.apart(),
        units=f"{units.many} {units.word}" if units and sample.is_drawn else None,
        brier=sample.mean(brier(sample.forecasts, sample.outcomes)),
        log=sample.mean(log_loss(sample.forecasts, sample.outcomes)),
        against=tuple(_against(sample, other, column) for other, column in others.items()),
        bins=reliability(sample.forecasts, sample.outcomes, bins),
        murphy=murphy(sample.forecasts, sample.outcomes, bins),
        level=level,
        draws=draws,
        seed=seed,
    )


def _over(day: Floats | None, horizon: float | None, until: Floats | None, rows: int) -> Truths:
    """Whether each row was watched to the end of its horizon, where that can be told."""
    if day is None or horizon is None or until is None:
        return np.ones(rows, dtype=np.bool_)
    return ~(day + horizon > until + ROUNDING)


def _nothing_left(asked: Truths, known: Truths, early: Truths) -> str:
    """Why no row can be scored."""
    if not asked.any():
        return "no row has a forecast; a case without a base rate has none"
    if not known.any():
        return "no row has a known outcome; the log may end before the days asked about"
    days_over = " whose days are over" if early.any() else ""
    return f"no row{days_over} has both a forecast and a known outcome"


def _check(bins: int, level: float, draws: int, base: float | None, horizon: float | None) -> None:
    if not 1 <= bins <= MOST_BINS:
        raise ValueError(f"there is one bin or more, up to {MOST_BINS:,}, not {bins}")
    if not 0 <= draws <= MOST_DRAWS:
        raise ValueError(f"there are 0 to {MOST_DRAWS:,} draws, not {draws}")
    if not 0 < level < 1:
        raise ValueError(f"the level of an interval lies between 0 and 1, not {level}")
    if base is not None and not 0 < base < 1:
        raise ValueError(f"a base rate lies between 0 and 1, not {base}")
    if horizon is not None and not 0 < horizon < math.inf:
        raise ValueError(f"a horizon is more than 0 days, not {horizon}")


def _probabilities(name: str, given: ArrayLike) -> Floats:
    found = np.asarray(given, dtype=np.float64)
    wrong = found[(found < 0) | (found > 1)]
    if found.ndim != 1 or len(wrong):
        what = f"; this is none: {wrong[0]:g}" if len(wrong) else ""
        raise ValueError(f"{name}: probabilities from 0 to 1 are wanted{what}")
    return found


def _outcomes(given: ArrayLike, name: str) -> Floats:
    found = np.asarray(given, dtype=np.float64)
    wrong = found[~np.isnan(found) & (found != 0) & (found != 1)]
    if found.ndim != 1 or len(wrong):
        what = f"; this is none: {wrong[0]:g}" if len(wrong) else ""
        raise ValueError(f"{name}: outcomes are 0, 1 or not yet known{what}")
    return found


def _coded(values: Sequence[Hashable]) -> Whole:
    """Values as numbers, in the order of their first coming."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(each, len(numbers)) for each in values], dtype=np.int64)


def _references(outcomes: Floats, base: float | None, phase: Whole | None) -> dict[str, Floats]:
    """The constant base rate, and the rate of each phase."""
    rate = float(outcomes.mean()) if base is None else base
    name = "base rate*" if base is None else f"base rate {base:g}"
    found = {name: np.full(len(outcomes), rate)}
    if phase is not None:
        sums, rows = np.bincount(phase, outcomes), np.bincount(phase)
        found["phase rates*"] = (sums / np.maximum(rows, 1))[phase]
    return found


def _against(sample: Sample, name: str, column: Floats) -> Against:
    rows = ~np.isnan(column)
    if not rows.any():
        raise ValueError(f"{name}: no forecast on the rows that are scored")
    own = [loss(sample.forecasts, sample.outcomes) for loss in (brier, log_loss)]
    others = [loss(column, sample.outcomes) for loss in (brier, log_loss)]
    return Against(
        name=name,
        rows=int(rows.sum()),
        brier=float(others[0][rows].mean()),
        log=float(others[1][rows].mean()),
        brier_skill=sample.skill(own[0], others[0], rows),
        log_skill=sample.skill(own[1], others[1], rows),
        apart=sample.apart(rows),
    )
