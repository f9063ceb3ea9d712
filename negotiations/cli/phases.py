"""`negotiations phases`: the tables of phases, drawn, and where a case stands in them."""

from collections.abc import Mapping

import click

from negotiations.cli.inputs import log_at, moment
from negotiations.cli.output import print_lines
from negotiations.model.phases import TABLES, Region
from negotiations.report.phases import dot, drawn, mermaid, phase_table
from negotiations.rulebook.book import Rulebook
from negotiations.runs import replay

DRAWINGS = {"mermaid": mermaid, "dot": dot}


@click.command()
@click.argument("path", required=False)
@click.option("--format", "form", type=click.Choice(["table", *DRAWINGS]), default="table",
              show_default=True, help="As text, or for a drawing tool.")  # fmt: skip
@click.option("--region", "kinds", type=click.Choice(list(TABLES)), multiple=True,
              help="Only regions of this kind; repeatable.")  # fmt: skip
@click.option("--as-of", metavar="T", help="Know only what was known by then.")
@click.option("--case", metavar="PATH", help="The case, where the log has none beside it.")
@click.option("--sort", is_flag=True, help="Take a log that is not in order of known_at.")
def command(
    path: str | None,
    form: str,
    kinds: tuple[str, ...],
    as_of: str | None,
    case: str | None,
    sort: bool,
) -> None:
    """The tables of phases: what each move needs and where it leads.

    With PATH the log is replayed, and every region of its process is shown with its present phase.
    """
    if path is None and (as_of is not None or case is not None):
        raise click.UsageError("--as-of and --case go with a PATH")
    regions = None if path is None else _regions(path, as_of, case, sort)
    parts = drawn(kinds or TABLES, regions)
    if form == "table":
        print_lines(phase_table(parts))
    else:
        click.echo("\n".join(DRAWINGS[form](parts)))


def _regions(path: str, as_of: str | None, case: str | None, sort: bool) -> Mapping[str, Region]:
    """The regions of a log's process. Events move them by code, so no rule is asked."""
    log = log_at(path, case=case, sort=sort)
    at = None if as_of is None else moment(as_of, log.case)
    return replay(log, Rulebook.of((), {}), as_of=at, keep=False).process.regions
