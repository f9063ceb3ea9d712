"""Text to the events of YAML's syntax, and its errors in plain words."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from negotiations.notation.text import place_after
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

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


def events_in(text: str, file: str) -> Iterator[yaml.Event]:
    """PyYAML's events; raises Unreadable where the syntax breaks."""
    event: Any = None
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            yield event
    except yaml.MarkedYAMLError as error:
        raise Unreadable([_syntax_problem(error, text, file)]) from None
    except (ValueError, OverflowError):  # PyYAML's own parser trusts the digits of an escape
        place = place_of(event.end_mark, file) if event else Place(file)
        raise Unreadable([not_yaml(place, "an escape that names no character")]) from None


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
        return not_yaml(place_of(begun, file), said)
    if mark.index >= len(text):
        return not_yaml(place_after(text.rstrip(), file), said)
    return not_yaml(place_of(mark, file), said)


def not_yaml(place: Place, what: str) -> Problem:
    return Problem(place, f"not YAML: {what}")


def place_of(mark: Any, file: str) -> Place:
    """The place of a mark of PyYAML's, which counts from 0."""
    return Place(file, mark.line + 1, mark.column + 1)
