"""Reading a case: what it means, and every kind of mistake in it told in a line."""

from datetime import date
from pathlib import Path

import pytest

from negotiations.log.cases import case_from, read_case
from negotiations.model.case import Case
from negotiations.model.times import days, read_instant, zone
from negotiations.problems import Unreadable

HEAD = """\
case: north-south
title: North and South
zone: Europe/Istanbul
parties:
  north: {name: The North, capability: 60}
  south:
issues:
  border: {title: Border, low: here, high: there}
"""


def case(text: str = "", head: str = HEAD) -> Case:
    return case_from((head + text).encode(), "case.yaml")


def told(text: str = "", head: str = HEAD) -> list[str]:
    """What is wrong with a case, line by line, without the file's name."""
    with pytest.raises(Unreadable) as refused:
        case(text, head)
    return [line.removeprefix("case.yaml:") for line in str(refused.value).split("\n")]


# --- what a case means


def test_a_case_needs_little():
    """A name, a title and two parties; the rest has its usual values."""
    made = case(head="case: c\ntitle: C\nparties: {a: {}, b: {}}\n")
    assert (made.id, made.title, made.participants, made.tracks) == (
        "c",
        "C",
        ("a", "b"),
        ("main",),
    )
    assert (made.zone, made.bases, made.horizons, made.logs) == (
        None,
        {},
        (30, 90, 180),
        ("log.yaml",),
    )
    assert made.accept == {1, 2, 3, 4, 6}
    assert (made.definition.trigger, made.definition.declaration) == (
        "announced",
        ("bilateral", "multilateral"),
    )


def test_everything_a_case_can_say_is_read():
    """Each thing with its id, each number in its unit."""
    made = case(
        """\
objective: Peace
started_on: 2022-02-24
third_parties: {west: {name: The West, roles: [host, witness]}}
voices: {mayor: {name: The mayor, of: north, reliability: B}}
tracks: [main, military]
positions:
  - {party: north, issue: border, ideal: 0, stated: 10, reservation: 60, salience: 80,
     flexibility: 0.5}
  - {party: south, issue: border, ideal: 100, stated: 90, reservation: unknown}
likelihood:
  onset: {probability: 0.12, horizon: 12 weeks, source: A crowd, as_of: 2025-05-08T12:00Z,
          kind: crowd}
  horizons: [365, 30, 30]
ceasefire_definition: {trigger: in_effect, scope: partial, min_class: preliminary,
                       min_intended_days: 4 weeks, purposes_excluded: holiday, confirmation: [west]}
accept: [1, 2]
plausible: [{kind: strike, field: distance, at_most: 6000, because: too far}]
logs: [a.yaml, b.jsonl]
"""
    )
    assert (made.objective, made.started_on, made.tracks) == (
        "Peace",
        date(2022, 2, 24),
        ("main", "military"),
    )
    assert (made.parties["north"].name, made.parties["south"].name) == ("The North", "south")
    assert (made.parties["north"].capability, made.parties["south"].capability) == (60, None)
    assert made.third_parties["west"].roles == ("host", "witness")
    assert (made.voices["mayor"].of, made.voices["mayor"].reliability) == ("north", "B")
    north, south = made.positions
    assert (north.ideal, north.stated, north.reservation, north.salience, north.flexibility) == (
        0,
        10,
        60,
        80,
        0.5,
    )
    assert (south.reservation, south.salience, south.flexibility, south.basis) == (
        None,
        50,
        1,
        "expert",
    )
    rate = made.bases["onset"]
    noon = days(read_instant("2025-05-08T12:00", zone("UTC")))
    assert (rate.probability, rate.horizon, rate.kind, rate.as_of) == (0.12, 84, "crowd", noon)
    assert (made.horizons, made.accept, made.logs) == ((30, 365), {1, 2}, ("a.yaml", "b.jsonl"))
    asked = made.definition
    assert (asked.trigger, asked.scope, asked.min_class, asked.min_intended_days) == (
        "in_effect",
        "partial",
        "preliminary",
        28,
    )
    assert (asked.purposes_excluded, asked.confirmation) == (("holiday",), ("west",))
    assert (made.plausible[0].at_most, made.plausible[0].because) == (6000, "too far")


