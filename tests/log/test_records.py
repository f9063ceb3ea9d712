"""One record of a log: what it becomes, and all that can be wrong with it, told to the letter."""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from happenings import CASE, NEEDED
from hypothesis import given
from hypothesis import strategies as st

from negotiations.log.amendments import Correction, Retraction
from negotiations.log.reading import Log
from negotiations.log.records import RecordReader
from negotiations.log.sources import OnePlace, source_of
from negotiations.model.case import Case
from negotiations.model.kinds import KINDS
from negotiations.model.parties import Voice
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable

HEAD = {"id": "a", "occurred": "2025-01-05", "known_at": "2025-01-06"}
VOICES = {"wire": Voice("wire", "Wire", reliability="B"), "paper": Voice("paper", "Paper")}
SPEAKING = attrs.evolve(CASE, voices=VOICES)


def read(raw: dict[str, Any], case: Case = CASE) -> Any:
    return RecordReader(case).read(raw, OnePlace(Place("log.yaml")))


def problems(path: Path, text: str, case: Case = CASE) -> list[str]:
    """What is told of a log of this text, line by line, without the file's name."""
    path.write_text(text)
    with pytest.raises(Unreadable) as refused:
        list(Log(case, lambda: [source_of(str(path))]).reading().groups())
    return [line.removeprefix(f"{path}:") for line in str(refused.value).split("\n")]


def needed(kind: str, field: str) -> dict[str, str]:
    """What else a record of the kind can't do without."""
    return {key: said for key, said in NEEDED.get(kind, {}).items() if key != field}


def in_yaml(folder: Path, kind: str, field: str, value: Any, case: Case = CASE) -> list[str]:
    """What is told of a record whose fifth line holds the field."""
    lines = [f"- kind: {kind}", *(f"  {key}: {said}" for key, said in HEAD.items())]
    lines.append(f"  {field}: {json.dumps(value, ensure_ascii=False)}")
    lines += [f"  {key}: {said}" for key, said in needed(kind, field).items()]
    return problems(folder / "log.yaml", "\n".join(lines) + "\n", case)


def in_json(folder: Path, kind: str, field: str, value: Any, case: Case = CASE) -> list[str]:
    """What is told of a line that holds the field; its column is written as @."""
    record = {"kind": kind, **HEAD, field: value, **needed(kind, field)}
    line = json.dumps(record, ensure_ascii=False)
    column = line.index(f'"{field}": ') + 1
    told = problems(folder / "log.jsonl", line + "\n", case)
    return [what.replace(f"1:{column}: ", "1:@: ", 1) for what in told]


# --- one bad field, in either language

