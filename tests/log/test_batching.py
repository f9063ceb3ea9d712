"""Reading in batches gives what reading in groups gives: events, order, digest, count, problems."""

# ruff: noqa: E501  (records stand on one line, as their authors write them)

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st
from ruritania import CASE
from ways import at_hand, cut_into, in_file, written

from negotiations.log import lines
from negotiations.log.batches import Batch
from negotiations.log.batching import parts_of
from negotiations.log.past import Group
from negotiations.log.reading import Log, LogReading
from negotiations.log.revising import target_of
from negotiations.log.sources import JsonLinesSource
from negotiations.model.events import Event
from negotiations.model.times import days, instant, local_day, read_instant
from negotiations.problems import Unreadable

Read = tuple[LogReading, list[str] | str, list[str]]
"""A reading that was driven; what it gave, or its problems; what it set aside."""

Logs = Callable[[list[str] | None], Log]


def in_groups(log: Logs, *, lenient: bool = True, until: datetime | None = None) -> Read:
    """The log read record by record."""
    return driven(log, lenient, lambda reading: [
        told(record) for group in reading.groups(until)
        for targets in (False, True) for record in group.records if (target_of(record) is not None) is targets
    ])  # fmt: skip


def in_batches(log: Logs, *, lenient: bool = True, until: datetime | None = None) -> Read:
    """The log read many records at a time."""
    return driven(log, lenient, lambda reading: [
        each for part in parts_of(reading, until) for each in told_of_part(part, reading)
    ])  # fmt: skip


def driven(log: Logs, lenient: bool, drive: Callable[[LogReading], list[str]]) -> Read:
    aside: list[str] = []
    reading = log(aside if lenient else None).reading()
    try:
        return reading, drive(reading), aside
    except Unreadable as error:
        return reading, str(error), aside


def told_of_part(part: Batch | Group, reading: LogReading) -> list[str]:
    """The records of a part, each as it is and when it counts by the columns."""
    if isinstance(part, Group):
        return [told(record) for record in part.records]
    found = []
    for item, known, since, moment, day in zip(
        part.items, part.known, part.since, part.moments, part.days, strict=True
    ):
        event = item if isinstance(item, Event) else reading.forms.event(item)
        assert (instant(known), since) == (event.known_at, days(event.known_at))
        assert (moment, day) == (days(event.moment), local_day(event.moment, reading.case.day_zone))
        found.append(told(event))
    return found


def told(record: Any) -> str:
    """All of a record but its place."""
    return repr(attrs.evolve(record, place=None))


def same(log: Logs, **options: Any) -> Read:
    """What reading gives, which is the same either way."""
    careful, quick = in_groups(log, **options), in_batches(log, **options)
    assert quick[2] == careful[2]
    assert quick[1] == careful[1]
    if not isinstance(careful[1], str):
        assert (quick[0].digest, quick[0].count) == (careful[0].digest, careful[0].count)
    return quick


