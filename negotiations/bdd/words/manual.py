"""The catalogue for readers: steps found by words, the best first; as text or as Markdown."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import groupby
from re import findall
from typing import Any

import attrs

from negotiations.bdd.sentence import BLANK as PLACEHOLDER
from negotiations.bdd.sentence import compared
from negotiations.bdd.steps import KINDS, Step
from negotiations.bdd.words.catalogue import Catalogue
from negotiations.bdd.words.keywords import ENGLISH, keywords_of
from negotiations.bdd.words.likeness import in_our_words
from negotiations.bdd.words.retelling import ending, keyword, retold
from negotiations.report.lines import BLANK, Line, line

BELOW = {"table": "with a table below it", "text": 'with a text in """ below it'}
INDENT = 4

PHRASE, THEME, MEANING, EXAMPLE = 8, 4, 2, 1
"""How much a word counts by where a step has it; as a whole word, twice as much."""


@attrs.frozen
class Entry:
    """Steps that do the same: one thing, said in one phrase or in several of a language."""

    steps: tuple[Step, ...]
    language: str = ENGLISH

    @property
    def theme(self) -> str:
        return self.steps[0].theme

    @property
    def keywords(self) -> tuple[str, ...]:
        """What it may follow: `Given`, `When`, `Then`, in its language."""
        kinds = {kind for step in self.steps for kind in step.kinds}
        return tuple(keyword(kind, self.language) for kind in KINDS if kind in kinds)

    @property
    def phrases(self) -> tuple[str, ...]:
        """Its phrases; one that may end in a date stands once, with the date in brackets."""
        texts = [step.phrase.text for step in self.steps]
        on_day = ending(self.language)
        dated = {text.removesuffix(on_day) for text in texts if text.endswith(on_day)}
        twice = dated.intersection(texts)
        bare = (text for text in texts if text.removesuffix(on_day) not in twice or text in twice)
        return tuple(f"{text} [{on_day.strip()}]" if text in twice else text for text in bare)

    @property
    def means(self) -> str:
        return " ".join(self.steps[0].means.split())

    @property
    def below(self) -> str:
        """What must stand below it, in words; empty for nothing."""
        return BELOW.get(self.steps[0].takes or "", "")

    @property
    def example(self) -> str:
        return retold(self.steps[0].example, self.language)

    def data(self) -> dict[str, Any]:
        """It as plain data."""
        step = self.steps[0]
        return {
            "theme": self.theme, "keywords": self.keywords,
            "phrases": [each.phrase.text for each in self.steps], "means": self.means,
            "takes": step.takes, "example": self.example,
        }  # fmt: skip


def entries(catalogue: Catalogue, language: str = ENGLISH) -> list[Entry]:
    """The steps of a catalogue, those that do the same together."""
    by_deed = groupby(catalogue.steps, key=lambda step: step.does)
    return [Entry(tuple(steps), language) for _, steps in by_deed]


# --- finding


def found(catalogue: Catalogue, words: str, language: str = ENGLISH) -> list[Entry]:
    """The entries that have all of these words, the best first; what is a step itself comes first.

    A word is had where the text has it as a part of a word: `position` has `positions` too.
    """
    wanted = compared(words).lower().split()
    said = {id(step.does) for step in _said(catalogue, words, language)}
    known = entries(catalogue, language)
    scored = ((_score(entry, wanted), entry) for entry in known)
    named = [entry for entry in known if id(entry.steps[0].does) in said]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return named + [entry for _, entry in best if entry not in named]


def _said(catalogue: Catalogue, words: str, language: str) -> Iterator[Step]:
    """The steps that a sentence, or a phrase, would name, under any keyword."""
    sentence = PLACEHOLDER.sub(lambda found: '"x"' if found["text"] else "1", words)
    begins = (each for each in keywords_of(language).steps if _begins(sentence, each))
    text = sentence.strip()[len(next(begins, "")) :]
    told = (catalogue.find(kind, text) for kind in KINDS)
    return (each.step for each in told if each is not None)


