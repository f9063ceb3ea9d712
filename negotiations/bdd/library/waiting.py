"""Time."""

from negotiations.bdd.steps import given_or_when
from negotiations.bdd.stories.story import Story
from negotiations.bdd.stories.wording import underscored
from negotiations.bdd.unmet import Untellable
from negotiations.model.kinds import KINDS
from negotiations.problems import did_you_mean


@given_or_when('it is "{moment}"')
def it_is(story: Story, moment: str) -> None:
    """The story comes to a date (its end) or a time; what is told without a date happens on it.

    Given a case between "ruritania" and "freedonia"
    And it is "2025-06-01"
    When "ruritania" strikes "freedonia"
    And it is "2025-06-02T09:00Z"
    """
    story.turn_to(moment)


@given_or_when("{days} days pass")
def days_pass(story: Story, days: int) -> None:
    """Time passes; of a log that was replayed as of a date, what it says of these days is heard.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "adjourned"
    When 14 days pass
    """
    story.wait(days)


@given_or_when("{weeks} weeks pass")
def weeks_pass(story: Story, weeks: int) -> None:
    """So many times seven days pass.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "adjourned"
    When 2 weeks pass
    """
    story.wait(weeks * 7)


@given_or_when("a week passes")
def a_week_passes(story: Story) -> None:
    """Seven days pass.

    Given a case between "ruritania" and "freedonia"
    When a week passes
    """
    story.wait(7)


@given_or_when("a day passes")
def a_day_passes(story: Story) -> None:
    """One day passes.

    Given a case between "ruritania" and "freedonia"
    When a day passes
    """
    story.wait(1)


@given_or_when("{days} days pass without a round")
def days_pass_without_a_round(story: Story, days: int) -> None:
    """Days in which no round is convened; nothing told before or later may say otherwise.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "adjourned"
    When 14 days pass without a round
    """
    story.wait(days, without="round", stage="convened")


@given_or_when('{days} days pass without "{kind}"')
def days_pass_without(story: Story, days: int, kind: str) -> None:
    """Days in which no event of a kind happens; nothing told before or later may say otherwise.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" strikes "freedonia"
    When 30 days pass without "strike"
    """
    known = underscored(kind, KINDS)
    if known not in KINDS or known == "day":
        kinds = [each for each in KINDS if each != "day"]
        raise Untellable(f"unknown kind {kind!r}{did_you_mean(kind, kinds)}")
    story.wait(days, without=known)
