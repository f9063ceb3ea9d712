"""Talks and where they stand."""

from negotiations.bdd.steps import then
from negotiations.bdd.story import Story
from negotiations.bdd.unmet import Unmet


@then('round {number} is "{status}"')
def round_is(story: Story, number: int, status: str) -> None:
    """The status of a round on the case's first track.

    Given the case "istanbul-2025"
    When the log is replayed
    Then round 2 is "convened"
    """
    track = story.case.tracks[0]
    found = story.run.process.rounds.get(f"{track}:{number}")
    actual = "nothing is known of it" if found is None else f'it is "{found.status}"'
    if found is None or found.status != status:
        raise Unmet(f'round {number} to be "{status}"', actual)
