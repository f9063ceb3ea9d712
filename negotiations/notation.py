"""YAML in with every place kept, and plain data out as YAML; the only door to PyYAML.

The reading is strict and small: text stays text (`NO`, `12:30` and `2025-06-02` are words), and
what can surprise (tags, anchors, aliases, repeated keys, second documents) is refused.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import attrs
import yaml
from yaml.emitter import Emitter

from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean

Keys = tuple[str | int, ...]
"""The way to a value: keys of mappings and numbers of list items, from the outside in."""

LARGEST = 64_000_000
DEEPEST = 60
MOST_PROBLEMS = 100

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REFUSED_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NULLS = ("", "~", "null")


@attrs.frozen
class Written:
    """Plain data with the place of each of its parts.

    *value* is made of dict, list, str and None alone: every scalar is the text as typed. All paths
    are seen from *prefix*, so that one record can be handed on without copying its places.

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


def read_file(path: Path, *, shown: str | None = None, limit: int = LARGEST) -> bytes:
    """The bytes of a file of at most *limit* bytes; its problems are told under the name *shown*.

    Raises Unreadable if the file isn't there or can't be read.
    """
    place = Place(_one_line(shown or str(path)))
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise Unreadable([Problem(place, f"no such file{_sibling_meant(path)}")]) from None
    except IsADirectoryError:
        raise Unreadable([Problem(place, "this is a folder, not a file")]) from None
    except OSError as error:
        why = f"can't be read: {error.strerror or type(error).__name__}"
        raise Unreadable([Problem(place, why)]) from None
    except ValueError:
        raise Unreadable([Problem(place, "no file can have this name")]) from None
    _refuse_large(data, place, limit)
    return data


def read_yaml(data: bytes, file: str, *, limit: int = LARGEST) -> Written:
    """Reads one YAML document of at most *limit* bytes, its places told in *file*.

    Raises Unreadable with all the problems that can be told: what lies behind broken syntax,
    a second document or nesting deeper than 60 levels can't be.
    """
    file = _one_line(file)
    _refuse_large(data, Place(file), limit)
    text = _text_of(data, file)
    reading = _Reading(file)
    try:
        for event in _events_in(text, file):
            reading.take(event)
    except Unreadable as stop:
        reading.problems.extend(stop.problems)
    if reading.problems:
        raise Unreadable(reading.problems)
    if reading.value is None:
        what = "the file holds no data" if text.strip() else "the file is empty"
        raise Unreadable([Problem(Place(file), what)])
    return Written(reading.value, reading.places, reading.value_places)


# Bytes to text


