"""One account of the ledger: the evidence of one question, group and half-life, as one sum."""

import math
from bisect import insort
from collections.abc import Hashable, Iterator, Mapping
from heapq import nlargest
from itertools import chain
from math import exp2
from operator import itemgetter

import attrs

from negotiations.model.evidence import Evidence, Posting, Weighing, evidence_of, precedence
from negotiations.model.weights import decay

STRONGEST = 16  # how many pieces a reader may ask for
FEW = 256  # recent pieces, at the least, before they settle
GONE = 60  # half-lives, after which less than 1e-18 of a weight is left and no repeat is looked for


@attrs.define(eq=False)
class Account:
    """The sum of the weights of one half-life, as it stood at *anchor*, and where it comes from.

    Pieces that have a key are found again in *recent* or in *settled*: layers that never change, so
    that forks can share them, each at least twice as large as the next. Pieces that fade together
    keep their order for ever, so of those that are not looked for again only the few heaviest are
    kept, in *top*, by their score (log2 of the contribution at time 0, were it known).
    """

    half_life: float
    anchor: float
    weighings: list[Weighing] = attrs.field(factory=list)
    total: float = 0.0
    recent: dict[Hashable, Posting] = attrs.field(factory=dict)
    settled: tuple[Mapping[Hashable, Posting], ...] = ()
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
        key = piece[6]
        if key is None:
            self._add(piece[0], piece[1])
            self._rank(piece)
            return True
        lesser = self._known(key)
        if lesser is not None:
            if not self._outweighs(piece, lesser):
                return False
            self.total -= lesser[0] * decay(self.anchor - lesser[1], self.half_life)
        self.add(key, piece)
        return True if lesser is None else lesser

    def add(self, key: Hashable, piece: Posting) -> None:
        """Count a piece whose key has no other that counts."""
        at, anchor, recent = piece[1], self.anchor, self.recent
        if at > anchor:  # as in _add, written out: most pieces of a replay come this way
            self.total = self.total * exp2((anchor - at) / self.half_life) + piece[0]
            self.anchor = at
        else:
            self.total += piece[0] * exp2((at - anchor) / self.half_life)
        recent[key] = piece
        if len(recent) > FEW:
            self._settle()

    def _known(self, key: Hashable) -> Posting | None:
        """The piece of a key that counts, if there is one: in the latest layer that has it."""
        found = self.recent.get(key)
        if found is None:
            for layer in reversed(self.settled):
                if (found := layer.get(key)) is not None:
                    return found
        return found

    def _outweighs(self, one: Posting, other: Posting) -> bool:
        """Which of two pieces with one key counts: the heavier, then the first known."""
        size, other_size = abs(one[0]), abs(other[0])
        if size != other_size:
            return size > other_size
        if one[2] != other[2]:
            return one[2] < other[2]
        return precedence(self.evidence(one)) < precedence(self.evidence(other))

    def _add(self, weight: float, at: float) -> None:
        """Add a weight, and carry the sum forward to where it stands."""
        anchor = self.anchor
        if at > anchor:
            self.total *= exp2((anchor - at) / self.half_life)
            self.anchor = at
            self.total += weight
        else:
            self.total += weight * exp2((at - anchor) / self.half_life)

    def _settle(self) -> None:
        """Let the recent pieces be a layer; look no more for what has faded to nothing."""
        layers, top = list(self.settled), dict(self.recent)
        while layers and len(layers[-1]) < 2 * len(top):
            top = {**layers.pop(), **top}
        if not layers:
            gone = self.anchor - GONE * self.half_life
            for key in [key for key, piece in top.items() if piece[1] < gone]:
                self._rank(top.pop(key))
        self.settled, self.recent = (*layers, top), {}

    def _rank(self, piece: Posting) -> None:
        if piece[0] != 0:
            insort(self.top, (self._score(piece), piece), key=itemgetter(0))
            del self.top[:-STRONGEST]

    def _score(self, piece: Posting) -> float:
        return math.log2(abs(piece[0])) + piece[1] / self.half_life

    def strongest(self) -> list[Evidence]:
        """The pieces that weigh most, at any time: as many as a reader may ask for."""
        pieces = chain((piece for _, piece in self.top), self._keyed())
        weighty = (piece for piece in pieces if piece[0] != 0)
        return [self.evidence(each) for each in nlargest(STRONGEST, weighty, key=self._score)]

    def _keyed(self) -> Iterator[Posting]:
        known: dict[Hashable, Posting] = {}
        for layer in (*self.settled, self.recent):
            known.update(layer)
        yield from known.values()

    def fork(self) -> "Account":
        """An independent copy."""
        return attrs.evolve(
            self,
            weighings=self.weighings.copy(),
            recent=self.recent.copy(),
            top=self.top.copy(),
        )
