"""`negotiations completion`: the script that teaches a shell our commands and options."""

import click
from click.shell_completion import get_completion_class

from negotiations.cli import COMPLETE, NAME
from negotiations.cli.program import commands


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that completes commands in a shell.

    Bash: eval "$(negotiations completion bash)" in ~/.bashrc; the others alike.
    """
    completer = get_completion_class(shell)
    assert completer is not None
    click.echo(completer(commands, {}, NAME, COMPLETE).source())