NOT_A_TIME = (
    "is not a time; write 2025-06-02, 2025-06-02T13:00, 2025-06-02 morning or 2025-05-31/2025-06-01"
)
BAD = [
    ("strike", "launched", -3, "a count can't be negative: -3"),
    ("strike", "launched", "many", "not a number: 'many'"),
    ("strike", "launched", 3.5, "a count is a whole number: 3.5"),
    ("strike", "launched", "40+", "'40+' is not a bound: write ≥40"),
    ("strike", "launched", "40 drones", "a count has no unit: write 40"),
    ("strike", "launched", 1e18, "a count can't be over 1e15 in size: 1e+18"),
    ("strike", "munition", "drones", "unknown word 'drones'; did you mean 'drone'?"),
    ("strike", "actor", "fredonia", "unknown participant 'fredonia'; did you mean 'freedonia'?"),
    (
        "strike",
        "recipient",
        ["freedonia", "nobody"],
        "unknown participant 'nobody'; known are: arcadia, freedonia, ruritania",
    ),
    ("strike", "recipient", {"a": "b"}, "text is wanted here, not a mapping"),
    ("strike", "actor", [[]], "text is wanted here, not a list"),
    (
        "strike",
        "asserter",
        "nobody",
        "unknown speaker 'nobody'; known are: arcadia, freedonia, ruritania",
    ),
    ("strike", "asserter", [], "text is wanted here, not a list"),
    (
        "strike",
        "modality",
        "maybe",
        "unknown word 'maybe'; known are: assessed, claimed, denied, expected, reported",
    ),
    ("strike", "known_basis", "guessed", "unknown word 'guessed'; known are: assumed, published"),
    ("strike", "lanched", "4", "unknown key 'lanched'; did you mean 'launched'?"),
    ("strike", "largest_to_date", "maybe", "true or false is wanted here, not 'maybe'"),
    ("strike", "distance", "3 h", "h can't be compared with km"),
    (
        "strike",
        "distance",
        "3 miles",
        "unknown unit 'miles'; known are: %, USD, USD/bbl, d, h, km, m, min, persons, points",
    ),
    ("strike", "note", "", "text is wanted here, not nothing"),
    ("strike", "sources", "wire", "a list is wanted here, not 'wire'"),
    ("strike", "claims", {}, "a list is wanted here, not a mapping"),
    (
        "round",
        "status",
        "held",
        "unknown word 'held'; "
        "known are: adjourned, broken_off, cancelled, concluded, convened, planned, suspended",
    ),
    ("round", "number", "one", "not a number: 'one'"),
    ("round", "number", "inf", "a number must be finite: 'inf'"),
    ("round", "track", "mian", "unknown track 'mian'; did you mean 'main'?"),
    ("round", "starts", "soon", f"'soon' {NOT_A_TIME}"),
    ("round", "starts", "2025-01-09/2025-01-08", "'2025-01-09/2025-01-08' ends before it starts"),
    ("round", "duration", "-3", "a measure can't be negative: -3"),
    ("statement", "issue", "truce", "unknown issue 'truce'; did you mean 'truce-terms'?"),
    ("statement", "position", "101", "a number from 0 to 100 is wanted here, not '101'"),
    (
        "ceasefire",
        "purpose",
        ["holiday", "fun"],
        "unknown word 'fun'; known are: election, holiday, humanitarian, other, peace_process",
    ),
    (
        "ceasefire",
        "confirmed_by",
        ["osce"],
        "unknown participant 'osce'; known are: arcadia, freedonia, ruritania",
    ),
    ("ceasefire", "monitored", "NO", "true or false is wanted here, not 'NO'"),
    ("demand", "precondition", [], "text is wanted here, not a list"),
    (
        "mediation",
        "style",
        "force",
        "unknown word 'force'; known are: facilitation, formulation, manipulation",
    ),
]


@pytest.mark.parametrize(
    ("kind", "field", "value", "what"), BAD, ids=[f"{f}={v}" for _, f, v, _ in BAD]
)
def test_each_bad_field_is_told_alike_in_yaml_and_in_json(tmp_path, kind, field, value, what):
    """At its own place: the line and column of its key."""
    yaml, line = in_yaml(tmp_path, kind, field, value), in_json(tmp_path, kind, field, value)
    assert yaml == [f"5:3: {what}"]
    assert line == [f"1:@: {what}"]


@pytest.mark.parametrize(
    ("value", "below", "what"),
    [
        ([{"reliability": "A"}], "{", "'source' is missing"),
        (
            [{"source": "wire", "reliability": "G"}],
            '"reliability"',
            "unknown word 'G'; known are: A, B, C, D, E, F",
        ),
        (
            [{"source": "wire", "grade": "x"}],
            '"grade"',
            "unknown key 'grade'; known are: credibility, date, reliability, source, url",
        ),
        ([{"source": "wire", "credibility": "x"}], '"credibility"', "not a number: 'x'"),
        (["wire", []], "[]", "a mapping is wanted here, not a list"),
        ([""], '""', "text is wanted here, not nothing"),
    ],
)
def test_a_bad_source_is_told_at_the_part_that_is_bad(tmp_path, value, below, what):
    """The key in it, or the source itself."""
    line = json.dumps({"kind": "strike", **HEAD, "sources": value})
    column = line.index(below, line.index('"sources": ') + 11) + 1
    assert problems(tmp_path / "log.jsonl", line + "\n") == [f"1:{column}: {what}"]


