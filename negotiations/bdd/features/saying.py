"""What the steps of a scenario say: each found in a catalogue, or else why it says nothing."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from negotiations.bdd.features.scenarios import Feature, StepLine
from negotiations.bdd.sentence import DIGITS, too_long
from negotiations.bdd.steps import Kind
from negotiations.bdd.words.catalogue import Catalogue
from negotiations.bdd.words.keywords import keywords_of
from negotiations.place import Place
from negotiations.problems import Problem, cited

InPython: TypeAlias = Callable[[Kind, str], bool]
"""Whether a step in Python says a sentence of that kind."""


def in_no_python(kind: Kind, text: str) -> bool:
    """Where no steps in Python are."""
    return False


def unsaid(
    steps: Iterable[StepLine],
    catalogue: Catalogue,
    language: str,
    python: InPython = in_no_python,
    *,
    whole: bool = True,
) -> Iterator[Problem]:
    """Every step that is not known, or that has not what must stand below it.

    Unless the *whole* of the file could be read, nobody can say what stands below a step.
    """
    for step in steps:
        if not python(step.kind, step.text):
            yield from _wrong(step, catalogue, language, whole)


def unsaid_in(
    feature: Feature, catalogue: Catalogue, python: InPython = in_no_python, *, whole: bool = True
) -> Iterator[Problem]:
    """The same for a whole feature, each step once: of an outline's, the first row that fails."""
    told: set[Place] = set()
    for scenario in feature.scenarios:
        for row, _, place in scenario.rows():
            for step, plain in zip(scenario.told(row), scenario.steps, strict=True):
                if step.place in told:
                    continue
                for problem in unsaid([step], catalogue, feature.language, python, whole=whole):
                    told.add(step.place)
                    behind = "" if step == plain else f" (with the row of line {place.line})"
                    yield Problem(problem.place, problem.what + behind)


def _wrong(step: StepLine, catalogue: Catalogue, language: str, whole: bool) -> Iterator[Problem]:
    said = catalogue.find(step.kind, step.text)
    if said is None:
        yield Problem(step.place, _unknown(step, catalogue, language))
        return
    if whole:
        for what in said.step.misfits({"table": step.table, "text": step.doc}):
            yield Problem(step.place, what)


def _unknown(step: StepLine, catalogue: Catalogue, language: str) -> str:
    keywords = keywords_of(language)
    other = catalogue.elsewhere(step.kind, step.text)
    if other is not None:
        here, there = keywords.leading[step.kind], keywords.leading[other]
        what = f"{cited(step.text)} is no step after {here}, but it is after {there}"
        return what + catalogue.hint(step.kind, step.text)
    if too_long(step.text):
        what = f"a number has at most {DIGITS} digits before its point, and {DIGITS} behind it"
        return f"unknown step {cited(step.text)}: {what}"
    return f"unknown step {cited(step.text)}{catalogue.hint(step.kind, step.text)}"
