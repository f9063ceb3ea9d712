"""What came of one process after a moment, as the outcome columns of frames and panels tell it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import attrs

from negotiations.model.case import Case
from negotiations.model.evidence import QUESTIONS
from negotiations.model.times import DAY
from negotiations.outcomes.questions import OPEN, Resolution, covered, latest, resolved
from negotiations.outcomes.survey import Survey
from negotiations.outcomes.turns import Chronicle, chronicle

NOT_TOLD = Resolution(OPEN)
DECIMALS = 9
TIME, SEEN, UNTIL = "outcome_onset_time", "outcome_onset_seen", "outcome_until"


@attrs.frozen
class Answers:
    """What came of one process, as it is known *now*, of a log that is complete up to *covered*."""

    told: Chronicle
    now: datetime
    covered: datetime | None
    horizons: tuple[int, ...]

    @classmethod
    def of(
        cls,
        case: Case,
        seen: Survey,
        horizons: tuple[int, ...],
        *,
        as_of: datetime | None,
        vouched: datetime | None,
    ) -> "Answers":
        """From a survey as of a moment; *vouched* says until when the log is complete anyway.

        Raises ValueError where nothing at all is known.
        """
        now = as_of or latest(seen.last, vouched)
        if now is None:
            raise ValueError("a log without a record, and no time to ask at, answers nothing")
        told = chronicle(case, seen.tellings)
        return cls(told, now, covered(seen.last, now, vouched), horizons)

    def cells(self, end: datetime, question: str | None) -> Iterator[Any]:
        """The outcome cells of a row that ends then, in the order of `answer_columns`.

        Those of a question that is not asked at its end are empty.
        """
        for kind in QUESTIONS:
            for horizon in self.horizons:
                found = NOT_TOLD
                if kind == question:
                    found = resolved(self.told, kind, end, horizon, self.now, self.covered)
                yield found.outcome
                yield found.known_at
        yield from self._time(end) if question == "onset" else (None, None, None)
        yield self.covered

    def _time(self, end: datetime) -> tuple[float | None, bool | None, datetime | None]:
        """Days to the onset, or for as long as none was seen; whether it was, known since when."""
        ahead = max((self.now - end) // DAY + 1, 1)
        found = resolved(self.told, "onset", end, ahead, self.now, None)
        until = found.happened or self.covered
        if until is None or (found.happened is None and until <= end):
            return None, None, None
        return days_between(end, until), found.happened is not None, found.known_at


def days_between(end: datetime, until: datetime) -> float:
    """Days from a period's end; 0 for what had begun by then, and nobody knew it."""
    return round(max((until - end) / DAY, 0.0), DECIMALS)


def answer_columns(horizons: Iterable[int]) -> Iterator[tuple[str, str]]:
    """The outcome columns and their types; each cell may be empty."""
    for each in (f"outcome_{question}_{h}" for question in QUESTIONS for h in horizons):
        yield each, "flag"
        yield f"{each}_known_at", "instant"
    yield from ((TIME, "number"), (SEEN, "flag"), (f"{SEEN}_known_at", "instant"))
    yield UNTIL, "instant"
