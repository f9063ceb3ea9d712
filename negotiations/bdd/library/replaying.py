"""Cases and their logs."""

from negotiations.bdd.steps import given, given_or_when
from negotiations.bdd.story import Story


@given('the case "{case}"')
def the_case(story: Story, case: str) -> None:
    """The set-up of a case: a folder beside the feature, or a packaged case. Nothing is told yet.

    Given the case "istanbul-2025"
    When the log is replayed
    Then round 2 is "convened"
    """
    story.open_case(case)


@given_or_when("the log is replayed")
def the_log_is_replayed(story: Story) -> None:
    """The whole log of the case becomes known.

    Given the case "istanbul-2025"
    When the log is replayed
    Then round 2 is "convened"
    """
    story.hear_log()


@given_or_when('the log is replayed as of "{moment}"')
def the_log_is_replayed_as_of(story: Story, moment: str) -> None:
    """The log of the case, as far as it was known by then; of a date, by its end.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then round 1 is "adjourned"
    """
    story.hear_log(moment)
