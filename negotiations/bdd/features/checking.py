"""Every problem of a feature file, those that Gherkin itself lets pass in silence among them."""

import os
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path

import attrs

from negotiations.bdd import SUFFIX
from negotiations.bdd.features.reading import parsed
from negotiations.bdd.features.saying import InPython, in_no_python, unsaid_in
from negotiations.bdd.features.scenarios import (
    BLANK,
    Description,
    Examples,
    Feature,
    Scenario,
    StepLine,
)
from negotiations.bdd.steps import KINDS
from negotiations.bdd.words.catalogue import Catalogue
from negotiations.bdd.words.keywords import QUOTES, TABLE, keywords_of, meant
from negotiations.bdd.words.vocabulary import folders_up, team_of, vocabulary_of
from negotiations.place import Place
from negotiations.problems import Problem, did_you_mean

NAMED = re.compile(r"<([^\W\d][\w -]*)>")
"""A placeholder that is surely meant as one; `<120` and `>40` are none."""

PROSE = "if it is prose, begin it with another word"
PYTHON = "conftest.py"


@attrs.frozen
class Checked:
    """A feature file that was checked: what it says, and what is wrong with it.

    *problems* keep it from being run at all. *unsaid* are steps that neither the library nor the
    team knows, or that lack what must stand below them: a step in Python may still know them.
    """

    feature: Feature | None
    problems: tuple[Problem, ...]
    unsaid: tuple[Problem, ...] = ()

    @property
    def all(self) -> tuple[Problem, ...]:
        """All that is wrong, by place."""
        return tuple(sorted({*self.problems, *self.unsaid}))


def problems_of(path: Path) -> tuple[Problem, ...]:
    """All that is wrong with the file, by place."""
    return check(path).all


def check(path: Path, python: InPython = in_no_python) -> Checked:
    """The file with all that is wrong with it; *python* knows what steps in Python say."""
    feature, broken = parsed(path)
    if feature is None:
        return Checked(None, tuple(sorted({*broken, *team_of(path).problems})))
    catalogue = vocabulary_of(path, feature.language)
    unsaid = tuple(sorted(set(unsaid_in(feature, catalogue, python, whole=not broken))))
    return Checked(feature, _shape_problems(path, feature, broken, catalogue), unsaid)


def _shape_problems(
    path: Path, feature: Feature, broken: Iterable[Problem], catalogue: Catalogue
) -> tuple[Problem, ...]:
    """All but its steps; of a file that can't be read whole, only what is sure."""
    team = team_of(path)
    found = {*broken, *team.problems, *_mistyped(feature, catalogue)}
    if not broken:
        found |= {*_of_feature(feature), *_strange_tags(feature, team.tags)}
        for scenario in feature.scenarios:
            found |= {*_of_scenario(scenario, feature.language)}
    return tuple(sorted(found))


# --- lines that were meant to be something


def _mistyped(feature: Feature, catalogue: Catalogue) -> Iterator[Problem]:
    inside = (line for scenario in feature.scenarios for line in scenario.descriptions)
    for line in (*feature.descriptions, *inside):
        if what := _passed_over(line, feature.language, catalogue):
            yield Problem(line.place, what)


def _passed_over(line: Description, language: str, catalogue: Catalogue) -> str | None:
    """What is wrong with a line of free text that was meant to be more."""
    if line.text.startswith((TABLE, *QUOTES)):
        return "this is read as prose: no step or Examples stands right above it"
    loose = line.within in ("feature", "rule")
    is_known = partial(_is_known, catalogue)
    better = meant(line.text, keywords_of(language), is_known, prose=loose)
    if better is None:
        return None
    if better == line.text:
        return f"this is read as prose, since it stands in no scenario; {PROSE}"
    return f"{line.text!r} is read as prose; did you mean {better!r}? ({PROSE})"


def _is_known(catalogue: Catalogue, text: str) -> bool:
    return any(catalogue.find(kind, text) for kind in KINDS)


# --- the feature


def _of_feature(feature: Feature) -> Iterator[Problem]:
    if not feature.scenarios:
        yield Problem(feature.place, "a feature without scenarios")
    for section in feature.sections:
        if section.is_empty:
            holds = "steps" if section.holds_steps else "scenarios"
            yield Problem(section.place, f"{section.keyword} without {holds}")
        if section.first is not None and not section.first.leads:
            yield _follows_nothing(section.first, feature.language)
    first: dict[str, Place] = {}
    for scenario in feature.scenarios:
        place = first.setdefault(scenario.name, scenario.place)
        if place != scenario.place and scenario.name:
            what = f"the name {scenario.name!r} stands twice; first at line {place.line}"
            yield Problem(scenario.place, what)


