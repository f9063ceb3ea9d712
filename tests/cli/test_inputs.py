"""What a command line names: logs, rules, moments."""

from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from commands import case_folder

from negotiations.cli.inputs import located, log_at, moment, nearby, rules_at, rules_folder
from negotiations.packaged import folder
from negotiations.problems import Unreadable


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case on disk."""
    return case_folder(tmp_path / "case")


def test_a_case_is_its_folder_its_case_file_or_its_log(case: Path) -> None:
    """All three ways to name a log lead to the same case."""
    cases = {log_at(str(case / name)).case.id for name in ("", "case.yaml", "log.yaml")}
    assert cases == {"example"}


def test_a_packaged_case_goes_by_its_name() -> None:
    """`istanbul-2025` works wherever one stands."""
    assert log_at("istanbul-2025").case.id == "istanbul-2025"


def test_what_is_here_comes_before_what_is_packaged(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of a packaged case's name is the one that is meant."""
    case.rename(tmp_path / "istanbul-2025")
    monkeypatch.chdir(tmp_path)
    assert log_at("istanbul-2025").case.id == "example"


def test_a_log_elsewhere_takes_a_named_case(case: Path, tmp_path: Path) -> None:
    """`--case` gives a log its case; without, the case must stand beside it."""
    log = (case / "log.yaml").rename(tmp_path / "log.yaml")
    assert log_at(str(log), case=str(case)).case.id == "example"
    with pytest.raises(Unreadable) as error:
        log_at(str(log))
    what = "no case.yaml stands beside this log; name its case with --case"
    assert str(error.value) == f"{log}:1:1: {what}"


def test_standard_input_needs_a_case() -> None:
    """`-` says nothing of whose log it is."""
    with pytest.raises(click.UsageError) as error:
        log_at("-")
    assert error.value.message == "the log on standard input needs a case: add --case FOLDER"


def test_rules_are_those_named_else_the_cases_else_the_packaged(case: Path) -> None:
    """The nearest rules count."""
    assert rules_folder(str(case), str(case)) == case
    assert rules_folder(None, str(case)) == case / "rules"
    assert rules_folder(None, str(case / "log.yaml")) == case / "rules"
    assert rules_folder(None, "istanbul-2025") == nearby(folder("rules"))
    assert [rule.name for rule in rules_at(None, str(case)).rules] == ["great-wave"]


def test_a_near_name_is_offered(case: Path) -> None:
    """A slip gets the nearest file or packaged case; anything else, the packaged cases."""
    told = []
    for name in (str(case / "log.yml"), "minsk", "zzz"):
        with pytest.raises(Unreadable) as error:
            located(name)
        told.append(str(error.value).partition("packaged case")[2])
    known = "; known are: istanbul-2025, minsk-2014"
    assert told == [f"; did you mean '{case}/log.yaml'?", "; did you mean 'minsk-2014'?", known]


def test_a_moment_is_the_end_of_what_is_named() -> None:
    """A date means its end, in the case's zone: in Istanbul, three hours before it is so in UTC."""
    istanbul = log_at("istanbul-2025").case
    expected = datetime(2025, 5, 20, 20, 59, 59, 999999, tzinfo=UTC)
    assert moment("2025-05-20", istanbul) == expected


def test_a_bad_moment_names_its_option() -> None:
    """What is no time is wrong usage, told with the option and a way to write it."""
    with pytest.raises(click.BadParameter) as error:
        moment("soon", log_at("istanbul-2025").case, "--from")
    assert error.value.format_message() == (
        "Invalid value for --from: 'soon' is not a time; write 2025-06-02, 2025-06-02T13:00, "
        "2025-06-02 morning or 2025-05-31/2025-06-01"
    )
