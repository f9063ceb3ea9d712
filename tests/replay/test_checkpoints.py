"""Checkpoints: few enough to keep, dense enough that a correction costs its age."""

from datetime import UTC, datetime
from typing import Any, cast

import logs
import pytest

from negotiations.checkpoints import CHECKPOINTED, Checkpoint, thinned
from negotiations.log.reading import log_of
from negotiations.runs import replay
from negotiations.state import State

NOBODY = cast(State, None)
THEN = datetime(2025, 1, 1, tzinfo=UTC)


def after(made: int) -> list[int]:
    """The numbers of the checkpoints kept once so many have been made."""
    kept: list[Checkpoint] = []
    for number in range(1, made + 1):
        kept = thinned([*kept, Checkpoint(THEN, number, NOBODY)])
    return [each.number for each in kept]


@pytest.mark.parametrize("made", [1, 5, 64, 1000, 4096])
def test_few_checkpoints_are_kept_however_long_the_log(made):
    """About three for each power of four."""
    assert len(after(made)) <= 3 * (made.bit_length() // 2 + 1)


@pytest.mark.parametrize("made", [1, 7, 100, 1001, 4095])
def test_looking_back_costs_about_what_it_must(made):
    """For every age there is a checkpoint that is older, and at most five times as old."""
    kept = after(made)
    for target in range(1, made + 1):
        age = made - target
        before = [number for number in kept if number < target]
        start = before[-1] if before else 0
        assert made - start <= 5 * (age + 1)


def long_log(corrections: bool) -> list[dict[str, Any]]:
    """Strikes a minute apart over three checkpoints; every hundredth is corrected a day later."""
    records: list[dict[str, Any]] = []
    for n in range(8 * CHECKPOINTED + 100):
        time = f"2025-01-{2 + n // 600:02d}T{n // 60 % 10:02d}:{n % 60:02d}"
        wrong = 400 if corrections and n % 100 == 0 else 10
        records.append(
            {
                "id": f"e{n}",
                "kind": "strike",
                "occurred": time,
                "known_at": time,
                "actor": "ruritania",
                "recipient": "freedonia",
                "launched": wrong,
            }
        )
        if corrections and n % 100 == 0:
            late = time.replace(f"-{2 + n // 600:02d}T", f"-{3 + n // 600:02d}T")
            records.append(
                {
                    "id": f"c{n}",
                    "kind": "correction",
                    "of": f"e{n}",
                    "known_at": late,
                    "set": {"launched": 10},
                }
            )
    return logs.in_order(records)


def test_a_state_rebuilt_from_a_checkpoint_is_that_of_the_revised_log():
    """Corrections over several checkpoints leave what the corrected log would have given."""
    rules, case = logs.rules(), logs.case()
    corrected = replay(log_of(case, long_log(corrections=True)), rules, as_of="2025-01-20")
    straight = replay(log_of(case, long_log(corrections=False)), rules, as_of="2025-01-20")
    assert corrected.likelihood(90) == straight.likelihood(90)
    assert corrected.process.positions == straight.process.positions
    assert corrected.process.conclusions == straight.process.conclusions
    assert corrected.evidence == straight.evidence
