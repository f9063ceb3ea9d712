"""Single events and what they make of a process, for tests of the model."""

from typing import Any

import logs

from negotiations.log.records import RecordReader
from negotiations.log.sources import OnePlace
from negotiations.model.case import Case
from negotiations.model.events import Event
from negotiations.model.happening import happen
from negotiations.model.process import PeaceProcess
from negotiations.place import Place

CASE = logs.case()


NEEDED = {
    "demand": {"precondition": "demand", "status": "asserted"},
    "delegation": {"status": "named"},
    "round": {"status": "planned"},
    "proposal": {"proposal": "paper", "status": "tabled"},
    "agreement": {"agreement": "accord", "status": "agreed"},
    "ceasefire": {"ceasefire": "truce", "status": "proposed"},
}
"""What a record of a kind can't do without, for tests that are about something else."""


def event(kind: str, when: str = "2025-01-05T12:00", case: Case = CASE, **said: Any) -> Any:
    """An event of a kind that became known when it happened, unless it is said otherwise."""
    needed = {} if "report_of" in said else NEEDED.get(kind, {})
    raw = {"id": "e1", "kind": kind, "occurred": when, "known_at": when, **needed, **said}
    read = RecordReader(case).read(raw, OnePlace(Place("log.yaml")))
    assert isinstance(read, Event)
    return read


def told(process: PeaceProcess, *events: Event) -> list[str]:
    """What the events change, each change in its one line."""
    return [change.told() for each in events for change in happen(process, each)]


def after(*events: Event, case: Case = CASE) -> PeaceProcess:
    """A process to which these events happened."""
    process = PeaceProcess.of(case)
    told(process, *events)
    return process


def phase(process: PeaceProcess, region: str) -> str:
    """The phase of a region, by its key."""
    return process.regions[region].phase
