"""Agreements."""

from datetime import datetime

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.comparing import within
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
from negotiations.model.agreements import Agreement


@then('the agreement "{agreement}" is "{status}"')
def agreement_is(story: Story, agreement: str, status: str) -> None:
    """How far an agreement has come; agreed is not executed.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the agreement "prisoner-exchange" is "agreed"
    """
    is_(story, "agreement", agreement, status)


@then('the agreement "{agreement}" is not "{status}"')
def agreement_is_not(story: Story, agreement: str, status: str) -> None:
    """An agreement that is known has not come to a status, or has left it again.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the agreement "prisoner-exchange" is not "executed"
    """
    is_not(story, "agreement", agreement, status)


@then('the agreement "{agreement}" is not known')
def agreement_is_not_known(story: Story, agreement: str) -> None:
    """Nothing is known by then of an agreement that a later record names.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-10"
    Then the agreement "minsk-2" is not known
    """
    is_not_known(story, "agreement", agreement)


@then('the agreement "{agreement}" is of the type "{type}"')
def agreement_is_of_type(story: Story, agreement: str, type: str) -> None:
    """What sort of agreement it is: prisoner exchange, framework, implementation …

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-16"
    Then the agreement "minsk-protocol" is of the type "framework"
    """
    wanted = naming.choice_of("agreement", "type", type)
    meant = _agreement(story, agreement, f"to be of the type {wanted}")
    if meant.type != wanted:
        raise Unmet(f"the agreement {meant.id} to be of the type {wanted}", f"it is {meant.type}")


@then('the agreement "{agreement}" was agreed on "{date}"')
def agreed_on(story: Story, agreement: str, date: str) -> None:
    """The day it came about, within the time that is named.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the agreement "prisoner-exchange" was agreed on "2025-05-16"
    """
    meant = _agreement(story, agreement, "to be agreed")
    _lies(story, f"the agreement {meant.id} to be agreed on {date}", meant.agreed, date)


@then('the agreement "{agreement}" was executed on "{date}"')
def executed_on(story: Story, agreement: str, date: str) -> None:
    """The day it was carried out in full, within the time named.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-16"
    Then the agreement "exchange" was executed on "2014-12-26"
    """
    meant = _agreement(story, agreement, "to be executed")
    _lies(story, f"the agreement {meant.id} to be executed on {date}", meant.executed, date)


@then('the agreement "{agreement}" is signed by "{party}"')
def agreement_is_signed_by(story: Story, agreement: str, party: str) -> None:
    """A party or third party has put its name to an agreement.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-16"
    Then the agreement "minsk-2" is signed by "osce"
    """
    meant = _agreement(story, agreement, "to be signed")
    signed(story, f"the agreement {meant.id}", meant.signatories, party)


@then('the agreement "{agreement}" is not signed by "{party}"')
def agreement_is_not_signed_by(story: Story, agreement: str, party: str) -> None:
    """A party or third party has not put its name to an agreement that is known.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-16"
    Then the agreement "minsk-2" is not signed by "germany"
    """
    meant = _agreement(story, agreement, "not to be signed")
    not_signed(story, f"the agreement {meant.id}", meant.signatories, party)


@then("there are {number} agreements", "there is {number} agreement")
def agreements(story: Story, number: Value) -> None:
    """How many agreements are known, ceasefires apart.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-15"
    Then there are 0 agreements
    When it is "2025-06-02"
    Then there is 1 agreement
    """
    counted(story, "agreement", number, None)


@then(
    'there are {number} agreements that are "{status}"',
    'there is {number} agreement that is "{status}"',
)
def agreements_that_are(story: Story, number: Value, status: str) -> None:
    """How many agreements have come that far, and no further.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-16"
    Then there are 3 agreements that are "agreed"
    And there is 1 agreement that is "executed"
    """
    counted(story, "agreement", number, status)


# --- within


def _agreement(story: Story, name: str, expected: str) -> Agreement:
    thing = found(story, "agreement", name, expected)
    assert isinstance(thing, Agreement)
    return thing


def _lies(story: Story, expected: str, actual: datetime | None, date: str) -> None:
    within(expected, actual, naming.time(story.case, date), story.case.day_zone)
