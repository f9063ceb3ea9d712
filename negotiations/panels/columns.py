"""The columns of a panel, and what one row reads off a process at the end of a period.

A column means the same in every process: what differs from one to the next, who stands where, is a
list in one column, with the widest gap on each issue of the template as a number beside it.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations
from typing import Any

import attrs

from negotiations.meter import Meter
from negotiations.model.case import Case
from negotiations.model.evidence import QUESTIONS
from negotiations.model.process import PeaceProcess
from negotiations.model.times import days, local_day
from negotiations.outcomes.answers import Answers, answer_columns
from negotiations.panels.calendar import Period
from negotiations.panels.parquet import Column
from negotiations.panels.templates import Template
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable
from negotiations.state import State

DECIMALS = 9
REGIONS = ("talks", "ceasefire", "settlement")


@attrs.frozen
class Columns:
    """The columns for a template: process, period, what happened, where it stands, likelihoods."""

    by: tuple[str, ...]
    template: Template
    outcomes: bool = False

    @property
    def gaps(self) -> tuple[str, ...]:
        """The issues whose gap is a column: those that the template names."""
        return tuple(self.template.case.issues)

    @property
    def horizons(self) -> tuple[int, ...]:
        return self.template.case.horizons

    @cached_property
    def _own(self) -> tuple[str, ...]:
        """The names of all but the key's."""
        return tuple(name for name, _, _ in self.types())[len(self.by) :]

    def check(self) -> None:
        """Raises Unreadable for a column of the process's that has the name of another."""
        taken = [name for name in self.by if name in self._own]
        if taken:
            what = f"the panel has a column {taken[0]!r} of its own; rename yours"
            raise Unreadable([Problem(Place("--by"), what)])

    def types(self) -> Iterator[Column]:
        """Each with its type and whether it may be empty, in order."""
        yield from ((name, "text", False) for name in (*self.by, "period"))
        yield from ((name, "instant", False) for name in ("start", "end"))
        yield from ((name, "count", False) for name in ("events", "events_known"))
        yield from ((name, "text", False) for name in REGIONS)
        yield from ((name, "count", False) for name in ("open_preconditions", "open_conflicts"))
        yield "positions", "positions", False
        yield from ((f"gap:{issue}", "number", True) for issue in self.gaps)
        yield "firings", "count", False
        yield "question", "text", True
        yield "log_hazard_ratio", "number", True
        for question in QUESTIONS:
            yield from ((f"p_{question}_{horizon}", "number", True) for horizon in self.horizons)
        yield from ((name, "flag", False) for name in ("hindsight_rules", "hindsight_base"))
        if self.outcomes:
            yield from ((name, kind, True) for name, kind in answer_columns(self.horizons))

    def answered(self, row: tuple[Any, ...], answers: Answers) -> tuple[Any, ...]:
        """A row that `values` gave, with what came of it."""
        end, question = self._own.index("end"), self._own.index("question")
        return (*row, *answers.cells(row[end], row[question]))

    def values(self, state: State, period: Period, told: "Told") -> tuple[Any, ...]:
        """What the state is at the end of a period, in the order of the columns after the key's."""
        process, case = state.process, state.case
        end = local_day(period.end, case.day_zone)
        return (
            period.label, period.start, period.end, told.events, told.known,
            *(phase(process, region) for region in REGIONS),
            len(process.open_preconditions()), len(process.open_conflicts()),
            positions(process), *(widest_gap(process, issue) for issue in self.gaps),
            told.firings, *self._likelihood(state, period),
            told.latest_rule > end, base_is_later(process, period),
        )  # fmt: skip

    def _likelihood(self, state: State, period: Period) -> tuple[Any, ...]:
        """The question, η, and the probabilities under it; all but the first need a base rate."""
        asked, at = state.process.question(), days(period.end)
        read: dict[str, tuple[float, ...]] = {}
        ratio: float | None = None
        if asked is not None and asked in state.case.bases:
            ratio = neat(state.ledger.log_hazard_ratio(at, asked))
            read[asked] = tuple(map(neat, state.ledger.probabilities(at, self.horizons, asked)))
        empty: tuple[None, ...] = (None,) * len(self.horizons)
        return asked, ratio, *(value for name in QUESTIONS for value in read.get(name, empty))


@attrs.frozen
class Told:
    """What a replay has told: events in the period and in all, and how many rules fired in it.

    *latest_rule* is the last day on which a rule that has fired, then or before, was written.
    """

    events: int
    known: int
    firings: int
    latest_rule: int

    @classmethod
    def between(cls, before: Meter, now: Meter) -> "Told":
        """What was told from one reading of a meter to another."""
        events, firings = now.events - before.events, now.firings - before.firings
        return cls(events, now.events, firings, now.latest_rule)


def neat(number: float) -> float:
    """Rounded to 9 decimals; never −0."""
    return round(float(number), DECIMALS) + 0.0


def phase(process: PeaceProcess, kind: str) -> str:
    """The phase of the strongest live region; where none is live, of the one that moved last."""
    live = process.strongest(kind)
    if live is not None:
        return live.phase
    moved = [region for region in process.of_kind(kind) if region.since is not None]
    last = max(moved, key=lambda region: (region.since, region.name), default=None)
    return last.phase if last else "none"


def positions(process: PeaceProcess) -> list[dict[str, Any]]:
    """Where each party says it stands on each issue."""
    held = sorted(process.positions.items())
    return [
        {"party": party, "issue": issue, "stated": neat(position.stated)}
        for (party, issue), position in held
    ]


def widest_gap(process: PeaceProcess, issue: str) -> float | None:
    """The widest gap between two sides on an issue; None where nobody's or one's is known."""
    case: Case = process.case
    pairs = [(a, b) for a, b in combinations(case.parties, 2) if b in case.others(a)]
    gaps = [gap for a, b in pairs if (gap := process.gap(issue, a, b)) is not None]
    return neat(max(gaps)) if gaps else None


def base_is_later(process: PeaceProcess, period: Period) -> bool:
    """Whether the base rate of what is asked is of a later date than the reading."""
    base = process.case.bases.get(process.question() or "")
    return base is not None and base.as_of is not None and days(period.end) < base.as_of
