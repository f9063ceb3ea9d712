"""Events: their times, grades and order, and the readings that rival claims give them."""

import pytest
from happenings import event
from hypothesis import given
from hypothesis import strategies as st

from negotiations.log.revising import with_report
from negotiations.model.events import attribute, missing
from negotiations.model.kinds import CeasefireEvent, Strike
from negotiations.model.quantities import read_count
from negotiations.model.times import read_instant, zone

ISTANBUL = zone("Europe/Istanbul")
CONFIRMED = [{"source": "wire", "credibility": 1}]


def instant(text):
    return read_instant(text, ISTANBUL)


def claim(asserter, **said):
    return {"asserter": asserter, **said}


def reported(day):
    """A report of event e1, known at ten on a day of January."""
    return {"report_of": "e1", "known_at": f"2025-01-{day:02d}T10:00"}


def numbers(readings, field):
    """What each reading has in a field."""
    return [str(getattr(each, field) or "") for each in readings]


# --- times, grades, order


def test_an_event_counts_from_its_end():
    """What lasted a night counts from the morning on."""
    strike = event("strike", "2025-06-01 night", known_at="2025-06-03")
    assert strike.moment == strike.occurred.end


def test_an_event_counts_no_later_than_it_is_known():
    """What became known while it lasted counts from then."""
    strike = event("strike", "2025-06-01/2025-06-05", known_at="2025-06-02T10:00")
    assert strike.moment == instant("2025-06-02T10:00")


@pytest.mark.parametrize(
    ("grades", "credibility", "quality"),
    [
        ([], 6, 0.5),
        ([6], 6, 0.5),
        ([5], 5, 0.1),
        ([5, 6], 5, 0.5),
        ([4, 2, 6], 2, 0.8),
        ([None], 6, 0.5),
    ],
)
def test_the_best_grade_that_is_a_judgement_stands(grades, credibility, quality):
    """6 means that it can't be judged: it neither betters nor worsens a grade that was given."""
    sources = [
        {"source": f"s{n}"} | ({"credibility": grade} if grade else {})
        for n, grade in enumerate(grades)
    ]
    strike = event("strike", sources=sources)
    assert (strike.credibility, strike.quality) == (credibility, quality)


@pytest.mark.parametrize(
    ("kind", "fields", "happened"),
    [
        ("strike", {}, True),
        ("strike", {"modality": "claimed"}, True),
        ("strike", {"modality": "assessed"}, True),
        ("strike", {"modality": "denied"}, False),
        ("strike", {"modality": "expected"}, False),
        ("round", {"status": "planned", "modality": "expected"}, True),
        ("round", {"status": "planned", "modality": "denied"}, False),
        ("round", {"status": "convened", "modality": "expected"}, False),
        ("delegation", {"status": "named", "modality": "expected"}, True),
        ("delegation", {"status": "expected", "modality": "expected"}, True),
        ("delegation", {"status": "arrived", "modality": "expected"}, False),
        ("agreement", {"status": "scheduled", "modality": "expected"}, True),
        ("agreement", {"status": "executed", "modality": "expected"}, False),
        ("ceasefire", {"status": "proposed", "modality": "expected"}, True),
        ("ceasefire", {"status": "in_effect", "modality": "expected"}, False),
        ("proposal", {"status": "tabled", "modality": "expected"}, True),
        ("statement", {"stance": "willing", "modality": "expected"}, False),
    ],
)
def test_what_is_denied_did_not_happen_and_what_is_expected_happened_as_a_plan(
    kind, fields, happened
):
    """An expected plan is a plan already; an expected deed is not yet a deed."""
    assert event(kind, **fields).happened is happened


def test_same_time_events_come_by_start_end_life_cycle_and_id():
    """Agreed comes before executed, whatever their ids; ids break the last tie."""
    when = "2025-01-05T12:00"
    wanted = [
        event("strike", "2025-01-04", known_at=when, id="z"),
        event("strike", "2025-01-05T09:00", known_at=when, id="y"),
        event("strike", "2025-01-05T09:00/2025-01-05T10:00", known_at=when, id="x"),
        event("agreement", when, id="w", agreement="a", status="agreed"),
        event("agreement", when, id="v", agreement="a", status="executed"),
        event("strike", when, id="u", report_of="z"),
        event("strike", "2025-01-05T12:01", id="a"),
    ]
    for shuffled in (wanted[::-1], wanted[3:] + wanted[:3]):
        assert [each.id for each in sorted(shuffled, key=lambda e: e.order)] == [
            e.id for e in wanted
        ]


