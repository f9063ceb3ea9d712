"""Lines of JSON: how bytes are cut into them, what they hold, and what is told of bad ones."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.log.lines import BadLine, Line, decode, field_place, split
from negotiations.place import Place
from negotiations.problems import Unreadable

LOG = "log.jsonl"


def cut(data: bytes, limit: int = 100) -> list[Line | BadLine]:
    """The lines of *data*."""
    return list(split(LOG, io.BytesIO(data).readline, limit))


def told(line: Line | BadLine) -> str:
    """The line's offset and bytes, or its problem."""
    return str(line.problem) if isinstance(line, BadLine) else f"{line.offset} {line.raw!r}"


def refusal(raw: bytes) -> str:
    """What is told of a line, the third of the log, that can't be decoded."""
    with pytest.raises(Unreadable) as refused:
        decode(Line(Place(LOG, 3), 70, raw))
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"{}\n{}\n", ["0 b'{}\\n'", "3 b'{}\\n'"]),
        (b"{}\r\n{}\r\n", ["0 b'{}\\r\\n'", "4 b'{}\\r\\n'"]),
        (b"\n{}\n \t\r\n\n{}", ["1 b'{}\\n'", "9 b'{}'"]),
        (b"\xef\xbb\xbf{}\n{}\n", ["3 b'{}\\n'", "6 b'{}\\n'"]),
        (b"\xef\xbb\xbf", []),
        (b"\xef\xbb\xbf\n{}", ["4 b'{}'"]),
        (b"", []),
        (b"\n\n", []),
    ],
)
def test_bytes_are_cut_into_lines(data: bytes, lines: list[str]) -> None:
    """Line ends of both kinds, blank lines, a byte order mark and a last line without an end."""
    assert [told(line) for line in cut(data)] == lines


def test_blank_lines_are_skipped_but_counted() -> None:
    """A line's number is the one that an editor shows."""
    assert [line.place for line in cut(b"\n{}\n\n{}\n")] == [Place(LOG, 2), Place(LOG, 4)]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b'{"a": "\xff"}\n', "2:8: not UTF-8 text: byte 0xff"),
        ('{"é": "→'.encode() + b'\xe9"}\n', "2:9: not UTF-8 text: byte 0xe9"),
        (b'{"a": "\xed\xa0\x80"}\n', "2:8: not UTF-8 text: byte 0xed"),
        (b'{"a": "\0"}\n', "2:8: the character U+0000 isn't text; remove it"),
        ("{'é': '→\0\n".encode(), "2:9: the character U+0000 isn't text; remove it"),
        (b'{"a": "' + b"x" * 92 + b'"}\n', "2:1: the line is longer than 100 bytes: 102"),
        (b"x" * 300_000 + b"\n", "2:1: the line is longer than 100 bytes: 300,001"),
        (b"\xff" * 101 + b"\n", "2:1: the line is longer than 100 bytes: 102"),
    ],
)
def test_bad_bytes_make_one_bad_line_and_the_next_is_good(raw: bytes, problem: str) -> None:
    """The problem names the line and the character where it begins; the rest is read."""
    good, bad, next_one = cut(b"{}\n" + raw + b"{}\n")
    assert told(bad) == f"{LOG}:{problem}"
    assert isinstance(bad, BadLine)
    assert (bad.offset, bad.length, bad.place.line) == (3, len(raw), 2)
    assert (told(good), told(next_one)) == ("0 b'{}\\n'", f"{3 + len(raw)} b'{{}}\\n'")


def test_a_line_of_just_the_limit_is_good() -> None:
    """The limit counts the line end."""
    raw = b'"' + b"x" * 97 + b'"\n'
    assert [told(line) for line in cut(raw + b"{}")] == [f"0 {raw!r}", "100 b'{}'"]


def test_a_byte_order_mark_does_not_count_towards_the_limit() -> None:
    """The first line may be as long as the others, and no longer."""
    first = [told(cut(b"\xef\xbb\xbf" + b"x" * n + b"\n{}\n")[0]) for n in (99, 100, 103)]
    assert first == [
        "3 b'" + "x" * 99 + "\\n'",
        f"{LOG}:1:1: the line is longer than 100 bytes: 101",
        f"{LOG}:1:1: the line is longer than 100 bytes: 104",
    ]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_a_log_in_utf_16_is_told_so(mark: bytes) -> None:
    """One remedy for the file, not one problem for each of its lines."""
    with pytest.raises(Unreadable) as refused:
        cut(mark + "{}\n{}".encode("utf-16-le"))
    assert str(refused.value) == f"{LOG}:1:1: not UTF-8 text but UTF-16; save it as UTF-8"


def test_a_last_line_that_ends_within_a_character_is_cut_off() -> None:
    """Half of a character at the very end is no wrong encoding."""
    (bad,) = cut('{"venue": "Çırağan"}'.encode()[:14])
    assert told(bad) == f"{LOG}:1:13: the last line is cut off"


