"""A story: what a scenario has told so far, and what a replay makes of it.

A story has a case, a rulebook, and records like those of a log. It begins on `BEGINNING` unless it
says when; what is told without a date happens on its present day. Nothing is replayed before a step
asks what came of it.
"""

import json
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

import attrs

from negotiations.bdd.stories.clock import days_later, known_time
from negotiations.bdd.stories.drafts import Draft
from negotiations.bdd.stories.replayed import Moment, Runs
from negotiations.bdd.stories.setting import judge_at, located, told_in, up_to
from negotiations.bdd.stories.told import Record, Records, Silence, Told
from negotiations.bdd.stories.wording import worded
from negotiations.bdd.unmet import NOWHERE, Untellable, telling
from negotiations.judging import Judge
from negotiations.log.amendments import AMENDMENTS
from negotiations.log.cases import CASE_FILE, read_case
from negotiations.log.reading import Log, read_log
from negotiations.log.records import Places, RecordReader
from negotiations.log.sources import OnePlace
from negotiations.model.case import Case
from negotiations.model.times import read_instant, read_interval
from negotiations.notation import Keys, read_file, read_yaml
from negotiations.packaged import folder
from negotiations.place import Place
from negotiations.rulebook.book import Rulebook
from negotiations.runs import Run

BEGINNING = "2025-01-01"
RULES = "rules"


