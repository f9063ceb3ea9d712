"""What the made logs say of violence: most fields often absent, most numbers small, a few vast."""

from collections.abc import Callable
from random import Random
from typing import Any, TypeAlias

from benchmarks.workloads.case import PARTIES

Record: TypeAlias = dict[str, Any]
RURITANIA, FREEDONIA = PARTIES

MUNITIONS = {
    "drone": 42, "artillery": 20, "glide_bomb": 12, "rocket": 7, "cruise_missile": 5,
    "ballistic_missile": 4, "missile": 4, "mixed": 3, "bomb": 2, "sabotage": 1,
}  # fmt: skip
INTERCEPTED = {"drone": 62, "cruise_missile": 12, "missile": 9, "ballistic_missile": 7, "rocket": 6,
               "mixed": 4}  # fmt: skip
LAUNCHED = {"drone": 25.0, "artillery": 40.0, "rocket": 12.0, "mixed": 60.0}
"""The middling number launched; a few for every other munition."""

TARGETS = {
    "military": 28, "residential": 22, "energy": 18, "civilian": 13, "transport": 11,
    "airbase": 3, "other": 5,
}  # fmt: skip
INTENSITIES = {"low": 42, "moderate": 41, "intense": 17}
ASSETS = {
    "armour": 34, "personnel": 22, "artillery": 18, "air_defence": 9, "aircraft": 7,
    "ship": 2, "other": 8,
}  # fmt: skip
OUTCOMES = {"destroyed": 60, "damaged": 28, "hit": 12}


def pick(random: Random, weights: dict[str, int]) -> str:
    """One of the words, by weight."""
    point = random.random() * sum(weights.values())
    for word, weight in weights.items():
        point -= weight
        if point < 0:
            return word
    return word


def sides(random: Random, freedonia: float) -> tuple[str, str]:
    """Who acts and who is acted on; Freedonia acts in that share of the records."""
    return (FREEDONIA, RURITANIA) if random.random() < freedonia else (RURITANIA, FREEDONIA)


def about(random: Random, middle: float, spread: float = 1.1) -> int:
    """A number with a long tail around a middling one."""
    return round(random.lognormvariate(0, spread) * middle)


def reported(random: Random, number: int) -> int | str:
    """The number as reports give it: mostly plain, sometimes at least or about, seldom unknown."""
    point = random.random()
    if point < 0.955 or not number:
        return number
    if point < 0.98:
        return f">{number}"
    return f"≈{number}" if point < 0.995 else "unknown"


def strike(random: Random) -> Record:
    """An attack from a distance."""
    actor, recipient = sides(random, 0.68)
    made: Record = {"actor": actor, "recipient": recipient}
    munition = pick(random, MUNITIONS)
    launched = max(1, about(random, LAUNCHED.get(munition, 3.0)))
    if random.random() < 0.97:
        made["munition"] = munition
    if random.random() < 0.56:
        made["target"] = pick(random, TARGETS)
    if random.random() < 0.62:
        made["launched"] = reported(random, launched)
    if random.random() < 0.45:
        made["impacts"] = reported(random, min(launched, about(random, 2.0)))
    if random.random() < 0.32:
        made["killed"] = reported(random, about(random, 0.9))
    if random.random() < 0.36:
        made["injured"] = reported(random, about(random, 2.5))
    if random.random() < 0.006:
        made["largest_to_date"] = True
    return made


def interception(random: Random) -> Record:
    """Air defence at work, by its own account: it counts exactly, and never more than came in."""
    actor, recipient = sides(random, 0.35)
    munition = pick(random, INTERCEPTED)
    launched = max(1, about(random, LAUNCHED.get(munition, 3.0)))
    intercepted = round(launched * min(1.0, random.betavariate(6, 2)))
    made: Record = {"actor": actor, "recipient": recipient, "munition": munition}
    made |= {"launched": launched, "intercepted": intercepted}
    if random.random() < 0.35:
        made["shot_down"] = round(intercepted * random.random())
    if random.random() < 0.4:
        made["impacts"] = min(launched, about(random, 1.5))
    if random.random() < 0.25:
        made["regions"] = 1 + about(random, 2.0, 0.8)
    return made


def ground_fighting(random: Random) -> Record:
    """Fighting on the ground, which nobody is said to have begun."""
    made: Record = {"actor": [RURITANIA, FREEDONIA]}
    if random.random() < 0.7:
        made["intensity"] = pick(random, INTENSITIES)
    if random.random() < 0.8:
        made["deaths"] = reported(random, about(random, 4.0, 1.3))
    if random.random() < 0.35:
        made["civilian_deaths"] = reported(random, about(random, 0.7))
    if random.random() < 0.06:
        made["front_length"] = 900 + round(random.random() * 300)
    return made


def loss(random: Random) -> Record:
    """What the recipient lost."""
    actor, recipient = sides(random, 0.5)
    made: Record = {"actor": actor, "recipient": recipient, "asset": pick(random, ASSETS)}
    if random.random() < 0.9:
        made["outcome"] = pick(random, OUTCOMES)
    if random.random() < 0.85:
        made["number"] = reported(random, 1 + about(random, 1.2))
    return made


FIGHTING: dict[str, Callable[[Random], Record]] = {
    "strike": strike,
    "interception": interception,
    "ground_fighting": ground_fighting,
    "loss": loss,
}
