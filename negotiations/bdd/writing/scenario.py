"""A scenario that holds what a replay does at one record of a log, or at one midnight."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import attrs

from negotiations.bdd.answers.asking import DAY
from negotiations.bdd.stories.told import Told
from negotiations.bdd.writing.finding import outcomes
from negotiations.bdd.writing.saying import STEP, moment, quoted
from negotiations.bdd.writing.telling import event_lines, log_lines
from negotiations.judging import Judge
from negotiations.log.reading import Log, log_of
from negotiations.model.case import Case
from negotiations.model.events import Event
from negotiations.model.telling import names_in, tell
from negotiations.model.times import TICK, midnight
from negotiations.problems import did_you_mean
from negotiations.replaying import Replay
from negotiations.report.lines import visible
from negotiations.runs import Run, run_of


@attrs.frozen
class Setting:
    """What a scenario begins with: a case, rules and a log as its steps name them.

    Without *rules* they are the case's own, or the packaged ones; without *log* it is the case's.
    *whole* writes what came before into the scenario, instead of naming the log.
    """

    case: str
    rules: str | None = None
    log: str | None = None
    whole: bool = False

    def steps(self) -> Iterator[str]:
        """The case, and the rules where they are others than the case's."""
        yield f"Given the case {quoted(self.case)}"
        if self.rules is not None:
            yield f"And the rules in {quoted(self.rules)}"

    @property
    def named_log(self) -> str:
        """The log, as a step names it."""
        return "the log" if self.log is None else f"the log {quoted(self.log)}"


@attrs.frozen
class Cut:
    """A log cut behind one of its records, or at a midnight (no *last*): how far it was told.

    *before* is what stands before that, in the one order of replay.
    """

    id: str
    before: Sequence[Told]
    last: Told | None
    run: Run


def in_order(log: Log) -> list[Told]:
    """All records of a log in the one order of replay. Raises Unreadable with every problem."""
    reading, told = log.reading(), list[Told]()
    for group in reading.groups():
        for record in group.records:
            entry = reading.entry_of(record.id)
            assert entry is not None, "it has just been read"
            assert entry.raw is not None, "it could be read"
            told.append(Told(entry.raw, record))
    return told


def cut_at(id: str, told: Sequence[Told], case: Case, judge: Judge) -> Cut:
    """The log cut behind the record of an id, or at the midnight `day:DATE`.

    Raises ValueError for an id that is neither.
    """
    if DAY.fullmatch(id):
        at = _midnight(id, case)
        before = [each for each in told if each.read.known_at <= at]
        return Cut(id, before, None, _run(before, case, judge, at))
    number = next((n for n, each in enumerate(told) if each.read.id == id), None)
    if number is None:
        known = did_you_mean(id, [each.read.id for each in told])
        raise ValueError(f"no event {id!r} in the log{known}")
    run = _run(told[: number + 1], case, judge, None)
    return Cut(id, told[:number], told[number], run)


def _midnight(id: str, case: Case) -> datetime:
    try:
        day = date.fromisoformat(id.partition(":")[2])
    except ValueError as error:
        raise ValueError(f"{id}: {error}") from None
    return midnight(day.toordinal(), case.day_zone)


def _run(told: Sequence[Told], case: Case, judge: Judge, as_of: datetime | None) -> Run:
    log = log_of(case, [each.raw for each in told], sort=True)
    driven = Replay(log, judge.rules, as_of=as_of, judge=judge)
    return run_of(driven, driven.drive())


def scenario_lines(cut: Cut, setting: Setting) -> Iterator[str]:
    """The lines of the scenario. Raises Unsayable for an id or a path that no sentence can name."""
    case = cut.run.case
    yield f"  Scenario: {_name(cut, case)}"
    yield from (f"{' ' * STEP}{step}" for step in setting.steps())
    yield from _known_before(cut, setting)
    if cut.last is None:
        assert cut.run.as_of is not None, "a midnight is a moment"
        yield f"{' ' * STEP}When it is {quoted(moment(cut.run.as_of, case))}"
    else:
        yield from event_lines(cut.last.raw, case)
    yield from _expected(cut)


def _name(cut: Cut, case: Case) -> str:
    if cut.last is None:
        return f"{cut.id}: the clock passes midnight"
    record = cut.last.read
    if isinstance(record, Event):
        told = tell(record, names_in(case))
        about = f"again, of {record.report_of}: {told}" if record.report_of else told
        return visible(f"{cut.id}: {about}")
    return visible(f"{cut.id}: {record.kind} of {record.of}")


def _known_before(cut: Cut, setting: Setting) -> Iterator[str]:
    """The step that tells what was known before: by the log's name, or written out."""
    if setting.whole:
        if cut.before:
            yield from log_lines("And", [each.raw for each in cut.before])
    elif cut.last is not None:
        yield f"{' ' * STEP}And {setting.named_log} is replayed to just before {quoted(cut.id)}"
    else:
        assert cut.run.as_of is not None, "a midnight is a moment"
        eve = moment(cut.run.as_of - TICK, cut.run.case)
        yield f"{' ' * STEP}And {setting.named_log} is replayed as of {quoted(eve)}"


def _expected(cut: Cut) -> Iterator[str]:
    keyword = "Then"
    for said in outcomes(cut.run, cut.id, cut.last.read if cut.last else None):
        if said.startswith(" "):  # a row of the table that the sentence before it takes
            yield said
        elif said.startswith("#"):
            yield f"{' ' * STEP}{said}"
        else:
            yield f"{' ' * STEP}{keyword} {said}"
            keyword = "And"


def feature_lines(cuts: Sequence[Cut], setting: Setting, said: str) -> Iterator[str]:
    """A whole feature, a scenario for each cut; *said* is a comment on how it came to be."""
    yield f"# {visible(said)}"
    yield f"Feature: {visible(cuts[0].run.case.title)}"
    for cut in cuts:
        yield ""
        yield from scenario_lines(cut, setting)
