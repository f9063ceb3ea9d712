"""Where a process stands: parallel regions, each a small table of moves with its back-edges.

The only door to `transitions`: one shared machine for each kind of region drives plain slotted
objects. History wins: a move the table does not foresee is made all the same, and called irregular.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import attrs
from transitions import Machine

from negotiations.problems import did_you_mean


@attrs.frozen
class Row:
    """One move of a phase table: its trigger, where it may start and where it leads."""

    trigger: str
    sources: tuple[str, ...]
    dest: str
    guard: str | None = None


@attrs.frozen
class Table:
    """The moves of one kind of region; phases stand from weakest to strongest."""

    kind: str
    phases: tuple[str, ...]
    rows: tuple[Row, ...]
    over: tuple[str, ...]
    _moves: Mapping[str, Row] = attrs.field(init=False, eq=False, repr=False)

    @_moves.default
    def _by_trigger(self) -> Mapping[str, Row]:
        return {row.trigger: row for row in self.rows}

    def row(self, trigger: str) -> Row:
        """The move of that trigger."""
        if trigger not in self._moves:
            hint = did_you_mean(trigger, self._moves)
            raise KeyError(f"no move {trigger!r} in {self.kind}{hint}")
        return self._moves[trigger]


TALKS = Table(
    "talks",
    (
        "none",
        "broken_off",
        "suspended",
        "prenegotiation",
        "scheduled",
        "adjourned",
        "concluded",
        "convened",
    ),
    (
        Row("approach", ("none", "suspended", "broken_off", "concluded"), "prenegotiation"),
        Row(
            "schedule",
            (
                "none",
                "prenegotiation",
                "scheduled",
                "adjourned",
                "suspended",
                "broken_off",
                "concluded",
            ),
            "scheduled",
            "no open precondition",
        ),
        Row("convene", ("scheduled",), "convened", "delegations named"),
        Row("adjourn", ("convened",), "adjourned"),
        Row("cancel", ("scheduled",), "suspended"),
        Row("suspend", ("prenegotiation", "scheduled", "convened", "adjourned"), "suspended"),
        Row(
            "break_off",
            ("prenegotiation", "scheduled", "convened", "adjourned", "suspended"),
            "broken_off",
        ),
        Row("conclude", ("convened", "adjourned"), "concluded"),
    ),
    over=("none", "broken_off", "concluded"),
)

CEASEFIRE = Table(
    "ceasefire",
    ("none", "ended", "proposed", "declared", "in_effect"),
    (
        Row("propose", ("none", "ended"), "proposed"),
        Row("declare", ("none", "proposed", "ended"), "declared"),
        Row("take_effect", ("declared",), "in_effect"),
        Row("violate", ("in_effect",), "in_effect"),
        Row("end", ("proposed", "declared", "in_effect"), "ended"),
    ),
    over=("none", "ended"),
)

HUMANITARIAN = Table(
    "humanitarian",
    ("none", "ended", "stalled", "agreed", "scheduled", "partly_executed", "executed"),
    (
        Row("agree", ("none", "stalled", "ended"), "agreed"),
        Row("schedule", ("agreed", "scheduled", "stalled", "partly_executed"), "scheduled"),
        Row(
            "execute_part", ("agreed", "scheduled", "partly_executed", "stalled"), "partly_executed"
        ),
        Row("execute", ("agreed", "scheduled", "partly_executed", "stalled"), "executed"),
        Row("stall", ("agreed", "scheduled", "partly_executed"), "stalled"),
        Row("end", ("agreed", "scheduled", "partly_executed", "stalled"), "ended"),
    ),
    over=("none", "ended", "executed"),
)

SETTLEMENT = Table(
    "settlement",
    (
        "none",
        "terminated",
        "lapsed",
        "partial",
        "framework",
        "comprehensive",
        "implementation",
        "renewal",
    ),
    (
        Row("sign_partial", ("none", "partial", "lapsed", "terminated"), "partial"),
        Row(
            "sign_framework",
            ("none", "partial", "lapsed", "terminated"),
            "framework",
            "talks under way",
        ),
        Row(
            "sign_comprehensive",
            ("none", "partial", "framework", "lapsed", "terminated"),
            "comprehensive",
            "talks under way",
        ),
        Row(
            "implement",
            ("partial", "framework", "comprehensive", "implementation", "renewal"),
            "implementation",
        ),
        Row("renew", ("lapsed", "terminated", "implementation"), "renewal"),
        Row("lapse", ("partial", "framework", "comprehensive", "implementation"), "lapsed"),
        Row(
            "terminate",
            ("partial", "framework", "comprehensive", "implementation", "renewal"),
            "terminated",
        ),
    ),
    over=("none", "lapsed", "terminated"),
)

TABLES: Mapping[str, Table] = {t.kind: t for t in (TALKS, CEASEFIRE, HUMANITARIAN, SETTLEMENT)}


@attrs.define
class Region:
    """One region of a process and the phase it is in; changed only by `move`."""

    kind: str
    name: str
    phase: str = "none"
    since: datetime | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.name}" if self.name else self.kind

    @property
    def table(self) -> Table:
        return TABLES[self.kind]

    @property
    def strength(self) -> int:
        """Its phase's rank in the table; a region that is over counts for nothing."""
        return 0 if self.phase in self.table.over else self.table.phases.index(self.phase)


@attrs.frozen
class Step:
    """What a trigger did to a region; *irregular* says why it was not foreseen."""

    region: str
    trigger: str
    before: str
    after: str
    irregular: str | None = None


@attrs.frozen
class Option:
    """A move that the table offers from here, and what stands in its way, if anything."""

    region: str
    trigger: str
    dest: str
    blocked: str | None = None


def _machine(table: Table) -> Machine:
    machine = Machine(
        model=None,
        states=list(table.phases),
        initial="none",
        model_attribute="phase",
        auto_transitions=False,
    )
    for row in table.rows:
        machine.add_transition(row.trigger, list(row.sources), row.dest)
    return machine


_MACHINES: Mapping[str, Machine] = {kind: _machine(table) for kind, table in TABLES.items()}


def move(region: Region, trigger: str, blocked: str | None, at: datetime) -> Step:
    """Move the region; *blocked* is a failed guard's reason, and makes the move irregular too."""
    row, before = region.table.row(trigger), region.phase
    unforeseen = before not in row.sources
    if unforeseen:
        _MACHINES[region.kind].set_state(row.dest, region)
    else:
        _MACHINES[region.kind].events[trigger].trigger(region)
    if region.phase != before:
        region.since = at
    reason = f"{row.dest} does not follow {before}" if unforeseen else blocked
    return Step(region.key, trigger, before, region.phase, reason)


def options(region: Region, guards: Mapping[str, str | None]) -> Iterator[Option]:
    """What could happen next in a region; *guards* maps a guard's name to why it fails, or None."""
    machine = _MACHINES[region.kind]
    for row in region.table.rows:
        if machine.get_transitions(row.trigger, region.phase):
            yield Option(region.key, row.trigger, row.dest, guards.get(row.guard or ""))


def strongest(regions: Sequence[Region]) -> Region | None:
    """The live region furthest along; on a tie the one that stood longest, then the first name."""
    live = [region for region in regions if region.strength > 0]
    return min(live, key=lambda r: (-r.strength, r.since, r.name), default=None)
