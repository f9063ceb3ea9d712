"""What is asked of a panel, as it travels to whoever works on it."""

from datetime import datetime, tzinfo
from pathlib import Path

import attrs

from negotiations.panels.calendar import Calendar
from negotiations.panels.cells import Layout
from negotiations.panels.tables import Table
from negotiations.panels.templates import Template
from negotiations.workers import Packed


@attrs.frozen
class Options:
    """Everything that a piece or a part needs to know, wherever it is worked on."""

    tables: tuple[Table, ...]
    layout: Layout
    template: Template
    rules: Packed
    freq: str
    until: datetime | None
    folder: Path

    @property
    def zone(self) -> tzinfo:
        return self.template.case.day_zone

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.freq, self.zone)
