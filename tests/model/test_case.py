"""A case: who takes part, what is plausible, which year of the war it is."""

from datetime import UTC, date
from typing import Any

import attrs
import pytest
from happenings import CASE, event, told

from negotiations.model.case import Case, Plausibility
from negotiations.model.kinds import RoundEvent, Strike
from negotiations.model.parties import Party, ThirdParty, Voice
from negotiations.model.process import PeaceProcess


def case(**said: Any) -> Case:
    parties = {
        id: Party(id, id.title(), side=side)
        for id, side in {"north": "allies", "east": "allies", "south": None}.items()
    }
    return Case("c", "C", "Europe/Istanbul", parties, **said)


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2022, 2, 24), 1),
        (date(2023, 2, 23), 1),
        (date(2023, 2, 24), 2),
        (date(2025, 2, 23), 3),
        (date(2025, 2, 24), 4),
        (date(2025, 6, 2), 4),
    ],
)
def test_the_year_of_a_war_is_worked_out_from_its_start(on, year):
    """2 June 2025 lies in the fourth year from 24 February 2022, whatever an article says."""
    assert case(started_on=date(2022, 2, 24)).age_in_years(on) == year


def test_a_war_whose_start_is_unknown_has_no_age():
    """Unknown is not the first year."""
    assert case().age_in_years(date(2025, 6, 2)) is None


BOUNDED = attrs.evolve(CASE, plausible=(Plausibility("strike", "distance", 6000, "too far"),))


def doubts(kind: str, **said: Any) -> list[str]:
    """What a case that bounds the distance of strikes finds implausible about an event."""
    lines = told(PeaceProcess.of(BOUNDED), event(kind, case=BOUNDED, **said))
    return [line for line in lines if "implausible" in line]


@pytest.mark.parametrize("distance", [">7000 km", "7000 km", ">6000 km", "≈7000 km"])
def test_what_is_too_much_for_certain_is_doubted(distance):
    """The doubt names the field, the number and the reason; the event stays."""
    assert doubts("strike", distance=distance) == [
        f"implausible: distance {distance} exceeds 6000; too far"
    ]


@pytest.mark.parametrize(
    "distance", ["6000 km", "<7000 km", ">5000 km", "≈6100 km", "unknown", "4300 km"]
)
def test_what_may_be_so_is_not_doubted(distance):
    """Only a number that is too much in every reading of its bound is."""
    assert doubts("strike", distance=distance) == []


def test_a_bound_says_nothing_of_other_events():
    """Of another kind, or without the field."""
    assert doubts("strike") == []
    assert doubts("ground_fighting", front_length=9000) == []


def test_each_claim_is_doubted_by_itself():
    """Whoever says it; the same number is doubted once."""
    far = [{"asserter": who, "distance": ">7000 km"} for who in ("ruritania", "freedonia")]
    assert doubts("strike", distance="5900 km", claims=far) == [
        "implausible: distance >7000 km exceeds 6000; too far"
    ]


def test_parties_of_one_side_are_no_counterparts():
    """An ally is not across the table; without a side a party is its own."""
    assert case().others("north") == ("south",)
    assert case().others("east") == ("south",)
    assert case().others("south") == ("north", "east")


def test_everyone_who_can_act_can_speak_and_voices_only_speak():
    """A mayor asserts things and takes part in nothing."""
    made = case(
        third_parties={"west": ThirdParty("west", "West")}, voices={"mayor": Voice("mayor", "M")}
    )
    assert made.participants == made.names("participant") == ("north", "east", "south", "west")
    assert made.speakers == made.names("speaker") == (*made.participants, "mayor")
    assert made.names("track") == ("main",)


def test_a_case_without_a_zone_has_days_of_utc():
    """Its local times are an error, but its days must begin somewhere."""
    placeless = Case("c", "C", None, {})
    assert (placeless.zone, placeless.day_zone) == (None, UTC)
    assert CASE.day_zone is CASE.zone


def test_names_that_the_case_does_not_declare_are_strangers():
    """Each is told with its field, what it should be, and the nearest name."""
    said = {"actor": ["ruritania", "fredonia"], "asserter": "arcadia", "recipient": "ruritana"}
    assert list(CASE.strangers(Strike, said)) == [
        ("actor", "unknown participant 'fredonia'; did you mean 'freedonia'?"),
        ("recipient", "unknown participant 'ruritana'; did you mean 'ruritania'?"),
    ]
    assert list(CASE.strangers(RoundEvent, {"track": "mian"})) == [
        ("track", "unknown track 'mian'; did you mean 'main'?")
    ]


def test_nobody_is_no_stranger():
    """What a record leaves out is not unknown."""
    assert list(CASE.strangers(Strike, event("strike"))) == []
