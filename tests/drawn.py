"""Histories drawn from known weights, by arithmetic of their own: no code of the fit's."""

import math
from textwrap import dedent

import numpy as np
from numpy.random import Generator

from negotiations.forecast.hazards import History, Piece
from negotiations.notation import read_yaml
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.reading import rules_from

HAZARD = 0.02
CAPS = {"battlefield": 0.7, "talks": 1.0}
RULES = {
    "strike": ("battlefield", math.log(0.8), 14.0),
    "round": ("talks", math.log(1.5), 45.0),
    "envoy": ("talks", math.log(1.25), 30.0),
}
"""Rule → group, the expert's weight in nats, half-life in days."""


def rule_text(name: str, group: str, nats: float, half_life: float) -> str:
    """A rule document as an analyst writes it."""
    return dedent(f"""
        rule: {name}-weighs
        means: A rule of a simulation.   # kept as typed
        may_mislead: It means nothing.
        basis: expert
        written: 2025-01-01
        when: {{{name if name != "envoy" else "statement"}: {{}}}}
        then:
          - weigh: {{group: {group}, weight_nats: {nats!r}, half_life: {half_life:g} days}}
    """).lstrip()


def rulebook() -> Rulebook:
    """The three rules and their groups."""
    texts = [rule_text(name, *what) for name, what in RULES.items()]
    return rules_from([read_yaml(text.encode(), "rules.yaml") for text in texts], CAPS)


def drawn_weights(generator: Generator, sd: float) -> dict[str, float]:
    """Weights drawn from the experts' prior."""
    return {name: generator.normal(nats, sd) for name, (_, nats, _) in RULES.items()}


def drawn_pieces(generator: Generator, days: int) -> tuple[Piece, ...]:
    """Records that come at random, some of them known late, at three grades."""
    found = []
    for name in RULES:
        for at in np.sort(generator.uniform(0, days, generator.poisson(days / 25))):
            known_at = at + generator.choice([0.0, generator.exponential(5)])
            q = float(generator.choice([0.6, 0.8, 1.0]))
            found.append(Piece(f"{name}-weighs", float(at), float(known_at), q))
    return tuple(found)


def hazard_on(day: int, pieces: tuple[Piece, ...], weights: dict[str, float]) -> float:
    """The cumulated hazard of the day that begins at *day*."""
    totals = dict.fromkeys(CAPS, 0.0)
    for piece in pieces:
        group, _, half_life = RULES[piece.rule.removesuffix("-weighs")]
        ratio = math.exp(weights[piece.rule.removesuffix("-weighs")])
        if piece.known_at <= day:
            left = 0.5 ** ((day + 1 - piece.at) / half_life)
            totals[group] += math.log(1 + piece.q * (ratio - 1)) * left
    return HAZARD * math.exp(sum(k * math.tanh(totals[g] / k) for g, k in CAPS.items()))


def drawn_history(
    generator: Generator, process: str, weights: dict[str, float], most: int = 90
) -> History:
    """One process, followed until its ceasefire or until nobody looks any more."""
    pieces = drawn_pieces(generator, most)
    for day in range(most):
        if generator.random() < -math.expm1(-hazard_on(day, pieces, weights)):
            return History(process, 0, day + 1, True, pieces, HAZARD)
    return History(process, 0, most, False, pieces, HAZARD)


def drawn_histories(
    generator: Generator, weights: dict[str, float], many: int
) -> tuple[History, ...]:
    """Many processes."""
    return tuple(drawn_history(generator, f"p{n:03}", weights) for n in range(many))
