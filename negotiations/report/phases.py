"""The tables of phases as text, Mermaid and DOT, with the phases a process is in marked."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import attrs

from negotiations.model.phases import TABLES, Region, Row, Table
from negotiations.report.lines import BLANK, Line, line, table, visible

PRESENT = "present"
"""How a drawing names the phase that a process is in."""

FILL = "#ffd166"


@attrs.frozen
class Drawn:
    """A table of phases, for its kind at large or for one region that stands in *phase*."""

    name: str
    table: Table
    phase: str | None = None

    def moves(self) -> Iterator[tuple[str, Row]]:
        """Every move, from each phase it may start in."""
        return ((source, row) for row in self.table.rows for source in row.sources)


def drawn(kinds: Iterable[str], regions: Mapping[str, Region] | None) -> list[Drawn]:
    """What to draw: the tables of those kinds, or every region of those kinds that a process has.

    A kind of which the process has no region yet is drawn unmarked.
    """
    found: list[Drawn] = []
    for kind in kinds:
        own = [region for region in (regions or {}).values() if region.kind == kind]
        found += [Drawn(region.key, region.table, region.phase) for region in own]
        found += [] if own else [Drawn(kind, TABLES[kind])]
    return found


# --- for people


def phase_table(parts: Iterable[Drawn]) -> Iterator[Line]:
    """Each table as text: its phases, then its moves; the present phase stands in brackets."""
    for number, part in enumerate(parts):
        yield from [BLANK] if number else []
        yield line((part.name, "title"), f" is {part.phase}" if part.phase else "")
        phases = ", ".join(_marked(part, each) for each in part.table.phases)
        yield line("  phases  ", phases, hang=10)
        yield BLANK
        yield from table([("move", "to", "needs", "from"), *map(_cells, part.table.rows)])


def _marked(part: Drawn, phase: str) -> str:
    return f"[{phase}]" if phase == part.phase else phase


def _cells(row: Row) -> tuple[str, ...]:
    return row.trigger, row.dest, row.guard or "", ", ".join(row.sources)


# --- for drawing


def mermaid(parts: Iterable[Drawn]) -> Iterator[str]:
    """A Mermaid state diagram: one table flat, several each in a composite state of its own.

    A present phase is marked in its label too, for Mermaid styles no state within another.
    """
    several = list(parts)
    yield "stateDiagram-v2"
    if len(several) == 1:
        yield from (f"    {each}" for each in _states("r0", several[0]))
    else:
        for number, part in enumerate(several):
            yield f"    state {_quoted(part.name)} as r{number} {{"
            yield from (f"        {each}" for each in _states(f"r{number}", part))
            yield "    }"
    yield f"    classDef {PRESENT} fill:{FILL},color:#000,font-weight:bold"
    for number, part in enumerate(several):
        if part.phase is not None:
            yield f"    class r{number}_{part.phase} {PRESENT}"


def _states(region: str, part: Drawn) -> Iterator[str]:
    for phase in part.table.phases:
        now = f" ({PRESENT})" if phase == part.phase else ""
        yield f"state {_quoted(phase + now)} as {region}_{phase}"
    yield f"[*] --> {region}_none"
    for source, row in part.moves():
        yield f"{region}_{source} --> {region}_{row.dest} : {_label(row)}"


def dot(parts: Iterable[Drawn]) -> Iterator[str]:
    """A DOT graph: one cluster for each table."""
    yield "digraph phases {"
    yield "    rankdir=LR"
    yield "    node [shape=box, style=rounded]"
    yield from chain.from_iterable(_cluster(n, part) for n, part in enumerate(parts))
    yield "}"


def _cluster(number: int, part: Drawn) -> Iterator[str]:
    region = f"r{number}"
    yield f"    subgraph cluster_{region} {{"
    yield f"        label={_quoted(part.name)}"
    for phase in part.table.phases:
        fill = f', style="rounded,filled,bold", fillcolor="{FILL}"' if phase == part.phase else ""
        yield f"        {region}_{phase} [label={_quoted(phase)}{fill}]"
    for source, row in part.moves():
        yield f"        {region}_{source} -> {region}_{row.dest} [label={_quoted(_label(row))}]"
    yield "    }"


def _label(row: Row) -> str:
    return f"{row.trigger} [{row.guard}]" if row.guard else row.trigger


def _quoted(text: str) -> str:
    """In double quotes, which neither language can have within."""
    return '"' + visible(text).replace("\\", "/").replace('"', "'") + '"'
