"""The command line. Its front page needs neither click nor anything of ours, so it comes at once.

Exit codes: 0 fine, 1 problems found, 2 wrong usage, 70 a bug of ours, 130 interrupted, 143 ended.
"""

import sys
from importlib import import_module
from textwrap import fill

from negotiations.version import VERSION

NAME = "negotiations"
COMPLETE = "_NEGOTIATIONS_COMPLETE"
FINE, PROBLEMS, BUG, INTERRUPTED, ENDED = 0, 1, 70, 130, 143
WIDTH = 78

USAGE = f"Usage: {NAME} [OPTIONS] COMMAND [ARGS]..."
ABOUT = (
    "Track a peace process: where the talks stand, how likely a ceasefire is, and why.",
    "A PATH is a case's folder, a log (YAML or JSON lines), - for JSON lines on standard input, or "
    "the name of a packaged case, such as istanbul-2025. Data goes to stdout, all else to stderr.",
)
OPTIONS = {
    "--debug": "Show a bug's traceback.",
    "--version": "Show the version.",
    "-h, --help": "Show this message and exit.",
}
COMMANDS = {
    "replay": "Replay a log: what happened, what it changed, and where things stand.",
    "why": "Why an event did what it did, or a position, phase or likelihood is what it is.",
    "simulate": "Draw futures of a process, and tell what became of them.",
    "panel": "Replay a table of many processes: a row for each and each period.",
    "import": "Turn somebody else's data (UCDP, GDELT, PLOVER, tables) into a log.",
    "frame": "Make a table for forecasters: what was known in each period, and what came of it.",
    "fit": "Learn the weights of a rulebook from the logs of many processes.",
    "score": "Score the forecasts of a table by what came, beside baselines.",
    "check": "Check cases, logs, rules and features, and tell every problem.",
    "test": "Run the examples that rules carry.",
    "scenario": "Run scenarios written in Gherkin, with no Python beside them.",
    "steps": "Show the steps that a scenario may be written in.",
    "kinds": "Show the kinds of event a log may hold, and their fields.",
    "phases": "Show the tables of phases, and where a case stands in them.",
    "completion": "Print the script that completes commands in a shell.",
}
"""Every command, and its help in one line. Each lives in the module of its name.

A name that is Python's own has an underscore behind it there: `import_`.
"""


def front_page() -> str:
    """What `negotiations --help` says."""
    about = [fill(each, WIDTH, initial_indent="  ", subsequent_indent="  ") for each in ABOUT]
    options = "\n".join(["Options:", *_in_columns(OPTIONS)])
    commands = "\n".join(["Commands:", *_in_columns(COMMANDS)])
    return "\n\n".join([USAGE, *about, options, commands])


def _in_columns(rows: dict[str, str]) -> list[str]:
    width = max(map(len, rows)) + 4
    indent = " " * width
    return [
        fill(text, WIDTH, initial_indent=f"  {name}".ljust(width), subsequent_indent=indent)
        for name, text in rows.items()
    ]


def version_line() -> str:
    """What `negotiations --version` says."""
    return f"{NAME} {VERSION}"


AT_ONCE = {"-h": front_page, "--help": front_page, "--version": version_line}


def main() -> None:
    """The program `negotiations`."""
    if len(sys.argv) == 2 and sys.argv[1] in AT_ONCE:
        try:
            print(AT_ONCE[sys.argv[1]](), flush=True)
        except OSError:
            pass  # the program will meet it again, and knows what to say
        else:
            return
    import_module(f"{__name__}.program").main()
