"""Lines of a report: wrapping, width and columns."""

from hypothesis import given
from hypothesis import strategies as st

from negotiations.report.lines import Line, cells, line, table

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
SPANS = st.lists(st.tuples(WORDS, st.sampled_from(["", "rule"])), max_size=8)


def test_a_long_line_goes_on_where_it_hangs() -> None:
    """Words stay whole, their style goes with them, and nothing trails."""
    long = line("  rule  ", ("mass-drone-attack", "rule"), ": hardens a lot", hang=8)
    assert [each.spans for each in long.wrapped(30)] == [
        (("  rule  ", ""), ("mass-drone-attack", "rule"), (":", "")),
        ((" " * 6, ""), ("hardens a lot", "")),
    ]


def test_a_deep_hang_leaves_room_to_read() -> None:
    """On a narrow page a line hangs no deeper than leaves two dozen columns."""
    deep = line("x" * 20 + " and the rest of it all", hang=20)
    assert [str(each) for each in deep.wrapped(30)] == [
        "x" * 20 + " and the",
        "      rest of it all",
    ]


@given(SPANS, st.integers(0, 30), st.integers(30, 60))
def test_wrapping_fits_and_loses_nothing(
    spans: list[tuple[str, str]], hang: int, width: int
) -> None:
    """No line is wider than the page, and all but spaces comes out in order."""
    whole = line(*spans, hang=hang)
    parts = [str(part) for part in whole.wrapped(width)]
    assert all(cells(part) <= width for part in parts)
    assert "".join(parts).replace(" ", "") == str(whole).replace(" ", "")


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    """Whatever a log holds, no control character is left in a line."""
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in str(line(text)))


def test_wide_characters_take_two_columns() -> None:
    """Columns line up under Chinese names, and accents take no room."""
    assert [cells(text) for text in ("ab", "東京", "e\u0301")] == [2, 4, 1]


def test_columns_are_as_wide_as_what_they_hold() -> None:
    """The last column hangs, and empty cells at the end leave no spaces behind."""
    rows = [("東京", ("agreed", "title"), "from round 1"), ("Minsk", "ended", "")]
    assert [str(each) for each in table(rows)] == [
        "  東京   agreed  from round 1",
        "  Minsk  ended",
    ]
    assert [each.hang for each in table(rows)] == [17, 9]


def test_no_rows_make_no_table() -> None:
    """An empty table is no line at all."""
    assert list(table([])) == []


def test_a_line_that_fits_is_left_alone() -> None:
    """Wrapping gives back the very line."""
    short = Line((("as it is  ", ""),))
    assert list(short.wrapped(10)) == [short]
