"""What each kind of event does to the process: facts, never what they mean."""

from collections.abc import Callable, Iterator
from datetime import datetime

import attrs

from negotiations.model import kinds
from negotiations.model.agreements import Agreement
from negotiations.model.ceasefires import Ceasefire
from negotiations.model.changes import Became, Change, Noted
from negotiations.model.events import Event
from negotiations.model.process import PeaceProcess
from negotiations.model.talks import Delegation, MediationEffort, Proposal, Round
from negotiations.model.terms import Precondition
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
CEASEFIRE_MOVES = {
    "proposed": "propose",
    "declared": "declare",
    "in_effect": "take_effect",
    "violated": "violate",
    "ended": "end",
}
HUMANITARIAN_MOVES = {
    "agreed": "agree",
    "scheduled": "schedule",
    "partly_executed": "execute_part",
    "executed": "execute",
    "stalled": "stall",
    "ended": "end",
}
SIGNINGS = {
    "partial": "sign_partial",
    "framework": "sign_framework",
    "comprehensive": "sign_comprehensive",
    "implementation": "implement",
    "renewal": "renew",
}
SETTLEMENT_MOVES = {"partly_executed": "implement", "executed": "implement", "ended": "terminate"}


def happen(process: PeaceProcess, event: Event) -> Iterator[Change]:
    """Let an event change the facts; a kind that changes none is still disputed and doubted."""
    does = DOES.get(event.kind)
    if does is not None:
        yield from does(process, event)
    yield from process.dispute(event)
    yield from process.doubt(event)


def state(process: PeaceProcess, event: kinds.Statement) -> Iterator[Change]:
    """A party's last word on an issue; a position it names is where it stands in public."""
    for party in event.actor if event.issue else ():
        assert event.issue is not None
        if event.stance:
            before = process.stances.get((party, event.issue), (None, None))[0]
            process.stances[party, event.issue] = (event.stance, event.moment)
            yield Became("stance", f"{party} on {event.issue}", before, event.stance)
        if event.position is not None and (party, event.issue) in process.positions:
            yield from process.restate((party, event.issue), event.position, event.known_at)


def demand(process: PeaceProcess, event: kinds.Demand) -> Iterator[Change]:
    """A precondition through its life; what its assertion said of it stays with it."""
    if event.precondition is None or event.status is None:
        return
    known = process.preconditions.get(event.precondition)
    made = known or Precondition(
        event.precondition,
        event.actor,
        event.recipient,
        event.status,
        event.moment,
        event.issue,
        event.text,
        bool(event.red_line),
        event.deadline,
    )
    now = attrs.evolve(
        made,
        status=event.status,
        changed=event.moment,
        text=event.text or made.text,
        deadline=event.deadline or made.deadline,
        since=event.moment if event.status == "asserted" else made.since,
    )
    told = Became("precondition", made.id, known.status if known else None, event.status)
    yield from process.keep(process.preconditions, made.id, now, told)