# --- claims


def test_without_claims_an_event_reads_as_it_stands():
    """One reading, the event itself."""
    strike = event("strike", launched=472)
    assert strike.readings() == (strike,)
    assert list(strike.conflicts()) == []


def test_a_claim_stands_beside_what_the_record_says():
    """Where the record has a value of its own, that is one of the readings."""
    strike = event("strike", launched=472, claims=[claim("freedonia", launched=300)])
    assert numbers(strike.readings(), "launched") == ["472", "300"]


def test_where_the_record_says_nothing_only_the_claims_are_read():
    """No reading leaves open what every asserter answers, be it unsaid or said to be unknown."""
    for said in ({}, {"launched": "unknown"}):
        strike = event("strike", impacts=1, **said, claims=[claim("freedonia", launched=300)])
        assert numbers(strike.readings(), "launched") == ["300"]
        assert numbers(strike.readings(), "impacts") == ["1"]


def test_a_reading_keeps_what_its_claim_leaves_alone():
    """A claim about the impacts changes nothing of the launches."""
    strike = event("strike", launched=472, impacts=5, claims=[claim("freedonia", impacts=12)])
    assert numbers(strike.readings(), "launched") == ["472", "472"]
    assert numbers(strike.readings(), "impacts") == ["5", "12"]


def test_only_an_asserters_last_word_stands():
    """Who says five and then four says four, and is in no conflict with what he said before."""
    strike = event("strike", claims=[claim("ruritania", targets=5), claim("ruritania", targets=4)])
    assert numbers(strike.readings(), "targets") == ["4"]
    assert list(strike.conflicts()) == []


def test_the_last_word_on_one_field_leaves_the_other_fields_standing():
    """A new count of launches replaces the old one, and not what else was said with it."""
    said = [claim("ruritania", launched=80, impacts=3), claim("ruritania", launched=90)]
    strike = event("strike", claims=said)
    assert {str(each.launched) for each in strike.readings()} == {"90"}
    assert "3" in numbers(strike.readings(), "impacts")
    assert list(strike.conflicts()) == []


def test_a_conflict_names_every_side_with_its_value():
    """The record speaks for its asserter, the claims for theirs."""
    strike = event(
        "strike",
        asserter="arcadia",
        targets=5,
        claims=[claim("ruritania", targets=4), claim("freedonia", targets=">4")],
    )
    [conflict] = strike.conflicts()
    sides = [(who, str(value)) for who, value in conflict.claims]
    assert sides == [("arcadia", "5"), ("ruritania", "4"), ("freedonia", ">4")]
    assert (conflict.key, conflict.resolved) == (("e1", "targets"), False)


def test_an_unsigned_record_is_a_side_too():
    """Without an asserter it is the record that says so."""
    [conflict] = event("strike", targets=5, claims=[claim("ruritania", targets=4)]).conflicts()
    assert [who for who, _ in conflict.claims] == ["the record", "ruritania"]


def test_claims_that_can_both_be_true_are_no_conflict():
    """More than 40 and 41 go together."""
    strike = event("strike", targets=">40", claims=[claim("ruritania", targets=41)])
    assert list(strike.conflicts()) == []
    assert numbers(strike.readings(), "targets") == [">40", "41"]


def test_a_conflict_in_one_field_is_none_in_another():
    """Each field is disputed by itself."""
    said = [claim("ruritania", targets=4, launched=80), claim("freedonia", targets=5, launched=80)]
    assert [c.field for c in event("strike", claims=said).conflicts()] == ["targets"]


def test_a_confirmed_claim_ends_its_conflict():
    """What others confirm is the one reading left; the conflict is told as settled."""
    said = [claim("ruritania", targets=4), claim("freedonia", targets=5, sources=CONFIRMED)]
    strike = event("strike", targets=6, claims=said)
    assert numbers(strike.readings(), "targets") == ["5"]
    assert [c.resolved for c in strike.conflicts()] == [True]