@attrs.define
class Story:
    """What has been told. *home* is the folder that paths are seen from, the feature's own."""

    home: Path = attrs.field(factory=Path)
    told: Records = attrs.field(factory=Records, init=False)
    until: datetime | None = attrs.field(default=None, init=False)
    sources: list[dict[str, Any]] | None = attrs.field(default=None, init=False)
    """Who reports what is told without sources of its own; nobody unless it is said."""
    _case: Case | None = attrs.field(default=None, init=False)
    _draft: Draft | None = attrs.field(default=None, init=False)
    _file: Path | None = attrs.field(default=None, init=False)
    _reader: RecordReader | None = attrs.field(default=None, init=False)
    _log: Log | None = attrs.field(default=None, init=False)
    _judge: Judge | None = attrs.field(default=None, init=False)
    _now: datetime | None = attrs.field(default=None, init=False)
    _turn: str = attrs.field(default="given", init=False)
    _mark: Moment | None = attrs.field(default=None, init=False)
    _runs: Runs = attrs.field(factory=Runs, init=False)

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
        self._draft = self._file = self._reader = None
        self._runs.forget()

    @property
    def case_file(self) -> Path | None:
        """The file that has the case just as it is; None for one that steps have written."""
        return self._file

    @property
    def log(self) -> Log | None:
        """The log that came with the case, if one did."""
        return self._log

    def open_case(self, name: str) -> None:
        """Take the case of a packaged name or of a folder, with its log, which is not yet told."""
        where = located(self.home, name)
        with telling():
            self.case = read_case(where)
            self._log = read_log(where, self.case)
        self._file = where / CASE_FILE
        if (where / RULES).is_dir():
            self.judge = judge_at(where / RULES)

    def write(self, draft: Draft) -> None:
        """Let the case be as a draft has it. Raises Untellable."""
        self.case = draft.case()
        self._draft = draft

    @property
    def draft(self) -> Draft:
        """The case as it is written so far. Raises Untellable before one is given."""
        if self._draft is None and self._file is not None:
            with telling():
                self._draft = Draft.of(read_yaml(read_file(self._file), str(self._file)))
        if self._draft is None:
            begin = 'Given a case between "ruritania" and "freedonia"'
            raise Untellable(f"no case is given yet that a step can change; begin with: {begin}")
        return self._draft

    def put(self, path: Keys, value: Any, place: Place = NOWHERE) -> None:
        """Write one part of the case. Raises Untellable."""
        self.write(self.draft.put(path, value, place))

    @property
    def judge(self) -> Judge:
        """The rulebook, made ready: the one given, else the packaged one."""
        if self._judge is None:
            self._judge = judge_at(folder(RULES))
        return self._judge

    @judge.setter
    def judge(self, judge: Judge) -> None:
        self._judge = judge
        self._runs.forget()

    @property
    def rules(self) -> Rulebook:
        """The rulebook."""
        return self.judge.rules

    # --- time

    def turn(self, kind: str) -> None:
        """Note that a step of that kind comes next: a story is measured from where a When began."""
        if kind == "when" and self._turn != "when":
            self._mark = Moment(tuple(self.records), self.until)
        self._turn = kind

    @property
    def zone(self) -> tzinfo:
        """The zone that dates are read in."""
        return self._case.day_zone if self._case else UTC

    @property
    def now(self) -> datetime:
        """The story's present."""
        return self._now or self.instant(BEGINNING)

    @property
    def today(self) -> str:
        """The date of the story's present in the case's zone, as records have it."""
        return self.now.astimezone(self.zone).date().isoformat()

    def turn_to(self, when: str) -> None:
        """Go to a moment; of a date, its end. Time doesn't run back. Raises Untellable."""
        moment = self.instant(when)
        if self._now is not None and moment < self._now:
            raise Untellable(f"the story is at {self.today} already, and time doesn't run back")
        self._now = self.until = moment

    def wait(self, days: int, without: str | None = None, stage: str | None = None) -> None:
        """Let so many days pass, in which nothing of a kind happens. Raises Untellable."""
        if days != int(days) or days < 1:
            raise Untellable(f"a whole number of days passes, 1 or more, not {days}")
        try:
            later = days_later(self.now, int(days), self.zone)
        except OverflowError:
            raise Untellable(f"{days} days lead past the end of the calendar") from None
        if without is not None:
            self.told.be_silent(Silence(without, stage, self.now, later))
        self._now = self.until = later

    def instant(self, when: str) -> datetime:
        """The moment that a date or a time names in the case's zone; of a date, its end."""
        try:
            return read_instant(when, self.zone)
        except ValueError as error:
            raise Untellable(str(error)) from None

    # --- telling

    @property
    def reader(self) -> RecordReader:
        """Reads the records of the case."""
        if self._reader is None:
            self._reader = RecordReader(self.case)
        return self._reader

    @property
    def records(self) -> list[Record]:
        """The records told so far, as they are written; each complete."""
        return [each.raw for each in self.told]

    def hear_log(
        self, until: str | None = None, path: str | None = None, *, before: str | None = None
    ) -> None:
        """Tell the log that came with the case, or of a file, as far as known by a moment.

        With *before*, only what stands before the record of that id in the one order of replay.
        """
        log = self._log if path is None else read_log(self.home / path, self.case)
        if log is None:
            raise Untellable("the case has no log; tell what happens, or name a log")
        told = told_in(log)
        self.hear(told if before is None else up_to(told, before), until)

    def hear(self, several: list[Told], until: str | None = None) -> None:
        """Tell records just as a log has them, as far as they were known by a moment."""
        self.told.add_all(several)
        self._runs.forget()
        if until is not None:
            self.until = self._now = self.instant(until)
        elif several:
            self.until, self._now = None, max(each.read.known_at for each in self.told)

    def happen(self, kind: str, date: str | None = None, **said: Any) -> None:
        """Tell an event in an analyst's words; what is None is not said. Raises Untellable."""
        fields = {name.rstrip("_"): value for name, value in said.items() if value is not None}
        self.say({"kind": kind, **({"occurred": date} if date else {}), **fields})

    def say(self, raw: Record, places: Places | None = None) -> None:
        """Tell a record in an analyst's words. Raises Untellable."""
        self.tell(worded(raw, self.case), places)

    def tell(self, raw: Record, places: Places | None = None) -> None:
        """Let a record become known; what it leaves out is filled in.

        Raises Untellable with every problem, at the *places* of its parts.
        """
        where, reader = places or OnePlace(NOWHERE), self.reader
        record = self._completed(raw)
        with telling():
            told = Told(record, reader.read(record, where))
        known_at = told.read.known_at
        if self.until is not None:
            self.told.forget_after(self.until)
            self.until = None if known_at > self.until else self.until
        self.told.add(told, reader, where)
        self._now = known_at if self._now is None else max(self._now, known_at)
        self._runs.forget()

    def _completed(self, raw: Record) -> Record:
        """A record with what may be left out: an id, its sources, and its times."""
        whole: dict[str, Any] = {"id": self.told.fresh_id(), **raw}
        about = raw.get("kind") in AMENDMENTS or "report_of" in raw
        if not about:
            whole.setdefault("occurred", self.today)
        if self.sources is not None:
            whole.setdefault("sources", self.sources)
        if "known_at" not in whole:
            whole["known_at"] = self._known_at(whole.get("occurred", self.today))
        return whole

    def _known_at(self, occurred: Any) -> Any:
        try:
            when = read_interval(occurred, self.zone)
        except (TypeError, ValueError, AttributeError):
            return self.now.isoformat()  # what is wrong with it is told when it is read
        last = self.until or datetime.max.replace(tzinfo=UTC)

        def latest(since: datetime, until: datetime) -> datetime | None:
            return self.told.latest(since, min(until, last))

        return known_time(when, self._now, latest, self.zone).isoformat()

    def as_log(self) -> str:
        """What was told as a log of JSON lines: complete records, in order of `known_at`."""
        last = self.until or datetime.max.replace(tzinfo=UTC)
        known = [each for each in self.told if each.read.known_at <= last]
        ordered = sorted(known, key=lambda each: each.read.known_at)
        return "".join(json.dumps(each.raw, ensure_ascii=False) + "\n" for each in ordered)

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
        return self._runs.run(self.case, self.judge, moment)
