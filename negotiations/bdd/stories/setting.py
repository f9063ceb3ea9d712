"""Where a story takes its case, its log and its rulebook from."""

from functools import lru_cache
from pathlib import Path

from negotiations.bdd.stories.told import Told
from negotiations.bdd.unmet import Untellable, telling
from negotiations.judging import Judge
from negotiations.log.cases import CASE_FILE
from negotiations.log.reading import Log
from negotiations.log.records import RecordReader
from negotiations.packaged import seed, seed_names
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.rulebook.reading import read_rules

MOST_TOLD = 100


def located(home: Path, name: str) -> Path:
    """The folder of a case: below the feature's own, or packaged. Raises Untellable."""
    own = home / name
    if own.name == CASE_FILE and own.is_file():
        return own.parent
    if (own / CASE_FILE).is_file():
        return own
    packaged = seed(name)
    if packaged is None:
        hint = did_you_mean(name, seed_names())
        raise Untellable(f"no case {name!r}: no such folder here, and none is packaged{hint}")
    return packaged


def told_in(log: Log) -> list[Told]:
    """The records of a log, read. Raises Untellable with every problem, the first hundred."""
    reader, told, wrong = RecordReader(log.case), list[Told](), list[Problem]()
    with telling():
        for entry in (each for source in log.sources() for each in source):
            try:
                if entry.raw is None:
                    raise Unreadable(entry.problems)
                told.append(Told(entry.raw, reader.read(entry.raw, entry.places)))
            except Unreadable as error:
                wrong += error.problems
    if wrong:
        raise Untellable(*wrong[:MOST_TOLD])
    return told


def up_to(told: list[Told], event: str) -> list[Told]:
    """The records that stand before one of them in the one order of replay. Raises Untellable."""
    orders = {each.read.id: each.read.order for each in told}
    if event not in orders:
        raise Untellable(f"no record of the log is called {event!r}{did_you_mean(event, orders)}")
    return [each for each in told if each.read.order < orders[event]]


def judge_at(path: Path) -> Judge:
    """The rulebook of a folder or a file. Raises Untellable with every problem."""
    with telling():
        return _judge_at(path)


@lru_cache(maxsize=16)
def _judge_at(path: Path) -> Judge:
    """It is read and made ready once for all scenarios."""
    return Judge(read_rules(path))
