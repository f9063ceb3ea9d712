"""The examples that rules carry, as they came out: rule by rule, and what none of them covers."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from negotiations.examples import Outcome
from negotiations.model.case import Case
from negotiations.problems import Problem
from negotiations.report.lines import BLANK, Line, line, table
from negotiations.report.why import answer_data, answer_told
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.rule import Rule
from negotiations.whynot import nearest_in_example


def coverage_lines(rules: list[Rule], outcomes: Iterable[Outcome]) -> Iterator[Line]:
    """A line a rule, then what no example covers, and the sum of it all."""
    of_rule = {name: list(each) for name, each in groupby(outcomes, lambda each: each.rule)}
    yield from table([_row(rule, of_rule.get(rule.name, [])) for rule in rules], indent=0)
    yield BLANK
    every = [outcome for some in of_rule.values() for outcome in some]
    fired = {outcome.rule for outcome in every if outcome.fired}
    bare = [rule.name for rule in rules if not rule.examples]
    cold = [rule.name for rule in rules if rule.examples and rule.name not in fired]
    if bare:
        yield line("without examples: ", ", ".join(bare), hang=2)
    if cold:
        yield line("fired by none of their examples: ", ", ".join(cold), hang=2)
    failed = sum(not outcome.passed for outcome in every)
    yield line(f"{counted(len(rules), 'rule')}, {len(fired)} fired; "
               f"{counted(len(every), 'example')}, {failed} failed")  # fmt: skip


def _row(rule: Rule, outcomes: list[Outcome]) -> list[str]:
    failed = sum(not outcome.passed for outcome in outcomes)
    verdict = "FAIL" if failed else "ok" if outcomes else "-"
    fires = sum(outcome.example.fires for outcome in outcomes)
    told = f"fires on {fires}, leaves {len(outcomes) - fires} alone" if outcomes else "no examples"
    return [verdict, rule.name, told]


def counted(number: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "rule"), counted(2, "rule")
    ('1 rule', '2 rules')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def problems_of(outcome: Outcome, rule: Rule, rules: Rulebook, case: Case) -> Iterator[Problem]:
    """Why an example failed, at its place; for one that should have fired, what it misses."""
    for problem in outcome.problems():
        silent = outcome.example.fires and not outcome.trouble
        more = _missing(outcome, rule, rules, case) if silent else ""
        yield Problem(problem.place, problem.what + more)


def _missing(outcome: Outcome, rule: Rule, rules: Rulebook, case: Case) -> str:
    near = nearest_in_example(rule, outcome.example, rules, case)
    if near is None:
        return f"; nothing in it is a {rule.kind} whose parts can all be cast"
    told = "; ".join(answer_told(answer_data(miss)) for miss in near.misses)
    return f"; what it misses: {told}" if told else ""
