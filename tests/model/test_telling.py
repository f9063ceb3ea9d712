"""Events in one line each, for people."""

import pytest
import ruritania
from happenings import CASE, event
from hypothesis import given
from hypothesis import strategies as st
from strategies import drawn, logs

from negotiations.log.records import RecordReader
from negotiations.log.sources import OnePlace
from negotiations.model.case import Case
from negotiations.model.kinds import KINDS
from negotiations.model.parties import Party, Voice
from negotiations.model.telling import called, names_in, tell
from negotiations.place import Place

NAMES = names_in(CASE)
SIDES = ["ruritania", "freedonia"]
LINES = [
    (
        "statement",
        {"actor": "ruritania", "issue": "truce-terms", "stance": "not_agreed", "text": "Not yet"},
        "Ruritania on truce-terms: not agreed. Not yet",
    ),
    (
        "statement",
        {"actor": "ruritania", "issue": "truce-terms", "position": 30},
        "Ruritania on truce-terms: position 30",
    ),
    (
        "demand",
        {
            "actor": "ruritania",
            "recipient": "freedonia",
            "precondition": "truce-first",
            "status": "asserted",
            "text": "A truce first",
        },
        "Ruritania set precondition truce-first for Freedonia: A truce first",
    ),
    (
        "demand",
        {"actor": "ruritania", "precondition": "truce-first", "status": "waived"},
        "Ruritania waived precondition truce-first",
    ),
    (
        "demand",
        {"precondition": "truce-first", "status": "met"},
        "Precondition truce-first was met",
    ),
    (
        "demand",
        {"precondition": "truce-first", "status": "lapsed"},
        "Precondition truce-first lapsed",
    ),
    (
        "delegation",
        {
            "actor": "ruritania",
            "status": "named",
            "head": "A. Count",
            "office": "adviser",
            "number": 2,
        },
        "Delegation of Ruritania named for round 2: A. Count, adviser",
    ),
    (
        "delegation",
        {"actor": "ruritania", "status": "arrived"},
        "Delegation of Ruritania arrived for talks",
    ),
    (
        "round",
        {"actor": SIDES, "status": "convened", "number": 2, "venue": "Arcadia City"},
        "Ruritania and Freedonia convened round 2 in Arcadia City",
    ),
    (
        "round",
        {"actor": SIDES, "status": "cancelled", "number": 2},
        "Ruritania and Freedonia called off round 2",
    ),
    (
        "round",
        {"status": "planned", "number": 2, "starts": "2025-01-09 morning"},
        "Round 2 was planned: starts 2025-01-09 morning",
    ),
    (
        "round",
        {"status": "adjourned", "duration": "<120 min"},
        "Talks were adjourned after <120 min",
    ),
    (
        "proposal",
        {"actor": "ruritania", "status": "withdrawn", "proposal": "memo", "issue": "truce-terms"},
        "Ruritania withdrew proposal on truce-terms: memo",
    ),
    (
        "agreement",
        {
            "actor": SIDES,
            "agreement": "ex",
            "type": "prisoner_exchange",
            "status": "agreed",
            "each_side": "≈1000",
        },
        "Ruritania and Freedonia agreed on a prisoner exchange: each side ≈1000",
    ),
    (
        "agreement",
        {"agreement": "ex", "type": "prisoner_exchange", "status": "partly_executed"},
        "Prisoner exchange ex was carried out in part",
    ),
    (
        "agreement",
        {
            "agreement": "i",
            "type": "implementation",
            "status": "agreed",
            "signatories": "ruritania",
        },
        "Ruritania agreed on an implementation agreement",
    ),
    (
        "ceasefire",
        {"actor": "ruritania", "ceasefire": "easter", "status": "declared", "purpose": "holiday"},
        "Ruritania declared ceasefire easter: purpose holiday",
    ),
    ("ceasefire", {"ceasefire": "easter", "status": "in_effect"}, "Ceasefire easter took effect"),
    (
        "ceasefire",
        {"ceasefire": "easter", "status": "ended", "end": "expired"},
        "Ceasefire easter ended: end expired",
    ),
    (
        "strike",
        {"actor": "ruritania", "recipient": "freedonia", "munition": "drone", "launched": ">40"},
        "Ruritania launched >40 drones at Freedonia",
    ),
    (
        "strike",
        {"actor": "ruritania", "munition": "drone", "launched": 1},
        "Ruritania launched 1 drone",
    ),
    (
        "strike",
        {"actor": "ruritania", "recipient": "freedonia", "launched": "unknown"},
        "Ruritania struck Freedonia",
    ),
    (
        "strike",
        {
            "actor": "ruritania",
            "launched": 4,
            "location": ["Mill", "Ford"],
            "near": "a school",
            "largest_to_date": True,
        },
        "Ruritania launched 4 weapons (Mill, Ford): largest to date, near a school",
    ),
    (
        "interception",
        {"actor": "ruritania", "recipient": "freedonia", "munition": "drone", "intercepted": 162},
        "Ruritania intercepted 162 of an unknown number of drones sent by Freedonia",
    ),
    (
        "interception",
        {"actor": "ruritania", "munition": "drone", "launched": 80, "intercepted": 52},
        "Ruritania intercepted 52 of 80 drones",
    ),
    (
        "loss",
        {"recipient": "freedonia", "asset": "aircraft", "outcome": "destroyed", "number": ">40"},
        ">40 aircraft of Freedonia destroyed",
    ),
    (
        "ground_fighting",
        {
            "actor": "ruritania",
            "recipient": "freedonia",
            "intensity": "intense",
            "front_length": "≈1000 km",
        },
        "Intense fighting between Ruritania and Freedonia: front length ≈1000 km",
    ),
    (
        "mediation",
        {"actor": "arcadia", "recipient": SIDES, "issue": "truce-terms", "outcome": "failed"},
        "Mediation by Arcadia between Ruritania and Freedonia on truce-terms: failed",
    ),
    (
        "assessment",
        {"asserter": "arcadia", "hypothesis": "It is a feint", "hedge": "may"},
        "Arcadia: It is a feint (may)",
    ),
    (
        "market",
        {"instrument": "oil", "direction": "up", "change": "+2 points"},
        "Oil went up by 2 points",
    ),
    (
        "market",
        {"instrument": "stocks", "direction": "down", "change": "-3.5 %"},
        "Stocks went down by 3.5 %",
    ),
    ("market", {"instrument": "stocks", "direction": "flat"}, "Stocks stayed flat"),
]


