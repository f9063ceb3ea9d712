"""Many cases at once: the runs that `replay` gives, in their order, whoever does the work."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from commands import PROJECT
from dyads import BOOK, Raw, strike
from ruritania import CASE

import negotiations as ng
from negotiations.workers import AHEAD, in_order, pool


def record(number: int, launched: int = 60) -> Raw:
    raw = strike(number, "", number, launched, actor=["ruritania"], recipient=["freedonia"])
    del raw["dyad"]
    return raw


def logs(many: int) -> Iterator[tuple[Any, list[Raw]]]:
    """So many cases, each with a record more than the one before."""
    yield from ((CASE, [record(k) for k in range(n + 1)]) for n in range(many))


@pytest.mark.parametrize("options", [{"workers": 1}, {"workers": 2}, {"keep": False}])
def test_runs_are_those_of_replay(options: dict[str, Any]) -> None:
    """Trace, state and likelihood, case for case."""
    keep = options.get("keep", True)
    alone = [ng.replay(ng.log_of(*pair), BOOK, keep=keep) for pair in logs(7)]
    together = list(ng.replay_many(logs(7), BOOK, **options))
    for one, other in zip(alone, together, strict=True):
        assert one.digest == other.digest
        assert one.trace == other.trace
        assert one.process == other.process
        assert one.likelihood(90) == other.likelihood(90)
        assert other.rules == BOOK


def test_threads_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any executor: in threads each makes a judge of its own, for a matcher belongs to one."""
    with ThreadPoolExecutor(3) as threads:
        found = [run.digest for run in ng.replay_many(logs(20), BOOK, executor=threads)]
    assert found == [run.digest for run in ng.replay_many(logs(20), BOOK, workers=1)]


def test_a_case_can_be_named_in_many_ways(tmp_path: Path) -> None:
    """By a packaged name, a folder, a log; in a pair with records, a log, or the log's path."""
    folder = ng.seed("istanbul-2025")
    assert folder is not None
    case, log = ng.read_case(folder), ng.read_log(folder)
    ways = [
        "istanbul-2025", folder, folder / "log.yaml", folder / "case.yaml", (case, log),
        (folder, folder / "log.yaml"), ("istanbul-2025", str(folder / "log.yaml")),
    ]  # fmt: skip
    runs = list(ng.replay_many(ways, BOOK, workers=2, as_of="2025-05-20", keep=False))
    assert len({run.digest for run in runs}) == 1
    assert runs[0].digest == ng.replay(log, BOOK, as_of="2025-05-20").digest


def test_an_error_names_its_case() -> None:
    """When its turn comes; the runs before it have been given."""
    bad = (CASE, [record(0), {**record(1), "kind": "strke"}])
    runs = ng.replay_many([*logs(2), bad, *logs(1)], BOOK, workers=2)
    assert len([next(runs), next(runs)]) == 2
    with pytest.raises(ng.Unreadable) as error:
        next(runs)
    assert str(error.value) == "example:2:1: unknown kind 'strke'; did you mean 'strike'?"
    with pytest.raises(ng.Unreadable, match=r"istanbul-2024:1:1: .* did you mean 'istanbul-2025'"):
        list(ng.replay_many(["istanbul-2024"], BOOK, workers=2))


def test_a_mistake_of_ours_names_its_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no fault of the input keeps its cause."""
    monkeypatch.setattr("negotiations.many.run_of", None)
    with pytest.raises(RuntimeError, match="case example: TypeError") as error:
        list(ng.replay_many(logs(1), BOOK, workers=1))
    assert isinstance(error.value.__cause__, TypeError)


def test_few_are_in_flight() -> None:
    """An endless iterable is taken from only as results are."""
    taken: list[int] = []
    with ThreadPoolExecutor(2) as threads:
        made = in_order(threads, abs, (taken.append(n) or n for n in count()), workers=2)
        assert [next(made) for _ in range(10)] == list(range(10))
        assert len(taken) <= 10 + AHEAD * 2
        made.close()


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    """Workers do not run the script again: it prints once, and ends well."""
    script = tmp_path / "script.py"
    script.write_text(
        dedent("""
        import negotiations as ng
        print("begun")
        rules = ng.read_rules(ng.folder("rules"))
        for run in ng.replay_many(["istanbul-2025"] * 3, rules, workers=2, as_of="2025-05-20"):
            print(run.case.id)
        """)
    )
    env = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run([sys.executable, script], env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["begun", *["istanbul-2025"] * 3]


def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    """SIGKILL leaves a parent no time to end them."""
    script = tmp_path / "script.py"
    script.write_text(
        dedent("""
        import os, time
        from negotiations.workers import pool
        with pool(2) as made:
            print(made.submit(os.getpid).result(), flush=True)
            time.sleep(60)
        """)
    )
    env = os.environ | {"PYTHONPATH": str(PROJECT)}
    parent = subprocess.Popen([sys.executable, script], env=env, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    os.kill(worker, 0)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    for _ in range(200):
        if not is_alive(worker):
            return
        time.sleep(0.05)
    pytest.fail("the worker lives on")


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_pool_of_one_is_none() -> None:
    """One worker is this process itself."""
    with pool(1) as made:
        assert made is None
