"""Rounds: planned, convened, and how they end."""

from typing import Any

from negotiations.bdd.steps import happens
from negotiations.bdd.stories.story import Story


@happens("round {number} is planned", 'round {number} of "{track}" is planned')
def round_planned(
    story: Story, number: int, track: str | None = None, date: str | None = None
) -> None:
    """The parties plan to meet; nobody has said when.

    Given a case between "ruritania" and "freedonia"
    When round 1 is planned
    And round 2 of "main" is planned
    Then round 1 is "planned"
    """
    _round(story, date, "planned", number, track)


@happens(
    'round {number} is planned for "{starts}"',
    'round {number} of "{track}" is planned for "{starts}"',
)
def round_planned_for(
    story: Story, number: int, starts: str, track: str | None = None, date: str | None = None
) -> None:
    """The parties plan to meet at that time; what is on its date is when that became known.

    Given a case between "ruritania" and "freedonia"
    When round 1 is planned for "2025-02-01T13:00"
    And round 2 of "main" is planned for "2025-03-01" on "2025-02-20"
    And round 3 of "main" is planned for "2025-04-01"
    """
    _round(story, date, "planned", number, track, starts=starts)


@happens("round {number} is convened", 'round {number} of "{track}" is convened')
def round_convened(
    story: Story, number: int, track: str | None = None, date: str | None = None
) -> None:
    """The parties sit down together.

    Given a case between "ruritania" and "freedonia"
    When round 1 is planned
    And round 1 of "main" is convened
    And round 1 is adjourned
    And round 2 is convened
    Then round 1 is "adjourned"
    """
    _round(story, date, "convened", number, track)


@happens(
    'round {number} is convened in "{venue}"',
    'round {number} of "{track}" is convened in "{venue}"',
)
def round_convened_in(
    story: Story, number: int, venue: str, track: str | None = None, date: str | None = None
) -> None:
    """The parties sit down together, and where.

    Given a case between "ruritania" and "freedonia"
    When round 1 is convened in "Doha"
    And round 1 is adjourned
    And round 2 of "main" is convened in "Muscat"
    Then the venue of round 1 is "Doha"
    """
    _round(story, date, "convened", number, track, venue=venue)


@happens("round {number} is adjourned", 'round {number} of "{track}" is adjourned')
def round_adjourned(
    story: Story, number: int, track: str | None = None, date: str | None = None
) -> None:
    """The round ends, and the talks go on; of what came of it nothing is said.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "convened"
    When round 1 is adjourned
    And round 1 of "main" is adjourned
    """
    _round(story, date, "adjourned", number, track)


@happens(
    'round {number} is adjourned with "{outcome}"',
    'round {number} of "{track}" is adjourned with "{outcome}"',
)
def round_adjourned_with(
    story: Story, number: int, outcome: str, track: str | None = None, date: str | None = None
) -> None:
    """The round ends, and what came of it: none, partial, agreement or breakthrough.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "convened"
    When round 1 is adjourned with "partial"
    And round 2 is convened
    And round 2 of "main" is adjourned with "agreement"
    """
    _round(story, date, "adjourned", number, track, outcome=outcome)


@happens("round {number} is cancelled", 'round {number} of "{track}" is cancelled')
def round_cancelled(
    story: Story, number: int, track: str | None = None, date: str | None = None
) -> None:
    """A round that was planned will not be.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "planned"
    When round 1 is cancelled
    And round 1 of "main" is cancelled
    """
    _round(story, date, "cancelled", number, track)


@happens("round {number} is suspended", 'round {number} of "{track}" is suspended')
def round_suspended(
    story: Story, number: int, track: str | None = None, date: str | None = None
) -> None:
    """The round stops, for the time being.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "convened"
    When round 1 is suspended
    And round 1 of "main" is suspended
    """
    _round(story, date, "suspended", number, track)


@happens("round {number} is broken off", 'round {number} of "{track}" is broken off')
def round_broken_off(
    story: Story, number: int, track: str | None = None, date: str | None = None
) -> None:
    """The talks break off.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "convened"
    When round 1 is broken off
    And round 1 of "main" is broken off
    """
    _round(story, date, "broken_off", number, track)


@happens(
    '"{party}" calls off round {number}',
    '"{party}" calls off round {number} of "{track}"',
)
def party_calls_off(
    story: Story, party: str, number: int, track: str | None = None, date: str | None = None
) -> None:
    """One side cancels a round that was planned.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "planned"
    When "ruritania" calls off round 1
    And round 2 is planned
    And "freedonia" calls off round 2 of "main"
    Then round 1 is "cancelled"
    """
    _round(story, date, "cancelled", number, track, actor=party)


@happens(
    '"{party}" breaks off round {number}',
    '"{party}" breaks off round {number} of "{track}"',
)
def party_breaks_off(
    story: Story, party: str, number: int, track: str | None = None, date: str | None = None
) -> None:
    """One side walks out.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "convened"
    When "ruritania" breaks off round 1
    And round 2 is convened
    And "freedonia" breaks off round 2 of "main"
    Then round 1 is "broken_off"
    """
    _round(story, date, "broken_off", number, track, actor=party)


@happens("round {number} is concluded", 'round {number} of "{track}" is concluded')
def round_concluded(
    story: Story, number: int, track: str | None = None, date: str | None = None
) -> None:
    """The talks are done.

    Given a case between "ruritania" and "freedonia"
    And round 1 is "convened"
    When round 1 is concluded
    And round 1 of "main" is concluded
    """
    _round(story, date, "concluded", number, track)


def _round(
    story: Story, date: str | None, status: str, number: int, track: str | None, **said: Any
) -> None:
    """A round comes to a status: by all parties, if no actor is told."""
    event = {"actor": list(story.case.parties), **said}
    story.happen("round", date, status=status, number=number, track=track, **event)
