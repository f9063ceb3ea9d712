"""Assessments and markets."""

from negotiations.bdd.steps import happens
from negotiations.bdd.stories.story import Story


@happens(
    '"{who}" assesses the "{topic}" as "{level}"',
    '"{who}" assess the "{topic}" as "{level}"',
)
def assesses(story: Story, who: str, topic: str, level: str, date: str | None = None) -> None:
    """A judgement on expectations, intent, differences, outcome, ripeness, cause or duration.

    It is low, moderate, high or substantial, and stays its author's: it moves nothing by itself.

    Given a case between "ruritania" and "freedonia"
    And the source "analysts"
    And the source "institute"
    When "analysts" assess the "expectations" as "low"
    And "institute" assesses the "ripeness" as "moderate"
    """
    story.happen("assessment", date, asserter=who, topic=topic, level=level)


@happens('"{who}" assesses that "{hypothesis}"', '"{who}" assess that "{hypothesis}"')
def assesses_that(story: Story, who: str, hypothesis: str, date: str | None = None) -> None:
    """A judgement in its author's words.

    Given a case between "ruritania" and "freedonia"
    And the source "analysts"
    And the source "institute"
    When "analysts" assess that "both sides want to look willing"
    And "institute" assesses that "neither is in a hurry"
    """
    story.happen("assessment", date, asserter=who, hypothesis=hypothesis)


@happens('the price of "{instrument}" falls', 'the price of "{instrument}" falls by {change} %')
def price_falls(
    story: Story, instrument: str, change: float | None = None, date: str | None = None
) -> None:
    """A market moves; why is another matter.

    Given a case between "ruritania" and "freedonia"
    When the price of "oil" falls
    And the price of "bonds" falls by 1.5 %
    """
    _move(story, date, instrument, "down", None if change is None else -change)


@happens('the price of "{instrument}" rises', 'the price of "{instrument}" rises by {change} %')
def price_rises(
    story: Story, instrument: str, change: float | None = None, date: str | None = None
) -> None:
    """A market moves; why is another matter.

    Given a case between "ruritania" and "freedonia"
    When the price of "oil" rises
    And the price of "bonds" rises by 1.5 %
    """
    _move(story, date, instrument, "up", change)


def _move(
    story: Story, date: str | None, instrument: str, direction: str, change: float | None
) -> None:
    said = {"instrument": instrument, "direction": direction, "change": change}
    story.happen("market", date, **said, unit=None if change is None else "%")
