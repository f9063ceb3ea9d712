"""`negotiations phases`: the tables, drawn and marked."""

import pytest
from commands import run

from negotiations.model.phases import TABLES


def test_the_tables_stand_alone() -> None:
    """Without a case every kind is shown, and no phase is marked."""
    said = run("phases")
    assert (said.code, said.err) == (0, "")
    assert [line for line in said.out.splitlines() if line and line[0] != " "] == list(TABLES)
    assert "[" not in said.out


def test_a_case_marks_where_it_stands() -> None:
    """With a case its own regions are shown, and their present phase stands in brackets."""
    said = run("phases", "istanbul-2025", "--region", "talks")
    assert said.out.splitlines()[:2] == [
        "talks:istanbul is convened",
        "  phases  none, broken_off, suspended, prenegotiation, scheduled, adjourned, concluded, "
        "[convened]",
    ]


def test_the_past_is_marked_as_it_was() -> None:
    """`--as-of` marks where the case stood then."""
    said = run("phases", "istanbul-2025", "--region", "talks", "--as-of", "2025-05-20")
    assert said.out.startswith("talks:istanbul is adjourned\n")


@pytest.mark.parametrize(
    ("form", "first"), [("mermaid", "stateDiagram-v2"), ("dot", "digraph phases {")]
)
def test_drawings_go_to_stdout(form: str, first: str) -> None:
    """A drawing is data: only it is on stdout."""
    said = run("phases", "--format", form)
    assert (said.code, said.err, said.out.splitlines()[0]) == (0, "", first)


def test_a_moment_needs_a_case() -> None:
    """The tables themselves have no past."""
    said = run("phases", "--as-of", "2025-05-20")
    assert (said.code, said.last) == (2, "Error: --as-of and --case go with a PATH")
