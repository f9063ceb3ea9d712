"""What a replay did at a record, as the steps of Then that hold it.

All is read from the run and its trace. A text that no sentence can quote whole is held by some of
its words; what no sentence can name is told as a comment, so that nothing is lost in silence.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from negotiations.bdd.answers.asking import firings
from negotiations.bdd.answers.naming import FARTHEST
from negotiations.bdd.answers.records import said
from negotiations.bdd.library.outcomes.likelihood import read
from negotiations.bdd.writing.saying import (
    BELOW,
    Unsayable,
    moment,
    number,
    percent,
    quoted,
    rows,
    some_words,
)
from negotiations.log.amendments import Record, Retraction
from negotiations.log.revising import target_of
from negotiations.model.changes import (
    Became,
    Change,
    Concluded,
    Disputed,
    Heard,
    Moved,
    Noted,
    Reread,
    Revised,
    Settled,
    Shifted,
    Stood,
    Weighed,
)
from negotiations.model.claims import ClaimConflict
from negotiations.model.events import Event
from negotiations.report.lines import visible
from negotiations.runs import Run
from negotiations.trace import Reason

Said = Iterator[str]

DATED_BY = "occurred"
"""The field of every event that no sentence asks for by name."""


def outcomes(run: Run, id: str, record: Record | None) -> Said:
    """The sentences that hold what a run did at its last record, or at a midnight (no *record*)."""
    own = [each for each in run.trace if each.event == id]
    yield from _said(id, lambda: _standing(run, id, record))
    for reason in own:
        if reason.rule is None:
            yield from _change(run, reason)
    yield from _said(id, lambda: _unchanged(id, own))
    yield from _conflicts(run, id, record)
    yield from _said(id, lambda: _fired(run, id, record))
    for reason in own:
        if reason.rule is not None:
            yield from _change(run, reason)
    yield from _said(id, lambda: _weights(id, own))
    yield from _likelihood(run)
    yield from _nothing_later(run)


def _said(what: str, say: Callable[[], Said]) -> Said:
    """The sentences; or, of something that they can't name, a comment that tells of it."""
    try:
        yield from [*say()]
    except Unsayable as error:
        yield f"# of {visible(what)}: {error}"


def _change(run: Run, reason: Reason) -> Said:
    """The sentences about one change."""
    says = SAYS.get(type(reason.change), _in_words)
    yield from _said(reason.change.told(), lambda: says(run, reason))


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
            yield from _said(about, partial(_conflict, conflict))
            for who, value in conflict.claims:
                if who in run.case.speakers:
                    yield from _said(about, partial(_side, who, value))


def _conflict(conflict: ClaimConflict) -> Said:
    field, event = quoted(conflict.field), quoted(conflict.event)
    if conflict.resolved:
        yield f"the conflict over {field} of {event} is settled"
    else:
        yield f"there is an open conflict over {field} of {event}"


def _side(who: str, value: Any) -> Said:
    yield f"{quoted(who)} says {quoted(said(value))}"


# --- changes


def _in_words(run: Run, reason: Reason) -> Said:
    """A change by the words that the trace has for it."""
    yield _changes(reason, reason.change.told())


def _changes(reason: Reason, told: str) -> str:
    words = some_words(told)
    if not words:
        raise Unsayable("no sentence of a scenario can quote it")
    return f"{quoted(reason.event)} changes {quoted(words)}"


def _nothing(run: Run, reason: Reason) -> Said:
    """What other sentences hold."""
    return iter(())


def _became(run: Run, reason: Reason) -> Said:
    change = reason.change
    assert isinstance(change, Became)
    yield _changes(reason, change.told())
    if change.noun in STATUSES:
        yield from STATUSES[change.noun](run, change)


def _round(run: Run, change: Became) -> Said:
    found = run.process.rounds[change.id]
    yield f"round {found.number} of {quoted(found.track)} is {quoted(found.status)}"


def _agreement(run: Run, change: Became) -> Said:
    status = run.process.agreements[change.id].status
    yield f"the agreement {quoted(change.id)} is {quoted(status)}"


def _ceasefire(run: Run, change: Became) -> Said:
    status = run.process.ceasefires[change.id].status
    yield f"the ceasefire {quoted(change.id)} is {quoted(status)}"


def _precondition(run: Run, change: Became) -> Said:
    status = run.process.preconditions[change.id].status
    yield f"the precondition {quoted(change.id)} is {quoted(status)}"


def _proposal(run: Run, change: Became) -> Said:
    yield f"the proposal {quoted(change.id)} is {quoted(change.after)}"


def _stance(run: Run, change: Became) -> Said:
    party, _, issue = change.id.rpartition(" on ")
    yield f"the stance of {quoted(party)} on {quoted(issue)} is {quoted(change.after)}"


STATUSES: Mapping[str, Callable[[Run, Became], Said]] = {
    "round": _round,
    "agreement": _agreement,
    "ceasefire": _ceasefire,
    "precondition": _precondition,
    "proposal": _proposal,
    "stance": _stance,
}


def _moved(run: Run, reason: Reason) -> Said:
    change = reason.change
    assert isinstance(change, Moved)
    region, after = quoted(change.region), quoted(change.after)
    if change.before == change.after:
        yield _changes(reason, change.told())
    else:
        yield f"the phase of {region} went from {quoted(change.before)} to {after}"
    if change is not _last_move(run, change):
        return
    if change.irregular is None:
        yield f"the move of {region} to {after} was regular"
    else:
        because = quoted(some_words(change.irregular))
        yield f"the move of {region} to {after} was irregular because {because}"


def _last_move(run: Run, change: Moved) -> Change:
    """The last move of the region to the phase, which the sentences about it mean."""
    moves = [each.change for each in run.trace.of_region(change.region)]
    return [m for m in moves if isinstance(m, Moved) and m.after == change.after][-1]


def _settled(run: Run, reason: Reason) -> Said:
    change = reason.change
    assert isinstance(change, Settled)
    yield _changes(reason, change.told())
    stated = number(run.process.positions[change.party, change.issue].stated)
    yield f"the position of {quoted(change.party)} on {quoted(change.issue)} is {stated}"


def _concluded(run: Run, reason: Reason) -> Said:
    change = reason.change
    assert isinstance(change, Concluded)
    yield _changes(reason, change.told())
    meant = [k for k in run.process.conclusions if k[:2] == (change.name, change.party)]
    stands = run.now is not None and any(run.process.stands(key, run.now) for key in meant)
    of = f" of {quoted(change.party)}" if change.party else ""
    if stands or change.party:
        yield f"it is {'' if stands else 'not '}concluded that {quoted(change.name)}{of}"


def _noted(run: Run, reason: Reason) -> Said:
    words = some_words(reason.change.told())
    if not words:
        raise Unsayable("no sentence of a scenario can quote this note")
    yield f"a note on {quoted(reason.event)} says {quoted(words)}"


def _revised(run: Run, reason: Reason) -> Said:
    change = reason.change
    assert isinstance(change, Revised)
    yield _changes(reason, f"{change.of}: {change.said}")
    for difference in change.differences:
        yield _changes(reason, difference)
    if not change.differences and change.told_with is None:
        yield _changes(reason, "nothing that follows from it differs")


SAYS: Mapping[type[Change], Callable[[Run, Reason], Said]] = {
    Heard: _nothing,
    Reread: _nothing,
    Weighed: _nothing,
    Stood: _nothing,
    Became: _became,
    Moved: _moved,
    Settled: _settled,
    Concluded: _concluded,
    Noted: _noted,
    Revised: _revised,
    Shifted: _in_words,
    Disputed: _in_words,
}


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