def _one_line(name: str) -> str:
    """*name* with all that would break or hide a line of output written as an escape."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def _sibling_meant(path: Path) -> str:
    try:
        return did_you_mean(path.name, [_one_line(near.name) for near in path.parent.iterdir()])
    except FileNotFoundError:
        return f"; nor is there a folder {str(path.parent)!r}"
    except OSError:
        return ""


def _refuse_large(data: bytes, place: Place, limit: int) -> None:
    if len(data) > limit:
        raise Unreadable([Problem(place, f"the file is larger than {limit:,} bytes; split it")])


def _text_of(data: bytes, file: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable([Problem(Place(file), "not UTF-8 text but UTF-16; save it as UTF-8")])
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = _place_after(data[: error.start].decode("utf-8").removeprefix("\ufeff"), file)
        what = f"not UTF-8 text: byte 0x{data[error.start]:02x}"
        raise Unreadable([Problem(place, what)]) from None
    _refuse_characters(text, file)
    return text


def _refuse_characters(text: str, file: str) -> None:
    """Raises one problem for each kind of refused character, at the first of them."""
    refused = set(_REFUSED_CHARACTERS.findall(text))
    if refused:
        raise Unreadable(_character_problem(character, text, file) for character in refused)


def _character_problem(character: str, text: str, file: str) -> Problem:
    place = _place_after(text[: text.index(character)], file)
    often = f" ({count} of them)" if (count := text.count(character)) > 1 else ""
    return Problem(place, f"the character U+{ord(character):04X} isn't text; remove it{often}")


def _place_after(text: str, file: str) -> Place:
    """The place right behind *text*, its lines ended by LF, CR or both."""
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    return Place(file, lines + 1, len(text) - max(text.rfind("\n"), text.rfind("\r")))


# Text to events, and syntax errors in plain words

# What the parsers (PyYAML's own, and libyaml) say, and what we say: the first pattern found counts.
_IN_PLAIN_WORDS = {
    "tab character|'\\\\t'": "a tab can't indent; use spaces",
    "any token": "{found!r} can't start a value; put the text in quotes",
    "mapping values": "': ' where no key can stand; quote the text or indent it rightly",
    "mapping keys": "'? ' where no key can stand; put the text in quotes",
    "sequence entries": "'- ' where no list can begin; put it on a line of its own",
    "',' or '\\]'": "expected ',' or ']' in the list opened at line {line}",
    "',' or '}'": "expected ',' or '}}' in the mapping opened at line {line}",
    "block collection": "expected '- ' of the list begun at line {line}; look at the indentation",
    "block mapping": "expected a key of the mapping begun at line {line}; look at the quotes",
    "node content": "expected a value",
    "simple key": "expected ': ' after this key",
    "end of stream": "this quotation is never closed",
    "unexpected document": "this quotation is cut by a line of '---' or '...'",
    "tag|TAG": "a word that begins with '!' is a tag; put the text in quotes",
    "anchor|alias": "a word that begins with '&' or '*' is no text; put it in quotes",
    "unknown escape": "unknown escape; write '\\\\' for a backslash or use single quotes",
    "hexa?decimal": "an escape with too few hexadecimal digits",
    "Unicode character": "an escape that names no character",
    "block scalar": "only a digit from 1 to 9, '+' or '-' may follow '|' or '>'",
    "plain scalar": "':' inside a text; put the text in quotes",
    "document start": "expected the end of the file: its data ended above",
    "directive|YAML document": "a line that begins with '%' isn't read here; remove it",
}
_TOLD_WHERE_IT_BEGAN = ("simple key", "end of stream", "unexpected document")


def _events_in(text: str, file: str) -> Iterator[yaml.Event]:
    event: Any = None
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            yield event
    except yaml.MarkedYAMLError as error:
        raise Unreadable([_syntax_problem(error, text, file)]) from None
    except (ValueError, OverflowError):  # PyYAML's own parser trusts the digits of an escape
        place = _place_of(event.end_mark, file) if event else Place(file)
        raise Unreadable([_not_yaml(place, "an escape that names no character")]) from None


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    mark: Any = error.problem_mark or error.context_mark
    begun: Any = error.context_mark or mark
    found = text[mark.index : mark.index + 1]
    said = " ".join(f"{error.context or ''} {error.problem or ''}".split())
    if found == "\t" and "any token" in said:
        said = "tab character"
    pattern = next((known for known in _IN_PLAIN_WORDS if re.search(known, said)), None)
    if pattern is not None:
        said = _IN_PLAIN_WORDS[pattern].format(found=found, line=begun.line + 1)
    if pattern in _TOLD_WHERE_IT_BEGAN:
        return _not_yaml(_place_of(begun, file), said)
    if mark.index >= len(text):
        return _not_yaml(_place_after(text.rstrip(), file), said)
    return _not_yaml(_place_of(mark, file), said)


def _not_yaml(place: Place, what: str) -> Problem:
    return Problem(place, f"not YAML: {what}")


def _place_of(mark: Any, file: str) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)


# Events to data


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
            self._refuse(event, f"the alias {_short(name)} isn't read here; write the value out")
            self._put(event, name)
        elif isinstance(event, yaml.DocumentStartEvent) and self.places:
            self._stop(event, "a second document begins here; put it into a file of its own")

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        text, quoted = event.value, bool(event.style)
        if event.style == '"' and _SURROGATE.search(text):  # the parser in C refuses it by itself
            self._stop(event, "not YAML: an escape that names no character")
        if quoted or text not in _NULLS:
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
            self._refuse(event, f"the key {_short(key)} stands twice; first at line {line}")
        self.places[path] = self._place(event)
        return path

    def _wants_key(self) -> bool:
        return bool(self._open) and self._open[-1].wants_key()

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            name = _short(f"&{event.anchor}")
            self._refuse(event, f"the anchor {name} isn't read here; remove it")
        if event.tag is not None:
            name = _short(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._refuse(event, f"the tag {name} isn't read here; remove it")

    def _refuse(self, event: yaml.Event, what: str) -> None:
        self.problems.append(Problem(self._place(event), what))
        if len(self.problems) == MOST_PROBLEMS:
            self._stop(event, f"{MOST_PROBLEMS} problems up to here; the rest isn't read")

    def _stop(self, event: yaml.Event, what: str) -> NoReturn:
        raise Unreadable([Problem(self._place(event), what)])

    def _place(self, event: yaml.Event) -> Place:
        return _place_of(event.start_mark, self.file)


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:60] + "…")


# Data to YAML


class _IndentedLists(Emitter):
    """Writes a list further in than the key it belongs to."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def to_yaml(value: Any) -> str:
    r"""Plain data as YAML in block style, keys as they come, one line for a text of one line.

    read_yaml gives each text back as it was, each number as its digits. Raises TypeError for what
    isn't plain data and ValueError for what read_yaml would refuse (60 levels, lone surrogates).

    >>> print(to_yaml({"id": "r1", "sides": ["NO", "a: b"], "note": "one\ntwo\n"}), end="")
    id: r1
    sides:
      - NO
      - 'a: b'
    note: |
      one
      two
    """
    events = _events_of(value)
    text: str = yaml.emit(events, Dumper=_IndentedLists, allow_unicode=True, width=2**31)
    return text


