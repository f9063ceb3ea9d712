"""The library's steps in other languages: YAML files of English phrases and what is said for them.

A file is named by its language, as in `uk.yaml`. Under `phrases` stands what is said for each
English phrase, with the same placeholders; `dated` is the ending said for ` on "DATE"`, by which
the dated variant of a phrase is made where it isn't written out.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from negotiations.bdd.sentence import BLANK, Phrase
from negotiations.bdd.steps import DATED, SHIPPED, Step
from negotiations.notation import Written, read_file, read_yaml
from negotiations.problems import Problem, Unreadable, did_you_mean

LANGUAGES = Path(__file__).parent / "languages"
PHRASES, ENDING = "phrases", "dated"


def translated_languages(folder: Path = LANGUAGES) -> tuple[str, ...]:
    """The languages that the library speaks beside English."""
    return tuple(sorted(file.stem for file in folder.glob("*.yaml")))


def translated(
    language: str, steps: Iterable[Step] = SHIPPED, folder: Path = LANGUAGES
) -> list[Step]:
    """The steps in a language, as far as it has them. Raises Unreadable with every problem."""
    if language not in translated_languages(folder):
        return []
    file = folder / f"{language}.yaml"
    page = _Page(read_yaml(read_file(file), str(file)), tuple(steps))
    problems = [*page.problems()]
    if problems:
        raise Unreadable(problems)
    return page.steps()


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
        seen: dict[str, str] = {step.phrase.skeleton: step.phrase.text for step in self.english}
        for english, said in self._phrases().items():
            for what in self._wrong(english, said, seen):
                yield Problem(self.written.place((PHRASES, english)), what)

    def _is_page(self) -> bool:
        value = self.written.value
        if not isinstance(value, dict) or not isinstance(value.get(PHRASES), dict):
            return False
        texts = [*value[PHRASES].values(), value.get(ENDING) or ""]
        return value.keys() <= {PHRASES, ENDING} and all(isinstance(each, str) for each in texts)

    def _phrases(self) -> dict[str, str]:
        phrases: dict[str, str] = self.written.value[PHRASES]
        return phrases

    def _wrong(self, english: str, said: str, seen: dict[str, str]) -> Iterator[str]:
        known = {step.phrase.text for step in self.english}
        if english not in known:
            yield f"no step of the library says {english!r}{did_you_mean(english, known)}"
        if blanks_of(said) != blanks_of(english):
            yield f"{said!r} has other placeholders than {english!r}"
        first = seen.setdefault(Phrase(said).skeleton, english)
        if first != english:
            yield f"{said!r} would say {first!r} as well"

    def steps(self) -> list[Step]:
        return [
            attrs.evolve(step, phrase=Phrase(said))
            for step in self.english
            if (said := self._said(step.phrase.text)) is not None
        ]

    def _said(self, english: str) -> str | None:
        """What is said for a phrase: as it is written, or with the ending of dated ones."""
        phrases = self._phrases()
        ending: str | None = self.written.value.get(ENDING)
        plain = phrases.get(english.removesuffix(DATED))
        if english in phrases or ending is None or plain is None:
            return phrases.get(english)
        return plain + ending


def blanks_of(phrase: str) -> list[str]:
    """The placeholders of a phrase, as they are written, in order of name."""
    return sorted(found[0] for found in BLANK.finditer(phrase))
