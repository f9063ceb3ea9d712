"""How alike sentences are: by their letters, and by the words they share, the rare ones above all.

Newcomers have words of their own for what the library says. They are taken for its words where
something is suggested or looked for, and never where a sentence is understood.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from math import log

import attrs

OTHERWISE: Mapping[str, str] = {
    "armistice": "ceasefire", "attacks": "strikes", "begins": "is convened",
    "bombards": "strikes", "bombs": "strikes", "breaches": "violates", "breaks": "violates",
    "break down": "broken off", "cancels": "calls off", "chance": "likelihood",
    "chances": "likelihood", "decreases": "falls", "drops": "falls", "ends": "is adjourned",
    "finishes": "is adjourned", "grows": "rises", "held": "convened", "increases": "rises",
    "kills": "killing", "leaves": "breaks off round",
    "mediates": "offers to mediate", "meet": "round is convened", "meets": "round is convened",
    "odds": "likelihood", "opens": "is convened", "opened": "convened",
    "probability": "likelihood", "quits": "breaks off round", "result": "outcome",
    "session": "round", "shells": "strikes", "sign": "agree on", "signs": "agree on",
    "started": "convened", "starts": "is convened", "truce": "ceasefire",
    "walk out of": "breaks off round", "walks out of": "breaks off round",
}  # fmt: skip
"""English words, and the library's for them."""

SAID_OTHERWISE = re.compile(rf"\b({'|'.join(sorted(OTHERWISE, key=len, reverse=True))})\b")

FAR = 0.3
"""Sentences whose lengths alone hold them farther apart than this are not compared by letters."""

SHARED = 0.6
"""How much the words that two sentences share count, beside their letters."""


def in_our_words(text: str) -> str:
    """A text with the library's words for those of others.

    >>> in_our_words('the chance of a truce drops')
    'the likelihood of a ceasefire falls'
    """
    return SAID_OTHERWISE.sub(lambda found: OTHERWISE[found[0]], text)


@lru_cache(maxsize=1024)
def words_in(text: str) -> tuple[str, ...]:
    """Its words, without numbers and signs."""
    return tuple(re.findall(r"[^\W\d_]+", text))


@attrs.frozen(slots=False)
class Likeness:
    """How alike sentences are to known *skeletons*, whose rare words count for more."""

    skeletons: tuple[str, ...]

    @cached_property
    def _known_in(self) -> Counter[str]:
        return Counter(word for each in self.skeletons for word in {*words_in(each)})

    def nearness(self, told: str, known: str) -> float:
        """From 0 to 1 for letters, and up to SHARED more for words."""
        ways = {told, in_our_words(told)}
        return max(letters(way, known) + SHARED * self.shared(way, known) for way in ways)

    def shared(self, told: str, known: str) -> float:
        """Of the words of two sentences, the part that both have; a rare word counts for more."""
        one, other = {*words_in(told)}, {*words_in(known)}
        return self._worth(one & other) / (self._worth(one | other) or 1)

    def _worth(self, words: Iterable[str]) -> float:
        return sum(log(2 * len(self.skeletons) / (self._known_in[word] or 1)) for word in words)


def letters(told: str, known: str) -> float:
    """How alike two sentences are letter by letter, from 0 to 1."""
    compared = SequenceMatcher(None, told, known)
    return compared.ratio() if compared.real_quick_ratio() >= FAR else 0.0
