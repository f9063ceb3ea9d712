"""The frame of the command line: light help, exit codes, one line for every problem."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from commands import Said, case_folder, ended, run, started

from negotiations import cli
from negotiations.cli import COMMANDS, OPTIONS, front_page, phases
from negotiations.cli.program import commands

USAGE = "Usage: negotiations [OPTIONS] COMMAND [ARGS]...\nTry 'negotiations --help' for help.\n\n"


def test_help_names_every_command_with_its_line() -> None:
    """`--help` lists all commands in their order, each with its help."""
    said = run("--help")
    told = " ".join(said.out.split())
    assert said.code == 0
    assert [told.index(f"{name} {COMMANDS[name]}") for name in COMMANDS] == sorted(
        told.index(f"{name} {COMMANDS[name]}") for name in COMMANDS
    )


@pytest.mark.parametrize("words", [("--debug", "--help"), ("--debug", "--version")])
def test_what_is_said_at_once_is_what_the_frame_says(words: tuple[str, ...]) -> None:
    """The front page and the version come without click, and are the same with it."""
    at_once = ended(started(words[-1]))
    assert (at_once.code, at_once.err) == (0, "")
    assert at_once == run(*words)


def test_the_front_page_has_every_option() -> None:
    """What click takes is on the page that click does not write, and fits a screen of 80."""
    page = front_page()
    with click.Context(commands) as context:
        records = [param.get_help_record(context) for param in commands.get_params(context)]
    assert records == list(OPTIONS.items())
    assert all(f"  {name}  " in page for name in OPTIONS)
    assert page.isascii()
    assert max(map(len, page.splitlines())) < 80


def test_without_a_command_the_front_page_is_told() -> None:
    """It is wrong usage, so the page goes to stderr; as lines, not as one."""
    said = run()
    assert (said.code, said.out) == (2, "")
    assert said.err.strip() == front_page()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_loaded(name: str) -> None:
    """What the frame lists exists, takes --help, and explains itself."""
    said = run(name, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Usage: negotiations {name} ")


def test_version_is_told() -> None:
    """`--version` prints the name and one version."""
    said = run("--version")
    assert (said.code, said.out.split()[0], len(said.out.split())) == (0, "negotiations", 2)


def test_an_unknown_command_is_wrong_usage() -> None:
    """A slip in a command's name is exit 2 and gets the nearest one."""
    said = run("wyh")
    assert said.code == 2
    assert said.err == USAGE + "Error: no such command 'wyh'; did you mean 'why'?\n"


def test_a_path_that_is_nowhere_is_one_line() -> None:
    """Neither file nor packaged case: one line, the nearest name, exit 1."""
    said = run("why", "istanbul-2024", "--likelihood")
    what = "no such file, folder or packaged case; did you mean 'istanbul-2025'?"
    assert (said.code, said.err) == (1, f"istanbul-2024:1:1: {what}\n")


def test_control_characters_are_escaped() -> None:
    """What a user wrote can't steer the terminal or break the line that tells of it."""
    said = run("why", "no\x1b[31m\nsuch", "--likelihood")
    assert said.code == 1
    assert said.err.startswith(r"no\x1b[31m\nsuch:1:1: no such file")
    assert said.err.count("\n") == 1


def test_all_problems_are_told_in_order_of_place(tmp_path: Path) -> None:
    """Bad input is every problem of it, a line each, and nothing more; never a traceback."""
    case_folder(tmp_path, "- {id: a, kind: strke}\n- {id: b, kind: round, occurred: 5}\n")
    times = "write 2025-06-02, 2025-06-02T13:00, 2025-06-02 morning or 2025-05-31/2025-06-01"
    assert run("why", str(tmp_path), "--likelihood") == Said(
        1,
        "",
        f"{tmp_path}/log.yaml:1:11: unknown kind 'strke'; did you mean 'strike'?\n"
        f"{tmp_path}/log.yaml:2:3: 'known_at' is missing\n"
        f"{tmp_path}/log.yaml:2:24: '5' is not a time; {times}\n",
    )


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command with a bug in it."""

    def broken(*_: object) -> None:
        raise TypeError("no such\nthing")

    monkeypatch.setattr(phases, "drawn", broken)


BUG = (
    r"this is a bug in negotiations: TypeError: no such\nthing; "
    "please report it with the output of negotiations --debug ...\n"
)


@pytest.mark.usefixtures("faulty")
def test_a_bug_is_one_line() -> None:
    """What we did wrong is exit 70 and one line that says what to do."""
    assert run("phases") == Said(cli.BUG, "", BUG)


@pytest.mark.usefixtures("faulty")
def test_debug_shows_the_traceback() -> None:
    """With --debug the traceback comes before that line."""
    said = run("--debug", "phases")
    assert said.code == cli.BUG
    assert said.err.startswith("Traceback (most recent call last):\n")
    assert said.err.endswith(BUG)


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Control-C ends with 130 and says nothing."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(phases, "drawn", interrupted)
    assert run("phases") == Said(130, "", "")


def test_a_closed_pipe_is_quiet() -> None:
    """When whoever reads us has gone, we go too, and say nothing."""
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "negotiations", "phases", "--format", "mermaid"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line() -> None:
    """What can't be written is told in one line, exit 1."""
    command = [sys.executable, "-m", "negotiations", "phases"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        1,
        "negotiations: can't write: No space left on device\n",
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    """The script names the program and the variable that asks it for words."""
    said = run("completion", shell)
    assert said.code == 0
    assert "_NEGOTIATIONS_COMPLETE" in said.out


def test_completion_offers_the_commands() -> None:
    """Asked by a shell, the program offers the commands that begin so."""
    env = {"COMP_WORDS": "negotiations ph", "COMP_CWORD": "1"}
    said = ended(started(_NEGOTIATIONS_COMPLETE="bash_complete", **env))
    assert (said.code, said.out, said.err) == (0, "plain,phases\n", "")


def test_the_program_runs_as_a_module() -> None:
    """`python -m negotiations` is the program, and its exit code the process's."""
    said = ended(started("why", "nowhere", "--likelihood"))
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)


def test_run_gives_the_code() -> None:
    """A command that ends well is exit 0."""
    assert commands.run(["completion", "bash"]) == 0
