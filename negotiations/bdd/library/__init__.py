"""The step library, a module a theme; each puts its steps into the catalogue."""

from negotiations.bdd.library import (
    agreements,
    amending,
    beginnings,
    cases,
    context,
    delegations,
    fighting,
    judgements,
    outcomes,
    rulebooks,
    talks,
    telling,
    terms,
    waiting,
)

__all__ = [
    "agreements",
    "amending",
    "beginnings",
    "cases",
    "context",
    "delegations",
    "fighting",
    "judgements",
    "outcomes",
    "rulebooks",
    "talks",
    "telling",
    "terms",
    "waiting",
]
