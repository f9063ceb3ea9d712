"""The two ways of a replay, and all that must be the same whichever was taken."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import pytest

from negotiations.log import sources
from negotiations.log.reading import Log, log_of, read_log
from negotiations.model.account import STRONGEST
from negotiations.model.case import Case
from negotiations.model.process import TABLES
from negotiations.notation import to_yaml
from negotiations.problems import Unreadable
from negotiations.replaying import Replay
from negotiations.rulebook.book import Rulebook
from negotiations.runs import digest
from negotiations.trace import Reason

Records = Sequence[dict[str, Any]]
Told = list[Reason] | str


@attrs.frozen
class Outcome:
    """What came of a replay: its reasons or its problems, all that it knows, what it set aside."""

    told: Told
    stands: dict[str, Any]
    troubles: list[str]

    @property
    def data(self) -> Any:
        """The trace as plain data, rounded nowhere."""
        if isinstance(self.told, str):
            return self.told
        return [(repr(reason.roles), reason.data()) for reason in self.told]


def standing(driven: Replay) -> dict[str, Any]:
    """All that a replay knows at its end, but for the order in which its tables were filled."""
    state, reading = driven.state, driven.reading
    process, ledger = state.process, state.ledger
    tables = {name: dict(sorted(getattr(process, name).items(), key=str)) for name in TABLES}
    after = max(ledger.now, 0.0) + 1
    return tables | {
        "sums": ledger.sums(),
        "now": ledger.now,
        "pieces": ledger.pieces,
        "strongest": {q: ledger.strongest(STRONGEST, after, q) for q in driven.log.case.bases},
        "held": state.held,
        "clock": state.clock,
        "counted": {
            part: (days.days, days.lows, days.highs, days.marks)
            for part, days in state.tallies.counted.items()
        },
        "last": driven.last,
        "count": reading.count,
        "digest": digest(driven),
    }


def carefully(driven: Replay) -> list[Reason]:
    """The replay told event by event."""
    return list(driven.reasons())


def quickly(driven: Replay) -> list[Reason]:
    """The replay driven in batches, and told at its end."""
    return list(driven.drive())


Way = Callable[[Replay], list[Reason]]
Logs = Callable[[list[str] | None], Log]
"""Gives a log; problems are set aside into the list, or stop the reading where there is none."""


def at_hand(records: Records, case: Case) -> Logs:
    """A log in memory."""
    return lambda aside: log_of(case, records, **setting(aside))


def in_file(path: Path, case: Case) -> Logs:
    """A log in a file."""
    return lambda aside: read_log(path, case, **setting(aside))


def setting(aside: list[str] | None) -> dict[str, Any]:
    """What a log does with its bad records."""
    if aside is None:
        return {}
    return {"on_trouble": lambda trouble: aside.extend(map(str, trouble.problems))}


def written(records: Records, path: Path) -> Path:
    """The records in a file of the form that its name ends with."""
    if path.suffix == ".yaml":
        path.write_text(to_yaml(list(records)), "utf-8")
    else:
        lines = (json.dumps(each, ensure_ascii=False) for each in records)
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return path


def told_until(
    way: Callable[[Replay], Iterable[Reason]], log: Logs, rules: Rulebook, *, lenient: bool,
    **options: Any,
) -> tuple[list[Any], str]:  # fmt: skip
    """What is told on a way as plain data, until it ends or a problem ends it."""
    driven = Replay(log([] if lenient else None), rules, keep=False, **options)
    told: list[Any] = []
    try:
        for reason in way(driven):
            told.append((repr(reason.roles), reason.data()))
    except Unreadable as error:
        return told, str(error)
    return told, digest(driven)


def came(way: Way, log: Logs, rules: Rulebook, *, lenient: bool = True, **options: Any) -> Outcome:
    """What comes of a log on one of the two ways."""
    troubles: list[str] = []
    driven = Replay(log(troubles if lenient else None), rules, **options)
    try:
        told: Told = way(driven)
    except Unreadable as error:
        return Outcome(str(error), {}, troubles)
    return Outcome(told, standing(driven), troubles)


def same(log: Logs, rules: Rulebook, **options: Any) -> Outcome:
    """What comes of a log, which is the same on both ways."""
    careful = came(carefully, log, rules, **options)
    quick = came(quickly, log, rules, **options)
    assert quick.troubles == careful.troubles
    assert quick.stands == careful.stands
    if options.get("keep", True):
        assert quick.data == careful.data
    return careful


@contextmanager
def cut_into(*, piece: int = sources.PIECE, records: int = sources.RECORDS) -> Iterator[None]:
    """Files are read in pieces of so many bytes, what is at hand by so many records."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "PIECE", piece)
        patch.setattr(sources, "RECORDS", records)
        yield
