"""How something comes to stand as a scenario gives it: the events that lead there.

They are found from the phase tables and from what each kind of event does; nothing is set by hand,
so what is given is replayed like all else.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Untellable
from negotiations.model.case import Case
from negotiations.model.ceasefires import CeasefireDefinition
from negotiations.model.happening.agreements import (
    CEASEFIRE_MOVES,
    HUMANITARIAN_MOVES,
    SETTLEMENT_MOVES,
    SIGNINGS,
)
from negotiations.model.happening.talks import ROUND_MOVES
from negotiations.model.kinds import AgreementEvent, CeasefireEvent, RoundEvent
from negotiations.model.phases import CEASEFIRE, HUMANITARIAN, TABLES, TALKS, Table
from negotiations.problems import did_you_mean

Said = dict[str, Any]
LIVES: Mapping[str, Mapping[str, str]] = {
    "talks": ROUND_MOVES,
    "ceasefire": CEASEFIRE_MOVES,
    "humanitarian": HUMANITARIAN_MOVES,
}
"""For each kind of region the statuses of its events, with the move that each makes."""


def way(table: Table, start: str, goals: tuple[str, ...]) -> list[str]:
    """The moves of the shortest way from one phase to the nearest of others.

    >>> way(TALKS, "none", ("adjourned",))
    ['schedule', 'convene', 'adjourn']
    """
    paths, ahead = {start: list[str]()}, deque([start])
    while ahead:
        here = ahead.popleft()
        if here in goals:
            return paths[here]
        for row in table.rows:
            if here in row.sources and row.dest not in paths:
                paths[row.dest] = [*paths[here], row.trigger]
                ahead.append(row.dest)
    raise Untellable(f"nothing leads from {start!r} to {' or '.join(goals)}")


def way_through(table: Table, start: str, trigger: str) -> list[str]:
    """The moves of the shortest way that ends with one move.

    >>> way_through(HUMANITARIAN, "none", "stall")
    ['agree', 'stall']
    """
    return [*way(table, start, table.row(trigger).sources), trigger]


def bring_phase(story: Story, region: str, phase: str) -> None:
    """Let a region stand in a phase. Raises Untellable for one that is unknown."""
    kind, _, name = region.partition(":")
    if kind not in TABLES:
        raise Untellable(f"unknown sort of region {kind!r}{did_you_mean(kind, TABLES)}")
    table = TABLES[kind]
    known = _known("phase", phase, table.phases)
    if kind == "talks":
        _known("track", name, story.case.tracks)
    if kind in ("ceasefire", "humanitarian") and not name:
        raise Untellable(f"a region of {kind} has a name: {kind}:prisoner-exchange")
    now = story.run.process.regions.get(region)
    for trigger in way(table, now.phase if now else "none", (known,)):
        story.happen(**_event(story.case, kind, name, trigger))


def _event(case: Case, kind: str, name: str, trigger: str) -> Said:
    """An event that makes the move of a region."""
    parties = list(case.parties)
    if kind == "settlement":
        return {"kind": "agreement", "agreement": "settlement", "actor": parties} | _signed(trigger)
    if trigger == "approach":
        return {"kind": "proposal", "proposal": "talks", "status": "tabled", "actor": parties[:1]}
    status = next(status for status, move in LIVES[kind].items() if move == trigger)
    if kind == "talks":
        return {"kind": "round", "track": name, "status": status, "actor": parties}
    if kind == "ceasefire":
        return {"kind": kind, "ceasefire": name, "status": status, "actor": parties}
    return {"kind": "agreement", "agreement": name, "type": "humanitarian", "status": status,
            "actor": parties}  # fmt: skip


def _signed(trigger: str) -> Said:
    by_signing = {move: {"type": type, "status": "agreed"} for type, move in SIGNINGS.items()}
    by_status = {move: {"status": status} for status, move in SETTLEMENT_MOVES.items()}
    return (by_signing | by_status)[trigger]


def bring_round(story: Story, number: int, status: str, track: str | None = None) -> None:
    """Let a round stand at a status: planned before it is convened, convened before adjourned."""
    wanted = _known("status", status, tuple(RoundEvent.codings))
    on = _known("track", track or story.case.tracks[0], story.case.tracks)
    process = story.run.process
    known = process.rounds.get(f"{on}:{number}")
    if known is not None and known.status == wanted:
        return
    said: Said = {"track": on, "actor": list(story.case.parties)}
    move = ROUND_MOVES[wanted]
    if known is None:
        here = process.region("talks", on).phase
        for trigger in way(TALKS, here, TALKS.row("schedule").sources):
            story.happen(**{**_event(story.case, "talks", on, trigger), **said})
        story.happen("round", number=number, status="planned", **said)
        known_status = "planned"
    else:
        known_status = known.status
    start = TALKS.row(ROUND_MOVES[known_status]).dest
    for trigger in way_through(TALKS, start, move) if wanted != known_status else ():
        story.happen(**{**_event(story.case, "talks", on, trigger), **said, "number": number})


def bring_agreement(story: Story, agreement: str, status: str, type: str | None = None) -> None:
    """Let an agreement of the parties stand at a status."""
    wanted = _known("status", status, tuple(AgreementEvent.codings))
    known = story.run.process.agreements.get(agreement)
    said: Said = {"agreement": agreement, "type": type, "actor": list(story.case.parties)}
    for each in _agreement_life(known.status if known else "none", wanted):
        story.happen("agreement", status=each, **said)


def _agreement_life(now: str, wanted: str) -> Iterator[str]:
    """The statuses on the way, by the table of exchanges, which all agreements share here."""
    if now == wanted:
        return
    if wanted == "violated":
        yield from () if now != "none" else ("agreed",)
        yield wanted
        return
    start = "ended" if now == "lapsed" else now
    for trigger in way_through(HUMANITARIAN, start, HUMANITARIAN_MOVES[wanted])[:-1]:
        yield _status(HUMANITARIAN_MOVES, trigger)
    yield wanted


def bring_ceasefire(
    story: Story, ceasefire: str, status: str, definition: CeasefireDefinition | None = None
) -> None:
    """Let a ceasefire stand at a status; with a *definition*, one of the kind it describes."""
    wanted = _known("status", status, tuple(CeasefireEvent.codings))
    known = story.run.process.ceasefires.get(ceasefire)
    here = known.status if known else "none"
    features = _features(definition) if definition else {}
    said: Said = {"ceasefire": ceasefire, "actor": list(story.case.parties), **features}
    if here != wanted:
        for trigger in way_through(CEASEFIRE, here, CEASEFIRE_MOVES[wanted]):
            story.happen("ceasefire", status=_status(CEASEFIRE_MOVES, trigger), **said)


def _features(definition: CeasefireDefinition) -> Said:
    days = definition.min_intended_days
    return {
        "class": definition.min_class,
        "declaration": definition.declaration[0],
        "scope": definition.scope,
        "confirmed_by": list(definition.confirmation) or None,
        "intended_days": f"{days:g} d" if days else None,
    }


def _status(moves: Mapping[str, str], trigger: str) -> str:
    return next(status for status, move in moves.items() if move == trigger)


def _known(of: str, word: str, known: tuple[str, ...]) -> str:
    joined = "_".join(word.split())
    if joined not in known and word not in known:
        raise Untellable(f"unknown {of} {word!r}{did_you_mean(word, known)}")
    return word if word in known else joined
