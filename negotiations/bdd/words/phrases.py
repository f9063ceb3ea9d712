"""A team's own phrases and tags, read from `phrases.yaml`: no Python, but steps known already.

```yaml
tags: [smoke, "issue:*"]      # the tags that features may have; * stands for any ending
phrases:                      # what a scenario may say, and the known sentences that it stands for
  Kyiv insists on "{issue}":
    - the stance of "ukraine" on "{issue}" is "unwilling"
```
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import attrs

from negotiations.bdd.sentence import BLANK, Phrase, sentence
from negotiations.bdd.words.phrasing import Wording, worded
from negotiations.notation import Written, read_file, read_yaml
from negotiations.place import Place, nearby
from negotiations.problems import Problem, Unreadable, did_you_mean

PHRASES_FILE = "phrases.yaml"
PHRASES, TAGS = "phrases", "tags"
TAKEN = ("story", "table", "text")
"""What no placeholder is called, since a step is handed these."""


@attrs.frozen(slots=False)
class Entry:
    """A phrase of a team, and the sentences it says, as they are written."""

    text: str
    place: Place
    sentences: tuple[tuple[str, Place], ...]

    @cached_property
    def phrase(self) -> Phrase:
        """The phrase."""
        return Phrase(self.text)

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Its sentences taken apart."""
        return tuple(worded(text) for text, _ in self.sentences)

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it by itself."""
        yield from (Problem(self.place, what) for what in self._ill_formed())
        used = {name for each in self.wordings for name in each.names}
        for name in self.phrase.names:
            if name not in used:
                yield Problem(self.place, f"none of its sentences has the placeholder {{{name}}}")
        for wording, (_, place) in zip(self.wordings, self.sentences, strict=True):
            yield from (Problem(place, what) for what in self._ill_filled(wording))

    def _ill_formed(self) -> Iterator[str]:
        bare = BLANK.sub("", self.text)
        if "{" in bare or "}" in bare:
            yield 'a placeholder has a name of small letters and _, as in "{party}" or {count}'
        elif sentence(bare).values or '"' in bare:
            what = "a value can't be part of a phrase"
            yield f'{what}; use a placeholder, as in "{{party}}" or {{count}}, or other words'
        for name in dict.fromkeys(self.phrase.names):
            if self.phrase.names.count(name) > 1:
                yield f"the placeholder {{{name}}} stands twice"
            if name in TAKEN:
                yield f"a placeholder can't be called {name!r}"

    def _ill_filled(self, wording: Wording) -> Iterator[str]:
        known = set(self.phrase.names)
        for name in sorted(wording.names - known):
            yield f"the phrase has no placeholder {{{name}}}{did_you_mean(name, known)}"
        texts = {found["text"] for found in BLANK.finditer(self.text)}
        for name in sorted(wording.numbers & texts):
            yield f'{{{name}}} is a text in the phrase; write "{{{name}}}" here too'


@attrs.frozen
class Page:
    """What one file says: its phrases, and the tags that it declares (None: it declares none)."""

    entries: tuple[Entry, ...] = ()
    tags: tuple[str, ...] | None = None
    problems: tuple[Problem, ...] = ()


def read_phrases(file: Path) -> Page:
    """The phrases and tags of a file, as far as they are sound, and what isn't."""
    shown = str(nearby(file))
    try:
        written = read_yaml(read_file(file, shown=shown), shown)
    except Unreadable as error:
        return Page(problems=error.problems)
    reading = _Reading(written)
    return Page(tuple(reading.entries()), reading.tags(), tuple(reading.problems))


@attrs.frozen
class _Reading:
    """Reads one file; what is wrong goes to *problems*."""

    written: Written
    problems: list[Problem] = attrs.field(factory=list)

    @property
    def parts(self) -> dict[str, object]:
        """The parts of the file by key."""
        value = self.written.value
        return value if isinstance(value, dict) else {}

    def entries(self) -> Iterator[Entry]:
        """The phrases with their sentences."""
        if not self.parts:
            self._wrong((), f"this file has {PHRASES} and {TAGS}, each with its name and a colon")
        for key in self.parts:
            if key not in (PHRASES, TAGS):
                self._wrong((key,), f"unknown key {key!r}{did_you_mean(key, (PHRASES, TAGS))}")
        phrases = self.parts.get(PHRASES) or {}
        if not isinstance(phrases, dict):
            self._wrong((PHRASES,), "phrases are a mapping: a phrase, a colon, its sentences")
            return
        for text, said in phrases.items():
            if sentences := tuple(self._sentences(text, said)):
                yield Entry(text, self.written.place((PHRASES, text)), sentences)

    def _sentences(self, text: str, said: object) -> Iterator[tuple[str, Place]]:
        path = (PHRASES, text)
        if isinstance(said, str):
            yield said, self.written.value_place(path)
        elif isinstance(said, list) and said and all(isinstance(each, str) for each in said):
            for number, each in enumerate(said):
                yield each, self.written.place((*path, number))
        else:
            what = "a phrase says a sentence, or a list of them; put one with a colon in '…'"
            self._wrong(path, what)

    def tags(self) -> tuple[str, ...] | None:
        """The tags, without `@`; None if the file declares none."""
        tags = self.parts.get(TAGS)
        if tags is None:
            return None
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            self._wrong((TAGS,), 'tags are a list of words, as in [smoke, "issue:*"]')
            return None
        return tuple(tag.removeprefix("@") for tag in tags)

    def _wrong(self, path: tuple[str, ...], what: str) -> None:
        self.problems.append(Problem(self.written.place(path), what))
