"""Weights learnt from many processes, around the experts', with what is known of their error."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import NormalDist

import attrs
import numpy as np

from negotiations.forecast.fitted import Fit, HeldOut, Learnt
from negotiations.forecast.hazards import (
    Floats,
    History,
    PersonDays,
    Weighting,
    Whole,
    person_days,
    weightings_of,
)
from negotiations.forecast.maximum import Peak, Penalised, log_likelihood
from negotiations.forecast.tries import Grid, Try, dimensions, tried_of, tries_of
from negotiations.model.times import EPOCH
from negotiations.problems import did_you_mean
from negotiations.rulebook.book import Rulebook

SD = 0.4
"""How far, in nats, an expert's weight may well be out: a factor of 1.5."""

PER_WEIGHT = 10
"""Outcomes that a free number needs."""

SPOKE = 1 / 8  # of a fresh record's evidence: three half-lives


@attrs.frozen(eq=False)
class Fitting:
    """What a fit was given: everything but the choice of half-lives and caps."""

    histories: tuple[History, ...]
    weightings: tuple[Weighting, ...]
    free: Whole
    precision: Floats

    def table(self, tried: Try) -> PersonDays:
        """The person-days, faded by the half-lives that are tried."""
        return person_days(self.histories, self.weightings, tried.half_lives)

    def penalised(self, table: PersonDays, tried: Try, times: Floats) -> Penalised:
        """The penalised likelihood, each row counted so many times."""
        return Penalised(table, tried.caps, self.free, self.precision, times)


def fit(
    histories: Iterable[History],
    rules: Rulebook,
    *,
    free: Collection[str] | None = None,
    sd: float | Mapping[str, float] = SD,
    half_lives: Grid | None = None,
    caps: Grid | None = None,
    folds: int = 10,
    level: float = 0.9,
    draws: int = 0,
    seed: int = 0,
) -> Fit:
    """Learn the weights of *rules* for onset from *histories* of many processes.

    Only the weights named in *free* move (by default each whose rule fired), each drawn to the
    expert's by a normal prior of *sd* nats. *half_lives* and *caps* are tried by the score of
    processes held out. *draws* adds intervals by bootstrap over processes, from *seed*.
    Raises ValueError, with the reason, where there is too little to learn from: a single process,
    or fewer than ten outcomes for each free number.
    """
    _check(folds, level, draws)
    told = tuple(sorted(histories, key=lambda each: (each.process, each.start)))
    weightings = weightings_of(rules)
    own = Try({each.name: each.half_life for each in weightings}, dict(rules.caps))
    table = person_days(told, weightings, {})
    moving = _free(table, free)
    grid = tries_of(own, weightings, half_lives or {}, caps or {})
    _refuse_too_little(table, len(moving), dimensions(half_lives, caps))
    given = Fitting(told, weightings, moving, _precision(sd, [weightings[n] for n in moving]))
    held = [_held_out(given, each, own, folds) for each in grid]
    best = max(range(len(grid)), key=lambda n: held[n].fitted)
    return _learnt(given, grid[best], held[best], (half_lives, caps), rules, level, draws, seed)


def _check(folds: int, level: float, draws: int) -> None:
    if folds < 2:
        raise ValueError(f"to hold processes out takes 2 folds or more, not {folds}")
    if not 0 < level < 1:
        raise ValueError(f"the level of an interval lies between 0 and 1, not {level}")
    if draws < 0:
        raise ValueError(f"the draws of a bootstrap are 0 or more, not {draws}")


def _free(table: PersonDays, named: Collection[str] | None) -> Whole:
    """The numbers of the weights that may move. ValueError for one that never fired."""
    names = [each.name for each in table.weightings]
    fired = [n for n in range(len(names)) if table.strength(n).any()]
    if named is None:
        return np.array(fired, dtype=np.int64)
    for name in named:
        if name not in names:
            raise ValueError(f"no rule {name!r} weighs on onset here{did_you_mean(name, names)}")
        if names.index(name) not in fired:
            raise ValueError(f"the rule {name!r} never fired in these histories")
    return np.array(sorted({names.index(name) for name in named}), dtype=np.int64)


def _refuse_too_little(table: PersonDays, weights: int, tried: int) -> None:
    outcomes, processes = table.outcomes, len(table.processes)
    if processes < 2:
        many = "one process" if processes else "no process"
        raise ValueError(f"cannot fit on {many}: one war says next to nothing; score it instead")
    if not weights:
        raise ValueError("cannot fit: no rule that weighs on onset fired in these histories")
    numbers = weights + tried
    if outcomes < PER_WEIGHT * numbers:
        also = f" and {tried} half-lives or caps" if tried else ""
        most = outcomes // PER_WEIGHT - tried
        remedy = (
            f"free at most {most} weights, and keep the experts' for the rest"
            if most > 0
            else "too few for any weight, so keep the experts'"
        )
        raise ValueError(
            f"cannot fit {weights} weights{also} on {outcomes} outcomes in {processes} processes: "
            f"each needs {PER_WEIGHT} outcomes; {remedy}"
        )


