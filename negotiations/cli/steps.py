"""`negotiations steps`: the steps that a scenario may be written in, found by words."""

from pathlib import Path

import click

from negotiations.bdd.words.keywords import ENGLISH
from negotiations.bdd.words.manual import (
    catalogue_lines,
    catalogue_markdown,
    entries,
    found,
    nothing_found,
)
from negotiations.bdd.words.translations import translated_languages
from negotiations.bdd.words.vocabulary import spoken_in
from negotiations.cli.output import print_json, print_lines


@click.command()
@click.argument("words", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text",
              show_default=True, help="For people, for programs, or as a page.")  # fmt: skip
@click.option("--language", type=click.Choice([ENGLISH, *translated_languages()]),
              default=ENGLISH, show_default=True, help="What the phrases are in.")  # fmt: skip
def command(words: tuple[str, ...], form: str, language: str) -> None:
    """The steps that a scenario here may be written in, by theme, each with an example that runs.

    With WORDS only those that have all of them, in phrase, theme, meaning or example, the best
    first; a whole step finds itself.
    """
    known = spoken_in(Path.cwd() / "any.feature", language)
    asked = " ".join(words).strip()
    told = found(known, asked, language) if asked else entries(known, language)
    if not told:
        raise click.ClickException(nothing_found(known, asked, language))
    if form == "json":
        print_json([entry.data() for entry in told])
    elif form == "markdown":
        click.echo("\n".join(catalogue_markdown(told)))
    else:
        print_lines(catalogue_lines(told))
