"""Agreements and ceasefires."""

from typing import Any

from negotiations.bdd.steps import happens
from negotiations.bdd.stories.story import Story


@happens('"{one}" and "{other}" agree on the "{type}" "{agreement}"')
def agree(
    story: Story, one: str, other: str, type: str, agreement: str, date: str | None = None
) -> None:
    """An agreement is made: a prisoner exchange, remains, humanitarian, prenegotiation, framework …

    Agreed is not executed.

    Given a case between "ruritania" and "freedonia"
    When "ruritania" and "freedonia" agree on the "prisoner exchange" "spring-exchange"
    """
    both = [one, other]
    story.happen("agreement", date, actor=both, agreement=agreement, type=type, status="agreed")


@happens('the agreement "{agreement}" is scheduled for "{planned}"')
def agreement_scheduled(
    story: Story, agreement: str, planned: str, date: str | None = None
) -> None:
    """It is settled when the agreement will be carried out.

    Given a case between "ruritania" and "freedonia"
    And the "prisoner exchange" agreement "spring-exchange" is "agreed"
    When the agreement "spring-exchange" is scheduled for "2025-02-01"
    """
    _agreement(story, date, agreement, "scheduled", planned=planned)


@happens('the agreement "{agreement}" is partly executed')
def agreement_partly_executed(story: Story, agreement: str, date: str | None = None) -> None:
    """A part of what was agreed has been carried out.

    Given a case between "ruritania" and "freedonia"
    And the "prisoner exchange" agreement "spring-exchange" is "agreed"
    When the agreement "spring-exchange" is partly executed
    """
    _agreement(story, date, agreement, "partly_executed")


@happens('the agreement "{agreement}" is executed')
def agreement_executed(story: Story, agreement: str, date: str | None = None) -> None:
    """All that was agreed has been carried out.

    Given a case between "ruritania" and "freedonia"
    And the "prisoner exchange" agreement "spring-exchange" is "agreed"
    When the agreement "spring-exchange" is executed
    """
    _agreement(story, date, agreement, "executed")


@happens('the agreement "{agreement}" stalls')
def agreement_stalls(story: Story, agreement: str, date: str | None = None) -> None:
    """What was agreed is not carried out, for the time being.

    Given a case between "ruritania" and "freedonia"
    And the "prisoner exchange" agreement "spring-exchange" is "agreed"
    When the agreement "spring-exchange" stalls
    """
    _agreement(story, date, agreement, "stalled")


@happens('"{actor}" violates the agreement "{agreement}"')
def agreement_violated(story: Story, actor: str, agreement: str, date: str | None = None) -> None:
    """A party breaks an agreement, which stands all the same.

    Given a case between "ruritania" and "freedonia"
    And the "prisoner exchange" agreement "spring-exchange" is "agreed"
    When "freedonia" violates the agreement "spring-exchange"
    """
    _agreement(story, date, agreement, "violated", actor=actor)


@happens('the agreement "{agreement}" ends')
def agreement_ends(story: Story, agreement: str, date: str | None = None) -> None:
    """The agreement is over.

    Given a case between "ruritania" and "freedonia"
    And the "prisoner exchange" agreement "spring-exchange" is "agreed"
    When the agreement "spring-exchange" ends
    """
    _agreement(story, date, agreement, "ended")


@happens('the agreement "{agreement}" lapses')
def agreement_lapses(story: Story, agreement: str, date: str | None = None) -> None:
    """Nobody keeps to the agreement any longer.

    Given a case between "ruritania" and "freedonia"
    And the "prisoner exchange" agreement "spring-exchange" is "agreed"
    When the agreement "spring-exchange" lapses
    """
    _agreement(story, date, agreement, "lapsed")