@pytest.mark.parametrize(
    ("value", "below", "what"),
    [
        ([40], "40", "a claim is a mapping, not 40"),
        ([{"launched": 4}], "{", "a claim says who asserts it: 'asserter' is missing"),
        (
            [{"asserter": "nobody", "launched": 4}],
            '"asserter"',
            "unknown speaker 'nobody'; known are: arcadia, freedonia, ruritania",
        ),
        (
            [{"asserter": "ruritania", "lanched": 4}],
            '"lanched"',
            "a strike has no field 'lanched'; did you mean 'launched'?",
        ),
        (
            [{"asserter": "ruritania", "launched": -4}],
            '"launched"',
            "a count can't be negative: -4",
        ),
        (
            [{"asserter": "ruritania", "recipient": "nobody"}],
            '"recipient"',
            "unknown participant 'nobody'; known are: arcadia, freedonia, ruritania",
        ),
        ([{"asserter": "ruritania", "occurred": "soon"}], '"occurred"', f"'soon' {NOT_A_TIME}"),
        (
            [{"asserter": "ruritania", "modality": "sure"}],
            '"modality"',
            "unknown word 'sure'; known are: assessed, claimed, denied, expected, reported",
        ),
        ([{"asserter": "ruritania", "known_at": "soon"}], '"known_at"', f"'soon' {NOT_A_TIME}"),
        ([{"asserter": "ruritania", "sources": [{}]}], "{}", "'source' is missing"),
    ],
)
def test_a_bad_claim_is_told_at_the_part_that_is_bad(tmp_path, value, below, what):
    """Its field, its asserter, its source."""
    line = json.dumps({"kind": "strike", **HEAD, "claims": value})
    column = line.index(below, line.index('"claims": ') + 11) + 1
    assert problems(tmp_path / "log.jsonl", line + "\n") == [f"1:{column}: {what}"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"id": "a", "launched": NaN}', "1:25: a number must be finite, not NaN"),
        ('{"id": "a", "launched": 1e400}', "1:25: a number must be finite, not 1e400"),
        ('{"id": "a", "id": "b"}', "1:13: the key 'id' stands twice; first at column 2"),
        ('{"id": "a"', "1:11: not JSON: the line ends where ',' or '}' is expected"),
        ('["a"]', "1:1: a line holds one object {…}, not a list"),
    ],
)
def test_a_line_that_is_no_sound_object_is_told(tmp_path, line, what):
    """Before anything in it is looked at."""
    assert problems(tmp_path / "log.jsonl", line + "\n") == [what]


@pytest.mark.parametrize(
    ("missing", "what"),
    [
        ("id", "1:1: 'id' is missing"),
        ("kind", "1:1: 'kind' is missing"),
        ("occurred", "1:1: 'occurred' is missing"),
        ("known_at", "1:1: 'known_at' is missing"),
    ],
)
def test_what_every_event_has_is_missed_by_name(tmp_path, missing, what):
    """At the record, for it stands nowhere."""
    raw = {"kind": "strike", **HEAD}
    del raw[missing]
    assert problems(tmp_path / "log.jsonl", json.dumps(raw) + "\n") == [what]


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("strke", "unknown kind 'strke'; did you mean 'strike'?"),
        ("retracton", "unknown kind 'retracton'; did you mean 'retraction'?"),
        ("talks", "unknown kind 'talks'; they are listed by: negotiations kinds"),
        ("day", "the replay makes the days itself; leave them out"),
        (5, "unknown kind 5"),
        (None, "unknown kind nothing"),
        (["strike"], "unknown kind a list"),
        ({"strike": {}}, "unknown kind a mapping"),
    ],
)
def test_an_unknown_kind_is_told_and_days_are_refused(tmp_path, kind, what):
    """Whatever stands where the kind should."""
    assert problems(tmp_path / "log.jsonl", json.dumps({"kind": kind, **HEAD}) + "\n") == [
        f"1:2: {what}"
    ]


def test_all_that_is_wrong_with_a_record_is_told_at_once(tmp_path):
    """In the order in which it stands, in every record of the file."""
    text = """\
- id: a
  kind: strike
  occurred: 2025-13-05
  known_at: soon
  actor: fredonia
  launched: -3
  claims:
    - {launched: many}
    - {asserter: ruritania, lanched: 3}
- id: b
  kind: strike
  occurred: 2025-01-05
  known_at: 2025-01-06
  munition: drones
"""
    assert problems(tmp_path / "log.yaml", text) == [
        f"3:3: '2025-13-05' {NOT_A_TIME}",
        f"4:3: 'soon' {NOT_A_TIME}",
        "5:3: unknown participant 'fredonia'; did you mean 'freedonia'?",
        "6:3: a count can't be negative: -3",
        "8:7: a claim says who asserts it: 'asserter' is missing",
        "8:8: not a number: 'many'",
        "9:29: a strike has no field 'lanched'; did you mean 'launched'?",
        "14:3: unknown word 'drones'; did you mean 'drone'?",
    ]


