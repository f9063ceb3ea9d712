"""Somebody else's data as records of a log: each row is an event, left out for a reason, or wrong.

Rooms, in the one direction of their imports: arrays, rows, lags, mapping_file, naming, sorting,
checking, imported, codes, sides; then one for each source, and the skeleton of a case.
"""

from negotiations.importers.daily_series import daily
from negotiations.importers.gdelt_events import gdelt
from negotiations.importers.imported import Counts, Imported
from negotiations.importers.mapping_file import mapping_names
from negotiations.importers.plover_events import plover
from negotiations.importers.price_series import prices
from negotiations.importers.skeleton import case_skeleton
from negotiations.importers.tables import table
from negotiations.importers.ucdp_events import ucdp

__all__ = [
    "Counts",
    "Imported",
    "case_skeleton",
    "daily",
    "gdelt",
    "mapping_names",
    "plover",
    "prices",
    "table",
    "ucdp",
]