def test_a_party_called_no_stays_no():
    """And one called 1, and a case called true: text stays text."""
    made = case(head="case: true\ntitle: 2025-06-02\nparties: {NO: {side: off}, 1: {name: yes}}\n")
    assert (made.id, made.title, made.participants) == ("true", "2025-06-02", ("NO", "1"))
    assert (made.parties["NO"].name, made.parties["NO"].side, made.parties["1"].name) == (
        "NO",
        "off",
        "yes",
    )


def test_an_unknown_capability_is_not_zero():
    """Said or left out."""
    made = case(head=HEAD.replace("capability: 60", "capability: unknown"))
    assert made.parties["north"].capability is None


def test_the_digest_is_that_of_the_bytes():
    """A comment more is another case file."""
    assert case().digest == case().digest != case("# a word\n").digest


def test_a_case_is_read_from_its_folder_or_its_file(tmp_path):
    """By whichever it is called."""
    (tmp_path / "case.yaml").write_text(HEAD)
    assert read_case(tmp_path) == read_case(tmp_path / "case.yaml") == read_case(str(tmp_path))


def test_a_case_that_is_not_there_is_told(tmp_path):
    """By the name of its file."""
    with pytest.raises(Unreadable) as refused:
        read_case(tmp_path)
    assert str(refused.value).startswith(f"{tmp_path / 'case.yaml'}:1:1: no such file")
    with pytest.raises(Unreadable) as refused:
        read_case(Path(tmp_path / "nowhere" / "case.yaml"))
    assert str(refused.value).startswith(f"{tmp_path / 'nowhere' / 'case.yaml'}:1:1: no such file")


# --- mistakes, each at its place

