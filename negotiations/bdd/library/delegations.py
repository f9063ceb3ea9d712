"""Delegations and mediation."""

from negotiations.bdd.steps import happens
from negotiations.bdd.stories.story import Story


@happens('"{party}" names a delegation', '"{party}" names a delegation headed by "{head}"')
def delegation_named(
    story: Story, party: str, head: str | None = None, date: str | None = None
) -> None:
    """Who is sent to the round in hand.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "planned"
    When "ruritania" names a delegation headed by "the minister of defence"
    And "freedonia" names a delegation
    """
    story.happen("delegation", date, actor=party, status="named", head=head)


@happens('"{party}" names a delegation at the level of "{level}"')
def delegation_level(story: Story, party: str, level: str, date: str | None = None) -> None:
    """At what rank a delegation is led: leader, minister, adviser, official or expert.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "planned"
    When "ruritania" names a delegation at the level of "minister"
    """
    story.happen("delegation", date, actor=party, status="named", level=level)


@happens('the delegation of "{party}" arrives')
def delegation_arrives(story: Story, party: str, date: str | None = None) -> None:
    """A delegation is there.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "planned"
    When the delegation of "ruritania" arrives
    """
    story.happen("delegation", date, actor=party, status="arrived")


@happens('the delegation of "{party}" departs')
def delegation_departs(story: Story, party: str, date: str | None = None) -> None:
    """A delegation is gone.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "convened"
    When the delegation of "ruritania" departs
    """
    story.happen("delegation", date, actor=party, status="departed")


@happens('"{party}" withdraws its delegation')
def delegation_withdrawn(story: Story, party: str, date: str | None = None) -> None:
    """A party takes its delegation back.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" names a delegation
    When "ruritania" withdraws its delegation
    """
    story.happen("delegation", date, actor=party, status="withdrawn")


@happens('"{mediator}" offers to mediate')
def mediation_offered(story: Story, mediator: str, date: str | None = None) -> None:
    """An effort by somebody who is no party, with no outcome yet.

    Given a case between "ruritania" and "freedonia"
    And the third party "arcadia" as "mediator"
    When "arcadia" offers to mediate
    """
    story.happen("mediation", date, actor=mediator, outcome="none_yet")


@happens('the mediation of "{mediator}" is "{outcome}"')
def mediation_outcome(story: Story, mediator: str, outcome: str, date: str | None = None) -> None:
    """What became of an effort: accepted, succeeded, failed or withdrawn.

    Given a case between "ruritania" and "freedonia"
    And the third party "arcadia" as "mediator"
    When the mediation of "arcadia" is "accepted"
    """
    story.happen("mediation", date, actor=mediator, outcome=outcome)
