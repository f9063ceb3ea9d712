"""Files that are there whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

import click
import pytest

from negotiations.cli.files import whole_file


def test_a_file_takes_its_place_at_the_end(tmp_path: Path) -> None:
    """Until then what was there before stands."""
    target = tmp_path / "out"
    target.write_bytes(b"before")
    with whole_file(str(target)) as stream:
        stream.write(b"after")
        stream.flush()
        assert target.read_bytes() == b"before"
    assert target.read_bytes() == b"after"
    assert os.listdir(tmp_path) == ["out"]


def test_a_failure_changes_nothing(tmp_path: Path) -> None:
    """Neither the file nor its folder."""
    target = tmp_path / "out"
    with suppress(RuntimeError), whole_file(str(target)) as stream:
        stream.write(b"half")
        raise RuntimeError
    assert os.listdir(tmp_path) == []


def test_rights_are_kept(tmp_path: Path) -> None:
    """A file that only its owner may read stays so."""
    target = tmp_path / "out"
    target.touch(mode=0o600)
    with whole_file(str(target)):
        pass
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_new_file_has_the_usual_rights(tmp_path: Path) -> None:
    """Those that any program's new file would have."""
    usual, target = tmp_path / "usual", tmp_path / "out"
    usual.touch()
    with whole_file(str(target)):
        pass
    assert target.stat().st_mode == usual.stat().st_mode


def test_a_link_keeps_pointing(tmp_path: Path) -> None:
    """What a link points at is replaced, not the link."""
    (tmp_path / "link").symlink_to(tmp_path / "out")
    with whole_file(str(tmp_path / "link")) as stream:
        stream.write(b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "out").read_bytes() == b"x"


def test_a_device_is_written_to_and_stays() -> None:
    """/dev/null is no file to replace."""
    with whole_file("/dev/null") as stream:
        stream.write(b"x")
    assert Path("/dev/null").is_char_device()


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    """In one line that names it."""
    place = str(tmp_path / "no" / "out")
    with (
        pytest.raises(click.ClickException, match="can't be written: No such file or directory"),
        whole_file(place),
    ):
        pass
