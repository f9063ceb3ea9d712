"""What was written: plain data that knows the place of each of its parts."""

from collections.abc import Mapping
from typing import Any, TypeAlias

import attrs

from negotiations.place import Place

Keys: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of mappings and numbers of list items, from the outside in."""


@attrs.frozen
class Written:
    """Plain data with the place of each of its parts.

    *value* is made of dict, list, str and None alone: every scalar is the text as typed. All paths
    are seen from *prefix*, so that one record can be handed on without copying its places.

    >>> from negotiations.notation import read_yaml
    >>> log = read_yaml(b"round:\\n- id: r1\\n  held: NO\\n", "log.yaml")
    >>> log.value
    {'round': [{'id': 'r1', 'held': 'NO'}]}
    >>> first = log.at(("round", 0))
    >>> print(first.place(("held",)), first.value_place(("held",)))
    log.yaml:3:3 log.yaml:3:9
    """

    value: Any
    places: Mapping[Keys, Place]
    value_places: Mapping[Keys, Place] = attrs.field(factory=dict)
    prefix: Keys = ()

    def place(self, path: Keys = ()) -> Place:
        """Where the key or list item *path* was written; else its nearest ancestor."""
        full = self.prefix + path
        while full not in self.places:
            full = full[:-1]
        return self.places[full]

    def value_place(self, path: Keys = ()) -> Place:
        """Where the value at *path* begins: behind its key, for an entry of a mapping."""
        return self.value_places.get(self.prefix + path) or self.place(path)

    def at(self, path: Keys) -> "Written":
        """The part at *path*, with its places. Raises KeyError or IndexError if it isn't there."""
        value = self.value
        for key in path:
            value = value[key]
        return attrs.evolve(self, value=value, prefix=self.prefix + path)
