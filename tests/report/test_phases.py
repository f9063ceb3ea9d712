"""The tables of phases as text, Mermaid and DOT."""

import re

import pytest

from negotiations.model.phases import CEASEFIRE, TABLES, Region
from negotiations.report.phases import Drawn, dot, drawn, mermaid, phase_table

ONE = [Drawn("ceasefire:easter", CEASEFIRE, "in_effect")]


def test_the_table_for_people() -> None:
    """Phases with the present one in brackets, and every move with where it leads and starts."""
    assert list(map(str, phase_table(ONE))) == [
        "ceasefire:easter is in_effect",
        "  phases  none, ended, proposed, declared, [in_effect]",
        "",
        "  move         to         needs  from",
        "  propose      proposed          none, ended",
        "  declare      declared          none, proposed, ended",
        "  take_effect  in_effect         declared",
        "  violate      in_effect         in_effect",
        "  end          ended             proposed, declared, in_effect",
    ]


def test_the_mermaid_drawing() -> None:
    """One table is drawn flat, its present phase styled and marked."""
    assert "\n".join(mermaid(ONE)) == (
        """stateDiagram-v2
    state "none" as r0_none
    state "ended" as r0_ended
    state "proposed" as r0_proposed
    state "declared" as r0_declared
    state "in_effect (present)" as r0_in_effect
    [*] --> r0_none
    r0_none --> r0_proposed : propose
    r0_ended --> r0_proposed : propose
    r0_none --> r0_declared : declare
    r0_proposed --> r0_declared : declare
    r0_ended --> r0_declared : declare
    r0_declared --> r0_in_effect : take_effect
    r0_in_effect --> r0_in_effect : violate
    r0_proposed --> r0_ended : end
    r0_declared --> r0_ended : end
    r0_in_effect --> r0_ended : end
    classDef present fill:#ffd166,color:#000,font-weight:bold
    class r0_in_effect present"""
    )


@pytest.mark.parametrize(("drawing", "arrow"), [(mermaid, "-->"), (dot, "->")])
def test_every_move_of_every_kind_is_drawn(drawing: object, arrow: str) -> None:
    """From each phase a move may start in, one arrow to where it leads."""
    lines = list(drawing(drawn(TABLES, None)))  # type: ignore[operator]
    edge = re.compile(rf"\s*r(\d)_(\w+) {arrow} r(\d)_(\w+) (?:: |\[label=\")(\w+)")
    found = {match.groups() for match in map(edge.match, lines) if match}
    assert found == {
        (str(n), source, str(n), row.dest, row.trigger)
        for n, table in enumerate(TABLES.values())
        for row in table.rows
        for source in row.sources
    }


def test_names_cannot_break_a_drawing() -> None:
    """A quote, a backslash or a line break in a region's name is drawn as something harmless."""
    part = [Drawn('ceasefire:"a\\\n', CEASEFIRE)]
    assert '        label="ceasefire:\'a//n"' in list(dot(part))


def test_each_region_is_drawn_by_itself() -> None:
    """Two tracks are two tables; a kind without a region is drawn unmarked."""
    regions = {each.key: each for each in (Region("talks", "a"), Region("talks", "b", "convened"))}
    parts = [(part.name, part.phase) for part in drawn(["talks", "ceasefire"], regions)]
    assert parts == [("talks:a", "none"), ("talks:b", "convened"), ("ceasefire", None)]
