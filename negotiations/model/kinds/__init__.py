"""The kinds of event a log may hold, each with its fields, its life cycle and its outside names.

Sources of the outside names: PLOVER manual 2.0 and CAMEO code book (docs: ARCHITECTURE.md).
"""

from negotiations.model.events import Event
from negotiations.model.kinds.agreements import AGREEMENT_TYPES, AgreementEvent
from negotiations.model.kinds.ceasefires import (
    CEASEFIRE_CLASSES,
    CEASEFIRE_ENDS,
    DECLARATIONS,
    PURPOSES,
    SCOPES,
    CeasefireEvent,
)
from negotiations.model.kinds.context import Assessment, Day, Market
from negotiations.model.kinds.fighting import MUNITIONS, GroundFighting, Interception, Loss, Strike
from negotiations.model.kinds.talks import LEVELS, Delegation, Mediation, RoundEvent
from negotiations.model.kinds.terms import STANCES, Demand, ProposalEvent, Statement

KINDS: dict[str, type[Event]] = {
    cls.kind: cls
    for cls in (
        Statement,
        Demand,
        Delegation,
        RoundEvent,
        ProposalEvent,
        AgreementEvent,
        CeasefireEvent,
        Strike,
        Interception,
        Loss,
        GroundFighting,
        Mediation,
        Assessment,
        Market,
        Day,
    )
}

__all__ = [
    "AGREEMENT_TYPES",
    "CEASEFIRE_CLASSES",
    "CEASEFIRE_ENDS",
    "DECLARATIONS",
    "KINDS",
    "LEVELS",
    "MUNITIONS",
    "PURPOSES",
    "SCOPES",
    "STANCES",
    "AgreementEvent",
    "Assessment",
    "CeasefireEvent",
    "Day",
    "Delegation",
    "Demand",
    "GroundFighting",
    "Interception",
    "Loss",
    "Market",
    "Mediation",
    "ProposalEvent",
    "RoundEvent",
    "Statement",
    "Strike",
]
