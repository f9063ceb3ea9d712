"""Who does the work leaves no mark on it: this process, others, threads, or a cluster."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from dyads import BOOK, made, many_rows, template, write_jsonl

import negotiations as ng

distributed = pytest.importorskip("distributed")

DAYS: dict[str, Any] = {"freq": "day", "until": "2026-03-31"}


@pytest.fixture
def events(tmp_path: Path) -> Path:
    return write_jsonl(tmp_path / "events.jsonl", many_rows())


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """A scheduler and two workers, each a process of its own on this machine."""
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as connected,
    ):
        yield connected


def test_two_workers_give_the_bytes_of_one(events: Path) -> None:
    """One process, two, or threads."""
    one = made(events.parent, events, workers=1, **DAYS)
    assert made(events.parent, events, workers=2, **DAYS) == one
    with ThreadPoolExecutor(2) as threads:
        assert made(events.parent, events, executor=threads, **DAYS) == one


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(events: Path, client: Any) -> None:
    """A dask worker is killed once the first part is done; the panel is as made by one process."""
    one = made(events.parent, events, workers=1, **DAYS)
    lost = Loss(client)
    executor: Executor = client.get_executor(pure=False)
    many = made(events.parent, events, executor=executor, workers=2, progress=lost.tell, **DAYS)
    assert lost.pid is not None
    assert many == one


class Loss:
    """Kills one worker of a cluster at the first sign of replaying."""

    def __init__(self, client: Any) -> None:
        self.client, self.pid = client, None

    def tell(self, stage: str, done: int, of: int) -> None:
        if stage == "replaying" and self.pid is None:
            assert done < of
            self.pid = min(self.client.run(os.getpid).values())
            os.kill(self.pid, signal.SIGKILL)


def test_many_cases_on_a_cluster_that_loses_a_worker(client: Any, tmp_path: Path) -> None:
    """The runs are those of one process, in the order of the cases."""
    case = ng.read_case(ng.seed("istanbul-2025"))
    records = [{**row, "actor": ["russia"], "recipient": ["ukraine"]} for row in many_rows()]
    for row in records:
        del row["dyad"]
    records.sort(key=lambda row: row["known_at"])
    cases = [(case, records[: n + 1]) for n in range(30)]
    alone = [run.digest for run in ng.replay_many(cases, BOOK, workers=1)]
    pids = client.run(os.getpid)
    found = []
    for number, run in enumerate(
        ng.replay_many(cases, BOOK, executor=client.get_executor(pure=False), workers=2)
    ):
        if number == 3:
            os.kill(min(pids.values()), signal.SIGKILL)
        found.append(run.digest)
    assert found == alone
    assert len(set(alone)) == 30


def test_a_template_and_rules_travel(events: Path) -> None:
    """What is handed over as values is the same as what is read from files."""
    from negotiations.panels.templates import template_at

    made_of_files = made(events.parent, events, workers=2)
    case = template_at(template(events.parent))
    assert made(events.parent, events, workers=2, case=case) == made_of_files
