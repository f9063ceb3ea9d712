"""The likelihood of a ceasefire: a base rate, and evidence that moves it, fades and is capped.

The daily hazard on a future day u, seen from t, is λ0·exp(η(t, u)); η is the log hazard ratio:

    η(t, u) = S + Σ_g K_g·tanh(C_g / K_g),    C_g = Σ w·2^(−(u − at) / half-life) over group g
    P(within H days) = 1 − exp(−Σ_{d=1..H} λ0·exp(η(t, t + d)))

A weight w is in nats, a time in days on any axis, a cap K in nats, and S sums the standing terms.
What stands here is the definition, a pure function of a set of evidence; `ledger` is the quick way.
"""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import attrs
from attrs import validators

from negotiations.place import Place
from negotiations.problems import did_you_mean

QUESTIONS = ("onset", "collapse")
BASE_RATE_KINDS = ("historical", "crowd")
STANDING = "standing"  # the group of terms that stand, and of nothing else
DECIBELS_PER_NAT = 10 / math.log(10)
LARGEST = 500.0  # nats; e^500 still leaves room for a sum, and is certainty at any base rate

Caps: TypeAlias = Mapping[str, float]
"""Group → cap in nats; `math.inf`, like a group that is not named, means no cap."""

NO_CAPS: Caps = MappingProxyType({})

_STRENGTHS = {
    "negligible": 1.1,
    "slight": 1.25,
    "modest": 1.5,
    "substantial": 2.0,
    "strong": 3.0,
    "very strong": 4.0,
}
WORDS: Mapping[str, float] = MappingProxyType(
    {f"{word} for": ratio for word, ratio in _STRENGTHS.items()}
    | {f"{word} against": 1 / ratio for word, ratio in _STRENGTHS.items()}
)
"""Words of weight → hazard ratio at the time of the event: a convention of this project."""

CREDIBILITY_Q: Mapping[int, float] = MappingProxyType(
    {1: 0.95, 2: 0.80, 3: 0.60, 4: 0.35, 5: 0.10, 6: 0.50}
)
"""Admiralty credibility → probability that the claim is true; 6, cannot be judged, is even."""

_RELIABILITY_CAP = {"A": 1.0, "B": 1.0, "C": 1.0, "D": 0.6, "E": 0.3, "F": 1.0, None: 1.0}


def _known_question(instance: object, attribute: object, value: str) -> None:
    if value not in QUESTIONS:
        raise ValueError(f"unknown question {value!r}{did_you_mean(value, QUESTIONS)}")


def _not_standing(instance: object, attribute: object, value: str) -> None:
    if value == STANDING:
        raise ValueError(f"the group {STANDING!r} is for terms that stand, not that fade")


def whole_days(horizon: float) -> range:
    """1, 2, … up to a horizon; ValueError unless it is a positive whole number of days."""
    if not (math.isfinite(horizon) and horizon > 0 and horizon == int(horizon)):
        raise ValueError(f"a horizon is a positive whole number of days, not {horizon}")
    return range(1, int(horizon) + 1)


# --- weights ------------------------------------------------------------------------------------


def word_ratio(text: str) -> float:
    """The hazard ratio of a word of weight; ValueError if it is not one of `WORDS`.

    >>> word_ratio("slight against")
    0.8
    """
    if text not in WORDS:
        raise ValueError(f"unknown word of weight {text!r}{did_you_mean(text, WORDS)}")
    return WORDS[text]


def decay(elapsed: float, half_life: float) -> float:
    """What is left of 1 after *elapsed* days: 2^(−elapsed / half-life); 1 if it never decays."""
    return math.exp2(-elapsed / half_life)


def mean_hazard_ratio(weight: float, horizon: float, half_life: float) -> float:
    """The mean over days 1 to *horizon* of the hazard ratio that starts at exp(*weight*).

    >>> round(mean_hazard_ratio(math.log(2), horizon=90, half_life=30), 3)
    1.354
    """
    days = whole_days(horizon)
    return math.fsum(math.exp(weight * decay(day, half_life)) for day in days) / len(days)


