"""Moves from phase to phase: those that nobody foresaw, and those that may come next."""

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.asking import listed, says
from negotiations.bdd.library.outcomes.phases import moves_of, path_of
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.changes import Moved
from negotiations.model.phases import Option


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


# --- within


def _last_move(story: Story, key: str, phase: str) -> Moved:
    region = naming.region(story, key)
    wanted = naming.phase(region.kind, phase)
    moves = [move for _, move in moves_of(story, region.key) if move.after == wanted]
    if not moves:
        expected = f"a move of {region.key} to {wanted}"
        raise Unmet(expected, f"none led there; it is {region.phase}", path_of(story, region))
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
