"""Revising: what an earlier record becomes once later lines speak of it."""

from typing import Any

import pytest
from happenings import CASE, event
from hypothesis import given
from hypothesis import strategies as st

from negotiations.log.amendments import Record
from negotiations.log.records import RecordReader
from negotiations.log.revising import revise, rival_claim, target_of, with_report
from negotiations.log.sources import OnePlace
from negotiations.model.events import Event
from negotiations.place import Place
from negotiations.problems import Unreadable

HERE = OnePlace(Place("log.yaml", 3))
READER = RecordReader(CASE)
RAW = {
    "id": "wave",
    "kind": "strike",
    "occurred": "2025-01-05",
    "known_at": "2025-01-06",
    "actor": "ruritania",
    "launched": 472,
    "sources": [{"source": "wire", "credibility": 4}],
}


def later(kind: str, day: int = 9, **said: Any) -> Record:
    head = {"id": f"{kind}-{day}", "kind": kind, "known_at": f"2025-01-{day:02d}"}
    return READER.read({**head, **said}, HERE)


def correction(day: int = 9, **fields: Any) -> Record:
    return later("correction", day, of="wave", set=fields)


def report(day: int = 9, **said: Any) -> Any:
    return later("strike", day, report_of="wave", **said)


def revised(*lines: Record) -> Any:
    return revise(READER, RAW, HERE, lines)


def test_a_line_about_another_names_its_target():
    """An amendment in `of`, a report in `report_of`; a record of its own has none."""
    assert target_of(correction(launched=1)) == "wave"
    assert target_of(later("retraction", of="wave")) == "wave"
    assert target_of(report()) == "wave"
    assert target_of(event("strike")) is None


def test_without_later_lines_a_record_stands():
    """As it was read."""
    assert revised() == READER.read(RAW, HERE)


def test_a_correction_sets_some_fields_and_leaves_the_rest():
    """The record stands in its old place in time, unless that is what is corrected."""
    made = revised(correction(launched=">400", munition="drone"))
    assert (str(made.launched), made.munition, made.actor) == (">400", "drone", ("ruritania",))
    assert (made.id, made.known_at) == ("wave", READER.read(RAW, HERE).known_at)


def test_later_corrections_correct_earlier_ones():
    """In the order in which they are given; each field has its last value."""
    made = revised(correction(9, launched=400, munition="drone"), correction(10, launched=380))
    assert (str(made.launched), made.munition) == ("380", "drone")


def test_a_retraction_leaves_nothing():
    """Whatever else is said of the record."""
    retraction = later("retraction", of="wave")
    assert revised(retraction) is None
    assert revised(correction(launched=1), retraction, report(sources=["paper"])) is None


def test_a_correction_that_makes_a_record_unreadable_is_refused():
    """With what is wrong."""
    with pytest.raises(Unreadable, match="a count can't be negative: -1"):
        revised(correction(launched=-1))


def test_a_report_adds_its_sources_and_so_regrades():
    """Each once; the best grade of all of them stands."""
    made = revised(
        report(
            sources=[{"source": "paper", "credibility": 2}, {"source": "wire", "credibility": 4}]
        )
    )
    assert [source.source for source in made.sources] == ["wire", "paper"]
    assert (made.credibility, made.quality) == (2, 0.8)


def test_a_report_that_says_the_same_adds_no_claim():
    """Nor does one that only has a note or another tone."""
    made = revised(
        report(
            asserter="freedonia", actor="ruritania", launched=472, note="seen", modality="claimed"
        )
    )
    assert made.claims == ()


def test_what_a_report_says_otherwise_is_its_asserters_claim():
    """With its sources, its modality, and the time it became known."""
    told = report(
        asserter="freedonia", launched=300, impacts=3, sources=["paper"], modality="claimed"
    )
    [claim] = revised(told).claims
    assert (claim.asserter, claim.modality, claim.known_at) == (
        "freedonia",
        "claimed",
        told.known_at,
    )
    assert {name: str(value) for name, value in claim.values.items()} == {
        "launched": "300",
        "impacts": "3",
    }
    assert [source.source for source in claim.sources] == ["paper"]


def test_a_report_without_an_asserter_speaks_for_its_source_or_for_itself():
    """Somebody must say so."""
    assert revised(report(launched=300, sources=["paper"])).claims[0].asserter == "paper"
    assert revised(report(launched=300)).claims[0].asserter == "strike-9"


def test_a_report_that_says_unknown_takes_nothing_back():
    """It says nothing beyond the event."""
    assert revised(report(asserter="freedonia", launched="unknown")).claims == ()


def test_an_asserter_who_returns_to_the_records_word_is_heard_again():
    """The last word stands, even where it is that of the record."""
    made = revised(
        report(9, asserter="freedonia", launched=300),
        report(10, asserter="freedonia", launched=472),
    )
    assert {str(reading.launched) for reading in made.readings()} == {"472"}


def test_a_report_opens_a_conflict_from_the_day_it_is_known():
    """Not from the day of the event."""
    told = report(asserter="freedonia", launched=300)
    [conflict] = with_report(READER.read(RAW, HERE), told).conflicts()
    assert (conflict.field, conflict.since) == ("launched", told.known_at)


def test_a_reports_own_claims_come_along():
    """Who passes on what others say passes on all of it."""
    made = revised(report(sources=["paper"], claims=[{"asserter": "freedonia", "impacts": 3}]))
    assert [(claim.asserter, str(claim.values["impacts"])) for claim in made.claims] == [
        ("freedonia", "3")
    ]


def test_a_correction_under_a_report_leaves_the_report():
    """The report is laid over the record as corrected, whichever was known first."""
    for lines in (
        [report(9, launched=300, asserter="freedonia"), correction(10, launched=400)],
        [correction(9, launched=400), report(10, launched=300, asserter="freedonia")],
    ):
        made = revised(*lines)
        assert {str(reading.launched) for reading in made.readings()} == {"400", "300"}


counts = st.sampled_from([1, 40, ">40", 472, "unknown"])


@given(st.lists(st.tuples(st.sampled_from(["freedonia", "arcadia"]), counts), max_size=5))
def test_reports_never_change_what_the_record_itself_says(said):
    """Only its sources and claims grow, one claim a report at most."""
    first = READER.read(RAW, HERE)
    made = revised(
        *(report(9 + n, asserter=who, launched=count) for n, (who, count) in enumerate(said))
    )
    assert isinstance(first, Event)
    assert (made.launched, made.actor, made.known_at) == (
        first.launched,
        first.actor,
        first.known_at,
    )  # type: ignore[attr-defined]
    assert len(made.claims) <= len(said)


def test_class_is_claimed_by_the_name_that_a_log_gives_it():
    """`class`, as in any other claim."""
    first = event("ceasefire", ceasefire="truce", **{"class": "preliminary"})
    told = event("ceasefire", report_of="e1", asserter="arcadia", **{"class": "definitive"})
    [claim] = rival_claim(first, told)
    assert dict(claim.values) == {"class": "definitive"}


def test_who_takes_a_side_in_a_conflict_is_heard():
    """A count that is confirmed settles it, also where it is what the record says itself."""
    confirmed = [{"source": "observers", "credibility": 1}]
    made = revised(
        report(9, asserter="freedonia", launched=300),
        report(10, asserter="arcadia", launched=472, sources=confirmed),
    )
    [conflict] = made.conflicts()
    assert conflict.resolved
    assert [str(each) for each in made.values_of("launched")] == ["472"]
