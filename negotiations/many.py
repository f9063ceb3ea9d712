"""Replaying many cases at once, in one process or in several, here or on a cluster."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from datetime import date, datetime
from itertools import count, tee
from pathlib import Path
from typing import Any, TypeAlias, cast

import attrs

from negotiations.judging import Judge
from negotiations.log.cases import CASE_FILE, read_case
from negotiations.log.reading import Log, log_of, read_log
from negotiations.model.case import Case
from negotiations.packaged import seed, seed_names
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.replaying import Replay
from negotiations.rulebook.book import Rulebook
from negotiations.runs import Run, instant_of, run_of
from negotiations.workers import UNKNOWN_SIZE, Packed, cores, in_order, pool

Records: TypeAlias = Sequence[Mapping[str, Any]]
Pair: TypeAlias = tuple[Case | str | Path, Log | Records | str | Path]
CaseLike: TypeAlias = str | Path | Pair


@attrs.frozen
class Job:
    """One case to replay: as the caller named it, and what is wanted of it."""

    number: int
    given: CaseLike
    rules: Packed
    as_of: datetime | date | str | None
    keep: bool

    @property
    def name(self) -> str:
        """What messages call the case."""
        case = self.given[0] if isinstance(self.given, tuple) else self.given
        return case.id if isinstance(case, Case) else str(case)

    def log(self) -> Log:
        """The log to replay; raises Unreadable."""
        return log_given(self.given)


def log_given(given: CaseLike) -> Log:
    """The log that a caller named: by its case's path or name, or as a pair. Raises Unreadable."""
    if not isinstance(given, tuple):
        return read_log(_standing(given))
    case, log = given
    case = case if isinstance(case, Case) else read_case(_standing(case))
    if isinstance(log, Log):
        return attrs.evolve(log, case=case)
    return read_log(log, case) if isinstance(log, str | Path) else log_of(case, log)


def replay_many(
    cases: Iterable[CaseLike],
    rules: Rulebook,
    *,
    executor: Executor | None = None,
    workers: int | None = None,
    as_of: datetime | date | str | None = None,
    keep: bool = True,
) -> Iterator[Run]:
    """The runs that `replay` gives of each case, in the order of the cases, as they are done.

    A case is a path or the name of a packaged case, or a pair of a case and its log (a Log, a
    path, or records as plain data). They are replayed in *workers* processes (one for each core
    unless given; 1: in this one), or in any *executor*, such as a thread pool or
    `dask.distributed.Client(…).get_executor()`; paths are read where the work is done. Few cases
    are in flight at once, so an endless iterable will do. What goes wrong in a case is raised when
    its turn comes, with the case's name: Unreadable for bad input.

    >>> import negotiations as ng
    >>> rules = ng.read_rules(ng.folder("rules"))
    >>> for run in ng.replay_many(["istanbul-2025"], rules, workers=1, as_of="2025-05-20"):
    ...     print(run.case.id, round(run.likelihood(90), 6))
    istanbul-2025 0.133605
    """
    packed = Packed.of(rules)
    jobs = (Job(n, given, packed, as_of, keep) for n, given in zip(count(), cases, strict=False))
    if executor is not None:
        yield from _runs(executor, jobs, packed, workers or UNKNOWN_SIZE)
        return
    size = cores() if workers is None else workers
    with pool(size) as made:
        yield from _runs(made, jobs, packed, size)


def _runs(
    executor: Executor | None, jobs: Iterable[Job], packed: Packed, workers: int
) -> Iterator[Run]:
    judge = packed.judge()
    doing, told = tee(jobs)
    for job, done in zip(told, in_order(executor, attempt, doing, workers=workers), strict=True):
        if isinstance(done, Exception):
            raise _naming(job.name, done)
        yield _with_judge(done, judge)


def attempt(job: Job) -> Run | Exception:
    """The run of one case, without its rulebook, or what went wrong; fit to travel."""
    try:
        log, judge = job.log(), job.rules.judge()
        moment = None if job.as_of is None else instant_of(job.as_of, log.case)
        driven = Replay(log, judge.rules, as_of=moment, keep=job.keep, judge=judge)
        return _with_judge(run_of(driven, driven.drive()), None)
    except Exception as error:
        return error


def _with_judge(run: Run, judge: Judge | None) -> Run:
    """The run with this judge and its rules; without one it is light, and can be pickled."""
    state = attrs.evolve(run.state, judge=cast(Judge, judge))
    return attrs.evolve(run, state=state, rules=cast(Rulebook, judge and judge.rules))


def _naming(name: str, error: Exception) -> Exception:
    """The error, told with the case that it came from."""
    if not isinstance(error, Unreadable):
        told = RuntimeError(f"case {name}: {type(error).__name__}: {error}")
        told.__cause__ = error
        return told
    places = [(each, each.place) for each in error.problems]
    return Unreadable(
        Problem(Place(name, at.line, at.column), each.what) if at.file == "memory" else each
        for each, at in places
    )


def _standing(path: str | Path) -> Path:
    """Where a case stands: as it is written, else the packaged case of that name."""
    given = Path(path)
    if given.name == CASE_FILE:
        return given.parent
    found = given if given.exists() else seed(str(path))
    if found is None:
        what = f"no such file, folder or packaged case{did_you_mean(path, seed_names())}"
        raise Unreadable([Problem(Place(str(path)), what)])
    return found
