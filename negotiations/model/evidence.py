"""Evidence on a question: the base rate, weights that fade, weights that stand, and their order."""

import math
from collections.abc import Hashable, Iterable
from typing import TypeAlias

import attrs
from attrs import validators

from negotiations.model.weights import DECIBELS_PER_NAT, decay, mixed_weight
from negotiations.place import Place
from negotiations.problems import did_you_mean

QUESTIONS = ("onset", "collapse")
BASE_RATE_KINDS = ("historical", "crowd")
STANDING = "standing"
"""The group of terms that stand, and of nothing else."""


def _known_question(instance: object, attribute: object, value: str) -> None:
    if value not in QUESTIONS:
        raise ValueError(f"unknown question {value!r}{did_you_mean(value, QUESTIONS)}")


def _not_standing(instance: object, attribute: object, value: str) -> None:
    if value == STANDING:
        raise ValueError(f"the group {STANDING!r} is for terms that stand, not that fade")


@attrs.frozen
class BaseRate:
    """The probability of the event within *horizon* days when there is no evidence at all.

    A crowd's rate has priced all that was known by *as_of*, so it must say when that was.
    """

    probability: float = attrs.field(validator=[validators.gt(0), validators.lt(1)])
    horizon: float = attrs.field(
        default=90.0, validator=[validators.gt(0), validators.lt(math.inf)]
    )
    source: str = ""
    as_of: float | None = None
    kind: str = attrs.field(default="historical", validator=validators.in_(BASE_RATE_KINDS))

    def __attrs_post_init__(self) -> None:
        if self.kind == "crowd" and self.as_of is None:
            raise ValueError("a crowd's base rate needs as_of")

    @property
    def hazard(self) -> float:
        """λ0 per day, −ln(1 − p) / horizon."""
        return -math.log1p(-self.probability) / self.horizon

    def prices(self, known_at: float) -> bool:
        """Whether the rate already contains what became known then: it weighs nothing more."""
        return self.kind == "crowd" and self.as_of is not None and known_at <= self.as_of


@attrs.frozen
class Evidence:
    """A weight that fades: a hazard ratio at time *at*, believed with probability *q*.

    It counts from *known_at* on (*at*, unless given). Pieces that agree in key, question, group and
    half-life count once, the heaviest: "one weight a day" is a key that ends in the day.
    """

    ratio: float
    at: float
    half_life: float = attrs.field(validator=validators.gt(0))
    group: str = attrs.field(validator=_not_standing)
    q: float = 1.0
    known_at: float = attrs.field()
    question: str = attrs.field(default="onset", validator=_known_question)
    rule: str = ""
    event: str = ""
    place: Place | None = None
    key: Hashable = None
    weight: float = attrs.field(init=False, eq=False, repr=False)

    @known_at.default
    def _known_at_once(self) -> float:
        return self.at

    @weight.default
    def _mixed(self) -> float:
        return mixed_weight(self.ratio, self.q)

    @known_at.validator
    def _not_before_it_was(self, _: object, known_at: float) -> None:
        if not -math.inf < self.at <= known_at < math.inf:
            raise ValueError(f"known_at {known_at} is before at {self.at}, or a time is not finite")

    def contribution(self, t: float) -> float:
        """The nats left at *t*; 0 before the piece was known."""
        return self.weight * decay(t - self.at, self.half_life) if t >= self.known_at else 0.0


@attrs.frozen(eq=False)
class Weighing:
    """What all pieces of evidence that one effect of a rule posts have in common."""

    ratio: float
    half_life: float
    group: str
    question: str = "onset"
    rule: str = ""
    place: Place | None = None

    @property
    def account(self) -> tuple[str, str, float]:
        """The account that its pieces are counted in."""
        return (self.question, self.group, self.half_life)


Posting: TypeAlias = tuple[float, float, float, float, str, int, Hashable, int | None]
"""A piece of evidence as an account keeps it: weight, at, known_at, q, event, weighing, name, day.

It names its weighing by a number, and so holds nothing that Python's garbage collector must follow:
a long replay has a great many of them. Name and day are its key; a key of another sort is a name.
"""


def posting_of(piece: Evidence, weighing: int) -> Posting:
    """A piece as an account keeps it."""
    times = (piece.weight, piece.at, piece.known_at, piece.q)
    return (*times, piece.event, weighing, *_parted(piece.key))


def _parted(key: Hashable) -> tuple[Hashable, int | None]:
    if isinstance(key, tuple) and len(key) == 2 and isinstance(key[1], int):
        return key
    return key, None


def weighing_of(piece: Evidence) -> Weighing:
    """What a piece has in common with others."""
    return Weighing(
        piece.ratio, piece.half_life, piece.group, piece.question, piece.rule, piece.place
    )


def evidence_of(posting: Posting, weighing: Weighing) -> Evidence:
    """The piece that an account keeps so."""
    _, at, known_at, q, event, _, name, day = posting
    key = name if day is None else (name, day)
    return Evidence(
        weighing.ratio, at, weighing.half_life, weighing.group, q, known_at,
        weighing.question, weighing.rule, event, weighing.place, key,
    )  # fmt: skip


@attrs.frozen
class Standing:
    """A weight, in nats, that holds while a state does: from *since* up to, not including, *until*.

    An end that is known already counts in a forecast. Standing terms add outside the caps.
    """

    weight: float = attrs.field(validator=[validators.gt(-math.inf), validators.lt(math.inf)])
    group: str = STANDING
    since: float = attrs.field(kw_only=True)
    until: float = attrs.field(default=math.inf)
    rule: str = ""
    event: str = ""
    conclusion: Hashable = None
    question: str = attrs.field(default="onset", validator=_known_question)
    place: Place | None = None

    @until.validator
    def _not_before_since(self, _: object, until: float) -> None:
        if not self.since <= until:
            raise ValueError(f"until {until} is before since {self.since}")

    def present(self, t: float) -> bool:
        """Whether it stands at *t*."""
        return self.since <= t < self.until


@attrs.frozen
class Share:
    """A piece's part in the log hazard ratio: *raw* nats, and *nats* once its group is capped."""

    piece: Evidence | Standing
    raw: float
    nats: float

    @property
    def decibels(self) -> float:
        """The raw contribution in decibels, 10·log10 of its hazard ratio."""
        return DECIBELS_PER_NAT * self.raw


def canonical(piece: Evidence | Standing) -> tuple[object, ...]:
    """The order in which pieces are told, whatever the order in which they came."""
    if isinstance(piece, Standing):
        return (piece.rule, piece.event, piece.since, piece.until, piece.group, piece.weight)
    times = (piece.at, piece.known_at, piece.half_life)
    return (piece.rule, piece.event, *times, piece.group, piece.ratio, piece.q)


def precedence(piece: Evidence) -> tuple[object, ...]:
    """Which of the pieces with one key counts: the least of these, so the heaviest, then first."""
    return (-abs(piece.weight), piece.known_at, *canonical(piece))


def counted(evidence: Iterable[Evidence], t: float) -> list[Evidence]:
    """The pieces that count at *t*, in canonical order: known by then, the heaviest of a key."""
    known = sorted((piece for piece in evidence if piece.known_at <= t), key=precedence)
    heaviest: dict[Hashable, Evidence] = {}
    for index, piece in enumerate(known):
        account = (piece.key, piece.question, piece.group, piece.half_life)
        heaviest.setdefault(index if piece.key is None else account, piece)
    return sorted(heaviest.values(), key=canonical)
