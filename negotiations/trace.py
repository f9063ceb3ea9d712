"""The trace: the reasons for every change, in order. All that is shown comes from it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

import attrs

from negotiations.model.changes import Change, Moved, Revised, Settled, Shifted, flat
from negotiations.parameters import Roles
from negotiations.place import Place
from negotiations.shown import Shown


@attrs.frozen
class Reason:
    """A change, the event that brought it and the rule that made it (none: a plain fact)."""

    event: str
    kind: str
    known_at: datetime
    change: Change
    rule: str | None = None
    roles: Roles = Roles()
    rule_place: Place | None = attrs.field(default=None, eq=False)

    def data(self) -> dict[str, Any]:
        """The reason as plain data; lines name ids, never line numbers."""
        cast = {role: party for role, party in attrs.asdict(self.roles).items() if party}
        return {
            "known_at": self.known_at.isoformat(),
            "event": self.event,
            "kind": self.kind,
            "rule": self.rule,
            "roles": cast,
            **flat(self.change),
        }


@attrs.define(eq=False)
class Trace(Shown):
    """Reasons in the order of replay; those that come *later* are told when somebody asks."""

    _told: list[Reason] = attrs.field(factory=list)
    _later: Iterator[Reason] | None = None

    @property
    def reasons(self) -> list[Reason]:
        """All of them."""
        if self._later is not None:
            self._told += self._later
            self._later = None
        return self._told

    def __eq__(self, other: object) -> bool:
        return self.reasons == other.reasons if isinstance(other, Trace) else NotImplemented

    def __reduce__(self) -> tuple[type["Trace"], tuple[list[Reason]]]:
        """It travels in full."""
        return Trace, (self.reasons,)

    def __iter__(self) -> Iterator[Reason]:
        return iter(self.reasons)

    def __len__(self) -> int:
        return len(self.reasons)

    def until(self, known_at: datetime) -> "Trace":
        """The reasons known by then: a prefix, whatever came later."""
        return Trace([reason for reason in self.reasons if reason.known_at <= known_at])

    def of_event(self, event: str) -> list[Reason]:
        """What one event brought, and what revised it."""
        return [r for r in self if r.event == event or _revises(r.change, event)]

    def of_position(self, party: str, issue: str) -> list[Reason]:
        """What moved one position."""
        return [
            reason
            for reason in self
            if isinstance(reason.change, Shifted | Settled)
            and (reason.change.party, reason.change.issue) == (party, issue)
        ]

    def of_region(self, region: str) -> list[Reason]:
        """The moves of one region of phases, or of all of its kind."""
        moves = ((r, r.change) for r in self)
        return [
            reason
            for reason, change in moves
            if isinstance(change, Moved) and region in (change.region, change.region.split(":")[0])
        ]

    def firings(self) -> list[tuple[str, str, Roles]]:
        """Each (rule, event, roles) that fired, once, in order."""
        fired = ((r.rule, r.event, r.roles) for r in self if r.rule is not None)
        return list(dict.fromkeys(fired))


def _revises(change: Change, event: str) -> bool:
    return isinstance(change, Revised) and change.of == event


def by_event(reasons: Iterable[Reason]) -> Iterator[tuple[str, list[Reason]]]:
    """Runs of reasons that one event brought."""
    for event, run in groupby(reasons, key=lambda reason: reason.event):
        yield event, list(run)
