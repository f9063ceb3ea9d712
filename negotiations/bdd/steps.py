"""Steps: what a scenario may say, and what each does to its story.

A step is a function of the story with the values of its phrase, and `table` or `text` if it takes
one. Its docstring says what it means; the steps at its end are an example that runs. A module of
steps is a theme, named by its docstring.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from inspect import signature
from textwrap import dedent
from typing import Any, Literal, TypeAlias, TypeVar

import attrs

from negotiations.bdd.sentence import Phrase, Value
from negotiations.bdd.stories.story import Story
from negotiations.bdd.tables import Table
from negotiations.bdd.unmet import Untellable
from negotiations.problems import cited

Kind: TypeAlias = Literal["given", "when", "then"]
Function = TypeVar("Function", bound=Callable[..., None])
KINDS: tuple[Kind, ...] = ("given", "when", "then")
EXAMPLE = re.compile(r"\n\n(?=\s*(?:Given|When|Then) )")
"""Where the example begins in a docstring: at the first paragraph that is steps."""
DATED = ' on "{date}"'

SHIPPED: list["Step"] = []
"""Every step of the library, in the order of its modules."""


@attrs.frozen
class Step:
    """One phrase, the keywords it may follow, and what it does."""

    kinds: tuple[Kind, ...]
    phrase: Phrase
    does: Callable[..., None]
    theme: str

    @property
    def takes(self) -> str | None:
        """What must stand below it: a `table`, a `text` (in three quotes), or nothing."""
        wanted = signature(self.does).parameters
        return next((name for name in ("table", "text") if name in wanted), None)

    @property
    def means(self) -> str:
        """What it means, in plain words."""
        return _parted(self.does)[0]

    @property
    def example(self) -> str:
        """Steps that run, and show it."""
        return _parted(self.does)[1]

    def misfits(self, below: Mapping[str, object]) -> Iterator[str]:
        """What is wrong with what stands below it, given as `table` and `text`, each maybe None."""
        for name, what in below.items():
            if what is not None and name != self.takes:
                yield f"this step takes no {name}; leave it out"
            if what is None and name == self.takes:
                yield f"this step wants a {name} below it{_shown(self)}"

    def tell(
        self, story: Story, values: Mapping[str, Value], table: Table | None, text: str | None
    ) -> None:
        """Do it. Raises Unmet if it doesn't hold, and Untellable."""
        below = {"table": table, "text": text}
        if wrong := [*self.misfits(below)]:
            raise Untellable(*wrong)
        given: dict[str, Any] = dict(values)
        if self.takes:
            given[self.takes] = below[self.takes]
        try:
            self.does(story, **given)
        except OSError as error:  # such as a name that no file can have
            file = cited(str(error.filename or ""))
            raise Untellable(f"{file} can't be read: {error.strerror}") from None


def _shown(step: Step) -> str:
    return f"; negotiations steps '{step.phrase.text}' shows one"


def _parted(does: Callable[..., None]) -> tuple[str, str]:
    """A docstring's plain words, and the steps of its example."""
    text = inspect.getdoc(does) or ""
    words, *example = EXAMPLE.split(text, maxsplit=1)
    return words.strip(), dedent(example[0]).strip() if example else ""


def given(*phrases: str) -> Callable[[Function], Function]:
    """A step that sets a story up."""
    return _step(("given",), phrases)


def happens(*phrases: str) -> Callable[[Function], Function]:
    """A step that tells what happens; each phrase may end in `on "DATE"` as well."""
    dated = [phrase + DATED for phrase in phrases]
    return _step(("given", "when"), (*phrases, *dated))


def given_or_when(*phrases: str) -> Callable[[Function], Function]:
    """A step that sets a story up, or goes on with it."""
    return _step(("given", "when"), phrases)


def then(*phrases: str) -> Callable[[Function], Function]:
    """A step that says what must have come of it."""
    return _step(("then",), phrases)


def _step(kinds: tuple[Kind, ...], phrases: tuple[str, ...]) -> Callable[[Function], Function]:
    def decorated(does: Function) -> Function:
        theme = (sys.modules[does.__module__].__doc__ or "").partition("\n")[0].rstrip(".")
        SHIPPED.extend(Step(kinds, Phrase(phrase), does, theme) for phrase in phrases)
        return does

    return decorated
