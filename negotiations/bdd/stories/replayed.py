"""What a story comes to: its records replayed to a moment, each once."""

from collections.abc import Sequence
from datetime import datetime

import attrs

from negotiations.bdd.stories.told import Record
from negotiations.bdd.unmet import Untellable
from negotiations.judging import Judge
from negotiations.log.reading import log_of
from negotiations.model.case import Case
from negotiations.problems import Unreadable
from negotiations.replaying import Replay
from negotiations.runs import Run, run_of


@attrs.frozen
class Moment:
    """How far a story had come: its records, and until when they are replayed."""

    records: tuple[Record, ...]
    until: datetime | None


@attrs.define
class Runs:
    """The runs of a story's moments; remembered until it changes."""

    _runs: dict[tuple[tuple[int, ...], datetime | None], Run] = attrs.field(
        factory=dict, init=False
    )

    def forget(self) -> None:
        """Something has changed that a run depends on."""
        self._runs.clear()

    def run(self, case: Case, judge: Judge, moment: Moment) -> Run:
        """The run of a moment. Raises Untellable."""
        key = (tuple(map(id, moment.records)), moment.until)
        if key not in self._runs:
            self._runs[key] = _replayed(case, judge, moment.records, moment.until)
        return self._runs[key]


def _replayed(case: Case, judge: Judge, records: Sequence[Record], until: datetime | None) -> Run:
    log = log_of(case, records, sort=True)
    driven = Replay(log, judge.rules, as_of=until, judge=judge)
    try:
        return run_of(driven, driven.drive())
    except Unreadable as error:
        raise Untellable(*(problem.what for problem in error.problems)) from None
