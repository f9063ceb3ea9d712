"""The library's steps in other languages: YAML files of English phrases and what is said for them.

A file is named by its language, as in `uk.yaml`. Under `phrases` stands what is said for each
English phrase, with the same placeholders; a list, if it is said in several ways, as in the plural
forms of a language, the one to show first. `dated` is the ending said for ` on "DATE"`, by which
the dated variant of a phrase is made where it isn't written out. Under `keywords` stand those to
show for `given`, `when`, `then` and `and`, where they aren't the first that Gherkin knows.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import attrs

from negotiations.bdd.sentence import BLANK, Phrase
from negotiations.bdd.steps import DATED, KINDS, SHIPPED, Kind, Step
from negotiations.notation import Written, read_file, read_yaml
from negotiations.problems import Problem, Unreadable, did_you_mean

LANGUAGES = Path(__file__).parent / "languages"
PHRASES, ENDING, KEYWORDS = "phrases", "dated", "keywords"


def translated_languages(folder: Path = LANGUAGES) -> tuple[str, ...]:
    """The languages that the library speaks beside English."""
    return tuple(sorted(file.stem for file in folder.glob("*.yaml")))


@attrs.frozen
class Spoken:
    """How a language says the library: the ways to say each English phrase, the first to be shown.

    *ending* says on which day a thing happens; *keywords* are shown instead of Gherkin's first.
    """

    ways: Mapping[str, tuple[str, ...]]
    ending: str = DATED
    keywords: Mapping[str, str] = attrs.field(factory=dict)


def spoken(language: str, steps: Iterable[Step] = SHIPPED, folder: Path = LANGUAGES) -> Spoken:
    """What a language says, as far as it has a file. Raises Unreadable with every problem."""
    if language not in translated_languages(folder):
        return Spoken({})
    file = folder / f"{language}.yaml"
    page = _Page(read_yaml(read_file(file), str(file)), tuple(steps))
    problems = [*page.problems()]
    if problems:
        raise Unreadable(problems)
    return page.spoken()


def translated(
    language: str, steps: Iterable[Step] = SHIPPED, folder: Path = LANGUAGES
) -> list[Step]:
    """The steps in a language, as far as it has them. Raises Unreadable with every problem."""
    ways = spoken(language, steps, folder).ways
    return [
        attrs.evolve(step, phrase=Phrase(said))
        for step in steps
        for said in ways.get(step.phrase.text, ())
    ]


@attrs.frozen
class _Page:
    """One file, and the steps it is for."""

    written: Written
    english: tuple[Step, ...]

    def problems(self) -> Iterator[Problem]:
        if not self._is_page():
            what = f"a file of translations has phrases, and the ending {ENDING}; see another one"
            yield Problem(self.written.place(), what)
            return
        seen = {(kind, step.phrase.skeleton): step.phrase.text
                for step in self.english for kind in step.kinds}  # fmt: skip
        for english, ways in self._phrases().items():
            place = self.written.place((PHRASES, english))
            yield from (Problem(place, what) for what in self._unknown(english))
            for said in ways:
                yield from (Problem(place, what) for what in self._wrong(english, said, seen))

    def _is_page(self) -> bool:
        value = self.written.value
        if not isinstance(value, dict) or not isinstance(value.get(PHRASES), dict):
            return False
        keywords = value.get(KEYWORDS) or {}
        if not isinstance(keywords, dict) or not keywords.keys() <= {*KINDS, "and"}:
            return False
        said = [_ways(each) for each in value[PHRASES].values()]
        texts = [value.get(ENDING) or "", *keywords.values(), *chain.from_iterable(said)]
        are_texts = all(isinstance(each, str) for each in texts)
        return value.keys() <= {PHRASES, ENDING, KEYWORDS} and all(said) and are_texts

    def _phrases(self) -> dict[str, tuple[str, ...]]:
        """What is said for each English phrase, the one to show first."""
        return {english: _ways(said) for english, said in self.written.value[PHRASES].items()}

    def _unknown(self, english: str) -> Iterator[str]:
        known = {step.phrase.text for step in self.english}
        if english not in known:
            yield f"no step of the library says {english!r}{did_you_mean(english, known)}"

    def _wrong(self, english: str, said: str, seen: dict[tuple[Kind, str], str]) -> Iterator[str]:
        if blanks_of(said) != blanks_of(english):
            yield f"{said!r} has other placeholders than {english!r}"
        skeleton = Phrase(said).skeleton
        kinds = {kind for step in self.english if step.phrase.text == english
                 for kind in step.kinds}  # fmt: skip
        others = {seen.setdefault((kind, skeleton), english) for kind in kinds} - {english}
        for other in sorted(others):
            yield f"{said!r} would say {other!r} as well"

    def spoken(self) -> Spoken:
        value, phrases = self.written.value, self._phrases()
        ending = value.get(ENDING)
        said = {text: _said(text, phrases, ending)
                for text in dict.fromkeys(step.phrase.text for step in self.english)}  # fmt: skip
        return Spoken(said, ending or DATED, value.get(KEYWORDS) or {})


def _said(
    english: str, phrases: Mapping[str, tuple[str, ...]], ending: str | None
) -> tuple[str, ...]:
    """What is said for a phrase: as it is written, or with the ending of dated ones."""
    plain = phrases.get(english.removesuffix(DATED), ())
    if english in phrases or ending is None:
        return phrases.get(english, ())
    return tuple(each + ending for each in plain)


def _ways(said: Any) -> tuple[Any, ...]:
    """What is written for a phrase, one way or several."""
    return tuple(said) if isinstance(said, list) else (said,)


def blanks_of(phrase: str) -> list[str]:
    """The placeholders of a phrase, as they are written, in order of name."""
    return sorted(found[0] for found in BLANK.finditer(phrase))
