"""Running the examples that rules carry: each must fire its rule, or leave it alone."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from negotiations.log.cases import read_case
from negotiations.log.reading import log_of
from negotiations.model.case import Case
from negotiations.model.times import read_instant, read_interval
from negotiations.packaged import folder
from negotiations.problems import Problem, Unreadable
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.reading import CASE_FILE
from negotiations.rulebook.rule import Example, Rule
from negotiations.runs import Run, replay


@attrs.frozen
class Outcome:
    """What became of one example; *trouble* says what was unreadable about it."""

    rule: str
    example: Example
    fired: bool
    trouble: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.trouble and self.fired is self.example.fires

    def problems(self) -> Iterator[Problem]:
        """Why it failed, at the example's place."""
        for what in self.trouble:
            yield Problem(self.example.place, what)
        if not self.trouble and not self.passed:
            wanted = "does not fire on this" if self.example.fires else "fires on this"
            yield Problem(self.example.place, f"the rule {self.rule!r} {wanted} example")


def example_case(rules: Path) -> Case:
    """The case that examples play in: the rulebook's own, else the packaged one."""
    own = rules / CASE_FILE
    return read_case(own if own.is_file() else folder("rules") / CASE_FILE)


def run_examples(rules: Rulebook, case: Case) -> Iterator[Outcome]:
    """Run every example of every rule, each in a process of its own with the whole rulebook."""
    for rule in rules.rules:
        for example in rule.examples:
            yield run_example(rule, example, rules, case)


def run_example(rule: Rule, example: Example, rules: Rulebook, case: Case) -> Outcome:
    """Run one example."""
    try:
        run = replay_example(example, rules, case)
    except Unreadable as error:
        return Outcome(rule.name, example, False, tuple(p.what for p in error.problems))
    except ValueError as error:
        return Outcome(rule.name, example, False, (str(error),))
    fired = any(reason.rule == rule.name for reason in run.trace)
    return Outcome(rule.name, example, fired)


def replay_example(example: Example, rules: Rulebook, case: Case) -> Run:
    """Replay an example's events, and the days up to its `until`."""
    zone = case.day_zone
    records = [completed(raw, n, case) for n, raw in enumerate(example.events, 1)]
    until = read_instant(example.until, zone) if example.until else None
    if until is not None and records and until < max(_known(record, case) for record in records):
        raise ValueError("'until' comes before the last event of the example")
    return replay(log_of(case, sorted(records, key=lambda r: _known(r, case))), rules, as_of=until)


def completed(raw: Mapping[str, Any], number: int, case: Case) -> dict[str, Any]:
    """An example's event with what authors may leave out: an id, and when it became known."""
    whole = {"id": f"event-{number}", **raw}
    if "known_at" not in whole and isinstance(whole.get("occurred"), str):
        whole["known_at"] = read_interval(whole["occurred"], case.day_zone).end.isoformat()
    return whole


def _known(raw: Mapping[str, Any], case: Case) -> datetime:
    return read_instant(raw.get("known_at", ""), case.day_zone)
