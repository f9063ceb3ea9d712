"""Progress: silence for short logs, a line now and then for long ones."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

import attrs
import pytest

from negotiations.cli.progress import Steps, watched
from negotiations.model.changes import Noted
from negotiations.trace import Reason

REASON = Reason("e", "strike", datetime(2025, 1, 1, tzinfo=UTC), Noted(""))


@attrs.define
class Reading:
    """Stands in for the reading of a log of a thousand bytes."""

    count: int = 1234
    progress: tuple[int, int | None] = (250, 1000)


def seconds(each: float) -> Iterator[float]:
    return (n * each for n in count())


def lines(reasons: int, each: float, capsys: pytest.CaptureFixture[str], **reading: object) -> str:
    """What is told on stderr of so many reasons that take so many seconds each."""
    clock = seconds(each)
    made = watched([REASON] * reasons, Reading(**reading), shared=False, clock=lambda: next(clock))
    assert list(made) == [REASON] * reasons
    return capsys.readouterr().err


def test_a_short_log_is_not_watched(capsys: pytest.CaptureFixture[str]) -> None:
    """Under two seconds there is nothing to tell."""
    assert lines(100, 0.01, capsys) == ""


def test_a_long_log_is_told_of_every_five_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    """After two seconds, then every five, and at the end: 12 s make three lines and a last one."""
    told = lines(12, 1.0, capsys).splitlines()
    assert len(told) == 4
    assert told[0] == "1,234 records, 25% of the log read, 3 s"


def test_a_stream_has_no_share(capsys: pytest.CaptureFixture[str]) -> None:
    """How much of a pipe is read nobody knows."""
    told = lines(3, 1.0, capsys, progress=(250, None))
    assert told.splitlines()[0] == "1,234 records, 3 s"


def test_a_terminal_has_a_bar_and_data_stays_on_stdout(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is printed while the bar is up goes where it always goes."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    clock = seconds(1.0)
    for n, _ in enumerate(
        watched([REASON] * 5, Reading(), shared=False, clock=lambda: next(clock))
    ):
        print(f"row {n}")
    told = capsys.readouterr()
    assert told.out.splitlines() == [f"row {n}" for n in range(5)]
    assert "1,234 records, 25% of the log read" in told.err


def test_a_terminal_that_shows_the_report_has_no_bar(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two writers on one screen would spoil it, and the report itself shows how far it is."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    clock = seconds(10.0)
    told = list(watched([REASON] * 5, Reading(), shared=True, clock=lambda: next(clock)))
    assert len(told) == 5
    assert capsys.readouterr().err == ""


def test_steps_are_told_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    """Of twelve seconds of work in steps: after two seconds, then every five."""
    clock = seconds(1.0)
    with Steps(lambda: next(clock)) as steps:
        for done in range(1, 13):
            steps.tell("replaying", done, 12)
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "replaying: 2 of 12 parts, 2 s"
    assert len(told) == 3
