"""Reading a log: groups in the one order, records held against each other, bad ones left out."""

import io
import json
from pathlib import Path
from typing import Any

import logs
import pytest
from happenings import CASE
from hypothesis import given
from hypothesis import strategies as st

from negotiations.log import index
from negotiations.log.reading import Log, LogReading, Trouble, log_of, read_log
from negotiations.log.sources import MemorySource, RecordSource, source_of
from negotiations.model.times import read_instant
from negotiations.problems import Unreadable
from negotiations.runs import replay


def strike(id: str, day: int = 5, **said: Any) -> dict[str, Any]:
    when = f"2025-01-{day:02d}T12:00"
    return {
        "id": id,
        "kind": "strike",
        "occurred": when,
        "known_at": when,
        "actor": "ruritania",
        **said,
    }


def about(kind: str, id: str, of: str, day: int = 6, **said: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "of": of, "known_at": f"2025-01-{day:02d}T12:00", **said}


def report(id: str, of: str, day: int = 6, kind: str = "strike", **said: Any) -> dict[str, Any]:
    return {"id": id, "kind": kind, "report_of": of, "known_at": f"2025-01-{day:02d}T12:00", **said}


def ids(reading: LogReading) -> list[list[str]]:
    """The ids of each group."""
    return [[record.id for record in group.records] for group in reading.groups()]


def grouped(*records: dict[str, Any], **options: Any) -> list[list[str]]:
    return ids(log_of(CASE, records, **options).reading())


def told(log: Log) -> list[str]:
    """What is wrong with a log, line by line."""
    with pytest.raises(Unreadable) as refused:
        list(log.reading().groups())
    return str(refused.value).split("\n")


def told_of(*records: dict[str, Any], **options: Any) -> list[str]:
    return told(log_of(CASE, records, **options))


def lines_of(folder: Path, *records: dict[str, Any], name: str = "log.jsonl") -> RecordSource:
    """The records in a file of JSON lines."""
    path = folder / name
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return source_of(str(path))


def digest(*records: dict[str, Any]) -> str:
    reading = log_of(CASE, records).reading()
    list(reading.groups())
    return reading.digest


# --- groups


def test_records_known_together_make_a_group():
    """In the order of their life, whatever their order in the file."""
    agreed = {
        "id": "z",
        "kind": "agreement",
        "occurred": "2025-01-06T12:00",
        "known_at": "2025-01-06T12:00",
        "agreement": "x",
        "status": "agreed",
    }
    executed = {**agreed, "id": "y", "status": "executed"}
    assert grouped(strike("a"), executed, agreed, strike("b", 7)) == [["a"], ["z", "y"], ["b"]]


def test_a_group_says_when_it_became_known():
    """Each once, later and later."""
    groups = list(log_of(CASE, [strike("a", 5), strike("b", 5), strike("c", 6)]).reading().groups())
    assert [group.known_at for group in groups] == [
        read_instant(f"2025-01-0{day}T12:00", CASE.zone) for day in (5, 6)
    ]


def test_reports_and_amendments_come_last_in_their_group():
    """They are about what was known; what is new stands before them."""
    assert grouped(
        strike("a", 5),
        report("r", "a", 6),
        about("correction", "c", "a", 6, set={"launched": 4}),
        strike("z", 6),
    ) == [["a"], ["z", "c", "r"]]


def test_a_reading_counts_its_good_records():
    """All of them; the bad are counted by whoever is told of them."""
    reading = log_of(
        CASE, [strike("a"), strike("b", launched=-1), strike("c")], on_trouble=lambda _: None
    ).reading()
    list(reading.groups())
    assert (reading.count, reading.progress) == (2, (3, 3))


def test_a_log_of_nothing_has_no_groups():
    """And nothing to show for it."""
    assert grouped() == []
    nowhere = Log(CASE, lambda: []).reading()
    assert list(nowhere.groups()) == []
    assert nowhere.progress == (0, 0)


# --- ids


def test_two_events_with_one_id_are_told():
    """With the place of the first, and the way out if a report was meant."""
    assert told_of(strike("a"), strike("b"), strike("a", 6)) == [
        "memory:3:1: the id 'a' stands twice; first at memory:1:1 (for a report, say report_of)"
    ]


def test_an_amendment_needs_an_id_of_its_own():
    """One that no event has taken."""
    twice = [strike("a"), strike("b"), about("correction", "b", "a", set={"launched": 4})]
    assert told_of(*twice) == [
        "memory:3:1: the id 'b' stands twice; first at memory:2:1 (for a report, say report_of)"
    ]