MISTAKES = [
    ("titel: C", "9:1: unknown key 'titel'; did you mean 'title'?"),
    ("started_on: 24.2.2022", "9:1: '24.2.2022' is not a date; write 2022-02-24"),
    ("started_on: 2022-02-30", "9:1: '2022-02-30' is not a date; write 2022-02-24"),
    ("tracks: {a: b}", "9:1: text is wanted here, not a mapping"),
    ("third_parties: [west]", "9:1: a mapping from ids is wanted here, not a list"),
    (
        "third_parties: {west: {roles: [hoster]}}",
        "9:24: unknown word 'hoster'; did you mean 'host'?",
    ),
    ("third_parties: {north: {}}", "9:17: 'north' is a party already"),
    ("voices: {mayor: {reliability: G}}", "9:18: unknown word 'G'; known are: A, B, C, D, E, F"),
    ("voices: {mayor: {off: north}}", "9:18: unknown key 'off'; did you mean 'of'?"),
    ("accept: all", "9:1: a list of credibility grades is wanted here, not 'all'"),
    ("accept: [7]", "9:1: a whole number from 1 to 6 is wanted here, not '7'"),
    ("likelihood: {onset: {}}", "9:14: 'probability' is missing"),
    (
        "likelihood: {onset: {probability: 12}}",
        "9:22: a number from 0 to 1 is wanted here, not '12'",
    ),
    ("likelihood: {onset: {probability: nan}}", "9:22: a number must be finite: 'nan'"),
    (
        "likelihood: {onset: {probability: .1, horizon: 90}}",
        "9:39: a duration needs a unit: write 90 days",
    ),
    (
        "likelihood: {onset: {probability: .1, horizon: 3 months}}",
        "9:39: the length of a month varies: write 30 days or 52 weeks",
    ),
    (
        "likelihood: {onset: {probability: .1, kind: guess}}",
        "9:39: unknown word 'guess'; known are: crowd, historical",
    ),
    (
        "likelihood: {onset: {probability: .1, kind: crowd}}",
        "9:14: a crowd's base rate needs as_of",
    ),
    ("likelihood: {onste: {probability: .1}}", "9:14: unknown key 'onste'; did you mean 'onset'?"),
    ("likelihood: {horizons: 90}", "9:14: a list of whole days is wanted here, not '90'"),
    ("likelihood: {horizons: []}", "9:14: a list of whole days is wanted here, not a list"),
    ("likelihood: {horizons: [0]}", "9:14: a whole number from 1 to 3650 is wanted here, not '0'"),
    (
        "likelihood: {horizons: [1.5]}",
        "9:14: a whole number from 1 to 3650 is wanted here, not '1.5'",
    ),
    (
        "ceasefire_definition: {trigger: signed}",
        "9:24: unknown word 'signed'; known are: announced, in_effect",
    ),
    (
        "ceasefire_definition: {scope: local}",
        "9:24: unknown word 'local'; known are: general, partial",
    ),
    (
        "ceasefire_definition: {min_class: definite}",
        "9:24: unknown word 'definite'; did you mean 'definitive'?",
    ),
    (
        "ceasefire_definition: {declaration: [bilateral, joint]}",
        "9:24: unknown word 'joint'; known are: bilateral, multilateral, unilateral",
    ),
    (
        "ceasefire_definition: {purposes_excluded: easter}",
        "9:24: unknown word 'easter'; "
        "known are: election, holiday, humanitarian, other, peace_process",
    ),
    (
        "ceasefire_definition: {min_intended_days: 28}",
        "9:24: a duration needs a unit: write 28 days",
    ),
    (
        "plausible: [{kind: strke, field: distance, at_most: 1, because: x}]",
        "9:14: unknown word 'strke'; did you mean 'strike'?",
    ),
    (
        "plausible: [{kind: strike, field: distance, at_most: -1, because: x}]",
        "9:45: a number from 0 to 1e+15 is wanted here, not '-1'",
    ),
    ("plausible: [{kind: strike, field: distance, at_most: 1}]", "9:13: 'because' is missing"),
    (
        "positions: [{party: east, issue: border, ideal: 1, stated: 2}]",
        "9:14: unknown party 'east'; known are: north, south",
    ),
    (
        "positions: [{party: north, issue: boarder, ideal: 1, stated: 2}]",
        "9:28: unknown issue 'boarder'; did you mean 'border'?",
    ),
    (
        "positions: [{party: north, issue: border, ideal: 101, stated: 2}]",
        "9:43: a number from 0 to 100 is wanted here, not '101'",
    ),
    ("positions: [{party: north, issue: border, ideal: 1}]", "9:13: 'stated' is missing"),
    (
        "positions: [{party: north, issue: border, ideal: 1, stated: 2, flexibility: 2}]",
        "9:64: a number from 0 to 1 is wanted here, not '2'",
    ),
    (
        "positions: [{party: north, issue: border, ideal: 1, stated: 2, reservation: none}]",
        "9:64: not a number: 'none'",
    ),
    (
        "positions: [{party: north, issue: border, ideal: 1, stated: 2, as_of: 2025-01-01}]",
        "9:64: a position's as_of is the replay's to set",
    ),
    ("positions: [north]", "9:13: a mapping is wanted here, not 'north'"),
]


