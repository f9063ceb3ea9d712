"""Frames: one row for each process and period, of what was known then; what came of it is apart."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs

from negotiations.forecast import arrow
from negotiations.forecast.columns import role_of
from negotiations.forecast.grounds import Grounds, grounds
from negotiations.forecast.making import (
    Given,
    Maker,
    Surveyed,
    Surveyor,
    Wanted,
    When,
    fingerprint,
    log_of_any,
    maker,
    sound,
)
from negotiations.forecast.splits import (
    WATCHED,
    begins_by,
    is_future,
    is_not_of,
    is_of,
    is_past,
    moment_of,
    watched,
)
from negotiations.log.reading import Log
from negotiations.model.times import zone
from negotiations.problems import did_you_mean
from negotiations.rulebook.book import Rulebook
from negotiations.shown import Shown
from negotiations.workers import cores, in_order, pool


@attrs.frozen
class Making:
    """A frame whose logs have been surveyed, and whose rows are yet to come."""

    surveys: tuple[Surveyed, ...]
    maker: Maker
    fingerprint: Mapping[str, str]
    _rows: Callable[[], Iterator[arrow.Batch]]

    @property
    def schema(self) -> Any:
        """The Arrow schema of its rows."""
        return arrow.schema(self.maker.plan.names, self.fingerprint)

    def batches(self) -> Iterator[arrow.Batch]:
        """The rows of one process after the other, as Arrow batches; few are held at a time."""
        return self._rows()


@contextmanager
def making(
    logs: Given | Iterable[Given], rules: Rulebook, *, workers: int | None = None, **options: Any
) -> Iterator[Making]:
    """A frame to be made in bounded memory, with the options of `frame`.

    The work is done in *workers* processes, by default one for each core, but one for each log at
    most. Raises Unreadable for logs with problems, when it is entered.
    """
    given = _listed(logs)
    wanted = Wanted(**options)
    size = min(workers or cores(), max(len(given), 1))
    with pool(size) as executor:
        surveyor = Surveyor(wanted.as_of)
        surveys = sound(in_order(executor, surveyor, given, workers=size))
        made = maker(surveys, rules, wanted)

        rows = partial(in_order, executor, made, surveys, workers=size)
        yield Making(tuple(surveys), made, fingerprint(surveys, rules, wanted), rows)


def frame(
    logs: Given | Iterable[Given],
    rules: Rulebook,
    freq: str = "week",
    *,
    as_of: When | None = None,
    start: When | None = None,
    end: When | None = None,
    horizons: Iterable[int] | None = None,
    outcomes: bool = True,
    covers: When | None = None,
    workers: int = 1,
) -> "Frame":
    """One row for each process and each day, week or month, of what was known when it ended.

    *logs* is a log or a case (its path, or the name of a packaged one), or a list of these and of
    pairs of a case and its log. The periods run from that of a log's first record, or that of
    *start*, to that of its last one, or to the last that is over by *end*. *as_of* is the moment of
    the frame itself: rows end by then, and outcomes are told as they were known then. An outcome is
    no only where the log covers its days: up to its last record, or up to *covers* where you vouch
    for it.
    *horizons* are days, by default those of the cases. `ng.columns()` says what each column means.

    >>> import negotiations as ng
    >>> rules = ng.read_rules(ng.folder("rules"))
    >>> made = ng.frame("istanbul-2025", rules, freq="day", start="2025-05-20", end="2025-05-20")
    >>> [(row["period"], round(row["p_onset_90"], 6)) for row in made.rows()]
    [('2025-05-20', 0.133605)]
    """
    options = {
        "freq": freq, "as_of": as_of, "start": start, "end": end, "outcomes": outcomes,
        "horizons": None if horizons is None else tuple(horizons), "covers": covers,
    }  # fmt: skip
    with making(logs, rules, workers=workers, **options) as made:
        table = arrow.table(made.batches(), made.schema)
        return Frame(table, rules, {each.case.id: each.given for each in made.surveys})


@attrs.frozen(eq=False, slots=False, repr=False)
class Frame(Shown):
    """A frame of processes and periods, as an Arrow table.

    Any library that reads Arrow takes it as it is (`polars.from_arrow(frame)`). A frame made here
    knows its rulebook and its logs, and so can say *why*; one of a table read back cannot. Of a
    panel with outcomes it can be split as well. Columns of your own count as features.
    """

    table: Any
    rules: Rulebook | None = None
    logs: Mapping[str, Given] = attrs.field(factory=dict)

    def __repr__(self) -> str:
        return f"<Frame: {len(self):,} rows, {len(self.names)} columns>"

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.table.__arrow_c_stream__(requested_schema)

    @property
    def fingerprint(self) -> dict[str, str]:
        """What it was made of: digests of logs, cases and rules, versions, and the options."""
        return arrow.about(self.table)

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns, in order."""
        return tuple(self.table.column_names)

    @cached_property
    def _roles(self) -> Mapping[str, str]:
        return {name: role_of(name) for name in self.names}

    def of_role(self, *roles: str) -> tuple[str, ...]:
        """Its columns of some roles: key, feature, flag, outcome."""
        return tuple(name for name, role in self._roles.items() if role in roles)

    @property
    def features(self) -> tuple[str, ...]:
        """What a forecast may use: all but the key, the flags and the outcomes."""
        return self.of_role("feature")

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What a forecast is about, and since when it is known."""
        return self.of_role("outcome")

    def rows(self, names: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """The rows as Python's own values; of some columns, if they are named."""
        table = self.table if names is None else self.table.select(list(names))
        found: list[dict[str, Any]] = table.to_pylist()
        return found

    # --- to other libraries

    def to_arrow(self) -> Any:
        """The table itself (pyarrow)."""
        return self.table

    def to_pandas(self) -> Any:
        """A pandas DataFrame; counts with empty cells are `Int32`, flags with them `boolean`."""
        pandas = _library("pandas")
        kinds = {"int32": pandas.Int32Dtype(), "bool": pandas.BooleanDtype()}
        return self.table.to_pandas(types_mapper=lambda kind: kinds.get(str(kind)))

    def to_polars(self) -> Any:
        """A polars DataFrame."""
        return _library("polars").from_arrow(self.table)

    # --- why

    def why(self, row: int, column: str) -> Grounds:
        """Why a cell is what it is: the reasons from the trace of a replay as of the row's end.

        Raises IndexError and KeyError for what is not there, and ValueError for an outcome (ask a
        Question) or in a frame that does not know its logs.
        """
        if column not in self.names:
            raise KeyError(f"no column {column!r}{did_you_mean(column, self.names)}")
        if not -len(self) <= row < len(self):
            raise IndexError(f"there are {len(self)} rows; there is no row {row}")
        cells = self.table.slice(row % len(self), 1).to_pylist()[0]
        return grounds(self._log(cells["process"]), self._rules(), cells, column)

    def _log(self, process: str) -> Log:
        if process not in self.logs:
            raise ValueError("this frame does not know its logs: make it with ng.frame to ask why")
        return log_of_any(self.logs[process])

    def _rules(self) -> Rulebook:
        if self.rules is None:
            raise ValueError("this frame does not know its rules: make it with ng.frame to ask why")
        return self.rules

    # --- splits

    def split(self, at: When) -> tuple["Frame", "Frame"]:
        """Past and future as they were *at* a moment: a date means its end in the cases' zone.

        Past are the rows whose days were over and whose outcomes were known by then; future are
        those that begin later. What lies between is in neither: rows that had begun or whose days
        were not over, the early yeses among them, or a past would hold more of these than come.
        Where the cases have different zones, a date is one of UTC.
        """
        moment = moment_of(at, self._zone)
        past = self._kept(lambda row: is_past(row, moment))
        return past._as_of(moment), self._kept(lambda row: is_future(row, moment))

    def rolling(self, start: When, *, every: int) -> Iterator[tuple["Frame", "Frame"]]:
        """Splits at *start* and then *every* so many days, while there are rows to come.

        The future of each holds the rows that begin before the next one, so that every row is
        forecast once, by what was known shortly before.
        """
        moment, step = moment_of(start, self._zone), timedelta(days=every)
        if every < 1:
            raise ValueError(f"the origin moves on by at least a day, not by {every}")
        last = max((row["start"] for row in self.rows(["start"])), default=moment)
        while moment < last:
            past, future = self.split(moment)
            yield past, future._kept(begins_by(moment + step))
            moment += step

    def by_process(self) -> Iterator[tuple["Frame", "Frame"]]:
        """For each process the rows of all others, and its own: leave one process out."""
        for name in dict.fromkeys(row["process"] for row in self.rows(["process"])):
            yield self._kept(is_not_of(name)), self._kept(is_of(name))

    @property
    def _zone(self) -> tzinfo:
        return zone(self.fingerprint.get("zone", "UTC"))

    def _as_of(self, moment: datetime) -> "Frame":
        """The same rows, with what they tell of all that came later cut at a moment."""
        if not set(WATCHED) <= set(self.names):
            return self
        cells = [watched(row, moment) for row in self.rows(["end", *WATCHED])]
        return attrs.evolve(self, table=arrow.put(self.table, WATCHED, cells))

    def _kept(self, keep: Callable[[arrow.Row], bool]) -> "Frame":
        reading = [*self.of_role("key"), "question", *self.outcomes]
        return attrs.evolve(self, table=arrow.chosen(self.table, keep, reading))


def _listed(logs: Given | Iterable[Given]) -> list[Given]:
    """Every log that is given."""
    return [logs] if isinstance(logs, Log | str | Path) else list(logs)  # type: ignore[arg-type]


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        what = f"{name} is not installed: pip install {name}, or take the Arrow table"
        raise ImportError(what, name=name) from None
