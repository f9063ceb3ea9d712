"""What agreements do, ceasefires among them: each through its life, in its own region."""

from collections.abc import Iterator
from datetime import datetime

import attrs

from negotiations.model.agreements import Agreement
from negotiations.model.ceasefires import Ceasefire
from negotiations.model.changes import Became, Change
from negotiations.model.events import Event
from negotiations.model.happening.late import older_news, overtaken
from negotiations.model.kinds import AgreementEvent, CeasefireEvent
from negotiations.model.process import PeaceProcess

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
    "lapsed": "end",
}

SIGNINGS = {
    "partial": "sign_partial",
    "framework": "sign_framework",
    "comprehensive": "sign_comprehensive",
    "implementation": "implement",
    "renewal": "renew",
}

SETTLEMENT_MOVES = {
    "partly_executed": "implement",
    "executed": "implement",
    "ended": "terminate",
    "lapsed": "lapse",
}


def agree(process: PeaceProcess, event: AgreementEvent) -> Iterator[Change]:
    """An agreement through its life, in the region its type belongs to."""
    assert event.agreement is not None, "the reader asks for it"
    assert event.status is not None, "the reader asks for it"
    known = process.agreements.get(event.agreement)
    made = known or Agreement(event.agreement, event.type or "other", event.status, event.moment)
    first = event.moment if event.status == "agreed" else None
    done = event.moment if event.status == "executed" else None
    violated = event.status == "violated" and known is not None
    late = known is not None and overtaken(known.since, event)
    now = Agreement(
        made.id,
        status=made.status if violated or late else event.status,
        since=made.since if violated or late else event.moment,
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
    if late and not violated:
        process.agreements[made.id] = now
        yield older_news("agreement", made.id, now.status)
        return
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


def cease(process: PeaceProcess, event: CeasefireEvent) -> Iterator[Change]:
    """A ceasefire through its life; a violation is counted and ends nothing."""
    assert event.ceasefire is not None, "the reader asks for it"
    assert event.status is not None, "the reader asks for it"
    known = process.ceasefires.get(event.ceasefire)
    made = known or Ceasefire(event.ceasefire, "none", event.moment)
    if known is not None and event.status != "violated" and overtaken(known.since, event):
        process.ceasefires[made.id] = _with_features(_with_date(known, event), event)
        yield older_news("ceasefire", made.id, known.status)
        return
    now = _with_features(_with_status(made, event, event.status), event)
    told = Became("ceasefire", made.id, known.status if known else None, event.status)
    yield from process.keep(process.ceasefires, made.id, now, told)
    if event.status == "violated" and made.status == "ended":
        return  # word of an old violation revives nothing
    region = process.region("ceasefire", made.id)
    yield from process.move(region, CEASEFIRE_MOVES[event.status], event.known_at)


def _with_status(made: Ceasefire, event: CeasefireEvent, status: str) -> Ceasefire:
    when = event.moment
    if status == "violated":
        counted = made.violations + violations_in(event)
        # The table says where a violation leads, so the noun follows the region: still in effect.
        still = "ended" if made.status == "ended" else "in_effect"
        return attrs.evolve(made, status=still, violations=counted)
    return attrs.evolve(
        made,
        status=status,
        since=when,
        declared_at=when if status == "declared" else made.declared_at,
        effective_at=_effective_at(made, status, when),
        ended_at=when if status == "ended" else None,
        end=event.end if status == "ended" else None,
    )


def _with_date(known: Ceasefire, event: CeasefireEvent) -> Ceasefire:
    """Late news dates what was not dated yet."""
    when, status = event.moment, event.status
    return attrs.evolve(
        known,
        declared_at=known.declared_at or (when if status == "declared" else None),
        effective_at=known.effective_at or (when if status == "in_effect" else None),
    )


def _effective_at(made: Ceasefire, status: str, when: datetime) -> datetime | None:
    """A ceasefire declared anew has yet to take effect anew."""
    if status == "in_effect":
        return when
    return None if status == "declared" else made.effective_at


def violations_in(event: CeasefireEvent) -> int:
    """How many violations a record tells of, at the least; one, unless it says a number."""
    told = event.violations
    return max(int(told.bounds.low), 1) if told is not None else 1


def _with_features(made: Ceasefire, event: CeasefireEvent) -> Ceasefire:
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


def signatories(
    before: tuple[str, ...], named: tuple[str, ...], event: Event, when: str
) -> tuple[str, ...]:
    """Those named, else (when it is made) the actors; signatures add up over several events."""
    signed = named or (event.actor if event.stage == when and not before else ())
    return tuple(dict.fromkeys((*before, *signed)))
