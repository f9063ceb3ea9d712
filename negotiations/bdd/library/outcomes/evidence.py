"""Evidence: which rules weigh on a question, how much, and what caps leave of it.

A weight is in nats: the logarithm of what it multiplies each day's hazard by. What weighs now has
faded since its event, and is told as its group's cap leaves it.
"""

import math

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.asking import event_id, listed
from negotiations.bdd.answers.comparing import Reading
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.changes import Stood, Weighed
from negotiations.report.evidence import SMALL, Account, Weight, account

NATS = " nats"
HORIZON = 90
"""Days for which an account tells percentage points; no step here asks for them."""


@then(
    'the rule "{rule}" weighs for "{question}"',
    'the rule "{rule}" weighs for "{question}" in the group "{group}"',
)
def weighs_for(story: Story, rule: str, question: str, group: str | None = None) -> None:
    """Evidence of the rule makes the answer more likely now.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the rule "round-convened" weighs for "onset"
    And the rule "round-convened" weighs for "onset" in the group "talks"
    """
    _weighs(story, rule, question, group, "for", sign=1)


@then(
    'the rule "{rule}" weighs against "{question}"',
    'the rule "{rule}" weighs against "{question}" in the group "{group}"',
)
def weighs_against(story: Story, rule: str, question: str, group: str | None = None) -> None:
    """Evidence of the rule makes the answer less likely now.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the rule "mass-drone-attack" weighs against "onset"
    And the rule "mass-drone-attack" weighs against "onset" in the group "battlefield"
    """
    _weighs(story, rule, question, group, "against", sign=-1)


@then('the rule "{rule}" does not weigh on "{question}"')
def does_not_weigh(story: Story, rule: str, question: str) -> None:
    """No evidence of the rule is left that would show in three decimals.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the rule "truce-refused" does not weigh on "onset"
    """
    meant, weights = naming.rule(story, rule).name, _weights(story, question)
    found = [each for each in weights if each.piece.rule == meant and abs(each.nats) >= SMALL]
    if found:
        raise Unmet(f"the rule {meant} not to weigh on {question}", "it does", _listed(found))


@then('the rule "{rule}" weighs {nats} nats on "{question}"')
def weighs_nats(story: Story, rule: str, nats: float, question: str) -> None:
    """What the evidence of the rule comes to now, with as many digits as are written.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the rule "mass-drone-attack" weighs -0.097 nats on "onset"
    """
    meant, weights = naming.rule(story, rule).name, _weights(story, question)
    own = [each for each in weights if each.piece.rule == meant]
    total = math.fsum(each.nats for each in own)
    what = f"the weight of {meant} on {question}"
    Reading(what, total, NATS, nearest=_listed(own or weights)).reads(nats)


@then('"{event}" weighs {nats} nats on "{question}" by the rule "{rule}"')
def event_weighs(story: Story, event: str, nats: float, question: str, rule: str) -> None:
    """What an event weighed by a rule when it happened, before it faded and before any cap.

    It is the sum over all for whom the rule fired; what was not counted again that day is nothing.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "drone-wave-2025-06-01" weighs -0.105 nats on "onset" by the rule "mass-drone-attack"
    """
    on, asked, meant = event_id(story, event), naming.question(question), naming.rule(story, rule)
    posted = [
        (reason.rule, reason.change)
        for reason in story.run.trace.of_event(on)
        if isinstance(reason.change, Weighed | Stood) and reason.change.question == asked
    ]
    own = [change for name, change in posted if name == meant.name]
    total = math.fsum(each.nats for each in own if isinstance(each, Stood) or each.counted)
    told = listed(f"{name}: {change.told()}" for name, change in posted)
    what = f"the weight of {on} on {asked} by {meant.name}"
    Reading(what, total if own else None, NATS, "the rule posted none", told).reads(nats)


@then('the group "{group}" weighs {nats} nats on "{question}"')
def group_weighs(story: Story, group: str, nats: float, question: str) -> None:
    """What a group's evidence comes to now, once its cap is applied.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the group "talks" weighs 0.418 nats on "onset"
    """
    _group(story, group, question).reads(nats)


@then('the group "{group}" weighs {nats} nats on "{question}" before its cap')
def group_weighs_uncapped(story: Story, group: str, nats: float, question: str) -> None:
    """What a group's evidence would come to now if it had no cap.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the group "talks" weighs 0.446 nats on "onset" before its cap
    """
    _group(story, group, question, capped=False).reads(nats)


