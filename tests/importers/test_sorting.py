"""Records in order of known_at, sorted in runs so that memory holds one of them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.importers import sorting
from negotiations.importers.sorting import Sorter

START = datetime(2024, 1, 1, tzinfo=UTC)
HOURS = st.lists(st.integers(0, 5), max_size=20)


@given(HOURS, st.integers(1, 7))
def test_runs_make_no_difference(hours: list[int], run: int) -> None:
    """However short a run is, the lines come as if all had been sorted at once; each time."""
    records: list[tuple[int, dict[str, object]]] = [
        (hour, {"id": f"r{number:02}", "h": hour}) for number, hour in enumerate(hours)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "RUN", run)
        sorter = Sorter()
        for hour, record in records:
            sorter.add(START + timedelta(hours=hour), record)
    told = list(sorter)
    expected = sorted(records, key=lambda pair: (pair[0], str(pair[1]["id"])))
    assert list(map(json.loads, told)) == [record for _, record in expected]
    assert list(sorter) == told
    sorter.close()


def test_two_readings_at_once_do_not_disturb_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reading keeps its own place in the runs on disk."""
    monkeypatch.setattr(sorting, "RUN", 2)
    monkeypatch.setattr(sorting, "CHUNK", 1)
    sorter = Sorter()
    for number in range(9):
        sorter.add(START + timedelta(hours=number), {"id": str(number)})
    pairs = list(zip(sorter, sorter, strict=True))
    assert all(one == other for one, other in pairs)
    assert len(pairs) == 9
    sorter.close()
