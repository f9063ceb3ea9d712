"""Who is who: the names of a source, and the ids of the participants that they stand for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from negotiations.importers.mapping_file import mapping_of
from negotiations.model.shapes import listed, plain
from negotiations.place import Place
from negotiations.problems import Problem, did_you_mean
from negotiations.structure import Wrong

PartyNames: TypeAlias = Mapping[str, Sequence[str] | str] | str | Path | None
"""Who is who: names of a source by the id of their participant, or a file of YAML with them."""

MOST_SEEN = 1000
"""Names without a participant that are remembered, for what may have been meant."""


def slug(name: str) -> str:
    """A name as an id: lower case, its words with hyphens between them.

    >>> slug("Government of Ukraine"), slug("Hizb-i Islami")
    ('government-of-ukraine', 'hizb-i-islami')
    """
    return re.sub(r"\W+", "-", name.casefold()).strip("-")


@attrs.define
class Parties:
    """The participants of an import. With a mapping only those in it are known; else all are.

    *ids* gives the id for each name or code of the source, *place* is where that was written.
    """

    ids: Mapping[str, str] | None = None
    place: Place = attrs.field(factory=lambda: Place("parties"))
    met: dict[str, str] = attrs.field(factory=dict)
    _used: set[str] = attrs.field(factory=set)
    _strange: set[str] = attrs.field(factory=set)

    @classmethod
    def of(cls, given: PartyNames) -> "Parties":
        """From a mapping of ids to names, from a YAML file with one, or from nothing.

        Raises Unreadable for a file with problems, and ValueError for a name of two participants.
        """
        if given is None:
            return cls()
        place = Place(str(given) if isinstance(given, str | Path) else "parties")
        return cls(mapping_of(given, _ids), place)

    def id_of(self, *names: str) -> str | None:
        """The participant that goes by the first of these names that anybody goes by."""
        told = [name for name in names if name]
        if self.ids is None:
            return self._met(slug(told[0]), told[0]) if told else None
        for name in told:
            if name in self.ids:
                self._used.add(name)
                return self._met(self.ids[name], name)
        if len(self._strange) < MOST_SEEN:
            self._strange.update(told)
        return None

    def _met(self, id: str, name: str) -> str | None:
        if id:
            self.met.setdefault(id, name)
        return id or None

    def has_several_names(self, id: str) -> bool:
        """Whether a participant is several in the source, which a record then must tell apart."""
        return self.ids is not None and sum(1 for each in self.ids.values() if each == id) > 1

    def unmet(self) -> Iterator[Problem]:
        """Names of the mapping that no row had, with those that may have been meant."""
        for name in self.ids or ():
            if name not in self._used:
                hint = did_you_mean(name, self._strange)
                yield Problem(self.place, f"no row has the name {name!r}{hint}")


def _ids(raw: Any) -> dict[str, str]:
    """Ids by name, from names by id; raises what `structure.faults` takes apart."""
    if not isinstance(raw, dict) or not raw:
        raise ValueError("names by the id of their party are wanted here: {ukraine: [UKR]}")
    ids: dict[str, str] = {}
    wrong = Wrong()
    for id, names in raw.items():
        with wrong.at(id):
            for name in map(plain, listed(list(names) if isinstance(names, tuple) else names)):
                if ids.setdefault(name, id) != id:
                    wrong.add(f"{name!r} is a name of {ids[name]!r} already", id)
    wrong.refuse()
    return ids
