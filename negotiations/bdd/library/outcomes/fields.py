"""What the records of events hold: numbers with their bounds, words, times, and what is unknown."""

from collections.abc import Callable

from negotiations.bdd.answers import records
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet, Untellable
from negotiations.model.events import Event, missing
from negotiations.model.quantities import Quantity
from negotiations.model.truth import Truth, agreed


@then('"{field}" of "{event}" is "{value}"', '"{field}" of "{event}" is {value}')
def field_is(story: Story, field: str, event: str, value: Value) -> None:
    """What an event's field holds, with its bound if it has one, by every claim that still stands.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "launched" of "drone-wave-2025-06-01" is 472
    And "number" of "airbase-losses" is ">40"
    And "launched" of "drones-shot-down-by-russia" is "unknown"
    """
    found, shape = records.field_of(story, field, event)
    wanted = records.read(story, shape, value)
    if not all(records.equal(each, wanted) for each in records.values(found, field)):
        raise Unmet(f"{field} of {event} to be {value}", records.holds(found, field))


@then('"{field}" of "{event}" is not known')
def field_is_not_known(story: Story, field: str, event: str) -> None:
    """Nobody has said what an event's field holds, or it is said to be unknown; that is not zero.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "injured" of "kharkiv-strike" is not known
    """
    found, _ = records.field_of(story, field, event)
    if not all(missing(each) for each in records.values(found, field)):
        raise Unmet(f"{field} of {event} not to be known", records.holds(found, field))


@then('"{field}" of "{event}" is at least {number}')
def field_is_at_least(story: Story, field: str, event: str, number: float) -> None:
    """However it was, it was surely no less; over 40 aircraft are at least 41.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "number" of "airbase-losses" is at least 41
    """
    _surely(story, field, event, f"at least {number}", lambda each: each.at_least(number))


@then('"{field}" of "{event}" is at most {number}')
def field_is_at_most(story: Story, field: str, event: str, number: float) -> None:
    """However it was, it was surely no more.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "intercepted" of "drones-intercepted-by-ukraine" is at most 52
    """
    _surely(story, field, event, f"at most {number}", lambda each: each.at_most(number))


@then('"{field}" of "{event}" is more than {number}')
def field_is_more_than(story: Story, field: str, event: str, number: float) -> None:
    """However it was, it was surely more.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "number" of "airbase-losses" is more than 40
    """
    _surely(story, field, event, f"more than {number}", lambda each: each.more_than(number))


@then('"{field}" of "{event}" is less than {number}')
def field_is_less_than(story: Story, field: str, event: str, number: float) -> None:
    """However it was, it was surely less; under 120 minutes are less than 120.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "duration" of "round-1-adjourned" is less than 120
    """
    _surely(story, field, event, f"less than {number}", lambda each: each.less_than(number))


@then('"{field}" of "{event}" may be {number}')
def field_may_be(story: Story, field: str, event: str, number: float) -> None:
    """A number that what is known does not rule out; what is unknown may be any.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "number" of "airbase-losses" may be 60
    """
    found, values = _quantities(story, field, event)
    if all(each.equals(number) is False for each in values):
        raise Unmet(f"{field} of {event} perhaps to be {number}", records.holds(found, field))


@then('"{field}" of "{event}" can not be {number}')
def field_can_not_be(story: Story, field: str, event: str, number: float) -> None:
    """A number that what is known rules out.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "number" of "airbase-losses" can not be 40
    """
    found, values = _quantities(story, field, event)
    if not all(each.equals(number) is False for each in values):
        raise Unmet(f"{field} of {event} surely not to be {number}", records.holds(found, field))


# --- within


def _quantities(story: Story, field: str, event: str) -> tuple[Event, list[Quantity]]:
    """The numbers that a field may be; unknown where none is told. Raises Untellable, and Unmet."""
    found, shape = records.field_of(story, field, event)
    unknown = records.read(story, shape, "unknown")
    if not isinstance(unknown, Quantity):
        raise Untellable(f"{field} of a {found.kind} is no quantity: it is {shape.about}")
    return found, [unknown if missing(each) else each for each in records.values(found, field)]


def _surely(
    story: Story, field: str, event: str, word: str, truth: Callable[[Quantity], Truth]
) -> None:
    """Raises Unmet unless it is so of all that is known and claimed."""
    found, values = _quantities(story, field, event)
    answer = agreed(truth(each) for each in values)
    if answer is not True:
        perhaps = ", so it may or may not be" if answer is None else ""
        raise Unmet(f"{field} of {event} to be {word}", records.holds(found, field) + perhaps)
