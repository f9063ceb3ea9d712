"""`weigh`: put evidence on a question, fading by half-life or standing while a conclusion does."""

import math
from collections.abc import Iterator
from datetime import tzinfo
from functools import cached_property, lru_cache
from sys import intern
from typing import Any, ClassVar

import attrs

from negotiations.effects.firing import Firing, Put, Ready, Said, no_effect
from negotiations.model.changes import Change, Noted
from negotiations.model.evidence import QUESTIONS, STANDING, Standing, Weighing
from negotiations.model.shapes import Flag, Text, Word, plain, read_number, said, shaped
from negotiations.model.times import days
from negotiations.model.weights import mixed_weight, ratio_of_likelihood, word_ratio
from negotiations.parameters import Days, Size, below, refuse
from negotiations.place import Place

MOST_NATS = 5.0
SIZES = ("word", "hazard_ratio", "likelihood_ratio", "weight_nats")


@attrs.frozen
class WordOfWeight:
    """A word of the project's scale, such as `slight against`."""

    about: str = "a word of weight: slight against, modest for, substantial for …"

    def read(self, raw: Any, zone: tzinfo | None) -> float:
        return word_ratio(plain(raw))


@attrs.frozen
class Ratio:
    """A hazard ratio, within the limits of `weight_nats`."""

    about: str = "a hazard ratio from 0.007 to 148"

    def read(self, raw: Any, zone: tzinfo | None) -> float:
        ratio = Size().read(raw, None)
        if abs(math.log(ratio)) > MOST_NATS:
            raise ValueError(f"{self.about} is wanted here, not {said(raw)}")
        return ratio


@attrs.frozen
class OverHorizon:
    """A mean hazard ratio over a horizon: {value: 2, horizon: 90 days}."""

    about: str = "{value: 2, horizon: 90 days}"

    def read(self, raw: Any, zone: tzinfo | None) -> tuple[float, float]:
        if not isinstance(raw, dict) or set(raw) != {"value", "horizon"}:
            raise ValueError(f"{self.about} is wanted here, not {said(raw)}")
        return Size().read(raw["value"], None), Days(least=1).read(raw["horizon"], None)


@attrs.frozen
class Nats:
    """A weight of evidence in nats, the logarithm of a hazard ratio."""

    about: str = "a number from -5 to 5"

    def read(self, raw: Any, zone: tzinfo | None) -> float:
        nats = read_number(raw)
        if abs(nats) > MOST_NATS:
            raise ValueError(f"{self.about} is wanted here, not {said(raw)}")
        return nats


@attrs.frozen
class Lasting:
    """`while CONCLUSION`: the weight stands as long as the conclusion does."""

    about: str = "while CONCLUSION"

    def read(self, raw: Any, zone: tzinfo | None) -> str:
        first, _, conclusion = plain(raw).partition(" ")
        if first != "while" or not conclusion.strip():
            raise ValueError(f"write 'lasts: while CONCLUSION', not {said(raw)}")
        return conclusion.strip()


def fading(group: str | None) -> str:
    """The name of a group of weights that fade; ValueError for the name of those that stand."""
    if group == STANDING:
        raise ValueError(f"the group {STANDING!r} is for terms that stand, not that fade")
    return group or ""


@lru_cache(maxsize=65_536)
def _spot(rule: str, effect: int, by: str | tuple[str | None, ...], on: str) -> str:
    return intern(repr((rule, effect, by, on)))


