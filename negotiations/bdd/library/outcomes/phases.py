"""Phases: where talks, exchanges, ceasefires and the settlement stand."""

from collections.abc import Iterator

from negotiations.bdd import naming
from negotiations.bdd.asking import listed, says
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.changes import Moved
from negotiations.model.phases import Option, Region
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
    came = [(why, move) for why, move in _moves(story, meant.key) if move.after == wanted]
    if came or meant.phase == wanted:
        actual = f"it came to it with {came[0][0].event}" if came else "it is"
        raise Unmet(f"{meant.key} never to be {wanted}", actual, _path(story, meant))


@then('the phase of "{region}" went from "{before}" to "{after}"')
def phase_went(story: Story, region: str, before: str, after: str) -> None:
    """Some move of the region led from one phase to the other.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the phase of "talks:istanbul" went from "adjourned" to "scheduled"
    """
    meant = naming.region(story, region)
    wanted = [naming.phase(meant.kind, each) for each in (before, after)]
    moves = [move for _, move in _moves(story, meant.key)]
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
        raise Unmet(f"the phase of {meant.key} not to change", actual, _path(story, meant))


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


# --- moves that the table does not foresee


@then('the move of "{region}" to "{phase}" was irregular')
def move_was_irregular(story: Story, region: str, phase: str) -> None:
    """The last move to a phase was not foreseen, or made though something stood against it.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-16"
    Then the move of "talks:istanbul" to "adjourned" was regular
    And the move of "talks:istanbul" to "convened" was irregular
    """
    move = _last_move(story, region, phase)
    if move.irregular is None:
        raise Unmet(f"the move of {move.region} to {move.after} to be irregular", "it was regular")


@then('the move of "{region}" to "{phase}" was regular')
def move_was_regular(story: Story, region: str, phase: str) -> None:
    """The last move to a phase was foreseen, and nothing stood against it.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the move of "talks:istanbul" to "convened" was regular
    """
    move = _last_move(story, region, phase)
    if move.irregular is not None:
        expected = f"the move of {move.region} to {move.after} to be regular"
        raise Unmet(expected, f"it was irregular: {move.irregular}")


@then('the move of "{region}" to "{phase}" was irregular because "{reason}"')
def move_was_irregular_because(story: Story, region: str, phase: str, reason: str) -> None:
    """Why the last move to a phase was irregular; some of the words are enough.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-16"
    Then the move of "talks:istanbul" to "convened" was irregular because "convened does not follow none"
    """  # noqa: E501
    move = _last_move(story, region, phase)
    if move.irregular is None or not says(move.irregular, reason):
        actual = f"because {move.irregular}" if move.irregular else "it was regular"
        raise Unmet(f"the move of {move.region} to be irregular because {reason}", actual)


@then("no move was irregular")
def no_move_was_irregular(story: Story) -> None:
    """All that happened was foreseen by the tables of phases.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-15"
    Then no move was irregular
    """
    moves = (reason.change for reason in story.run.trace)
    odd = [each.told() for each in moves if isinstance(each, Moved) and each.irregular]
    if odd:
        raise Unmet("every move to be regular", f"{len(odd)} were not", listed(odd))


# --- what may come next


@then('the move "{move}" of "{region}" is open')
def move_is_open(story: Story, move: str, region: str) -> None:
    """A move that the table offers from here, with nothing in its way.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then the move "schedule" of "talks:istanbul" is open
    """
    option = _option(story, move, region)
    if isinstance(option, str) or option.blocked:
        actual = option if isinstance(option, str) else f"it is blocked by {option.blocked}"
        raise Unmet(f"the move {move} of {region} to be open", actual, _next(story, region))


@then('the move "{move}" of "{region}" is blocked')
def move_is_blocked(story: Story, move: str, region: str) -> None:
    """A move that can't be made now: something stands in its way, or it does not lead on from here.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then the move "convene" of "talks:istanbul" is blocked
    """
    option = _option(story, move, region)
    if isinstance(option, Option) and not option.blocked:
        raise Unmet(f"the move {move} of {region} to be blocked", "nothing stands in its way")


@then('the move "{move}" of "{region}" is blocked by "{reason}"')
def move_is_blocked_by(story: Story, move: str, region: str, reason: str) -> None:
    """What stands in the way of a move; some of the words are enough.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then the move "convene" of "talks:istanbul" is blocked by "convene does not lead on from adjourned"
    """  # noqa: E501
    option = _option(story, move, region)
    actual = option if isinstance(option, str) else option.blocked or "nothing stands in its way"
    if not says(actual, reason):
        raise Unmet(f"the move {move} of {region} to be blocked by {reason}", actual)


def _stands(story: Story, region: Region, phase: str) -> None:
    wanted = naming.phase(region.kind, phase)
    if region.phase != wanted:
        expected = f"the phase of {region.key} to be {wanted}"
        raise Unmet(expected, f"it is {region.phase}", _path(story, region))


def _moves(story: Story, key: str) -> Iterator[tuple[Reason, Moved]]:
    for reason in story.run.trace.of_region(key):
        if isinstance(reason.change, Moved):
            yield reason, reason.change


def _path(story: Story, region: Region) -> tuple[str, ...]:
    """The last moves of a region, with the events that made them."""
    moves = [f"{move.told()}  [{why.event}]" for why, move in _moves(story, region.key)]
    return tuple(moves[-3:])


def _last_move(story: Story, key: str, phase: str) -> Moved:
    region = naming.region(story, key)
    wanted = naming.phase(region.kind, phase)
    moves = [move for _, move in _moves(story, region.key) if move.after == wanted]
    if not moves:
        expected = f"a move of {region.key} to {wanted}"
        raise Unmet(expected, f"none led there; it is {region.phase}", _path(story, region))
    return moves[-1]


def _option(story: Story, move: str, key: str) -> Option | str:
    """The move as it may be made now, or why it may not."""
    region = naming.region(story, key)
    naming.known(f"move of {region.kind}", move, [row.trigger for row in region.table.rows])
    options = {each.trigger: each for each in story.run.process.allowed() if each.region == key}
    return options.get(move) or f"{move} does not lead on from {region.phase}"


def _next(story: Story, key: str) -> tuple[str, ...]:
    options = [each for each in story.run.process.allowed() if each.region == key]
    return tuple(f"open: {each.trigger} → {each.dest}" for each in options if not each.blocked)
