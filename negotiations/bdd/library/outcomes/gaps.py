"""Gaps between positions, zones of possible agreement, and the point of compromise."""

from collections.abc import Callable

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.comparing import Course, Reading
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.model.process import PeaceProcess
from negotiations.runs import Run


@then('the gap between "{one}" and "{other}" on "{issue}" is {value}')
def gap_is(story: Story, one: str, other: str, issue: str, value: float) -> None:
    """How far apart two parties stand in public, 0–100.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the gap between "ukraine" and "russia" on "truce-terms" is 71.4
    """
    _gap(story, one, other, issue).now.reads(value)


@then('the gap between "{one}" and "{other}" on "{issue}" is above {limit}')
def gap_is_above(story: Story, one: str, other: str, issue: str, limit: float) -> None:
    """Two parties stand farther apart than so many points.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the gap between "ukraine" and "russia" on "truce-terms" is above 50
    """
    _gap(story, one, other, issue).now.above(limit)


@then('the gap between "{one}" and "{other}" on "{issue}" is below {limit}')
def gap_is_below(story: Story, one: str, other: str, issue: str, limit: float) -> None:
    """Two parties stand nearer to each other than so many points.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the gap between "ukraine" and "russia" on "prisoners" is below 30
    """
    _gap(story, one, other, issue).now.below(limit)


@then('the gap between "{one}" and "{other}" on "{issue}" is between {low} and {high}')
def gap_is_between(story: Story, one: str, other: str, issue: str, low: float, high: float) -> None:
    """Two parties stand so many points apart, both ends included.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the gap between "ukraine" and "russia" on "truce-terms" is between 70 and 75
    """
    _gap(story, one, other, issue).now.between(low, high)


@then('the gap between "{one}" and "{other}" on "{issue}" widens')
def gap_widens(story: Story, one: str, other: str, issue: str) -> None:
    """Two parties stand farther apart than before the last When began.

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-05-31"
    When it is "2025-06-01"
    Then the gap between "ukraine" and "russia" on "truce-terms" widens
    """
    _gap(story, one, other, issue).grows("to widen")


@then('the gap between "{one}" and "{other}" on "{issue}" narrows')
def gap_narrows(story: Story, one: str, other: str, issue: str) -> None:
    """Two parties stand nearer to each other than before the last When began.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-17"
    Then the gap between "ukraine" and "russia" on "prisoners" narrows
    """
    _gap(story, one, other, issue).shrinks("to narrow")


@then('the gap between "{one}" and "{other}" on "{issue}" does not change')
def gap_stays(story: Story, one: str, other: str, issue: str) -> None:
    """Two parties stand as far apart as before the last When began.

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-05-31"
    When it is "2025-06-01"
    Then the gap between "ukraine" and "russia" on "prisoners" does not change
    """
    _gap(story, one, other, issue).stays()


# --- zones of possible agreement, and the compromise


@then('the zone of possible agreement between "{one}" and "{other}" on "{issue}" is not known')
def zone_is_not_known(story: Story, one: str, other: str, issue: str) -> None:
    """Somebody's last acceptable point is not known; it is never guessed from public words.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the zone of possible agreement between "ukraine" and "russia" on "truce-terms" is not known
    """
    _zone(story, one, other, issue).unknown()


@then('the zone of possible agreement between "{one}" and "{other}" on "{issue}" is {width} wide')
def zone_is_wide(story: Story, one: str, other: str, issue: str, width: float) -> None:
    """How many points two parties would both accept; below 0 there is no such point.

    Given the case "istanbul-2025"
    And the positions:
      | party   | issue       | ideal | stated | reservation |
      | ukraine | truce-terms | 95    | 85     | 40          |
      | russia  | truce-terms | 5     | 15     | 55          |
    Then the zone of possible agreement between "ukraine" and "russia" on "truce-terms" is 15 wide
    """
    _zone(story, one, other, issue).reads(width)


@then('the compromise point on "{issue}" is not known')
def compromise_is_not_known(story: Story, issue: str) -> None:
    """Somebody's capability is not known, so the positions can't be weighed.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the compromise point on "truce-terms" is not known
    """
    _compromise(story, issue).unknown()


@then('the compromise point on "{issue}" is {value}')
def compromise_is(story: Story, issue: str, value: float) -> None:
    """Where the positions meet, each weighed by its party's capability and how much it cares.

    Given the case "istanbul-2025"
    And the capability of "ukraine" is 50
    And the capability of "russia" is 50
    Then the compromise point on "truce-terms" is 52.3
    """
    _compromise(story, issue).reads(value)


# --- within


def _between(
    story: Story, what: str, one: str, other: str, issue: str,
    read: Callable[[PeaceProcess, str, str, str], float | None],
) -> Course:  # fmt: skip
    (first, on), (second, _) = (
        naming.position_key(story, one, issue),
        naming.position_key(story, other, issue),
    )
    name = f"{what} between {first} and {second} on {on}"

    def reading(run: Run) -> Reading:
        return Reading(name, read(run.process, on, first, second))

    return Course(reading(story.before), reading(story.run))


def _gap(story: Story, one: str, other: str, issue: str) -> Course:
    return _between(story, "the gap", one, other, issue, PeaceProcess.gap)


def _zone(story: Story, one: str, other: str, issue: str) -> Reading:
    what = "the zone of possible agreement"
    return _between(story, what, one, other, issue, PeaceProcess.zopa).now


def _compromise(story: Story, issue: str) -> Reading:
    on = naming.issue(story.case, issue)
    return Reading(f"the compromise point on {on}", story.run.process.compromise(on))
