"""What each kind of event does to the process: facts, never what they mean."""

from collections.abc import Callable, Iterator
from typing import TypeAlias, TypeVar

from negotiations.model.changes import Change, Noted
from negotiations.model.events import Event
from negotiations.model.happening.agreements import agree, cease
from negotiations.model.happening.talks import delegate, mediate, meet, round_of
from negotiations.model.happening.terms import demand, propose, state
from negotiations.model.kinds import (
    AgreementEvent,
    Assessment,
    CeasefireEvent,
    Delegation,
    Demand,
    Mediation,
    ProposalEvent,
    RoundEvent,
    Statement,
)
from negotiations.model.process import PeaceProcess

E = TypeVar("E", bound=Event)
Does: TypeAlias = Callable[[PeaceProcess, E], Iterator[Change]]
"""What one kind of event does; the changes tell it."""


def happen(process: PeaceProcess, event: Event) -> Iterator[Change]:
    """Let an event change the facts; a kind that changes none is still disputed and doubted."""
    does = DOES.get(event.kind)
    if does is not None:
        yield from does(process, event)
    if event.claims:
        yield from process.dispute(event)
    if process.case.plausible:
        yield from process.doubt(event)


def assess(process: PeaceProcess, event: Assessment) -> Iterator[Change]:
    """A judgement stands in the trace beside its author; it moves nothing."""
    who = event.asserter or "unnamed"
    said = event.hypothesis or " ".join(filter(None, (event.level, event.topic)))
    yield Noted(f"{who}: {said}" + (f" ({event.hedge})" if event.hedge else ""))


def _on(kind: type[E], does: Does[E]) -> tuple[str, Does[Event]]:
    """A line of the table below: what to do on events of that kind."""

    def happening(process: PeaceProcess, event: Event) -> Iterator[Change]:
        assert isinstance(event, kind)
        return does(process, event)

    return kind.kind, happening


DOES: dict[str, Does[Event]] = dict(
    (
        _on(Statement, state),
        _on(Demand, demand),
        _on(Delegation, delegate),
        _on(RoundEvent, meet),
        _on(ProposalEvent, propose),
        _on(AgreementEvent, agree),
        _on(CeasefireEvent, cease),
        _on(Mediation, mediate),
        _on(Assessment, assess),
    )
)

__all__ = ["DOES", "happen", "round_of"]
