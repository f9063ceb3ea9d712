"""Tables: rows of records, or one record told downwards, every cell with its place."""

from collections.abc import Sequence

import pytest

from negotiations.bdd.tables import Cell, Table
from negotiations.bdd.unmet import Untellable
from negotiations.place import Place

KNOWN = ("actor", "recipient", "launched")


def table(*lines: Sequence[str]) -> Table:
    """A table whose cells stand in lines and columns of their own numbers."""
    cells = (
        tuple(Cell(text, Place("t.feature", row, column)) for column, text in enumerate(line, 1))
        for row, line in enumerate(lines, 1)
    )
    return Table(tuple(cells), Place("t.feature"))


def refused(told: Table, known: Sequence[str] = KNOWN) -> list[str]:
    """What is wrong with the columns."""
    with pytest.raises(Untellable) as caught:
        told.rows(known)
    return str(caught.value).split("\n")


def test_rows_are_records_and_empty_cells_say_nothing() -> None:
    """A heading names the fields of each row below it."""
    told = table(("actor", "launched"), ("ruritania", ""), ("", "40"))
    assert [row.data() for row in told.rows(KNOWN)] == [{"actor": "ruritania"}, {"launched": "40"}]


@pytest.mark.parametrize("heading", [(), (("field", "value"),)])
def test_one_record_can_be_told_downwards(heading: tuple[tuple[str, str], ...]) -> None:
    """With a heading or without one, fields can stand below each other."""
    told = table(*heading, ("actor", "ruritania"), ("launched", "40"))
    assert [row.data() for row in told.rows(KNOWN)] == [{"actor": "ruritania", "launched": "40"}]


def test_two_columns_that_are_both_fields_are_a_heading() -> None:
    """Two fields beside each other are no field and its value."""
    told = table(("actor", "recipient"), ("actor", "freedonia"))
    assert [row.data() for row in told.rows(KNOWN)] == [
        {"actor": "actor", "recipient": "freedonia"}
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (">40", ">40"),
        ("≈1000 km", "≈1000 km"),
        ("no: not now", "no: not now"),
        ("NO", "NO"),
        ("12:30", "12:30"),
        ("# 3", "# 3"),
        ("[a, b]", ["a", "b"]),
        ("{a: 1}", {"a": "1"}),
        ('"[a"', "[a"),
    ],
)
def test_a_cell_is_its_text_unless_it_opens_as_yaml(text: str, value: object) -> None:
    """Bounds, colons and hashes stay text; lists and mappings fit in a cell."""
    assert Cell(text, Place("t.feature")).value == value


def test_all_that_is_wrong_with_the_columns_is_told_at_once() -> None:
    """An unknown column and one that stands twice, each at its place."""
    told = table(("actr", "launched", "launched"), ("a", "1", "2"))
    assert refused(told) == [
        "t.feature:1:1: unknown column 'actr'; did you mean 'actor'?",
        "t.feature:1:3: 'launched' stands twice in this table",
    ]


def test_a_heading_alone_is_refused() -> None:
    """A table with no rows would say nothing, in silence."""
    assert refused(table(("actor", "recipient", "launched"))) == [
        "t.feature:1:1: this table has a heading and no rows below it"
    ]


def test_all_bad_cells_of_a_row_are_told_at_once() -> None:
    """A list that is not closed is told at its cell, in whatever column."""
    row = table(("actor", "launched"), ("[a", "{b")).rows(KNOWN)[0]
    with pytest.raises(Untellable) as caught:
        row.data()
    assert [line[:13] for line in str(caught.value).split("\n")] == [
        "t.feature:2:1",
        "t.feature:2:2",
    ]


def test_a_table_of_fields_has_two_columns() -> None:
    """What can only be told downwards is not read across."""
    told = table(("launched", "40"), ("lunched", "30"))
    with pytest.raises(Untellable, match=r"t\.feature:2:1: unknown column 'lunched'; did you mean"):
        told.fields(KNOWN)
    with pytest.raises(Untellable, match=r"t\.feature:1:3: this table has two columns"):
        table(("actor", "launched", "recipient"), ("a", "b", "c")).fields(KNOWN)
