"""One account of the ledger: the evidence of one question, group and half-life, as one sum."""

import math
from bisect import insort
from collections.abc import Hashable, Iterator
from heapq import nlargest
from itertools import chain
from math import exp2
from operator import itemgetter

import attrs

from negotiations.model.evidence import Evidence, Posting, Weighing, evidence_of, precedence
from negotiations.model.weights import decay

STRONGEST = 16  # how many pieces a reader may ask for
GONE = 60  # half-lives, after which less than 1e-18 of a weight is left and no repeat is looked for


@attrs.define(eq=False)
class Account:
    """The sum of the weights of one half-life, as it stood at *anchor*, and where it comes from.

    Pieces that have a key are found again in *days*, by day and name; of the others, and of those
    that are not looked for again, only the few heaviest are kept, in *top*, by their score (log2 of
    the contribution at time 0, were it known): pieces that fade together keep their order for ever.
    Forks share what was kept of a day, until one of them adds to it: *own* are the days it may.
    """

    half_life: float
    anchor: float
    weighings: list[Weighing] = attrs.field(factory=list)
    total: float = 0.0
    days: dict[int | None, dict[Hashable, Posting]] = attrs.field(factory=dict)
    own: set[int | None] = attrs.field(factory=set)
    top: list[tuple[float, Posting]] = attrs.field(factory=list)

    def read(self, t: float) -> float:
        """The nats left at *t*."""
        return self.total * decay(t - self.anchor, self.half_life)

    def number(self, weighing: Weighing) -> int:
        """The number by which this account's pieces name a weighing."""
        self.weighings.append(weighing)
        return len(self.weighings) - 1

    def evidence(self, piece: Posting) -> Evidence:
        """A piece in full."""
        return evidence_of(piece, self.weighings[piece[5]])

    def put(self, piece: Posting) -> Posting | bool:
        """Count a piece, unless its key has a heavier one: False, True, or the one it replaces."""
        name, day = piece[6], piece[7]
        if name is None:
            self._count(piece[0], piece[1])
            self._rank(piece)
            return True
        lesser = self.days[day].get(name) if day in self.days else None
        if lesser is not None:
            if not self._outweighs(piece, lesser):
                return False
            self.total -= lesser[0] * decay(self.anchor - lesser[1], self.half_life)
        self.add(piece)
        return True if lesser is None else lesser

    def add(self, piece: Posting) -> None:
        """Count a piece whose key has no other that counts."""
        at, anchor, day = piece[1], self.anchor, piece[7]
        if at > anchor:  # as in _count, written out: most pieces of a replay come this way
            self.total = self.total * exp2((anchor - at) / self.half_life) + piece[0]
            self.anchor = at
        else:
            self.total += piece[0] * exp2((at - anchor) / self.half_life)
        if day not in self.own:
            self._begin(day)
        self.days[day][piece[6]] = piece

    def _count(self, weight: float, at: float) -> None:
        """Add a weight, and carry the sum forward to where it stands."""
        anchor = self.anchor
        if at > anchor:
            self.total = self.total * exp2((anchor - at) / self.half_life) + weight
            self.anchor = at
        else:
            self.total += weight * exp2((at - anchor) / self.half_life)

    def _outweighs(self, one: Posting, other: Posting) -> bool:
        """Which of two pieces with one key counts: the heavier, then the first known."""
        size, other_size = abs(one[0]), abs(other[0])
        if size != other_size:
            return size > other_size
        if one[2] != other[2]:
            return one[2] < other[2]
        if one[5] == other[5]:  # all that precedence goes by beyond this is the weighing's
            return (one[4], one[1], one[3]) < (other[4], other[1], other[3])
        return precedence(self.evidence(one)) < precedence(self.evidence(other))

    def _begin(self, day: int | None) -> None:
        """Make a day's pieces its own; look no more for what has faded to nothing."""
        known = self.days.get(day)
        self.days[day] = {} if known is None else known.copy()
        self.own.add(day)
        if day is None or known is not None or self.half_life == math.inf:
            return
        gone, days = day - GONE * self.half_life, self.days
        while (oldest := next((each for each in days if each is not None), day)) < gone:
            for piece in days.pop(oldest).values():
                self._rank(piece)
            self.own.discard(oldest)

    def _rank(self, piece: Posting) -> None:
        if piece[0] == 0:
            return
        score, top = self._score(piece), self.top
        if len(top) < STRONGEST or score >= top[0][0]:
            insort(top, (score, piece), key=itemgetter(0))
            del top[:-STRONGEST]

    def _score(self, piece: Posting) -> float:
        return math.log2(abs(piece[0])) + piece[1] / self.half_life

    def strongest(self) -> list[Evidence]:
        """The pieces that weigh most, at any time: as many as a reader may ask for."""
        pieces = chain((piece for _, piece in self.top), self._kept())
        weighty = (piece for piece in pieces if piece[0] != 0)
        return [self.evidence(each) for each in nlargest(STRONGEST, weighty, key=self._score)]

    def _kept(self) -> Iterator[Posting]:
        for pieces in self.days.values():
            yield from pieces.values()

    @property
    def size(self) -> int:
        """How many entries a fork copies."""
        return len(self.weighings) + len(self.days)

    def fork(self) -> "Account":
        """An independent copy."""
        self.own = set()
        return attrs.evolve(
            self,
            weighings=self.weighings.copy(),
            days=self.days.copy(),
            own=set(),
            top=self.top.copy(),
        )
