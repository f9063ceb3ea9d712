"""Questions about a process, and how they resolve: yes, no, or not yet known as of a date."""

from datetime import date, datetime, timedelta
from pathlib import Path

import attrs

from negotiations.log.reading import Log
from negotiations.many import log_given
from negotiations.model.case import Case
from negotiations.model.ceasefires import CeasefireDefinition
from negotiations.model.evidence import QUESTIONS
from negotiations.model.weights import whole_days
from negotiations.outcomes.survey import survey
from negotiations.outcomes.turns import Chronicle, Known, Turn, chronicle
from negotiations.problems import did_you_mean
from negotiations.runs import instant_of

LONGEST = 36_525
"""Days that may be asked about: a century."""

YES, NO, OPEN = "yes", "no", "not yet known"


@attrs.frozen
class Resolution:
    """How a question resolved: yes, no, or not yet known.

    *happened* is when what was asked came about, and lies before the question was asked if nobody
    knew of it then. *known_at* is since when the answer stands as it does.
    """

    answer: str
    happened: datetime | None = None
    known_at: datetime | None = None

    @property
    def outcome(self) -> bool | None:
        """True for yes, False for no, None while it is not known."""
        return {YES: True, NO: False, OPEN: None}[self.answer]


@attrs.frozen
class Question:
    """Whether a ceasefire is announced, or the one that holds collapses, *within* days of *asked*.

    It is yes if at any moment of these days a ceasefire that meets the *definition* (the case's
    unless given) is announced: or, for collapse, none holds any more where one held, however it
    ended. A date for *asked* means its end. Raises ValueError for an unknown kind, and unless
    *within* is a positive whole number, of a century at most.
    """

    kind: str = attrs.field(default="onset", kw_only=True)
    asked: datetime | date | str = attrs.field(kw_only=True)
    within: int = attrs.field(default=90, kw_only=True)
    definition: CeasefireDefinition | None = attrs.field(default=None, kw_only=True)

    @kind.validator
    def _is_asked(self, _: object, kind: str) -> None:
        if kind not in QUESTIONS:
            raise ValueError(f"unknown question {kind!r}{did_you_mean(kind, QUESTIONS)}")

    @within.validator
    def _is_a_horizon(self, _: object, within: int) -> None:
        check_horizon(within)

    def resolve(
        self,
        log: Log | str | Path,
        as_of: datetime | date | str | None = None,
        *,
        covers: datetime | date | str | None = None,
    ) -> Resolution:
        """How it resolves by what the log (or the case at a path) had told by *as_of*.

        It is no once its days are over and the log covers them: up to its last record, or up to
        *covers* for a log that is known to be complete until then.

        >>> import negotiations as ng
        >>> question = ng.Question(asked="2014-08-01", within=90)
        >>> question.resolve("minsk-2014", as_of="2014-08-31").answer
        'not yet known'
        >>> found = question.resolve("minsk-2014")
        >>> found.answer, str(found.happened.date())
        ('yes', '2014-09-05')
        """
        given = log if isinstance(log, Log) else log_given(log)
        moment = None if as_of is None else instant_of(as_of, given.case)
        seen = survey(given, moment)
        until = None if covers is None else instant_of(covers, given.case)
        now = moment or latest(seen.last, until)
        if now is None:
            return Resolution(OPEN)
        told = chronicle(given.case, seen.tellings, self.definition)
        return self.resolved(told, given.case, now, covered(seen.last, now, until))

    def resolved(
        self, told: Chronicle, case: Case, now: datetime, covered: datetime | None
    ) -> Resolution:
        """How it resolves by what was known *now*, of a log that is complete up to *covered*."""
        asked = instant_of(self.asked, case)
        return resolved(told, self.kind, asked, self.within, now, covered)


def check_horizon(within: int) -> None:
    """Raises ValueError for what is no horizon, or a longer one than can be asked about."""
    whole_days(within)
    if within > LONGEST:
        raise ValueError(f"a question is about {LONGEST} days at most, not {within}")


def resolved(
    told: Chronicle, kind: str, asked: datetime, within: int, now: datetime,
    covered: datetime | None,
) -> Resolution:  # fmt: skip
    """The resolution of a question asked at a moment, as `Question.resolved` gives it."""
    until = asked + timedelta(days=within)
    versions = told.until(now) if now >= asked else ()
    turn = _turn(versions[-1], kind, asked, until) if versions else None
    if turn is not None:
        return Resolution(YES, turn.start, _since(versions, kind, asked, until, turn))
    over = covered is not None and until <= min(now, covered)
    return (
        Resolution(NO, None, _no_since(versions, kind, asked, until)) if over else Resolution(OPEN)
    )


def covered(last: datetime | None, now: datetime, vouched: datetime | None) -> datetime | None:
    """Until when a log is complete as of now: its last record's time, or what is vouched for."""
    known = latest(last, vouched)
    return min(now, known) if known else None


def latest(*times: datetime | None) -> datetime | None:
    """The last of the times that are there."""
    return max((each for each in times if each is not None), default=None)


def _turn(version: Known, kind: str, asked: datetime, until: datetime) -> Turn | None:
    """What came about first within the time asked about."""
    return next((each for each in version.turns[kind] if each.touches(asked, until)), None)


def _since(
    versions: tuple[Known, ...], kind: str, asked: datetime, until: datetime, turn: Turn
) -> datetime:
    """Since when it is known that it began when it did."""
    since = versions[-1].known_at
    for version in reversed(versions):
        found = _turn(version, kind, asked, until)
        if found is None or found.start != turn.start:
            break
        since = version.known_at
    return max(since, asked)


def _no_since(versions: tuple[Known, ...], kind: str, asked: datetime, until: datetime) -> datetime:
    """Since when it is known that nothing came about: the end of the time, or a later denial."""
    since = until
    for version in reversed(versions):
        if _turn(version, kind, asked, until) is not None:
            break
        since = version.known_at
    else:
        return until
    return max(since, until)
