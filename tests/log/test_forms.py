"""Forms: what a form takes, the careful reader takes too, and reads alike."""

# ruff: noqa: E501  (records stand on one line, as their authors write them)

from collections.abc import Mapping
from typing import Any

import attrs
import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st
from ruritania import CASE, in_zone
from strategies import START

from negotiations.log.forms import Form, Forms, Unfit, forms_of
from negotiations.log.records import RecordReader
from negotiations.log.sources import OnePlace
from negotiations.model.case import Case
from negotiations.model.kinds import KINDS
from negotiations.model.parties import Voice
from negotiations.model.shapes import shapes
from negotiations.place import Place
from negotiations.problems import Unreadable

HERE = OnePlace(Place("log", 1))
FORMS = forms_of(CASE)
CASES = {
    "as it is": CASE,
    "in a zone": in_zone("Europe/Kyiv"),
    "without a zone": attrs.evolve(CASE, zone_name=None),
    "with voices": attrs.evolve(CASE, voices={"wire": Voice("wire", "Wire", reliability="B")}),
    "without issues": attrs.evolve(CASE, positions=(), issues={}),
}
ODD = [
    None, True, False, 0, 1, -1, 7, 101, 10**15, 10**15 + 1, 2**63, 2**64, 2**70, 1.0, 1.5, -0.0, 1e15, 1e300,
    float("nan"), float("inf"), "", " ", "\t", "\n", "\u00a0", "\u2003", "\u3000x", "\u200b", "\ufeff", " mill ", "mill\u00a0", "mill ",
    "\x1cmill", "\x00", "\ud800", "true", "unknown", "nonsense", "$and", "40", "040", ">40", "> 40", "<0", "<1", "≈1.5", "+2", "1e3",
    "2025", "2025-06-02", " 2025-06-02 ", "2025-06-02 night", "2025-06-02T10:00:00Z", "2025-06-02T10:00:00.123456789Z",
    "2025-06-02T10:00:00Z/2025-06-03T10:00:00Z", "2025-02-30", "1799-01-01", "2201-01-01T00:00:00Z", "2025-06-03/2025-06-01",
    [], [[]], [None], [1], [" "], [""], ["mill"], ["mill", " mill "], ["ruritania"], ["ruritania", "ruritania"], ["nobody"],
    "ruritania", "Ruritania", " ruritania ", {}, {"a": 1}, {"source": "wire"}, [{"source": "wire"}], ["wire", {"source": " wire "}],
    [{"source": "wire", "reliability": "B", "credibility": 2, "url": " http://x ", "date": "2025"}], [{"source": "wire", "credibility": 0}],
    [{"source": "wire", "credibility": "2"}], [{"source": "wire", "credibility": 2.0}], [{"source": "wire", "url": " "}],
    ["wire "], [{"source": "wire\u2003"}], ("mill",), ("ruritania", "freedonia"), (), ({"source": "wire"},), b"mill", START, frozenset({"ruritania"}),
    [{"source": ""}], [{"source": "wire", "wat": 1}], [{"source": 7}], [{"source": None}], [{"source": "wire", "credibility": None}],
]  # fmt: skip
FIELDS = sorted({name for kind in KINDS for name in shapes(KINDS[kind])})
HEADS = [
    "id",
    "kind",
    "occurred",
    "known_at",
    "sources",
    "claims",
    "report_of",
    "place",
    "class_",
    "credibility",
    "wat",
]


class NoForms:
    """Forms that take nothing, so that all is read with care."""

    def take(self, raw: Mapping[str, Any]) -> Form:
        raise Unfit


def careful(case: Case) -> RecordReader:
    """A reader that is never quick."""
    reader = RecordReader(case)
    reader.forms = NoForms()  # type: ignore[assignment]
    return reader