def told_alike(tmp_path: Path, data: bytes) -> list[str]:
    """The problems of a file's bytes, set aside and as they stop the reading."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(data)
    for piece in (1, 40, 1 << 20):
        with cut_into(piece=piece):
            same(in_file(path, CASE), lenient=False)
            aside = same(in_file(path, CASE))[2]
    return [each.removeprefix(str(path)) for each in aside]


def strike(id: str, day: int = 5, **said: Any) -> dict[str, Any]:
    when = f"2025-01-{day:02d}T12:00:00Z"
    return {
        "id": id,
        "kind": "strike",
        "occurred": when,
        "known_at": when,
        "actor": "ruritania",
        **said,
    }


def line(id: str, day: int = 5, **said: Any) -> bytes:
    return json.dumps(strike(id, day, **said), separators=(",", ":")).encode()


# --- any log


@settings(max_examples=120, deadline=None)
@given(
    records=strategies.amended(), size=st.sampled_from([1, 2, 5, 4096]), lenient=st.booleans(),
    until=st.sampled_from([None, "2025-05-20T00:00Z", "2025-06-03T00:00Z"]),
)  # fmt: skip
def test_records_at_hand_are_read_the_same_by_any_number(records, size, lenient, until):
    """With ties, amendments and bad records, all at once and by one, two or five."""
    with cut_into(records=size):
        same(at_hand(records, CASE), lenient=lenient, until=until and read_instant(until, None))


@settings(max_examples=120, deadline=None)
@given(
    records=strategies.amended().filter(len), piece=st.sampled_from([1, 200, 700, 1 << 20]),
    lenient=st.booleans(), data=st.data(),
)  # fmt: skip
def test_a_file_is_read_the_same_in_pieces_of_any_size(
    tmp_path_factory, records, piece, lenient, data
):
    """Lines out of order, ids that stand twice, fields that are none, and lines cut in two, too."""
    path = written(records, tmp_path_factory.mktemp("log") / "log.jsonl")
    path.write_bytes(b"".join(data.draw(spoilt(path.read_bytes().splitlines(keepends=True)))))
    with cut_into(piece=piece):
        same(in_file(path, CASE), lenient=lenient)


def spoilt(rows: list[bytes]) -> st.SearchStrategy[list[bytes]]:
    """Lines of a log with a few of them spoilt, in any of the ways that lines are."""
    ways = [
        lambda row: row, lambda row: row * 2, lambda row: b"\n" + row, lambda row: row[:-1] + b"\r\n", lambda row: row[:-1],
        lambda row: row[: len(row) // 2] + b"\n", lambda row: row.replace(b":", b" :", 1), lambda row: row.replace(b'"kind":', b'"kind":"loss","kind":', 1),
        lambda row: row.replace(b"2025-0", b"2025-1", 1), lambda row: row.replace(b"2025", b"2024"), lambda row: row.replace(b'"id": "', b'"id": " '),
        lambda row: row.replace(b"}", b',"note":"\\u0022: x"}', 1), lambda row: row.replace(b"{", b"[", 1), lambda row: b" " + row, lambda row: row[:-2] + b"\xff}\n",
        lambda row: row.replace(b'"id"', b'"\\u0069d"'), lambda row: row[:-2] + b',"note":"\x01"}\n', lambda row: row[:-2] + b',"note":"a\x00b"}\n',
        lambda row: row[:-2] + b',"launched":9e99}\n', lambda row: row[:-2] + b',"launched":18446744073709551616}\n', lambda row: row[:-2] + b',"note":"\\ud800"}\n',
    ]  # fmt: skip
    way = st.sampled_from([ways[0], *ways])
    return st.lists(way, min_size=len(rows), max_size=len(rows)).map(
        lambda chosen: [way(row) for way, row in zip(chosen, rows, strict=True)]
    )


# --- lines

FIRST, SECOND = line("a"), line("b", 6)
SPOILT = {
    "a key twice": FIRST[:-1] + b',"id":"c"}\n' + SECOND + b"\n",
    "a key twice with an escape": FIRST[:-1] + b',"\\u0069d":"c"}\n' + SECOND + b"\n",
    "a key twice behind a text with a quote": FIRST[:-1] + b',"note":"\\u0022:","id":"c"}\n' + SECOND + b"\n",
    "a key twice with a space before its colon": FIRST[:-1] + b',"id" :"c"}\n' + SECOND + b"\n",
    "a key twice within a source": FIRST[:-1] + b',"sources":[{"source":"x","source":"y"}]}\n',
    "a blank text": FIRST[:-1] + b',"note":" "}\n',
    "a text of a blank beyond ascii": FIRST[:-1] + ',"note":"\u2003"}\n'.encode(),
    "a text of an escaped blank": FIRST[:-1] + b',"note":"\\u00a0"}\n',
    "a blank last among texts": FIRST[:-1] + b',"location":["x","y","\\t"]}\n',
    "two objects on a line": FIRST + SECOND + b"\n",
    "two objects on a line with a space": FIRST + b" " + SECOND + b"\n",
    "one object on two lines": FIRST.replace(b",", b",\n", 1) + b"\n" + SECOND + b"\n",
    "a list": b"[" + FIRST + b"]\n",
    "a line cut off": FIRST + b"\n" + SECOND[:-9],
    "an id twice": FIRST + b"\n" + SECOND + b"\n" + FIRST.replace(b"-05", b"-07") + b"\n",
    "out of order": SECOND + b"\n" + FIRST + b"\n",
    "a time that is none": FIRST.replace(b"12:00:00Z", b"25:00:00Z") + b"\n" + SECOND + b"\n",
    "a date that is none": FIRST.replace(b"2025-01-05", b"2025-02-30") + b"\n",
    "known before it began": FIRST.replace(b'occurred":"2025-01-05', b'occurred":"2025-01-06') + b"\n",
    "a control character": FIRST[:-1] + b',"note":"a\x01b"}\n',
    "a zero byte": FIRST[:-1] + b',"note":"a\x00b"}\n',
    "bytes that are no text": FIRST[:-1] + b',"note":"a\xffb"}\n',
    "half a pair": FIRST[:-1] + b',"note":"\\ud800"}\n',
    "a number too large": FIRST[:-1] + b',"launched":18446744073709551616}\n',
    "a number that is not finite": FIRST[:-1] + b',"launched":1e999}\n',
    "more intercepted than launched": line("a", kind="interception", launched=3, intercepted=4) + b"\n",
    "perhaps more intercepted than launched": line("a", kind="interception", launched="<3", intercepted=">4") + b"\n",
    "a plan for no time": line("a", kind="round", status="planned", starts="2025-13") + b"\n",
    "a kind that is none": line("a", kind="parade") + b"\n",
    "a day": line("a", kind="day") + b"\n",
    "utf-16": "{}\n".encode("utf-16"),
    "nothing": b"",
    "blank lines only": b"\n \n\n",
    "a mark and nothing": b"\xef\xbb\xbf",
}  # fmt: skip
SOUND = {
    "plainly": FIRST + b"\n" + SECOND + b"\n",
    "without a last line end": FIRST + b"\n" + SECOND,
    "with returns": FIRST + b"\r\n" + SECOND + b"\r\n",
    "with a mark": b"\xef\xbb\xbf" + FIRST + b"\n" + SECOND + b"\n",
    "with blank lines": b"\n \n" + FIRST + b"\n\n\t\n" + SECOND + b"\n\n",
    "with spaces": b"  " + json.dumps(strike("a"), separators=(" , ", " : ")).encode() + b"  \n" + SECOND + b" \n",
    "with escapes": FIRST.replace(b"strike", b"str\\u0069ke")[:-1] + b',"note":"\\u0022: \\\\"}\n' + SECOND + b"\n",
    "with a text like a key": FIRST[:-1] + b',"note":"\\"id\\": 3"}\n' + SECOND + b"\n",
    "with a text that ends behind a backslash": FIRST[:-1] + b',"note":"a\\\\","location":"b\\\\"}\n' + SECOND + b"\n",
}  # fmt: skip


@pytest.mark.parametrize("data", SPOILT.values(), ids=SPOILT)
def test_what_is_wrong_with_a_line_is_told_the_same(tmp_path, data):
    """Whole messages, with file, line and column, whatever the size of the pieces."""
    path = tmp_path / "log.jsonl"
    assert told_alike(tmp_path, data) or str(path) in str(in_batches(in_file(path, CASE))[1])


@pytest.mark.parametrize("data", SOUND.values(), ids=SOUND)
def test_sound_lines_are_read_the_same_however_they_are_written(tmp_path, data):
    """Spaces, escapes, blank lines, marks and line ends are no part of a record."""
    assert told_alike(tmp_path, data) == []
    assert in_batches(in_file(tmp_path / "log.jsonl", CASE))[0].count == 2


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
@pytest.mark.parametrize("over", [-2, -1, 0, 1])
def test_a_line_too_long_is_told_the_same(tmp_path, monkeypatch, over, end):
    """At the limit, its line end included, and about it."""
    monkeypatch.setattr(lines, "LONGEST", limit := 300)
    monkeypatch.setattr(
        "negotiations.log.source.LineSource.open.__func__.__kwdefaults__",
        {"stdin": None, "spool": True, "limit": limit},
    )
    text = line("b", 6, note="")
    data = text[:-2] + b"x" * (limit + over - len(text) - len(end)) + b'"}' + end
    assert bool(told_alike(tmp_path, FIRST + b"\n" + data)) is (over > 0)


def test_ids_are_unique_across_pieces_and_within_one(tmp_path):
    """The later one is told, with the place of the first."""
    rows = [line(f"e{n}", 1 + n) for n in range(9)] + [
        line("e2", 20),
        line("e9", 21),
        line("e9", 22),
    ]
    what = [each.split(": ")[0] for each in told_alike(tmp_path, b"\n".join(rows) + b"\n")]
    assert what == [":10:2", ":12:2"]


# --- looking back


@settings(max_examples=40, deadline=None)
@given(records=strategies.logs(least=3), piece=st.sampled_from([1, 700, 1 << 20]), data=st.data())
def test_what_has_been_read_in_batches_is_found_and_read_again(
    tmp_path_factory, records, piece, data
):
    """By its id, and from any moment on: the same events as reading in groups finds."""
    path = written(records, tmp_path_factory.mktemp("log") / "log.jsonl")
    moments = [None, *(read_instant(each["known_at"], UTC) for each in records)]
    after, until = data.draw(st.sampled_from(moments)), data.draw(st.sampled_from(moments[1:]))
    with cut_into(piece=piece), pytest.MonkeyPatch.context() as patch:
        patch.setattr("negotiations.log.batching.MARKED", 2)
        (careful, _, _), (quick, _, _) = (
            in_groups(in_file(path, CASE)),
            in_batches(in_file(path, CASE)),
        )
        for record in records:
            entry = quick.entry_of(record["id"])
            assert entry is not None
            assert entry.raw == record
            assert quick.known_at(entry) == read_instant(record["known_at"], UTC)
        assert quick.entry_of("nobody") is None
        one, other = (list(each.again({}, until, after)) for each in (careful, quick))
        assert [list(map(told, group.records)) for group in other] == [
            list(map(told, group.records)) for group in one
        ]


def test_a_stream_is_read_in_groups():
    """What comes of it can't be read ahead, and comes as one group after the other."""
    log = Log(
        CASE, lambda: [JsonLinesSource("-", stdin=io.BytesIO(FIRST + b"\n" + SECOND + b"\n"))]
    )
    assert [type(part) for part in parts_of(log.reading())] == [Group, Group]
