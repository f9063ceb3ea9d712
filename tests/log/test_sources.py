"""Where records come from: YAML, JSON lines, memory; each gives an entry again by its position."""

import io
from pathlib import Path

import pytest

from negotiations.log.sources import (
    JsonLinesSource,
    MemorySource,
    RecordSource,
    YamlSource,
    source_of,
)
from negotiations.problems import Unreadable

YAML = b"""# a log
- {id: a, kind: strike}
- id: b   # the second
  kind: strike

  launched: NO
- strike
# the last
- {id: d, kind: strike}
"""
JSON = b"""\
{"id": "a", "kind": "strike"}

{"id": "b", "kind": "strike", "launched": "NO"}
strike
{"id": "d", "kind": "strike"}"""
PIECES = {
    "yaml": [
        b"- {id: a, kind: strike}\n",
        b"- id: b   # the second\n  kind: strike\n\n  launched: NO\n",
        b"- strike\n",
        b"- {id: d, kind: strike}\n",
    ],
    "jsonl": JSON.replace(b"\n\n", b"\n").splitlines(keepends=True),
}


@pytest.fixture(params=["yaml", "jsonl"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> RecordSource:
    """The same four records, the third of which is none, in either language."""
    path = tmp_path / f"log.{request.param}"
    path.write_bytes({"yaml": YAML, "jsonl": JSON}[request.param])
    return source_of(str(path))


def refused(path: Path) -> str:
    with pytest.raises(Unreadable) as refusal:
        list(source_of(str(path)))
    return str(refusal.value)


def test_records_come_in_their_order_good_and_bad(source):
    """What is no record carries its problem, and the rest goes on; a party called NO stays NO."""
    entries = list(source)
    assert [entry.raw and entry.raw["id"] for entry in entries] == ["a", "b", None, "d"]
    assert entries[1].raw["launched"] == "NO"
    assert [len(entry.problems) for entry in entries] == [0, 0, 1, 0]


def test_what_is_no_record_says_so_at_its_place(tmp_path):
    """With the line and column where it stands."""
    yaml, jsonl = tmp_path / "log.yaml", tmp_path / "log.jsonl"
    yaml.write_bytes(YAML)
    jsonl.write_bytes(JSON)
    [bad_yaml] = [str(p) for entry in source_of(str(yaml)) for p in entry.problems]
    [bad_json] = [str(p) for entry in source_of(str(jsonl)) for p in entry.problems]
    assert bad_yaml == f"{yaml}:7:3: a record is a mapping, not 'strike'"
    assert bad_json.startswith(f"{jsonl}:4:1: ")


def test_a_record_is_found_again_by_its_position(source):
    """As it was, with its places."""
    for entry in [entry for entry in source if entry.raw is not None]:
        again = source.at(entry.position)
        assert again.raw == entry.raw
        assert again.places.place(("kind",)).column == entry.places.place(("kind",)).column


def test_a_log_is_read_again_from_the_start_or_from_any_record(source):
    """Every good record, in its order."""
    good = [entry for entry in source if entry.raw is not None]
    for number, entry in enumerate(good):
        ids = [again.raw["id"] for again in source.again(entry.start) if again.raw]
        assert ids == [each.raw["id"] for each in good[number:]]


def test_yaml_and_memory_give_again_only_what_was_given():
    """A replay that stopped looks back at what it saw and no further."""
    memory = MemorySource([{"id": "a"}, {"id": "b"}])
    next(iter(memory))
    assert [entry.raw["id"] for entry in memory.again()] == ["a"]


def test_a_records_own_bytes_are_copied(source):
    """Blank lines in it included, and not the comments that stand before the next record."""
    kind = Path(source.name).suffix[1:]
    copies = []
    for entry in source:
        copies.append(io.BytesIO())
        source.copy(entry, copies[-1])
    assert [copy.getvalue() for copy in copies] == PIECES[kind]


@pytest.mark.parametrize(
    "data",
    [
        b"- {id: a}\r\n- {id: b}\r\n",
        b"- {id: a}\n- {id: b}",
        "- {id: é}\n- {id: b}\n".encode(),
        b"- id: a\n  x: |\n   1\n\n   2\n- {id: b}\n",
    ],
    ids=["CRLF", "no last line end", "beyond ASCII", "a block"],
)
def test_the_bytes_of_yaml_records_are_copied_as_they_stand(tmp_path, data):
    """Line ends, characters and blocks are nobody's to change."""
    path = tmp_path / "log.yaml"
    path.write_bytes(data)
    source, copy = YamlSource(path), io.BytesIO()
    for entry in source:
        source.copy(entry, copy)
    assert copy.getvalue() == data


def test_records_that_share_a_line_are_copied_too(tmp_path):
    """A log written as one list in brackets loses nothing of a record that is set aside."""
    path = tmp_path / "log.yaml"
    path.write_bytes(b"[{id: a, kind: strke}, {id: b, kind: strike}]\n")
    source, copy = YamlSource(path), io.BytesIO()
    source.copy(next(iter(source)), copy)
    assert b"{id: a, kind: strke}" in copy.getvalue()


def test_the_bytes_of_a_bad_line_are_copied_as_they_stand(tmp_path):
    """What is no text at all, too."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(b'{"id": "a"}\n{"id": "\xff\x00"}\r\n')
    source, copy = source_of(str(path)), io.BytesIO()
    for entry in source:
        if entry.raw is None:
            source.copy(entry, copy)
    assert copy.getvalue() == b'{"id": "\xff\x00"}\r\n'


def test_progress_counts_bytes_or_records(source):
    """Up to the whole, once all is read."""
    list(source)
    done, of = source.progress
    assert done == of == Path(source.name).stat().st_size
    memory = MemorySource([{"id": "a"}, {"id": "b"}])
    next(iter(memory))
    assert memory.progress == (1, 2)


def test_a_stream_has_no_end_that_is_known():
    """`-` is standard input; its lines are told as such, and given again from the spool."""
    source = source_of("-", stdin=io.BytesIO(JSON))
    assert [entry.raw and entry.raw["id"] for entry in source] == ["a", "b", None, "d"]
    assert (source.name, source.progress) == ("<stdin>", (len(JSON), None))
    assert [entry.raw["id"] for entry in source.again() if entry.raw] == ["a", "b", "d"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("log.yaml", YamlSource),
        ("log.yml", YamlSource),
        ("log.jsonl", JsonLinesSource),
        ("log", JsonLinesSource),
    ],
)
def test_the_ending_of_its_name_says_what_a_file_is(tmp_path, name, kind):
    """YAML by its two endings; everything else is lines of JSON."""
    path = tmp_path / name
    path.write_bytes(b"- {id: a}\n")
    assert type(source_of(str(path))) is kind


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"id: a\n", "1:1: a log is a list of records, not a mapping"),
        (b"strike\n", "1:1: a log is a list of records, not 'strike'"),
        (b"", "1:1: the file is empty"),
        (b"# nothing yet\n", "1:1: the file holds no data"),
    ],
)
def test_a_file_that_is_no_log_is_refused_whole(tmp_path, data, what):
    """Before any record of it is read."""
    path = tmp_path / "log.yaml"
    path.write_bytes(data)
    assert refused(path) == f"{path}:{what}"


@pytest.mark.parametrize("name", ["log.yaml", "log.jsonl"])
def test_a_folder_is_no_log_and_a_missing_file_is_told(tmp_path, name):
    """With the file that may have been meant."""
    (tmp_path / name).mkdir()
    assert refused(tmp_path / name) == f"{tmp_path / name}:1:1: this is a folder, not a file"
    meant = tmp_path / name.replace("log", "lgo")
    assert refused(meant) == f"{meant}:1:1: no such file; did you mean {name!r}?"


def test_an_empty_log_of_lines_is_told(tmp_path):
    """Nothing but blank lines is nothing."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"\n \n")
    assert refused(path) == f"{path}:1:1: the log is empty"


def test_memory_tells_places_by_number():
    """A record at hand stands nowhere but in its list."""
    [_, second] = MemorySource([{"id": "a"}, {"id": "b"}])
    assert str(second.places.place(("id",))) == "memory:2:1"
