"""The program around all commands: it loads a command's module only when the command is used."""

import os
import signal
import sys
import traceback
from collections.abc import Sequence
from errno import EDQUOT, EFBIG, ENOSPC
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem, shell_complete

from negotiations.cli import (
    BUG,
    COMMANDS,
    COMPLETE,
    ENDED,
    FINE,
    INTERRUPTED,
    NAME,
    OPTIONS,
    PROBLEMS,
    front_page,
    version_line,
)
from negotiations.cli.problems import Problems
from negotiations.problems import Unreadable, did_you_mean, one_line

NO_ROOM = (ENOSPC, EDQUOT, EFBIG)


class Commands(click.Group):
    """A group whose commands are imported when they are used; every way out has its exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = cmd_name + "_" * iskeyword(cmd_name)
        command: click.Command = import_module(f"negotiations.cli.{module}").command
        command.name, command.short_help = cmd_name, COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"no such command {args[0]!r}{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        return front_page()

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        options = click.Command.shell_complete(self, ctx, incomplete)
        named = (item for item in COMMANDS.items() if item[0].startswith(incomplete))
        return [*(CompletionItem(name, help=text) for name, text in named), *options]

    def main(self, args: Sequence[str] | None = None, *_: Any, **__: Any) -> NoReturn:
        sys.exit(self.run(list(sys.argv[1:] if args is None else args)))

    def run(self, args: list[str]) -> int:
        """Run one command line; its exit code."""
        code, debug = BUG, "--debug" in args
        try:
            code = self._code(args)
            sys.stdout.flush()
        except KeyboardInterrupt:
            return INTERRUPTED
        except BrokenPipeError:
            _let_go_of_stdout()
            return FINE if code == BUG else code
        except OSError as error:
            _let_go_of_stdout()
            what = f"can't write: {error.strerror}" if error.errno in NO_ROOM else error
            click.echo(one_line(f"{NAME}: {what}"), err=True)
            return PROBLEMS
        except Exception as bug:
            return _told(bug, debug)
        return code

    def _code(self, args: list[str]) -> int:
        try:
            with self.make_context(NAME, args) as context:
                self.invoke(context)
        except click.exceptions.Exit as end:
            return end.exit_code
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            return error.exit_code
        except click.ClickException as error:
            setattr(error, "message", one_line(error.message))  # noqa: B010 (final by its types)
            error.show()
            return error.exit_code
        except Unreadable as error:
            Problems().tell_all(error.problems)
            return PROBLEMS
        except click.Abort:
            return INTERRUPTED
        return FINE


def _told(bug: Exception, debug: bool) -> int:
    """Tell of a bug in one line, with the traceback before it if that is wanted."""
    if debug:
        traceback.print_exception(bug)
    what = one_line(f"{type(bug).__name__}: {bug}")
    remedy = f"with the output of {NAME} --debug ..."
    click.echo(f"this is a bug in {NAME}: {what}; please report it {remedy}", err=True)
    return BUG


def _let_go_of_stdout() -> None:
    """What could not be written can't be: leave nothing for Python to flush as it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_what_is_closed() -> None:
    """Where nobody listens, what is said goes nowhere."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 (open to the very end)
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(version_line())
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, expose_value=False, help=OPTIONS["--debug"])
@click.option("--version", is_flag=True, expose_value=False, is_eager=True,
              callback=_show_version, help=OPTIONS["--version"])  # fmt: skip
def commands() -> None:
    """All commands; the help of the group itself is its front page."""


def main() -> NoReturn:
    """Run the command line of this process."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(ENDED))  # so that no half-written file stays
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if instruction := os.environ.get(COMPLETE):
        sys.exit(shell_complete(commands, {}, NAME, COMPLETE, instruction))
    commands.main()
