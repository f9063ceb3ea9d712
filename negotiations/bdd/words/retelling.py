"""The English of the catalogue in another language: keywords, and the examples of steps."""

from collections.abc import Iterator, Mapping
from functools import cache

from negotiations.bdd.sentence import Phrase
from negotiations.bdd.steps import KINDS, Kind
from negotiations.bdd.words.catalogue import Catalogue, shipped
from negotiations.bdd.words.keywords import ENGLISH, QUOTES, keywords_of
from negotiations.bdd.words.translations import Spoken, spoken

KEYWORDS: Mapping[str, Kind | None] = {
    **{kind.capitalize(): kind for kind in KINDS}, "And": None, "But": None,
}  # fmt: skip
"""What a step of an example begins with, and its kind; None for the kind of the one before."""


@cache
def _english() -> Catalogue:
    return shipped()


@cache
def _spoken(language: str) -> Spoken:
    return spoken(language)


def keyword(kind: Kind, language: str) -> str:
    """The keyword to show for a kind of step.

    >>> [keyword("given", language) for language in ("en", "fr", "de")]
    ['Given', 'Étant donné que', 'Angenommen']
    """
    return _spoken(language).keywords.get(kind) or keywords_of(language).leading[kind]


def further(language: str) -> str:
    """The keyword to show for a step of the kind of the one before."""
    return _spoken(language).keywords.get("and") or keywords_of(language).further


def ending(language: str) -> str:
    """What is said at the end of a phrase for the day on which a thing happens."""
    return _spoken(language).ending


def retold(example: str, language: str) -> str:
    """An example of the catalogue in a language; what stands below its steps stays as it is.

    >>> print(retold('Given the case "minsk-2014"\\nAnd round 1 is planned', "es"))
    Dado que el caso es "minsk-2014"
    Y la ronda 1 se prevé
    """
    return example if language == ENGLISH else "\n".join(_retold(example, language))


def _retold(example: str, language: str) -> Iterator[str]:
    kind, is_quoted = KINDS[0], False
    for line in example.splitlines():
        first, _, text = line.partition(" ")
        is_quoted ^= line.strip().startswith(QUOTES)
        if is_quoted or first not in KEYWORDS:
            yield line
            continue
        leads = KEYWORDS[first]
        kind = leads or kind
        begins = keyword(kind, language) if leads else further(language)
        yield f"{begins} {sentence_in(language, kind, text)}"


def sentence_in(language: str, kind: Kind, english: str) -> str:
    """A sentence of the library in a language; as it is, if the language has none for it."""
    said = _english().find(kind, english)
    ways = _spoken(language).ways.get(said.step.phrase.text, ()) if said else ()
    return Phrase(ways[0]).filled(dict(said.values)) if said and ways else english