def ratio_of_likelihood(value: float, horizon: float, half_life: float) -> float:
    """The initial hazard ratio whose mean over *horizon* days is *value*, found by bisection.

    ValueError if no ratio can do it: too short a half-life leaves most days untouched.
    """
    low, high = -LARGEST, LARGEST
    reach = [mean_hazard_ratio(weight, horizon, half_life) for weight in (low, high)]
    if not reach[0] < value < reach[1]:
        raise ValueError(
            f"no hazard ratio with a half-life of {half_life} days "
            f"has a mean of {value} over {horizon} days"
        )
    while low < (middle := (low + high) / 2) < high:
        if mean_hazard_ratio(middle, horizon, half_life) < value:
            low = middle
        else:
            high = middle
    return math.exp(middle)


def mixed_weight(ratio: float, q: float) -> float:
    """The weight, in nats, of a claim that is true with probability *q*: ln(1 + q·(ratio − 1)).

    The mixture is exact: a false claim says nothing. ValueError unless ratio > 0 and 0 ≤ q ≤ 1.
    """
    if not 0 < ratio < math.inf:
        raise ValueError(f"a hazard ratio is more than 0 and finite, not {ratio}")
    if not 0 <= q <= 1:
        raise ValueError(f"a probability q lies between 0 and 1, not {q}")
    return math.log(ratio) if q == 1 else math.log1p(q * (ratio - 1))


def quality(grades: Iterable[tuple[str | None, int | None]]) -> float:
    """The probability q that a claim is true, from its sources' (reliability, credibility).

    The best credibility counts (none given = 6); reliability caps q only for a sole source.

    >>> quality([("E", 2)]), quality([("E", 2), ("F", None)])
    (0.3, 0.8)
    """
    graded = [
        (reliability, 6 if credibility is None else credibility)
        for reliability, credibility in grades
    ]
    for reliability, credibility in graded:
        if reliability not in _RELIABILITY_CAP:
            raise ValueError(f"reliability is A to F, not {reliability!r}")
        if credibility not in CREDIBILITY_Q:
            raise ValueError(f"credibility is 1 to 6, not {credibility!r}")
    best = max((CREDIBILITY_Q[credibility] for _, credibility in graded), default=CREDIBILITY_Q[6])
    return min(best, _RELIABILITY_CAP[graded[0][0]]) if len(graded) == 1 else best


def share_out(qs: Iterable[float]) -> list[float]:
    """The q of claims that cannot both be true, scaled down so that they sum to at most 1.

    >>> share_out([0.8, 0.8]), share_out([0.6, 0.1])
    ([0.5, 0.5], [0.6, 0.1])
    """
    shares = list(qs)
    total = max(1.0, math.fsum(shares))
    return [q / total for q in shares]


# --- values -------------------------------------------------------------------------------------


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


# --- the definition -----------------------------------------------------------------------------


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


def capped(total: float, cap: float) -> float:
    """K·tanh(C / K): near C while it is small, and never beyond the cap K."""
    return total if cap == math.inf else cap * math.tanh(total / cap)


def share_factor(total: float, cap: float) -> float:
    """What a cap leaves of each nat in a group whose nats sum to *total*: K·tanh(C / K) / C."""
    return capped(total, cap) / total if total else 1.0


def log_hazard_ratio(
    evidence: Iterable[Evidence], t: float, caps: Caps = NO_CAPS, standing: Iterable[Standing] = ()
) -> float:
    """η(t, t) in nats: how much the hazard stands above (or below) the base rate at *t*."""
    pieces, terms = _heard(evidence, standing, t)
    return _log_hazard_ratios(_totals(pieces, [t]), [t], caps, terms)[0]


def likelihood(
    base: BaseRate,
    evidence: Iterable[Evidence],
    at: float,
    horizon: float,
    caps: Caps = NO_CAPS,
    standing: Iterable[Standing] = (),
) -> float:
    """P(the event within *horizon* whole days of *at*), given what is known then and no more news.

    Equal sets of evidence give equal bits, in whatever order they come: `math.fsum` rounds once.
    """
    days = [at + day for day in whole_days(horizon)]
    pieces, terms = _heard(evidence, standing, at, base)
    return _probability(base, _totals(pieces, days), days, caps, terms)


