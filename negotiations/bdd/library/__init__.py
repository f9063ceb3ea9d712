"""The step library, a module a theme; each puts its steps into the catalogue."""

from negotiations.bdd.library import outcomes, replaying

__all__ = ["outcomes", "replaying"]