@attrs.frozen(cache_hash=True)
class Weigh:
    """Evidence for (or against) onset, or on collapse; sized in exactly one way.

    By default one weight per rule, actor, recipient and day counts, the largest, so that the grain
    of a data set's rows does not decide; `every_time: true` counts each.
    """

    name: ClassVar[str] = "weigh"
    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("group",)
    on: str | None = shaped(Word(QUESTIONS), default="onset")
    group: str | None = shaped(Text())
    word: float | None = shaped(WordOfWeight())
    hazard_ratio: float | None = shaped(Ratio())
    likelihood_ratio: tuple[float, float] | None = shaped(OverHorizon())
    weight_nats: float | None = shaped(Nats())
    half_life: float | None = shaped(Days(least=1 / 24))
    lasts: str | None = shaped(Lasting())
    every_time: bool | None = shaped(Flag())

    def __attrs_post_init__(self) -> None:
        given = [size for size in SIZES if getattr(self, size) is not None]
        if len(given) != 1:
            raise refuse(f"weigh takes exactly one of {', '.join(SIZES)}; here: {len(given)}")
        if (self.half_life is None) == (self.lasts is None):
            raise refuse("weigh takes a half_life, or lasts: while CONCLUSION, and not both")
        if self.half_life is not None:
            below(lambda: fading(self.group), "group")
        if self.likelihood_ratio is not None:
            self._check_reach()

    def _check_reach(self) -> None:
        if self.half_life is None:
            raise refuse("a likelihood_ratio needs a half_life", "likelihood_ratio")
        below(lambda: self.ratio, "likelihood_ratio")

    @cached_property
    def ratio(self) -> float:
        """The hazard ratio at the moment of the event, for a record that is surely true."""
        if self.likelihood_ratio is not None:
            value, horizon = self.likelihood_ratio
            return ratio_of_likelihood(value, horizon, self.half_life or math.inf)
        if self.weight_nats is not None:
            return math.exp(self.weight_nats)
        return self.word or self.hazard_ratio or 1.0

    def ready(self, firing: Firing) -> Ready | None:
        obstacle = self._obstacle(firing)
        if obstacle is not None:
            return Said(Noted(no_effect(obstacle)))
        if self.lasts is not None:
            return None
        return Put(self._weighing(firing.rule, firing.place), self._spot(firing))

    def _obstacle(self, firing: Firing) -> str | None:
        """Why nothing is weighed here, if nothing is."""
        question = self.on or "onset"
        if question not in firing.process.case.bases:
            return f"the case gives no base rate for {question}"
        if question == "collapse" and firing.process.question() != "collapse":
            return "no ceasefire holds whose collapse is asked"
        if firing.ledger.prices(question, days(firing.event.known_at)):
            return "the base rate has priced it"
        return None

    @lru_cache  # noqa: B019 (effects are values, and as many as a rulebook has)
    def _weighing(self, rule: str, place: Place | None) -> Weighing:
        half_life = self.half_life or math.inf
        return Weighing(self.ratio, half_life, self.group or "", self.on or "onset", rule, place)

    def _spot(self, firing: Firing) -> str | None:
        """Whose weight it is, of which rule's effect: of one spot, one weight a day counts."""
        if self.every_time:
            return None
        event, roles = firing.event, firing.roles
        by = (roles.actor, roles.each) if firing.tests & {"actor", "each"} else None
        on = roles.recipient if "recipient" in firing.tests else None
        actors, recipients = (" ".join(sorted(each)) for each in (event.actor, event.recipient))
        return _spot(firing.rule, firing.effect, by or actors, on or recipients)

    def carry_out(self, firing: Firing) -> Iterator[Change]:
        ready = self.ready(firing)
        if isinstance(ready, Said):
            yield ready.change
        elif isinstance(ready, Put):
            yield self._post(firing, ready)
        elif self.lasts is not None:
            firing.terms.append((self._term(firing, self.lasts), firing.roles))

    def _post(self, firing: Firing, ready: Put) -> Change:
        event, ledger, at = firing.event, firing.ledger, days(firing.moment)
        known_at, quality = days(event.known_at), event.quality
        account, number = ledger.account(ready.weighing, at)
        ledger.now = max(ledger.now, known_at)
        told = (ready.weigh(quality)[1], at, known_at, quality, event.id)
        done = ledger.put(account, (*told, number, ready.spot, firing.day))
        replaces = None if isinstance(done, bool) else done[0]
        return ready.told(quality, done is not False, replaces)

    def _term(self, firing: Firing, conclusion: str) -> Standing:
        return Standing(
            weight=mixed_weight(self.ratio, firing.event.quality),
            group=self.group or "",
            since=days(firing.event.known_at),
            rule=firing.rule,
            event=firing.event.id,
            conclusion=conclusion,
            question=self.on or "onset",
            place=firing.place,
        )
