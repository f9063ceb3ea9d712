"""Plain data to YAML that reads back the same."""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.emitter import Emitter

from negotiations.notation.reading import DEEPEST, NULLS, SURROGATE, short
from negotiations.notation.text import REFUSED_CHARACTERS


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
    if SURROGATE.search(text):
        raise ValueError(f"half a character can't be written: {short(text)}")
    return yaml.ScalarEvent(None, None, (True, True), text, style=_style_of(text))


def _style_of(text: str) -> str | None:
    """The style that surely comes back the same; None leaves it to the emitter."""
    if text in NULLS:
        return "'"
    if REFUSED_CHARACTERS.search(text):
        return '"'
    if "\n" in text:
        return '"' if text[0] in " \n" else "|"
    return None
