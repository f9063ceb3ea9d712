"""Ruritania and Freedonia: rules and small logs as an analyst writes them, and what comes of them.

The case is the one that the rules' examples play in (rules/example-case.yaml); its zone is UTC.
"""

from collections.abc import Mapping
from textwrap import dedent
from typing import Any

import attrs

from negotiations.examples import completed, example_case
from negotiations.log.reading import log_of
from negotiations.model.case import Case
from negotiations.model.times import read_instant
from negotiations.notation import Written, read_yaml
from negotiations.packaged import folder
from negotiations.problems import Unreadable
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.reading import rules_from
from negotiations.runs import Run, replay

CASE = example_case(folder("rules"))
NOTE = "then: {note: fired}\n"
FRAME = """
means: A rule of a test.
may_mislead: It means nothing.
basis: expert
written: 2025-01-01
"""


def in_zone(name: str) -> Case:
    """The same case with its midnights elsewhere."""
    return attrs.evolve(CASE, zone_name=name)


def written(text: str, number: int = 1) -> Written:
    """A rule document; what every rule must carry, a name and an effect are added if left out."""
    text = dedent(text).strip() + "\n"
    keys = {line.split(":")[0] for line in text.splitlines() if line[:1].isalpha()}
    name = "" if "rule" in keys else f"rule: rule-{number}\n"
    frame = "".join(f"{line}\n" for line in FRAME.split("\n") if line.split(":")[0] not in keys)
    effect = "" if "then" in keys else NOTE
    return read_yaml((name + text + effect + frame).encode(), f"rule-{number}.yaml")


def rulebook(*texts: str, caps: Mapping[str, float] | None = None) -> Rulebook:
    """A rulebook of rules as text, named rule-1, rule-2 and so on unless they name themselves."""
    return rules_from([written(text, n) for n, text in enumerate(texts, 1)], caps)


def told(*texts: str, caps: Mapping[str, float] | None = None) -> list[str]:
    """What is wrong with rules as text, line by line, without the file's name; empty if nothing."""
    try:
        rulebook(*texts, caps=caps)
    except Unreadable as error:
        return str(error).split("\n")
    return []


def records(log: str, case: Case = CASE) -> list[dict[str, Any]]:
    """A log's records in the order in which they became known, with ids event-1, event-2 …"""
    raws = read_yaml(dedent(log).encode(), "log.yaml").value
    whole = [completed(raw, number, case) for number, raw in enumerate(raws, 1)]
    return sorted(whole, key=lambda raw: read_instant(raw["known_at"], case.day_zone))


def play(
    rules: Rulebook | str, log: str | list[dict[str, Any]], *,
    until: str | None = None, case: Case = CASE,
) -> Run:  # fmt: skip
    """A log replayed through a rulebook, or through one rule."""
    book = rulebook(rules) if isinstance(rules, str) else rules
    made = records(log, case) if isinstance(log, str) else log
    return replay(log_of(case, made), book, as_of=until)


def firings(run: Run, rule: str = "rule-1") -> list[str]:
    """The events a rule fired on, one for each assignment of roles, in order."""
    return [event for name, event, _ in run.trace.firings() if name == rule]


def cast(run: Run, rule: str = "rule-1") -> list[str]:
    """Who played what each time a rule fired."""
    return [roles.told() for name, _, roles in run.trace.firings() if name == rule]


def changes(run: Run, word: str, rule: str | None = None) -> list[str]:
    """What a run's changes of one sort tell (of one rule, if it is named)."""
    return [
        reason.change.told() for reason in run.trace
        if reason.change.word == word and rule in (None, reason.rule)
    ]  # fmt: skip
