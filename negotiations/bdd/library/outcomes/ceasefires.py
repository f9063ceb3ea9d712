"""Ceasefires."""

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.things import (
    counted,
    found,
    is_,
    is_not,
    is_not_known,
    not_signed,
    signed,
)
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.ceasefires import Ceasefire


@then('the ceasefire "{ceasefire}" is "{status}"')
def ceasefire_is(story: Story, ceasefire: str, status: str) -> None:
    """Where a ceasefire stands: proposed, declared, in effect, ended. Declared is not in effect.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-13"
    Then the ceasefire "minsk-2-truce" is "declared"
    """
    is_(story, "ceasefire", ceasefire, status)


@then('the ceasefire "{ceasefire}" is not "{status}"')
def ceasefire_is_not(story: Story, ceasefire: str, status: str) -> None:
    """A ceasefire that is known does not stand there.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-13"
    Then the ceasefire "minsk-2-truce" is not "in effect"
    """
    is_not(story, "ceasefire", ceasefire, status)


@then('the ceasefire "{ceasefire}" is not known')
def ceasefire_is_not_known(story: Story, ceasefire: str) -> None:
    """Nothing is known by then of a ceasefire that a later record names.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-10"
    Then the ceasefire "minsk-2-truce" is not known
    """
    is_not_known(story, "ceasefire", ceasefire)


@then('the ceasefire "{ceasefire}" is signed by "{party}"')
def ceasefire_is_signed_by(story: Story, ceasefire: str, party: str) -> None:
    """A party or third party has put its name to a ceasefire.

    Given the case "minsk-2014"
    When the log is replayed as of "2014-09-06"
    Then the ceasefire "protocol-truce" is signed by "ukraine"
    """
    meant = _ceasefire(story, ceasefire, "to be signed")
    signed(story, f"the ceasefire {meant.id}", meant.signatories, party)


@then('the ceasefire "{ceasefire}" is not signed by "{party}"')
def ceasefire_is_not_signed_by(story: Story, ceasefire: str, party: str) -> None:
    """A party or third party has not put its name to a ceasefire that is known.

    Given the case "minsk-2014"
    When the log is replayed as of "2014-06-25"
    Then the ceasefire "june-truce" is not signed by "separatists"
    """
    meant = _ceasefire(story, ceasefire, "not to be signed")
    not_signed(story, f"the ceasefire {meant.id}", meant.signatories, party)


@then(
    'the ceasefire "{ceasefire}" has {number} violations',
    'the ceasefire "{ceasefire}" has {number} violation',
)
def ceasefire_has_violations(story: Story, ceasefire: str, number: Value) -> None:
    """How many violations are counted; a violation ends no ceasefire.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-20"
    Then the ceasefire "minsk-2-truce" has 1 violation
    And the ceasefire "silence" has 0 violations
    """
    wanted = naming.whole("a number of violations", number)
    meant = _ceasefire(story, ceasefire, "to have violations")
    if meant.violations != wanted:
        expected = f"the ceasefire {meant.id} to have {wanted} violations"
        raise Unmet(expected, f"it has {meant.violations}")


@then('the ceasefire "{ceasefire}" is of the kind asked about')
def ceasefire_is_asked_about(story: Story, ceasefire: str) -> None:
    """It meets the definition in the case, so that it decides the question.

    Given the case "minsk-2014"
    When the log is replayed as of "2014-09-06"
    Then the ceasefire "protocol-truce" is of the kind asked about
    """
    meant = _ceasefire(story, ceasefire, "to be of the kind asked about")
    if not story.case.definition.describes(meant):
        raise Unmet(f"the ceasefire {meant.id} to be of the kind asked about", _features(meant))


@then('the ceasefire "{ceasefire}" is not of the kind asked about')
def ceasefire_is_not_asked_about(story: Story, ceasefire: str) -> None:
    """It does not meet the definition in the case, and leaves the question as it is.

    Given the case "minsk-2014"
    When the log is replayed as of "2014-06-25"
    Then the ceasefire "june-truce" is not of the kind asked about
    """
    meant = _ceasefire(story, ceasefire, "not to be of the kind asked about")
    if story.case.definition.describes(meant):
        raise Unmet(f"the ceasefire {meant.id} not to be of the kind asked about", _features(meant))


@then('no ceasefire is "{status}"')
def no_ceasefire_is(story: Story, status: str) -> None:
    """There is no ceasefire that stands there.

    Given the case "minsk-2014"
    When the log is replayed as of "2014-08-31"
    Then no ceasefire is "in effect"
    """
    counted(story, "ceasefire", 0, status)


@then(
    'there are {number} ceasefires that are "{status}"',
    'there is {number} ceasefire that is "{status}"',
)
def ceasefires_that_are(story: Story, number: Value, status: str) -> None:
    """How many ceasefires stand there; they may overlap.

    Given the case "minsk-2014"
    When the log is replayed as of "2014-12-10"
    Then there are 3 ceasefires that are "in effect"
    And there is 1 ceasefire that is "ended"
    """
    counted(story, "ceasefire", number, status)


# --- within


def _ceasefire(story: Story, name: str, expected: str) -> Ceasefire:
    thing = found(story, "ceasefire", name, expected)
    assert isinstance(thing, Ceasefire)
    return thing


def _features(found: Ceasefire) -> str:
    parts = (found.declaration, found.scope, found.class_, *found.purpose)
    told = ", ".join(part.replace("_", " ") for part in parts if part)
    return f"it is {told or 'not described by any record'}"
