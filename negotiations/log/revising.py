"""Revising: what an earlier record becomes once later lines correct, retract or report on it."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from negotiations.log.amendments import Amendment, Correction, Record, Retraction
from negotiations.log.records import Places, RecordReader
from negotiations.model.claims import Claim, can_both_hold
from negotiations.model.events import Event, attribute, missing
from negotiations.model.shapes import shapes

APART = ("asserter", "modality", "known_basis", "note")


def target_of(record: Record) -> str | None:
    """The id of the earlier record that a record is about, if it is about one."""
    return record.of if isinstance(record, Amendment) else record.report_of


def revise(
    reader: RecordReader, raw: Mapping[str, Any], places: Places, later: Iterable[Record]
) -> Event | None:
    """The record as *later* lines leave it, in their order; None once it is retracted.

    Raises Unreadable if a correction leaves it unreadable.
    """
    reports: list[Event] = []
    for line in later:
        if isinstance(line, Retraction):
            return None
        if isinstance(line, Correction):
            raw = {**raw, **line.set}
        elif isinstance(line, Event):
            reports.append(line)
    event = reader.read(raw, places)
    assert isinstance(event, Event)
    for report in reports:
        event = with_report(event, report)
    return event


def saying(record: Record, raw: Mapping[str, Any]) -> str:
    """What a later line says of an earlier record (*raw*, as it was written), in a few words."""
    if isinstance(record, Event):
        who = record.asserter or ", ".join(source.source for source in record.sources)
        return "reported again" + (f" by {who}" if who else "")
    if isinstance(record, Correction):
        sets = (f"{field} {raw.get(field, 'unsaid')} → {new}" for field, new in record.set.items())
        what = "corrected, " + ", ".join(sets)
    else:
        what = "retracted"
    return what + (f" ({record.because})" if record.because else "")


def with_report(event: Event, report: Event) -> Event:
    """The event with a report's rival values as a claim, and its sources where they bear it out.

    Who denies the event, or says otherwise of it, does not make it more credible.
    """
    claims = (*event.claims, *report.claims, *rival_claim(event, report))
    if not bears_out(event, report):
        return attrs.evolve(event, claims=claims)
    sources = tuple(dict.fromkeys((*event.sources, *report.sources)))
    return attrs.evolve(event, sources=sources, claims=claims)


def bears_out(event: Event, report: Event) -> bool:
    """Whether a report tells of the same: it denies nothing, and nothing in it contradicts."""
    fields = [attribute(event, name) for name in shapes(type(event)) if name not in APART]
    return report.modality != "denied" and all(
        missing(getattr(report, field))
        or can_both_hold(getattr(event, field), getattr(report, field))
        for field in fields
        if not missing(getattr(event, field))
    )


def rival_claim(event: Event, report: Event) -> tuple[Claim, ...]:
    """What a report says otherwise than the event, or beyond it, as one claim of its asserter.

    A field that somebody has claimed before is claimed again, though it be as the event has it: an
    asserter's last word is what stands, and whose side it takes in a conflict is part of it.
    """
    who = report.asserter or (report.sources[0].source if report.sources else report.id)
    earlier = {name for claim in event.claims for name in claim.values}
    values = {}
    for name in shapes(type(event)):
        said = getattr(report, attribute(report, name))
        known = getattr(event, attribute(event, name))
        if name not in APART and not missing(said) and (said != known or name in earlier):
            values[name] = said
    if not values and report.modality != "denied":
        return ()
    return (Claim(who, values, report.modality, report.sources, report.known_at),)
