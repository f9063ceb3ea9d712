"""`negotiations test`: the examples that rules carry, run; and what no example covers."""

from collections.abc import Iterable
from pathlib import Path

import click

from negotiations.cli import PROBLEMS
from negotiations.cli.inputs import RULES, rules_folder
from negotiations.cli.output import Problems, print_lines
from negotiations.cli.rulebooks import Rules
from negotiations.problems import did_you_mean
from negotiations.report.coverage import coverage_lines
from negotiations.rulebook.rule import Rule


@click.command()
@click.argument("rules", required=False)
@click.option("--rule", "only", metavar="NAME", multiple=True, help="Only this rule; repeatable.")
@click.pass_context
def command(context: click.Context, rules: str | None, only: tuple[str, ...]) -> None:
    """Run the examples that the RULES carry, each in a process of its own.

    RULES is a folder, or one file of it. Without RULES: the folder rules, if there is one here,
    else the packaged rules.
    """
    book, problems = Rules(rules_folder(rules, "-") if rules else default_rules()), Problems()
    chosen, outcomes = _chosen(book.rules, only), []
    for rule in chosen:
        for outcome, wrong in book.outcome(rule):
            problems.tell_all(wrong)
            outcomes.append(outcome)
    print_lines(coverage_lines(chosen, outcomes))
    if problems.count:
        context.exit(PROBLEMS)


def default_rules() -> Path:
    """The rules meant when none are named."""
    here = Path(RULES)
    return here if here.is_dir() else rules_folder(None, "-")


def _chosen(rules: list[Rule], only: Iterable[str]) -> list[Rule]:
    names = [rule.name for rule in rules]
    for name in only:
        if name not in names:
            raise click.ClickException(f"no rule {name!r}{did_you_mean(name, names)}")
    return [rule for rule in rules if not only or rule.name in only]
