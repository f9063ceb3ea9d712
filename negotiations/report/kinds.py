"""The kinds of event a log may hold, and the fields of one: the reference a log's author needs."""

from collections.abc import Iterator

from negotiations.model.events import Coding, Event
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import shapes
from negotiations.report.lines import Line, line, table

OWN = {
    "id": "a name of its own, needed",
    "occurred": "when it happened, needed",
    "known_at": "when it became known, needed; a date means its end",
    "sources": "a list: {source, reliability A-F, credibility 1-6, url, date}",
    "claims": "a list: {asserter, the fields it says otherwise, sources, modality}",
    "report_of": "the id of an earlier record that this one is another report of",
}
"""The fields that every record has beside its shaped ones."""


def kinds_lines() -> Iterator[Line]:
    """Every kind, with what it is."""
    rows = [(cls.kind, _purpose(cls)) for cls in KINDS.values() if cls.kind != "day"]
    rows += [
        ("correction", "Sets fields of an earlier record anew: of, set: {field: value}, because."),
        ("retraction", "Takes an earlier record back: of, because."),
    ]
    yield from table(rows)


def kind_lines(kind: str) -> Iterator[Line]:
    """One kind: its fields and what they hold, its stages and their outside names."""
    cls = KINDS[kind]
    yield line((kind, "title"), f"  {_purpose(cls)}")
    own = {**OWN, **{name: shape.about for name, shape in shapes(cls).items()}}
    needed = [(name, about + _needed(cls, name)) for name, about in own.items()]
    yield from table(needed, indent=2)
    if cls.codings:
        yield line("")
        yield line("in PLOVER and CAMEO")
        rows = [(stage or "any", *_names(coding)) for stage, coding in cls.codings.items()]
        yield from table(rows, indent=2)


def _purpose(cls: type[Event]) -> str:
    return (cls.__doc__ or "").strip().splitlines()[0]


def _needed(cls: type[Event], name: str) -> str:
    return ", needed" if name in cls.needs else ""


def _names(coding: Coding) -> tuple[str, str]:
    return f"{coding.plover}/{coding.mode}" if coding.mode else coding.plover, coding.cameo or ""
