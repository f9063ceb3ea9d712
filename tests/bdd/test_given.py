"""What is given: cases written in a scenario, and what stands already by events that led there."""

from pathlib import Path

import pytest
from bdd.stories import HEAD, told, wrong

from negotiations.bdd.stories.story import Story
from negotiations.bdd.stories.ways import (
    bring_agreement,
    bring_ceasefire,
    bring_phase,
    bring_round,
    way,
)
from negotiations.model.changes import Moved
from negotiations.model.kinds import AgreementEvent, CeasefireEvent, RoundEvent
from negotiations.model.phases import TABLES, Table

NAMES = {"talks": "main", "ceasefire": "truce", "humanitarian": "exchange", "settlement": ""}
PHASES = [
    (f"{kind}:{NAMES[kind]}".removesuffix(":"), phase)
    for kind, table in TABLES.items()
    for phase in table.phases
    if phase != "none"
]


def beginning(tmp_path: Path, more: str = "") -> Story:
    """A story of two parties in which nothing has happened yet."""
    return told(HEAD + "And no rules\n" + more, tmp_path)


def irregular(story: Story) -> list[str]:
    """The moves that the phase tables did not foresee."""
    moved = [each.change for each in story.run.trace if isinstance(each.change, Moved)]
    return [each.told() for each in moved if each.irregular]


@pytest.mark.parametrize(("region", "phase"), PHASES)
def test_every_phase_can_be_given(region: str, phase: str, tmp_path: Path) -> None:
    """Whatever the phase, events lead there, by moves that the tables foresee."""
    story = beginning(tmp_path, 'And the talks are "convened"\n' if region == "settlement" else "")
    bring_phase(story, region, phase)
    assert story.run.process.regions[region].phase == phase
    assert irregular(story) == []


LEFT = [
    (table, one, other)
    for table in TABLES.values()
    for one in table.phases
    if any(one in row.sources for row in table.rows)
    for other in table.phases[1:]
]


@pytest.mark.parametrize(("table", "one", "other"), LEFT)
def test_a_phase_leads_to_every_other(table: Table, one: str, other: str) -> None:
    """From each phase that can be left there is a way to each other, row by row of its table."""
    here = one
    for move in way(table, one, (other,)):
        assert here in table.row(move).sources
        here = table.row(move).dest
    assert here == other


def test_from_the_end_of_an_exchange_nothing_leads_back(tmp_path: Path) -> None:
    """What has been executed in full can't be given as agreed again."""
    steps = 'And the phase of "humanitarian:swap" is "executed"\n' * 2
    again = 'And the phase of "humanitarian:swap" is "stalled"'
    assert wrong(HEAD + steps + again, tmp_path) == [
        "told.feature:6:5: nothing leads from 'executed' to stalled"
    ]


@pytest.mark.parametrize("before", [None, *RoundEvent.codings])
@pytest.mark.parametrize("status", RoundEvent.codings)
def test_every_status_of_a_round_can_be_given(
    before: str | None, status: str, tmp_path: Path
) -> None:
    """A second round stands as it is given, however the first one stands."""
    story = beginning(tmp_path)
    if before is not None:
        bring_round(story, 1, before)
    bring_round(story, 2, status)
    assert story.run.process.rounds["main:2"].status == status


@pytest.mark.parametrize("status", AgreementEvent.codings)
def test_every_status_of_an_agreement_can_be_given(status: str, tmp_path: Path) -> None:
    """An agreement stands as given; one that is violated stands all the same."""
    story = beginning(tmp_path)
    bring_agreement(story, "swap", status, "prisoner_exchange")
    found = story.run.process.agreements["swap"]
    assert (found.status, found.violations) == (
        ("agreed", 1) if status == "violated" else (status, 0)
    )
    assert found.signatories == ("ruritania", "freedonia")
    assert irregular(story) == []


@pytest.mark.parametrize("status", CeasefireEvent.codings)
def test_every_status_of_a_ceasefire_can_be_given(status: str, tmp_path: Path) -> None:
    """A ceasefire stands as given; one that is violated is still in effect."""
    story = beginning(tmp_path)
    bring_ceasefire(story, "truce", status)
    standing = story.run.process.ceasefires["truce"].status
    assert standing == ("in_effect" if status == "violated" else status)
    assert irregular(story) == []


def test_a_ceasefire_as_the_case_defines_one_turns_the_question(tmp_path: Path) -> None:
    """Of a ceasefire with no features told, nobody knows whether it is the one asked about."""
    plain = beginning(tmp_path, 'And the ceasefire "truce" is "in_effect"\n')
    assert plain.run.process.question() == "onset"
    defined = beginning(
        tmp_path, 'And the ceasefire "truce", as the case defines one, is "in_effect"'
    )
    assert defined.run.process.question() == "collapse"


def test_giving_what_stands_already_tells_nothing(tmp_path: Path) -> None:
    """A round that is convened is not convened again."""
    story = beginning(tmp_path, 'And round 1 is "convened"\n')
    count = len(story.records)
    bring_round(story, 1, "convened")
    bring_phase(story, "talks:main", "convened")
    assert len(story.records) == count


