"""`shift`: a party hardens (towards its own ideal) or softens (towards its counterpart's)."""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from negotiations.effects.firing import Firing, Pushed, Ready, Said, no_effect
from negotiations.model.changes import Change, Noted, Shifted
from negotiations.model.process import PeaceProcess
from negotiations.model.shapes import Name, shaped
from negotiations.parameters import Size, Who, refuse


@attrs.frozen
class Shift:
    """Move a party's public position by so many points, times its flexibility.

    The sign is the case's: it leads from the counterparts' ideal to the party's own, or back.
    """

    name: ClassVar[str] = "shift"
    plain: ClassVar[str | None] = None
    needs: ClassVar[tuple[str, ...]] = ("party", "issue")
    party: str | None = shaped(Who())
    issue: str | None = shaped(Name("issue"))
    hardens: float | None = shaped(Size())
    softens: float | None = shaped(Size())

    def __attrs_post_init__(self) -> None:
        if (self.hardens is None) == (self.softens is None):
            raise refuse("shift takes hardens or softens, and not both")

    def ready(self, firing: Firing) -> Ready | None:
        process, party, issue = firing.process, firing.roles.who(self.party), self.issue or ""
        why = obstacle(process, party, issue)
        if why is not None or party is None:
            return Said(Noted(no_effect(why or "nobody plays that role")))
        flexibility = process.positions[party, issue].flexibility
        size = (self.hardens or -(self.softens or 0.0)) * flexibility
        told = Shifted(party, issue, "hardens" if self.hardens else "softens", size)
        return Pushed((party, issue), size * hardening(process, party, issue), told)

    def carry_out(self, firing: Firing) -> Iterator[Change]:
        ready = self.ready(firing)
        assert isinstance(ready, Said | Pushed), "a shift is always ready"
        if isinstance(ready, Pushed):
            firing.process.shift(ready.key, ready.size)
        yield ready.change


def obstacle(process: PeaceProcess, party: str | None, issue: str) -> str | None:
    """Why nothing can be shifted here, if nothing can."""
    if issue not in process.case.issues:
        return f"no such issue as {issue!r} in this case"
    if (party, issue) not in process.positions:
        return f"{party} has no position on {issue}"
    if hardening(process, party or "", issue) == 0:
        return f"{party} and its counterparts have the same ideal on {issue}"
    return None


def hardening(process: PeaceProcess, party: str, issue: str) -> float:
    """The way from the counterparts' mean ideal to the party's own: +1 or -1; 0 for neither."""
    own = process.positions[party, issue].ideal
    keys = [(other, issue) for other in process.case.others(party)]
    others = [process.positions[key].ideal for key in keys if key in process.positions]
    if not others:
        return 1.0 if own >= 50 else -1.0
    centre = sum(others) / len(others)
    return float((own > centre) - (own < centre))
