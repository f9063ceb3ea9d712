"""A record of a log as a step that tells it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import attrs

from negotiations.bdd.stories.wording import CREDIBILITY, worded
from negotiations.bdd.tables import Cell, Row
from negotiations.bdd.unmet import NOWHERE, Untellable
from negotiations.bdd.writing.saying import BELOW, STEP, cell, names, rows
from negotiations.log.amendments import Correction
from negotiations.log.amendments import Record as Read
from negotiations.log.records import RecordReader
from negotiations.log.sources import OnePlace
from negotiations.model.case import Case
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Names, Texts, Words, shapes
from negotiations.notation import read_yaml, to_yaml
from negotiations.problems import Unreadable

Record: TypeAlias = Mapping[str, Any]
MARK = "```"
"""What a text stands between; it holds none of these characters, not even escaped."""


def event_lines(record: Record, case: Case) -> Iterator[str]:
    """The step that tells a record: its fields downwards, or in YAML if a table can't hold them."""
    told = fields(record)
    if not _reads_back(told, record, case):
        yield from log_lines("When", [record])
        return
    yield f"{' ' * STEP}When these events happen:"
    yield from rows([("field", "value"), *told.items()], BELOW)


def log_lines(keyword: str, records: Sequence[Record]) -> Iterator[str]:
    """The step that tells records just as a log has them."""
    yield f"{' ' * STEP}{keyword} this log is replayed:"
    yield " " * BELOW + MARK
    for line in _log(records).split("\n")[:-1]:
        yield f"{' ' * BELOW}{line}" if line else ""
    yield " " * BELOW + MARK


def _log(records: Sequence[Record]) -> str:
    """A log in YAML; in JSON lines where a number or an odd character would not come back."""
    plain = [dict(record) for record in records]
    text = to_yaml(plain)
    sayable = "`" not in text and all(map(str.isprintable, text.split("\n")))
    if sayable and read_yaml(text.encode(), "").value == plain:
        return text
    return "".join(_json_line(each) for each in plain)


def _json_line(record: Record) -> str:
    text = json.dumps(record, ensure_ascii=False)
    written = text if text.isprintable() else json.dumps(record)
    return written.replace("`", "\\u0060") + "\n"


def fields(record: Record) -> dict[str, str]:
    """The fields of a record as cells; what is null says nothing."""
    shaped = shapes(KINDS[record["kind"]]) if record.get("kind") in KINDS else {}
    made = dict[str, str]()
    for field, value in _said(record).items():
        shape = shaped.get(field)
        if field == "sources":
            made |= _sources(value)
        elif isinstance(shape, Texts) and isinstance(value, list) and len(value) == 1:
            made[field] = cell(value[0])
        else:
            made[field] = names(value) if isinstance(shape, Names | Words) else cell(value)
    return made


def _sources(value: Any) -> dict[str, str]:
    """One source with its grade as two cells; others as they are."""
    one = value[0] if isinstance(value, list) and len(value) == 1 else None
    if isinstance(one, dict) and one.keys() == {"source", CREDIBILITY}:
        named = names([one["source"]])
        return {"sources": named, CREDIBILITY: cell(one[CREDIBILITY])}
    return {"sources": cell(value)}


def _said(record: Record) -> dict[str, Any]:
    return {field: value for field, value in record.items() if value is not None}


def _reads_back(told: Mapping[str, str], record: Record, case: Case) -> bool:
    """Whether the cells of a table are read as the record is."""
    row = Row({field: Cell(text, NOWHERE) for field, text in told.items()}, NOWHERE)
    reader, where = RecordReader(case), OnePlace(NOWHERE)
    try:
        again = reader.read(worded(row.data(), case), where)
    except (Untellable, Unreadable):
        return False
    return _as_told(again) == _as_told(reader.read(record, where))


def _as_told(read: Read) -> Read:
    """A record in which what a correction sets is as the trace tells it: 52 is as good as "52"."""
    if not isinstance(read, Correction):
        return read
    return attrs.evolve(read, set={field: str(value) for field, value in read.set.items()})