@given(st.lists(st.sampled_from([b"{}", b"\n", b"\r\n", b" ", b"\0", b"\xff", b"x" * 5, b"\xc3"])))
def test_no_byte_is_lost(pieces: list[bytes]) -> None:
    """The lines lie where they say, one behind the other, with only blanks between them."""
    data, end = b"".join(pieces), 0
    for line in cut(data, limit=6):
        length = len(line.raw) if isinstance(line, Line) else line.length
        assert data[end : line.offset].strip() == b""
        assert line.place.line == data[: line.offset].count(b"\n") + 1
        assert isinstance(line, BadLine) or line.raw == data[line.offset : line.offset + length]
        end = line.offset + length
    assert data[end:].strip() == b""


def test_a_line_holds_an_object() -> None:
    """Whole numbers stay whole, and up to 64 bits; both line ends are fine."""
    line = Line(Place(LOG), 0, b'{"id": "round-2", "n": [9223372036854775807, 2.5, null]}\r\n')
    assert decode(line) == {"id": "round-2", "n": [9223372036854775807, 2.5, None]}


DEEP = b"[" * 10_000 + b"]" * 10_000


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"nope", "3:1: not JSON: expected a value, got 'nope'"),
        (b"- id: round-1", "3:1: not JSON: expected a value, got '-'"),
        (b"{'a': 1}", '3:2: not JSON: expected a key in double quotes, got "\'"'),
        (b"{a: 1}", "3:2: not JSON: expected a key in double quotes, got 'a'"),
        (b'{"a" 1}', "3:6: not JSON: expected ':' after the key, got '1'"),
        (b'{"a": }', "3:7: not JSON: expected a value, got '}'"),
        (b'{"a": True}', "3:7: not JSON: expected a value, got 'True'"),
        (b'{"a": 012}', "3:7: not JSON: expected a value, got '012'"),
        (b'{"a": 1 "b": 2}', "3:9: not JSON: expected ',' or '}', got '\"'"),
        (b'{"a": [1; 2]}', "3:9: not JSON: expected ',' or ']', got ';'"),
        (b'{"a": 1, }', "3:8: not JSON: a comma before '}'"),
        (b'{"a": [1,]}', "3:9: not JSON: a comma before ']'"),
        (b'{"a": 1} {"b": 2}', "3:10: not JSON: there is more after the object"),
        (b'{"a": 1}, ', "3:9: not JSON: there is more after the object"),
        (b'{"a": "b}', "3:7: not JSON: the line ends inside this string"),
        (b'{"a": [1', "3:9: not JSON: the line ends where ',' or ']' is expected"),
        (b"{", "3:2: not JSON: the line ends where a key in double quotes is expected"),
        (b'{"a": "\t"}', "3:8: not JSON: a control character in a string; write it as \\t"),
        (b'{"a": "C:\\x"}', "3:10: not JSON: unknown escape '\\\\x'; write '\\\\' for a backslash"),
        (
            b'{"a": "\\u12x4"}',
            "3:8: not JSON: unknown escape '\\\\u12x4'; write '\\\\' for a backslash",
        ),
        (
            b'{"a": "\\ud800"}',
            "3:7: not JSON: half a surrogate pair (\\ud800 to \\udfff) in this string",
        ),
        (b'\xef\xbb\xbf{"a": 1}', "3:1: not JSON: expected a value, got '\\ufeff'"),
        (b'[{"a": 1}]', "3:1: a line holds one object {…}, not a list"),
        (b"[", "3:1: a line holds one object {…}, not a list"),
        (b'"round-1"', '3:1: a line holds one object {…}, not "round-1"'),
        (b" 12", "3:2: a line holds one object {…}, not 12"),
        (b'{"a": NaN}', "3:7: a number must be finite, not NaN"),
        (b'{"a": [-Infinity]}', "3:8: a number must be finite, not -Infinity"),
        (b'{"a": 1, "\xc3\xa9": 1e400}', "3:15: a number must be finite, not 1e400"),
        (b'{"a": -1E+400}', "3:7: a number must be finite, not -1E+400"),
        (
            b'{"a": 9223372036854775808}',
            "3:7: a whole number must fit in 64 bits, unlike 9223372036854775808",
        ),
        (
            b'{"a": ' + b"9" * 5000 + b"}",
            f"3:7: a whole number must fit in 64 bits, unlike {'9' * 39}…",
        ),
        (b'{"id": "a", "id": "a"}', "3:13: the key 'id' stands twice; first at column 2"),
        (b'{"a" : 1, "a"\t: 2}', "3:11: the key 'a' stands twice; first at column 2"),
        (b'{"a": 1, "\\u0061": 2}', "3:10: the key 'a' stands twice; first at column 2"),
        (
            b'{"a": [1, {"b": {}, "c": 0, "b": {}}]}',
            "3:29: the key 'b' stands twice; first at column 12",
        ),
        (b'{"a": ' + DEEP + b"}", "3:66: nested deeper than 60 levels"),
        (b'{"a": ' * 61 + b"0" + b"}" * 61, "3:361: nested deeper than 60 levels"),
        (b'{"a": "\xff"}', "3:8: not UTF-8 text: byte 0xff"),
        (b'{"a": "\0"}', "3:8: the character U+0000 isn't text; remove it"),
    ],
)
def test_a_line_without_a_sound_object_is_refused_at_the_column(raw: bytes, problem: str) -> None:
    """Each fault is told in plain words, where it begins."""
    assert refusal(raw + b"\n") == f"{LOG}:{problem}"
    assert refusal(raw + b"\r\n") == f"{LOG}:{problem}"


