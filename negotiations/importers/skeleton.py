"""The beginning of a case for what was imported: who took part, and who says so."""

from collections.abc import Mapping
from typing import Any

from negotiations.importers.imported import Imported
from negotiations.notation import to_yaml

HEAD = """\
# Drafted from {source}. Put right whatever is unknown or merely named here: every party is taken
# for a state until it says kind: non_state, and days begin at midnight in UTC.
"""
REST = """
# To be judged: issues, positions, base rates. See a packaged case for how they are written.
"""


def case_skeleton(made: Imported, id: str, log: str) -> str:
    """A `case.yaml` with the participants of an import as parties; *log* is where its records are.

    Raises ValueError for fewer than two participants, which make no case.
    """
    named = made.parties or _as_written(made)
    if len(named) < 2:
        raise ValueError("a case needs two parties or more, and the rows name fewer")
    parties: Mapping[str, Any] = {
        party: {"name": name, "capability": "unknown"} for party, name in named.items()
    }
    case = {
        "case": id,
        "title": id,
        "zone": "UTC",
        "logs": [log],
        "parties": parties,
        "voices": {made.voice: {"name": made.voice}},
    }
    return HEAD.format(source=made.voice) + to_yaml(case) + REST


def _as_written(made: Imported) -> dict[str, str]:
    """The actors and recipients of records whose source has no other names for them."""
    sides = (record.get(side) or () for record in made for side in ("actor", "recipient"))
    told = ([names] if isinstance(names, str) else names for names in sides)
    return {name: name for names in told for name in names}
