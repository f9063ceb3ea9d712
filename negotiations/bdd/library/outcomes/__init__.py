"""What must have come of a story: the steps of Then, a module a theme."""

from negotiations.bdd.library.outcomes import (
    agreements,
    ceasefires,
    changes,
    claims,
    delegations,
    evidence,
    fields,
    gaps,
    knowledge,
    likelihood,
    phases,
    positions,
    preconditions,
    rounds,
    rules,
)

__all__ = [
    "agreements",
    "ceasefires",
    "changes",
    "claims",
    "delegations",
    "evidence",
    "fields",
    "gaps",
    "knowledge",
    "likelihood",
    "phases",
    "positions",
    "preconditions",
    "rounds",
    "rules",
]
