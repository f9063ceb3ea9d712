"""Files and streams of lines: read, read again, copied, and what is told when they can't be."""

import io
import os
import sys
import tempfile
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from negotiations.log.lines import BadLine, Line
from negotiations.log.source import LineSource
from negotiations.place import Place
from negotiations.problems import Unreadable

DATA = b'{"id": "a"}\n\n{"id": "\xff"}\n' + b"x" * 200_000 + b'\n{"id": "b"}\r\n{"id": "c'
GOOD = [(0, b'{"id": "a"}\n'), (200_026, b'{"id": "b"}\r\n'), (200_039, b'{"id": "c')]
BAD = [(13, 12), (25, 200_001)]


@pytest.fixture(params=["file", "stdin", "fifo"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LineSource]:
    """DATA from a file, from standard input and from a named pipe."""
    path = tmp_path / "log.jsonl"
    if request.param == "fifo":
        os.mkfifo(path)
        threading.Thread(target=path.write_bytes, args=(DATA,), daemon=True).start()
    else:
        path.write_bytes(DATA)
    stdin = io.BytesIO(DATA) if request.param == "stdin" else None
    with LineSource.open("-" if stdin else path, stdin=stdin, limit=100_000) as opened:
        yield opened


def good(lines: Iterator[Line | BadLine] | Iterator[Line]) -> list[tuple[int, bytes]]:
    """The offsets and bytes of the good lines."""
    return [(line.offset, line.raw) for line in lines if isinstance(line, Line)]


def refusal(path: str | Path, stdin: BinaryIO | None = None) -> str:
    """What is told of a log that can't be read at all."""
    with pytest.raises(Unreadable) as refused, LineSource.open(path, stdin=stdin) as opened:
        list(opened)
    return str(refused.value)


def test_good_and_bad_lines_come_in_their_order(source: LineSource) -> None:
    """A bad line carries its problem and its extent; the rest is read."""
    lines = list(source)
    assert good(iter(lines)) == GOOD
    assert [(bad.offset, bad.length) for bad in lines if isinstance(bad, BadLine)] == BAD
    assert [str(bad.problem) for bad in lines if isinstance(bad, BadLine)] == [
        f"{source.name}:3:9: not UTF-8 text: byte 0xff",
        f"{source.name}:4:1: the line is longer than 100,000 bytes: 200,001",
    ]


def test_lines_are_read_again_by_offset_and_from_the_start(source: LineSource) -> None:
    """A file and a stream that is gone answer alike, also in the midst of reading."""
    for line in source:
        if isinstance(line, Line):
            assert source.reread(line.offset) == line.raw
            assert source.reread(0) == GOOD[0][1]
    assert good(source.again()) == GOOD
    again = source.again()
    assert [(next(again).raw, source.reread(200_026)) for _ in GOOD] == [
        (raw, GOOD[1][1]) for _, raw in GOOD
    ]


def test_bad_lines_are_copied_byte_for_byte(source: LineSource) -> None:
    """Copied as they are told, and between the good ones, the copies are the whole log."""
    kept = io.BytesIO()
    for line in source:
        source.copy(line, kept)
    assert kept.getvalue() == DATA.replace(b"\n\n", b"\n")


def test_iterating_goes_on_where_it_was_left(source: LineSource) -> None:
    """There is one reading of a source, however often it is asked for."""
    assert next(iter(source)).offset == 0
    assert [line.offset for line in source] == [13, 25, 200_026, 200_039]
    assert list(source) == []


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    """A file says how much there is; a stream can't."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(b'{"id": "a"}\n{"id": "b"}\n')
    with LineSource.open(path) as file:
        assert [file.bytes_read for _ in file] == [12, 24]
        assert file.bytes_total == 24
    with LineSource.open("-", stdin=io.BytesIO(path.read_bytes())) as stream:
        assert [stream.bytes_read for _ in stream] == [12, 24]
        assert stream.bytes_total is None


def test_again_of_a_stream_ends_with_what_was_read_so_far() -> None:
    """What has not yet come is not waited for; of a file all is there."""
    with LineSource.open("-", stdin=io.BytesIO(b"{}\n{}\n{}\n")) as stream:
        assert good(stream.again()) == []
        next(iter(stream))
        assert good(stream.again()) == [(0, b"{}\n")]
        next(iter(stream))
        assert good(stream.again()) == [(0, b"{}\n"), (3, b"{}\n")]
        assert good(iter(stream)) == [(6, b"{}\n")]


def test_lines_of_a_live_stream_come_as_they_are_written() -> None:
    """A line is told before the next one is there."""
    reader, writer = os.pipe()
    with open(reader, "rb") as stdin, LineSource.open("-", stdin=stdin) as stream:
        os.write(writer, b'{"id": "a"}\n{"id":')
        assert next(iter(stream)) == Line(Place("<stdin>", 1), 0, b'{"id": "a"}\n')
        os.write(writer, b' "b"}\n')
        os.close(writer)
        assert good(iter(stream)) == [(12, b'{"id": "b"}\n')]


def test_a_byte_order_mark_belongs_to_no_line(tmp_path: Path) -> None:
    """Offsets count it, lines and copies leave it out."""
    path, kept = tmp_path / "log.jsonl", io.BytesIO()
    path.write_bytes(b"\xef\xbb\xbf{}\n\xff\n")
    with LineSource.open(path) as opened:
        for line in opened:
            opened.copy(line, kept)
        assert (opened.reread(3), good(opened.again())) == (b"{}\n", [(3, b"{}\n")])
    assert kept.getvalue() == b"{}\n\xff\n"


def test_the_processs_own_standard_input_is_read_by_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A dash means standard input, which is left open; without one it is told so."""
    stdin = io.TextIOWrapper(io.BytesIO(b"{}\n"))
    monkeypatch.setattr(sys, "stdin", stdin)
    with LineSource.open("-") as stream:
        assert [line.place for line in stream] == [Place("<stdin>", 1)]
    assert not stdin.closed
    monkeypatch.setattr(sys, "stdin", None)
    assert refusal("-") == "<stdin>:1:1: can't be read: there is no standard input"


def test_a_stream_that_is_not_spooled_can_only_be_read_once() -> None:
    """Asking for what is past is a programmer's mistake."""
    with LineSource.open("-", stdin=io.BytesIO(b"{}\n\xff\n"), spool=False) as stream:
        _, bad = stream
        for look_back in (
            stream.again,
            lambda: stream.reread(0),
            lambda: stream.copy(bad, io.BytesIO()),
        ):
            with pytest.raises(RuntimeError, match=r"^<stdin> was opened with spool=False"):
                look_back()


def test_nothing_is_left_when_a_source_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The spool is gone; closing twice does no harm."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stream = LineSource.open("-", stdin=io.BytesIO(b"{}\n"))
    list(stream)
    stream.close()
    stream.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"\n \r\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_log_is_told(tmp_path: Path, data: bytes) -> None:
    """No bytes, or nothing but blank ones, are no log."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(data)
    assert refusal(path) == f"{path}:1:1: the log is empty"
    assert refusal("-", io.BytesIO(data)) == "<stdin>:1:1: the log is empty"


def test_a_file_that_is_not_there_is_told_with_its_nearest_sibling(tmp_path: Path) -> None:
    """A slip in a name is found in its folder, and a slip in the folder is told."""
    (tmp_path / "istanbul.jsonl").write_bytes(b"{}\n")
    path, lost, inside = (
        tmp_path / name for name in ("istnbul.jsonl", "no/log.jsonl", "istanbul.jsonl/log.jsonl")
    )
    assert refusal(path) == f"{path}:1:1: no such file; did you mean 'istanbul.jsonl'?"
    assert refusal(lost) == f"{lost}:1:1: no such file; nor is there a folder '{tmp_path / 'no'}'"
    assert refusal(inside) == (
        f"{inside}:1:1: no such file; nor is there a folder '{tmp_path / 'istanbul.jsonl'}'"
    )


def test_a_folder_is_no_log(tmp_path: Path) -> None:
    """It is told as what it is."""
    assert refusal(tmp_path) == f"{tmp_path}:1:1: this is a folder, not a file"


def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's own reason is given."""

    def refuse(path: Path, mode: str) -> BinaryIO:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    path = tmp_path / "log.jsonl"
    assert refusal(path) == f"{path}:1:1: can't be read: Permission denied"


def test_a_name_that_is_no_name_is_told_in_one_line(tmp_path: Path) -> None:
    """Line breaks and the like in a name are escaped; NULs and loops are told."""
    loop = tmp_path / "loop"
    assert refusal(tmp_path / "a\nb") == f"{tmp_path}/a\\nb:1:1: no such file"
    assert refusal("a\0b") == "a\\x00b:1:1: can't be read: embedded null byte"
    loop.symlink_to(loop)
    assert refusal(loop) == f"{loop}:1:1: can't be read: Too many levels of symbolic links"


def test_a_stream_that_breaks_is_told() -> None:
    """A failing disk ends the reading with a problem, after what was read before."""

    class Broken(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            return super().readline(size) or self.fail()

        def fail(self) -> bytes:
            raise OSError(5, "Input/output error")

    with LineSource.open("-", stdin=Broken(b"{}\n")) as stream:
        assert next(iter(stream)).offset == 0
        with pytest.raises(Unreadable) as refused:
            next(iter(stream))
    assert str(refused.value) == "<stdin>:1:1: can't be read: Input/output error"


def test_a_line_of_fifty_megabytes_is_never_held_whole(tmp_path: Path) -> None:
    """It is told and copied byte for byte within a few megabytes of memory."""
    path, kept = tmp_path / "log.jsonl", tmp_path / "kept"
    with path.open("wb") as file:
        file.write(b"{}\n")
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b"\n{}\n")
    tracemalloc.start()
    with LineSource.open(path) as opened, kept.open("wb") as out:
        _, bad, last = opened
        opened.copy(bad, out)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(bad, BadLine)
    assert str(bad.problem) == f"{path}:2:1: the line is longer than 1,000,000 bytes: 50,000,001"
    assert last == Line(Place(str(path), 3), 50_000_004, b"{}\n")
    assert path.read_bytes() == b"{}\n" + kept.read_bytes() + b"{}\n"
    assert peak < 5_000_000