def read(reader: RecordReader, raw: Mapping[str, Any]) -> str:
    """A record in full, its texts included; or all that is wrong with it."""
    try:
        return repr(reader.read(raw, HERE))
    except Unreadable as error:
        return str(error)


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """A sound record, or one with some fields set to odd values, added or left out."""
    kind = draw(st.sampled_from([kind for kind in KINDS if kind != "day"]))
    record = strategies.timed(1, draw(strategies.bodies(kind)), 5, draw(st.sampled_from([0, 2])), 3)
    if draw(st.booleans()):
        record.pop("claims", None)
    own = sorted(shapes(KINDS[kind]))
    for field in draw(st.lists(st.sampled_from([*own, *own, *HEADS, *FIELDS]), max_size=3)):
        if draw(st.sampled_from([True, True, True, False])):
            record[field] = draw(st.sampled_from(ODD))
        else:
            record.pop(field, None)
    return record


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@settings(max_examples=150, deadline=None)
@given(record=mutated())
def test_a_record_is_read_alike_with_a_form_and_without(case, record):
    """The same event to the last text of it, or the same problems, whatever stands in its fields."""
    assert read(RecordReader(case), record) == read(careful(case), record)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "day"])
def test_every_odd_value_of_every_field_is_read_alike(kind):
    """Each field of each kind, one after the other, holds every odd value once."""
    quick, slow, fit = RecordReader(CASE), careful(CASE), 0
    sound = next(record for record in map(timed, plain_bodies(kind)) if takes(FORMS, record))
    for field in (*shapes(KINDS[kind]), *HEADS):
        for odd in ODD:
            record = {**sound, field: odd}
            assert read(quick, record) == read(slow, record), f"{field}: {odd!r}"
            fit += takes(FORMS, record)
    assert fit > 20


def plain_bodies(kind: str) -> list[dict[str, Any]]:
    """Bodies of events of a kind about which nobody claims otherwise."""
    drawn = strategies.drawn(strategies.bodies(kind), many=20)
    return [{key: value for key, value in body.items() if key != "claims"} for body in drawn]


def timed(body: dict[str, Any]) -> dict[str, Any]:
    return strategies.timed(1, body, 5, 0, 3)


def takes(forms: Forms, record: Mapping[str, Any]) -> bool:
    try:
        forms.take(record)
    except Unfit:
        return False
    return True


@settings(max_examples=100, deadline=None)
@given(records=strategies.logs(least=1, most=8))
def test_what_a_form_holds_is_told_in_canonical_json_and_read_from_it(records):
    """Whether plain data or its canonical line is read, the same form and the same event come of it."""
    for record in (each for each in records if takes(FORMS, each)):
        form = FORMS.take(record)
        again = FORMS.decode(FORMS.content(form))
        assert again == form
        assert FORMS.content(again) == FORMS.content(form)
        assert repr(FORMS.event(again)) == repr(FORMS.event(form))


def test_most_records_without_rival_claims_have_a_form():
    """A property of what no form takes would prove little."""
    drawn = [
        record
        for records in strategies.drawn(strategies.logs(least=10), many=8)
        for record in records
    ]
    plain = [record for record in drawn if "claims" not in record]
    assert sum(takes(FORMS, record) for record in plain) > 0.7 * len(plain)


def test_no_two_kinds_share_the_place_where_times_are_looked_for():
    """Kinds whose first and third letters are the same are not to be told apart by these."""
    for kind in FORMS.kinds:
        letters = ord(kind[0]) << 8 | ord(kind[2])
        alike = [each for each in FORMS.kinds if each[0] + each[2] == kind[0] + kind[2]]
        place = len(f'{{"kind":"{kind}","known_at":"')
        assert FORMS.heads[letters] == (place if len(alike) == 1 else 0)


@settings(max_examples=100, deadline=None)
@given(record=mutated())
def test_a_form_ranks_and_values_its_fields_as_its_event_does(record):
    """What is asked of a form alone is what its event would answer."""
    try:
        form = FORMS.take(record)
        event = FORMS.event(form)
    except (Unfit, ValueError):
        return
    assert FORMS.rank(form) == event.rank
    assert type(form) not in FORMS.timed or FORMS.has_times(form)
    for field in shapes(type(event)):
        safe = "class_" if field == "class" else field
        written = getattr(form, safe, None)
        value = FORMS.value(form, safe) if hasattr(form, safe) else None
        assert value == getattr(event, safe) or (value is None and written is not None)