def _events_of(value: Any) -> Iterator[yaml.Event]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    yield from _node_events(value, DEEPEST)
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _node_events(value: Any, levels_left: int) -> Iterator[yaml.Event]:
    if not isinstance(value, dict | list | tuple):
        yield _scalar_event(value)
    elif levels_left == 0:
        raise ValueError(f"nested deeper than {DEEPEST} levels")
    elif isinstance(value, dict):
        yield yaml.MappingStartEvent(None, None, True, flow_style=False)
        for key, entry in value.items():
            yield _text_event(key)
            yield from _node_events(entry, levels_left - 1)
        yield yaml.MappingEndEvent()
    else:
        yield yaml.SequenceStartEvent(None, None, True, flow_style=False)
        for item in value:
            yield from _node_events(item, levels_left - 1)
        yield yaml.SequenceEndEvent()


def _scalar_event(value: Any) -> yaml.ScalarEvent:
    if value is None:
        return yaml.ScalarEvent(None, None, (True, True), "null")
    if isinstance(value, bool):
        return _text_event(str(value).lower())
    return _text_event(repr(value) if isinstance(value, int | float) else value)


def _text_event(text: Any) -> yaml.ScalarEvent:
    if not isinstance(text, str):
        raise TypeError(f"neither text nor other plain data: {text!r}")
    if _SURROGATE.search(text):
        raise ValueError(f"half a character can't be written: {_short(text)}")
    return yaml.ScalarEvent(None, None, (True, True), text, style=_style_of(text))


def _style_of(text: str) -> str | None:
    """The style that surely comes back the same; None leaves it to the emitter."""
    if text in _NULLS:
        return "'"
    if _REFUSED_CHARACTERS.search(text):
        return '"'
    if "\n" in text:
        return '"' if text[0] in " \n" else "|"
    return None
