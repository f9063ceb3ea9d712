"""A change that a record brought, as sentences that hold it.

A text that no sentence can quote whole is held by some of its words; what no sentence can name is
told as a comment, so that nothing is lost in silence.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from negotiations.bdd.writing.saying import Unsayable, number, quoted, some_words
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
from negotiations.report.lines import visible
from negotiations.runs import Run
from negotiations.trace import Reason

Said: TypeAlias = Iterator[str]


def sayable(what: str, say: Callable[[], Said]) -> Said:
    """The sentences; or, of something that they can't name, a comment that tells of it."""
    try:
        yield from [*say()]
    except Unsayable as error:
        yield f"# of {visible(what)}: {error}"


def change_said(run: Run, reason: Reason) -> Said:
    """The sentences about one change."""
    says = SAYS.get(type(reason.change), _in_words)
    yield from sayable(reason.change.told(), lambda: says(run, reason))


def _in_words(run: Run, reason: Reason) -> Said:
    """A change by the words that the trace has for it."""
    yield _changes(reason, reason.change.told())


def _changes(reason: Reason, told: str) -> str:
    return f"{quoted(reason.event)} changes {_words(told)}"


def _words(told: str) -> str:
    """Some words of a text, quoted. Raises Unsayable if none can be."""
    words = some_words(told)
    if not words:
        raise Unsayable("no sentence of a scenario can quote any of its words")
    return quoted(words)


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
        because = _words(change.irregular)
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
    yield f"a note on {quoted(reason.event)} says {_words(reason.change.told())}"


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
