"""Runs: a log replayed to a moment, and what can be asked of it then."""

import hashlib
from datetime import date, datetime
from warnings import warn

import attrs

from negotiations.log.reading import Log
from negotiations.model.case import Case
from negotiations.model.evidence import QUESTIONS, Evidence, Standing
from negotiations.model.process import PeaceProcess
from negotiations.model.times import days, read_instant, tzdata_version
from negotiations.model.weights import whole_days
from negotiations.problems import did_you_mean
from negotiations.replaying import Replay
from negotiations.rulebook.book import Rulebook
from negotiations.shown import Shown
from negotiations.state import State
from negotiations.trace import Trace
from negotiations.version import VERSION


@attrs.define
class Run(Shown):
    """A replay that has been driven to its end."""

    case: Case
    rules: Rulebook
    state: State
    trace: Trace
    last: datetime | None
    as_of: datetime | None
    digest: str

    @property
    def process(self) -> PeaceProcess:
        """Rounds, agreements, preconditions, positions and phases, as they stand."""
        return self.state.process

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Every piece of evidence that counts."""
        return tuple(self.state.ledger.pieces or ())

    @property
    def standing(self) -> tuple[Standing, ...]:
        """Every standing term."""
        return self.state.ledger.standing

    @property
    def now(self) -> datetime | None:
        """The moment it stands at: as_of, or when the last event became known."""
        return self.as_of or self.last

    def likelihood(
        self,
        horizon: int = 90,
        *,
        at: datetime | date | str | None = None,
        question: str = "onset",
        warned: bool = True,
    ) -> float | None:
        """P(*question* within *horizon* days of *at*), if no more becomes known; None if not asked.

        *at* is the replay's own moment unless given, and never earlier: to read the past, replay
        with `as_of`, so that nothing of the future can leak into it. Raises ValueError for that,
        and warns when the base rate is of a later date than the reading (unless *warned* is False).
        """
        if question not in QUESTIONS:
            raise ValueError(f"unknown question {question!r}{did_you_mean(question, QUESTIONS)}")
        days_ahead = len(whole_days(horizon))
        moment = self.now if at is None else instant_of(at, self.case)
        if moment is None or self.process.question() != question or question not in self.case.bases:
            return None
        if self.now is not None and moment < self.now:
            raise ValueError(f"to read the likelihood as of {moment}, replay with as_of={moment}")
        base = self.case.bases[question]
        if warned and base.as_of is not None and days(moment) < base.as_of:
            warn(f"the base rate of {question} is of a later date than {moment}", stacklevel=2)
        read = self.state.ledger.probability(days(moment), days_ahead, question)
        return float(read)


def replay(
    log: Log,
    rules: Rulebook,
    *,
    case: Case | None = None,
    as_of: datetime | date | str | None = None,
    keep: bool = True,
) -> Run:
    """Replay *log* through *rules* up to *as_of*; with *keep* the trace and evidence are kept.

    *case* takes the place of the log's own. A date for *as_of* means its end in the case's zone.
    """
    log = log if case is None else attrs.evolve(log, case=case)
    moment = None if as_of is None else instant_of(as_of, log.case)
    driven = Replay(log, rules, as_of=moment, keep=keep)
    return run_of(driven, driven.drive())


def instant_of(when: datetime | date | str, case: Case) -> datetime:
    """The moment that a caller means; a date is its end in the case's zone. Raises ValueError."""
    if isinstance(when, datetime):
        if when.tzinfo is None:
            raise ValueError(f"a moment needs a zone: write {when.isoformat()}+00:00, or a date")
        return when
    return read_instant(when if isinstance(when, str) else when.isoformat(), case.zone)


def run_of(driven: Replay, trace: Trace) -> Run:
    """The run of a replay that has been driven."""
    return Run(
        driven.log.case,
        driven.rules,
        driven.state,
        trace,
        driven.last,
        driven.as_of,
        digest(driven),
    )


def digest(driven: Replay) -> str:
    """One digest of log, rules, case, as_of, zone data and version: equal digests, equal bytes."""
    case, read = driven.log.case, driven.reading.digest
    as_of = driven.as_of.isoformat() if driven.as_of else ""
    parts = (read, driven.rules.digest, case.digest, as_of, tzdata_version(), VERSION)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
