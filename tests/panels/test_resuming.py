"""A panel that is killed, at whatever moment, goes on where it was, to the same bytes."""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import started
from dyads import made, many_rows, rules_folder, template, write_jsonl

from negotiations.panels import parts, running, scattering
from negotiations.problems import Unreadable
from negotiations.rulebook.reading import read_rules

DAYS: dict[str, Any] = {"freq": "day", "until": "2026-03-31", "outcomes": True}


@pytest.fixture
def events(tmp_path: Path) -> Path:
    """A table of twelve dyads, with a template and rules beside it."""
    template(tmp_path)
    rules_folder(tmp_path)
    return write_jsonl(tmp_path / "events.jsonl", many_rows())


@pytest.fixture
def whole(events: Path) -> bytes:
    """The bytes of a panel that nobody disturbs."""
    return made(events.parent, events, "whole.parquet", **given(events))


def given(events: Path) -> dict[str, Any]:
    return DAYS | {"rules": read_rules(events.parent / "rules")}


def command(events: Path, workers: int) -> "subprocess.Popen[str]":
    """The same as a command in a process of its own."""
    where = events.parent
    return started(
        "panel", str(events), "--by", "dyad", "--case", str(where / "template.yaml"),
        "--rules", str(where / "rules"), "--freq", "day", "--until", "2026-03-31",
        "--outcomes",
        "-o", str(where / "out.parquet"), "--workers", str(workers),
    )  # fmt: skip


def kept(folder: Path, what: str) -> int:
    return len(list(folder.glob(f"out.parquet.panel-work/*/{what}")))


def kill_once(process: "subprocess.Popen[str]", is_time: Callable[[], bool]) -> bool:
    """SIGKILL it as soon as it is time; whether that came before its end."""
    while not is_time() and process.poll() is None:
        time.sleep(0.0005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("what", "many"), [("pieces/*", 1), ("parts/*", 1), ("parts/*.arrow", 1), ("parts/*.arrow", 3)]
)
def test_killed_and_started_again(
    events: Path, whole: bytes, workers: int, what: str, many: int
) -> None:
    """Killed once so much is on disk, the panel has the same bytes the second time."""
    folder = events.parent
    process = command(events, workers)
    assert kill_once(process, lambda: kept(folder, what) >= many)
    assert not (folder / "out.parquet").exists()
    assert command(events, workers).wait(60) == 0
    assert (folder / "out.parquet").read_bytes() == whole
    assert not list(folder.glob("*.panel-work"))


def test_killed_again_and_again(events: Path, whole: bytes) -> None:
    """However often it is killed, it comes to its end, since what is done stays done."""
    folder, most = events.parent, 0
    for after in range(40):
        began = time.monotonic()
        if not kill_once(command(events, 1), lambda t=began, n=after: past(t, 0.6 + n / 8)):
            break
        assert kept(folder, "parts/*.arrow") >= most or (folder / "out.parquet").exists()
        most = kept(folder, "parts/*.arrow")
    assert (folder / "out.parquet").read_bytes() == whole


def past(began: float, seconds: float) -> bool:
    return time.monotonic() - began > seconds


def test_what_is_done_is_not_done_again(
    events: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a kill only the parts and pieces that were not on disk are made."""
    folder = events.parent
    assert kill_once(command(events, 1), lambda: kept(folder, "parts/*.arrow") >= 2)
    done = kept(folder, "parts/*.arrow")
    anew: list[int] = []
    make = parts._make
    monkeypatch.setattr(parts, "_make", lambda part: (anew.append(part.number), make(part)))
    monkeypatch.setattr(scattering, "write_piece", None)
    assert made(folder, events, **given(events)) == whole
    assert anew == list(range(done, done + len(anew)))
    assert anew


@pytest.mark.parametrize("missing", ["parts/*.troubles", "pieces/*.lines", "parts/*.arrow"])
def test_killed_while_it_clears_up(
    events: Path, whole: bytes, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of a folder that is on its way out is never taken for work that is done."""

    whole_way = shutil.rmtree

    def half_way(folder: Path | str, **options: Any) -> None:
        found = list(Path(folder).glob(f"**/{missing}"))
        if not found:
            return whole_way(folder, **options)
        for path in found:
            path.unlink()
        raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "rmtree", half_way)
    with pytest.raises(KeyboardInterrupt):
        made(events.parent, events, **given(events))
    monkeypatch.undo()
    assert made(events.parent, events, **given(events)) == whole


@pytest.mark.parametrize("other", ["rules", "case", "freq", "events", "covers"])
def test_what_is_of_other_inputs_is_not_taken(
    events: Path, whole: bytes, other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a rule, the template, an option or the table has changed, all is made anew."""
    folder = events.parent
    assert kill_once(command(events, 1), lambda: kept(folder, "parts/*.arrow") >= 1)
    options = given(events)
    if other == "rules":
        (folder / "rules" / "rule-7.yaml").unlink()
        options["rules"] = read_rules(folder / "rules")
    elif other == "case":
        text = (folder / "template.yaml").read_text().replace("0.12,", "0.13,")
        options["case"] = template(folder, text)
    elif other == "freq":
        options["freq"] = "week"
    elif other == "covers":
        options["covers"] = "2026-03-01"
    else:
        write_jsonl(events, many_rows(13))
    made_of_pieces = scattering.write_piece
    scattered: list[int] = []
    monkeypatch.setattr(
        scattering, "write_piece", lambda *all: (scattered.append(all[1]), made_of_pieces(*all))
    )
    now = made(folder, events, **options)
    assert now != whole
    assert scattered == [0]
    monkeypatch.undo()
    assert now == made(folder, events, "fresh.parquet", **options)


def test_two_at_once_are_refused(events: Path) -> None:
    """While one process makes a panel, another that would write the same file is told so."""

    def again(stage: str, done: int, of: int) -> None:
        with pytest.raises(Unreadable, match="another process is making this panel"):
            made(events.parent, events, **given(events))

    made(events.parent, events, progress=again, **given(events))


def test_a_failure_keeps_what_is_done(events: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stops a run in its middle leaves the parts, and no output."""
    monkeypatch.setattr(running, "assemble", None)
    with pytest.raises(TypeError):
        made(events.parent, events, **given(events))
    assert kept(events.parent, "parts/*.arrow") > 2
    assert not (events.parent / "out.parquet").exists()
