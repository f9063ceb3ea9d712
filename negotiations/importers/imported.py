"""What came in from a file: its records in order, its problems, and an account of every row."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import msgspec

from negotiations.importers.checking import Checker
from negotiations.importers.rows import BadRow, Header, Read, Row
from negotiations.importers.sorting import Sorter
from negotiations.log.index import IdIndex
from negotiations.model.case import Case
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable
from negotiations.structure import Path as Keys
from negotiations.structure import Refused

MOST_KEPT = 1000
"""Problems that an `Imported` keeps; all are counted, and told to *on_problem*."""

FAIL, SKIP = "fail", "skip"

Record: TypeAlias = dict[str, Any]
OnProblem: TypeAlias = Callable[[Problem], None]


@attrs.frozen
class LeftOut:
    """Why a row, or what one series has to say in it, makes no event though nothing is wrong."""

    reason: str


Outcome: TypeAlias = Record | LeftOut | Problem
"""What becomes of a row; a row of several series has one for each."""


@attrs.define
class Counts:
    """An account of the rows of a source: each is in one of the four parts that `rows` adds up.

    *events* and *problems* count what the rows gave, which may be several a row; *reasons* counts
    why something was left out; *assumed*, the events whose `known_at` nobody published.
    """

    headers: int = 0
    taken: int = 0
    left_out: int = 0
    refused: int = 0
    events: int = 0
    problems: int = 0
    assumed: int = 0
    reasons: Counter[str] = attrs.field(factory=Counter)

    @property
    def rows(self) -> int:
        """All rows of the source, blank lines apart."""
        return self.headers + self.taken + self.left_out + self.refused

    def add(self, events: int, problems: int) -> None:
        """Count one row by what it gave."""
        self.events += events
        self.problems += problems
        part = "taken" if events else "refused" if problems else "left_out"
        setattr(self, part, getattr(self, part) + 1)


@attrs.frozen(eq=False)
class Imported:
    """What came in from one file. Iterating gives the records, in order of when they became known.

    They are plain data, as `log_of` takes them, read from disk each time; `lines` has them as JSON
    lines. *problems* are the first thousand; *remarks* are worth a look, and no mistake of a row.
    *parties* maps the ids of participants to their names in the source; *voice* is the source's own
    id.
    """

    path: str
    voice: str
    counts: Counts
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    parties: Mapping[str, str]
    _sorted: Sorter

    def lines(self) -> Iterator[bytes]:
        """The records as the lines of a log."""
        return iter(self._sorted)

    def __iter__(self) -> Iterator[Record]:
        return map(msgspec.json.decode, self.lines())

    def __len__(self) -> int:
        return self._sorted.count

    @property
    def records(self) -> list[Record]:
        """All records, held at once."""
        return list(self)


@attrs.define
class Import:
    """An import on its way: rows go in, and are counted, checked and sorted."""

    path: str
    checker: Checker
    on_problem: OnProblem | None
    label: str | None = None
    counts: Counts = attrs.field(factory=Counts)
    problems: list[Problem] = attrs.field(factory=list)
    sorter: Sorter = attrs.field(factory=Sorter)
    _ids: IdIndex = attrs.field(factory=IdIndex)

    def take(self, row: Row, outcomes: Iterable[Outcome]) -> None:
        """Account for one row by all that became of it."""
        events = problems = 0
        for outcome in outcomes:
            found = self._settled(row.line, outcome)
            events += found is None
            problems += len(found or ())
            for problem in found or ():
                self._tell(problem)
        self.counts.add(events, problems)

    def refuse(self, problem: Problem) -> None:
        """Account for a row that can't be read."""
        self._tell(problem)
        self.counts.add(0, 1)

    def _settled(self, line: int, outcome: Outcome) -> list[Problem] | None:
        """The problems with an outcome; None for an event that is none."""
        if isinstance(outcome, Problem):
            return [outcome]
        if isinstance(outcome, LeftOut):
            self.counts.reasons[outcome.reason] += 1
            return []
        try:
            known_at = self.checker.known_at(self._record(outcome))
        except Refused as error:
            return [self._at(line, _worded(*fault)) for fault in error.faults]
        first = self._ids.add(outcome["id"], line)
        if first is not None:
            return [self._at(line, f"the id {outcome['id']!r} stands twice; first in line {first}")]
        self.sorter.add(known_at, outcome)
        self.counts.assumed += outcome.get("known_basis") == "assumed"
        return None

    def _record(self, outcome: Record) -> Record:
        """An outcome without what stands beside its fields."""
        return {name: cell for name, cell in outcome.items() if name != self.label}

    def _at(self, line: int, what: str) -> Problem:
        return Problem(Place(self.path, line), what)

    def _tell(self, problem: Problem) -> None:
        if self.on_problem is not None:
            self.on_problem(problem)
        if len(self.problems) < MOST_KEPT:
            self.problems.append(problem)


def _worded(path: Keys, what: str) -> str:
    return f"{'.'.join(map(str, path))}: {what}" if path else what


@attrs.frozen(kw_only=True)
class Options:
    """What every importer takes: see `imported`."""

    case: Case | None = None
    on_error: str = attrs.field(default=SKIP, validator=attrs.validators.in_((FAIL, SKIP)))
    on_problem: OnProblem | None = None


def imported(
    path: str | Path,
    rows: Iterable[Read],
    outcomes: Callable[[Row], Iterable[Outcome]],
    options: Options,
    *,
    voice: str,
    on_header: Callable[[Header], None] | None = None,
    parties: Callable[[], Mapping[str, str]] = dict,
    remarks: Callable[[], Iterable[Problem]] = tuple,
    label: str | None = None,
) -> Imported:
    """Read *rows* to their end, and account for each by what *outcomes* makes of it.

    *label* names what stands beside the fields of records, if something does: whose each is.
    With `on_error="fail"` problems raise Unreadable, once all rows have been read.
    """
    run = Import(str(path), Checker(options.case), options.on_problem, label)
    for read in rows:
        if isinstance(read, Header):
            run.counts.headers += 1
            if on_header is not None and run.counts.headers == 1:
                on_header(read)
        elif isinstance(read, BadRow):
            run.refuse(read.problem)
        else:
            run.take(read, outcomes(read))
    if run.problems and options.on_error == FAIL:
        raise Unreadable(run.problems)
    return Imported(
        str(path), voice, run.counts, tuple(run.problems), tuple(remarks()), parties(), run.sorter
    )
