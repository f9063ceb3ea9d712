"""`note`: say something in the trace."""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from negotiations.effects.firing import Firing, Ready, Said
from negotiations.model.changes import Change, Noted
from negotiations.model.shapes import Text, shaped


@attrs.frozen
class Note:
    """A sentence for the reader; it changes nothing."""

    name: ClassVar[str] = "note"
    plain: ClassVar[str | None] = "text"
    needs: ClassVar[tuple[str, ...]] = ("text",)
    text: str | None = shaped(Text())

    def ready(self, firing: Firing) -> Ready | None:
        return Said(Noted(self.text or ""))

    def carry_out(self, firing: Firing) -> Iterator[Change]:
        yield Noted(self.text or "")
