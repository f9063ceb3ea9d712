"""What stands already when a scenario begins."""

from negotiations.bdd.steps import given
from negotiations.bdd.stories.story import Story
from negotiations.bdd.stories.ways import bring_agreement, bring_ceasefire, bring_phase, bring_round


@given('the phase of "{region}" is "{phase}"')
def the_phase(story: Story, region: str, phase: str) -> None:
    """A region stands in a phase; the events that lead there happen first, on the story's day.

    Regions are called `talks:TRACK`, `humanitarian:AGREEMENT`, `ceasefire:CEASEFIRE`, `settlement`.

    Given a case between "ruritania" and "freedonia"
    And the phase of "talks:main" is "convened"
    And the phase of "humanitarian:exchange" is "agreed"
    And the phase of "ceasefire:spring-truce" is "in_effect"
    And the phase of "settlement" is "framework"
    """
    bring_phase(story, region, phase)


@given('the talks are "{phase}"', 'the talks "{track}" are "{phase}"')
def the_talks(story: Story, phase: str, track: str | None = None) -> None:
    """The talks stand in a phase: prenegotiation, scheduled, convened, adjourned, suspended …

    Given a case between "ruritania" and "freedonia"
    And the talks are "scheduled"
    And the talks "main" are "convened"
    """
    bring_phase(story, f"talks:{track or story.case.tracks[0]}", phase)


@given('round {number} is "{status}"', 'round {number} of "{track}" is "{status}"')
def the_round(story: Story, number: int, status: str, track: str | None = None) -> None:
    """A round stands at a status: it was planned before it was convened, and so on.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "adjourned"
    And round 2 of "main" is "planned"
    """
    bring_round(story, number, status, track)


@given('the agreement "{agreement}" is "{status}"')
def the_agreement(story: Story, agreement: str, status: str) -> None:
    """An agreement of the parties stands at a status: agreed, stalled, executed …

    Given a case between "ruritania" and "freedonia"
    And the agreement "grain-deal" is "partly_executed"
    """
    bring_agreement(story, agreement, status)


@given('the "{type}" agreement "{agreement}" is "{status}"')
def the_agreement_of_type(story: Story, type: str, agreement: str, status: str) -> None:
    """An agreement of a type stands at a status.

    Given a case between "ruritania" and "freedonia"
    And the "prisoner exchange" agreement "spring-exchange" is "stalled"
    """
    bring_agreement(story, agreement, status, type)


@given('the ceasefire "{ceasefire}" is "{status}"')
def the_ceasefire(story: Story, ceasefire: str, status: str) -> None:
    """A ceasefire stands at a status; how wide it is and who declared it, nobody has said.

    Given a case between "ruritania" and "freedonia"
    And the ceasefire "easter" is "in_effect"
    """
    bring_ceasefire(story, ceasefire, status)


@given('the ceasefire "{ceasefire}", as the case defines one, is "{status}"')
def the_ceasefire_asked_about(story: Story, ceasefire: str, status: str) -> None:
    """A ceasefire of the kind that the forecast is about stands at a status.

    Given a case between "ruritania" and "freedonia"
    And the ceasefire "spring-truce", as the case defines one, is "in_effect"
    """
    bring_ceasefire(story, ceasefire, status, story.case.definition)


@given('"{party}" has an open precondition "{precondition}"')
def the_open_precondition(story: Story, party: str, precondition: str) -> None:
    """What a party wants before it talks, or talks on, and has not got.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" has an open precondition "withdrawal"
    """
    story.happen("demand", actor=party, precondition=precondition, status="asserted")


@given('the stance of "{party}" on "{issue}" is "{stance}"')
def the_stance(story: Story, party: str, issue: str, stance: str) -> None:
    """A party's last word on an issue.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    And the stance of "ruritania" on "border" is "refuses"
    """
    story.happen("statement", actor=party, issue=issue, stance=stance)
