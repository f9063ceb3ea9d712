"""What is asked of a panel, as it travels to whoever works on it."""

from datetime import datetime, tzinfo
from pathlib import Path

import attrs

from negotiations.panels.calendar import FREQUENCIES, Calendar
from negotiations.panels.cells import Layout
from negotiations.panels.tables import Table
from negotiations.panels.templates import Template
from negotiations.problems import did_you_mean
from negotiations.workers import Packed


@attrs.frozen
class Asked:
    """What a panel shall tell.

    Nothing that became known after *until*, if it is given. With *outcomes* also what came of it:
    no where the tables are complete, up to the last row of a process or up to *covers*.
    """

    freq: str = attrs.field()
    until: datetime | None = None
    outcomes: bool = False
    covers: datetime | None = attrs.field(default=None)

    @freq.validator
    def _is_known(self, _: object, freq: str) -> None:
        if freq not in FREQUENCIES:
            raise ValueError(f"unknown frequency {freq!r}{did_you_mean(freq, FREQUENCIES)}")

    @covers.validator
    def _is_of_use(self, _: object, covers: datetime | None) -> None:
        if covers is not None and not self.outcomes:
            raise ValueError("covers says until when outcomes are known; ask for outcomes as well")


@attrs.frozen
class Options:
    """Everything that a piece or a part needs to know, wherever it is worked on."""

    tables: tuple[Table, ...]
    layout: Layout
    template: Template
    rules: Packed
    asked: Asked
    folder: Path

    @property
    def zone(self) -> tzinfo:
        return self.template.case.day_zone

    @property
    def calendar(self) -> Calendar:
        return Calendar(self.asked.freq, self.zone)
