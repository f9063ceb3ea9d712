"""The tables of events that come in: which files, in which form, and in which pieces."""

import hashlib
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path
from typing import TypeAlias

import attrs

from negotiations.notation.text import sibling_meant
from negotiations.panels.parquet import rows_by_group
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean

FORMS = {
    ".csv": "csv", ".tsv": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
"""The form of a table, by the ending of its file's name."""

LEAST, MOST, PIECES = 1 << 20, 1 << 28, 256
"""Bytes in a piece of a table at least and at most, and how many pieces there should be."""

BLOCK = 1 << 18
Span: TypeAlias = tuple[int, int, int]
"""From which byte to which (of Parquet: which row groups), and the number of the first row."""


@attrs.frozen(order=True)
class Table:
    """One file of events, in one of the `FORMS`: *path* as it was given, *file* from anywhere."""

    path: str
    file: str
    form: str

    @property
    def separator(self) -> str:
        return "\t" if self.form == "tsv" else ","

    def place(self, number: int, column: int = 1) -> Place:
        """Where a row stands: in a line, or (of Parquet) at its place among the rows."""
        return Place(self.path, number, 0 if self.form == "parquet" else column)

    @property
    def is_csv(self) -> bool:
        return self.form in ("csv", "tsv")


@attrs.frozen
class Piece:
    """Part of a table, small enough to be held in memory; *number* counts those of all tables."""

    number: int
    table: int
    start: int
    end: int
    first: int


@attrs.frozen
class Cut:
    """A file as it stands: the digest of what is in it, and the spans to read it in."""

    digest: str
    spans: tuple[Span, ...]


def tables_at(patterns: Iterable[str]) -> tuple[Table, ...]:
    """The tables that paths and globs name, each once, in order of their paths.

    Raises Unreadable for a path that leads nowhere, and for an ending that is none of the `FORMS`.
    """
    paths: set[str] = set()
    problems: list[Problem] = []
    for pattern in map(str, patterns):
        found = [pattern] if Path(pattern).exists() else _matching(pattern)
        paths.update(found)
        if not found:
            hint = sibling_meant(Path(pattern))
            problems.append(Problem(Place(pattern), f"no such file{hint}"))
    problems += [problem for path in sorted(paths) for problem in _faults(Path(path))]
    if problems:
        raise Unreadable(problems)
    return tuple(map(_table, sorted(paths)))


def _table(path: str) -> Table:
    return Table(path, str(Path(path).resolve()), FORMS[Path(path).suffix.lower()])


def _matching(pattern: str) -> list[str]:
    if not has_magic(pattern):
        return []
    return [path for path in glob(pattern, recursive=True) if Path(path).is_file()]


def _faults(path: Path) -> Iterator[Problem]:
    if path.is_dir():
        yield Problem(Place(str(path)), "this is a folder, not a table; name its files")
    elif path.suffix.lower() not in FORMS:
        hint = did_you_mean(path.suffix, FORMS)
        yield Problem(Place(str(path)), f"no form of table ends in {path.suffix!r}{hint}")


def cut(table: Table, piece: int) -> Cut:
    """The file's digest and its spans of about *piece* bytes, which end where a row does."""
    try:
        with open(table.file, "rb") as file:
            digest = hashlib.file_digest(file, "blake2b").hexdigest()
        spans = _row_groups(table) if table.form == "parquet" else _of_lines(table, piece)
        return Cut(digest, tuple(spans))
    except OSError as error:
        what = f"can't be read: {error.strerror or error}"
        raise Unreadable([Problem(Place(table.path), what)]) from None


def _row_groups(table: Table) -> Iterator[Span]:
    first = 1
    for group, rows in enumerate(rows_by_group(table.file, table.path)):
        yield group, group + 1, first
        first += rows


def _of_lines(table: Table, piece: int) -> Iterator[Span]:
    """Spans that end with a line; in CSV with one that is not within quotes."""
    quote = b'"' if table.is_csv else None
    start, at, line, lines, quotes = 0, 0, 1, 0, 0
    end = 0
    with open(table.file, "rb") as file:
        while block := file.read(BLOCK):
            mark = _last_end(block, quote, quotes)
            if mark >= 0:
                end, ending = at + mark + 1, lines + block.count(b"\n", 0, mark + 1)
            if quote:
                quotes += block.count(quote)
            lines += block.count(b"\n")
            at += len(block)
            if end - start >= piece:
                yield start, end, line
                start, line = end, ending + 1
    if at > start:
        yield start, at, line


def _last_end(block: bytes, quote: bytes | None, quotes: int) -> int:
    """Where the last line of a block ends that is not within quotes, -1 if none does."""
    mark = block.rfind(b"\n")
    while quote and mark >= 0 and (quotes + block.count(quote, 0, mark)) % 2:
        mark = block.rfind(b"\n", 0, mark)
    return mark


def pieces_of(tables: tuple[Table, ...]) -> tuple[tuple[str, ...], tuple[Piece, ...]]:
    """The digest of every table, and the pieces that all are read in; raises Unreadable."""
    total = sum(Path(table.file).stat().st_size for table in tables)
    size = min(max(total // PIECES, LEAST), MOST)
    cuts = [cut(table, size) for table in tables]
    spans = [(number, span) for number, each in enumerate(cuts) for span in each.spans]
    pieces = tuple(Piece(n, table, *span) for n, (table, span) in enumerate(spans))
    return tuple(each.digest for each in cuts), pieces
