"""The measures that `given`, `unless` and `after` may read: what the model keeps, in plain words.

Each is a small frozen class of one shape: its name in a rule, its parameters, and its truth in a
situation. Those that count stand in `counts`; all are listed in `conditions.MEASURES`.
"""

from negotiations.rulebook.measures.agreements import (
    AgreementStands,
    CeasefireStands,
    Humanitarian,
    Settlement,
)
from negotiations.rulebook.measures.ahead import DaysUntil
from negotiations.rulebook.measures.claims import ConclusionStands, OpenConflict
from negotiations.rulebook.measures.measure import Measure, holds_any, one_of
from negotiations.rulebook.measures.own import OWN_FIELDS, Own, age_of, own_noun
from negotiations.rulebook.measures.talks import DelegationSent, Talks
from negotiations.rulebook.measures.terms import (
    Distance,
    Gap,
    OpenPrecondition,
    PositionStands,
    Stance,
    ZopaWidth,
)

__all__ = [
    "OWN_FIELDS",
    "AgreementStands",
    "CeasefireStands",
    "ConclusionStands",
    "DaysUntil",
    "DelegationSent",
    "Distance",
    "Gap",
    "Humanitarian",
    "Measure",
    "OpenConflict",
    "OpenPrecondition",
    "Own",
    "PositionStands",
    "Settlement",
    "Stance",
    "Talks",
    "ZopaWidth",
    "age_of",
    "holds_any",
    "one_of",
    "own_noun",
]
