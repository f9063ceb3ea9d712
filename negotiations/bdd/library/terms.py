"""Statements, preconditions and proposals."""

from negotiations.bdd.steps import happens
from negotiations.bdd.stories.story import Story


@happens('"{party}" is "{stance}" on "{issue}"')
def takes_a_stance(
    story: Story, party: str, stance: str, issue: str, date: str | None = None
) -> None:
    """A party's word on an issue.

    It refuses, is unwilling, not_agreed, undecided, conditional or willing, or accepts.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    When "ruritania" is "willing" on "border"
    And "freedonia" is "not agreed" on "border"
    """
    story.happen("statement", date, actor=party, stance=stance, issue=issue)


@happens('"{party}" refuses on "{issue}"')
def refuses(story: Story, party: str, issue: str, date: str | None = None) -> None:
    """A party says no on an issue.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    When "freedonia" refuses on "border"
    """
    story.happen("statement", date, actor=party, stance="refuses", issue=issue)


@happens('"{party}" accepts on "{issue}"')
def accepts(story: Story, party: str, issue: str, date: str | None = None) -> None:
    """A party says yes on an issue.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    When "freedonia" accepts on "border"
    """
    story.happen("statement", date, actor=party, stance="accepts", issue=issue)


@happens('"{party}" moves to {position} on "{issue}"')
def moves_to(
    story: Story, party: str, position: float, issue: str, date: str | None = None
) -> None:
    """A party states another position in public, from 0 to 100.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    And the position of "ruritania" on "border" is 85
    When "ruritania" moves to 70 on "border"
    """
    story.happen("statement", date, actor=party, position=position, issue=issue)


@happens('"{party}" says "{words}"', '"{party}" says "{words}" about "{issue}"')
def says(
    story: Story, party: str, words: str, issue: str | None = None, date: str | None = None
) -> None:
    """A party's words, which take no stance.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    When "ruritania" says "we are ready to meet"
    And "freedonia" says "the line stands" about "border"
    """
    story.happen("statement", date, actor=party, text=words, issue=issue)


@happens(
    '"{party}" demands "{precondition}" before it talks',
    '"{party}" demands "{precondition}" of "{recipient}" before it talks',
)
def demands(
    story: Story,
    party: str,
    precondition: str,
    recipient: str | None = None,
    date: str | None = None,
) -> None:
    """A precondition is asserted, and stands open until it is met, waived, replaced or lapses.

    Given a case between "ruritania" and "freedonia"
    When "ruritania" demands "withdrawal" before it talks
    And "freedonia" demands "release of prisoners" of "ruritania" before it talks
    """
    said = {"precondition": precondition, "status": "asserted", "recipient": recipient}
    story.happen("demand", date, actor=party, **said)


@happens('"{party}" makes "{precondition}" a red line')
def red_line(story: Story, party: str, precondition: str, date: str | None = None) -> None:
    """A precondition of which its holder says that it will never give way.

    Given a case between "ruritania" and "freedonia"
    When "ruritania" makes "withdrawal" a red line
    """
    said = {"precondition": precondition, "status": "asserted", "red_line": True}
    story.happen("demand", date, actor=party, **said)


@happens('the precondition "{precondition}" is met')
def precondition_met(story: Story, precondition: str, date: str | None = None) -> None:
    """What was demanded has come about.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" demands "withdrawal" before it talks
    When the precondition "withdrawal" is met
    """
    story.happen("demand", date, precondition=precondition, status="met")


@happens(
    '"{party}" waives "{precondition}"',
    '"{party}" no longer demands "{precondition}" of "{recipient}"',
)
def precondition_waived(
    story: Story,
    party: str,
    precondition: str,
    recipient: str | None = None,
    date: str | None = None,
) -> None:
    """A party no longer insists on its precondition.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" demands "withdrawal" before it talks
    When "ruritania" waives "withdrawal"
    And "ruritania" no longer demands "release of prisoners" of "freedonia"
    """
    said = {"actor": party, "recipient": recipient, "precondition": precondition}
    story.happen("demand", date, status="waived", **said)


@happens('"{party}" replaces "{precondition}" by "{other}"')
def precondition_replaced(
    story: Story, party: str, precondition: str, other: str, date: str | None = None
) -> None:
    """A party demands something else instead, which is then open.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" demands "withdrawal" before it talks
    When "ruritania" replaces "withdrawal" by "a freeze"
    """
    old = {"precondition": precondition, "status": "replaced", "replaced_by": other}
    story.happen("demand", date, actor=party, **old)
    story.happen("demand", date, actor=party, precondition=other, status="asserted")


@happens('the precondition "{precondition}" lapses')
def precondition_lapses(story: Story, precondition: str, date: str | None = None) -> None:
    """Nobody insists on the precondition any longer.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" demands "withdrawal" before it talks
    When the precondition "withdrawal" lapses
    """
    story.happen("demand", date, precondition=precondition, status="lapsed")


@happens(
    '"{party}" tables the proposal "{proposal}"',
    '"{party}" tables the proposal "{proposal}" about "{issue}"',
)
def tables(
    story: Story, party: str, proposal: str, issue: str | None = None, date: str | None = None
) -> None:
    """A paper is put on the table.

    Given a case between "ruritania" and "freedonia"
    And the issue "border", from "Freedonia alone" to "Ruritania alone"
    When "ruritania" tables the proposal "memorandum"
    And "freedonia" tables the proposal "counter-paper" about "border"
    """
    story.happen("proposal", date, actor=party, proposal=proposal, status="tabled", issue=issue)


@happens('"{party}" counters the proposal "{proposal}"')
def counters(story: Story, party: str, proposal: str, date: str | None = None) -> None:
    """A party answers a paper with changes of its own.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" tables the proposal "memorandum"
    When "freedonia" counters the proposal "memorandum"
    """
    story.happen("proposal", date, actor=party, proposal=proposal, status="countered")


@happens('"{party}" accepts the proposal "{proposal}"')
def accepts_proposal(story: Story, party: str, proposal: str, date: str | None = None) -> None:
    """A party says yes to a paper.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" tables the proposal "memorandum"
    When "freedonia" accepts the proposal "memorandum"
    """
    story.happen("proposal", date, actor=party, proposal=proposal, status="accepted")


@happens('"{party}" rejects the proposal "{proposal}"')
def rejects_proposal(story: Story, party: str, proposal: str, date: str | None = None) -> None:
    """A party says no to a paper.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" tables the proposal "memorandum"
    When "freedonia" rejects the proposal "memorandum"
    """
    story.happen("proposal", date, actor=party, proposal=proposal, status="rejected")


@happens('"{party}" withdraws the proposal "{proposal}"')
def withdraws_proposal(story: Story, party: str, proposal: str, date: str | None = None) -> None:
    """A party takes its paper back.

    Given a case between "ruritania" and "freedonia"
    And "ruritania" tables the proposal "memorandum"
    When "ruritania" withdraws the proposal "memorandum"
    """
    story.happen("proposal", date, actor=party, proposal=proposal, status="withdrawn")
