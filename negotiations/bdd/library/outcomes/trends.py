"""How the likelihood moves, from where it stood before the last When began."""

from negotiations.bdd.answers.comparing import Course
from negotiations.bdd.library.outcomes.likelihood import read
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story


@then(
    'the likelihood of "{question}" within {horizon} days rises',
    "a ceasefire within {horizon} days becomes likelier",
)
def likelihood_rises(story: Story, horizon: Value, question: str = "onset") -> None:
    """It is more likely than before the last When began. That a ceasefire begins is "onset".

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-01"
    When it is "2025-06-02"
    Then the likelihood of "onset" within 90 days rises
    And a ceasefire within 90 days becomes likelier
    """
    _course(story, question, horizon).grows("to rise")


@then(
    'the likelihood of "{question}" within {horizon} days falls',
    "a ceasefire within {horizon} days becomes less likely",
)
def likelihood_falls(story: Story, horizon: Value, question: str = "onset") -> None:
    """It is less likely than before the last When began. That a ceasefire begins is "onset".

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-05-31"
    When it is "2025-06-01"
    Then the likelihood of "onset" within 90 days falls
    And a ceasefire within 90 days becomes less likely
    """
    _course(story, question, horizon).shrinks("to fall")


@then('the likelihood of "{question}" within {horizon} days does not change')
def likelihood_stays(story: Story, question: str, horizon: Value) -> None:
    """It is as likely as before the last When began, to nine decimals; but old evidence fades.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-15"
    Then the likelihood of "onset" within 90 days does not change
    """
    _course(story, question, horizon).stays()


@then('the likelihood of "{question}" within {horizon} days rises by {points} points')
def likelihood_rises_by(story: Story, question: str, horizon: Value, points: float) -> None:
    """By how many percentage points it rose, with as many digits as are written.

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-01"
    When it is "2025-06-02"
    Then the likelihood of "onset" within 90 days rises by 3.2 points
    """
    _course(story, question, horizon).grows_by("to rise", points)


@then('the likelihood of "{question}" within {horizon} days falls by {points} points')
def likelihood_falls_by(story: Story, question: str, horizon: Value, points: float) -> None:
    """By how many percentage points it fell, with as many digits as are written.

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-05-31"
    When it is "2025-06-01"
    Then the likelihood of "onset" within 90 days falls by 0.4 points
    """
    _course(story, question, horizon).shrinks_by("to fall", points)


# --- within


def _course(story: Story, question: str, horizon: Value) -> Course:
    return Course(read(story.before, question, horizon), read(story.run, question, horizon))