def test_unknown_names_are_told_beside_wrong_values(tmp_path):
    """Wherever they stand: in a list, in a claim, among the sources."""
    text = """\
- id: a
  kind: strike
  occurred: 2025-01-05
  known_at: 2025-01-06
  launched: -3
  actor: [ruritania, fredonia]
  claims: [{asserter: fredonia, launched: 3}]
"""
    unknown = "'fredonia'; did you mean 'freedonia'?"
    assert problems(tmp_path / "log.yaml", text) == [
        "5:3: a count can't be negative: -3",
        f"6:3: unknown participant {unknown}",
        f"7:13: unknown speaker {unknown}",
    ]


def test_where_a_record_was_read_is_not_the_logs_to_say(tmp_path):
    """Its place is an attribute of the event, and no key of a record."""
    [what] = in_yaml(tmp_path, "strike", "place", "log.yaml:1:1")
    assert what.startswith("5:3: unknown key 'place'")


# --- what is wrong though every field is well formed


@pytest.mark.parametrize(
    ("said", "field", "what"),
    [
        (
            {"launched": 80, "intercepted": 81},
            "intercepted",
            "more intercepted (81) than launched (80)",
        ),
        (
            {"launched": "<80", "intercepted": 80},
            "intercepted",
            "more intercepted (80) than launched (<80)",
        ),
        (
            {"intercepted": 5, "shot_down": 6},
            "shot_down",
            "more shot_down (6) than intercepted (5)",
        ),
        (
            {"intercepted": 5, "suppressed": ">5"},
            "suppressed",
            "more suppressed (>5) than intercepted (5)",
        ),
        ({"launched": 5, "impacts": 6}, "impacts", "more impacts (6) than launched (5)"),
    ],
)
def test_a_part_that_exceeds_its_whole_is_told(tmp_path, said, field, what):
    """Where it does so for certain."""
    line = json.dumps({"kind": "interception", **HEAD, **said})
    column = line.index(f'"{field}"') + 1
    assert problems(tmp_path / "log.jsonl", line + "\n") == [f"1:{column}: {what}"]


@pytest.mark.parametrize(
    "said",
    [
        {"launched": 80, "intercepted": 80},
        {"launched": ">80", "intercepted": 81},
        {"launched": "unknown", "intercepted": 162},
        {"launched": "≈80", "intercepted": 85},
        {"intercepted": 162},
        {"launched": 80, "intercepted": ">70", "shot_down": 75},
    ],
    ids=str,
)
def test_a_part_that_may_fit_its_whole_is_taken(said):
    """Unknown is not zero."""
    assert read({"kind": "interception", **HEAD, **said}).kind == "interception"


def test_a_claim_that_exceeds_the_whole_is_told_where_it_stands(tmp_path):
    """Not at the head of the record."""
    line = json.dumps(
        {
            "kind": "interception",
            **HEAD,
            "launched": 80,
            "claims": [{"asserter": "ruritania", "intercepted": 81}],
        }
    )
    column = line.index('"intercepted"') + 1
    assert problems(tmp_path / "log.jsonl", line + "\n") == [
        f"1:{column}: more intercepted (81) than launched (80)"
    ]


@pytest.mark.parametrize(
    ("occurred", "known_at"),
    [
        ("2025-01-05", "2025-01-04"),
        ("2025-01-05T12:00", "2025-01-05T11:59"),
        ("2025-01-05 evening", "2025-01-05T17:59"),
    ],
)
def test_nothing_is_known_before_it_began(tmp_path, occurred, known_at):
    """A plan is known when it is made; when it is planned for is a field of its own."""
    line = json.dumps({"kind": "strike", "id": "a", "occurred": occurred, "known_at": known_at})
    column = line.index('"known_at"') + 1
    what = f"1:{column}: known before it began: known_at is earlier than occurred starts"
    assert problems(tmp_path / "log.jsonl", line + "\n") == [what]


@pytest.mark.parametrize(
    ("plan", "field"),
    [({"kind": "round", "status": "planned"}, "starts"),
     ({"kind": "agreement", "agreement": "swap", "status": "scheduled"}, "planned")],
)  # fmt: skip
def test_a_plan_dated_by_what_is_planned_is_told_its_field(tmp_path, plan, field):
    """Whoever dates a round that is to come by its day reads where that day belongs."""
    raw = {**plan, "id": "a", "occurred": "2025-01-20", "known_at": "2025-01-05"}
    (told,) = problems(tmp_path / "log.jsonl", json.dumps(raw) + "\n")
    assert told.endswith(f"; a plan occurs when it is made, and {field!r} holds the time it is for")


