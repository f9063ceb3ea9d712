"""The loop that a good Python engineer writes by hand over orjson, and has no engine for.

The rules stand as nested `if`s in one function for each kind of event (`nested`). Beside matching
it grades the sources, keeps a decaying sum for each group and half-life, the positions, and a small
table of where things stand. It checks nothing, and explains nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from math import exp2, log1p
from pathlib import Path
from typing import Any, NamedTuple

from orjson import loads

from benchmarks.contenders.contender import Matched
from benchmarks.contenders.nested import compiled
from benchmarks.workloads.case import ISSUES, PARTIES, VOICES
from benchmarks.workloads.facts import REFUSED, credibility
from benchmarks.workloads.rules import Rule

RATIOS = {"negligible": 1.1, "slight": 1.25, "modest": 1.5, "substantial": 2.0}
fromisoformat = datetime.fromisoformat
TRUE = {1: 0.95, 2: 0.80, 3: 0.60, 4: 0.35, 6: 0.50}
ALONE = {"D": 0.6, "E": 0.3}


NAMED = {"agreement": "agreement", "demand": "precondition", "proposal": "proposal"}


class Weight(NamedTuple):
    """What a rule weighs: a hazard ratio in a group, with a half-life in days."""

    sum: tuple[str, float]
    ratio: float


class Shift(NamedTuple):
    """Whose position a rule moves, on what, and by how much."""

    role: str
    issue: str
    size: float


class State:
    """Where things stand."""

    def __init__(self) -> None:
        self.sums: dict[tuple[str, float], tuple[float, float]] = {}
        self.positions = {(party, issue): 50.0 for party in PARTIES for issue in ISSUES}
        self.phase = "none"
        self.standing: dict[str, str] = {}
        self.stances: dict[tuple[str, str], str] = {}
        self.counts: Counter[str] = Counter()

    def happen(self, kind: str, event: dict[str, Any]) -> None:
        """What the event changes, whatever rules make of it."""
        self.counts[kind] += 1
        if kind == "round":
            self.phase = event["status"]
        elif kind == "statement":
            if "stance" in event:
                self.stances[event["actor"], event["issue"]] = event["stance"]
        elif kind in NAMED:
            self.standing[event[NAMED[kind]]] = event["status"]

    def carry_out(self, made: list[Weight | Shift], event: dict[str, Any], sure: float) -> None:
        """What the rules that hold make of it."""
        now = fromisoformat(event["known_at"]).timestamp() / 86400
        for effect in made:
            if type(effect) is Weight:
                self.weigh(effect, sure, now)
            else:
                self.shift(effect, event)

    def weigh(self, weight: Weight, quality: float, now: float) -> None:
        """Add to a sum what is left of it."""
        total, since = self.sums.get(weight.sum, (0.0, now))
        faded = total * exp2((since - now) / weight.sum[1])
        self.sums[weight.sum] = (faded + log1p(quality * (weight.ratio - 1)), now)

    def shift(self, shift: Shift, event: dict[str, Any]) -> None:
        """Move a position, within the scale."""
        key = event[shift.role], shift.issue
        self.positions[key] = min(100.0, max(0.0, self.positions[key] + shift.size))


class ByHand:
    """Reads the lines, matches, and keeps the state."""

    title = "a loop written by hand over orjson"
    includes = "decoding, matching, decaying sums, a small table of state; no checks, no reasons"

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        self._log, self._events = log, events
        self._functions = compiled(rules)
        self._effects = {rule.name: effects(rule) for rule in rules}

    def run(self) -> list[tuple[int, list[str]]]:
        functions, effects, state = self._functions, self._effects, State()
        fired = []
        with self._log.open("rb") as file:
            for number, line in enumerate(islice(file, self._events)):
                event = loads(line)
                sources = event["sources"]
                grade = grade_of(sources)
                if grade == REFUSED:
                    continue
                kind = event["kind"]
                state.happen(kind, event)
                names: list[str] = []
                functions[kind](event, grade, names)
                if names:
                    made = [effect for name in names for effect in effects[name]]
                    state.carry_out(made, event, quality(sources, grade))
                    fired.append((number, names))
        return fired

    def matched(self, result: list[tuple[int, list[str]]]) -> Matched:
        return ((number, name) for number, names in result for name in names)


def grade_of(sources: list[dict[str, Any]]) -> int:
    """The best credibility among the sources; mostly there is only one."""
    return sources[0].get("credibility", 6) if len(sources) == 1 else credibility(sources)


def quality(sources: list[dict[str, Any]], grade: int) -> float:
    """How sure the record is: the best grade, capped by reliability for a sole source."""
    sure = TRUE[grade]
    return (
        min(sure, ALONE.get(VOICES[sources[0]["source"]] or "", 1.0)) if len(sources) == 1 else sure
    )


def effects(rule: Rule) -> tuple[Weight | Shift, ...]:
    """What a rule does, besides being noted."""
    return tuple(made for each in rule.then for made in _effect(each))


def _effect(effect: Mapping[str, Any]) -> Iterator[Weight | Shift]:
    if "weigh" in effect:
        weigh = effect["weigh"]
        size, way = weigh["word"].split()
        ratio = RATIOS[size] if way == "for" else 1 / RATIOS[size]
        yield Weight((weigh["group"], float(weigh["half_life"].split()[0])), ratio)
    elif "shift" in effect:
        shift = effect["shift"]
        yield Shift(shift["party"], shift["issue"], shift.get("hardens", -shift.get("softens", 0)))
