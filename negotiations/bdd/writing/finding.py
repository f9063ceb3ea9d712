"""What a replay did at a record, as the sentences of Then that hold it; read from its trace."""

import math
from functools import partial
from typing import Any

from negotiations.bdd.answers.asking import firings
from negotiations.bdd.answers.naming import FARTHEST
from negotiations.bdd.answers.records import said
from negotiations.bdd.library.outcomes.likelihood import read
from negotiations.bdd.writing.changing import Said, change_said, sayable
from negotiations.bdd.writing.saying import BELOW, moment, number, percent, quoted, rows
from negotiations.log.amendments import Record, Retraction
from negotiations.log.revising import target_of
from negotiations.model.changes import Heard, Stood, Weighed
from negotiations.model.claims import ClaimConflict
from negotiations.model.events import Event
from negotiations.runs import Run
from negotiations.trace import Reason

DATED_BY = "occurred"
"""The field of every event that no sentence asks for by name."""


def outcomes(run: Run, id: str, record: Record | None) -> Said:
    """The sentences that hold what a run did at its last record, or at a midnight (no *record*)."""
    own = [each for each in run.trace if each.event == id]
    yield from sayable(id, lambda: _standing(run, id, record))
    for reason in own:
        if reason.rule is None:
            yield from change_said(run, reason)
    yield from sayable(id, lambda: _unchanged(id, own))
    yield from _conflicts(run, id, record)
    yield from sayable(id, lambda: _fired(run, id, record))
    for reason in own:
        if reason.rule is not None:
            yield from change_said(run, reason)
    yield from sayable(id, lambda: _weights(id, own))
    yield from _likelihood(run)
    yield from _nothing_later(run)


# --- the record


def _standing(run: Run, id: str, record: Record | None) -> Said:
    """Whether the record is known, and moves anything."""
    if record is None:
        return
    yield f"{quoted(id)} is known"
    if isinstance(record, Retraction):
        yield f"{quoted(record.of)} is not known"
    elif isinstance(record, Event) and record.report_of is None:
        moves = run.state.moves(record)
        yield f"{quoted(id)} {'moves the process' if moves else 'stands as a claim only'}"


def _unchanged(id: str, own: list[Reason]) -> Said:
    if own and all(isinstance(each.change, Heard) for each in own):
        yield f"{quoted(id)} changes nothing"


def _conflicts(run: Run, id: str, record: Record | None) -> Said:
    """The conflicts between claims on the event, or on the one that a later record is about."""
    about = id if record is None else target_of(record) or id
    for conflict in run.process.conflicts.values():
        if conflict.event == about and conflict.field != DATED_BY:
            yield from sayable(about, partial(_conflict, conflict))
            for who, value in conflict.claims:
                if who in run.case.speakers:
                    yield from sayable(about, partial(_side, who, value))


def _conflict(conflict: ClaimConflict) -> Said:
    field, event = quoted(conflict.field), quoted(conflict.event)
    if conflict.resolved:
        yield f"the conflict over {field} of {event} is settled"
    else:
        yield f"there is an open conflict over {field} of {event}"


def _side(who: str, value: Any) -> Said:
    yield f"{quoted(who)} says {quoted(said(value))}"


# --- rules and the likelihood


def _fired(run: Run, id: str, record: Record | None) -> Said:
    """The rules that fired, each for the first of those it was cast with."""
    found = [each for each in firings(run) if each.event == id]
    if found:
        yield f"exactly these rules fired on {quoted(id)}:"
        yield from rows(
            [("rule", "for"), *((f.rule, f.parties[0] if f.parties else "") for f in found)], BELOW
        )
    elif record is None or target_of(record) is None:
        yield f"no rule fired on {quoted(id)}"


def _weights(id: str, own: list[Reason]) -> Said:
    """What each rule weighed on each question."""
    sums: dict[tuple[str, str], list[float]] = {}
    for each in own:
        change = each.change
        if isinstance(change, Weighed | Stood) and each.rule is not None:
            counts = isinstance(change, Stood) or change.counted
            sums.setdefault((each.rule, change.question), []).append(change.nats if counts else 0)
    for (rule, question), nats in sums.items():
        total = number(math.fsum(nats))
        yield f"{quoted(id)} weighs {total} nats on {quoted(question)} by the rule {quoted(rule)}"


def _likelihood(run: Run) -> Said:
    """What is asked, and how likely it is at the case's horizons, as reports print it."""
    asked = run.process.question()
    if asked is None:
        yield "no question is asked"
        return
    yield f"the question asked is {quoted(asked)}"
    if asked not in run.case.bases:
        yield f"the likelihood of {quoted(asked)} is not asked"
        return
    for horizon in run.case.horizons:
        value = read(run, asked, horizon).value
        if value is not None and horizon <= FARTHEST:
            yield f"the likelihood of {quoted(asked)} within {horizon} days is {percent(value)} %"


def _nothing_later(run: Run) -> Said:
    if run.now is not None:
        yield f"nothing known after {quoted(moment(run.now, run.case))} was used"
