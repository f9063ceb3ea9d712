"""Somebody else's data as records of a log: each row is an event, left out for a reason, or wrong.
"""

from negotiations.importers.ucdp_events import ucdp

__all__ = ["ucdp"]
