"""Rounds of talks."""

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.asking import listed
from negotiations.bdd.answers.comparing import same, within
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet, Untellable
from negotiations.model.quantities import Quantity, read_measure
from negotiations.model.talks import Round
from negotiations.model.times import Interval


@then('round {number} is "{status}"', 'round {number} of "{track}" is "{status}"')
def round_is(story: Story, number: Value, status: str, track: str | None = None) -> None:
    """The status of a round; on the case's first track if none is named.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-11"
    Then round 7 is "convened"
    And round 1 of "normandy" is "adjourned"
    """
    wanted = naming.choice_of("round", "status", status)
    found = _round(story, number, track, f"to be {wanted}")
    if found.status != wanted:
        raise Unmet(f"round {found.key} to be {wanted}", f"it is {found.status}")


@then("round {number} is not known", 'round {number} of "{track}" is not known')
def round_is_not_known(story: Story, number: Value, track: str | None = None) -> None:
    """Nothing is known of a round by then.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then round 2 is not known
    And round 2 of "istanbul" is not known
    """
    key = naming.round_key(story.case, number, track)
    found = story.run.process.rounds.get(key)
    if found is not None:
        raise Unmet(f"nothing to be known of round {key}", f"it is {found.status}")


@then("{number} rounds are known", "{number} round is known")
def rounds_are_known(story: Story, number: Value) -> None:
    """How many rounds are known of, on all tracks, planned ones among them.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then 1 round is known
    When it is "2025-06-02"
    Then 2 rounds are known
    """
    wanted, known = naming.whole("a number of rounds", number), _known_rounds(story)
    if len(known) != wanted:
        raise Unmet(f"{wanted} rounds to be known", f"{len(known)} are", listed(known))


@then(
    'the outcome of round {number} is "{outcome}"',
    'the outcome of round {number} of "{track}" is "{outcome}"',
    "the outcome of round {number} is not known",
    'the outcome of round {number} of "{track}" is not known',
)
def outcome_is(
    story: Story, number: Value, outcome: str | None = None, track: str | None = None
) -> None:
    """What a round came to: none, partial, agreement or breakthrough.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-16"
    Then the outcome of round 7 is "agreement"
    And the outcome of round 2 of "normandy" is "agreement"
    And the outcome of round 1 is not known
    And the outcome of round 1 of "normandy" is not known
    """
    wanted = outcome and naming.choice_of("round", "outcome", outcome)
    found = _round(story, number, track, "to have an outcome")
    same(f"the outcome of round {found.key}", found.outcome, wanted)


@then(
    'the venue of round {number} is "{venue}"',
    'the venue of round {number} of "{track}" is "{venue}"',
    "the venue of round {number} is not known",
    'the venue of round {number} of "{track}" is not known',
)
def venue_is(
    story: Story, number: Value, venue: str | None = None, track: str | None = None
) -> None:
    """Where a round met, in the words of its records.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the venue of round 1 is "Istanbul"
    And the venue of round 1 of "istanbul" is "Istanbul"
    And the venue of round 2 is not known
    And the venue of round 2 of "istanbul" is not known
    """
    found = _round(story, number, track, "to have a venue")
    same(f"the venue of round {found.key}", found.venue, venue)


@then(
    'the format of round {number} is "{format}"',
    'the format of round {number} of "{track}" is "{format}"',
)
def format_is(story: Story, number: Value, format: str, track: str | None = None) -> None:
    """How a round met: direct, proximity, shuttle, multilateral or online.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-11"
    Then the format of round 7 is "multilateral"
    And the format of round 2 of "normandy" is "multilateral"
    """
    found = _round(story, number, track, "to have a format")
    wanted = naming.choice_of("round", "format", format)
    same(f"the format of round {found.key}", found.format, wanted)


@then(
    'the duration of round {number} is "{duration}"',
    'the duration of round {number} of "{track}" is "{duration}"',
    "the duration of round {number} is not known",
    'the duration of round {number} of "{track}" is not known',
)
def duration_is(
    story: Story, number: Value, duration: str | None = None, track: str | None = None
) -> None:
    """How long a round met, with its bound as it was told: under 120 minutes is not 120.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the duration of round 1 is "<120 min"
    And the duration of round 1 of "istanbul" is "<2 h"
    And the duration of round 2 is not known
    And the duration of round 2 of "istanbul" is not known
    """
    found = _round(story, number, track, "to have a duration")
    actual = str(found.duration) if found.duration and found.duration.is_known else None
    wanted = str(_minutes(duration)) if duration else None
    same(f"the duration of round {found.key}", actual, wanted)


@then(
    'round {number} was convened on "{date}"',
    'round {number} of "{track}" was convened on "{date}"',
)
def convened_on(story: Story, number: Value, date: str, track: str | None = None) -> None:
    """The round began at a time that lies within the one named: a date, a part of it, an hour.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-16"
    Then round 3 was convened on "2014-09-05"
    And round 2 of "normandy" was convened on "2015-02-11"
    """
    found = _round(story, number, track, "to be convened")
    _lies(story, f"round {found.key} to be convened on {date}", found.convened, date)


@then(
    'round {number} is planned for "{date}"',
    'round {number} of "{track}" is planned for "{date}"',
)
def planned_for(story: Story, number: Value, date: str, track: str | None = None) -> None:
    """The start that is planned, by all who claim to know it, lies within the time named.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-16"
    Then round 3 is planned for "2014-09-05"
    And round 2 of "normandy" is planned for "2015-02-11"
    """
    found = _round(story, number, track, "to be planned")
    _lies(story, f"round {found.key} to be planned for {date}", found.planned, date)


# --- within


def _round(story: Story, number: Value, track: str | None, expected: str) -> Round:
    key = naming.round_key(story.case, number, track)
    found = story.run.process.rounds.get(key)
    if found is None:
        known = listed(_known_rounds(story))
        raise Unmet(f"round {key} {expected}", "nothing is known of it", known)
    return found


def _known_rounds(story: Story) -> list[str]:
    return [f"round {each.key} is {each.status}" for each in story.run.process.rounds.values()]


def _minutes(text: str) -> Quantity:
    try:
        return read_measure(text, "min")
    except ValueError as error:
        raise Untellable(str(error)) from None


def _lies(story: Story, expected: str, actual: Interval | None, date: str) -> None:
    within(expected, actual, naming.time(story.case, date), story.case.day_zone)
