"""Fighting."""

from negotiations.bdd.steps import happens
from negotiations.bdd.stories.story import Story

Number = int | float | str


@happens('"{actor}" strikes "{recipient}"')
def strikes(story: Story, actor: str, recipient: str, date: str | None = None) -> None:
    """An attack from a distance, of which no more is known.

    Given a case between "ruritania" and "freedonia"
    When "ruritania" strikes "freedonia"
    """
    story.happen("strike", date, actor=actor, recipient=recipient)


@happens(
    '"{actor}" strikes "{recipient}" with {launched} drones',
    '"{actor}" strikes "{recipient}" with "{launched}" drones',
)
def strikes_with_drones(
    story: Story, actor: str, recipient: str, launched: Number, date: str | None = None
) -> None:
    """A wave of drones: how many were launched, in quotes if it is a bound.

    Given a case between "ruritania" and "freedonia"
    When "ruritania" strikes "freedonia" with 472 drones
    And "freedonia" strikes "ruritania" with ">40" drones
    """
    _launch(story, date, actor, recipient, launched, "drone")


@happens(
    '"{actor}" strikes "{recipient}" with {launched} of "{munition}"',
    '"{actor}" strikes "{recipient}" with "{launched}" of "{munition}"',
)
def strikes_with(
    story: Story,
    actor: str,
    recipient: str,
    launched: Number,
    munition: str,
    date: str | None = None,
) -> None:
    """How many of which weapon were launched: ballistic missile, cruise missile, glide bomb …

    Given a case between "ruritania" and "freedonia"
    When "ruritania" strikes "freedonia" with 7 of "ballistic missile"
    And "ruritania" strikes "freedonia" with "≈30" of "glide bomb"
    """
    _launch(story, date, actor, recipient, launched, munition)


@happens('"{actor}" strikes "{target}" targets in "{recipient}"')
def strikes_targets(
    story: Story, actor: str, target: str, recipient: str, date: str | None = None
) -> None:
    """What was attacked: military, airbase, energy, residential, civilian, transport or other.

    Given a case between "ruritania" and "freedonia"
    When "ruritania" strikes "energy" targets in "freedonia"
    """
    story.happen("strike", date, actor=actor, recipient=recipient, target=target)


@happens('"{actor}" strikes "{recipient}", killing {killed}')
def strikes_killing(
    story: Story, actor: str, recipient: str, killed: int, date: str | None = None
) -> None:
    """An attack, and how many it killed.

    Given a case between "ruritania" and "freedonia"
    When "ruritania" strikes "freedonia", killing 12
    """
    story.happen("strike", date, actor=actor, recipient=recipient, killed=killed)


@happens('"{actor}" intercepts {intercepted} of {launched} drones')
def intercepts(
    story: Story, actor: str, intercepted: int, launched: int, date: str | None = None
) -> None:
    """Air defence at work, by its own account.

    Given a case between "ruritania" and "freedonia"
    When "freedonia" intercepts 385 of 472 drones
    """
    said = {"munition": "drone", "intercepted": intercepted, "launched": launched}
    story.happen("interception", date, actor=actor, **said)


@happens('"{actor}" destroys {number} "{asset}" of "{recipient}"')
def destroys(
    story: Story, actor: str, number: int, asset: str, recipient: str, date: str | None = None
) -> None:
    """What the recipient lost for good: aircraft, armour, artillery, ship, air defence …

    Given a case between "ruritania" and "freedonia"
    When "ruritania" destroys 12 "aircraft" of "freedonia"
    """
    said = {"asset": asset, "number": number, "outcome": "destroyed"}
    story.happen("loss", date, actor=actor, recipient=recipient, **said)


@happens('"{actor}" damages {number} "{asset}" of "{recipient}"')
def damages(
    story: Story, actor: str, number: int, asset: str, recipient: str, date: str | None = None
) -> None:
    """What the recipient may use again one day; damaged is not destroyed.

    Given a case between "ruritania" and "freedonia"
    When "ruritania" damages 3 "ship" of "freedonia"
    """
    said = {"asset": asset, "number": number, "outcome": "damaged"}
    story.happen("loss", date, actor=actor, recipient=recipient, **said)


@happens('the fighting between "{actor}" and "{recipient}" is "{intensity}"')
def ground_fighting(
    story: Story, actor: str, recipient: str, intensity: str, date: str | None = None
) -> None:
    """The state of the front: low, moderate or intense.

    Given a case between "ruritania" and "freedonia"
    When the fighting between "ruritania" and "freedonia" is "intense"
    """
    story.happen("ground_fighting", date, actor=[actor, recipient], intensity=intensity)


@happens('the fighting between "{actor}" and "{recipient}" kills {deaths}')
def ground_deaths(
    story: Story, actor: str, recipient: str, deaths: int, date: str | None = None
) -> None:
    """How many the fighting on the ground killed.

    Given a case between "ruritania" and "freedonia"
    When the fighting between "ruritania" and "freedonia" kills 40
    """
    story.happen("ground_fighting", date, actor=[actor, recipient], deaths=deaths)


def _launch(
    story: Story, date: str | None, actor: str, recipient: str, launched: Number, munition: str
) -> None:
    said = {"launched": launched, "munition": munition}
    story.happen("strike", date, actor=actor, recipient=recipient, **said)
