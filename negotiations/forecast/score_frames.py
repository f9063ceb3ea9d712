"""A whole frame scored: each horizon's forecasts by the outcomes that stand beside them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np

from negotiations.forecast.crps import constant_hazard, crps
from negotiations.forecast.frame_columns import (
    column,
    day,
    days,
    is_nothing,
    names_in,
    numbers,
)
from negotiations.forecast.hazards import Floats
from negotiations.forecast.scored import Score, ScoreCard
from negotiations.forecast.scoring import DRAWS, Truths, score
from negotiations.outcomes.answers import SEEN, TIME, UNTIL
from negotiations.problems import did_you_mean

PAIR = re.compile(r"p_(onset|collapse)_(\d+)")
DATES = ("end", "start", "date", "day")
PHASES = ("talks",)
FLAGS = ("hindsight_rules", "hindsight_base")


@attrs.frozen
class Asked:
    """Which columns make one score; *against* are those of other forecasts."""

    forecast: str
    outcome: str
    horizon: float | None
    against: tuple[str, ...] = ()


@attrs.frozen
class Columns:
    """All columns that a frame is scored by."""

    asked: tuple[Asked, ...]
    process: str | None
    date: str | None
    phase: str | None
    time: tuple[str, str] | None = None
    until: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, each once."""
        others = (self.process, self.date, self.phase, self.until)
        named = [*self.of_numbers, *(each for each in others if each), *self.flags]
        return tuple(dict.fromkeys(named))

    @property
    def of_numbers(self) -> tuple[str, ...]:
        """Those that must hold numbers."""
        named = [name for a in self.asked for name in (a.forecast, a.outcome, *a.against)]
        return tuple(dict.fromkeys([*named, *(self.time or ())]))


def columns_for(
    names: Sequence[str],
    *,
    forecast: str | None = None,
    outcome: str | None = None,
    horizon: float | None = None,
    against: Sequence[str] = (),
    process: str | None = None,
    date: str | None = None,
    phase: str | None = None,
    time: tuple[str, str] | None = None,
) -> Columns:
    """Which columns of a frame to score by; what is not named is found by its usual name.

    Raises ValueError for a column that isn't there, and if there is nothing to score.
    """
    given = (forecast, outcome, process, date, phase, *(time or ()))
    for name in given:
        if name is not None and name not in names:
            raise ValueError(f"no column {name!r}{did_you_mean(name, names)}")
    pairs = tuple(_asked(names, forecast, outcome, horizon, against))
    if not pairs:
        raise ValueError(f"nothing to score: {_lacking(names, horizon)}")
    found = [next((each for each in usual if each in names), None) for usual in (DATES, PHASES)]
    usual_process = "process" if "process" in names else None
    until = UNTIL if UNTIL in names else None
    if time is None and forecast is None and horizon is None:
        time = _usual_time(names, pairs)
    flags = tuple(name for name in FLAGS if name in names)
    return Columns(
        pairs, process or usual_process, date or found[0], phase or found[1], time, until, flags
    )


def _lacking(names: Sequence[str], horizon: float | None) -> str:
    """What a frame is without, where no column of it is a forecast with its outcome beside it."""
    known = {a.horizon for a in _asked(names, None, None, None, ()) if a.horizon}
    if horizon is not None and known:
        days = ", ".join(f"{each:g}" for each in sorted(known))
        return f"no forecast within {horizon:g} days; there are some within {days}"
    like = "no column p_onset_90 with outcome_onset_90 beside it, or the like"
    return f"{like}; name a forecast and its outcome"


def _usual_time(names: Sequence[str], pairs: Sequence[Asked]) -> tuple[str, str] | None:
    """The columns of frames that tell how long it took, where an onset was forecast at all."""
    onset = any(each.forecast.startswith("p_onset") for each in pairs)
    return (TIME, SEEN) if onset and {TIME, SEEN} <= set(names) else None


def _asked(
    names: Sequence[str],
    forecast: str | None,
    outcome: str | None,
    horizon: float | None,
    against: Sequence[str],
) -> Iterator[Asked]:
    for name in names if forecast is None else (forecast,):
        match = PAIR.fullmatch(name)
        beside = outcome or (f"outcome_{name.removeprefix('p_')}" if match else None)
        if beside is None or beside not in names or (forecast is None and match is None):
            if forecast is not None:
                raise ValueError(f"name the column that holds the outcomes of {forecast!r}")
            continue
        ahead = horizon or (float(match[2]) if match else None)
        if forecast is None and horizon is not None and match and float(match[2]) != horizon:
            continue
        yield Asked(name, beside, ahead, tuple(_others(names, against, ahead)))


def _others(names: Sequence[str], against: Sequence[str], ahead: float | None) -> Iterator[str]:
    """The columns to compare with: of the same horizon, where there is one for each."""
    for name in against:
        own = f"{name}_{ahead:g}" if ahead is not None else name
        if own not in names and name not in names:
            raise ValueError(f"no column {name!r}{did_you_mean(name, names)}")
        yield own if own in names else name