@pytest.mark.parametrize(
    ("kind", "said", "line"), LINES, ids=[f"{kind}-{n}" for n, (kind, _, _) in enumerate(LINES)]
)
def test_an_event_is_told_in_one_sentence(kind, said, line):
    """Who did what to whom, then what else the record says."""
    assert tell(event(kind, **said), NAMES) == line


def test_every_kind_of_a_log_has_its_sentence():
    """A new kind needs one here."""
    assert {kind for kind, _, _ in LINES} == set(KINDS) - {"day"}


@pytest.mark.parametrize(
    ("modality", "asserter", "ending"),
    [
        ("reported", "arcadia", "struck"),
        ("claimed", "ruritania", "struck (claimed by Ruritania)"),
        ("denied", "freedonia", "struck (denied by Freedonia)"),
        ("expected", None, "struck (expected)"),
    ],
)
def test_whose_word_it_is_is_told_where_it_is_not_simply_reported(modality, asserter, ending):
    """A denial never reads like a report."""
    said = {"asserter": asserter} if asserter else {}
    assert (
        tell(event("strike", actor="ruritania", modality=modality, **said), NAMES)
        == f"Ruritania {ending}"
    )


def test_a_plan_is_expected_by_its_nature():
    """Which need not be said."""
    assert (
        tell(event("round", status="planned", modality="expected", number=2))
        == "Round 2 was planned"
    )


def test_people_are_called_by_their_names_and_others_by_their_ids_as_words():
    """Parties, third parties and voices alike."""
    parties = {"north-isle": Party("north-isle", "the Isle")}
    made = Case("c", "C", None, parties, voices={"mayor": Voice("mayor", "the mayor")})
    assert names_in(made) == {"north-isle": "the Isle", "mayor": "the mayor"}
    assert (
        called(names_in(made), ("north-isle", "mayor", "south_isle"))
        == "the Isle, the mayor and South isle"
    )
    assert called({}, ()) == ""


def test_words_over_several_lines_are_told_in_one():
    """A text written as a block stays one line of a timeline."""
    told = tell(
        event("statement", actor="ruritania", issue="truce-terms", text="Not yet,\nbut soon"), NAMES
    )
    assert told == "Ruritania on truce-terms: Not yet, but soon"


RECORDS = [record for log in drawn(logs(least=10), 60) for record in log]


@given(st.sampled_from(RECORDS))
def test_every_event_has_its_line(record):
    """One line, begun with a capital or a number, that never says None and names whom it names."""
    made = RecordReader(ruritania.CASE).read(record, OnePlace(Place("drawn")))
    line = tell(made, names_in(ruritania.CASE))
    assert line.splitlines() == [line.strip()]
    assert line[0] == line[0].upper()
    assert "None" not in line


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"day"}))
def test_a_record_that_says_next_to_nothing_makes_nothing_up(kind):
    """A report may name only its kind: no None stands in for what is not said."""
    line = tell(event(kind, report_of="e1"))
    assert line
    assert "None" not in line


def test_rival_claims_are_not_told_in_the_line():
    """They stand in the trace as a conflict of their own."""
    rival = {"asserter": "freedonia", "launched": 300}
    assert tell(event("strike", actor="ruritania", launched=472, claims=[rival]), NAMES) == (
        "Ruritania launched 472 weapons"
    )
