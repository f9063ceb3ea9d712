"""The catalogue: every step that is known, found by what a scenario says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice

import attrs

from negotiations.bdd import library
from negotiations.bdd.sentence import Phrase, Sentence, Value, sentence
from negotiations.bdd.steps import KINDS, SHIPPED, Kind, Step
from negotiations.bdd.stories.story import Story
from negotiations.bdd.tables import Table
from negotiations.bdd.words.likeness import Likeness
from negotiations.problems import cited

assert library, "its modules put their steps into SHIPPED"

NEAR = 0.5
"""From 0 to 1: how alike a phrase must be to be named as one that may be meant."""
FOREIGN = 0.2
"""How much more alike it must be where it is of another language than the feature."""

DATE = "date"
"""What the placeholder of a date is called, in every language."""


@attrs.frozen
class Said:
    """A sentence of a scenario and the step that it names, with the values it gives."""

    step: Step
    values: Mapping[str, Value]

    def tell(self, story: Story, table: Table | None = None, text: str | None = None) -> None:
        """Tell it to a story. Raises Unmet if it does not hold, and Untellable."""
        self.step.tell(story, self.values, table, text)


@attrs.define
class Catalogue:
    """Steps by keyword and skeleton, so that a sentence has one step or none."""

    steps: list[Step] = attrs.field(factory=list)
    foreign: Set[Step] = frozenset()
    _found: dict[tuple[Kind, str], Step] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, steps: Iterable[Step], foreign: Set[Step] = frozenset()) -> "Catalogue":
        """A catalogue of these steps, those that are *foreign* to be suggested last.

        Raises ValueError for two that one sentence would name.
        """
        made = cls(foreign=foreign)
        for step in steps:
            made.add(step)
        return made

    def add(self, step: Step) -> None:
        """Take a step in; raises ValueError if a sentence could name it or another."""
        for kind in step.kinds:
            other = self._found.setdefault((kind, step.phrase.skeleton), step)
            if other is not step:
                told = f"{step.phrase.text!r} and {other.phrase.text!r}"
                raise ValueError(f"one sentence would name two steps: {told}")
        self.steps.append(step)

    def find(self, kind: Kind, text: str) -> Said | None:
        """What a scenario says with a step of that kind; None if no step is known for it."""
        told = sentence(text)
        step = self._found.get((kind, told.skeleton))
        return None if step is None else Said(step, step.phrase.arguments(told))

    def step(self, kind: Kind, skeleton: str) -> Step | None:
        """The step of a kind that sentences of a skeleton name."""
        return self._found.get((kind, skeleton))

    def alike(self, skeleton: str) -> list[Step]:
        """The steps that sentences of a skeleton name, under whatever keyword."""
        found = (self._found.get((kind, skeleton)) for kind in KINDS)
        return [step for step in found if step is not None]

    def elsewhere(self, kind: Kind, text: str) -> Kind | None:
        """The keyword under which a sentence is known, where it isn't under this one."""
        skeleton = sentence(text).skeleton
        return next((k for k in KINDS if k != kind and (k, skeleton) in self._found), None)

    def hint(self, kind: Kind | None, text: str) -> str:
        """The end of a message about an unknown sentence: those most like it, ready to paste."""
        near = [cited(each) for each in self.nearest(kind, text)]
        if not near:
            return "; look for one with: negotiations steps WORDS"
        listed = ", ".join(near[:-1]) + " or " + near[-1] if near[1:] else near[0]
        return f"; did you mean {listed}?"

    def nearest(self, kind: Kind | None, text: str, most: int = 3) -> list[str]:
        """The known sentences most like it, ready to paste, with its own values.

        Only those of the *kind*, if one is given.
        """
        told = sentence(text)
        steps = [step for step in self.steps if kind is None or kind in step.kinds]
        likeness = Likeness(tuple(step.phrase.skeleton for step in self.steps))
        scored = {
            step: likeness.nearness(told.skeleton, step.phrase.skeleton)
            - FOREIGN * (step in self.foreign)
            for step in steps
        }
        near = sorted((s for s in steps if scored[s] >= NEAR), key=lambda s: -scored[s])
        best = islice(_unlike(near, len(told.values)), most)
        return [_pasted(step.phrase, told) for step in best]


def _unlike(steps: Sequence[Step], values: int) -> Iterator[Step]:
    """The steps but those that only add a date to another, where there is no value for it."""
    texts = {step.phrase.text for step in steps}
    for step in steps:
        text, names = step.phrase.text, step.phrase.names
        dated = names[-1:] == (DATE,) and len(names) > values
        if not dated or not any(text != other and text.startswith(other) for other in texts):
            yield step


def _pasted(phrase: Phrase, told: Sentence) -> str:
    """A phrase with the values of a sentence where they fit, else with its placeholders."""
    texts = [each for each in told.values if isinstance(each, str)]
    numbers = [each for each in told.values if not isinstance(each, str)]
    wanted = {name: f'"{{{name}}}"' in phrase.text for name in phrase.names}
    if sum(wanted.values()) != len(texts) or len(wanted) - len(texts) != len(numbers):
        return phrase.text
    values = {name: (texts if text else numbers).pop(0) for name, text in wanted.items()}
    return phrase.filled(values)


def shipped() -> Catalogue:
    """The catalogue of the library."""
    return Catalogue.of(SHIPPED)