@happens('a ceasefire "{ceasefire}" is proposed', '"{actor}" proposes a ceasefire "{ceasefire}"')
def ceasefire_proposed(
    story: Story, ceasefire: str, actor: str | None = None, date: str | None = None
) -> None:
    """A ceasefire is on the table, and no more than that.

    Given a case between "ruritania" and "freedonia"
    When a ceasefire "easter" is proposed
    And "ruritania" proposes a ceasefire "spring-truce"
    """
    _ceasefire(story, date, ceasefire, "proposed", actor=actor)


@happens('"{one}" and "{other}" declare a "{scope}" ceasefire "{ceasefire}"')
def ceasefire_declared(
    story: Story, one: str, other: str, scope: str, ceasefire: str, date: str | None = None
) -> None:
    """Both sides declare a ceasefire, general or partial; declared is not in effect.

    Given a case between "ruritania" and "freedonia"
    When "ruritania" and "freedonia" declare a "general" ceasefire "spring-truce"
    """
    said = {"actor": [one, other], "declaration": "bilateral", "scope": scope}
    _ceasefire(story, date, ceasefire, "declared", **said)


@happens('"{actor}" alone declares a ceasefire "{ceasefire}"')
def ceasefire_declared_alone(
    story: Story, actor: str, ceasefire: str, date: str | None = None
) -> None:
    """One side declares that it will hold its fire.

    Given a case between "ruritania" and "freedonia"
    When "ruritania" alone declares a ceasefire "easter"
    """
    _ceasefire(story, date, ceasefire, "declared", actor=actor, declaration="unilateral")


@happens('the ceasefire "{ceasefire}" takes effect')
def ceasefire_takes_effect(story: Story, ceasefire: str, date: str | None = None) -> None:
    """The ceasefire is in force.

    Given a case between "ruritania" and "freedonia"
    And the ceasefire "spring-truce" is "declared"
    When the ceasefire "spring-truce" takes effect
    """
    _ceasefire(story, date, ceasefire, "in_effect")


@happens(
    '"{actor}" violates the ceasefire "{ceasefire}"',
    '"{actor}" violates the ceasefire "{ceasefire}" {violations} times',
)
def ceasefire_violated(
    story: Story,
    actor: str,
    ceasefire: str,
    violations: int | None = None,
    date: str | None = None,
) -> None:
    """A side breaks the ceasefire, which that does not end.

    Given a case between "ruritania" and "freedonia"
    And the ceasefire "spring-truce" is "in_effect"
    When "freedonia" violates the ceasefire "spring-truce"
    And "freedonia" violates the ceasefire "spring-truce" 12 times
    """
    _ceasefire(story, date, ceasefire, "violated", actor=actor, violations=violations)


@happens('the ceasefire "{ceasefire}" ends', 'the ceasefire "{ceasefire}" ends as "{end}"')
def ceasefire_ends(
    story: Story, ceasefire: str, end: str | None = None, date: str | None = None
) -> None:
    """The ceasefire is over: expired, terminated, collapsed, replaced or never implemented.

    Given a case between "ruritania" and "freedonia"
    And the ceasefire "spring-truce" is "in_effect"
    When the ceasefire "spring-truce" ends as "expired"
    And the ceasefire "spring-truce" ends
    """
    _ceasefire(story, date, ceasefire, "ended", end=end)


@happens('the ceasefire "{ceasefire}" collapses')
def ceasefire_collapses(story: Story, ceasefire: str, date: str | None = None) -> None:
    """Nobody keeps to the ceasefire any longer.

    Given a case between "ruritania" and "freedonia"
    And the ceasefire "spring-truce" is "in_effect"
    When the ceasefire "spring-truce" collapses
    """
    _ceasefire(story, date, ceasefire, "ended", end="collapsed")


def _agreement(story: Story, date: str | None, agreement: str, status: str, **said: Any) -> None:
    story.happen("agreement", date, agreement=agreement, status=status, **said)


def _ceasefire(story: Story, date: str | None, ceasefire: str, status: str, **said: Any) -> None:
    story.happen("ceasefire", date, ceasefire=ceasefire, status=status, **said)
