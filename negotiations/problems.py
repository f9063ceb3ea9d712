"""A problem is a value: gathered, sorted, and said in one line that a person can act on."""

from collections.abc import Iterable
from difflib import get_close_matches

import attrs

from negotiations.place import Place


@attrs.frozen(order=True)
class Problem:
    """Something wrong at a place, with the remedy where one is known.

    >>> print(Problem(Place("log.yaml", 3, 7), "unknown kind 'strke'"))
    log.yaml:3:7: unknown kind 'strke'
    """

    place: Place
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


class Unreadable(ValueError):
    """A file or record that can't be taken; carries every problem found in it, by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """The end of a message about an unknown *word*: the nearest known one, or what is known.

    >>> did_you_mean("strke", ["strike", "round"])
    "; did you mean 'strike'?"
    >>> did_you_mean("zzz", ["strike", "round"])
    '; known are: round, strike'
    """
    words = sorted(map(str, known))
    near = get_close_matches(str(word)[:100], words, n=1)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known are: {', '.join(map(one_line, words))}" if 0 < len(words) <= 12 else ""


def cited(text: str, most: int = 200) -> str:
    """*text* in quotes, cut after so many characters.

    >>> cited("the talks go on", most=9)
    "'the talks…'"
    """
    return repr(text if len(text) <= most else text[:most] + "…")


def one_line(text: str) -> str:
    r"""*text* with all that would break or hide a line of output written as an escape.

    >>> print(one_line("a\nb"))
    a\nb
    """
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
