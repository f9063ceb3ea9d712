"""The ids of a long log, remembered in a few bytes each."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.uint64]

FIRST_SIZE = 1024
FULLEST = 0.7
WAITING = 32_768
ONE = np.uint64(1)
HIGH_BITS = np.uint64(40)

digest_of = hash
"""What stands for an id: 64 bits, good for one process alone."""


class IdIndex:
    """Remembers a 64-bit digest of each id, and its place: a byte offset, a record's number.

    One open hash table, digests and places side by side, with 0 for a free slot: 23 to 46 bytes an
    id, and 69 for a moment, while it grows. Many ids are added at once, by numpy.
    Two ids may share a digest (among 5 million, with a chance of 1 in 1.5 million), so an earlier
    place is only where *probably* the same id stands: whoever asks reads that line again to settle
    it. The later of two ids that share a digest can't be remembered.

    >>> index = IdIndex()
    >>> index.add("strike-0602", 0), index.add("round-2", 118), index.add("strike-0602", 305)
    (None, None, 0)
    >>> index.find("round-2"), index.find("round-3"), len(index)
    (118, None, 2)
    """

    __slots__ = ("_count", "_digests", "_lately", "_places", "_waiting")

    def __init__(self) -> None:
        self._count = 0
        self._digests: Numbers = np.zeros(FIRST_SIZE, np.uint64)
        self._places: Numbers = np.zeros(FIRST_SIZE, np.uint64)
        self._lately: set[int] = set()
        self._waiting: list[tuple[Numbers, Numbers]] = []

    def __len__(self) -> int:
        return self._count + len(self._lately)

    def add(self, id: str, at: int) -> int | None:
        """Remember that *id* stands *at* (0 to 2**64 - 1), unless it is known: then its place."""
        self._put_away()
        self._make_room(1)
        digest = _digest(id)
        slot, known = self._slot(digest)
        if known:
            return int(self._places[slot])
        self._digests[slot], self._places[slot] = digest, at
        self._count += 1
        return None

    def add_all(self, ids: Sequence[str], places: Numbers) -> list[tuple[int, int]]:
        """Remember many at once; for each that was known, its number among them and its place.

        New ones are kept in a set for a while, until there are enough to be put away together.
        """
        hashed = list(map(digest_of, ids))
        fresh = set(hashed)
        digests = np.array(hashed, np.int64).view(np.uint64)
        new = len(fresh) == len(ids) and 0 not in fresh and self._lately.isdisjoint(fresh)
        if new and not self._knows_any(digests):
            self._lately |= fresh
            self._waiting.append((digests, np.array(places, np.uint64)))
            if len(self._lately) >= WAITING:
                self._put_away()
            return []
        self._put_away()
        digests[digests == 0] = ONE
        again = self._put(digests, places)
        return [
            (number, place) for number in again if (place := self.find(ids[number])) is not None
        ]

    def find(self, id: str) -> int | None:
        """The place of *id*, or None if it was never added."""
        self._put_away()
        slot, known = self._slot(_digest(id))
        return int(self._places[slot]) if known else None

    def _put_away(self) -> None:
        """Put into the table what waits."""
        if self._waiting:
            waiting, self._waiting, self._lately = self._waiting, [], set()
            digests, places = (np.concatenate(column) for column in zip(*waiting, strict=True))
            self._put(digests, places)

    def _put(self, digests: Numbers, places: Numbers) -> list[int]:
        self._make_room(len(digests))
        again = _put(self._digests, self._places, digests, places)
        self._count += len(digests) - len(again)
        return again

    def _knows_any(self, digests: Numbers) -> bool:
        """Whether the table holds any of these."""
        table, last = self._digests, np.uint64(len(self._digests) - 1)
        slots, steps, left = digests & last, (digests >> HIGH_BITS) | ONE, digests
        while len(left) and self._count:
            found = table[slots]
            if (found == left).any():
                return True
            taken = found != 0
            left, steps = left[taken], steps[taken]
            slots = (slots[taken] + steps) & last
        return False

    def _slot(self, digest: int) -> tuple[int, bool]:
        """Where a digest stands, or would stand."""
        digests, last = self._digests, len(self._digests) - 1
        slot, step = digest & last, (digest >> int(HIGH_BITS)) | 1
        while held := int(digests[slot]):
            if held == digest:
                return slot, True
            slot = (slot + step) & last
        return slot, False

    def _make_room(self, more: int) -> None:
        size = len(self._digests)
        while self._count + more > FULLEST * size:
            size *= 2
        if size == len(self._digests):
            return
        digests, places = np.zeros(size, np.uint64), np.zeros(size, np.uint64)
        for start in range(0, len(self._digests), 4096):
            part = slice(start, start + 4096)
            used = self._digests[part] != 0
            _put(digests, places, self._digests[part][used], self._places[part][used])
        self._digests, self._places = digests, places


def _put(table: Numbers, held: Numbers, digests: Numbers, places: Numbers) -> list[int]:
    """Put digests with their places into a table that has room; the numbers of those known before.

    All look at their slot at once; those that find it taken go on, each by a step of its own.
    """
    last = np.uint64(len(table) - 1)
    slots, steps = digests & last, (digests >> HIGH_BITS) | ONE
    left, again = np.arange(len(digests), dtype=np.uint64), list[int]()
    while len(left):
        here, wanted = slots[left], digests[left]
        found = table[here]
        free = np.flatnonzero(found == 0)[::-1]
        table[here[free]] = wanted[free]  # of several on one slot, the first gets it
        held[here[free]] = left[free]
        known = table[here] == wanted
        mine = free[known[free] & (held[here[free]] == left[free])]
        held[here[mine]] = places[left[mine]]
        waiting = ~known
        known[mine] = False
        again += left[known].tolist()
        left = left[waiting]
        slots[left] = (slots[left] + steps[left]) & last
    return sorted(again)


def _digest(id: str) -> int:
    return digest_of(id) % 2**64 or 1