def shares(
    evidence: Iterable[Evidence], t: float, caps: Caps = NO_CAPS, standing: Iterable[Standing] = ()
) -> list[Share]:
    """What each piece that counts adds at *t*; the nats sum to `log_hazard_ratio`."""
    pieces, terms = _heard(evidence, standing, t)
    factors = {
        group: share_factor(total, caps.get(group, math.inf))
        for group, (total,) in _totals(pieces, [t]).items()
    }
    fading = [(piece, piece.contribution(t)) for piece in pieces]
    return [Share(piece, raw, raw * factors[piece.group]) for piece, raw in fading] + [
        Share(term, term.weight, term.weight) for term in terms
    ]


def leave_one_out(
    base: BaseRate,
    evidence: Iterable[Evidence],
    t: float,
    horizon: float,
    caps: Caps = NO_CAPS,
    standing: Iterable[Standing] = (),
) -> list[tuple[Evidence | Standing, float]]:
    """The probability less what it would be without each piece that counts, one at a time.

    These differences do not add up to the distance from the base rate: pieces multiply each other,
    and share their group's cap. Nothing takes the place of the piece that is left out.
    """
    days = [t + day for day in whole_days(horizon)]
    pieces, terms = _heard(evidence, standing, t, base)
    totals = _totals(pieces, days)
    whole = _probability(base, totals, days, caps, terms)

    def without(piece: Evidence) -> float:
        rest = [c - piece.contribution(u) for c, u in zip(totals[piece.group], days, strict=True)]
        return _probability(base, totals | {piece.group: rest}, days, caps, terms)

    def lifting(index: int) -> float:
        return _probability(base, totals, days, caps, terms[:index] + terms[index + 1 :])

    return [(piece, whole - without(piece)) for piece in pieces] + [
        (term, whole - lifting(index)) for index, term in enumerate(terms)
    ]


def _heard(
    evidence: Iterable[Evidence],
    standing: Iterable[Standing],
    t: float,
    base: BaseRate | None = None,
) -> tuple[list[Evidence], list[Standing]]:
    """What counts at *t*, in canonical order, less what the base rate has priced already.

    ValueError if it bears on more than one question.
    """
    news = (piece for piece in evidence if not (base and base.prices(piece.known_at)))
    pieces = counted(news, t)
    terms = [
        term for term in standing if term.present(t) and not (base and base.prices(term.since))
    ]
    questions = {piece.question for piece in pieces} | {term.question for term in terms}
    if len(questions) > 1:
        raise ValueError("evidence on onset and on collapse is never read together")
    return pieces, sorted(terms, key=canonical)


def _totals(pieces: Iterable[Evidence], days: Sequence[float]) -> dict[str, list[float]]:
    """Group → the sum of what its pieces contribute on each day."""
    groups: dict[str, list[Evidence]] = {}
    for piece in pieces:
        groups.setdefault(piece.group, []).append(piece)
    return {
        group: [math.fsum(piece.contribution(u) for piece in members) for u in days]
        for group, members in groups.items()
    }


def _log_hazard_ratios(
    totals: Mapping[str, Sequence[float]],
    days: Sequence[float],
    caps: Caps,
    standing: Sequence[Standing],
) -> list[float]:
    """η for each day, from the groups' totals on that day and the terms that stand now."""
    return [
        math.fsum(
            [capped(total[day], caps.get(group, math.inf)) for group, total in totals.items()]
            + [term.weight for term in standing if term.present(u)]
        )
        for day, u in enumerate(days)
    ]


def _probability(
    base: BaseRate,
    totals: Mapping[str, Sequence[float]],
    days: Sequence[float],
    caps: Caps,
    standing: Sequence[Standing],
) -> float:
    ratios = _log_hazard_ratios(totals, days, caps, standing)
    return -math.expm1(-base.hazard * math.fsum(math.exp(min(nats, LARGEST)) for nats in ratios))
