"""Logs and rules made for the benchmarks are sound, always alike, and mean to us what they say."""

from collections import Counter
from itertools import islice

import pytest

import negotiations as ng
from benchmarks.workloads.facts import at_least, fact
from benchmarks.workloads.log import WITH_CEASEFIRES, lines, records, write
from benchmarks.workloads.rule_files import write_rules
from benchmarks.workloads.rules import rulebook
from negotiations.model.quantities import read_count


def test_a_log_is_made_alike_each_time_and_a_longer_one_begins_with_it():
    """Two runs measure the same bytes, and a slice is the beginning of the whole."""
    once = list(lines(400))
    assert once == list(lines(400)) == list(islice(lines(1000), 400))
    assert once != list(lines(400, seed=1))


def test_a_made_log_reads_without_a_problem(tmp_path):
    """The log is one that an analyst could have handed in: nothing is wrong with any record."""
    made = ng.read_log(write(tmp_path, 5000, mix=WITH_CEASEFIRES))
    reading = made.reading()
    kinds = Counter(record.kind for group in reading.groups() for record in group.records)
    assert reading.count == 5000
    assert kinds.keys() == WITH_CEASEFIRES.keys()


@pytest.mark.parametrize("count", [20, 100])
def test_rules_are_made_alike_and_read_without_a_problem(tmp_path, count):
    """A rulebook of so many rules is made twice alike, and stands in files that can be read."""
    rules = rulebook(count)
    assert rules == rulebook(count)
    book = ng.read_rules(write_rules(tmp_path, rules))
    assert sorted(rule.name for rule in book.rules) == sorted(rule.name for rule in rules)


def test_more_rules_fire_no_more_often():
    """500 rules and 100 fire an event about as often, so that matching is what is compared."""
    made = [found for record in records(2000) if (found := fact(record)) is not None]
    for count in (100, 500):
        rules = rulebook(count)
        assert 3 < sum(rule.holds(each) for each in made for rule in rules) / 2000 < 4


@pytest.mark.parametrize("text", ["7", ">40", "≈1000", "≈57", "≈30", "unknown"])
def test_a_bound_means_to_the_peers_what_it_means_to_us(text):
    """The least that a reported count may be is the same number in both."""
    bounds = read_count(text).bounds
    least = at_least(int(text) if text.isdigit() else text)
    assert least == (None if text == "unknown" else bounds.low)
