"""The keywords of a language, and the lines that were meant to begin with one.

To Gherkin a line that begins with no keyword is free text where free text may stand, and so a
mistyped step is passed over. What is told here is told of such lines alone, and carefully: prose
is prose, also where it begins with `The`, or with `and`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from itertools import takewhile

import attrs
from gherkin.dialect import DIALECTS, Dialect

from negotiations.bdd.steps import KINDS, Kind

ENGLISH = "en"
ANY = "* "
"""What begins a step of the kind of the one before, in every language."""
TITLE = re.compile(r"([^:：]+?)\s*[:：]\s*(.*)")
TABLE, QUOTES = "|", ('"""', "```")
LIKE = 0.85
"""From 0 to 1: how alike two longer titles are of which one is a slip for the other."""
LONG = 5
"""Letters of a keyword that no other word comes near by chance."""

ORDINARY = frozenset(
    (
        *("give", "gives", "giver", "the", "they", "them", "thee", "than", "thin", "ten", "hen"),
        *("wen", "whet", "an", "any", "ant", "ad", "add", "aid", "end", "hand", "land", "band"),
        *("sand", "rand", "wand", "ands", "ana", "und", "bit", "bat", "bet", "bot", "buy", "bus"),
        *("bug", "bud", "bun", "butt", "put", "cut", "out", "hut", "nut", "gut", "rut", "bust"),
        "role",
    )
)
"""English words that are one slip away from a keyword, and none."""

IsKnown = Callable[[str], bool]


@attrs.frozen
class Keywords:
    """What lines of a feature begin with.

    *steps* are those that a space parts from what follows; *leading* has one for each kind of step,
    and *further* is the one for more of a kind.
    """

    language: str
    titles: tuple[str, ...]
    steps: tuple[str, ...]
    leading: Mapping[Kind, str]
    further: str


@cache
def keywords_of(language: str) -> Keywords:
    """The keywords of a language that Gherkin knows; English ones for any other."""
    dialect = Dialect.for_name(language) or Dialect.for_name(ENGLISH)
    assert dialect is not None, "Gherkin knows English"
    titles = [
        *dialect.feature_keywords, *dialect.rule_keywords, *dialect.background_keywords,
        *dialect.scenario_keywords, *dialect.scenario_outline_keywords, *dialect.examples_keywords,
    ]  # fmt: skip
    kinds = (dialect.given_keywords, dialect.when_keywords, dialect.then_keywords)
    words = [each for kind in (*kinds, dialect.and_keywords, dialect.but_keywords) for each in kind]
    steps = dict.fromkeys(word.strip() for word in words if word.endswith(" ") and word != ANY)
    leading = {kind: _first(of_kind) for kind, of_kind in zip(KINDS, kinds, strict=True)}
    further = _first(dialect.and_keywords)
    return Keywords(language, tuple(titles), tuple(steps), leading, further)


def _first(keywords: Iterable[str]) -> str:
    return next(each.strip() for each in keywords if each != ANY)


def languages() -> tuple[str, ...]:
    """The names of the languages that Gherkin knows."""
    return tuple(DIALECTS)


def meant(line: str, keywords: Keywords, is_known: IsKnown, *, prose: bool = False) -> str | None:
    """The line as it was surely meant, where it was meant to begin with a keyword; else None.

    *is_known* tells whether a text is a known sentence. With *prose* no step may stand there, so a
    line that begins with a keyword is a step only if its words are known or it has a quoted value.

    >>> meant('Givn the case "minsk-2014"', keywords_of("en"), lambda text: False)
    'Given the case "minsk-2014"'
    >>> meant("Exmaples:", keywords_of("en"), lambda text: False)
    'Examples:'
    >>> meant("The talks were held in Istanbul.", keywords_of("en"), lambda text: False)
    """
    return _title(line, keywords) or next(_steps(line, keywords, is_known, prose), None)


def _title(line: str, keywords: Keywords) -> str | None:
    found = TITLE.fullmatch(line)
    if found is None:
        return None
    word, rest = found[1], found[2]
    near = [each for each in keywords.titles if _is_title(word, each)]
    near.sort(key=lambda each: -SequenceMatcher(None, word, each).ratio())
    return f"{near[0]}: {rest}".strip() if near else None


def _is_title(word: str, keyword: str) -> bool:
    one, other = word.casefold(), keyword.casefold()
    if one == other:
        return True
    if one in ORDINARY or one[0] != other[0]:
        return False
    return is_slip(one, other) or SequenceMatcher(None, one, other).ratio() >= LIKE


def _steps(line: str, keywords: Keywords, is_known: IsKnown, prose: bool) -> Iterator[str]:
    first = line.split(maxsplit=1)[0].casefold()
    for keyword in sorted(keywords.steps, key=lambda each: each.casefold() != first):
        words = line.split(maxsplit=keyword.count(" ") + 1)
        word = " ".join(words[: keyword.count(" ") + 1])
        rest = words[-1].strip() if len(words) > keyword.count(" ") + 1 else ""
        if _is_step(word, keyword, rest, keywords, is_known, prose):
            yield f"{keyword} {rest}".strip()


def _is_step(
    word: str, keyword: str, rest: str, keywords: Keywords, is_known: IsKnown, prose: bool
) -> bool:
    if word == keyword:
        return not prose or is_known(rest) or '"' in rest
    bare = word.rstrip(":,.").casefold()
    if bare == keyword.casefold():  # in small letters it may be prose
        return is_known(rest) or (not word.islower() and not prose)
    if not is_slip(bare, keyword.casefold()):
        return False
    return is_known(rest) or _is_no_word(bare, word, keyword, keywords)


def _is_no_word(bare: str, word: str, keyword: str, keywords: Keywords) -> bool:
    """Whether a word that is one slip away from a keyword is surely no other word."""
    long = len(keyword) >= LONG
    sure = long or (keywords.language == ENGLISH and not word.islower())
    return sure and bare not in ORDINARY and bare not in map(str.casefold, keywords.steps)


def is_slip(one: str, other: str) -> bool:
    """Whether one letter left out, put in, changed, or swapped with the next makes the other.

    >>> [is_slip(word, "given") for word in ("givn", "giveen", "gived", "igven", "given", "gift")]
    [True, True, True, True, False, False]
    """
    start = len([*takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))])
    left, right = one[start:], other[start:]
    if not left and not right:
        return False
    changed = left[1:] == right[1:] or left[1:] == right or left == right[1:]
    return changed or (left[:2] == right[1::-1] and left[2:] == right[2:])
