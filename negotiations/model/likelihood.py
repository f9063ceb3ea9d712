"""The likelihood of a ceasefire: a base rate, and evidence that moves it, fades and is capped.

The daily hazard on a future day u, seen from t, is λ0·exp(η(t, u)); η is the log hazard ratio:

    η(t, u) = S + Σ_g K_g·tanh(C_g / K_g),    C_g = Σ w·2^(−(u − at) / half-life) over group g
    P(within H days) = 1 − exp(−Σ_{d=1..H} λ0·exp(η(t, t + d)))

A weight w is in nats, a time in days on any axis, a cap K in nats, and S sums the standing terms.
What stands here is the definition, a pure function of a set of evidence; `ledger` is the quick way.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from negotiations.model.evidence import BaseRate, Evidence, Share, Standing, canonical, counted
from negotiations.model.weights import LARGEST, whole_days

Caps: TypeAlias = Mapping[str, float]
"""Group → cap in nats; `math.inf`, like a group that is not named, means no cap."""

NO_CAPS: Caps = MappingProxyType({})


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