@pytest.mark.parametrize("known_at", ["2025-01-05T18:00", "2025-01-05", "2025-01-05T20:00"])
def test_what_lasts_may_be_known_while_it_lasts(known_at):
    """From its first moment on."""
    assert (
        read(
            {"kind": "strike", "id": "a", "occurred": "2025-01-05 evening", "known_at": known_at}
        ).id
        == "a"
    )


def test_a_local_time_without_a_zone_is_an_error(tmp_path):
    """Where the case has none to lend; a time with an offset needs none."""
    placeless = attrs.evolve(CASE, zone_name=None)
    raw = {
        "kind": "strike",
        "id": "a",
        "occurred": "2025-01-05T12:00",
        "known_at": "2025-01-05T12:00Z",
    }
    needs = "a date needs a zone: give the case a zone, or write times with +03:00"
    [what] = problems(tmp_path / "log.jsonl", json.dumps(raw) + "\n", placeless)
    assert what.startswith("1:31: ")
    assert needs in what or "needs a zone" in what
    assert read({**raw, "occurred": "2025-01-05T12:00+03:00"}, placeless).id == "a"


def test_an_event_holds_what_its_record_says():
    """Typed, in UTC, with the place where it was written."""
    made = read(
        {
            "kind": "strike",
            **HEAD,
            "launched": ">40",
            "actor": "ruritania",
            "near": "a school",
            "largest_to_date": "true",
            "sources": ["wire", {"source": "paper", "credibility": "2"}],
        }
    )
    assert (str(made.launched), made.actor, made.near, made.largest_to_date) == (
        ">40",
        ("ruritania",),
        ("a school",),
        True,
    )
    assert [(each.source, each.credibility) for each in made.sources] == [
        ("wire", None),
        ("paper", 2),
    ]
    assert made.occurred.start.isoformat() == "2025-01-04T21:00:00+00:00"
    assert made.known_at.isoformat() == "2025-01-06T20:59:59.999999+00:00"
    assert str(made.place) == "log.yaml:1:1"


# --- sources and who is known


def test_a_source_is_graded_by_the_cases_voices_where_the_record_does_not():
    """In the event and in its claims; credibility belongs to the claim and is never lent."""
    said = {
        "sources": ["wire", {"source": "wire", "reliability": "E"}, "paper"],
        "claims": [{"asserter": "ruritania", "launched": 4, "sources": ["wire"]}],
    }
    made = read({"kind": "strike", **HEAD, **said}, SPEAKING)
    assert [(each.source, each.reliability) for each in made.sources] == [
        ("wire", "B"),
        ("wire", "E"),
        ("paper", None),
    ]
    assert [each.reliability for each in made.claims[0].sources] == ["B"]
    assert {each.credibility for each in made.sources} == {None}


def test_an_unknown_source_is_told_once_a_case_knows_its_voices(tmp_path):
    """In the event, in a claim, in a correction; a case without voices takes any."""
    source = json.dumps({"kind": "strike", **HEAD, "sources": ["wier"]})
    column = source.index('"wier"') + 1
    told = problems(tmp_path / "a.jsonl", source + "\n", SPEAKING)
    assert told == [f"1:{column}: unknown source 'wier'; did you mean 'wire'?"]
    claim = json.dumps(
        {"kind": "strike", **HEAD, "claims": [{"asserter": "wire", "sources": ["wire", "papr"]}]}
    )
    column = claim.index('"papr"') + 1
    told = problems(tmp_path / "b.jsonl", claim + "\n", SPEAKING)
    assert told == [f"1:{column}: unknown source 'papr'; did you mean 'paper'?"]
    assert read(json.loads(source)).sources[0].source == "wier"


def test_a_voice_can_assert_and_not_act(tmp_path):
    """It is no participant."""
    assert read({"kind": "strike", **HEAD, "asserter": "wire"}, SPEAKING).asserter == "wire"
    assert in_json(tmp_path, "strike", "actor", "wire", SPEAKING) == [
        "1:@: unknown participant 'wire'; known are: arcadia, freedonia, ruritania"
    ]


# --- corrections, retractions, reports

AMENDING = {"id": "b", "of": "a", "known_at": "2025-01-09"}


