"""Runs the README and the forecasters' pages: commands in ```console blocks, and what they show.

A line `...` in a shown output stands for any lines. What goes to stderr is not compared. A ```yaml
or ```gherkin block that begins with `# file: PATH` is saved there first. The ```python blocks run
as one doctest.
"""

import doctest
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

PROJECT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
SAVED = re.compile(r"^```(?:yaml|gherkin)\n(# file: (\S+)\n.*?)^```", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
SETTING_UP = re.compile(r"(\S*/)?(make|pip|git|cd|source|export)\b|\S*python3? -m (pip|venv)\b")
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "build", "dist")


@attrs.frozen
class Command:
    """A command of the README and the lines shown under it."""

    words: str
    shown: tuple[str, ...] = ()

    def complaint(self, folder: Path) -> str | None:
        """What is wrong with the command when it is run in *folder*."""
        done = run(self.words, folder)
        if done.returncode:
            return f"$ {self.words}\nexit {done.returncode}\n{done.stdout}{done.stderr}"
        if self.shown and not re.fullmatch(pattern(self.shown), tidy(done.stdout)):
            shown = "\n".join(self.shown)
            return f"$ {self.words}\nshown:\n{shown}\nprinted:\n{done.stdout}"
        return None


def commands(text: str) -> Iterator[Command]:
    """The commands in the ```console blocks of *text*, without those that set the project up."""
    for block in BLOCK.findall(text):
        for part in re.split(r"^\$ ", block.replace("\\\n", ""), flags=re.MULTILINE)[1:]:
            words, *shown = part.rstrip().split("\n")
            if not SETTING_UP.match(words):
                yield Command(words, tuple(shown))


def pattern(shown: tuple[str, ...]) -> str:
    """A regular expression for an output that is shown as these lines."""
    lines = (r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + r"\n" for line in shown)
    return "".join(lines)


def tidy(output: str) -> str:
    """The output without spaces at the ends of lines or empty lines at its end."""
    return "\n".join(line.rstrip() for line in output.rstrip().split("\n")) + "\n"


def run(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in *folder*, in this environment, 100 columns wide, in plain text."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    plain = {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["bash", "-c", words],
        cwd=folder,
        env=os.environ | plain | {"PATH": path, "PYTHONPATH": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project that commands may write to, with this environment as its .venv."""
    folder = tmp_path / "project"
    shutil.copytree(PROJECT, folder, ignore=LEFT_OUT)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.mark.parametrize("page", ["README.md", "docs/forecasting.md"])
def test_commands_do_what_a_page_shows(copy: Path, page: str) -> None:
    """Pasted from the top, every command of a page works and prints what stands under it."""
    text = (PROJECT / page).read_text(encoding="utf-8")
    for content, name in SAVED.findall(text):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text(content, encoding="utf-8")
    found = list(commands(text))
    assert found, f"{page} shows no command in a ```console block"
    complaints = [complaint for command in found if (complaint := command.complaint(copy))]
    assert not complaints, "\n\n".join(complaints)


@pytest.mark.parametrize("page", ["README.md", "docs/forecasting.md", "docs/scikit-learn.md"])
def test_python_prints_what_a_page_shows(monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    """A page's Python runs from the project's folder, as one session."""
    monkeypatch.chdir(PROJECT)
    session = "\n".join(PYTHON.findall((PROJECT / page).read_text(encoding="utf-8")))
    test = doctest.DocTestParser().get_doctest(session, {}, page, page, 0)
    told: list[str] = []
    doctest.DocTestRunner().run(test, out=told.append)
    assert not told, "".join(told)


def test_commands_are_read_with_their_outputs() -> None:
    """Only console blocks count; a backslash joins two lines; set-up is left out."""
    text = "```console\n$ make demo\n$ echo a \\\n  b\na b\n\n$ true\n```\n```sh\n$ false\n```\n"
    assert list(commands(text)) == [Command("echo a   b", ("a b",)), Command("true")]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("echo one", ()),
        ("printf 'one \\ntwo\\n\\n'", ("one", "two")),
        ("seq 9", ("1", "...")),
        ("seq 9", ("1", "...", "5", "...", "9")),
    ],
)
def test_an_output_as_shown_is_fine(tmp_path: Path, words: str, shown: tuple[str, ...]) -> None:
    """Lines agree one by one, and `...` stands for any lines."""
    assert Command(words, shown).complaint(tmp_path) is None


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("exit 3", ()),
        ("echo one", ("two",)),
        ("echo 12", ("1.",)),
        ("seq 9", ("1", "2")),
        ("seq 9", ("1", "...", "8")),
        ("echo one >&2", ("one",)),
    ],
)
def test_another_output_is_a_complaint(tmp_path: Path, words: str, shown: tuple[str, ...]) -> None:
    """A failing command, or one that prints something else, is told with its words."""
    assert f"$ {words}" in str(Command(words, shown).complaint(tmp_path))
