"""Phases: where talks, exchanges, ceasefires and the settlement stand."""

from collections.abc import Iterator

from negotiations.bdd.answers import naming
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.changes import Moved
from negotiations.model.phases import Region
from negotiations.trace import Reason


@then('the phase of "{region}" is "{phase}"')
def phase_is(story: Story, region: str, phase: str) -> None:
    """Where a region of phases stands: `talks:TRACK`, `humanitarian:AGREEMENT`,
    `ceasefire:CEASEFIRE` or `settlement`.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the phase of "talks:istanbul" is "convened"
    And the phase of "humanitarian:prisoner-exchange" is "agreed"
    """
    _stands(story, naming.region(story, region), phase)


@then('the talks are "{phase}"', 'the talks "{track}" are "{phase}"')
def talks_are(story: Story, phase: str, track: str | None = None) -> None:
    """Where the talks on a track stand; the case's first track if none is named.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-11"
    Then the talks are "convened"
    And the talks "normandy" are "convened"
    """
    _stands(story, naming.region(story, f"talks:{naming.track(story.case, track)}"), phase)


@then('the settlement is "{phase}"')
def settlement_is(story: Story, phase: str) -> None:
    """How far agreements have come on the conflict itself.

    Given the case "minsk-2014"
    When the log is replayed as of "2014-09-06"
    Then the settlement is "framework"
    """
    _stands(story, naming.region(story, "settlement"), phase)


@then('the phase of "{region}" was never "{phase}"')
def phase_was_never(story: Story, region: str, phase: str) -> None:
    """The region did not come through a phase, neither now nor before.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the phase of "humanitarian:prisoner-exchange" was never "executed"
    """
    meant = naming.region(story, region)
    wanted = naming.phase(meant.kind, phase)
    came = [(why, move) for why, move in moves_of(story, meant.key) if move.after == wanted]
    if came or meant.phase == wanted:
        actual = f"it came to it with {came[0][0].event}" if came else "it is"
        raise Unmet(f"{meant.key} never to be {wanted}", actual, path_of(story, meant))


@then('the phase of "{region}" went from "{before}" to "{after}"')
def phase_went(story: Story, region: str, before: str, after: str) -> None:
    """Some move of the region led from one phase to the other.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the phase of "talks:istanbul" went from "adjourned" to "scheduled"
    """
    meant = naming.region(story, region)
    wanted = [naming.phase(meant.kind, each) for each in (before, after)]
    moves = [move for _, move in moves_of(story, meant.key)]
    if wanted not in [[move.before, move.after] for move in moves]:
        told = "; ".join(move.told() for move in moves) or "it has not moved"
        expected = f"{meant.key} to go from {wanted[0]} to {wanted[1]}"
        raise Unmet(expected, told if moves else "it has not moved")


@then('the phase of "{region}" does not change')
def phase_stays(story: Story, region: str) -> None:
    """The region stands where it stood before the last When began.

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-05-17"
    When it is "2025-06-01"
    Then the phase of "talks:istanbul" does not change
    """
    meant = naming.region(story, region)
    earlier = story.before.process.regions.get(meant.key)
    before = earlier.phase if earlier else "none"
    if before != meant.phase:
        actual = f"it went from {before} to {meant.phase}"
        raise Unmet(f"the phase of {meant.key} not to change", actual, path_of(story, meant))


@then('there are {number} regions of "{kind}"', 'there is {number} region of "{kind}"')
def regions_of(story: Story, number: Value, kind: str) -> None:
    """How many regions of a kind there are: talks, ceasefire, humanitarian, settlement.

    Given the case "minsk-2014"
    When the log is replayed as of "2015-02-16"
    Then there are 2 regions of "talks"
    And there is 1 region of "humanitarian"
    """
    wanted = naming.whole("a number of regions", number)
    found = story.run.process.of_kind(naming.kind_of_region(kind))
    if len(found) != wanted:
        told = ", ".join(f"{each.key} is {each.phase}" for each in found) or "there is none"
        raise Unmet(f"{wanted} of the kind {kind}", f"there are {len(found)}: {told}")


# --- within


def _stands(story: Story, region: Region, phase: str) -> None:
    wanted = naming.phase(region.kind, phase)
    if region.phase != wanted:
        expected = f"the phase of {region.key} to be {wanted}"
        raise Unmet(expected, f"it is {region.phase}", path_of(story, region))


def moves_of(story: Story, key: str) -> Iterator[tuple[Reason, Moved]]:
    """Every move of a region, with its reason."""
    for reason in story.run.trace.of_region(key):
        if isinstance(reason.change, Moved):
            yield reason, reason.change


def path_of(story: Story, region: Region) -> tuple[str, ...]:
    """The last moves of a region, with the events that made them."""
    moves = [f"{move.told()}  [{why.event}]" for why, move in moves_of(story, region.key)]
    return tuple(moves[-3:])
