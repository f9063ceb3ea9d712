"""Positions on the issues.

A position lies between 0 and 100, on a scale whose ends the case names. It moves from where it
stood before the last When began.
"""

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.comparing import SAME, Course, Reading, reads_as
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.runs import Run


@then('the position of "{party}" on "{issue}" is {value}')
def position_is(story: Story, party: str, issue: str, value: float) -> None:
    """Where a party stands in public, 0–100, with as many digits as are written.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the position of "ukraine" on "truce-terms" is 85.6
    """
    _position(story, party, issue).now.reads(value)


@then('the position of "{party}" on "{issue}" is above {limit}')
def position_is_above(story: Story, party: str, issue: str, limit: float) -> None:
    """A party stands higher on the scale than a point.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the position of "ukraine" on "truce-terms" is above 85
    """
    _position(story, party, issue).now.above(limit)


@then('the position of "{party}" on "{issue}" is below {limit}')
def position_is_below(story: Story, party: str, issue: str, limit: float) -> None:
    """A party stands lower on the scale than a point.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the position of "russia" on "truce-terms" is below 15
    """
    _position(story, party, issue).now.below(limit)


@then('the position of "{party}" on "{issue}" is between {low} and {high}')
def position_is_between(story: Story, party: str, issue: str, low: float, high: float) -> None:
    """A party stands between two points of the scale, both included.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the position of "ukraine" on "truce-terms" is between 80 and 90
    """
    _position(story, party, issue).now.between(low, high)


@then('the position of "{party}" on "{issue}" does not change')
def position_stays(story: Story, party: str, issue: str) -> None:
    """A party stands where it stood before the last When began.

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-05-31"
    When it is "2025-06-01"
    Then the position of "ukraine" on "prisoners" does not change
    """
    _position(story, party, issue).stays()


@then('the position of "{party}" on "{issue}" moves by {points} points')
def position_moves_by(story: Story, party: str, issue: str, points: float) -> None:
    """By how much a party moved on the scale, down the scale with a minus before it.

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-05-31"
    When it is "2025-06-01"
    Then the position of "ukraine" on "truce-terms" moves by 1.8 points
    And the position of "russia" on "truce-terms" moves by -0.8 points
    """
    _position(story, party, issue).grows_by("to move", points)


@then(
    'the position of "{party}" on "{issue}" hardens',
    'the position of "{party}" on "{issue}" hardens by {points} points',
)
def position_hardens(story: Story, party: str, issue: str, points: float | None = None) -> None:
    """A party moves towards what it would choose alone.

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-05-31"
    When it is "2025-06-01"
    Then the position of "russia" on "truce-terms" hardens
    And the position of "russia" on "truce-terms" hardens by 0.8 points
    """
    _hardens(story, party, issue, "to harden", points, sign=1)


@then(
    'the position of "{party}" on "{issue}" softens',
    'the position of "{party}" on "{issue}" softens by {points} points',
)
def position_softens(story: Story, party: str, issue: str, points: float | None = None) -> None:
    """A party moves away from what it would choose alone.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-17"
    Then the position of "ukraine" on "prisoners" softens
    And the position of "ukraine" on "prisoners" softens by 2.4 points
    """
    _hardens(story, party, issue, "to soften", points, sign=-1)


# --- within


def _position(story: Story, party: str, issue: str) -> Course:
    key = naming.position_key(story, party, issue)
    moved = [
        f"{reason.change.told()}  [{reason.event}]" for reason in story.run.trace.of_position(*key)
    ]

    def read(run: Run) -> Reading:
        position = run.process.positions.get(key)
        stated = None if position is None else position.stated
        return Reading(f"the position of {key[0]} on {key[1]}", stated, nearest=tuple(moved[-3:]))

    return Course(read(story.before), read(story.run))


def _hardens(
    story: Story, party: str, issue: str, word: str, points: float | None, sign: int
) -> None:
    """Raises Unmet unless the party moved that way; *sign* is 1 for nearer to its own ideal."""
    course = _position(story, party, issue)
    ideal = story.run.process.positions[naming.position_key(story, party, issue)].ideal
    before, now = (abs(ideal - (each.value or 0.0)) for each in (course.before, course.now))
    moved, by = sign * (before - now), "" if points is None else f" by {points} points"
    if moved <= SAME or (points is not None and not reads_as(moved, points)):
        raise Unmet(f"{course.now.what} {word}{by}", course.told(points or 0), course.now.nearest)
