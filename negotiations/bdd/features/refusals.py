"""What the Gherkin parser refuses, in words that a person can act on."""

import re
from collections.abc import Iterator, Sequence

from gherkin.errors import ParserException

from negotiations.bdd.words.keywords import ENGLISH, QUOTES, TABLE, keywords_of, languages, meant
from negotiations.bdd.words.translations import translated_languages
from negotiations.place import Place
from negotiations.problems import Problem, did_you_mean

LANGUAGE = re.compile(r"^\s*#\s*language\s*:\s*([a-zA-Z_-]+)\s*$", re.M)
NO_LANGUAGE = re.compile(r"Language not supported: (.*)")
EXPECTED = re.compile(r"expected: (.*?)(?:, got '(.*)')?$", re.S)
FEATURE = "#FeatureLine"
MOST = 11
"""Errors after which the parser gives up."""


def refusals(errors: Sequence[ParserException], text: str, file: str) -> Iterator[Problem]:
    """A problem for each error, at its place; where no feature begins, one for all."""
    lines = text.split("\n")
    for error in errors:
        place = _place(error, lines, file)
        yield Problem(place, _said(error, text, place.line))
        if FEATURE in str(error):
            return
    if len(errors) >= MOST:
        yield Problem(_place(errors[-1], lines, file), "too much is wrong here to read on")


def _place(error: ParserException, lines: list[str], file: str) -> Place:
    """Where an error is; one at the end of the file is at the last line that says something."""
    line, column = error.location["line"], error.location.get("column") or 1
    if line > len(lines) or not lines[line - 1].strip():
        line = max((n for n, each in enumerate(lines, 1) if each.strip()), default=1)
        column = 1
    return Place(file, line, column)


def _said(error: ParserException, text: str, line: int) -> str:
    what = str(error).partition("): ")[2]
    if strange := NO_LANGUAGE.fullmatch(what):
        return f"unknown language {strange[1]!r}{_language_meant(strange[1])}"
    if "inconsistent cell count" in what:
        return "this row has more or fewer cells than the first row of its table"
    if "may not contain whitespace" in what:
        return "a tag holds no spaces; write @one-word, and a space between two tags"
    found = EXPECTED.search(what)
    if found is None:
        return what
    return _misplaced(found[1], found[2], text)


def _language_meant(name: str) -> str:
    """The nearest name that Gherkin knows, else the languages that the library speaks."""
    spoken = (ENGLISH, *translated_languages())
    return did_you_mean(name, languages()) or did_you_mean(name, spoken)


def _misplaced(expected: str, got: str | None, text: str) -> str:
    if got is None:
        return _unfinished(expected)
    keywords = keywords_of(_language(text))
    better = meant(got, keywords, lambda told: False)
    if better is not None and better != got:
        return f"{got!r} begins with no keyword; did you mean {better!r}?"
    if FEATURE in expected:
        first = keywords.titles[0]
        return f"a feature begins with {first + ':'!r}, and what it is about, not with {got!r}"
    return f"{got!r} {_why(got)}"


def _unfinished(expected: str) -> str:
    if "#DocStringSeparator" in expected:
        return 'a text in three quotes is not closed; end it with """ on a line of its own'
    return "the file ends behind tags; a scenario must follow them"


def _why(got: str) -> str:
    if got.startswith(TABLE):
        return "can't stand here: a table stands below a step, or below Examples:"
    if got.startswith(QUOTES):
        return "can't stand here: a text in three quotes stands below a step"
    if got.startswith("@"):
        return "can't stand here: tags stand above a scenario, a rule or Examples:"
    return (
        "can't stand here: begin steps with a keyword, below a scenario; "
        "put prose below its title, or behind #"
    )


def _language(text: str) -> str:
    named = LANGUAGE.search(text)
    return named[1] if named else ENGLISH