def test_a_correction_and_a_retraction_name_what_they_are_about():
    """With their own id, time, reason and sources."""
    made = read(
        {
            "kind": "correction",
            **AMENDING,
            "set": {"launched": 4},
            "because": "a slip",
            "sources": ["wire"],
        }
    )
    assert isinstance(made, Correction)
    assert (made.of, made.set, made.because, made.sources[0].source) == (
        "a",
        {"launched": 4},
        "a slip",
        "wire",
    )
    assert isinstance(read({"kind": "retraction", **AMENDING}), Retraction)


@pytest.mark.parametrize(
    ("kind", "said", "at", "what"),
    [
        ("correction", {}, "{", "'set' is missing"),
        ("correction", {"set": {}}, '"set"', "a correction sets some fields: set: {field: value}"),
        (
            "correction",
            {"set": ["launched"]},
            '"set"',
            "a correction sets some fields: set: {field: value}",
        ),
        ("correction", {"set": {"id": "c"}}, '"id": "c"', "a correction can't change 'id'"),
        (
            "correction",
            {"set": {"kind": "loss"}},
            '"kind": "loss"',
            "a correction can't change 'kind'",
        ),
        (
            "correction",
            {"set": {"known_at": "2025-01-05"}},
            '"known_at": "2025-01-05"',
            "a correction can't change 'known_at'",
        ),
        (
            "correction",
            {"set": {"report_of": "c"}},
            '"report_of"',
            "a correction can't change 'report_of'",
        ),
        (
            "correction",
            {"set": {"launched": 4}, "launched": 4},
            '"launched": 4}',
            "unknown key 'launched'; known are: asserter, because, id, known_at, of, set, sources",
        ),
        (
            "retraction",
            {"set": {"launched": 4}},
            '"set"',
            "unknown key 'set'; known are: asserter, because, id, known_at, of, sources",
        ),
        ("retraction", {"sources": [{}]}, "{}", "'source' is missing"),
        ("retraction", {"because": []}, '"because"', "text is wanted here, not a list"),
    ],
)
def test_a_malformed_amendment_is_told(tmp_path, kind, said, at, what):
    """At its part that is wrong."""
    line = json.dumps({"kind": kind, **AMENDING, **said})
    column = line.rindex(at) + 1 if at != "{" else 1
    assert problems(tmp_path / "log.jsonl", line + "\n") == [f"1:{column}: {what}"]


def test_an_amendment_without_a_target_or_a_time_is_told(tmp_path):
    """Both at once."""
    line = json.dumps({"kind": "retraction", "id": "b"})
    assert problems(tmp_path / "log.jsonl", line + "\n") == [
        "1:1: 'known_at' is missing",
        "1:1: 'of' is missing",
    ]


def test_an_amendment_is_made_by_somebody_the_case_knows(tmp_path):
    """As an event is asserted by somebody it knows."""
    line = json.dumps({"kind": "retraction", **AMENDING, "asserter": "nobody"})
    column = line.index('"asserter"') + 1
    what = "unknown speaker 'nobody'; known are: arcadia, freedonia, ruritania"
    first = json.dumps({"kind": "strike", **HEAD})
    assert problems(tmp_path / "log.jsonl", f"{first}\n{line}\n") == [f"2:{column}: {what}"]


def test_a_report_need_not_say_when_it_happened():
    """The event does; the report says when the report was known."""
    made = read({"kind": "strike", "id": "b", "report_of": "a", "known_at": "2025-01-09T12:00"})
    assert made.occurred.is_instant
    assert made.occurred.end == made.known_at


# --- whatever is thrown at it

junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)
FIELDS = sorted(
    {field.name for cls in KINDS.values() for field in attrs.fields(cls)} | {"kind", "of", "set"}
)


@given(
    st.sampled_from([*KINDS, "correction", "retraction"]),
    st.dictionaries(st.sampled_from(FIELDS), junk, max_size=4),
)
def test_whatever_a_record_holds_is_read_or_told(kind, said):
    """Never anything but an event or problems, each in one line."""
    for problem in problems_of({"kind": kind, **HEAD, **said}):
        assert len(str(problem).splitlines()) == 1


def problems_of(raw: dict[str, Any]) -> tuple[Problem, ...]:
    """What a record is refused for; nothing if it is taken."""
    try:
        read(raw)
    except Unreadable as refused:
        return refused.problems
    return ()
