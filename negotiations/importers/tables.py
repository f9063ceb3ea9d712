"""Plain tables whose rows are records of a log: prisoner exchanges, rounds, whatever has a kind."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import blake2b
from pathlib import Path
from typing import Any

import attrs
import msgspec

from negotiations.importers.imported import Imported, LeftOut, Options, Outcome, imported
from negotiations.importers.lags import known_after, read_lag
from negotiations.importers.mapping_file import by_name, mapping_of
from negotiations.importers.naming import slug
from negotiations.importers.rows import Header, Row, rows
from negotiations.importers.table_mapping import TIMES, TableMapping, read_mapping
from negotiations.model.shapes import plain
from negotiations.model.times import read_interval
from negotiations.panels.cells import Layout
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean

NO_LAG = "when it became known isn't told: add a column known_at, or give a known lag"


def table(
    path: str | Path,
    *,
    mapping: Mapping[str, Any] | str | Path | None = None,
    known_lag: str | timedelta | None = None,
    **options: Any,
) -> Imported:
    """The rows of a table (CSV, TSV, JSON) as records: its columns are the fields of their kind.

    Cells of lists are written a;b. Other columns and words need a *mapping*: plain data, a YAML
    file (see `TableMapping`), or the name of one that comes along (`mapping_names("table")`). A row
    without a `known_at` is taken to be known *known_lag* after its last day; one without an `id`
    gets one from what it holds. Raises Unreadable for columns that are no fields, and for a mapping
    with problems.
    """
    given = mapping_of({} if mapping is None else by_name(mapping, "table"), read_mapping)
    asked = Options(**options)
    lag = read_lag(known_lag) if isinstance(known_lag, str) else known_lag
    zone = asked.case.day_zone if asked.case else UTC
    source = given.source or slug(Path(path).stem) or "table"
    own = _Table(str(path), given, lag, zone, source)
    return imported(path, rows(path), own.outcomes, asked, voice=source, on_header=own.look_at)


@attrs.frozen
class _Table:
    """One table on its way in."""

    path: str
    mapping: TableMapping
    lag: timedelta | None
    zone: tzinfo
    voice: str

    def look_at(self, header: Header) -> None:
        """Refuse columns that are no fields, and a mapping of columns that are not there."""
        place = Place(self.path, header.line)
        fields = [field for name in header.names if (field := self.mapping.field(name))]
        wrong = [what.replace(": --ignore)", " by a mapping)") for what in LAYOUT.strangers(fields)]
        for name in (*self.mapping.columns, *self.mapping.only):
            if name not in header.names:
                wrong.append(f"no column {name!r}, which is mapped"
                             f"{did_you_mean(name, header.names)}")  # fmt: skip
        if wrong:
            raise Unreadable(Problem(place, what) for what in wrong)

    def outcomes(self, row: Row) -> Iterator[Outcome]:
        """What becomes of one row."""
        for column, words in self.mapping.only.items():
            if str(row.cells.get(column)) not in words:
                yield LeftOut(f"another {column} than was asked for")
                return
        try:
            yield self._record(row.cells)
        except ValueError as error:
            yield Problem(Place(self.path, row.line), str(error))

    def _record(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        named = {
            field: self._meant(field, cell)
            for column, cell in cells.items()
            if (field := self.mapping.field(column))
        }
        always = self.mapping.with_
        record = {**always, **LAYOUT.record({**always, **named})}
        if self.mapping.source and "sources" not in record:
            record["sources"] = [{"source": self.mapping.source}]
        if "known_at" not in record:
            record |= self._known(record)
        return {"id": plain(record.pop("id", None) or self._id(record)), **record}

    def _meant(self, field: str, cell: Any) -> Any:
        """What a cell stands for: another word, or a day as a log has it."""
        text = cell.strip() if isinstance(cell, str) else cell
        meant: Any = self.mapping.values.get(field, {}).get(str(text), text)
        if self.mapping.dates and field in TIMES and isinstance(meant, str) and meant:
            try:
                return str(datetime.strptime(meant, self.mapping.dates).date())
            except ValueError:
                raise ValueError(f"{field}: {meant!r} is not {self.mapping.dates}") from None
        return meant

    def _known(self, record: Mapping[str, Any]) -> dict[str, str]:
        if self.lag is None:
            raise ValueError(NO_LAG)
        if "occurred" not in record:
            raise ValueError("'occurred' is missing")
        end = read_interval(plain(record["occurred"]), self.zone).end
        return known_after(end.astimezone(self.zone).date(), self.lag)

    def _id(self, record: Mapping[str, Any]) -> str:
        """An id from what a record holds, so that it is the same wherever its row stands."""
        content = msgspec.json.encode(record, order="sorted")
        return f"{self.voice}-{blake2b(content, digest_size=5).hexdigest()}"


LAYOUT = Layout((), frozenset())
