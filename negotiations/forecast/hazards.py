"""Person-days: what was known of each process on each day it was at risk, and whether onset came.

A row is the day from t to t + 1, with the evidence known by t as it stands at t + 1: the hazard
that the signal reads at t for the day ahead.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs
import numpy as np
from attrs import validators
from numpy.typing import NDArray

from negotiations.effects.weigh import Weigh
from negotiations.model.evidence import STANDING
from negotiations.problems import did_you_mean
from negotiations.rulebook.book import Rulebook

Floats: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.int64]


@attrs.frozen
class Weighting:
    """A weight that can be learnt: the *prior* in nats is the expert's, of a record surely true.

    *effect* is its place in the rule's `then`. A weight that stands has an infinite half-life and
    the group `standing`, which has no cap. *name* is the rule's, or `rule#2` for its second one.
    """

    name: str
    rule: str
    effect: int
    group: str
    half_life: float
    prior: float


@attrs.frozen
class Piece:
    """One record's evidence by one rule, in days on any axis.

    It counts on the days that begin from *known_at* up to, not including, *until*: when it was
    revised, replaced by a heavier one, or lifted. *q* is the probability that the record is true.
    """

    rule: str
    at: float
    known_at: float = attrs.field()
    q: float = attrs.field(default=1.0, validator=[validators.ge(0), validators.le(1)])
    until: float = math.inf

    @known_at.default
    def _known_at_once(self) -> float:
        return self.at

    @known_at.validator
    def _not_before_it_was(self, _: object, known_at: float) -> None:
        if not -math.inf < self.at <= known_at < math.inf:
            raise ValueError(f"known_at {known_at} is before at {self.at}, or a time is not finite")


@attrs.frozen
class History:
    """One stretch in which a process was at risk: *days* whole days from *start* on.

    With *onset* the ceasefire came on the last of these days; without it nobody saw the end.
    *hazard* is the base rate λ0 a day. A process that was at risk again has several histories.
    """

    process: str
    start: float
    days: int = attrs.field(validator=validators.ge(1))
    onset: bool
    pieces: tuple[Piece, ...]
    hazard: float = attrs.field(validator=validators.gt(0))


@attrs.frozen(eq=False)
class PersonDays:
    """Histories as a table: a row for each process and day.

    *faded* has a column for each weighting and each quality: the sum of 2^(−elapsed / half-life).
    *columns* names them, by the number of the weighting and q.
    """

    weightings: tuple[Weighting, ...]
    columns: tuple[tuple[int, float], ...]
    faded: Floats
    hazard: Floats
    onset: Floats
    process: Whole
    processes: tuple[str, ...]

    @property
    def outcomes(self) -> int:
        """How many onsets there are."""
        return int(self.onset.sum())

    def strength(self, number: int) -> Floats:
        """How many fresh records' worth of one weighting's evidence each day has."""
        mine = [place for place, (of, _) in enumerate(self.columns) if of == number]
        total: Floats = self.faded[:, mine].sum(axis=1)
        return total


def weightings_of(rules: Rulebook, question: str = "onset") -> tuple[Weighting, ...]:
    """Every weight that a rulebook puts on a question, in the order of its rules."""
    return tuple(each for rule in rules.rules for each in _of_rule(rule.name, rule.then, question))


def _of_rule(name: str, then: Sequence[object], question: str) -> Iterator[Weighting]:
    own = ((n, e) for n, e in enumerate(then) if isinstance(e, Weigh) and e.on == question)
    for count, (number, effect) in enumerate(own, 1):
        stands = effect.lasts is not None
        yield Weighting(
            name=name if count == 1 else f"{name}#{count}",
            rule=name,
            effect=number,
            group=STANDING if stands else effect.group or "",
            half_life=effect.half_life or math.inf,
            prior=math.log(effect.ratio),
        )


def person_days(
    histories: Iterable[History], weightings: Sequence[Weighting], half_lives: Mapping[str, float]
) -> PersonDays:
    """The table of these histories; *half_lives*, in days, take the place of a weighting's own.

    Raises ValueError for a piece of no known weighting.
    """
    told = tuple(histories)
    weightings = tuple(
        attrs.evolve(each, half_life=half_lives.get(each.name, each.half_life))
        for each in weightings
    )
    numbers = _numbers(told, [each.name for each in weightings])
    columns = {column: place for place, column in enumerate(sorted(set(numbers.values())))}
    places = {said: columns[column] for said, column in numbers.items()}
    names = sorted({each.process for each in told})
    rows = [_rows(each, weightings, tuple(columns), places) for each in told]
    lengths = [each.days for each in told]
    return PersonDays(
        weightings=weightings,
        columns=tuple(columns),
        faded=np.concatenate([np.zeros((0, len(columns))), *rows]),
        hazard=np.repeat([each.hazard for each in told], lengths).astype(np.float64),
        onset=np.concatenate([np.zeros(0), *(_ends(each) for each in told)]),
        process=np.repeat([names.index(each.process) for each in told], lengths).astype(np.int64),
        processes=tuple(names),
    )


def _numbers(
    histories: Iterable[History], names: Sequence[str]
) -> dict[tuple[str, float], tuple[int, float]]:
    """What pieces say of themselves → their weighting's number and their quality."""
    said = {(piece.rule, piece.q) for each in histories for piece in each.pieces}
    for rule, _ in said:
        if rule not in names:
            raise ValueError(f"no rule {rule!r} weighs on onset here{did_you_mean(rule, names)}")
    return {(rule, q): (names.index(rule), q) for rule, q in said}


def _rows(
    history: History,
    weightings: Sequence[Weighting],
    columns: Sequence[tuple[int, float]],
    places: Mapping[tuple[str, float], int],
) -> Floats:
    begins = history.start + np.arange(history.days)
    rows = np.zeros((history.days, len(columns)))
    for piece in history.pieces:
        column = places[piece.rule, piece.q]
        half_life = weightings[columns[column][0]].half_life
        first, last = np.searchsorted(begins, [piece.known_at, piece.until])
        elapsed = begins[first:last] + 1 - piece.at
        rows[first:last, column] += np.exp2(-elapsed / half_life)
    return rows


def _ends(history: History) -> Floats:
    ends = np.zeros(history.days)
    ends[-1] = float(history.onset)
    return ends
