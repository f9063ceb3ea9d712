"""`negotiations kinds`: what a log may hold."""

import click

from negotiations.cli.output import print_lines
from negotiations.model.kinds import KINDS
from negotiations.problems import did_you_mean
from negotiations.report.kinds import kind_lines, kinds_lines


@click.command()
@click.argument("kind", required=False)
def command(kind: str | None) -> None:
    """The kinds of event a log may hold; with KIND, its fields and what they hold."""
    if kind is None:
        print_lines(kinds_lines())
        return
    if kind not in KINDS or kind == "day":
        known = [each for each in KINDS if each != "day"]
        raise click.ClickException(f"unknown kind {kind!r}{did_you_mean(kind, known)}")
    print_lines(kind_lines(kind))
