"""The case of each process: what a template says, and who and what its events so far have named."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from negotiations.log.cases import CASE_FILE, case_from
from negotiations.model.case import Case
from negotiations.model.kinds import Mediation
from negotiations.model.parties import Party, ThirdParty, Voice
from negotiations.model.terms import Issue
from negotiations.notation import read_file, read_yaml

PARTS = ("parties", "issues", "tracks", "voices")
DEFAULT = Case("panel", "panel", "UTC", {})
"""The case of a process about which nobody has said anything: no base rate, so no probability."""

Size: TypeAlias = tuple[int, int, int]
ACTORS = ("actor", "recipient")
THIRD = ("about", "signatories", "confirmed_by")


@attrs.frozen
class Template:
    """A case that stands for many; of *written* it says itself what there is, the rest is seen."""

    case: Case
    written: frozenset[str]
    digest: str

    @property
    def is_whole(self) -> bool:
        """Whether it names everybody and everything, so that events can't add to it."""
        return set(PARTS) <= self.written

    def case_of(self, key: tuple[str, ...], seen: "Seen", size: "Size") -> Case:
        """The case of one process, when of what was *seen* in all only so much was known yet.

        Third parties and voices of the future do no harm: nothing is made of them but a check.
        """
        parties, issues, tracks = map(list, (seen.parties, seen.issues, seen.tracks))
        add: dict[str, Any] = {"id": " ".join(key), "title": " ".join(key)}
        if "parties" not in self.written:
            named = parties[: size[0]]
            third = [name for name in seen.third if name not in named]
            add["parties"] = {name: Party(name, name) for name in named}
            add["third_parties"] = {
                **{name: ThirdParty(name, name) for name in third},
                **self.case.third_parties,
            }
        if "issues" not in self.written:
            add["issues"] = {name: Issue(name, name, "0", "100") for name in issues[: size[1]]}
        if "tracks" not in self.written:
            add["tracks"] = tuple(tracks[: size[2]]) or self.case.tracks
        if "voices" not in self.written:
            add["voices"] = {name: Voice(name, name) for name in seen.voices}
        return attrs.evolve(self.case, **add)


def template_at(path: str | Path | None) -> Template:
    """The template of a case file or its folder; the default one for None. Raises Unreadable."""
    if path is None:
        return Template(DEFAULT, frozenset(), "")
    file = Path(path) / CASE_FILE if Path(path).is_dir() else Path(path)
    data = read_file(file)
    text = read_yaml(data, str(file))
    written = frozenset(text.value) if isinstance(text.value, dict) else frozenset()
    missing: Mapping[str, Any] = {"case": "panel", "title": "panel", "parties": {"a": {}, "b": {}}}
    case = case_from(data, str(file), missing=missing)
    if "parties" not in written:
        case = attrs.evolve(case, parties={})
    return Template(case, written, hashlib.sha256(data).hexdigest())


@attrs.define
class Seen:
    """Who and what the records of one process have named so far, in the order of their coming.

    Who acts or is acted upon is a party; who only mediates, signs or is spoken of is a third party.
    """

    parties: dict[str, None] = attrs.field(factory=dict)
    third: dict[str, None] = attrs.field(factory=dict)
    issues: dict[str, None] = attrs.field(factory=dict)
    tracks: dict[str, None] = attrs.field(factory=dict)
    voices: dict[str, None] = attrs.field(factory=dict)

    @property
    def size(self) -> "Size":
        """How many parties, issues and tracks: what a case of the past would differ by."""
        return len(self.parties), len(self.issues), len(self.tracks)

    def see(self, record: Mapping[str, Any]) -> None:
        """Take note of all that a record names, in its claims and corrections too."""
        mediates = record.get("kind") == Mediation.kind
        for part in (record, record.get("set"), *_listed(record.get("claims"))):
            if isinstance(part, Mapping):
                self._note(part, mediates)

    def _note(self, part: Mapping[str, Any], mediates: bool) -> None:
        for field in ACTORS:
            (self.third if mediates else self.parties).update(_names(part.get(field)))
        for field in THIRD:
            self.third.update(_names(part.get(field)))
        self.issues.update(_names(part.get("issue")))
        self.tracks.update(_names(part.get("track")))
        self.voices.update(_names(part.get("asserter")))
        for source in _listed(part.get("sources")):
            self.voices.update(_names(source.get("source") if isinstance(source, dict) else source))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _names(value: Any) -> Iterable[tuple[str, None]]:
    for each in value if isinstance(value, list) else (value,):
        if isinstance(each, str) and each.strip():
            yield each.strip(), None