def test_a_report_may_go_by_the_id_of_its_event():
    """As often as it likes, and even twice in the same words at the same time."""
    assert grouped(strike("a", 5), report("a", "a", 6), report("a", "a", 7)) == [
        ["a"],
        ["a"],
        ["a"],
    ]
    twin = report("a", "a", 6, sources=["wire"])
    assert grouped(strike("a", 5), twin, dict(twin)) == [["a"], ["a", "a"]]


def test_a_report_with_an_id_of_its_own_takes_it():
    """Nothing else may have it."""
    assert told_of(strike("a", 5), report("r", "a", 6), strike("r", 7)) == [
        "memory:3:1: the id 'r' stands twice; first at memory:2:1 (for a report, say report_of)"
    ]


# --- lines about other lines


@pytest.mark.parametrize(
    ("record", "what"),
    [
        (
            about("correction", "c", "x", set={"launched": 4}),
            "a correction of 'x', which is not known yet",
        ),
        (about("retraction", "c", "x"), "a retraction of 'x', which is not known yet"),
        (report("c", "x"), "a report of 'x', which is not known yet"),
        (report("c", "c"), "a report of 'c', which is not known yet"),
        (report("c", "a", kind="loss"), "a report of 'a' is of its kind, strike, not loss"),
    ],
)
def test_a_line_about_nothing_known_is_told(record, what):
    """Or about an event of another kind."""
    assert told_of(strike("a", 5), record) == [f"memory:2:1: {what}"]


@pytest.mark.parametrize(
    "second",
    [
        about("retraction", "d", "c", 7),
        report("d", "c", 7),
        about("correction", "d", "c", 7, set={"because": "x"}),
    ],
)
def test_only_events_can_be_spoken_of(second):
    """Not an amendment, and not a report."""
    wrong = "only an event can be corrected, retracted or reported on"
    if second["kind"] != "strike":
        assert told_of(strike("a", 5), about("retraction", "c", "a"), second) == [
            f"memory:3:1: {wrong}"
        ]
    assert told_of(strike("a", 5), report("c", "a"), second) == [f"memory:3:1: {wrong}"]


def test_a_correction_that_makes_a_record_unreadable_is_told_at_its_own_place(tmp_path):
    """Not at the record, which was sound, but at the field that is set."""
    path = tmp_path / "log.yaml"
    path.write_text(
        """\
- {id: a, kind: strike, occurred: 2025-01-05, known_at: 2025-01-05}
- id: b
  kind: correction
  of: a
  known_at: 2025-01-06
  set:
    munition: drone
    lanched: 4
"""
    )
    log = Log(CASE, lambda: [source_of(str(path))])
    assert told(log) == [f"{path}:8:5: unknown key 'lanched'; did you mean 'launched'?"]


DEFENCE = {
    "id": "a",
    "kind": "interception",
    "occurred": "2025-01-05",
    "known_at": "2025-01-05",
    "launched": 80,
    "intercepted": 52,
}
TOGETHER = [
    DEFENCE,
    about("correction", "b", "a", 6, set={"launched": 60}),
    about("correction", "c", "a", 7, set={"intercepted": 70}),
]


def test_corrections_are_held_against_those_before_them():
    """Sixty launched and seventy intercepted are each sound alone, and not together."""
    assert told_of(*TOGETHER) == ["memory:3:1: more intercepted (70) than launched (60)"]


def test_a_correction_that_mends_an_earlier_one_is_taken():
    """What counts is the record as it stands by then."""
    mended = [
        TOGETHER[0],
        about("correction", "b", "a", 6, set={"launched": 100}),
        about("correction", "c", "a", 7, set={"intercepted": 90}),
    ]
    assert [len(group) for group in grouped(*mended)] == [1, 1, 1]


def test_corrections_that_do_not_go_together_stop_no_replay():
    """The one too many is set aside, as any bad record is."""
    left_out: list[Trouble] = []
    run = replay(log_of(CASE, TOGETHER, on_trouble=left_out.append), logs.rules())
    assert [str(problem) for trouble in left_out for problem in trouble.problems] == [
        "memory:3:1: more intercepted (70) than launched (60)"
    ]
    assert [reason.event for reason in run.trace if reason.change.word == "revised"] == ["b"]


