"""Making frames: each log is surveyed, then replayed once and read at the end of every period.

The processes do not depend on each other, so several may be worked on at once, and none is held for
longer than its rows.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

import attrs

from negotiations.forecast.arrow import Batch, batch
from negotiations.forecast.columns import Plan, counting, plan_of
from negotiations.log.reading import Log
from negotiations.many import CaseLike, log_given
from negotiations.model.case import Case
from negotiations.model.times import TICK, tzdata_version
from negotiations.outcomes.answers import Answers
from negotiations.outcomes.questions import check_horizon
from negotiations.outcomes.survey import Survey, survey
from negotiations.panels.calendar import FREQUENCIES, Calendar, Period
from negotiations.panels.rows import Stretch, rows_of
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.rulebook.book import Rulebook
from negotiations.runs import instant_of
from negotiations.version import VERSION
from negotiations.workers import Packed

Given: TypeAlias = Log | CaseLike
When: TypeAlias = datetime | date | str


def _positive(_: object, __: object, horizons: tuple[int, ...] | None) -> None:
    if horizons is not None and not horizons:
        raise ValueError("a frame looks at least one horizon ahead; None takes those of the cases")
    for each in horizons or ():
        check_horizon(each)


@attrs.frozen(kw_only=True)
class Wanted:
    """What is asked of a frame. Dates mean their end in each case's zone, *start* its beginning.

    *covers* vouches that the logs are complete up to then, whenever their last records are.
    """

    freq: str = attrs.field(default="week")
    as_of: When | None = None
    start: When | None = None
    end: When | None = None
    horizons: tuple[int, ...] | None = attrs.field(default=None, validator=_positive)
    outcomes: bool = True
    covers: When | None = None

    @freq.validator
    def _is_known(self, _: object, freq: str) -> None:
        if freq not in FREQUENCIES:
            raise ValueError(f"unknown frequency {freq!r}{did_you_mean(freq, FREQUENCIES)}")

    def told(self) -> dict[str, str]:
        """The options as text, for a fingerprint."""
        horizons = ",".join(map(str, self.horizons or ()))
        given = attrs.asdict(self) | {"horizons": horizons}
        return {name: "" if value is None else str(value) for name, value in given.items()}


@attrs.frozen
class Surveyed:
    """A log that has been read once: its case, and what it tells of."""

    given: Given
    case: Case
    seen: Survey


@attrs.frozen
class Surveyor:
    """Surveys logs up to a moment."""

    as_of: When | None

    def __call__(self, given: Given) -> Surveyed | Exception:
        """A log's survey, or what went wrong; fit to travel."""
        try:
            log = log_of_any(given)
            moment = None if self.as_of is None else instant_of(self.as_of, log.case)
            return Surveyed(given, log.case, survey(log, moment))
        except Unreadable as error:
            return error


@attrs.frozen
class Maker:
    """Makes the rows of one process after another."""

    rules: Packed
    wanted: Wanted
    plan: Plan

    def __call__(self, of: Surveyed) -> Batch:
        """The rows of a process, in the order of its periods."""
        periods = list(self._periods(of))
        if not periods:
            return batch([], self.plan.names)
        judge, log = self.rules.judge(), log_of_any(of.given)
        before = self._before(of, periods[0])
        stretch = Stretch(of.case, before, tuple(periods))
        rows = rows_of(log, judge, stretch, self.plan, periods[-1].end)
        made = [(of.case.id, *row) for row in rows]
        if self.plan.outcomes:
            made = [
                (*row, *cells) for row, cells in zip(made, self._answers(of, made), strict=True)
            ]
        return batch(made, self.plan.names)

    def _answers(self, of: Surveyed, rows: Iterable[Sequence[Any]]) -> Iterator[Iterator[Any]]:
        """What came of each row, as it is known by the frame's *as_of*."""
        times = (self.wanted.as_of, self.wanted.covers)
        as_of, vouched = (None if each is None else instant_of(each, of.case) for each in times)
        answers = Answers.of(of.case, of.seen, self.plan.horizons, as_of=as_of, vouched=vouched)
        end, question = map(self.plan.names.index, ("end", "question"))
        return (answers.cells(row[end], row[question]) for row in rows)

    def _periods(self, of: Surveyed) -> Iterator[Period]:
        """From the one of the first record, or the start, to the last that the frame may have."""
        first, last = of.seen.first, of.seen.last
        if first is None or last is None:
            return
        calendar = Calendar(self.wanted.freq, of.case.day_zone)
        ends = [instant_of(t, of.case) for t in (self.wanted.as_of, self.wanted.end) if t]
        until = min(ends, default=calendar.holding(last).end)
        start = None if self.wanted.start is None else instant_of(self.wanted.start, of.case)
        for period in calendar.periods(first, until):
            if start is None or period.end >= start:
                yield period

    def _before(self, of: Surveyed, first: Period) -> Period | None:
        """The period before a first one that is not the log's own first."""
        known = of.seen.first
        if known is None or known >= first.start:
            return None
        return Calendar(self.wanted.freq, of.case.day_zone).holding(first.start - TICK)


def log_of_any(given: Given) -> Log:
    """The log that a caller gave, or named. Raises Unreadable."""
    return given if isinstance(given, Log) else log_given(given)


def sound(surveys: Iterable[Surveyed | Exception]) -> list[Surveyed]:
    """The surveys; raises Unreadable with the problems of all logs, and for two of one process."""
    found: list[Surveyed] = []
    problems: list[Problem] = []
    for each in surveys:
        if isinstance(each, Unreadable):
            problems += each.problems
        elif isinstance(each, Surveyed):
            found.append(each)
    if not problems:
        problems = list(_twice(found))
    if problems:
        raise Unreadable(problems)
    return found


def _twice(surveys: Iterable[Surveyed]) -> Iterator[Problem]:
    seen: set[str] = set()
    for each in surveys:
        if each.case.id in seen:
            what = f"two logs are of a process {each.case.id!r}; give each case an id of its own"
            yield Problem(Place(each.case.id), what)
        seen.add(each.case.id)


def maker(surveys: Sequence[Surveyed], rules: Rulebook, wanted: Wanted) -> Maker:
    """What makes the rows of all these logs."""
    cases = [each.case for each in surveys]
    plan = plan_of(cases, rules, wanted.horizons, wanted.outcomes)
    return Maker(Packed.of(counting(rules)), wanted, plan)


def fingerprint(surveys: Sequence[Surveyed], rules: Rulebook, wanted: Wanted) -> dict[str, str]:
    """What a frame was made of: equal fingerprints, equal frames."""
    logs, cases = (
        hashlib.sha256("\n".join(digests).encode()).hexdigest()
        for digests in ([e.seen.digest for e in surveys], [e.case.digest for e in surveys])
    )
    made_of = {"logs": logs, "cases": cases, "rules": rules.digest}
    zones = {each.case.zone_name or "UTC" for each in surveys}
    zone = zones.pop() if len(zones) == 1 else "UTC"
    ours = {"negotiations": VERSION, "tzdata": tzdata_version(), "zone": zone}
    return {**ours, **made_of, **wanted.told()}