@then('the cap of the group "{group}" is {cap} nats')
def cap_is(story: Story, group: str, cap: float) -> None:
    """Beyond which a group never moves a question, however much comes in.

    Given the case "istanbul-2025"
    Then the cap of the group "battlefield" is 0.7 nats
    """
    Reading(f"the cap of {group}", story.rules.caps[naming.group(story, group)], NATS).reads(cap)


@then('all evidence on "{question}" comes to {nats} nats')
def evidence_comes_to(story: Story, question: str, nats: float) -> None:
    """By how much each day's hazard stands above the base rate's, as a logarithm; below it, -.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then all evidence on "onset" comes to 0.25 nats
    """
    weights = _weights(story, question)
    total = math.fsum(each.nats for each in weights)
    Reading(f"all evidence on {question}", total, NATS, nearest=_listed(weights)).reads(nats)


@then(
    '{number} pieces of evidence weigh on "{question}"',
    '{number} piece of evidence weighs on "{question}"',
)
def pieces_weigh(story: Story, number: Value, question: str) -> None:
    """How many pieces of evidence count now, even those that have faded to little.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-16T12:00"
    Then 1 piece of evidence weighs on "onset"
    When it is "2025-05-17"
    Then 2 pieces of evidence weigh on "onset"
    """
    wanted, weights = naming.whole("a number of pieces", number), _weights(story, question)
    if len(weights) != wanted:
        expected = f"{wanted} pieces of evidence to weigh on {question}"
        raise Unmet(expected, f"{len(weights)} do", _listed(weights))


@then('no evidence weighs on "{question}"')
def no_evidence(story: Story, question: str) -> None:
    """The likelihood is the base rate's.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-15"
    Then no evidence weighs on "onset"
    """
    weights = _weights(story, question)
    if weights:
        raise Unmet(f"no evidence to weigh on {question}", f"{len(weights)} do", _listed(weights))


@then('the strongest evidence on "{question}" is of the rule "{rule}"')
def strongest_evidence(story: Story, question: str, rule: str) -> None:
    """The piece that weighs most now, for or against.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the strongest evidence on "onset" is of the rule "no-round-for-14-days"
    """
    meant, weights = naming.rule(story, rule).name, _weights(story, question)
    first = weights[0].piece.rule if weights else None
    if first != meant:
        actual = f"it is of {first}" if first else "no evidence weighs on it"
        expected = f"the strongest evidence on {question} to be of {meant}"
        raise Unmet(expected, actual, _listed(weights))


# --- within


def _weights(story: Story, question: str) -> list[Weight]:
    """Every piece that counts now, the heaviest first. Raises Unmet if the question isn't asked."""
    asked, taken = naming.question(question), _account(story)
    if isinstance(taken, str):
        if story.run.now is None:
            return []
        raise Unmet(f"evidence on {asked} to be asked for", taken)
    if taken.question != asked:
        raise Unmet(f"evidence on {asked} to be asked for", f"the question is {taken.question}")
    return sorted(taken.weights, key=lambda each: -abs(each.nats))


def _account(story: Story) -> Account | str:
    return account(story.run, HORIZON)


def _listed(weights: list[Weight]) -> tuple[str, ...]:
    """The heaviest pieces, a line each."""
    return listed(f"{each.nats:+.3f} nats  {each.piece.rule} on {each.piece.event}"
                  for each in sorted(weights, key=lambda each: -abs(each.nats)))  # fmt: skip


def _weighs(
    story: Story, rule: str, question: str, group: str | None, word: str, sign: int
) -> None:
    meant, weights = naming.rule(story, rule).name, _weights(story, question)
    where = naming.group(story, group) if group else None
    own = [each for each in weights if each.piece.rule == meant and where in (None, each.group)]
    if sign * math.fsum(each.nats for each in own) <= 0:
        told = "it weighs nothing" if not own else "it weighs the other way"
        inside = f" in the group {where}" if where else ""
        expected = f"the rule {meant} to weigh {word} {question}{inside}"
        raise Unmet(
            expected, told, _listed([w for w in weights if w.piece.rule == meant] or weights)
        )


def _group(story: Story, group: str, question: str, *, capped: bool = True) -> Reading:
    where = naming.group(story, group)
    own = [each for each in _weights(story, question) if each.group == where]
    total = math.fsum(each.nats if capped else each.raw for each in own)
    return Reading(f"the weight of {where} on {question}", total, NATS, nearest=_listed(own))
