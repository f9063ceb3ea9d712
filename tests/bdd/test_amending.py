"""Who says so: grades, reports, rival claims, corrections and retractions."""

from pathlib import Path

import pytest
from bdd.stories import HEAD, told, wrong

WAVE = (
    HEAD
    + """And no rules
And a "strike" happens:
  | id       | wave      |
  | actor    | ruritania |
  | launched | 472       |
  | sources  | wire      |
"""
)
PLAN = (
    HEAD
    + """And no rules
And a "round" happens:
  | id     | plan             |
  | status | planned          |
  | number | 1                |
  | starts | 2025-02-01T13:00 |
"""
)


def test_what_follows_has_its_source_until_it_is_said_otherwise(tmp_path: Path) -> None:
    """A source named once stands behind all that follows and names none itself."""
    steps = """And what follows is reported by "wire" with credibility 2
When "ruritania" strikes "freedonia"
And a "strike" happens:
  | sources | desk |
And what follows has no source
And "freedonia" strikes "ruritania"
"""
    story = told(HEAD + steps, tmp_path)
    assert [record.get("sources") for record in story.records] == [
        [{"source": "wire", "credibility": 2}],
        [{"source": "desk"}],
        None,
    ]


ACCEPTED = PLAN.replace(
    "And no rules",
    """And no rules
And only records of credibility "1, 2" are accepted""",
)


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ('"plan" is confirmed by "observers"', True),
        ('"plan" is reported by "desk" with credibility 2', True),
        ('"plan" is reported by "desk" with credibility 3', False),
        ('"ruritania" denies "plan"', False),
    ],
)
def test_word_of_an_event_may_be_what_it_wanted(word: str, known: bool, tmp_path: Path) -> None:
    """A claim that no accepted source bore out moves the process once one does."""
    story = told(f"{ACCEPTED}When {word}\n", tmp_path)
    assert "main:1" not in story.before.process.rounds
    assert ("main:1" in story.run.process.rounds) is known


def test_rival_words_on_a_field_stand_as_a_conflict(tmp_path: Path) -> None:
    """Noon and one o'clock can't both be right, and neither is dropped."""
    claim = 'When "freedonia" claims that "starts" of "plan" is "2025-02-01T12:00"\n'
    conflict = told(PLAN + claim, tmp_path).run.process.conflicts["plan", "starts"]
    assert [(who, said.text) for who, said in conflict.claims] == [
        ("the record", "2025-02-01T13:00"),
        ("freedonia", "2025-02-01T12:00"),
    ]
    assert not conflict.resolved


def test_a_claim_that_is_confirmed_ends_the_conflict(tmp_path: Path) -> None:
    """Once others bear out what one side says, nothing is open."""
    steps = """When a "round" happens:
  | report_of   | plan             |
  | status      | planned          |
  | asserter    | freedonia        |
  | starts      | 2025-02-01T12:00 |
  | sources     | observers        |
  | credibility | 1                |
"""
    story = told(PLAN + steps, tmp_path)
    assert story.run.process.conflicts["plan", "starts"].resolved


def test_what_is_retracted_never_was(tmp_path: Path) -> None:
    """A round that was planned by mistake leaves no round behind, and the talks as they were."""
    story = told(PLAN + 'When "plan" is retracted on "2025-01-05"\n', tmp_path)
    assert "main:1" in story.before.process.rounds
    assert "main:1" not in story.run.process.rounds


def test_what_is_corrected_is_set_anew(tmp_path: Path) -> None:
    """One field is new, in an analyst's words, and the rest stands."""
    steps = """When "plan" is corrected on "2025-01-05":
  | venue  | Geneva       |
  | format | proximity    |
"""
    found = told(PLAN + steps, tmp_path).run.process.rounds["main:1"]
    assert (found.venue, found.format, found.status) == ("Geneva", "proximity", "planned")


def test_a_second_correction_is_read_beside_the_first(tmp_path: Path) -> None:
    """What was corrected once can be corrected again."""
    steps = """When "plan" is corrected:
  | venue  | Geneva |
And "plan" is corrected:
  | venue  | Vienna |
"""
    assert told(PLAN + steps, tmp_path).run.process.rounds["main:1"].venue == "Vienna"


@pytest.mark.parametrize(
    ("step", "problems"),
    [
        (
            'When "wav" is retracted',
            ["told.feature:10:5: nothing told so far is called 'wav'; did you mean 'wave'?"],
        ),
        (
            'When "wav" is confirmed by "observers"',
            ["told.feature:10:5: nothing told so far is called 'wav'; did you mean 'wave'?"],
        ),
        (
            'When "wave" is retracted\nAnd "wave" is confirmed by "observers"',
            ["told.feature:11:5: 'wave' has been retracted; tell it anew"],
        ),
        (
            'When "wave" is reported by "desk" with credibility 7',
            ["told.feature:10:5: a whole number from 1 to 6 is wanted here, not 7"],
        ),
        (
            'When what follows is reported by "desk" with credibility 0',
            ["told.feature:10:5: credibility is a whole number from 1 to 6, not 0"],
        ),
        (
            'When "freedonia" claims that "lunched" of "wave" is "3"',
            ["told.feature:10:5: unknown key 'lunched'; did you mean 'launched'?"],
        ),
        (
            'When "wave" is corrected:\n  | launched | mny |\n  | killed | x |',
            [
                "told.feature:11:20: not a number: 'mny'",
                "told.feature:12:18: not a number: 'x'",
            ],
        ),
        (
            'When "wave" is corrected:\n  | launched | 480 |\n  | lunched | 3 |',
            ["told.feature:12:9: unknown column 'lunched'; did you mean 'launched'?"],
        ),
        (
            'When "wave" is corrected on "2024-12-01":\n  | launched | 480 |',
            ["told.feature:11:9: 'wave' became known only later than this"],
        ),
    ],
)
def test_what_can_not_be_amended_is_told_at_its_place(
    step: str, problems: list[str], tmp_path: Path
) -> None:
    """Unknown events and fields name the nearest; bad values stand at their cells."""
    assert wrong(WAVE + step, tmp_path) == problems


def test_a_source_that_the_case_does_not_know_is_refused(tmp_path: Path) -> None:
    """A case that names its sources knows no others."""
    steps = 'And the source "wire"\nAnd what follows is reported by "wyre"\n'
    assert wrong(HEAD + steps, tmp_path) == [
        "told.feature:5:5: unknown source 'wyre'; did you mean 'wire'?"
    ]
