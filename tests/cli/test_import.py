"""`negotiations import`: a log, and an account of every row on stderr."""

from pathlib import Path

import pytest
from commands import PROJECT, run, write

import negotiations as ng

DATA = PROJECT / "tests" / "importers" / "data"
UCDP = ("import", "ucdp", str(DATA / "ucdp-ged-ukraine.csv"), "--known-lag", "14d")


def test_the_account_adds_up(tmp_path: Path) -> None:
    """Rows are headers, taken, left out and refused; what was assumed is said."""
    said = run(*UCDP, "-o", str(tmp_path / "log.jsonl"))
    assert (said.code, said.out) == (0, "")
    assert said.err.splitlines() == [
        "53 rows = 2 headers + 51 taken + 0 left out + 0 refused",
        f"51 events in {tmp_path / 'log.jsonl'}, 0 problems",
        "when 51 of them became known is assumed",
    ]


def test_a_second_run_is_the_same_to_the_byte(tmp_path: Path) -> None:
    """One file, one log."""
    for name in ("one", "two"):
        assert run(*UCDP, "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_drafted_case_can_be_replayed(tmp_path: Path) -> None:
    """With --case-out a log and a case come out that belong together."""
    folder = tmp_path / "donbas"
    said = run(*UCDP, "-o", str(tmp_path / "log.jsonl"), "--case-out", str(folder))
    assert said.code == 0
    assert ng.read_case(folder).logs == ("../log.jsonl",)
    assert run("check", str(folder)).code == 0
    again = run(*UCDP, "-o", str(tmp_path / "log.jsonl"), "--case-out", str(folder))
    assert (again.code, again.last) == (
        2,
        f"Error: --case-out would write over the case in {folder}",
    )


def test_a_table_s_case_has_the_parties_that_its_rows_name(tmp_path: Path) -> None:
    """A table of one's own drafts a case, too, with whom its cells name."""
    text = "kind,occurred,status,actor\nround,2024-01-01,convened,south;north\n"
    file, folder = write(tmp_path / "t.csv", text), tmp_path / "talks"
    words = ("import", "table", str(file), "--known-lag", "1d", "-o", str(tmp_path / "log.jsonl"))
    assert run(*words, "--case-out", str(folder)).code == 0
    assert sorted(ng.read_case(folder).parties) == ["north", "south"]
    assert run("check", str(folder)).code == 0


def test_bad_rows_are_told_and_the_rest_is_written(tmp_path: Path) -> None:
    """A problem is a line on stderr and exit code 1; with --on-error fail there is no log."""
    file = write(tmp_path / "t.csv", "kind,occurred\nround,2024-01-01\nrond,2024-01-02\n")
    words = ("import", "table", str(file), "--known-lag", "1d", "-o", str(tmp_path / "log.jsonl"))
    text = "kind,occurred,status\nround,2024-01-01,convened\nrond,2024-01-02,convened\n"
    file.write_text(text, encoding="utf-8")
    failed = run(*words, "--on-error", "fail")
    problem = f"{file}:3:1: kind: unknown kind 'rond'; did you mean 'round'?"
    assert (failed.code, failed.err) == (1, problem + "\n")
    assert not (tmp_path / "log.jsonl").exists()
    said = run(*words)
    assert (said.code, said.err.splitlines()[0]) == (1, problem)
    assert (tmp_path / "log.jsonl").read_text("utf-8").count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code", "last"),
    [
        (("ucdp", "t.csv", "-o", "x"), 2, "Error: Missing option '--known-lag'."),
        (("ucdp", "no.csv", "-o", "x", "--known-lag", "1d"), 1, "no.csv:1:1: no such file"),
        (("ucdp", "t.csv", "-o", "x", "--known-lag", "soon"), 2,
         "Error: Invalid value for '--known-lag': 'soon' is not a duration; "
         "write 7 days, 12 hours, 90 minutes or 2 weeks"),
        (("ucdp", "t.csv", "-o", "t.csv", "--known-lag", "1d"), 2,
         "Error: --output would write over t.csv, which is in use"),
        (("ucd", "t.csv"), 2, "Error: No such command 'ucd'."),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int, last: str
) -> None:
    """Nothing is written, and what to mend is said."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "t.csv", "a,b\n1,2\n")
    said = run("import", *words)
    assert said.code == code
    assert said.last.startswith(last)
    assert not (tmp_path / "x").exists()


def test_a_slip_in_the_parties_is_warned_of(tmp_path: Path) -> None:
    """A name that no row has is told, with the nearest that some row has."""
    who = write(tmp_path / "who.yaml", "ukraine: Government of Ukrain\nseparatists: [DPR, LPR]\n")
    said = run(*UCDP, "-o", str(tmp_path / "log.jsonl"), "--parties", str(who))
    hint = "no row has the name 'Government of Ukrain'; did you mean 'Government of Ukraine'?"
    assert said.err.splitlines()[0] == f"{who}:1:1: warning: {hint}"
    assert "left out" in said.last


def test_the_draft_does_not_take_the_place_of_the_log(tmp_path: Path) -> None:
    """Two files of one name would leave one."""
    case = tmp_path / "case.yaml"
    said = run(*UCDP, "-o", str(case), "--case-out", str(tmp_path))
    told = f"Error: --case-out would write over {case}, which is in use"
    assert (said.code, said.last) == (2, told)
    assert not case.exists()