def _strange_tags(feature: Feature, declared: tuple[str, ...] | None) -> Iterator[Problem]:
    if declared is None:
        return
    for tag in feature.written_tags:
        if not any(fnmatchcase(tag.name, pattern) for pattern in declared):
            hint = did_you_mean(tag.name, declared)
            yield Problem(tag.place, f"the team declares no tag {tag.name!r}{hint}")


# --- its scenarios


def _of_scenario(scenario: Scenario, language: str) -> Iterator[Problem]:
    if not scenario.name:
        yield Problem(scenario.place, "a scenario without a name; say what it shows")
    own = scenario.own_steps
    if not own:
        yield Problem(scenario.place, "a scenario without steps")
    elif not own[0].leads:
        yield _follows_nothing(own[0], language)
    elif not any(step.kind == "then" for step in own):
        then = keywords_of(language).leading["then"]
        yield Problem(scenario.place, f"a scenario that expects nothing; end it with a {then} step")
    yield from _placeholders(scenario)
    for each in scenario.examples:
        yield from _of_examples(each)


def _follows_nothing(step: StepLine, language: str) -> Problem:
    keywords = keywords_of(language)
    given, when, then = (keywords.leading[kind] for kind in KINDS)
    what = f"no step stands before this {step.keyword!r}; begin with {given}, {when} or {then}"
    return Problem(step.place, what)


def _placeholders(scenario: Scenario) -> Iterator[Problem]:
    declared = {cell.text for each in scenario.examples for cell in each.heading}
    used = set(BLANK.findall(scenario.name))
    for step in scenario.steps:
        names = {name for text in step.texts() for name in BLANK.findall(text)}
        used |= names
        telling = step.texts() if declared else [step.text]  # what stands below may be data
        sure = {name for text in telling for name in NAMED.findall(text)}
        for name in sorted(sure - declared):
            yield Problem(step.place, _undeclared(name, declared))
    for each in scenario.examples:
        missing = sorted(declared & used - {cell.text for cell in each.heading})
        if each.heading and missing:
            yield Problem(each.place, f"these Examples have no column {missing[0]!r}")
        for cell in each.heading:
            if cell.text not in used:
                hint = did_you_mean(cell.text, used - declared)
                yield Problem(cell.place, f"no step uses <{cell.text}>{hint}")


def _undeclared(name: str, declared: Iterable[str]) -> str:
    if declared:
        return f"no Examples have a column {name!r}{did_you_mean(name, declared)}"
    return f"nothing says what <{name}> is: put Examples: with a column {name!r} below the scenario"


def _of_examples(examples: Examples) -> Iterator[Problem]:
    if not examples.rows:
        yield Problem(examples.place, "Examples without rows: the scenario would not run")
    seen: set[str] = set()
    for cell in examples.heading:
        if cell.text in seen or not cell.text:
            what = f"the column {cell.text!r} stands twice" if cell.text else "a column has no name"
            yield Problem(cell.place, what)
        seen.add(cell.text)
    first: dict[tuple[str, ...], Place] = {}
    for row, place in zip(examples.rows, examples.places, strict=True):
        before = first.setdefault(tuple(row.values()), place)
        if before != place:
            yield Problem(place, f"this row stands twice; first at line {before.line}")


# --- where features are


def feature_files(folder: Path) -> Iterator[Path]:
    """The feature files below a folder by name; not those in hidden folders and environments."""
    for where, folders, files in os.walk(folder):
        here = Path(where)
        folders[:] = sorted(each for each in folders if _is_ours(here / each))
        yield from (here / name for name in sorted(files) if name.endswith(SUFFIX))


def _is_ours(folder: Path) -> bool:
    return not folder.name.startswith(".") and not (folder / "pyvenv.cfg").exists()


def has_python(path: Path) -> bool:
    """Whether a `conftest.py` beside a feature, or above up to its project's, may define steps."""
    folders = folders_up(path.absolute().parent, Path.cwd())
    return any(_defines_steps(folder / PYTHON) for folder in folders)


def _defines_steps(file: Path) -> bool:
    try:
        return b"pytest_bdd" in file.read_bytes()
    except OSError:
        return False
