"""The sentences that a team's phrase says: known steps, with the phrase's values in their gaps."""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import attrs

from negotiations.bdd.sentence import (
    NUMBER,
    NUMBER_HERE,
    QUOTED,
    TEXT_HERE,
    Value,
    compared,
    sentence,
)
from negotiations.bdd.steps import Step
from negotiations.bdd.stories.story import Story
from negotiations.bdd.tables import Table

GAP = re.compile(rf"(?P<text>{QUOTED})|(?P<number>{NUMBER})|\{{(?P<name>[a-z_]+)\}}")
NAME = re.compile(r"\{([a-z_]+)\}")
Values: TypeAlias = dict[str, Value]


@attrs.frozen
class Gap:
    """A place of a value: a text in which names may stand, a number, or a *name* alone."""

    fixed: Value = ""
    name: str = ""

    def value(self, values: Values) -> Value:
        """What stands there, for these values of the names."""
        if self.name:
            return values[self.name]
        if not isinstance(self.fixed, str):
            return self.fixed
        return NAME.sub(lambda found: str(values[found[1]]), self.fixed)


@attrs.frozen
class Wording:
    """A sentence taken apart, whose values may be placeholders of the phrase that says it."""

    text: str
    skeleton: str
    gaps: tuple[Gap, ...]

    @property
    def names(self) -> set[str]:
        """The placeholders it uses."""
        quoted = (NAME.findall(gap.fixed) for gap in self.gaps if isinstance(gap.fixed, str))
        return {name for names in quoted for name in names} | self.numbers

    @property
    def numbers(self) -> set[str]:
        """Those that stand outside of quotes, which only numbers can."""
        return {gap.name for gap in self.gaps if gap.name}


def worded(text: str) -> Wording:
    """A sentence of a phrase taken apart.

    >>> said = worded('the phase of "talks:{track}" is "convened" in round {number}')
    >>> said.skeleton, sorted(said.names)
    ('the phase of "" is "" in round #', ['number', 'track'])
    >>> [gap.value({"track": "istanbul", "number": 2}) for gap in said.gaps]
    ['talks:istanbul', 'convened', 2]
    """
    gaps = tuple(_gap(found) for found in GAP.finditer(text))
    bare = GAP.sub(lambda found: TEXT_HERE if found["text"] else NUMBER_HERE, text)
    return Wording(text, compared(bare), gaps)


def _gap(found: re.Match[str]) -> Gap:
    return Gap(name=found["name"]) if found["name"] else Gap(sentence(found[0]).values[0])


def telling(wordings: Sequence[Wording], steps: Sequence[Step], means: str) -> Callable[..., None]:
    """What a step does that tells these *steps*, one for each wording, and takes what they take."""
    takes = next((step.takes for step in steps if step.takes), None)

    def tell(story: Story, values: Values, **below: Any) -> None:
        for wording, step in zip(wordings, steps, strict=True):
            given = (gap.value(values) for gap in wording.gaps)
            own = below if step.takes else {}
            arguments = dict(zip(step.phrase.names, given, strict=True))
            step.tell(story, arguments, own.get("table"), own.get("text"))

    def plain(story: Story, **values: Value) -> None:
        tell(story, values)

    def with_table(story: Story, table: Table, **values: Value) -> None:
        tell(story, values, table=table)

    def with_text(story: Story, text: str, **values: Value) -> None:
        tell(story, values, text=text)

    known: dict[str | None, Callable[..., None]]
    known = {None: plain, "table": with_table, "text": with_text}
    does = known[takes]
    does.__doc__ = means
    return does