@pytest.mark.parametrize(("line", "what"), MISTAKES, ids=[line for line, _ in MISTAKES])
def test_each_mistake_is_told_in_one_line(line, what):
    """Where it stands, what is wrong, and what would be right."""
    assert told(line + "\n") == [what]


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("- case\n", "1:1: a case is a mapping, not a list"),
        ("case\n", "1:1: a case is a mapping, not 'case'"),
        ("", "1:1: the file is empty"),
        ("title: C\nparties: {a: {}, b: {}}\n", "1:1: 'case' is missing"),
        ("case: c\ntitle: C\n", "1:1: 'parties' is missing"),
        ("case: c\ntitle: C\nparties: {a: {}}\n", "1:1: a case has two parties or more"),
        ("case: [c]\ntitle: C\nparties: {a: {}, b: {}}\n", "1:1: text is wanted here, not a list"),
        ("case: c\ntitle:\nparties: {a: {}, b: {}}\n", "2:1: text is wanted here, not nothing"),
        (
            "case: c\ntitle: C\nzone: Europe/Kiyv\nparties: {a: {}, b: {}}\n",
            "3:1: unknown zone 'Europe/Kiyv'; did you mean 'Europe/Kyiv'?",
        ),
        (
            "case: c\ntitle: C\nparties: [a, b]\n",
            "3:1: a mapping from ids is wanted here, not a list",
        ),
        (
            "case: c\ntitle: C\nparties: {a: {}, b: {kind: rebel}}\n",
            "3:22: unknown word 'rebel'; known are: non_state, state",
        ),
        (
            "case: c\ntitle: C\nparties: {a: {}, b: {capability: 101}}\n",
            "3:22: a number from 0 to 100 is wanted here, not '101'",
        ),
        (
            "case: c\ntitle: C\nparties: {a: {}, b: {capabilty: 1}}\n",
            "3:22: unknown key 'capabilty'; did you mean 'capability'?",
        ),
        (
            "case: c\ntitle: C\nparties: {a: {}, a: {}}\n",
            "3:18: the key 'a' stands twice; first at case.yaml:3:11",
        ),
        (HEAD.replace("low: here, ", ""), "8:3: 'low' is missing"),
    ],
)
def test_what_a_case_cannot_do_without_is_told(head, what):
    """Its own name, its title, and two parties or more."""
    [found] = told(head=head)
    assert found.split("; first")[0] == what.split("; first")[0]


@pytest.mark.parametrize("written", ["The South", "[south]", "7"])
def test_a_party_that_is_no_mapping_is_told_in_plain_words(written):
    """Not in the words of the language that this is programmed in."""
    said = "a list" if written.startswith("[") else repr(written)
    assert told(head=HEAD.replace("south:", f"south: {written}")) == [
        f"6:3: a mapping is wanted here, not {said}"
    ]


def test_a_probability_is_more_than_nothing_and_less_than_all():
    """A base rate of 0 could never rise."""
    for number in ("0", "1"):
        [what] = told(f"likelihood: {{onset: {{probability: {number}}}}}\n")
        assert what.startswith("9:")
        assert "probability" in what


def test_all_mistakes_are_told_at_once():
    """In the order in which they stand."""
    lines = [line for line, _ in (MISTAKES[1], MISTAKES[9], MISTAKES[11])]
    assert told("\n".join(lines) + "\n") == [
        "9:1: '24.2.2022' is not a date; write 2022-02-24",
        "10:1: a list of credibility grades is wanted here, not 'all'",
        "11:14: 'probability' is missing",
    ]


def test_wrong_names_are_told_beside_wrong_values():
    """Nobody should mend one mistake to be told of the next."""
    assert told("accept: all\nthird_parties: {north: {}}\n") == [
        "9:1: a list of credibility grades is wanted here, not 'all'",
        "10:17: 'north' is a party already",
    ]


# --- names that nothing answers to


@pytest.mark.parametrize(
    ("line", "start", "word"),
    [
        (
            "plausible: [{kind: strike, field: distence, at_most: 1, because: x}]",
            "9:28: ",
            "distance",
        ),
        (
            "plausible: [{kind: strike, field: munition, at_most: 1, because: x}]",
            "9:28: ",
            "munition",
        ),
        ("ceasefire_definition: {confirmation: [noth]}", "9:24: ", "north"),
        ("voices: {mayor: {of: noth}}", "9:18: ", "north"),
    ],
)
def test_a_name_that_the_case_does_not_know_is_told(line, start, word):
    """A bound on no field and a confirmation by nobody would never come to anything."""
    [what] = told(line + "\n")
    assert what.startswith(start)
    assert word in what


def test_a_party_has_one_position_on_an_issue():
    """A second would replace the first in silence."""
    twice = "positions:\n" + "  - {party: north, issue: border, ideal: 1, stated: 2}\n" * 2
    [what] = told(twice)
    assert what.startswith("11:")


def test_a_case_has_a_track_or_more():
    """Without one there is nowhere to meet."""
    [what] = told("tracks: []\n")
    assert what.startswith("9:1: ")
