"""What is known, and when: nothing may be used before it was."""

from negotiations.bdd.answers import naming, records
from negotiations.bdd.answers.asking import record_of
from negotiations.bdd.answers.comparing import within
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.times import days, show


@then('nothing known after "{moment}" was used')
def nothing_later(story: Story, moment: str) -> None:
    """All that changed or weighed anything was known by then; of a date, by its end.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then nothing known after "2025-05-20" was used
    """
    run, end = story.run, story.instant(moment)
    late = [reason for reason in run.trace if reason.known_at > end]
    if late:
        known = show(late[0].known_at, story.case.day_zone)
        raise Unmet(f"nothing known after {moment} to be used",
                    f"{late[0].event} was, which is known since {known}")  # fmt: skip
    pieces = [each.event for each in run.evidence if each.known_at > days(end)]
    if pieces:
        raise Unmet(f"nothing known after {moment} to be used", f"{pieces[0]} weighs already")


@then('"{event}" happened on "{date}"')
def event_happened_on(story: Story, event: str, date: str) -> None:
    """It happened within the time named: a date, a part of one, a weekend, an hour.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "kharkiv-strike" happened on "2025-06-02 morning"
    """
    expected = f"{event} to have happened on {date}"
    found = records.event(story, event, "to have happened")
    within(expected, found.occurred, naming.time(story.case, date), story.case.day_zone)


@then('"{event}" became known on "{date}"')
def event_became_known_on(story: Story, event: str, date: str) -> None:
    """It became public within the time named, which may be long after it happened.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "russian-delegation-arrived" happened on "2025-06-01"
    And "russian-delegation-arrived" became known on "2025-06-02"
    """
    expected = f"{event} to have become known on {date}"
    found = records.event(story, event, "to be known")
    within(expected, found.known_at, naming.time(story.case, date), story.case.day_zone)


@then('"{event}" is known')
def event_is_known(story: Story, event: str) -> None:
    """The event is known by now, and has not been retracted.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-01"
    Then "drone-wave-2025-06-01" is known
    """
    found = record_of(story, event)
    if isinstance(found, str):
        raise Unmet(f"{event} to be known", found)


@then('"{event}" is not known')
def event_is_not_known(story: Story, event: str) -> None:
    """The event becomes known later, or has been retracted.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-01"
    Then "round-2-planned" is not known
    """
    found = record_of(story, event)
    if not isinstance(found, str):
        since = show(found.known_at, story.case.day_zone)
        raise Unmet(f"{event} not to be known", f"it is, since {since}")
