"""What a code of CAMEO, or an event and mode of PLOVER, is here: one table, `codes.csv`."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Key, shapes

TABLE = Path(__file__).with_name("codes.csv")
JOINT = ("round", "agreement")
"""Kinds that have no recipient: all who take part are actors."""


@attrs.frozen
class Code:
    """One row of the table; *kind* is None where none of ours says the same."""

    cameo: str | None
    plover: str | None
    mode: str | None
    kind: str | None
    stage: str | None
    name: str | None

    def fields(self, id: str, actor: list[str], recipient: list[str]) -> dict[str, Any]:
        """What a record of that id is by its code, between those participants.

        A kind that belongs to a thing with an id of its own, such as an agreement, gets the
        record's: which agreement it is, no such code tells.
        """
        cls = KINDS[self.kind or ""]
        stage = {cls.deciding: self.stage} if cls.deciding and self.stage else {}
        keys = {need: id for need in cls.needs if isinstance(shapes(cls)[need], Key)}
        if self.kind in JOINT:
            actor, recipient = list(dict.fromkeys([*actor, *recipient])), []
        who = {"actor": actor, "recipient": recipient}
        return {**{side: ids for side, ids in who.items() if ids}, **keys, **stage}


@cache
def codes() -> tuple[Code, ...]:
    """The whole table."""
    lines = TABLE.read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return tuple(Code(**{name: cell or None for name, cell in row.items()}) for row in rows)


@cache
def by_cameo() -> dict[str, Code]:
    """The table by the codes of CAMEO.

    >>> by_cameo()["0871"].kind, by_cameo()["042"].kind
    ('ceasefire', None)
    """
    return {code.cameo: code for code in codes() if code.cameo is not None}


@cache
def by_plover() -> dict[tuple[str, str], Code]:
    """Those of PLOVER's events that are a kind, by event and mode."""
    own = (code for code in codes() if code.cameo is None)
    return {(code.plover or "", code.mode or ""): code for code in own}


@cache
def plover_events() -> frozenset[str]:
    """The names of PLOVER's events, those of its drafts included."""
    drafts = ("DEMAND", "DISAPPROVE", "INVESTIGATE", "FIGHT")
    return frozenset({code.plover for code in codes() if code.plover}.union(drafts))
