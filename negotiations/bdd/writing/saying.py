"""Values as a scenario has them, in a sentence or in a cell, so that they read back the same."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from negotiations.bdd.answers.comparing import told
from negotiations.bdd.features.scenarios import BLANK
from negotiations.bdd.tables import YAML
from negotiations.model.case import Case
from negotiations.model.times import read_instant
from negotiations.problems import one_line
from negotiations.report.lines import cells

QUOTES = (('"', '"'), ("“", "“”"), ("«", "»«"))
"""Each opening quote, with the marks that can't stand behind it before its end."""

CLOSING = {'"': '"', "“": "”", "«": "»"}
STEP, BELOW = 4, 6
"""Columns from the left, of a step and of what stands below it."""

WIDEST = 48
"""Columns up to which the last column of a table is aligned at its right."""

BREAKS = re.compile(r"[\"<>]")
PLAIN = re.compile(r"\w(?:[\w./:+-]*\w)?")
NOT_PLAIN = ("null", "true", "false")


class Unsayable(ValueError):
    """A text that no sentence of a scenario can hold."""


def quoted(text: str) -> str:
    """A text in quotes that it does not hold itself. Raises Unsayable.

    >>> print(quoted("truce-terms"), quoted('the "big" one'))
    "truce-terms" “the "big" one”
    """
    if text.isprintable() and not BLANK.search(text):
        for opening, marks in QUOTES:
            if not any(mark in text for mark in marks):
                return f"{opening}{text}{CLOSING[opening]}"
    raise Unsayable(f"no sentence of a scenario can name {one_line(text)!r}")


def some_words(text: str) -> str:
    """The longest part of a text that a sentence can quote; empty if there is none.

    >>> some_words('the mayor: "they just missed that"')
    'they just missed that'
    """
    if text.isprintable() and '"' not in text and not BLANK.search(text):
        return text.strip()
    plain = "".join(each if each.isprintable() else '"' for each in text)
    return max((part.strip() for part in BREAKS.split(plain)), key=len)


def number(value: float) -> str:
    """A number as a sentence has it: three digits, or as many as it needs to be none of less.

    >>> number(86.8), number(-0.10536), number(1e-9)
    ('86.8', '-0.105', '0')
    """
    return told(value)


def percent(value: float) -> str:
    """A percentage as reports print it."""
    return f"{value:.1f}"


def moment(when: datetime, case: Case) -> str:
    """A moment in the case's zone, to the bit; its date alone if it ends that day."""
    local = when.astimezone(case.day_zone)
    day = local.date().isoformat()
    return day if read_instant(day, case.day_zone) == when else local.isoformat()


# --- cells


def cell(value: Any) -> str:
    """A value of a record as the text of a cell.

    >>> cell(472), cell(["ukraine", "russia"]), cell([{"asserter": "wire", "launched": ">40"}])
    ('472', '[ukraine, russia]', '[{asserter: wire, launched: ">40"}]')
    """
    if isinstance(value, str):
        return value if _stands(value) else _in_json(value)
    return _flow(value)


def names(value: Any) -> str:
    """A list of names or words as an analyst writes it, with commas where that reads the same.

    >>> names(["ukraine", "russia"]), names(["a, b"])
    ('ukraine, russia', '["a, b"]')
    """
    plain = isinstance(value, list) and all(
        isinstance(each, str) and PLAIN.fullmatch(each) for each in value
    )
    return ", ".join(value) if plain and value else cell(value)


def rows(table: Iterable[Sequence[str]], indent: int) -> Iterator[str]:
    """The lines of a table of Gherkin, its columns aligned; a long last one stands as it is."""
    written = [[_escaped(text) for text in row] for row in table]
    wide = [max(map(cells, column)) for column in zip(*written, strict=True)]
    wide[-1] = 0 if wide[-1] > WIDEST else wide[-1]
    for row in written:
        padded = (text + " " * (width - cells(text)) for text, width in zip(row, wide, strict=True))
        yield " " * indent + "| " + " | ".join(padded) + " |"


def _stands(text: str) -> bool:
    """Whether a cell can hold a text as it is."""
    return bool(text) and text.isprintable() and text == text.strip() and not text.startswith(YAML)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def _flow(value: Any) -> str:
    """Plain data as YAML in one line."""
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(str(k))}: {_flow(v)}" for k, v in value.items()) + "}"
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int | float):
        return format(Decimal(repr(value)), "f")
    return str(value) if _is_plain(str(value)) else _in_json(str(value))


def _is_plain(text: str) -> bool:
    """Whether YAML surely takes a text for itself, without quotes."""
    return bool(PLAIN.fullmatch(text)) and text.isascii() and text not in NOT_PLAIN


def _in_json(text: str) -> str:
    """A text in double quotes, as YAML reads them too."""
    written = json.dumps(text, ensure_ascii=False)
    return "".join(each if each.isprintable() else _code(each) for each in written)


def _code(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