def test_a_correction_may_stand_before_what_became_known_with_it():
    """The order of lines within one moment is nobody's to keep."""
    event, correction = strike("a", 6), about("correction", "c", "a", 6, set={"launched": 4})
    assert grouped(event, correction) == grouped(correction, event) == [["a", "c"]]


def test_nothing_can_be_said_of_what_is_not_yet_known():
    """Though it stands further down."""
    assert told_of(about("retraction", "c", "x", 6), strike("x", 7)) == [
        "memory:1:1: a retraction of 'x', which is not known yet"
    ]


# --- order


def test_a_log_out_of_order_is_told_at_its_line():
    """With the way out."""
    what = "known earlier than a record before it; put the log in order, or pass --sort"
    assert told_of(strike("a", 6), strike("b", 5)) == [f"memory:2:1: {what}"]


def test_a_log_out_of_order_can_be_sorted():
    """As if it had been in order all along, later lines about earlier ones included."""
    records = [strike("c", 7), about("retraction", "r", "a", 6), strike("a", 5), strike("b", 5)]
    assert grouped(*records, sort=True) == [["a", "b"], ["r"], ["c"]]


@given(logs.logs(), st.randoms(use_true_random=False))
def test_sorting_makes_any_order_the_one_order(records, random):
    """The same groups and the same digest."""
    shuffled = list(records)
    random.shuffle(shuffled)
    one, other = log_of(CASE, records).reading(), log_of(CASE, shuffled, sort=True).reading()
    assert ids(one) == ids(other)
    assert one.digest == other.digest


def test_several_sources_are_merged_by_when_things_became_known(tmp_path):
    """One log, wherever its lines stand; a correction in one may be of an event in another."""
    one = [strike("a", 5), strike("d", 8)]
    two = [strike("b", 5), about("retraction", "r", "a", 6), strike("c", 7)]
    made = Log(CASE, lambda: [lines_of(tmp_path, *one, name="1.jsonl"), MemorySource(two)])
    reading = made.reading()
    assert ids(reading) == [["a", "b"], ["r"], ["c"], ["d"]]
    assert [reading.entry_of(id).raw["id"] for id in "abcd"] == list("abcd")
    assert reading.digest == digest(*one[:1], *two, one[1])


def test_an_id_is_one_across_the_sources(tmp_path):
    """The place of the first is told, in its own file."""
    log = Log(CASE, lambda: [lines_of(tmp_path, strike("a", 5)), MemorySource([strike("a", 6)])])
    assert told(log) == [
        f"memory:1:1: the id 'a' stands twice; first at {tmp_path / 'log.jsonl'}:1:1 "
        "(for a report, say report_of)"
    ]


# --- trouble

GOOD_AND_BAD = """\
- {id: a, kind: strike, occurred: 2025-01-05, known_at: 2025-01-05}
# a slip in the next
- {id: b, kind: strke, occurred: 2025-01-05, known_at: 2025-01-05}
- {id: c, kind: strike, occurred: 2025-01-05, known_at: 2025-01-06}
- id: d
  kind: strike
  occurred: 2025-01-05
  known_at: 2025-01-06
  launched: -3
- {id: a, kind: strike, occurred: 2025-01-05, known_at: 2025-01-07}
"""
IN_LINES = """\
{"id": "a", "kind": "strike", "occurred": "2025-01-05", "known_at": "2025-01-05"}
{"id": "b", "kind": "strke", "occurred": "2025-01-05", "known_at": "2025-01-05"}
{"id": "c", "kind": "strike", "occurred": "2025-01-05", "known_at": "2025-01-06"}
{"id": "d",
{"id": "a", "kind": "strike", "occurred": "2025-01-05", "known_at": "2025-01-07"}
"""


