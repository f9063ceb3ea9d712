"""What a score says: figures with their intervals, and how little they may rest on."""

import math
from collections.abc import Iterator
from html import escape

import attrs

from negotiations.forecast.reliability import Bin, Murphy
from negotiations.forecast.telling import Rows, aligned, page

INDEPENDENT = "independent"
HINDSIGHT = "* the rates of these very rows, which nobody knew before."

EARLY = "that came true in windows the log does not cover, where no other outcome is known."

MIXED = "Rows share their dates: name the column that tells processes apart, or they count as one."
LATER = {
    "hindsight_rules": "a rule that fired was written later than the row",
    "hindsight_base": "the base rate is of a later date than the row",
}


def counted(apart: tuple[int, int] | None) -> str:
    """How many yeses of how many windows, none of which overlap."""
    return "unknown" if apart is None else f"{apart[1]} of {apart[0]}"


@attrs.frozen
class Figure:
    """A number and between what it lies; no ends where there is too little to say."""

    value: float
    low: float | None = None
    high: float | None = None

    def told(self, decimals: int = 4) -> str:
        """It to so many decimals, its ends in brackets."""
        if self.low is None or self.high is None:
            return f"{self.value:.{decimals}f}"
        value, low, high = (f"{each:.{decimals}f}" for each in (self.value, self.low, self.high))
        return f"{value} [{low}, {high}]"


@attrs.frozen
class Against:
    """Another forecast of the same rows, and the part of its loss that is saved: 1 is all of it."""

    name: str
    rows: int
    brier: float
    log: float
    brier_skill: Figure
    log_skill: Figure
    apart: tuple[int, int] | None

    def row(self) -> tuple[str, ...]:
        """It as a row of a table."""
        brier, log = (f"{each:.4f}" for each in (self.brier, self.log))
        skills = [each.told(3) for each in (self.brier_skill, self.log_skill)]
        rows = f"{self.rows:,}"
        return self.name, brier, skills[0], log, skills[1], rows, counted(self.apart)


@attrs.frozen
class Score:
    """How good forecasts of one thing were.

    *rows* are scored; *unknown* have no outcome yet, *unasked* no forecast; *early* ones came true,
    but others like them could not be known to be no. *apart* counts rows and yeses whose windows do
    not overlap: the independent outcomes; None where no days were given. *units* says what was
    drawn anew for the intervals at *level*, None where nothing could be.
    """

    name: str
    horizon: float | None
    rows: int
    yes: int
    unknown: int
    early: int
    unasked: int
    apart: tuple[int, int] | None
    units: str | None
    brier: Figure
    log: Figure
    against: tuple[Against, ...]
    bins: tuple[Bin, ...]
    murphy: Murphy
    level: float
    draws: int
    seed: int

    def lines(self) -> Iterator[str]:
        """The score as a table, for people."""
        yield f"{self.name}: {self.yes:,} of {self.rows:,} rows came true"
        yield from aligned(self._rows())
        yield from aligned(self._compared())
        yield from self._notes()
        yield "Reliability"
        yield from aligned([("forecast", "mean", "came true", "rows"), *map(_told, self.bins)])

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        return page(self.name, self._rows(), ()) + page("Skill", self._compared(), self._notes())

    def _rows(self) -> Rows:
        own = (self.name, self.brier.told(), self.log.told())
        return [
            ("", "Brier", "log", "rows", INDEPENDENT),
            (*own, f"{self.rows:,}", counted(self.apart)),
        ]

    def _compared(self) -> Rows:
        head = ("against", "Brier", "skill", "log", "skill", "rows", INDEPENDENT)
        return [head, *(each.row() for each in self.against)]

    def _notes(self) -> Iterator[str]:
        if any(each.name.endswith("*") for each in self.against):
            yield HINDSIGHT
        if self.apart is None:
            yield "Without dates and a horizon nobody knows how many outcomes are independent."
        else:
            yield "Independent: outcomes that came true, of all, whose windows do not overlap."
        if self.yes in (0, self.rows):
            yield "No intervals: all rows had one outcome, and nothing tells how rare the other is."
        elif self.units is None:
            yield "No intervals: fewer than 5 processes or blocks to draw anew."
        else:
            yield f"[{100 * self.level:g} % intervals] by bootstrap over {self.units}."
        if self.unknown or self.unasked:
            unknown = f"{self.unknown:,} rows whose outcome is not yet known"
            yield f"Left out: {unknown}, {self.unasked:,} without a forecast."
        if self.early:
            yield f"Left out: {self.early:,} rows {EARLY}"
        parts = self.murphy
        yield (
            f"Brier = reliability {parts.reliability:.4f} − resolution {parts.resolution:.4f} "
            f"+ uncertainty {parts.uncertainty:.4f} + within bins {parts.within:+.4f}"
        )


def _told(each: Bin) -> tuple[str, ...]:
    between = f"{each.low:.2f}–{each.high:.2f}"
    return between, f"{each.forecast:.3f}", f"{each.share:.3f}", f"{each.rows:,}"


@attrs.frozen
class ScoreCard:
    """Scores by horizon, and the CRPS of the time to onset in days where times were given.

    *crps_constant* is that of one hazard for all rows, the rate at which it came in them. *passed*
    are forecasts without a row that has both a forecast and an outcome. *hindsight* tells, by the
    flags of a frame, in how many rows of how many a forecast rests on what is of a later date;
    *mixed*, that rows share their dates and nothing tells their processes apart.
    """

    scores: tuple[Score, ...]
    crps: float | None = None
    crps_constant: float | None = None
    passed: tuple[str, ...] = ()
    hindsight: tuple[tuple[str, int, int], ...] = ()
    mixed: bool = False

    def lines(self) -> Iterator[str]:
        """Every score, one after another."""
        for number, each in enumerate(self.scores):
            if number:
                yield ""
            yield from each.lines()
        yield from self._ends()

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _ends(self) -> Iterator[str]:
        if self.passed:
            yield f"Not scored, since no row has both it and its outcome: {', '.join(self.passed)}"
        if self.mixed:
            yield MIXED
        for flag, up, rows in self.hindsight:
            yield f"Hindsight: in {up:,} of {rows:,} rows {LATER.get(flag, flag)}."
        if self.crps is not None and math.isfinite(self.crps):
            beside = f"; of a constant hazard* {self.crps_constant:.3f}"
            yield f"CRPS of the time to onset: {self.crps:.3f} days{beside}"

    def _repr_html_(self) -> str:
        scores = "".join(each._repr_html_() for each in self.scores)
        return scores + "".join(f"<p>{escape(each)}</p>" for each in self._ends())
