"""Violence: strikes and how they were met, losses, fighting on the ground."""

from typing import ClassVar

import attrs

from negotiations.model.events import Coding, Event
from negotiations.model.quantities import Quantity
from negotiations.model.shapes import Count, Flag, Measure, Text, Texts, Word, Words, shaped

MUNITIONS = (
    "drone",
    "ballistic_missile",
    "cruise_missile",
    "missile",
    "glide_bomb",
    "bomb",
    "artillery",
    "rocket",
    "mixed",
    "sabotage",
    "other",
)


@attrs.frozen(kw_only=True)
class Strike(Event):
    """An attack from a distance."""

    kind: ClassVar[str] = "strike"
    deciding: ClassVar[str | None] = "munition"
    codings: ClassVar[dict[str, Coding]] = {
        "": Coding("ASSAULT", "aerial", "195"),
        "drone": Coding("ASSAULT", "drone", "195"),
        "artillery": Coding("ASSAULT", "heavy-weapons", "194"),
        "rocket": Coding("ASSAULT", "heavy-weapons", "194"),
        "ballistic_missile": Coding("ASSAULT", "heavy-weapons", "195"),
        "sabotage": Coding("ASSAULT", "explosives", "183"),
    }
    munition: str | None = shaped(Word(MUNITIONS))
    target: str | None = shaped(
        Word(("military", "airbase", "energy", "residential", "civilian", "transport", "other"))
    )
    launched: Quantity | None = shaped(Count())
    impacts: Quantity | None = shaped(Count())
    targets: Quantity | None = shaped(Count())
    distance: Quantity | None = shaped(Measure("km"))
    preparation: Quantity | None = shaped(Measure("d"))
    killed: Quantity | None = shaped(Count())
    injured: Quantity | None = shaped(Count())
    none_reported: tuple[str, ...] = shaped(Words(("killed", "injured", "impacts")))
    largest_to_date: bool | None = shaped(Flag())
    operation: str | None = shaped(Text())
    aim: str | None = shaped(Text())
    in_response_to: str | None = shaped(Text())
    near: tuple[str, ...] = shaped(Texts("what an impact was near, which is not what it hit"))


@attrs.frozen(kw_only=True)
class Interception(Event):
    """Air defence at work, by its own account; *intercepted* includes shot down and suppressed."""

    kind: ClassVar[str] = "interception"
    codings: ClassVar[dict[str, Coding]] = {"": Coding("ASSAULT", "aerial", "195")}
    munition: str | None = shaped(Word(MUNITIONS))
    launched: Quantity | None = shaped(Count())
    intercepted: Quantity | None = shaped(Count())
    shot_down: Quantity | None = shaped(Count())
    suppressed: Quantity | None = shaped(Count())
    impacts: Quantity | None = shaped(Count())
    regions: Quantity | None = shaped(Count())

    @property
    def rate(self) -> float | None:
        """Intercepted over launched, 0 to 1; None unless both are known exactly."""
        launched, intercepted = self.launched, self.intercepted
        if launched is None or intercepted is None or (launched.op, intercepted.op) != ("=", "="):
            return None
        if not launched.value or intercepted.value is None:
            return None
        return intercepted.value / launched.value


@attrs.frozen(kw_only=True)
class Loss(Event):
    """What the recipient lost: hit, damaged and destroyed are three things."""

    kind: ClassVar[str] = "loss"
    codings: ClassVar[dict[str, Coding]] = {"": Coding("ASSAULT", "destroy", "190")}
    asset: str | None = shaped(
        Word(("aircraft", "personnel", "armour", "artillery", "ship", "air_defence", "other"))
    )
    outcome: str | None = shaped(Word(("hit", "damaged", "destroyed")))
    number: Quantity | None = shaped(Count())


@attrs.frozen(kw_only=True)
class GroundFighting(Event):
    """Fighting on the ground, and the state of the front."""

    kind: ClassVar[str] = "ground_fighting"
    codings: ClassVar[dict[str, Coding]] = {"": Coding("ASSAULT", "heavy-weapons", "190")}
    intensity: str | None = shaped(Word(("low", "moderate", "intense")))
    deaths: Quantity | None = shaped(Count())
    civilian_deaths: Quantity | None = shaped(Count())
    front_length: Quantity | None = shaped(Measure("km"))
