"""A story: what a scenario has told so far, and what a replay makes of it.

A story has a case, a rulebook, and records like those of a log. It begins on `BEGINNING` unless it
says when; what is told without a date happens on its present day. Nothing is replayed before a step
asks what came of it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import attrs

from negotiations.bdd.unmet import Untellable
from negotiations.examples import completed
from negotiations.judging import Judge
from negotiations.log.cases import CASE_FILE, read_case
from negotiations.log.reading import Log, log_of, read_log
from negotiations.log.records import RecordReader
from negotiations.log.sources import OnePlace
from negotiations.model.case import Case
from negotiations.model.times import read_instant
from negotiations.packaged import folder, seed, seed_names
from negotiations.place import Place
from negotiations.problems import Unreadable, did_you_mean
from negotiations.replaying import Replay
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.reading import read_rules
from negotiations.runs import Run, run_of
from negotiations.structure import Path as Keys

BEGINNING = "2025-01-01"
RULES = "rules"
Record = Mapping[str, Any]


class Places(Protocol):
    """Where the parts of a record were written."""

    def place(self, path: Keys = ()) -> Place: ...


@attrs.frozen
class Moment:
    """How far a story had come: its records, and until when they are replayed."""

    records: tuple[Record, ...]
    until: datetime | None


@attrs.define
class Story:
    """What has been told. *home* is the folder that paths are seen from, the feature's own."""

    home: Path = attrs.field(factory=Path)
    records: list[Record] = attrs.field(factory=list, init=False)
    until: datetime | None = attrs.field(default=None, init=False)
    _case: Case | None = attrs.field(default=None, init=False)
    _log: Log | None = attrs.field(default=None, init=False)
    _judge: Judge | None = attrs.field(default=None, init=False)
    _now: datetime | None = attrs.field(default=None, init=False)
    _turn: str = attrs.field(default="given", init=False)
    _mark: Moment | None = attrs.field(default=None, init=False)
    _runs: dict[tuple[int, datetime | None], Run] = attrs.field(factory=dict, init=False)

    # --- the set-up

    @property
    def case(self) -> Case:
        """The case. Raises Untellable before one is given."""
        if self._case is None:
            raise Untellable('no case is given yet; begin with: Given the case "istanbul-2025"')
        return self._case

    @case.setter
    def case(self, case: Case) -> None:
        """Let it be another case; what was told stays told."""
        self._case = case
        self._runs.clear()

    @property
    def log(self) -> Log | None:
        """The log that came with the case, if one did."""
        return self._log

    def open_case(self, name: str) -> None:
        """Take the case of a packaged name or of a folder, with its log, which is not yet told."""
        where = self.located(name)
        self.case = read_case(where)
        self._log = read_log(where, self.case) if where.is_dir() else None
        beside = where / RULES
        if where.is_dir() and beside.is_dir():
            self.judge = judge_at(beside)

    def located(self, name: str) -> Path:
        """Where a case stands: below the feature's folder, or packaged. Raises Untellable."""
        own = self.home / name
        if (own / CASE_FILE).is_file() or own.name == CASE_FILE:
            return own.parent if own.name == CASE_FILE else own
        packaged = seed(name)
        if packaged is None:
            hint = did_you_mean(name, seed_names())
            raise Untellable(f"no case {name!r}: no such folder here, and none is packaged{hint}")
        return packaged

    @property
    def judge(self) -> Judge:
        """The rulebook, made ready: the one given, else the packaged one."""
        if self._judge is None:
            self._judge = judge_at(folder(RULES))
        return self._judge

    @judge.setter
    def judge(self, judge: Judge) -> None:
        self._judge = judge
        self._runs.clear()

    @property
    def rules(self) -> Rulebook:
        """The rulebook."""
        return self.judge.rules

    # --- telling

    def turn(self, kind: str) -> None:
        """Note that a step of that kind comes next: a story is measured from where a When began."""
        if kind == "when" and self._turn != "when":
            self._mark = Moment(tuple(self.records), self.until)
        self._turn = kind

    @property
    def now(self) -> datetime:
        """The story's present."""
        return self._now or self.instant(BEGINNING)

    @property
    def today(self) -> str:
        """The date of the story's present in the case's zone, as records have it."""
        local = (self._now or self.instant(BEGINNING)).astimezone(self.case.day_zone)
        return (local - timedelta(microseconds=1)).date().isoformat()

    def turn_to(self, when: str) -> None:
        """Go to a moment; of a date, its end. Time doesn't run back. Raises Untellable."""
        moment = self.instant(when)
        if self._now is not None and moment < self._now:
            raise Untellable(f"the story is at {self.today} already, and time doesn't run back")
        self._now = moment

    def wait(self, days: int) -> None:
        """Let so many days pass."""
        self._now = self.now + timedelta(days=days)
        self.until = self._now

    def hear_log(self, until: str | None = None) -> None:
        """Tell the log that came with the case, as far as it was known by a moment."""
        if self._log is None:
            raise Untellable("the case has no log; tell what happens, or name a log")
        self.records += records_of(self._log)
        if until is not None:
            self.until = self._now = self.instant(until)
        elif self.records:
            self._now = max(self._known(record) for record in self.records)

    def tell(self, raw: Record, places: Places | None = None) -> None:
        """Let a record become known; what it leaves out is filled in.

        Raises Untellable with every problem, at the *places* of its parts.
        """
        record = self._completed(raw)
        try:
            read = self._reader().read(record, places or OnePlace(Place("")))
        except Unreadable as error:
            named = [each if each.place.file else each.what for each in error.problems]
            raise Untellable(*named) from None
        if self.until is not None:
            self.records = [each for each in self.records if self._known(each) <= self.until]
            self.until = None if read.known_at > self.until else self.until
        self.records.append(record)
        self._now = max(self.now, read.known_at)
        self._runs.clear()

    def _completed(self, raw: Record) -> Record:
        number = len(self.records) + 1
        whole = {"id": f"event-{number:03}", "occurred": self.today, **raw}
        try:
            return completed(whole, number, self.case)
        except ValueError:
            return whole  # what is wrong with its time is told when it is read

    def _reader(self) -> RecordReader:
        return _reader_of(self.case)

    def _known(self, record: Record) -> datetime:
        return read_instant(record["known_at"], self.case.day_zone)

    def instant(self, when: str) -> datetime:
        """The moment that a date or a time names in the case's zone; of a date, its end."""
        zone = self._case.day_zone if self._case else UTC
        try:
            return read_instant(when, zone)
        except ValueError as error:
            raise Untellable(str(error)) from None

    # --- what came of it

    @property
    def run(self) -> Run:
        """The replay of all that was told. Raises Untellable."""
        return self._run(Moment(tuple(self.records), self.until))

    @property
    def before(self) -> Run:
        """The replay as things stood before the last When began."""
        return self._run(self._mark or Moment((), None))

    def run_at(self, when: str) -> Run:
        """The replay of what was known by a moment; of a date, by its end."""
        return self._run(Moment(tuple(self.records), self.instant(when)))

    def _run(self, moment: Moment) -> Run:
        key = (len(moment.records), moment.until)
        if key not in self._runs:
            self._runs[key] = self._replayed(moment)
        return self._runs[key]

    def _replayed(self, moment: Moment) -> Run:
        log = log_of(self.case, moment.records, sort=True)
        driven = Replay(log, self.rules, as_of=moment.until, judge=self.judge)
        try:
            return run_of(driven, driven.drive())
        except Unreadable as error:
            raise Untellable(*(problem.what for problem in error.problems)) from None


def records_of(log: Log) -> Iterator[Record]:
    """The records of a log as they are written. Raises Unreadable."""
    for source in log.sources():
        for entry in source:
            if entry.raw is None:
                raise Unreadable(entry.problems)
            yield entry.raw


@lru_cache(maxsize=16)
def judge_at(path: Path) -> Judge:
    """The rulebook of a folder or a file, read and made ready once for all scenarios."""
    return Judge(read_rules(path))


@lru_cache(maxsize=16)
def _reader_of(case: Case) -> RecordReader:
    return RecordReader(case)
