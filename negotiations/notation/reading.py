"""The events of YAML's syntax to data, with the place of every key, item and value."""

import re
from typing import Any, NoReturn

import attrs
import yaml

from negotiations.notation.syntax import events_in, place_of
from negotiations.notation.text import LARGEST, refuse_large, text_of
from negotiations.notation.written import Keys, Written
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, one_line

DEEPEST = 60
"""Levels of lists and mappings inside each other."""

MOST_PROBLEMS = 100
SURROGATE = re.compile("[\ud800-\udfff]")
NULLS = ("", "~", "null")


def read_yaml(data: bytes, file: str, *, limit: int = LARGEST) -> Written:
    """Reads one YAML document of at most *limit* bytes, its places told in *file*.

    Raises Unreadable with all the problems that can be told: what lies behind broken syntax,
    a second document or nesting deeper than 60 levels can't be.
    """
    file = one_line(file)
    refuse_large(data, Place(file), limit)
    text = text_of(data, file)
    reading = _Reading(file)
    try:
        for event in events_in(text, file):
            reading.take(event)
    except Unreadable as stop:
        reading.problems.extend(stop.problems)
    if reading.problems:
        raise Unreadable(reading.problems)
    if reading.value is None:
        what = "the file holds no data" if text.strip() else "the file is empty"
        raise Unreadable([Problem(Place(file), what)])
    return Written(reading.value, reading.places, reading.value_places)


@attrs.define
class _Open:
    """A list or mapping whose end is still to come; *key* is that of the value to come."""

    value: Any
    path: Keys
    key: str | None = None

    def wants_key(self) -> bool:
        return self.key is None and isinstance(self.value, dict)

    def add(self, value: Any) -> Keys:
        """Adds the next item, or the value of the open key, and tells the way to it."""
        if isinstance(self.value, list):
            self.value.append(value)
            return (*self.path, len(self.value) - 1)
        path = (*self.path, str(self.key))
        self.value[self.key] = value
        self.key = None
        return path


class _Reading:
    """The data built so far, with its places and problems; the stack is its own, not Python's."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.value: Any = None
        self.places: dict[Keys, Place] = {}
        self.value_places: dict[Keys, Place] = {}
        self.problems: list[Problem] = []
        self._open: list[_Open] = []

    def take(self, event: Any) -> None:
        """Adds one event; raises Unreadable where nothing behind it can be read."""
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_marks(event)
            self._put(event, self._scalar(event))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_marks(event)
            self._open_one(event, [] if isinstance(event, yaml.SequenceStartEvent) else {})
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.AliasEvent):
            name = f"*{event.anchor}"
            self._refuse(event, f"the alias {short(name)} isn't read here; write the value out")
            self._put(event, name)
        elif isinstance(event, yaml.DocumentStartEvent) and self.places:
            self._stop(event, "a second document begins here; put it into a file of its own")

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        text, quoted = event.value, bool(event.style)
        if event.style == '"' and SURROGATE.search(text):  # the parser in C refuses it by itself
            self._stop(event, "not YAML: an escape that names no character")
        if quoted or text not in NULLS:
            return text
        if not self._wants_key():
            return None
        if not text:
            self._refuse(event, "a value without a key")
        return text

    def _open_one(self, event: yaml.CollectionStartEvent, value: Any) -> None:
        if len(self._open) == DEEPEST:
            self._stop(event, f"nested deeper than {DEEPEST} levels")
        self._open.append(_Open(value, self._put(event, value)))

    def _put(self, event: yaml.NodeEvent, value: Any) -> Keys:
        """Gives *value* its spot in the innermost list or mapping, and tells the way to it."""
        if self._wants_key():
            return self._put_key(event, value)
        path: Keys = ()
        if self._open:
            path = self._open[-1].add(value)
        else:
            self.value = value
        places = self.value_places if path in self.places else self.places
        places[path] = self._place(event)
        return path

    def _put_key(self, event: yaml.NodeEvent, key: Any) -> Keys:
        mapping = self._open[-1]
        mapping.key = key if isinstance(key, str) else ""
        path = (*mapping.path, mapping.key)
        if not isinstance(key, str):
            self._refuse(event, "a key must be text, not a list or mapping; put it in quotes")
        elif key in mapping.value:
            line = self.places[path].line
            self._refuse(event, f"the key {short(key)} stands twice; first at line {line}")
        self.places[path] = self._place(event)
        return path

    def _wants_key(self) -> bool:
        return bool(self._open) and self._open[-1].wants_key()

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            name = short(f"&{event.anchor}")
            self._refuse(event, f"the anchor {name} isn't read here; remove it")
        if event.tag is not None:
            name = short(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._refuse(event, f"the tag {name} isn't read here; remove it")

    def _refuse(self, event: yaml.Event, what: str) -> None:
        self.problems.append(Problem(self._place(event), what))
        if len(self.problems) == MOST_PROBLEMS:
            self._stop(event, f"{MOST_PROBLEMS} problems up to here; the rest isn't read")

    def _stop(self, event: yaml.Event, what: str) -> NoReturn:
        raise Unreadable([Problem(self._place(event), what)])

    def _place(self, event: yaml.Event) -> Place:
        return place_of(event.start_mark, self.file)


def short(text: str) -> str:
    """The text quoted, for a message, and cut after 60 characters."""
    return repr(text if len(text) <= 60 else text[:60] + "…")
