"""Preconditions and stances."""

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.asking import listed
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.terms import Precondition

# --- preconditions


@then('the precondition "{precondition}" is "{status}"')
def precondition_is(story: Story, precondition: str, status: str) -> None:
    """Where a precondition stands: asserted, met, waived, replaced or lapsed.

    Given the case "istanbul-2025"
    When these events happen:
      | kind   | occurred   | actor  | precondition     | status   |
      | demand | 2025-05-10 | russia | no-troops-nearby | asserted |
      | demand | 2025-05-12 | russia | no-troops-nearby | waived   |
    Then the precondition "no-troops-nearby" is "waived"
    """
    wanted = naming.choice_of("demand", "status", status)
    found = _precondition(story, precondition, f"to be {wanted}")
    if found.status != wanted:
        raise Unmet(f"the precondition {found.id} to be {wanted}", f"it is {found.status}")


@then('the precondition "{precondition}" is open')
def precondition_is_open(story: Story, precondition: str) -> None:
    """It is asserted, and neither met nor given up, so it stands in the way of talks.

    Given the case "istanbul-2025"
    When these events happen:
      | kind   | occurred   | actor  | precondition     | status   |
      | demand | 2025-05-10 | russia | no-troops-nearby | asserted |
    Then the precondition "no-troops-nearby" is open
    """
    found = _precondition(story, precondition, "to be open")
    if not found.is_open:
        raise Unmet(f"the precondition {found.id} to be open", f"it is {found.status}")


@then('the precondition "{precondition}" is not open')
def precondition_is_not_open(story: Story, precondition: str) -> None:
    """It was met, or given up: it stands in nobody's way any more.

    Given the case "istanbul-2025"
    When these events happen:
      | kind   | occurred   | actor  | precondition     | status   |
      | demand | 2025-05-10 | russia | no-troops-nearby | asserted |
      | demand | 2025-05-12 | russia | no-troops-nearby | met      |
    Then the precondition "no-troops-nearby" is not open
    """
    found = _precondition(story, precondition, "not to be open")
    if found.is_open:
        raise Unmet(f"the precondition {found.id} not to be open", "it is")


@then('the precondition "{precondition}" is held by "{party}"')
def precondition_is_held_by(story: Story, precondition: str, party: str) -> None:
    """Whose precondition it is.

    Given the case "istanbul-2025"
    When these events happen:
      | kind   | occurred   | actor  | precondition     | status   |
      | demand | 2025-05-10 | russia | no-troops-nearby | asserted |
    Then the precondition "no-troops-nearby" is held by "russia"
    """
    who = naming.participant(story.case, party)
    found = _precondition(story, precondition, f"to be held by {who}")
    if who not in found.holder:
        held = ", ".join(found.holder) or "nobody who is named"
        raise Unmet(f"the precondition {found.id} to be held by {who}", f"it is held by {held}")


@then(
    "there are {number} open preconditions",
    "there is {number} open precondition",
    'there are {number} open preconditions of "{party}"',
    'there is {number} open precondition of "{party}"',
)
def open_preconditions(story: Story, number: Value, party: str | None = None) -> None:
    """How many preconditions stand in the way of talks: of all, or those that one party holds.

    Given the case "istanbul-2025"
    When these events happen:
      | kind   | occurred   | actor  | precondition     | status   |
      | demand | 2025-05-10 | russia | no-troops-nearby | asserted |
    Then there is 1 open precondition
    And there is 1 open precondition of "russia"
    And there are 0 open preconditions of "ukraine"
    When these events happen:
      | kind   | occurred   | actor  | precondition     | status |
      | demand | 2025-05-12 | russia | no-troops-nearby | met    |
    Then there are 0 open preconditions
    """
    wanted = naming.whole("a number of preconditions", number)
    who = naming.participant(story.case, party) if party else None
    held = story.run.process.open_preconditions()
    found = [each.id for each in held if who is None or who in each.holder]
    if len(found) != wanted:
        told = f": {', '.join(found)}" if found else ""
        of = f" of {who}" if who else ""
        raise Unmet(
            f"{wanted} open preconditions{of}", f"there are {len(found)}{told}", _all(story)
        )


# --- stances


@then('the stance of "{party}" on "{issue}" is "{stance}"')
def stance_is(story: Story, party: str, issue: str, stance: str) -> None:
    """A party's last word on an issue, from refuses to accepts. Not agreed is not refused.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the stance of "russia" on "truce-terms" is "not agreed"
    """
    wanted = naming.choice_of("statement", "stance", stance)
    what, actual = _stance(story, party, issue)
    if actual != wanted:
        raise Unmet(f"{what} to be {wanted}", f"it is {actual}" if actual else "it is not known")


@then('the stance of "{party}" on "{issue}" is not "{stance}"')
def stance_is_not(story: Story, party: str, issue: str, stance: str) -> None:
    """A party's last word on an issue is known, and is another.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the stance of "russia" on "truce-terms" is not "refuses"
    """
    shunned = naming.choice_of("statement", "stance", stance)
    what, actual = _stance(story, party, issue)
    if actual in (shunned, None):
        raise Unmet(f"{what} not to be {shunned}", "it is" if actual else "it is not known")


@then('the stance of "{party}" on "{issue}" is not known')
def stance_is_not_known(story: Story, party: str, issue: str) -> None:
    """A party has said nothing on an issue: that is no refusal.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the stance of "russia" on "prisoners" is not known
    """
    what, actual = _stance(story, party, issue)
    if actual is not None:
        raise Unmet(f"{what} not to be known", f"it is {actual}")


# --- within


def _precondition(story: Story, name: str, expected: str) -> Precondition:
    known = story.run.process.preconditions
    id = naming.thing(story, "precondition", name, known)
    if id not in known:
        raise Unmet(f"the precondition {id} {expected}", "nothing is known of it by then")
    return known[id]


def _all(story: Story) -> tuple[str, ...]:
    known = story.run.process.preconditions.values()
    return listed(f"{each.id} is {each.status}" for each in known)


def _stance(story: Story, party: str, issue: str) -> tuple[str, str | None]:
    """What the stance is called, and what it is."""
    who, on = naming.participant(story.case, party), naming.issue(story.case, issue)
    last = story.run.process.stances.get((who, on))
    return f"the stance of {who} on {on}", last[0] if last else None
