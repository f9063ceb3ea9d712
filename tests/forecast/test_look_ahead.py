"""No look-ahead: shown for the packaged rulebook, and found where it is planted."""

from collections.abc import Mapping
from typing import Any

import pytest
from ruritania import CASE

import negotiations as ng
from negotiations.forecast.frames import Frame
from negotiations.log.reading import Log, log_of
from negotiations.testing import LookAhead, assert_no_look_ahead


def strike(number: int, day: str, known: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": f"s{number}", "kind": "strike", "occurred": day, "known_at": known or day,
            "actor": "freedonia", "recipient": "ruritania", "launched": 10, **more}  # fmt: skip


RECORDS: list[dict[str, Any]] = [
    strike(1, "2025-01-06"),
    strike(2, "2025-01-15"),
    strike(3, "2025-01-29"),
    strike(4, "2025-01-08", "2025-02-20"),
    {"id": "c", "kind": "correction", "of": "s2", "known_at": "2025-03-03",
     "set": {"launched": 99}},
    {"id": "t", "kind": "ceasefire", "ceasefire": "truce", "status": "declared",
     "occurred": "2025-03-20", "known_at": "2025-03-20", "declaration": "bilateral",
     "scope": "general", "class": "preliminary", "actor": ["ruritania", "freedonia"]},
    strike(5, "2025-04-14"),
]  # fmt: skip


@pytest.fixture(scope="module")
def rules() -> ng.Rulebook:
    return ng.read_rules(ng.folder("rules"))


@pytest.fixture(scope="module")
def log() -> Log:
    return log_of(CASE, RECORDS)


@pytest.mark.parametrize("name", ng.seed_names())
def test_the_packaged_rules_do_not_look_ahead(rules: ng.Rulebook, name: str) -> None:
    """On every packaged case: its fighting is told late, which is where a leak would show."""
    assert_no_look_ahead(rules, name, cuts=3)


def test_corrections_and_late_news_change_no_earlier_row(rules: ng.Rulebook, log: Log) -> None:
    """The frame passes on a log that has both, by day too."""
    assert_no_look_ahead(rules, log, cuts=20)
    assert_no_look_ahead(rules, log, freq="day")


def raws(log: Log) -> list[Mapping[str, Any]]:
    """The records of a log as somebody reads them who does it by hand."""
    return [entry.raw for source in log.sources() for entry in source if entry.raw is not None]


def by_hand(log: Log, rules: ng.Rulebook, known_by: str) -> dict[str, list[Any]]:
    """Strikes so far in each week, counted by one of a record's two times."""
    keys = ng.frame(log, rules, outcomes=False, end="2025-04-20").rows(["process", "end"])
    strikes = [raw[known_by] for raw in raws(log) if raw["kind"] == "strike"]
    so_far = [sum(day <= f"{key['end']:%Y-%m-%d}" for day in strikes) for key in keys]
    return {"process": [k["process"] for k in keys], "end": [k["end"] for k in keys],
            "strikes": so_far}  # fmt: skip


def test_a_late_known_event_used_early_is_found(rules: ng.Rulebook, log: Log) -> None:
    """Counting by when things occurred looks ahead; by when they became known it does not."""
    assert_no_look_ahead(rules, log, make=lambda log, rules: by_hand(log, rules, "known_at"))
    with pytest.raises(LookAhead, match=r"row that ends 2025-01-12: strikes is 1 .* and 2 with"):
        assert_no_look_ahead(rules, log, make=lambda log, rules: by_hand(log, rules, "occurred"))


def corrected(log: Log) -> Log:
    """A log with its corrections worked in, as a tidy data set has them."""
    found = {raw["id"]: dict(raw) for raw in raws(log)}
    for raw in list(found.values()):
        if raw["kind"] == "correction":
            found[raw["of"]].update(raw["set"])
            del found[raw["id"]]
    return log_of(log.case, list(found.values()))


def launched(log: Log, rules: ng.Rulebook) -> dict[str, list[Any]]:
    """The largest strike known in each week."""
    made = ng.frame(log, rules, outcomes=False, end="2025-04-20")
    strikes = [(raw["known_at"], raw["launched"]) for raw in raws(log) if raw["kind"] == "strike"]
    keys = made.rows(["process", "end"])
    sizes = [max(n for day, n in strikes if day <= f"{key['end']:%Y-%m-%d}") for key in keys]
    return {"process": [k["process"] for k in keys], "end": [k["end"] for k in keys],
            "largest": sizes}  # fmt: skip


def test_a_corrected_value_used_before_its_correction_is_found(
    rules: ng.Rulebook, log: Log
) -> None:
    """A data set that was corrected in place shows 99 weeks before anybody knew it."""
    assert_no_look_ahead(rules, log, make=launched)
    with pytest.raises(LookAhead, match=r"largest is 10 by what was known on .* and 99 with the"):
        assert_no_look_ahead(rules, log, make=lambda log, rules: launched(corrected(log), rules))


def test_an_outcome_among_the_features_is_found(rules: ng.Rulebook, log: Log) -> None:
    """By its name; and under another name by what it does."""
    with pytest.raises(LookAhead, match="'outcome_onset_30' is among the features"):
        assert_no_look_ahead(rules, log, features=lambda frame: frame.to_arrow())
    with pytest.raises(LookAhead, match=r"target is None .* False .*; it repeats outcome_onset_30"):
        assert_no_look_ahead(rules, log, features=renamed)


def renamed(frame: Frame) -> dict[str, list[Any]]:
    return {"target": frame.to_arrow().column("outcome_onset_30").to_pylist()}


def test_features_of_one_s_own_are_proven(rules: ng.Rulebook, log: Log) -> None:
    """What is made of a frame's earlier rows passes; what scales by the whole table does not."""
    assert_no_look_ahead(rules, log, features=lambda f: f.to_pandas()[["events", "talks"]])
    with pytest.raises(LookAhead, match="scaled is"):
        assert_no_look_ahead(rules, log, features=scaled)


def scaled(frame: Frame) -> dict[str, list[Any]]:
    events = frame.to_arrow().column("events_known").to_pylist()
    return {"scaled": [each / max(events) for each in events]}


def test_nothing_compared_proves_nothing(rules: ng.Rulebook) -> None:
    """A log without a row in the past is told, not passed."""
    with pytest.raises(LookAhead, match="no row was compared"):
        assert_no_look_ahead(rules, log_of(CASE, RECORDS[:1]))
    with pytest.raises(ValueError, match="at least once"):
        assert_no_look_ahead(rules, log_of(CASE, RECORDS), cuts=0)
