"""What a score says: figures with their intervals, and how little they may rest on."""

import math
from collections.abc import Iterator

import attrs

from negotiations.forecast.reliability import Bin, Murphy
from negotiations.forecast.telling import Rows, aligned, page


@attrs.frozen
class Figure:
    """A number and between what it lies; no ends where there is too little to say."""

    value: float
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        ends = (
            "" if self.low is None or self.high is None else f" [{self.low:.4f}, {self.high:.4f}]"
        )
        return f"{self.value:.4f}{ends}"


@attrs.frozen
class Against:
    """Another forecast of the same rows, and the part of its loss that is saved: 1 is all of it."""

    name: str
    rows: int
    brier: float
    log: float
    brier_skill: Figure
    log_skill: Figure


@attrs.frozen
class Score:
    """How good forecasts of one thing were.

    *rows* are scored; *unknown* have no outcome yet, *unasked* no forecast. *apart* counts rows and
    yeses whose windows do not overlap: the independent outcomes; None where no days were given.
    *units* says what was drawn anew for the intervals at *level*, None where nothing could be.
    """

    name: str
    horizon: float | None
    rows: int
    yes: int
    unknown: int
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
        yield from self._notes()
        yield "Reliability"
        yield from aligned([("forecast", "mean", "came true", "rows"), *map(_told, self.bins)])

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        return page(self.name, self._rows(), self._notes())

    def _rows(self) -> Rows:
        head = ("", "Brier", "log", "Brier skill", "log skill", *self._count("rows"))
        own = (self.name, str(self.brier), str(self.log), "", "", *self._count(f"{self.rows:,}"))
        others = [
            (
                f"against {each.name}",
                f"{each.brier:.4f}",
                f"{each.log:.4f}",
                str(each.brier_skill),
                str(each.log_skill),
                *self._count(f"{each.rows:,}"),
            )
            for each in self.against
        ]
        return [head, own, *others]

    def _count(self, rows: str) -> tuple[str, ...]:
        if self.apart is None:
            return (rows,)
        return rows, "independent" if rows == "rows" else f"{self.apart[1]} of {self.apart[0]}"

    def _notes(self) -> Iterator[str]:
        if self.apart is None:
            yield "Without days and a horizon nobody knows how many outcomes are independent."
        else:
            yield (
                f"Independent outcomes: {self.apart[1]} yes among {self.apart[0]} windows that do "
                "not overlap."
            )
        if self.units is None:
            yield "No intervals: fewer than 5 processes or blocks to draw anew."
        else:
            yield f"[{100 * self.level:g} % intervals] by bootstrap over {self.units}."
        if self.unknown or self.unasked:
            unknown = f"{self.unknown:,} rows whose outcome is not yet known"
            yield f"Left out: {unknown}, {self.unasked:,} without a forecast."
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
    """Scores by horizon, and the CRPS of the time to onset in days where times were given."""

    scores: tuple[Score, ...]
    crps: float | None = None

    def lines(self) -> Iterator[str]:
        """Every score, one after another."""
        for number, each in enumerate(self.scores):
            if number:
                yield ""
            yield from each.lines()
        if self.crps is not None and math.isfinite(self.crps):
            yield f"CRPS of the time to onset: {self.crps:.3f} days"

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        return "".join(each._repr_html_() for each in self.scores)
