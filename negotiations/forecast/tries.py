"""Half-lives and caps that are tried: every combination of what a grid holds."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product
from typing import TypeAlias

import attrs

from negotiations.forecast.hazards import Weighting
from negotiations.problems import did_you_mean

MOST_TRIED = 200

Grid: TypeAlias = Mapping[str, Sequence[float]]
"""Half-lives in days to try, by weight or group; or caps in nats, by group."""


@attrs.frozen
class Try:
    """One choice of half-lives (by weight) and of caps (by group)."""

    half_lives: Mapping[str, float]
    caps: Mapping[str, float]


def dimensions(*grids: Grid | None) -> int:
    """How many numbers are chosen so."""
    return sum(len(set(values)) > 1 for grid in grids for values in (grid or {}).values())


def tries_of(own: Try, weightings: Sequence[Weighting], half_lives: Grid, caps: Grid) -> list[Try]:
    """Every combination; ValueError for names that are not known, and for too many."""
    by_group: dict[str, list[str]] = {}
    for each in weightings:
        if each.half_life < math.inf:
            by_group.setdefault(each.group, []).append(each.name)
            by_group.setdefault(each.name, []).append(each.name)
    _check_grid(half_lives, by_group, "fades")
    _check_grid(caps, own.caps, "is a group with a cap")
    if (
        math.prod(len(values) for grid in (half_lives, caps) for values in grid.values())
        > MOST_TRIED
    ):
        raise ValueError(f"more than {MOST_TRIED} combinations of half-lives and caps")
    tries = []
    for days in product(*half_lives.values()):
        lives = {
            name: value
            for named, value in zip(half_lives, days, strict=True)
            for name in by_group[named]
        }
        for nats in product(*caps.values()):
            chosen = dict(zip(caps, nats, strict=True))
            tries.append(Try({**own.half_lives, **lives}, {**own.caps, **chosen}))
    return tries


def _check_grid(grid: Grid, known: Collection[str], what: str) -> None:
    for name, values in grid.items():
        if name not in known:
            raise ValueError(f"nothing called {name!r} {what}{did_you_mean(name, known)}")
        if not values or not all(value > 0 for value in values):
            raise ValueError(f"what is tried for {name!r} are numbers of more than 0")


def tried_of(
    weightings: Iterable[Weighting], half_lives: Grid | None, caps: Grid | None
) -> tuple[str, ...]:
    """The weights and groups whose half-life or cap was chosen."""
    named = half_lives or {}
    lives = [
        w.name for w in weightings if w.half_life < math.inf and {w.name, w.group} & set(named)
    ]
    return (*lives, *(caps or {}))
