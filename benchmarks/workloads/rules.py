"""Made rulebooks: each rule tests fields of one kind of event, so that every peer can hold it.

Thresholds are drawn from what the log holds and rounded as an analyst would round them. How often a
rule holds is measured on a sample of the log: the more rules, the more special each of them, so
that an event fires about as many of 500 rules as of 100.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import attrs

from benchmarks.workloads.case import PARTIES
from benchmarks.workloads.facts import Fact, fact
from benchmarks.workloads.fighting import pick
from benchmarks.workloads.log import SEED, records

SAMPLE, MOST_SAMPLED = 20_000, 1_500
"""Records looked at to measure rules; of one kind at most so many."""

FIRINGS = 3.5
"""How many of 100 rules or more an event fires, about; fewer of fewer rules."""

MOST_OFTEN = 0.3
SHARES = {
    "strike": 34, "ground_fighting": 16, "interception": 14, "statement": 13, "loss": 8, "round": 4,
    "delegation": 3, "agreement": 3, "demand": 2, "proposal": 2, "market": 0.5, "assessment": 0.5,
}  # fmt: skip
"""Which kinds the rules are about, in per cent."""

GROUPS = {"battlefield": 0.7, "talks": 1.0, "humanitarian": 0.4, "terms": 1.0, "context": 0.3}
GROUP_OF = {
    "strike": "battlefield", "ground_fighting": "battlefield", "interception": "battlefield",
    "loss": "battlefield", "round": "talks", "delegation": "talks", "agreement": "humanitarian",
    "statement": "terms", "demand": "terms", "proposal": "terms", "market": "context",
    "assessment": "context",
}  # fmt: skip
WORDS = {
    f"{size} {way}": weight
    for size, weight in {"negligible": 40, "slight": 35, "modest": 18, "substantial": 7}.items()
    for way in ("for", "against")
}
HALF_LIVES = (7, 14, 21, 30, 45, 60, 90)
ACTS_ON = ("strike", "interception", "loss", "demand")
"""Kinds whose records always have one actor and one recipient."""

ONE_ACTOR = (*ACTS_ON, "statement", "delegation", "proposal")


@attrs.frozen
class Test:
    """One test of a field: *word* is `is`, `any_of`, `at_least`, `at_most` or `between`."""

    field: str
    word: str
    operand: Any

    def holds(self, value: Any) -> bool:
        """Whether it holds of a field's value; never of nothing."""
        return value is not None and _HOLDS[self.word](value, self.operand)


_HOLDS: dict[str, Callable[[Any, Any], bool]] = {
    "is": lambda value, word: bool(value == word),
    "any_of": lambda value, words: value in words,
    "at_least": lambda value, number: bool(value >= number),
    "at_most": lambda value, number: bool(value <= number),
    "between": lambda value, ends: bool(ends[0] <= value <= ends[1]),
}


@attrs.frozen
class Rule:
    """Tests that must all hold of a kind of event, and effects as a rule file has them."""

    name: str
    kind: str
    tests: tuple[Test, ...]
    then: tuple[dict[str, Any], ...]

    def holds(self, event: Fact) -> bool:
        """Whether it holds, said as plainly as can be."""
        return event["kind"] == self.kind and all(
            test.holds(event.get(test.field)) for test in self.tests
        )


WORD_FIELDS: dict[str, tuple[str, ...]] = {
    "strike": ("munition", "target"),
    "interception": ("munition",),
    "ground_fighting": ("intensity",),
    "loss": ("asset", "outcome"),
    "statement": ("issue", "stance"),
    "round": ("status", "format", "outcome"),
    "delegation": ("status", "level"),
    "agreement": ("type", "status"),
    "demand": ("status", "issue"),
    "proposal": ("status", "issue"),
    "market": ("direction",),
    "assessment": ("topic", "level"),
}
NUMBER_FIELDS: dict[str, tuple[str, ...]] = {
    "strike": ("launched", "impacts", "killed", "injured"),
    "interception": ("launched", "intercepted", "impacts", "regions"),
    "ground_fighting": ("deaths", "civilian_deaths"),
    "loss": ("number",),
    "statement": ("position",),
    "round": ("duration",),
    "agreement": ("each_side",),
    "proposal": ("position",),
    "market": ("change",),
}
EXACT = ("position", "duration", "each_side")
"""Numbers that are tested from both sides, as are those of interceptions."""

FLAG_FIELDS = {"strike": "largest_to_date", "demand": "red_line"}


def rulebook(count: int, *, seed: int = SEED) -> tuple[Rule, ...]:
    """So many rules, each at least once in the sample; a kind has at least one or none of them."""
    samples = _samples(seed)
    random = Random(seed + count)
    made: list[Rule] = []
    for kind, wanted in quotas(count).items():
        made += _rules(random, kind, wanted, samples[kind], FIRINGS * min(1.0, (count + 40) / 140))
    return tuple(made)