@pytest.mark.parametrize(
    "raw",
    [b"{", b'{"a', b'{"a"', b'{"a": ', b'{"a": tru', b'{"a": -', b'{"a": "b\\', b'{"a": "b\\u00'],
)
def test_a_last_line_that_stops_short_is_cut_off(raw: bytes) -> None:
    """With no line end behind it, a text that more text could mend was cut off."""
    assert refusal(raw) == f"{LOG}:3:{len(raw) - unfinished(raw) + 1}: the last line is cut off"


def unfinished(raw: bytes) -> int:
    """The length of the string, escape or word that *raw* breaks off in."""
    pieces = (b"tru", b"-", b"\\u00", b"\\", b'"a')
    return next((len(piece) for piece in pieces if raw.endswith(piece)), 0)


def test_a_last_line_that_is_wrong_before_its_end_is_not_cut_off() -> None:
    """A missing line end alone is no reason to speak of a cut."""
    assert refusal(b'{"a": 1,, "b": 2}') == (
        f"{LOG}:3:9: not JSON: expected a key in double quotes, got ','"
    )
    assert decode(Line(Place(LOG), 0, b'{"a": 1}')) == {"a": 1}


@pytest.mark.parametrize(
    "value",
    [
        {"a": {"a": {"a": 1}}, "b": [{"a": 1}, {"a": 2}]},
        {"note": 'he said "no": "never" : ":"', ":": '":', '"': '" :'},
        {"claims": [{"value": n} for n in range(100)]},
        {"a": -(2**63), "b": True, "c": 1e308},
        {"lists": [[]] * 61},
    ],
)
def test_what_only_looks_suspicious_is_decoded(value: dict[str, Any]) -> None:
    """Equal keys in different objects, quoted colons and many small parts are all sound."""
    assert decode(Line(Place(LOG), 0, json.dumps(value).encode())) == value


def nested(depth: int) -> dict[str, Any]:
    """An object with *depth* levels."""
    return {"a": nested(depth - 1)} if depth > 1 else {"a": 0}


def test_sixty_levels_are_decoded() -> None:
    """The deepest that is allowed is."""
    value = nested(60) | {"b": [[[]]] * 40}
    assert decode(Line(Place(LOG), 0, json.dumps(value).encode())) == value


@given(st.binary(max_size=40), st.integers(0, 30))
def test_no_bytes_make_decoding_raise_anything_else(noise: bytes, at: int) -> None:
    """Whatever a line holds, there is an object or a problem in our own words."""
    whole = b'{"id": "a", "n": [1, 2.5e3], "note": "\xc3\xa9\\n"}\n'
    told = ""
    try:
        decode(Line(Place(LOG), 0, whole[:at] + noise + whole[at + 3 :]))
    except Unreadable as refused:
        told = str(refused)
    assert "(byte " not in told


LINE = Line(
    Place(LOG, 3), 70, '{"é": 1, "claims": [{"by": "ua"}, {"value": 12, "x": NaN}]}\n'.encode()
)


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), 1, 1),
        (("é",), 2, 7),
        (("claims",), 10, 20),
        (("claims", 0), 21, 21),
        (("claims", 1, "value"), 36, 45),
        (("claims", 1, "missing"), 35, 35),
        (("claims", 7, "value"), 10, 20),
        (("claims", 1, "x"), 49, 54),
        (("missing", 0), 1, 1),
    ],
)
def test_a_fields_place_is_that_of_its_key_or_value(
    path: tuple[str | int, ...], key: int, value: int
) -> None:
    """What isn't there has the place of what should hold it."""
    assert field_place(LINE, path) == Place(LOG, 3, key)
    assert field_place(LINE, path, value=True) == Place(LOG, 3, value)


@given(st.binary(max_size=60), st.lists(st.text(max_size=2) | st.integers(0, 3)).map(tuple))
def test_a_place_is_told_for_any_path_in_any_bytes(raw: bytes, path: tuple[str | int, ...]) -> None:
    """Telling where an error lies never makes another."""
    assert field_place(Line(Place(LOG, 3), 70, raw), path).line == 3
