"""One process of a part: its rows of the table made a log, and the rows of the panel from that."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import msgspec
import numpy as np
from numpy.typing import NDArray

from negotiations.judging import Judge
from negotiations.log.forms import Forms, forms_of
from negotiations.log.reading import Log, OnTrouble
from negotiations.log.reading import Trouble as BadRecord
from negotiations.log.scan import Scan
from negotiations.log.sources import JsonLinesSource
from negotiations.model.case import Case
from negotiations.model.times import EPOCH
from negotiations.outcomes.answers import Answers
from negotiations.outcomes.survey import survey
from negotiations.panels.calendar import Period
from negotiations.panels.columns import Columns
from negotiations.panels.options import Options
from negotiations.panels.rows import Stretch, rows_of, stretches
from negotiations.panels.spool import UNKNOWN, Rows, Spool, Trouble
from negotiations.place import Place

MICROSECOND = timedelta(microseconds=1)
LAST = np.iinfo(np.int64).max


@attrs.define
class Process:
    """One process of a part; *log* is the file that its log may stand in for a while.

    `troubles` are its bad rows, by their number among its own.
    """

    options: Options
    tables: Mapping[int, int]
    until: datetime | None
    judge: Judge
    columns: Columns
    spool: Spool
    own: Rows
    log: Path
    troubles: dict[int, Trouble] = attrs.field(factory=dict, init=False)
    _kept: NDArray[np.int64] = attrs.field(init=False)

    @_kept.default
    def _all(self) -> NDArray[np.int64]:
        return np.arange(len(self.own.index))

    def rows(self) -> list[tuple[Any, ...]]:
        """One for each period, behind the process's key.

        What a bad row names is nobody's business: if there are any, the log is replayed without.
        """
        made = self._replayed()
        if self.troubles and not self.options.template.is_whole:
            self._kept = np.setdiff1d(self._kept, list(self.troubles))
            made = self._replayed() if len(self._kept) else []
        return made

    def _replayed(self) -> list[tuple[Any, ...]]:
        key, made = self.own.key, list[tuple[Any, ...]]()
        *earlier, last = stretches(key, self.options.template, self._lines(), self._periods())
        forms = forms_of(last.case)  # whose names are all that the earlier cases have, and more
        for each in earlier:
            made += self._read(each, forms, each.periods[-1].end, _told_later)
        made += self._read(last, forms, self.until, self._hear)
        if made and self.options.asked.outcomes:
            answers = self._answers(last.case, forms)
            made = [self.columns.answered(row, answers) for row in made]
        return [(*key, *row) for row in made]

    def _read(
        self, stretch: Stretch, forms: Forms, until: datetime | None, hear: OnTrouble
    ) -> list[tuple[Any, ...]]:
        """The rows of one stretch, from a log of what became known by then."""
        last = LAST if until is None else (until - EPOCH) // MICROSECOND
        with self.log.open("wb") as stream:
            stream.writelines(data for known, data in self._lines() if known <= last)
        with self._written(stretch.case, forms, hear) as log:
            return list(rows_of(log, self.judge, stretch, self.columns, until))

    @contextmanager
    def _written(self, case: Case, forms: Forms, hear: OnTrouble) -> Iterator[Log]:
        """The log that was written last."""
        with closing(JsonLinesSource(str(self.log))) as source:
            yield Log(case, lambda: [source], hear, forms=forms)

    def _answers(self, case: Case, forms: Forms) -> Answers:
        """What came of the process, by all that its log tells."""
        asked = self.options.asked
        with self._written(case, forms, _told_already) as log:
            seen = survey(log, self.until)
        return Answers.of(case, seen, case.horizons, as_of=asked.until, vouched=asked.covers)

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        """When each row became known, and its JSON."""
        return self.spool.lines(self.own.only(self._kept))

    def _periods(self) -> list[Period]:
        known = self.own.index["known"][self._kept]
        known = known[known != UNKNOWN]
        if self.until is None or not len(known):
            return []
        first = EPOCH + timedelta(microseconds=int(known[0]))
        return list(self.options.calendar.periods(first, self.until))

    # --- bad rows

    def _hear(self, trouble: BadRecord) -> None:
        number = int(self._kept[trouble.problems[0].place.line - 1])
        _, data = next(self.spool.lines(self.own.only(np.array([number]))))
        by = dict(zip(self.options.layout.by, self.own.key, strict=True))
        whats = tuple(
            f"{field}: {self._said(problem.what)}" if field else self._said(problem.what)
            for problem in trouble.problems
            for field in [_field_at(data, problem.place.column)]
        )
        raw = msgspec.json.encode({**by, **msgspec.json.decode(data)}) + b"\n"
        table, row, _ = self._stands(number)
        self.troubles[number] = Trouble(table, row, 1, whats, raw)

    def _stands(self, number: int) -> tuple[int, int, Place]:
        """Which table one of its rows is from, its number in there, and its place."""
        table = self.tables[int(self.own.piece[number])]
        row = int(self.own.index["number"][number])
        return table, row, self.options.tables[table].place(row)

    def _said(self, what: str) -> str:
        """A message with places in the table, not in the log made of it."""
        there = re.compile(re.escape(str(self.log)) + r":(\d+):\d+")
        return there.sub(lambda at: str(self._stands(self._kept[int(at[1]) - 1])[2]), what)


def _told_already(_: BadRecord) -> None:
    """The replay of the whole log has told it."""


def _told_later(_: BadRecord) -> None:
    """What is wrong is told once: when the whole log is read."""


def _field_at(data: bytes, column: int) -> str:
    """Which field of a line of JSON begins at a column, its parts joined by dots."""
    scan = Scan.of(data.decode().rstrip("\n"))
    starts = [*scan.keys.items(), *scan.values.items()]
    return next((".".join(map(str, path)) for path, at in starts if path and at == column - 1), "")
