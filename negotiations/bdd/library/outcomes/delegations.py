"""Delegations, mediation and proposals."""

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.comparing import same
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.talks import Delegation, MediationEffort

# --- delegations


@then(
    'the delegation of "{party}" is "{status}"',
    'the delegation of "{party}" to round {number} is "{status}"',
    'the delegation of "{party}" to round {number} of "{track}" is "{status}"',
)
def delegation_is(
    story: Story,
    party: str,
    status: str,
    number: Value | None = None,
    track: str | None = None,
) -> None:
    """Named, expected, arrived, departed or withdrawn; the latest delegation if no round is named.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the delegation of "russia" is "arrived"
    And the delegation of "ukraine" to round 2 is "named"
    And the delegation of "turkey" to round 2 of "istanbul" is "expected"
    """
    wanted = naming.choice_of("delegation", "status", status)
    found = _delegation(story, party, number, track)
    if found.status != wanted:
        raise Unmet(f"the delegation of {found.party} to be {wanted}", f"it is {found.status}")


@then(
    'the delegation of "{party}" is headed by "{name}"',
    'the delegation of "{party}" to round {number} is headed by "{name}"',
    'the head of the delegation of "{party}" is not known',
)
def delegation_is_headed_by(
    story: Story, party: str, name: str | None = None, number: Value | None = None
) -> None:
    """Who heads a delegation, as its records name them.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the delegation of "russia" is headed by "Vladimir Medinsky"
    And the delegation of "ukraine" to round 2 is headed by "Rustem Umerov"
    And the head of the delegation of "turkey" is not known
    """
    found = _delegation(story, party, number, None)
    same(f"the head of the delegation of {found.party}", found.head, name)


@then('the delegation of "{party}" is at the level of "{level}"')
def delegation_is_at_level(story: Story, party: str, level: str) -> None:
    """The rank of its head: leader, minister, adviser, official or expert.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the delegation of "ukraine" is at the level of "minister"
    """
    wanted = naming.choice_of("delegation", "level", level)
    found = _delegation(story, party, None, None)
    same(f"the level of the delegation of {found.party}", found.level, wanted)


@then('no delegation of "{party}" is known')
def no_delegation(story: Story, party: str) -> None:
    """It is not known that a party or third party sends anybody.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then no delegation of "ukraine" is known
    """
    who = naming.participant(story.case, party)
    found = [each for each in story.run.process.delegations.values() if each.party == who]
    if found:
        told = ", ".join(f"to round {each.number}: {each.status}" for each in found)
        raise Unmet(f"no delegation of {who} to be known", f"there is one {told}")


# --- mediation and proposals


@then(
    'the outcome of the mediation by "{party}" is "{outcome}"',
    'the outcome of the mediation by "{party}" on "{issue}" is "{outcome}"',
)
def mediation_is(story: Story, party: str, outcome: str, issue: str | None = None) -> None:
    """What a third party's efforts have come to: none yet, accepted, succeeded, failed, withdrawn.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the outcome of the mediation by "international-partners" is "none yet"
    And the outcome of the mediation by "international-partners" on "truce-terms" is "none yet"
    """
    wanted = naming.choice_of("mediation", "outcome", outcome)
    found = _efforts(story, party, issue)
    if wanted not in [each.outcome for each in found]:
        told = ", ".join(f"{each.id}: {each.outcome}" for each in found)
        raise Unmet(f"mediation by {party} to have the outcome {wanted}", told or "there is none")


@then('no mediation by "{party}" is known')
def no_mediation(story: Story, party: str) -> None:
    """It is not known that somebody mediates; to host is not to mediate.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then no mediation by "turkey" is known
    """
    found = _efforts(story, party, None)
    if found:
        raise Unmet(f"no mediation by {party} to be known", f"there is {found[0].id}")


@then('the proposal "{proposal}" is "{status}"')
def proposal_is(story: Story, proposal: str, status: str) -> None:
    """How far a paper on the table has come: tabled, accepted, rejected, withdrawn.

    Given the case "minsk-2014"
    When the log is replayed as of "2014-06-25"
    Then the proposal "fifteen-points" is "tabled"
    """
    wanted, known = naming.choice_of("proposal", "status", status), story.run.process.proposals
    id = naming.thing(story, "proposal", proposal, known)
    actual = f"it is {known[id].status}" if id in known else "nothing is known of it by then"
    if id not in known or known[id].status != wanted:
        raise Unmet(f"the proposal {id} to be {wanted}", actual)


# --- within


def _delegation(story: Story, party: str, number: Value | None, track: str | None) -> Delegation:
    """The delegation to a round, else the latest to any. Raises Unmet if there is none."""
    who, key = naming.participant(story.case, party), None
    if number is not None:
        key = naming.round_key(story.case, number, track)
    sent = [each for each in story.run.process.delegations.values() if each.party == who]
    meant = [each for each in sent if key in (None, f"{each.track}:{each.number}")]
    if not meant:
        rounds = tuple(f"one to round {each.track}:{each.number}" for each in sent)
        raise Unmet(f"a delegation of {who}" + (f" to round {key}" if key else ""),
                    "none is known", rounds)  # fmt: skip
    return meant[-1]


def _efforts(story: Story, party: str, issue: str | None) -> list[MediationEffort]:
    who = naming.participant(story.case, party)
    on = naming.issue(story.case, issue) if issue else None
    efforts = story.run.process.mediation.values()
    return [each for each in efforts if who in each.by and on in (None, each.issue)]
