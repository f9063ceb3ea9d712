"""The contenders that need no peer installed: the loop written by hand fires what ours does."""

import pytest

from benchmarks.contenders.contender import facts
from benchmarks.contenders.floor import Floor
from benchmarks.contenders.nested import compiled
from benchmarks.contenders.ours import Ours, OursUntraced
from benchmarks.firings import Firings
from benchmarks.workloads.facts import fact
from benchmarks.workloads.log import records, write
from benchmarks.workloads.rules import rulebook

EVENTS = 1500


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """A made log, of which the contenders may get a part only."""
    return write(tmp_path_factory.mktemp("case"), EVENTS)


def fired(cls, log, rules, events=EVENTS):
    """What a contender fires among the first events."""
    made = cls(log, rules, events)
    return Firings.of(made.matched(made.run()), events)


@pytest.mark.parametrize("cls", [Ours, OursUntraced])
def test_ours_fires_what_the_rules_plainly_say(cls, log):
    """With the trace and without, the firings are those of tests applied one after the other."""
    rules = rulebook(100)
    plain = ((n, rule.name) for n, fact in facts(log, EVENTS) for rule in rules if rule.holds(fact))
    assert fired(cls, log, rules) == Firings.of(plain, EVENTS)


@pytest.mark.parametrize("count", [20, 100, 500])
def test_rules_as_nested_ifs_hold_where_the_rules_plainly_do(count):
    """The functions made of a rulebook say of raw records what its tests say of plain facts."""
    rules = rulebook(count)
    functions = compiled(rules)
    for record in records(EVENTS):
        plain = fact(record)
        if plain is not None:
            names = []
            functions[record["kind"]](record, plain["credibility"], names)
            assert sorted(names) == sorted(rule.name for rule in rules if rule.holds(plain))


def test_the_loop_written_by_hand_fires_what_the_rules_plainly_say(log):
    """The whole loop does, over all events and over a part of them (it needs orjson)."""
    by_hand = pytest.importorskip("benchmarks.contenders.by_hand", exc_type=ImportError)
    rules = rulebook(100)
    plain = [(n, rule.name) for n, fact in facts(log, EVENTS) for rule in rules if rule.holds(fact)]
    for events in (EVENTS, EVENTS // 3):
        assert fired(by_hand.ByHand, log, rules, events) == Firings.of(plain, events)


def test_the_floor_decodes_every_line(log):
    """No line of a made log is one that the typed Structs refuse."""
    Floor(log, (), EVENTS).run()


def test_firings_that_differ_are_told_apart_by_rule_and_by_event():
    """Another rule, or the same rule on another event, is another digest, and is told."""
    one = Firings.of([(1, "a"), (2, "b")], 10)
    assert one == Firings.of([(2, "b"), (1, "a"), (11, "a")], 10)
    assert one.differs(Firings.of([(1, "a"), (3, "b")], 10)) == "2 firings for 2: other events"
    assert one.differs(Firings.of([(1, "a")], 10)) == "1 firings for 2: b 0 for 1"
