"""Scenarios: what one costs when there are many, and when there are many steps to choose from.

Each is a feature file run by a plain pytest of its own, as analysts' are; what starting up costs is
that of a run of one scenario, and is taken off.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import attrs

from benchmarks.results import Criterion, Section, Table
from benchmarks.timing import Failed, Spread, tell

PHRASES = 1_000
PARTS = (4, 2, 1)
"""The scenarios of a run: all of them divided by this."""

SCENARIO = """
  Scenario: Number {number}
    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then round 1 is "adjourned"
    And round 1 is "adjourned"
    And round 1 is "adjourned"
    And round 1 is "adjourned"
    And round 1 is "adjourned"
    And round 1 is "adjourned"
"""
MORE = "more_phrases"
STEPS = '''\
"""Phrases that no scenario uses."""

from negotiations.bdd.steps import given_or_when, then

for number in range({half}):
    @then('in list a%db what is called "{{name}}" is "{{status}}"' % number)
    def _(story, name, status):
        pass

    @given_or_when('in list a%db "{{name}}" comes about' % number)
    def _(story, name):
        pass
'''


@attrs.frozen
class Kind:
    """So many scenarios, with the steps of the library alone or with more."""

    scenarios: int
    more: bool

    def words(self) -> Sequence[str]:
        return ("-p", MORE) if self.more else ()


def measure(folder: Path, runs: int, scenarios: int) -> Section:
    """The section on scenarios: growth with their number, and with that of step definitions."""
    counts = (1, *(scenarios // part for part in PARTS))
    write_steps(folder / f"{MORE}.py")
    for count in counts:
        write_feature(folder / f"of-{count}.feature", count)
    kinds = [*(Kind(count, False) for count in counts), Kind(1, True), Kind(scenarios, True)]
    times: dict[Kind, list[float]] = {kind: [] for kind in kinds}
    for run in range(runs):
        for kind, each in times.items():
            tell(f"scenarios: run {run + 1} of {runs}, {kind.scenarios} {' '.join(kind.words())}")
            each.append(seconds(folder, kind))
    tell("")
    return _section({kind: Spread.of(each) for kind, each in times.items()}, counts, runs)


def write_feature(path: Path, count: int) -> None:
    """A feature of so many scenarios of eight steps."""
    scenarios = (SCENARIO.format(number=number) for number in range(count))
    path.write_text("Feature: Many\n" + "".join(scenarios))


def write_steps(path: Path) -> None:
    """A plugin that puts more phrases into the library, before its catalogue is made."""
    path.write_text(STEPS.format(half=PHRASES // 2))


def seconds(folder: Path, kind: Kind) -> float:
    """The time of the processor that pytest uses for a feature."""
    feature = f"of-{kind.scenarios}.feature"
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *kind.words())
    before = _used()
    done = subprocess.run([*command, feature], cwd=folder, env=_environment(folder),
                          capture_output=True, text=True, check=False)  # fmt: skip
    if done.returncode:
        raise Failed(f"{feature}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return _used() - before


def _used() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _environment(folder: Path) -> Mapping[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), os.getcwd()])}


def _section(spreads: Mapping[Kind, Spread], counts: Sequence[int], runs: int) -> Section:
    one, few, *_, most = counts
    rows = [
        [f"{kind.scenarios:,}", f"{PHRASES:,} more" if kind.more else "the library's",
         f"{s.middle:.2f}", str(s)]
        for kind, s in spreads.items()
    ]  # fmt: skip
    heads = ("scenarios", "steps to choose from", "seconds", "runs, about the median")
    cost = _cost(spreads, most, one, more=False)
    grown = cost / _cost(spreads, few, one, more=False)
    chosen = _cost(spreads, most, one, more=True) / cost
    criteria = [
        Criterion.limit(f"7. one of {most} scenarios costs times one of {few}", grown, most=1.2),
        Criterion.limit(f"7. with {PHRASES:,} more steps a scenario costs times", chosen, most=1.2),
    ]
    about = (
        f"Scenarios of 8 steps in one file, run by pytest; the time of the processor, medians of "
        f"{runs} runs; a scenario's cost is without what a run of one takes."
    )
    return Section("Scenarios", about, [Table("Features", heads, rows, words=2)], criteria)


def _cost(spreads: Mapping[Kind, Spread], count: int, one: int, *, more: bool) -> float:
    """The seconds of one scenario among so many."""
    whole, start = spreads[Kind(count, more)].middle, spreads[Kind(one, more)].middle
    return (whole - start) / (count - one)
