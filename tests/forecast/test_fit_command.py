"""`negotiations fit`: what it learnt from many cases, and why it refuses what it refuses."""

import re

import numpy as np
import pytest
from commands import PROJECT, run, write

from negotiations.rulebook.reading import read_rules

RULE = """
rule: met
means: A round was convened.
may_mislead: They may only meet.
basis: expert
written: 2025-01-01
when: {round: {status: convened}}
then:
  - weigh: {group: talks, word: slight for, half_life: 30 days}  # a guess
"""
CASE = (PROJECT / "rules" / "example-case.yaml").read_text("utf-8")
BOTH = "actor: [ruritania, freedonia]"
KIND = "declaration: bilateral, scope: general, class: cessation_of_hostilities"


def case(folder, number, generator):
    """A small war that met once and, in two of three cases, came to a ceasefire after it."""
    text = re.sub(r"^case: .*$", f"case: war-{number}", CASE, flags=re.M)
    write(folder / "case.yaml", text)
    met, truce = sorted(generator.choice(np.arange(2, 28), 2, replace=False))
    lines = [
        "{id: s, kind: strike, occurred: 2025-05-01, known_at: 2025-05-01, actor: ruritania, "
        "recipient: freedonia}",
        f"{{id: r, kind: round, occurred: 2025-05-{met:02}, known_at: 2025-05-{met:02}, {BOTH}, "
        "track: main, number: 1, status: convened}",
    ]
    if number % 3:
        day = f"2025-05-{truce:02}"
        lines.append(f"{{id: t, kind: ceasefire, occurred: {day}, known_at: {day}, {BOTH}, "
                     f"ceasefire: truce, status: declared, {KIND}}}")  # fmt: skip
    else:
        lines.append("{id: u, kind: strike, occurred: 2025-05-31, known_at: 2025-05-31, "
                     "actor: ruritania, recipient: freedonia}")  # fmt: skip
    write(folder / "log.yaml", "".join(f"- {line}\n" for line in lines))
    return str(folder)


@pytest.fixture(scope="module")
def wars(tmp_path_factory):
    """Eighteen cases, and a rulebook of one rule."""
    folder, generator = tmp_path_factory.mktemp("wars"), np.random.default_rng(1)
    write(folder / "rules" / "met.yaml", RULE)
    write(folder / "rules" / "groups.yaml", "talks: {cap: 1.0}\n")
    return folder, [case(folder / f"war-{n}", n, generator) for n in range(18)]


def test_it_tells_what_it_learnt_and_writes_it(wars, tmp_path):
    """The weight moves up, for every ceasefire came after a round; the new rulebook reads."""
    folder, paths = wars
    said = run("fit", *paths, "--rules", f"{folder}/rules", "-o", f"{tmp_path}/new")
    assert said.code == 0
    first, head, row, *_ = said.out.splitlines()
    assert first.startswith("Fitted on 12 outcomes in 18 processes, 2025-05-02 to")
    assert head.split()[0] == "weight"
    assert row.split()[:2] == ["met", "+0.223"]
    rule = read_rules(tmp_path / "new").rule("met")
    assert rule.then[0].weight_nats > 0.223
    assert rule.basis.startswith("fitted: 12 outcomes in 18 processes")
    assert "# a guess" in (tmp_path / "new" / "met.yaml").read_text()


def test_options_reach_the_fit(wars):
    """Draws add a column, and half-lives that are tried count as numbers to be learnt."""
    folder, paths = wars
    rules = ("--rules", f"{folder}/rules")
    assert "by bootstrap" in run("fit", *paths, *rules, "--draws", "20").out
    said = run("fit", *paths, *rules, "--half-life", "talks=10,30")
    assert said.code == 1
    assert "1 weights and 1 half-lives or caps on 12 outcomes" in said.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["istanbul-2025"], 1, "cannot fit on one process: one war says next to nothing"),
        (["istanbul-2025", "minsk-2014"], 1, "2 outcomes in 2 processes: each needs 10 outcomes"),
        (["istanbul-2025", "istanbul-2025"], 1, "the process 'istanbul-2025' comes twice"),
        (["istanbul-2026"], 1, "did you mean 'istanbul-2025'"),
        (["istanbul-2025", "--free", "round-convend"], 1, "did you mean 'round-convened'"),
        (["istanbul-2025", "--until", "rubbish"], 2, "'rubbish' is not a time"),
        (["istanbul-2025", "--cap", "talks"], 2, "write NAME=NUMBER"),
        (["istanbul-2025", "-o", "."], 2, "name a new folder"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_it_refuses_is_told(words, code, told):
    """One line, the reason in it, and nothing on stdout."""
    said = run("fit", *words)
    assert (said.code, said.out) == (code, "")
    assert told in said.err