def quotas(count: int) -> dict[str, int]:
    """How many of the rules each kind gets, by largest remainder."""
    exact = {kind: share * count / 100 for kind, share in SHARES.items()}
    given = {kind: int(number) for kind, number in exact.items()}
    by_rest = sorted(exact, key=lambda kind: given[kind] - exact[kind])
    for kind in by_rest[: count - sum(given.values())]:
        given[kind] += 1
    return {kind: number for kind, number in given.items() if number}


def _samples(seed: int) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for record in records(SAMPLE, seed=seed):
        made = fact(record)
        if made is not None and len(found[made["kind"]]) < MOST_SAMPLED:
            found[made["kind"]].append(made)
    return found


def _rules(
    random: Random, kind: str, wanted: int, sample: Sequence[Fact], firings: float
) -> Iterator[Rule]:
    """Rules that hold in different places, and together about as often as is wanted."""
    share, fired = min(MOST_OFTEN, firings / wanted), 0.0
    seen: set[frozenset[Test]] = set()
    while len(seen) < wanted:
        tests = _tests(random, kind, sample)
        often = sum(all(t.holds(each.get(t.field)) for t in tests) for each in sample) / len(sample)
        goal = max(share / 4, share * (len(seen) + 1) - fired)
        if tests in seen or not max(goal / 4, 1e-9) <= often <= min(2.5 * goal, 0.6):
            continue
        seen.add(tests)
        fired += often
        in_order = tuple(sorted(tests, key=lambda test: test.field))
        yield Rule(f"{kind.replace('_', '-')}-{len(seen):03d}", kind, in_order, _then(random, kind))


def _tests(random: Random, kind: str, sample: Sequence[Fact]) -> frozenset[Test]:
    """One to four tests, of different fields."""
    fields = [*WORD_FIELDS[kind] * 2, *NUMBER_FIELDS.get(kind, ()) * 2, "credibility"]
    fields += ["actor"] if kind in ONE_ACTOR else []
    fields += [FLAG_FIELDS[kind]] if kind in FLAG_FIELDS and random.random() < 0.1 else []
    chosen: dict[str, Test] = {}
    for _ in range(1 + int(random.random() ** 1.3 * 4)):
        field = fields[int(random.random() * len(fields))]
        chosen[field] = _test(random, kind, field, sample)
    return frozenset(chosen.values())


def _test(random: Random, kind: str, field: str, sample: Sequence[Fact]) -> Test:
    if field == "actor":
        return Test(field, "is", PARTIES[int(random.random() * 2)])
    if field == "credibility":
        return Test(field, "at_most", 2 + int(random.random() * 2))
    if field in FLAG_FIELDS.values():
        return Test(field, "is", True)
    values = [each[field] for each in sample if field in each]
    if field in NUMBER_FIELDS.get(kind, ()):
        return _threshold(random, kind, field, values)
    words = list(dict.fromkeys(values[int(random.random() * len(values))] for _ in range(3)))
    count = 1 + int(random.random() ** 2 * 3)
    some = sorted(words[:count])
    return Test(field, "is", some[0]) if len(some) == 1 else Test(field, "any_of", tuple(some))


def _threshold(random: Random, kind: str, field: str, values: Sequence[float]) -> Test:
    low, high = sorted(rounded(values[int(random.random() * len(values))]) for _ in range(2))
    two_sided = field in EXACT or (kind == "interception" and field != "intercepted")
    point = random.random()
    if two_sided and point < 0.2:
        return Test(field, "at_most", high)
    if two_sided and point < 0.4 and low < high:
        return Test(field, "between", (low, high))
    return Test(field, "at_least", high if random.random() < 0.5 else low)


def rounded(number: float) -> float:
    """A number as one writes a threshold: 7, 15, 140, 450; prices to half a point."""
    if isinstance(number, float):
        return round(number * 2) / 2
    for below, step in ((10, 1), (50, 5), (200, 10), (500, 25)):
        if number < below:
            return max(1, round(number / step) * step)
    return round(number / 100) * 100


def _then(random: Random, kind: str) -> tuple[dict[str, Any], ...]:
    """Mostly a weight, some with a shift beside it; now and then a shift or a note alone."""
    point, weight = random.random(), {"weigh": _weight(random, kind)}
    if point < 0.08:
        return ({"note": "Worth a second look."},)
    if kind not in ONE_ACTOR or point > 0.28:
        return (weight,)
    shift = {"shift": _shift(random, kind)}
    return (shift,) if point < 0.14 else (weight, shift)


def _weight(random: Random, kind: str) -> dict[str, Any]:
    half_life = HALF_LIVES[int(random.random() * len(HALF_LIVES))]
    word = pick(random, WORDS)
    return {"group": GROUP_OF[kind], "word": word, "half_life": f"{half_life} days"}


def _shift(random: Random, kind: str) -> dict[str, Any]:
    party = "recipient" if kind in ACTS_ON and random.random() < 0.6 else "actor"
    way = "hardens" if random.random() < 0.6 else "softens"
    issue = "truce-terms" if random.random() < 0.7 else "territory"
    return {"party": party, "issue": issue, way: 1 + int(random.random() * 3)}
