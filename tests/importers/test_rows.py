"""Rows of CSV and JSON: each with the line that it begins in, whatever stands around it."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.importers import arrays
from negotiations.importers.rows import BadRow, Header, Row, rows
from negotiations.problems import Unreadable


def told(folder: Path, name: str, text: str | bytes) -> list[object]:
    """What is read of a file: lines of rows, problems in words, headers as they are."""
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    shown = {Row: lambda r: r.line, BadRow: lambda r: str(r.problem).removeprefix(f"{file}:")}
    return [shown.get(type(each), lambda h: h)(each) for each in rows(file)]


def test_a_row_is_where_it_begins(tmp_path: Path) -> None:
    """Cells may hold line breaks: the row after them is counted by lines, not by rows."""
    assert told(tmp_path, "t.csv", 'a,b\n1,"x\ny"\n\n2,z\n') == [Header(1, ("a", "b")), 2, 5]


def test_hxl_tags_are_a_header(tmp_path: Path) -> None:
    """The second row of an export of HDX is told apart from data."""
    assert told(tmp_path, "t.csv", "a,b\n#x,\n1,2\n")[1:] == [Header(2, ("#x", "")), 3]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"a,b\n1\n3,4\n", "2:1: 1 cells, but there are 2 columns"),
        (b'a,b\n1,"x"y\n3,4\n', "2:1: not CSV: ',' expected after '\"'"),
        (b"a,b\n1,\xff\n3,4\n", "2:1: not UTF-8 text; save the table as UTF-8"),
    ],
)
def test_a_bad_row_does_not_stop_the_rest(tmp_path: Path, text: bytes, problem: str) -> None:
    """What is wrong with a row of CSV is told with its line, and the next row is read."""
    assert told(tmp_path, "t.csv", text)[1:] == [problem, 3]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            '{"a": 1}\n{"a":\n{"a": 2}\n',
            [1, "2:6: not JSON: the line ends where a value is expected", 3],
        ),
        (
            '[\n{"a": 1},\n{\n"a" 2},\n{"a": 3}]',
            [2, "4:5: not JSON: expected ':' after the key, got '2'", 5],
        ),
        ('[{"a": "]},"}, {"b": [1, {}]}\n]', [1, 1]),
        ("[]", []),
        ('[{"a": 1},\n 7]', [1, "2:2: a line holds one object {…}, not 7"]),
        ('[{"a": 1},\n{"a": 2', [1, "2:1: the array is cut off"]),
        ('[{"a": 1}]\nx', [1, "2:1: something stands behind the array"]),
    ],
)
def test_json_is_read_object_by_object(tmp_path: Path, text: str, found: list[object]) -> None:
    """Lines or an array: an object that is wrong is one problem, at its place."""
    assert told(tmp_path, "t.json", text) == found


TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(st.text(max_size=4), TREES, max_size=3)),
    st.integers(1, 9),
    st.booleans(),
)
def test_an_array_read_in_pieces_is_the_array(
    tmp_path_factory: pytest.TempPathFactory, items: list[dict[str, object]], size: int, wide: bool
) -> None:
    """Wherever a piece of the file happens to end, the objects are those that were written."""
    file = tmp_path_factory.mktemp("array") / "a.json"
    file.write_text(json.dumps(items, indent=1 if wide else None), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arrays, "CHUNK", size)
        read = list(rows(file))
    assert [each.cells if isinstance(each, Row) else each for each in read] == items


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_an_item_that_is_too_long_is_one_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """It is let go of while it is read, and the next one is read as if nothing had been."""
    monkeypatch.setattr(arrays, "CHUNK", size)
    monkeypatch.setattr(arrays, "LONGEST", 30)
    long = json.dumps({"a": [list(range(30)), 'x\\"]},' * 9]})
    text = f'[{{"a": 1}},\n{long},\n{{"a": 2}}]'
    said = "an item is longer than 30 characters"
    assert [str(each).partition(": ")[2] or each for each in told(tmp_path, "t.json", text)] == [
        1, said, 3
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("t.csv", b"", "the file is empty"),
        ("t.csv", b"a,a\n1,2\n", "the column 'a' stands twice"),
        ("t.csv", b"\xff\xfea\x00", "not UTF-8 text but UTF-16; save it as UTF-8"),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    tmp_path: Path, name: str, text: bytes, what: str
) -> None:
    """Nothing can be made of a file without columns: one problem, and no row."""
    with pytest.raises(Unreadable) as refused:
        told(tmp_path, name, text)
    assert refused.value.problems[0].what == what


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A slip in a name gets the name that was meant."""
    (tmp_path / "events.csv").write_text("a\n1\n")
    with pytest.raises(Unreadable, match=r"no such file; did you mean 'events\.csv'\?"):
        list(rows(tmp_path / "event.csv"))


def test_a_header_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Its bytes are not told as if they were names."""
    file = tmp_path / "t.csv"
    file.write_bytes(b"\x00\xff,\xfe\n1,2\n")
    with pytest.raises(Unreadable, match="1:1: not UTF-8 text; save the table as UTF-8"):
        list(rows(file))