def _precision(sd: float | Mapping[str, float], moving: Sequence[Weighting]) -> Floats:
    sds = [sd.get(w.name, SD) if isinstance(sd, Mapping) else sd for w in moving]
    for each in sds:
        if not 0 < each < math.inf:
            raise ValueError(f"the sd of a prior is more than 0 nats and finite, not {each}")
    return 1 / np.array(sds, dtype=np.float64) ** 2


# --- processes held out


def _held_out(given: Fitting, tried: Try, own: Try, folds: int) -> HeldOut:
    """How well each process is told by weights that were learnt without it."""
    table = given.table(tried)
    fold = table.process % min(folds, len(table.processes))
    fitted, start = 0.0, None
    for number in range(int(fold.max()) + 1):
        learning = given.penalised(table, tried, (fold != number).astype(np.float64))
        start = learning.peak(start).weights
        fitted += float(learning.by_row(start)[fold == number].sum())
    experts = given.penalised(given.table(own), own, np.ones(len(fold)))
    expert = float(experts.by_row(experts.prior).sum())
    base = float(log_likelihood(table.hazard, table.onset).sum())
    return HeldOut(fitted, expert, base, int(fold.max()) + 1)


# --- what was learnt


def _learnt(
    given: Fitting,
    best: Try,
    held: HeldOut,
    grids: tuple[Grid | None, Grid | None],
    rules: Rulebook,
    level: float,
    draws: int,
    seed: int,
) -> Fit:
    table = given.table(best)
    peak = given.penalised(table, best, np.ones(len(table.onset))).peak()
    drawn = _bootstrap(given, best, table, peak, draws, seed)
    first, last = _dates(given.histories)
    return Fit(
        weights=tuple(_weights(given, table, peak, level, drawn)),
        half_lives=best.half_lives,
        caps=best.caps,
        tried=tried_of(given.weightings, *grids),
        held_out=held,
        processes=len(table.processes),
        outcomes=table.outcomes,
        days=len(table.onset),
        first=first,
        last=last,
        level=level,
        draws=draws,
        seed=seed,
        rules=rules.digest,
    )


def _weights(
    given: Fitting, table: PersonDays, peak: Peak, level: float, drawn: Floats | None
) -> Iterator[Learnt]:
    """Each weight, with Laplace's interval: normal, by the curvature at the peak."""
    errors = np.sqrt(np.diag(np.linalg.inv(peak.information)))
    z, tail = NormalDist().inv_cdf(0.5 + level / 2), (1 - level) / 2
    places = {int(number): place for place, number in enumerate(given.free)}
    for number, each in enumerate(given.weightings):
        place, estimate = places.get(number), float(peak.weights[number])
        error = 0.0 if place is None else float(errors[place])
        ends = None
        if drawn is not None and place is not None:
            low, high = np.quantile(drawn[:, place], [tail, 1 - tail])
            ends = float(low), float(high)
        yield Learnt(
            name=each.name,
            rule=each.rule,
            effect=each.effect,
            prior=each.prior,
            sd=0.0 if place is None else float(given.precision[place] ** -0.5),
            estimate=estimate,
            low=estimate - z * error,
            high=estimate + z * error,
            outcomes=int(table.onset[table.strength(number) >= SPOKE].sum()),
            free=place is not None,
            drawn=ends,
        )


def _bootstrap(
    given: Fitting, best: Try, table: PersonDays, peak: Peak, draws: int, seed: int
) -> Floats | None:
    """The free weights of *draws* fits, each to as many processes drawn with replacement."""
    if not draws:
        return None
    generator, many = np.random.default_rng(seed), len(table.processes)
    found = np.empty((draws, len(given.free)))
    for draw in range(draws):
        times = generator.multinomial(many, np.full(many, 1 / many))[table.process]
        again = given.penalised(table, best, times.astype(np.float64))
        found[draw] = again.peak(peak.weights).weights[given.free]
    return found


def _dates(histories: Iterable[History]) -> tuple[date, date]:
    spans = [(each.start, each.start + each.days) for each in histories]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    return (EPOCH + timedelta(days=first)).date(), (EPOCH + timedelta(days=last)).date()