def _begins(sentence: str, keyword: str) -> bool:
    return sentence.strip().casefold().startswith(f"{keyword} ".casefold())


def _score(entry: Entry, wanted: list[str]) -> int:
    """How well it fits; 0 if it lacks a word."""
    texts = _texts(entry)
    each = [sum(worth * _has(word, text) for worth, text in texts) for word in wanted]
    return sum(each) if all(each) else 0


def _texts(entry: Entry) -> list[tuple[int, str]]:
    phrases = " ".join(step.phrase.text for step in entry.steps)
    told = (PHRASE, phrases), (THEME, entry.theme), (MEANING, entry.means), (EXAMPLE, entry.example)
    return [(worth, compared(text).lower()) for worth, text in told]


def _has(word: str, text: str) -> int:
    """2 for a word of the text, 1 for a part of one, else 0."""
    return 2 if word in _words(text) else int(word in text)


def _words(text: str) -> list[str]:
    return findall(r"[^\W\d_]+", text)


def nothing_found(catalogue: Catalogue, words: str, language: str = ENGLISH) -> str:
    """That no step has these words, with the nearest that steps have."""
    wanted = compared(words).lower().split()
    known = {word for entry in entries(catalogue, language) for _, text in _texts(entry)
             for word in _words(text) if len(word) > 2}  # fmt: skip
    strange = [word for word in wanted if not found(catalogue, word, language)]
    if not strange:
        often = ", ".join(f"{word!r} in {len(found(catalogue, word, language))}" for word in wanted)
        return f"no step has all of these words; {often}"
    near = [near for word in strange for near in _near(word, sorted(known))]
    hint = f"; did you mean {' or '.join(map(repr, dict.fromkeys(near)))}?" if near else ""
    return f"no step has {' or '.join(map(repr, strange))} in it{hint}"


def _near(word: str, known: list[str]) -> list[str]:
    """What may be meant by a word: the library's own for it, else those spelt alike."""
    ours = in_our_words(word)
    return [ours] if ours != word else get_close_matches(word, known, n=2)


# --- showing


def catalogue_lines(told: Iterable[Entry]) -> Iterator[Line]:
    """The entries for people, a heading above those of each theme."""
    for theme, some in groupby(told, key=lambda entry: entry.theme):
        yield line((theme, "title"))
        for entry in some:
            yield BLANK
            yield from _entry_lines(entry)
        yield BLANK


def _entry_lines(entry: Entry) -> Iterator[Line]:
    keywords = " or ".join(entry.keywords)
    for phrase in entry.phrases:
        yield line("  ", (keywords, "faint"), " ", (phrase, "rule"), hang=INDENT + 2)
    below = f" ({entry.below})" if entry.below else ""
    yield line(" " * INDENT, entry.means, below, hang=INDENT)
    for text in entry.example.splitlines():
        yield line(" " * (INDENT + 2), (text, "faint"), hang=INDENT + 4)


def catalogue_markdown(told: Iterable[Entry]) -> Iterator[str]:
    """The catalogue as a page in Markdown."""
    yield "# The steps of a scenario"
    yield ""
    yield "Made from the code by `make docs`; don't edit it by hand. `negotiations steps WORDS`"
    yield 'finds a step. `{…}` is a number, `"{…}"` a text in quotes, `[…]` may be left out.'
    for theme, some in groupby(told, key=lambda entry: entry.theme):
        yield from ("", f"## {theme}")
        for entry in some:
            yield from _entry_markdown(entry)


def _entry_markdown(entry: Entry) -> Iterator[str]:
    yield ""
    keywords = " or ".join(entry.keywords)
    yield from (f"- **{keywords}** `{phrase}`" for phrase in entry.phrases)
    yield ""
    below = f" It stands {entry.below}." if entry.below else ""
    yield f"  {entry.means}{below}"
    if entry.example:
        yield from ("", "  ```gherkin")
        yield from (f"  {text}".rstrip() for text in entry.example.splitlines())
        yield "  ```"