def delegate(process: PeaceProcess, event: kinds.Delegation) -> Iterator[Change]:
    """Who is sent: each actor's delegation to the round in hand."""
    track = track_of(process, event.track)
    if event.status is None:
        return
    for party in event.actor:
        key = (party, track, event.number or _last_number(process, track) or None)
        known = process.delegations.get(key)
        made = known or Delegation(party, track, key[2], event.status)
        arrived = event.occurred if event.status == "arrived" else made.arrived
        now = attrs.evolve(
            made,
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


def meet(process: PeaceProcess, event: kinds.RoundEvent) -> Iterator[Change]:
    """A round is planned, convened, adjourned or called off, and the track's talks move with it."""
    if event.status is None:
        return
    made = round_of(process, event)
    known = process.rounds.get(made.key)
    now = attrs.evolve(
        made,
        status=event.status,
        since=event.moment,
        planned=planned(event) or made.planned,
        convened=event.occurred if event.status == "convened" else made.convened,
        adjourned=event.occurred if event.status == "adjourned" else made.adjourned,
        venue=event.venue or made.venue,
        format=event.format or made.format,
        duration=event.duration or made.duration,
        outcome=event.outcome or made.outcome,
    )
    told = Became("round", made.key, known.status if known else None, event.status)
    yield from process.keep(process.rounds, made.key, now, told)
    region = process.region("talks", made.track)
    yield from process.move(region, ROUND_MOVES[event.status], event.known_at)


def propose(process: PeaceProcess, event: kinds.ProposalEvent) -> Iterator[Change]:
    """A paper on the table; talks about talks begin with it where there were none."""
    if event.proposal is None or event.status is None:
        return
    known = process.proposals.get(event.proposal)
    made = known or Proposal(event.proposal, event.actor, event.status, event.moment)
    answered = event.actor if event.status in ("accepted", "rejected") else ()
    now = attrs.evolve(
        made,
        status=event.status,
        since=event.moment,
        issue=event.issue or made.issue,
        title=event.title or made.title,
        answered_by=tuple(dict.fromkeys((*made.answered_by, *answered))),
    )
    told = Became("proposal", made.id, known.status if known else None, event.status)
    yield from process.keep(process.proposals, made.id, now, told)
    for party in event.actor:
        key = (party, event.issue or "")
        if event.position is not None and key in process.positions:
            yield from process.restate(key, event.position, event.known_at)


def agree(process: PeaceProcess, event: kinds.AgreementEvent) -> Iterator[Change]:
    """An agreement through its life, in the region its type belongs to."""
    if event.agreement is None or event.status is None:
        return
    known = process.agreements.get(event.agreement)
    made = known or Agreement(event.agreement, event.type or "other", event.status, event.moment)
    first = event.moment if event.status == "agreed" else None
    done = event.moment if event.status == "executed" else None
    now = attrs.evolve(
        made,
        status=made.status if event.status == "violated" and known else event.status,
        since=event.moment,
        type=event.type or made.type,
        agreed=made.agreed or first,
        executed=made.executed or done,
        planned=event.planned or made.planned,
        signatories=signatories(made.signatories, event.signatories, event, "agreed"),
        track=event.track or made.track,
        from_round=event.from_round or made.from_round,
        each_side=event.each_side or made.each_side,
        size=event.size or made.size,
        title=event.title or made.title,
        violations=made.violations + (event.status == "violated"),
    )
    told = Became("agreement", made.id, known.status if known else None, event.status)
    yield from process.keep(process.agreements, made.id, now, told)
    yield from _move_agreement(process, now, event.status, event.known_at)


def _move_agreement(
    process: PeaceProcess, now: Agreement, status: str, at: datetime
) -> Iterator[Change]:
    if now.is_humanitarian and status in HUMANITARIAN_MOVES:
        region = process.region("humanitarian", now.id)
        yield from process.move(region, HUMANITARIAN_MOVES[status], at)
    elif now.is_settlement:
        trigger = SIGNINGS[now.type] if status == "agreed" else SETTLEMENT_MOVES.get(status)
        if trigger:
            yield from process.move(process.region("settlement", ""), trigger, at)


def cease(process: PeaceProcess, event: kinds.CeasefireEvent) -> Iterator[Change]:
    """A ceasefire through its life; a violation is counted and ends nothing."""
    if event.ceasefire is None or event.status is None:
        return
    known = process.ceasefires.get(event.ceasefire)
    made = known or Ceasefire(event.ceasefire, "none", event.moment)
    now = _with_features(_with_status(made, event), event)
    told = Became("ceasefire", made.id, known.status if known else None, event.status)
    yield from process.keep(process.ceasefires, made.id, now, told)
    region = process.region("ceasefire", made.id)
    yield from process.move(region, CEASEFIRE_MOVES[event.status], event.known_at)


def _with_status(made: Ceasefire, event: kinds.CeasefireEvent) -> Ceasefire:
    status, when = event.status, event.moment
    if status == "violated":
        # The table says where a violation leads, so the noun follows the region: still in effect.
        return attrs.evolve(made, status="in_effect", violations=made.violations + 1)
    return attrs.evolve(
        made,
        status=status,
        since=when,
        declared_at=when if status == "declared" else made.declared_at,
        effective_at=when if status == "in_effect" else made.effective_at,
        ended_at=when if status == "ended" else None,
        end=event.end if status == "ended" else None,
    )


def _with_features(made: Ceasefire, event: kinds.CeasefireEvent) -> Ceasefire:
    return attrs.evolve(
        made,
        class_=event.class_ or made.class_,
        declaration=event.declaration or made.declaration,
        scope=event.scope or made.scope,
        purpose=event.purpose or made.purpose,
        signatories=signatories(made.signatories, event.signatories, event, "declared"),
        confirmed_by=tuple(dict.fromkeys((*made.confirmed_by, *event.confirmed_by))),
        takes_effect=event.takes_effect or made.takes_effect,
        intended_days=event.intended_days or made.intended_days,
        track=event.track or made.track,
        title=event.title or made.title,
        monitored=made.monitored if event.monitored is None else event.monitored,
    )


def mediate(process: PeaceProcess, event: kinds.Mediation) -> Iterator[Change]:
    """An effort by third parties, known by who makes it and on what."""
    key = "+".join(event.actor) + (f" on {event.issue}" if event.issue else "")
    outcome = event.outcome or "none_yet"
    known = process.mediation.get(key)
    now = MediationEffort(key, event.actor, outcome, event.moment, event.issue)
    told = Became("mediation", key, known.outcome if known else None, outcome)
    yield from process.keep(process.mediation, key, now, told)


def assess(process: PeaceProcess, event: kinds.Assessment) -> Iterator[Change]:
    """A judgement stands in the trace beside its author; it moves nothing."""
    who = event.asserter or "unnamed"
    said = event.hypothesis or " ".join(filter(None, (event.level, event.topic)))
    yield Noted(f"{who}: {said}" + (f" ({event.hedge})" if event.hedge else ""))


def track_of(process: PeaceProcess, named: str | None) -> str:
    """The track an event means: the one it names, or the case's first."""
    return named or process.case.tracks[0]


def round_of(process: PeaceProcess, event: kinds.RoundEvent) -> Round:
    """The round an event means: by its number, else the one in hand, else the next."""
    track = track_of(process, event.track)
    number = event.number or _number_meant(process, track, event.status or "")
    known = process.rounds.get(f"{track}:{number}")
    return known or Round(track, number, event.status or "planned", event.moment)


def _last_number(process: PeaceProcess, track: str) -> int:
    return max((each.number for each in process.rounds.values() if each.track == track), default=0)


def _number_meant(process: PeaceProcess, track: str, status: str) -> int:
    last = _last_number(process, track)
    begun = process.rounds.get(f"{track}:{last}")
    over = begun is None or begun.status in ("adjourned", "cancelled", "concluded")
    fresh = over if status == "convened" else status == "planned"
    return last + 1 if fresh or last == 0 else last


def planned(event: kinds.RoundEvent) -> Interval | None:
    """When the round is to start, from the earliest to the latest start that anybody claims."""
    starts = [each.starts for each in event.readings() if isinstance(each, kinds.RoundEvent)]
    known = [start for start in starts if start is not None]
    if not known:
        return None
    return Interval(min(s.start for s in known), max(s.end for s in known))


def signatories(
    before: tuple[str, ...], named: tuple[str, ...], event: Event, when: str
) -> tuple[str, ...]:
    """Those named, else (when it is made) the actors; signatures add up over several events."""
    signed = named or (event.actor if event.stage == when and not before else ())
    return tuple(dict.fromkeys((*before, *signed)))


DOES: dict[str, Callable[[PeaceProcess, Event], Iterator[Change]]] = {
    "statement": state,
    "demand": demand,
    "delegation": delegate,
    "round": meet,
    "proposal": propose,
    "agreement": agree,
    "ceasefire": cease,
    "mediation": mediate,
    "assessment": assess,
}  # type: ignore[dict-item]
