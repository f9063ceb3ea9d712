"""The ids of a long log, remembered in a few bytes each."""

from array import array
from hashlib import blake2b

import attrs

_SHELVES = 64
_TOP_BITS = 64 - 6


@attrs.define(eq=False)
class _Shelf:
    """A hash table: digests and places side by side, with 0 for a free slot.

    A digest is looked for from its own slot down; below 0, Python counts on from the end.
    """

    digests: "array[int]" = attrs.field(factory=lambda: array("Q", bytes(8 * 16)))
    places: "array[int]" = attrs.field(factory=lambda: array("Q", bytes(8 * 16)))
    room: int = 10

    def find(self, digest: int) -> int | None:
        digests = self.digests
        slot = digest % len(digests)
        while held := digests[slot]:
            if held == digest:
                return self.places[slot]
            slot -= 1
        return None

    def add(self, digest: int, at: int) -> int | None:
        digests = self.digests
        slot = digest % len(digests)
        while held := digests[slot]:
            if held == digest:
                return self.places[slot]
            slot -= 1
        self.places[slot] = at
        digests[slot] = digest
        self.room -= 1
        if not self.room:
            self._grow()
        return None

    def _grow(self) -> None:
        old = zip(self.digests, self.places, strict=True)
        size = len(self.digests) * 7 // 4
        self.digests = digests = array("Q", bytes(8 * size))
        self.places = places = array("Q", bytes(8 * size))
        held = 0
        for digest, at in old:
            if digest:
                held += 1
                slot = digest % size
                while digests[slot]:
                    slot -= 1
                digests[slot] = digest
                places[slot] = at
        self.room = size * 2 // 3 - held


class IdIndex:
    """Remembers a 64-bit digest of each id, and its place: a byte offset, a record's number.

    24 to 43 bytes an id, also while it grows: it is kept in shelves that grow one by one.
    Two ids may share a digest (among 5 million, with a chance of 1 in 1.5 million), so an earlier
    place is only where *probably* the same id stands: whoever asks reads that line again to settle
    it. The later of two ids that share a digest can't be remembered.

    >>> index = IdIndex()
    >>> index.add("strike-0602", 0), index.add("round-2", 118), index.add("strike-0602", 305)
    (None, None, 0)
    >>> index.find("round-2"), index.find("round-3"), len(index)
    (118, None, 2)
    """

    __slots__ = ("_count", "_shelves")

    def __init__(self) -> None:
        self._count = 0
        self._shelves = [_Shelf() for _ in range(_SHELVES)]

    def __len__(self) -> int:
        return self._count

    def add(self, id: str, at: int) -> int | None:
        """Remember that *id* stands *at* (0 to 2**64 - 1), unless it is known: then its place."""
        digest = digest_of(id)
        earlier = self._shelves[digest >> _TOP_BITS].add(digest, at)
        if earlier is None:
            self._count += 1
        return earlier

    def find(self, id: str) -> int | None:
        """The place of *id*, or None if it was never added."""
        digest = digest_of(id)
        return self._shelves[digest >> _TOP_BITS].find(digest)


def digest_of(id: str) -> int:
    """Sixty-four bits that stand for *id*, the same on every machine; never 0."""
    digest = blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) or 1
