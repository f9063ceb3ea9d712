"""Making a panel: pieces into the spool, parts replayed, and the whole assembled; resumable."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

import attrs

from negotiations.model.times import tzdata_version
from negotiations.packaged import folder
from negotiations.panels.cells import Layout
from negotiations.panels.columns import Columns
from negotiations.panels.folder import kept_file, work_folder
from negotiations.panels.options import Asked, Options
from negotiations.panels.parquet import assemble, schema_of
from negotiations.panels.parts import Part, Spooled, plan, replay_part, troubles_of
from negotiations.panels.readers import header
from negotiations.panels.scattering import Scatter, scatter
from negotiations.panels.spool import Trouble, summary_of
from negotiations.panels.tables import Piece, Table, pieces_of, tables_at
from negotiations.panels.templates import Template, template_at
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.reading import read_rules
from negotiations.runs import instant_of
from negotiations.version import VERSION
from negotiations.workers import UNKNOWN_SIZE, Packed, cores, in_order, pool

FORMAT = "1"
"""Goes up when the same inputs come to give other bytes, so that no old part is taken for new."""

MOST_TOLD = 100


@attrs.frozen
class BadRow:
    """A row of a table that was left out: what is wrong with it, and its text."""

    problems: tuple[Problem, ...]
    raw: bytes


OnBadRow: TypeAlias = Callable[[BadRow], None]
Moment: TypeAlias = datetime | date | str
Progress: TypeAlias = Callable[[str, int, int], None]


@attrs.frozen
class Panel:
    """A panel that has been made."""

    path: Path
    processes: int
    rows: int
    left_out: int


def panel(
    events: str | Path | Iterable[str | Path],
    by: str | Sequence[str],
    output: str | Path,
    rules: Rulebook | str | Path | None = None,
    *,
    case: Template | str | Path | None = None,
    freq: str = "week",
    until: Moment | None = None,
    outcomes: bool = False,
    covers: Moment | None = None,
    ignore: Iterable[str] = (),
    on_bad_row: OnBadRow | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Panel:
    """Replay every process of a table of events; write a row for each process and period.

    *events* are files (CSV, TSV, JSON lines, Parquet) or globs, *by* the columns that tell
    processes apart. *case* is a template for their cases. The work is done in *workers* processes
    (one for each core unless given; 1: in this one) or by an *executor*, whose workers must see
    the same files. Killed and started again with the same arguments, it goes on where it was, and
    the bytes are the same. Without *on_bad_row* a bad row raises Unreadable once its part is
    done. *progress* is told what is being done, how much of it is, and of how much.
    """
    tables = tables_at(map(str, [events] if isinstance(events, str | Path) else events))
    names = (by,) if isinstance(by, str) else tuple(by)
    size = workers or (UNKNOWN_SIZE if executor else cores())
    template = case if isinstance(case, Template) else template_at(case)
    last, vouched = (t if t is None else instant_of(t, template.case) for t in (until, covers))
    asked = Asked(freq, last, outcomes, vouched)
    layout = Layout(names, frozenset(ignore))
    making = Making(tables, layout, template, asked, Path(output).resolve())
    with pool(1 if executor else size) as made:
        book = rules if isinstance(rules, Rulebook) else read_rules(rules or folder("rules"))
        going = Going(executor or made, size, on_bad_row, progress or _silent)
        return making.make(book, going)


@attrs.frozen
class Going:
    """Who does the work, and who hears of it."""

    executor: Executor | None
    workers: int
    on_bad_row: OnBadRow | None
    progress: Progress


@attrs.frozen
class Making:
    """A panel to be made: of which tables, read how, and where it goes."""

    tables: tuple[Table, ...]
    layout: Layout
    template: Template
    asked: Asked
    output: Path

    def __attrs_post_init__(self) -> None:
        problems = [Problem(Place(t.path), what) for t in self.tables for what in self._faults(t)]
        if problems:
            raise Unreadable(problems)

    def _faults(self, table: Table) -> Iterator[str]:
        columns = header(table)
        if columns:
            yield from self.layout.strangers(columns)

    def make(self, book: Rulebook, going: Going) -> Panel:
        """Make it."""
        columns = Columns(self.layout.by, self.template, self.asked.outcomes)
        columns.check()
        digests, pieces = pieces_of(self.tables)
        with work_folder(self.output, self._digest(book, digests)) as place:
            options = Options(
                self.tables, self.layout, self.template, Packed.of(book), self.asked,
                place.resolve(),
            )  # fmt: skip
            spooled = _scattered(options, pieces, going)
            left_out = _tell(options, [t for _, each in spooled for t in each.troubles], going)
            parts = list(plan(options, spooled))
            left_out += _replayed(options, parts, going)
            rows = self._assembled(columns, parts, book, place)
        processes = sum(len(part.keys) for part in parts)
        return Panel(self.output, processes, rows, left_out)

    def _digest(self, book: Rulebook, digests: Sequence[str]) -> str:
        """Of all that the panel depends on."""
        inputs = [(table.path, digest) for table, digest in zip(self.tables, digests, strict=True)]
        options = (self.layout.by, sorted(self.layout.ignored), attrs.astuple(self.asked))
        ours = (FORMAT, VERSION, tzdata_version(), self.template.digest, book.digest)
        return hashlib.sha256(repr((inputs, options, ours)).encode()).hexdigest()

    def _assembled(
        self, columns: Columns, parts: Sequence[Part], book: Rulebook, place: Path
    ) -> int:
        about = {"negotiations": VERSION, "rules": book.digest, "case": self.template.digest,
                 "tzdata": tzdata_version(), "freq": self.asked.freq}  # fmt: skip
        if self.asked.covers is not None:
            about["covers"] = self.asked.covers.isoformat()
        with kept_file(self.output, within=place) as stream:
            schema = schema_of(columns.types(), about)
            return assemble([part.rows for part in parts], schema, stream)


def _scattered(options: Options, pieces: Sequence[Piece], going: Going) -> list[Spooled]:
    tasks = [Scatter(options, piece) for piece in pieces]
    done = in_order(going.executor, scatter, tasks, workers=going.workers)
    for number, _ in enumerate(done, 1):
        going.progress("reading", number, len(tasks))
    folder = options.folder / "pieces"
    read = [(piece, summary_of(folder, piece.number)) for piece in pieces]
    return [(piece, summary) for piece, summary in read if summary is not None]


def _replayed(options: Options, parts: Sequence[Part], going: Going) -> int:
    """Replay the parts; how many rows of the table had to be left out."""
    left_out = 0
    done = in_order(going.executor, replay_part, parts, workers=going.workers)
    for number, (part, bad) in enumerate(zip(parts, done, strict=True), 1):
        if bad:
            left_out += _tell(options, troubles_of(part), going)
        going.progress("replaying", number, len(parts))
    return left_out


def _tell(options: Options, troubles: Sequence[Trouble], going: Going) -> int:
    told = [_bad_row(options, trouble) for trouble in sorted(troubles)]
    if told and going.on_bad_row is None:
        raise Unreadable([problem for row in told for problem in row.problems][:MOST_TOLD])
    for row in told:
        if going.on_bad_row is not None:
            going.on_bad_row(row)
    return len(told)


def _bad_row(options: Options, trouble: Trouble) -> BadRow:
    place = options.tables[trouble.table].place(trouble.number, trouble.column)
    return BadRow(tuple(Problem(place, what) for what in trouble.whats), trouble.raw)


def _silent(stage: str, done: int, of: int) -> None:
    """Nobody wants to know."""
