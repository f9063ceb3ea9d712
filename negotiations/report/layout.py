"""Laying out an account: a text beside its label, and numbers flush right in a table."""

from collections.abc import Iterable, Sequence

from negotiations.report.lines import Line, cells, line

INDENT = 2


def labelled(label: str, text: str, *, column: int = 13) -> Line:
    """*text* in a column of its own beside its label; where it is long it goes on below itself.

    >>> print(labelled("basis", "expert", column=8))
      basis   expert
    """
    head = " " * INDENT + label.ljust(column)
    return line((head, "faint"), text, hang=len(head))


def flush_right(rows: Iterable[Sequence[str]], numbers: Iterable[int]) -> list[list[str]]:
    """The rows with the cells of the columns *numbers* padded from the left, for a table.

    >>> flush_right([("1", "a"), ("10", "b")], [0])
    [[' 1', 'a'], ['10', 'b']]
    """
    made = [list(row) for row in rows]
    for number in numbers:
        widest = max((cells(row[number]) for row in made), default=0)
        for row in made:
            row[number] = " " * (widest - cells(row[number])) + row[number]
    return made
