"""A case as a scenario writes it, part by part."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import attrs

from negotiations.bdd.unmet import NOWHERE, Untellable, telling
from negotiations.log.cases import NOTHING, case_of
from negotiations.model.case import Case
from negotiations.notation import Keys, Written
from negotiations.place import Place

NEW = {"case": "scenario", "zone": "UTC"}
"""What a case has that a scenario makes up, unless it says otherwise."""


@attrs.frozen
class Draft:
    """What a case file would say, and where each part of it was said."""

    value: Mapping[str, Any]
    places: Mapping[Keys, Place] = attrs.field(factory=lambda: {(): NOWHERE})

    @classmethod
    def of(cls, text: Written, missing: Mapping[str, Any] = NOTHING) -> "Draft":
        """The draft that begins as a text has it; what it leaves out is as in *missing*.

        Raises Untellable if the text is no mapping.
        """
        if not isinstance(text.value, dict):
            raise Untellable("a case is a mapping of fields: case, title, parties, …")
        return cls({**missing, **text.value}, text.places)

    @classmethod
    def between(cls, *names: str) -> "Draft":
        """A new case of these parties, in UTC."""
        parties = {id_of(name): {"name": name} for name in names}
        return cls({**NEW, "title": " and ".join(names), "parties": parties})

    def put(self, path: Keys, value: Any, place: Place = NOWHERE) -> "Draft":
        """The draft with another value at *path*; mappings on the way to it are made."""
        return Draft(_with(self.value, path, value), {**self.places, path: place})

    def case(self) -> Case:
        """The case that it means. Raises Untellable with every problem."""
        said = json.dumps(self.value, sort_keys=True)
        with telling():
            return case_of(
                Written(self.value, self.places), hashlib.sha256(said.encode()).hexdigest()
            )


def _with(value: Any, path: Keys, new: Any) -> Any:
    """*value* with *new* at the path; one past the end of a list is added to it."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        items = list(value or ())
        below = items[first] if first < len(items) else None
        return [*items[:first], _with(below, rest, new), *items[first + 1 :]]
    fields = dict(value or {})
    return {**fields, first: _with(fields.get(first), rest, new)}


def id_of(name: str) -> str:
    """The id of what a scenario names.

    >>> id_of("Northern Alliance")
    'northern-alliance'
    """
    return "-".join(name.lower().split())