def test_a_case_can_be_written_part_by_part(tmp_path: Path) -> None:
    """What tables and sentences say is what a case file would say."""
    case = beginning(
        tmp_path,
        """
And the parties:
  | party     | capability |
  | ruritania | 60         |
And the third party "Arcadia" as "host, mediator"
And the track "geneva"
And the issue "border", from "Freedonia alone" to "Ruritania alone"
And the positions:
  | party     | issue  | ideal | stated | reservation | flexibility |
  | Ruritania | border | 100   | 85     | unknown     | 0.5         |
And the position of "freedonia" on "border" is 10
And the base rate of "onset" is 12 % in 90 days
And the source "wire" of reliability "B"
And only records of credibility "1, 2" are accepted
And a ceasefire is defined as:
  | trigger     | in_effect               |
  | declaration | bilateral, unilateral   |
And the time zone is "Europe/Istanbul"
And the conflict began on "2022-02-24"
""",
    ).case
    assert case.parties["ruritania"].capability == 60
    assert case.third_parties["arcadia"].roles == ("host", "mediator")
    assert case.tracks == ("geneva",)
    one, other = case.positions
    assert (one.party, one.ideal, one.stated, one.reservation, one.flexibility) == (
        "ruritania", 100, 85, None, 0.5,
    )  # fmt: skip
    assert (other.ideal, other.stated) == (10, 10)
    assert (case.bases["onset"].probability, case.bases["onset"].horizon) == (0.12, 90)
    assert case.voices["wire"].reliability == "B"
    assert case.accept == {1, 2}
    assert case.definition.trigger == "in_effect"
    assert case.definition.declaration == ("bilateral", "unilateral")
    assert case.zone_name == "Europe/Istanbul"
    assert str(case.started_on) == "2022-02-24"


def test_a_packaged_case_can_be_changed_for_a_scenario(tmp_path: Path) -> None:
    """One position is restated, and all others stay."""
    story = told(
        'Given the case "istanbul-2025"\nAnd the position of "Ukraine" on "territory" is 60\n',
        tmp_path,
    )
    stated = {each.key: each.stated for each in story.case.positions}
    assert stated["ukraine", "territory"] == 60
    assert stated["ukraine", "truce-terms"] == 85
    assert len(stated) == 6


@pytest.mark.parametrize(
    ("steps", "told_is"),
    [
        (
            """And the positions:
  | party     | issue  | ideal | stated | flexbility |
  | ruritania | border | 100   | 85     | 1          |
  |           | border | 100   | 85     | 1          |""",
            [
                "told.feature:5:47: unknown column 'flexbility'; did you mean 'flexibility'?",
                "told.feature:7:19: this row names no party",
            ],
        ),
        (
            """And the issue "border", from "one" to "other"
And the positions:
  | party     | issue  | ideal | stated |
  | ruritania | bordr  | 120   | 85     |
  | fredonia  | border | 10    |        |""",
            [
                "told.feature:7:21: unknown issue 'bordr'; did you mean 'border'?",
                "told.feature:7:30: a number from 0 to 100 is wanted here, not '120'",
                "told.feature:8:9: 'stated' is missing",
                "told.feature:8:9: unknown party 'fredonia'; did you mean 'freedonia'?",
            ],
        ),
        (
            'And the base rate of "onset" is 120 % in 90 days',
            [
                "told.feature:4:5: a base rate is more than 0 % and less than 100 %, not 120 %",
            ],
        ),
        (
            'And the base rate of "onst" is 12 % in 90 days',
            ["told.feature:4:5: unknown question 'onst'; did you mean 'onset'?"],
        ),
        (
            'And the talks are "convned"',
            ["told.feature:4:5: unknown phase 'convned'; did you mean 'convened'?"],
        ),
        (
            'And the talks "geneva" are "convened"',
            ["told.feature:4:5: unknown track 'geneva'; known are: main"],
        ),
        (
            'And the phase of "talk:main" is "convened"',
            ["told.feature:4:5: unknown sort of region 'talk'; did you mean 'talks'?"],
        ),
        (
            'And the source "wire" of reliability "G"',
            ["told.feature:4:5: unknown word 'G'; known are: A, B, C, D, E, F"],
        ),
        (
            'And the capability of "fredonia" is 3',
            ["told.feature:4:5: unknown party 'fredonia'; did you mean 'freedonia'?"],
        ),
        (
            """And this case:
  ```
  parties: {a: {}, b: {}}
  isues: {}
  ```""",
            ["told.feature:4:5: line 2 of the text: unknown key 'isues'; did you mean 'issues'?"],
        ),
    ],
)
def test_what_can_not_be_given_is_told_at_its_place(
    steps: str, told_is: list[str], tmp_path: Path
) -> None:
    """All problems of a table at once, each at its cell; of a sentence, at its step."""
    assert wrong(HEAD + steps, tmp_path) == told_is
