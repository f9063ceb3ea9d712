"""What talks do: delegations are sent, rounds held, efforts made by third parties."""

from collections.abc import Iterator

from negotiations.model.changes import Became, Change
from negotiations.model.happening.late import older_news, overtaken
from negotiations.model.kinds import Delegation as DelegationEvent
from negotiations.model.kinds import Mediation, RoundEvent
from negotiations.model.process import PeaceProcess
from negotiations.model.talks import Delegation, MediationEffort, Round
from negotiations.model.times import Interval

ROUND_MOVES = {
    "planned": "schedule",
    "convened": "convene",
    "adjourned": "adjourn",
    "cancelled": "cancel",
    "suspended": "suspend",
    "broken_off": "break_off",
    "concluded": "conclude",
}

COMES_FROM = {
    "planned": ("planned",),
    "convened": ("planned", "convened", "suspended"),
    "adjourned": ("convened", "suspended"),
    "cancelled": ("planned",),
    "suspended": ("convened", "planned"),
    "broken_off": ("convened", "suspended", "adjourned"),
    "concluded": ("convened", "adjourned"),
}
"""For a round without a number: the statuses of the round that may be meant."""


def delegate(process: PeaceProcess, event: DelegationEvent) -> Iterator[Change]:
    """Who is sent: each actor's delegation to the round in hand."""
    assert event.status is not None, "the reader asks for it"
    track = track_of(process, event.track)
    for party in event.actor:
        key = (party, track, event.number or _last_number(process, track) or None)
        known = process.delegations.get(key)
        made = known or Delegation(party, track, key[2], event.status)
        arrived = event.occurred if event.status == "arrived" else made.arrived
        now = Delegation(
            party,
            track,
            key[2],
            status=event.status,
            head=event.head or made.head,
            arrived=arrived,
            office=event.office or made.office,
            level=event.level or made.level,
            members=tuple(dict.fromkeys((*made.members, *event.members))),
        )
        name = f"{party} to {track}" + (f" round {key[2]}" if key[2] else "")
        told = Became("delegation", name, known.status if known else None, event.status)
        yield from process.keep(process.delegations, key, now, told)


def meet(process: PeaceProcess, event: RoundEvent) -> Iterator[Change]:
    """A round is planned, convened, adjourned or called off, and the track's talks move with it."""
    assert event.status is not None, "the reader asks for it"
    made = round_of(process, event)
    known = process.rounds.get(made.key)
    late = known is not None and overtaken(known.since, event)
    now = Round(
        made.track,
        made.number,
        status=made.status if late else event.status,
        since=made.since if late else event.moment,
        planned=planned(event) or made.planned,
        convened=event.occurred if event.status == "convened" else made.convened,
        adjourned=event.occurred if event.status == "adjourned" else made.adjourned,
        venue=event.venue or made.venue,
        format=event.format or made.format,
        duration=event.duration or made.duration,
        outcome=event.outcome or made.outcome,
        began=made.began,
    )
    if late:
        process.rounds[made.key] = now
        yield older_news("round", made.key, now.status)
        return
    before = known.status if known else None
    process.renumber(made.track, made.number, before, event.status)
    told = Became("round", made.key, before, event.status)
    yield from process.keep(process.rounds, made.key, now, told)
    region = process.region("talks", made.track)
    yield from process.move(region, ROUND_MOVES[event.status], event.known_at)


def mediate(process: PeaceProcess, event: Mediation) -> Iterator[Change]:
    """An effort by third parties, known by who makes it and on what."""
    key = "+".join(event.actor) + (f" on {event.issue}" if event.issue else "")
    outcome = event.outcome or "none_yet"
    known = process.mediation.get(key)
    now = MediationEffort(key, event.actor, outcome, event.moment, event.issue)
    told = Became("mediation", key, known.outcome if known else None, outcome)
    yield from process.keep(process.mediation, key, now, told)


def track_of(process: PeaceProcess, named: str | None) -> str:
    """The track an event means: the one it names, or the case's first."""
    return named or process.case.tracks[0]


def round_of(process: PeaceProcess, event: RoundEvent) -> Round:
    """The round an event means: by its number, else the one in hand, else the next."""
    track = track_of(process, event.track)
    number = event.number or _number_meant(process, track, event.status or "")
    known = process.rounds.get(f"{track}:{number}")
    status = event.status or "planned"
    return known or Round(track, number, status, event.moment, began=event.moment)


def _last_number(process: PeaceProcess, track: str) -> int:
    return process.last_round(track) or 0


def _number_meant(process: PeaceProcess, track: str, status: str) -> int:
    """The latest round that may come to this status; a fresh one where none may."""
    fitting, last = process.last_round(track, COMES_FROM[status]), _last_number(process, track)
    fresh = last + 1 if status in ("planned", "convened") else max(last, 1)
    return fresh if fitting is None else fitting


def planned(event: RoundEvent) -> Interval | None:
    """When the round is to start, from the earliest to the latest start that anybody claims."""
    known = [start for start in event.values_of("starts") if start is not None]
    if not known:
        return None
    return Interval(min(s.start for s in known), max(s.end for s in known))
