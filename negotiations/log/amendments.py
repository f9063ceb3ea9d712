"""Amendments: later lines that correct or retract an earlier record, which they name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, TypeAlias

import attrs

from negotiations.model.claims import Source
from negotiations.model.events import LAST, Event
from negotiations.place import Place


@attrs.frozen(kw_only=True)
class Amendment:
    """A later line about an earlier one, named in `of`."""

    kind: ClassVar[str] = ""

    id: str
    of: str
    known_at: datetime
    because: str | None = None
    asserter: str | None = None
    sources: tuple[Source, ...] = ()
    place: Place | None = attrs.field(default=None, eq=False)

    @property
    def order(self) -> tuple[datetime, datetime, datetime, int, str]:
        """Amendments come last among the records that became known together."""
        return (self.known_at, LAST, LAST, 0, self.id)


@attrs.frozen(kw_only=True)
class Correction(Amendment):
    """Sets some fields of an earlier record anew; the rest stands."""

    kind: ClassVar[str] = "correction"
    set: Mapping[str, Any]


@attrs.frozen(kw_only=True)
class Retraction(Amendment):
    """Takes an earlier record back altogether."""

    kind: ClassVar[str] = "retraction"


Record: TypeAlias = Event | Amendment
AMENDMENTS: dict[str, type[Amendment]] = {cls.kind: cls for cls in (Correction, Retraction)}
