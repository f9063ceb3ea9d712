"""What a team adds to the library: its phrases as steps, and the tags it declares.

A phrase may stand under the keywords under which each of its sentences may. A sentence may be
another phrase of the team, in whatever order they stand.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from negotiations.bdd.steps import KINDS, Kind, Step
from negotiations.bdd.words.catalogue import Catalogue
from negotiations.bdd.words.phrases import Entry, read_phrases
from negotiations.bdd.words.phrasing import Wording, telling
from negotiations.problems import Problem, cited

THEME = "Phrases of the team"
DEEPEST = 20
"""How many phrases may say one another, the last of them sentences of the library."""
MOST = 1_000
"""How many sentences of the library a phrase may say in the end."""


@attrs.frozen
class Team:
    """What a team adds; *tags* is None if it declares none, and any tag is good then."""

    steps: tuple[Step, ...] = ()
    tags: tuple[str, ...] | None = None
    problems: tuple[Problem, ...] = ()


def team_from(files: Iterable[Path], library: Catalogue) -> Team:
    """The team of these files; of *library* its sentences may be made."""
    pages = [read_phrases(file) for file in files]
    entries = [entry for page in pages for entry in page.entries]
    resolving = _Resolving(library, entries, [p for page in pages for p in page.problems])
    steps = tuple(resolving.steps())
    declared = [page.tags for page in pages if page.tags is not None]
    tags = tuple(tag for tags in declared for tag in tags) if declared else None
    return Team(steps, tags, tuple(sorted(set(resolving.problems))))


@attrs.define
class _Resolving:
    """Finds what the sentences of phrases say, first of those that say what is known already."""

    library: Catalogue
    entries: list[Entry]
    problems: list[Problem]
    known: Catalogue = attrs.field(init=False)
    first: Mapping[str, Entry] = attrs.field(init=False)
    said: dict[tuple[Kind, str], int] = attrs.field(factory=dict, init=False)
    """How many sentences of the library a phrase says, by keyword and skeleton."""

    @known.default
    def _begin(self) -> Catalogue:
        return Catalogue.of(self.library.steps)

    @first.default
    def _first_of_each(self) -> Mapping[str, Entry]:
        return {entry.phrase.skeleton: entry for entry in reversed(self.entries)}

    def steps(self) -> list[Step]:
        """The sound phrases as steps; what is wrong with the others goes to *problems*."""
        made: list[Step] = []
        waiting = [entry for entry in self.entries if self._is_sound(entry)]
        for _ in range(DEEPEST):
            ready, waiting = self._parted(waiting)
            for step in (step for entry in ready for step in self._made(entry)):
                self.known.add(step)
                made.append(step)
        self.problems += self._left_over(waiting)
        return made

    def _parted(self, entries: list[Entry]) -> tuple[list[Entry], list[Entry]]:
        """Those that can be said by now, and the others."""
        parts: tuple[list[Entry], list[Entry]] = [], []
        for entry in entries:
            parts[0 if self._can_be_said(entry) else 1].append(entry)
        return parts

    def _left_over(self, waiting: list[Entry]) -> Iterator[Problem]:
        deep, left = self._parted(waiting)
        for entry in deep:
            what = f"phrases say phrases {DEEPEST} deep at most, and this one goes deeper"
            yield Problem(entry.place, f"{what}; say known steps")
        for entry in left:
            yield from self._left(entry)

    def _is_sound(self, entry: Entry) -> bool:
        found = [*entry.problems(), *self._clashes(entry)]
        self.problems += found
        return not found

    def _clashes(self, entry: Entry) -> Iterator[Problem]:
        skeleton = entry.phrase.skeleton
        first = self.first[skeleton]
        if first is not entry:
            yield Problem(entry.place, f"this phrase stands twice; first at {first.place}")
        if clash := self.library.alike(skeleton):
            what = f"the library says {clash[0].phrase.text!r} already; use other words"
            yield Problem(entry.place, what)

    def _can_be_said(self, entry: Entry) -> bool:
        return all(self.known.alike(each.skeleton) for each in entry.wordings)

    def _made(self, entry: Entry) -> list[Step]:
        """The steps of a phrase, one for the keywords under which it says the same."""
        told = self._by_keyword(entry)
        wrong = [Problem(entry.place, what) for what in self._unfit(entry, told)]
        self.problems += wrong
        if wrong:
            return []
        return [_step(entry, tuple(kinds), steps) for steps, kinds in told.items()]

    def _unfit(self, entry: Entry, told: dict[tuple[Step, ...], list[Kind]]) -> Iterator[str]:
        """Why the sentences of a phrase can't be said together."""
        if not told:
            yield self._no_keyword(entry)
            return
        wanting = max(sum(step.takes is not None for step in steps) for steps in told)
        if wanting > 1:
            yield f"{wanting} of its sentences want a table or a text below; only one can"
        if (most := self._counted(entry, told)) > MOST:
            yield f"this phrase says {most:,} sentences in the end; {MOST:,} at most"

    def _counted(self, entry: Entry, told: dict[tuple[Step, ...], list[Kind]]) -> int:
        """How many sentences of the library it says, with the keyword under which it says most."""
        skeleton = entry.phrase.skeleton
        for steps, kinds in told.items():
            for kind in kinds:
                said = (self.said.get((kind, step.phrase.skeleton), 1) for step in steps)
                self.said[kind, skeleton] = sum(said)
        return max(self.said.get((kind, skeleton), 0) for kind in KINDS)

    def _by_keyword(self, entry: Entry) -> dict[tuple[Step, ...], list[Kind]]:
        told: dict[tuple[Step, ...], list[Kind]] = {}
        for kind in KINDS:
            found = [self.known.step(kind, each.skeleton) for each in entry.wordings]
            steps = tuple(step for step in found if step is not None)
            if len(steps) == len(found):
                told.setdefault(steps, []).append(kind)
        return told

    def _no_keyword(self, entry: Entry) -> str:
        def under(wording: Wording) -> str:
            kinds = [k.title() for k in KINDS if self.known.step(k, wording.skeleton)]
            return f"{wording.text!r} stands after {' or '.join(kinds)}"

        return f"no keyword fits all of its sentences: {', '.join(map(under, entry.wordings))}"

    def _left(self, entry: Entry) -> Iterator[Problem]:
        """Why a phrase can't be said; nothing, if it waits for one of which that is told."""
        for wording, (text, place) in zip(entry.wordings, entry.sentences, strict=True):
            if wording.skeleton not in self.first and not self.known.alike(wording.skeleton):
                yield Problem(place, f"unknown sentence {cited(text)}{self.known.hint(None, text)}")
        if entry.phrase.skeleton in self._said_by(entry):
            yield Problem(entry.place, "this phrase says itself in the end; say known steps")

    def _said_by(self, entry: Entry) -> set[str]:
        """The skeletons of all that a phrase says, and of what these say."""
        said: set[str] = set()
        further = [entry]
        while further:
            new = {each.skeleton for one in further for each in one.wordings} - said
            said |= new
            further = [self.first[each] for each in new if each in self.first]
        return said


def _step(entry: Entry, kinds: tuple[Kind, ...], steps: tuple[Step, ...]) -> Step:
    said = "; ".join(text for text, _ in entry.sentences)
    means = f"What the team says for: {said} ({entry.place})."
    return Step(kinds, entry.phrase, telling(entry.wordings, steps, means), THEME)