def test_a_confirmed_claim_settles_only_what_it_is_about():
    """That the launches are confirmed says nothing of the impacts, which stay disputed."""
    said = [
        claim("ruritania", launched=80, sources=CONFIRMED),
        claim("ruritania", impacts=3),
        claim("freedonia", impacts=12),
    ]
    strike = event("strike", claims=said)
    assert {str(each.launched) for each in strike.readings()} == {"80"}
    assert {"3", "12"} <= set(numbers(strike.readings(), "impacts"))
    assert [(c.field, c.resolved) for c in strike.conflicts()] == [("impacts", False)]


def test_what_a_claim_denies_is_not_read_as_said():
    """Who denies the loss of 40 aircraft does not say that 40 were lost."""
    denial = claim("freedonia", number=40, modality="denied")
    assert "40" not in numbers(event("loss", claims=[denial]).readings(), "number")


def test_a_conflict_begins_when_the_rival_claim_becomes_known():
    """Not when the event did."""
    late = event("strike", id="e2", asserter="ruritania", targets=4, **reported(9))
    [conflict] = with_report(event("strike", targets=5), late).conflicts()
    assert conflict.since == instant("2025-01-09T10:00")


def test_a_claim_without_a_time_is_as_old_as_its_event():
    """It was read in the same report."""
    [conflict] = event("strike", targets=5, claims=[claim("ruritania", targets=4)]).conflicts()
    assert conflict.since == instant("2025-01-05T12:00")


def test_a_later_claim_that_joins_a_conflict_does_not_renew_it():
    """It has stood open since the first two could not both be true."""
    first = event("strike", id="e2", asserter="ruritania", targets=4, **reported(6))
    second = event("strike", id="e3", asserter="freedonia", targets=4, **reported(20))
    strike = with_report(with_report(event("strike", targets=5), first), second)
    [conflict] = strike.conflicts()
    assert conflict.since == instant("2025-01-06T10:00")


counts = st.sampled_from(["1", "2", ">2", "≈40", "unknown"])
graded = st.lists(
    st.fixed_dictionaries({"source": st.just("wire"), "credibility": st.integers(1, 6)}), max_size=2
)


@given(
    counts,
    graded,
    st.lists(st.tuples(st.sampled_from(["ruritania", "freedonia", "arcadia"]), counts, graded)),
)
def test_the_claims_of_a_conflict_share_one_whole(base, sources, rivals):
    """However many assert, their probabilities sum to at most 1, one for each side."""
    said = [claim(who, targets=number, sources=some) for who, number, some in rivals]
    for conflict in event("strike", targets=base, sources=sources, claims=said).conflicts():
        assert len(conflict.qualities) == len(conflict.claims)
        assert sum(conflict.qualities) <= 1 + 1e-12


@given(st.lists(st.tuples(st.sampled_from(["ruritania", "freedonia"]), counts)))
def test_there_is_a_conflict_only_where_the_readings_differ(rivals):
    """A field that every reading has alike is disputed by nobody."""
    strike = event("strike", claims=[claim(who, targets=number) for who, number in rivals])
    if len(set(numbers(strike.readings(), "targets"))) == 1:
        assert not [c for c in strike.conflicts() if not c.resolved]


# --- names of fields


def test_class_is_kept_under_another_name():
    """A log says `class`, which Python keeps for itself; a claim about it is read all the same."""
    assert (attribute(CeasefireEvent, "class"), attribute(Strike, "launched")) == (
        "class_",
        "launched",
    )
    truce = event(
        "ceasefire",
        **{"class": "preliminary", "claims": [claim("ruritania", **{"class": "definitive"})]},
    )
    assert [each.class_ for each in truce.readings()] == ["preliminary", "definitive"]
    assert [c.field for c in truce.conflicts()] == ["class"]


@pytest.mark.parametrize(
    ("value", "is_missing"),
    [
        (None, True),
        ((), True),
        (read_count("unknown"), True),
        (read_count("0"), False),
        (0.0, False),
        (False, False),
        (("a",), False),
    ],
)
def test_zero_and_no_are_not_missing(value, is_missing):
    """Unknown is not zero: only what nobody said is missing."""
    assert missing(value) is is_missing
