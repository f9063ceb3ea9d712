"""The command line in a test, in this process or in one of its own, and a small case on disk."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import attrs
from click.testing import CliRunner

from negotiations.cli.program import commands

PROJECT = Path(__file__).resolve().parents[1]
PLAIN = {"COLUMNS": "100", "NO_COLOR": "1"}

LOG = """
- {id: met, kind: round, occurred: 2025-05-16, known_at: 2025-05-16, actor: [ruritania, freedonia], track: main, number: 1, status: convened}
- {id: wave, kind: strike, occurred: 2025-05-20, known_at: 2025-05-20, actor: freedonia, recipient: ruritania, munition: drone, launched: 472, sources: [{source: press, reliability: B, credibility: 2}]}
- {id: unclear, kind: strike, occurred: 2025-05-21, known_at: 2025-05-21, actor: freedonia, recipient: ruritania, munition: drone}
"""  # noqa: E501
RULE = """
rule: great-wave
means: A great wave of drones is meant for the table too.
may_mislead: Launched is not hit.
basis: expert
written: 2025-06-02
when:
  strike: {munition: drone, launched: {at_least: 400}}
given:
  talks: convened
unless:
  ceasefire: in_effect
then:
  - weigh: {group: battlefield, word: slight against, half_life: 14 days}
  - shift: {party: recipient, issue: truce-terms, hardens: 3}
examples:
  fires_on:
    - - {kind: round, occurred: 2025-05-16, actor: [ruritania, freedonia], status: convened, number: 1}
      - {kind: strike, occurred: 2025-06-01, actor: freedonia, recipient: ruritania, munition: drone, launched: 472}
  leaves_alone:
    - {kind: strike, occurred: 2025-06-01, actor: freedonia, recipient: ruritania, munition: drone, launched: 472}
"""  # noqa: E501


@attrs.frozen
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line on stderr."""
        return self.err.rstrip("\n").rpartition("\n")[2]


def run(*words: str, stdin: str | bytes | None = None) -> Said:
    """Run a command line in this process."""
    done = CliRunner(env=PLAIN).invoke(commands, list(words), input=stdin)
    return Said(done.exit_code, done.stdout, done.stderr)


def started(*words: str, folder: Path = PROJECT, **env: str) -> subprocess.Popen[str]:
    """A command line in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "negotiations", *words], cwd=folder, text=True, encoding="utf-8",
        env=os.environ | PLAIN | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"} | env,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> Said:
    """How a process ended, and what it said."""
    out, err = process.communicate(timeout=60)
    return Said(process.returncode, out, err)


def write(file: Path, text: str) -> Path:
    """A file with that text, its folders made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return file


def case_folder(folder: Path, log: str = LOG, *rules: str) -> Path:
    """A case about Ruritania and Freedonia with its log and rules: one, unless others are given."""
    write(folder / "case.yaml", (PROJECT / "rules" / "example-case.yaml").read_text("utf-8"))
    write(folder / "log.yaml", log)
    for number, rule in enumerate(rules or (RULE,)):
        write(folder / "rules" / f"rule-{number}.yaml", rule)
    write(folder / "rules" / "groups.yaml", "battlefield: {cap: 0.7}\ntalks: {cap: 1.0}\n")
    return folder
