"""One account of the ledger: the evidence of one question, group and half-life, as one sum."""

import math
from bisect import insort
from collections.abc import Hashable, Mapping
from itertools import chain
from operator import itemgetter

import attrs

from negotiations.model.evidence import Evidence
from negotiations.model.weights import decay

STRONGEST = 16  # how many pieces a reader may ask for
FEW = 256  # recent pieces, at the least, before they settle
GONE = 60  # half-lives, after which less than 1e-18 of a weight is left and no repeat is looked for
KEPT = 2 * STRONGEST  # of each half-life, so that replaced pieces may leave


@attrs.define(eq=False)
class Account:
    """The sum of the weights of one half-life, as it stood at *anchor*, and the heaviest of them.

    Pieces that fade together keep their order for ever, so the first few are known in advance:
    *top* holds those of the highest scores (log2 of the contribution at time 0, were it known),
    and no piece outside it scores above *floor*. Pieces that have a key are found again in *recent*
    or in *settled*, which never changes, so that forks can share it.
    """

    half_life: float
    anchor: float
    total: float = 0.0
    recent: dict[Hashable, Evidence] = attrs.field(factory=dict)
    settled: Mapping[Hashable, Evidence] = attrs.field(factory=dict)
    top: list[tuple[float, Evidence]] = attrs.field(factory=list)
    floor: float = -math.inf

    def read(self, t: float) -> float:
        """The nats left at *t*."""
        return self.total * decay(t - self.anchor, self.half_life)

    def add(self, piece: Evidence) -> None:
        """Count a piece, and carry the sum forward to where it stands."""
        if piece.at > self.anchor:
            self.total, self.anchor = self.read(piece.at), piece.at
        self.total += piece.weight * decay(self.anchor - piece.at, self.half_life)
        if piece.key is not None:
            self._keep(piece.key, piece)
        self._rank(piece)

    def keyed(self, key: Hashable) -> Evidence | None:
        """The piece of that key that counts, if one does."""
        return self.recent.get(key) or self.settled.get(key)

    def _keep(self, key: Hashable, piece: Evidence) -> None:
        self.recent[key] = piece
        if len(self.recent) > FEW + len(self.settled) // 4:
            gone = self.anchor - GONE * self.half_life
            every = chain(self.settled.items(), self.recent.items())
            self.settled, self.recent = {k: p for k, p in every if p.at >= gone}, {}

    def take_back(self, piece: Evidence) -> None:
        """Count a piece no longer."""
        self.total -= piece.weight * decay(self.anchor - piece.at, self.half_life)
        self.top = [entry for entry in self.top if entry[1] is not piece]

    def _rank(self, piece: Evidence) -> None:
        if piece.weight == 0:
            return
        score = math.log2(abs(piece.weight)) + piece.at / self.half_life
        if score >= self.floor:
            insort(self.top, (score, piece), key=itemgetter(0))
        if len(self.top) > KEPT:
            self.floor, _ = self.top.pop(0)

    def fork(self) -> "Account":
        """An independent copy."""
        return attrs.evolve(self, recent=self.recent.copy(), top=self.top.copy())