def file_of(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


def log_in(path: Path, **options: Any) -> Log:
    return Log(CASE, lambda: [source_of(str(path))], **options)


def test_without_anybody_to_tell_the_first_bad_record_stops_the_reading(tmp_path):
    """With every problem of the file, and not one that is none."""
    path = file_of(tmp_path, "log.yaml", GOOD_AND_BAD)
    assert told(log_in(path)) == [
        f"{path}:3:11: unknown kind 'strke'; did you mean 'strike'?",
        f"{path}:9:3: a count can't be negative: -3",
        f"{path}:10:4: the id 'a' stands twice; first at {path}:1:3 (for a report, say report_of)",
    ]


def test_the_problems_of_a_log_of_lines_are_told_together_too(tmp_path):
    """Whatever sort they are of."""
    path = file_of(tmp_path, "log.jsonl", IN_LINES)
    assert told(log_in(path)) == [
        f"{path}:2:13: unknown kind 'strke'; did you mean 'strike'?",
        f"{path}:4:12: not JSON: the line ends where a key in double quotes is expected",
        f"{path}:5:2: the id 'a' stands twice; first at {path}:1:1 (for a report, say report_of)",
    ]


def test_good_records_before_the_first_bad_one_are_not_told_of(tmp_path):
    """They stand once, and were read once."""
    path = file_of(
        tmp_path,
        "log.yaml",
        GOOD_AND_BAD.replace("-3", "3").replace(
            "id: a, kind: strike, occurred: 2025-01-05, known_at: 2025-01-07",
            "id: e, kind: strke, occurred: 2025-01-05, known_at: 2025-01-07",
        ),
    )
    assert [line.split(": ")[0] for line in told(log_in(path))] == [f"{path}:3:11", f"{path}:10:11"]


def test_of_endless_problems_the_first_hundred_are_told():
    """A file of the wrong sort fills no screen for ever."""
    assert len(told_of(*(strike(f"s{n}", launched=-1) for n in range(150)))) == 100


def test_what_is_out_of_order_is_told_with_the_rest():
    """Also behind another problem."""
    told_lines = told_of(strike("a", launched=-1), strike("b", 7), strike("c", 6))
    assert [line.split(" ")[0] for line in told_lines] == ["memory:1:1:", "memory:3:1:"]


def test_the_problems_of_every_source_are_told(tmp_path):
    """A log of several files is one log."""
    log = Log(
        CASE,
        lambda: [
            MemorySource([strike("a", launched=-1)]),
            lines_of(tmp_path, strike("b", launched=-2)),
        ],
    )
    assert len(told(log)) == 2


@pytest.mark.parametrize(
    ("name", "text", "kept", "copied"),
    [
        ("log.yaml", GOOD_AND_BAD, [["a"], ["c"]], [3, (5, 9), 10]),
        ("log.jsonl", IN_LINES, [["a"], ["c"]], [2, 4, 5]),
    ],
)
def test_whoever_is_told_may_set_bad_records_aside(tmp_path, name, text, kept, copied):
    """Byte for byte; the rest is read as if they had not been there."""
    path, aside, problems = file_of(tmp_path, name, text), io.BytesIO(), []

    def set_aside(trouble: Trouble) -> None:
        trouble.copy(aside)
        problems.extend(trouble.problems)

    assert ids(log_in(path, on_trouble=set_aside).reading()) == kept
    lines = path.read_bytes().splitlines(keepends=True)
    spans = [each if isinstance(each, tuple) else (each, each) for each in copied]
    assert aside.getvalue() == b"".join(b"".join(lines[first - 1 : last]) for first, last in spans)
    assert len(problems) == 3


def test_what_is_left_out_is_not_read_again():
    """A replay that looks back sees what it saw the first time."""
    records = [strike("a", 5), strike("b", 5, launched=-1), strike("a", 6), strike("c", 6)]
    reading = log_of(CASE, records, on_trouble=lambda _: None).reading()
    groups = list(reading.groups())
    assert list(reading.again({}, groups[-1].known_at)) == groups


def test_a_bad_record_does_not_hide_the_order_of_the_rest():
    """What is left out is not what the next must follow."""
    records = [strike("a", 5), strike("b", 9, launched=-1), strike("c", 6)]
    assert grouped(*records, on_trouble=lambda _: None) == [["a"], ["c"]]


# --- digests


@given(logs.logs(least=2), st.randoms(use_true_random=False))
def test_two_orders_of_same_time_records_have_one_digest(records, random):
    """The order within one moment is nobody's to keep."""
    shuffled = list(records)
    random.shuffle(shuffled)
    assert digest(*logs.in_order(shuffled)) == digest(*records)


@given(logs.logs(least=2), st.data())
def test_whatever_is_changed_changes_the_digest(records, data):
    """A field more, a record less, a word in a note."""
    number = data.draw(st.integers(0, len(records) - 1))
    record = records[number]
    changed = data.draw(st.sampled_from([{**record, "note": "x"}, {**record, "id": "other"}, None]))
    others = [*records[:number], *([changed] if changed else []), *records[number + 1 :]]
    assert digest(*others) != digest(*records)


def test_what_is_left_out_is_no_part_of_the_digest():
    """It is a digest of what was read."""
    reading = log_of(
        CASE, [strike("a"), strike("b", launched=-1)], on_trouble=lambda _: None
    ).reading()
    list(reading.groups())
    assert reading.digest == digest(strike("a"))


# --- found again


def test_an_entry_is_found_by_its_id():
    """The event, and not a report that goes by its id; what was never read is not found."""
    reading = log_of(
        CASE, [strike("a", 5, launched=4), report("a", "a", 6), about("retraction", "r", "a", 7)]
    ).reading()
    list(reading.groups())
    entry = reading.entry_of("a")
    assert entry is not None
    assert entry.raw == strike("a", 5, launched=4)
    assert reading.known_at(entry) == read_instant("2025-01-05T12:00", CASE.zone)
    assert reading.entry_of("r") is not None
    assert reading.entry_of("nobody") is None


def test_ids_that_share_a_digest_are_not_taken_for_one_another(monkeypatch):
    """The later one can't be found, but it isn't told to stand twice, and the first is found."""
    monkeypatch.setattr(index, "digest_of", lambda id: 7)
    reading = log_of(CASE, [strike("a", 5), strike("b", 6)]).reading()
    assert ids(reading) == [["a"], ["b"]]
    first = reading.entry_of("a")
    assert first is not None
    assert first.raw == strike("a", 5)
    assert reading.entry_of("b") is None


@given(logs.logs(least=3), st.data())
def test_what_was_read_can_be_read_again_from_any_moment(records, data):
    """The same groups, after the one moment and up to the other."""
    reading = log_of(CASE, records).reading()
    groups = list(reading.groups())
    after, until = data.draw(
        st.lists(st.integers(0, len(groups) - 1), min_size=2, max_size=2).map(sorted)
    )
    known = [group.known_at for group in groups]
    assert list(reading.again({}, known[until], known[after])) == groups[after + 1 : until + 1]
    assert list(reading.again({}, known[until])) == groups[: until + 1]


def test_what_is_read_again_is_as_the_revisions_have_it():
    """In its old place; what is retracted is gone."""
    reading = log_of(CASE, [strike("a", 5), strike("b", 5), strike("c", 6)]).reading()
    groups = list(reading.groups())
    lines = [
        about("correction", "x", "a", 7, set={"launched": 4}),
        about("retraction", "y", "b", 7),
    ]
    made = [log_of(CASE, [strike("a", 5), strike("b", 5), line]).reading() for line in lines]
    correction, retraction = (list(each.groups())[-1].records[0] for each in made)
    [first, second] = reading.again({"a": [correction], "b": [retraction]}, groups[-1].known_at)
    assert [(record.id, str(record.launched)) for record in first.records] == [("a", "4")]
    assert second == groups[-1]


# --- a log by its path


def test_a_log_is_read_by_its_folder_its_file_or_beside_its_case(tmp_path):
    """The folder's case names its logs; a file's case lies beside it, or is given."""
    (tmp_path / "case.yaml").write_bytes(logs.CASE + b"logs: [one.jsonl, two.yaml]\n")
    lines_of(tmp_path, strike("a", 5), name="one.jsonl")
    (tmp_path / "two.yaml").write_text(
        "- {id: b, kind: strike, occurred: 2025-01-06, known_at: 2025-01-06}\n"
    )
    assert ids(read_log(tmp_path).reading()) == [["a"], ["b"]]
    assert ids(read_log(tmp_path / "two.yaml").reading()) == [["b"]]
    assert ids(read_log(str(tmp_path / "one.jsonl"), CASE).reading()) == [["a"]]


def test_a_log_without_a_case_is_told(tmp_path):
    """By the case file that is missing."""
    lines_of(tmp_path, strike("a"))
    with pytest.raises(Unreadable) as refused:
        read_log(tmp_path / "log.jsonl")
    assert str(refused.value).startswith(f"{tmp_path / 'case.yaml'}:1:1: no such file")


def test_a_log_that_its_case_names_in_vain_is_told(tmp_path):
    """When it is read."""
    (tmp_path / "case.yaml").write_bytes(logs.CASE)
    with pytest.raises(Unreadable) as refused:
        ids(read_log(tmp_path).reading())
    assert str(refused.value).startswith(f"{tmp_path / 'log.yaml'}:1:1: no such file")


def test_each_reading_begins_anew():
    """A log may be read as often as one likes."""
    log = log_of(CASE, [strike("a"), strike("b")])
    assert ids(log.reading()) == ids(log.reading()) == [["a", "b"]]
