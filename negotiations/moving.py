"""Positions that were moved, and have yet to be brought up to date: all at once, when asked for."""

from collections.abc import Mapping, Sequence

import attrs

from negotiations.effects.firing import Pushed
from negotiations.journal import Moves
from negotiations.model.process import SCALE, PeaceProcess
from negotiations.model.times import instant


@attrs.define
class Moving:
    """Moves the positions of a process; *moved* says where to, with the moment in microseconds.

    Moves are told only if they are *heard*.
    """

    process: PeaceProcess
    heard: bool
    moved: dict[tuple[str, str], tuple[float, int]] = attrs.field(factory=dict, init=False)

    def push(self, pushes: Sequence[Pushed], known: int) -> Moves:
        """Carry out the shifts of an event that is a group of its own."""
        if len(pushes) == 1:
            return self.move({pushes[0].key: pushes[0].size}, known)
        shifts: dict[tuple[str, str], float] = {}
        for push in pushes:
            shifts[push.key] = shifts.get(push.key, 0.0) + push.size
        return self.move(shifts, known)

    def move(self, shifts: Mapping[tuple[str, str], float], known: int) -> Moves:
        """Move positions, each held within the scale; the moves in order."""
        moved, moves = self.moved, []
        for key in sorted(shifts) if len(shifts) > 1 else shifts:
            last = moved.get(key)
            before = self.process.positions[key].stated if last is None else last[0]
            wanted = before + shifts[key]
            after = min(max(wanted, SCALE[0]), SCALE[1])
            moved[key] = (after, known)
            if self.heard and (after != before or after != wanted):
                moves.append((*key, before, after, after != wanted))
        return tuple(moves)

    def settle(self) -> None:
        """Bring the positions up to date."""
        positions = self.process.positions
        for key, (stated, known) in self.moved.items():
            positions[key] = positions[key].restated(stated, instant(known))
        self.moved.clear()