def score_frame(
    frame: Any,
    *,
    forecast: str | None = None,
    outcome: str | None = None,
    horizon: float | None = None,
    against: Sequence[str] = (),
    process: str | None = None,
    date: str | None = None,
    phase: str | None = None,
    time: tuple[str, str] | None = None,
    base: float | None = None,
    bins: int = 5,
    level: float = 0.9,
    draws: int = DRAWS,
    seed: int = 0,
) -> ScoreCard:
    """Score the forecasts of a frame (pandas, polars, Arrow, or a mapping of columns) by horizon.

    Each column p_QUESTION_DAYS is scored by outcome_QUESTION_DAYS, unless others are named. *time*
    names days to the onset and whether it came, for the CRPS. A column `outcome_until` tells which
    windows were covered. Raises ValueError as `score` does.
    """
    found = columns_for(
        names_in(frame), forecast=forecast, outcome=outcome, horizon=horizon, against=against,
        process=process, date=date, phase=phase, time=time,
    )  # fmt: skip
    shared: dict[str, Any] = {
        "processes": None if found.process is None else column(frame, found.process),
        "days": None if found.date is None else days(frame, found.date),
        "phases": None if found.phase is None else column(frame, found.phase),
        "until": None if None in (found.until, found.date) else _until(frame),
    }
    options = {"base": base, "bins": bins, "level": level, "draws": draws, "seed": seed}
    asked = [each for each in found.asked if forecast or _has_rows(frame, each)] or found.asked
    scores = tuple(_scored(frame, each, {**shared, **options}) for each in asked)
    told: dict[str, Any] = {
        "passed": tuple(each.forecast for each in found.asked if each not in asked),
        "hindsight": tuple(_hindsight(frame, found.flags, asked)),
        "mixed": found.process is None and _share(shared["days"]),
    }
    if found.time is None or (time is None and not _of_onset(asked)):
        return ScoreCard(scores, **told)
    own, constant = _crps(frame, found.time, asked)
    return ScoreCard(scores, own, constant, **told)


def _has_rows(frame: Any, asked: Asked) -> bool:
    """Whether any row has both a forecast and its outcome."""
    return bool(_rows(frame, asked).any())


def _rows(frame: Any, asked: Asked) -> Truths:
    """Which rows have both."""
    return ~np.isnan(numbers(frame, asked.forecast) + numbers(frame, asked.outcome))


def _share(days: Floats | None) -> bool:
    """Whether some rows are of one date."""
    return days is not None and len(np.unique(days)) < len(days)


def _hindsight(
    frame: Any, flags: Sequence[str], asked: Sequence[Asked]
) -> Iterator[tuple[str, int, int]]:
    """Each flag that is up in some of the rows that have both: in how many, and of how many."""
    rows = np.logical_or.reduce([_rows(frame, each) for each in asked])
    for name in flags:
        up = int((numbers(frame, name)[rows] > 0).sum())
        if up:
            yield name, up, int(rows.sum())


def _until(frame: Any) -> Floats:
    """Until when each row was watched, in days; nan where the log tells of nothing."""
    cells = column(frame, UNTIL)
    return np.array([np.nan if is_nothing(cell) else day(cell) for cell in cells])


def _scored(frame: Any, asked: Asked, options: Mapping[str, Any]) -> Score:
    return score(
        numbers(frame, asked.forecast),
        numbers(frame, asked.outcome),
        horizon=asked.horizon,
        against={name: numbers(frame, name) for name in asked.against},
        name=asked.forecast,
        **options,
    )


def _of_onset(among: Iterable[Asked]) -> list[Asked]:
    """Those of onset within a horizon, the nearest first."""
    found = [each for each in among if each.horizon and "collapse" not in each.forecast]
    return sorted(found, key=lambda each: each.horizon or 0)


def _crps(frame: Any, time: tuple[str, str], among: Sequence[Asked]) -> tuple[float, float]:
    """Of the forecasts of onset, and of one hazard, on the rows that have them and a time."""
    asked = _of_onset(among)
    if not asked:
        raise ValueError("no forecast of onset within a horizon, so no CRPS of the time to it")
    chances = np.column_stack([numbers(frame, each.forecast) for each in asked])
    times, came = (numbers(frame, name) for name in time)
    rows = ~np.isnan(chances).any(axis=1) & ~np.isnan(times) & ~np.isnan(came)
    if not rows.any():
        raise ValueError("no row has a time and a forecast for every horizon")
    horizons = [each.horizon or 0 for each in asked]
    seen = times[rows], came[rows] > 0
    constant = np.tile(constant_hazard(horizons, *seen), (int(rows.sum()), 1))
    return crps(horizons, chances[rows], *seen), crps(horizons, constant, *seen)
