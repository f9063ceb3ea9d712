"""The differences that events and rules make: what a trace is made of.

Each change is a value that can say itself in one line; `word` names its sort in exports.
"""

from typing import Any, ClassVar

import attrs


@attrs.frozen
class Change:
    """One difference made to a process."""

    word: ClassVar[str] = ""

    @property
    def subject(self) -> str:
        """What it is about, in a word or two."""
        raise NotImplementedError

    def told(self) -> str:
        """The change in one line."""
        raise NotImplementedError


@attrs.frozen
class Heard(Change):
    """An event became known: what, when, the probability that it did happen, its outside names."""

    word: ClassVar[str] = "heard"
    what: str
    occurred: str
    quality: float
    plover: str | None = None
    cameo: str | None = None

    @property
    def subject(self) -> str:
        return ""

    def told(self) -> str:
        return self.what


@attrs.frozen
class Became(Change):
    """A noun of the process came to be, or came to another status."""

    word: ClassVar[str] = "became"
    noun: str
    id: str
    before: str | None
    after: str

    @property
    def subject(self) -> str:
        return f"{self.noun} {self.id}"

    def told(self) -> str:
        came_from = f" (was {self.before})" if self.before and self.before != self.after else ""
        return f"{self.noun} {self.id}: {self.after}{came_from}"


@attrs.frozen
class Moved(Change):
    """A region of the process moved, or was told to; *irregular* says why that was not foreseen."""

    word: ClassVar[str] = "moved"
    region: str
    trigger: str
    before: str
    after: str
    irregular: str | None = None

    @property
    def subject(self) -> str:
        return self.region

    def told(self) -> str:
        oddity = f"  irregular: {self.irregular}" if self.irregular else ""
        if self.before == self.after:
            return f"{self.region}: {self.trigger}, still {self.after}{oddity}"
        return f"{self.region}: {self.before} → {self.after}{oddity}"


@attrs.frozen
class Shifted(Change):
    """A rule asks that a position move by *size* points; the group's close carries it out."""

    word: ClassVar[str] = "shifted"
    party: str
    issue: str
    manner: str
    size: float

    @property
    def subject(self) -> str:
        return f"{self.party} on {self.issue}"

    def told(self) -> str:
        return f"{self.subject} {self.manner} by {abs(self.size):g}"


@attrs.frozen
class Settled(Change):
    """A position after all shifts that became known together; *clamped* at an end of the scale."""

    word: ClassVar[str] = "settled"
    party: str
    issue: str
    before: float
    after: float
    clamped: bool = False

    @property
    def subject(self) -> str:
        return f"{self.party} on {self.issue}"

    def told(self) -> str:
        end = " (held at the end of the scale)" if self.clamped else ""
        return f"{self.subject}: {self.before:g} → {self.after:g}{end}"


@attrs.frozen
class Weighed(Change):
    """A rule's evidence on a question; not *counted* when a heavier one of that day stands."""

    word: ClassVar[str] = "weighed"
    question: str
    group: str
    nats: float
    half_life: float
    quality: float
    counted: bool = True
    replaces: float | None = None

    @property
    def subject(self) -> str:
        return f"{self.question}, {self.group}"

    def told(self) -> str:
        if not self.counted:
            return f"{self.subject}: {self.nats:+.3f} nats, not counted again that day"
        instead = f" instead of {self.replaces:+.3f}" if self.replaces is not None else ""
        return f"{self.subject}: {self.nats:+.3f} nats{instead}, half-life {self.half_life:g} d"


@attrs.frozen
class Stood(Change):
    """A weight that stands, undiminished, while a conclusion does."""

    word: ClassVar[str] = "stood"
    question: str
    nats: float
    conclusion: str

    @property
    def subject(self) -> str:
        return f"{self.question}, while {self.conclusion}"

    def told(self) -> str:
        return f"{self.subject}: {self.nats:+.3f} nats"


@attrs.frozen
class Concluded(Change):
    """A conclusion drawn or withdrawn."""

    word: ClassVar[str] = "concluded"
    name: str
    party: str | None
    issue: str | None
    until: str | None = None
    withdrawn: bool = False

    @property
    def subject(self) -> str:
        return " ".join(part for part in (self.name, self.party, self.issue) if part)

    def told(self) -> str:
        if self.withdrawn:
            return f"no longer: {self.subject}"
        return f"concluded: {self.subject}" + (f", until {self.until}" if self.until else "")


@attrs.frozen
class Noted(Change):
    """Something worth saying that changes nothing."""

    word: ClassVar[str] = "noted"
    text: str

    @property
    def subject(self) -> str:
        return ""

    def told(self) -> str:
        return self.text


@attrs.frozen
class Disputed(Change):
    """Claims about one field that cannot all be true; they stand side by side until resolved."""

    word: ClassVar[str] = "disputed"
    event: str
    field: str
    claims: tuple[tuple[str, str], ...]
    resolved: bool = False

    @property
    def subject(self) -> str:
        return f"{self.event}.{self.field}"

    def told(self) -> str:
        sides = " / ".join(f"{value} ({who})" for who, value in self.claims)
        return f"{'settled' if self.resolved else 'open conflict'} over {self.field}: {sides}"


@attrs.frozen
class Reread(Change):
    """The likelihood before and after an event, by horizon in days; None when it is not asked."""

    word: ClassVar[str] = "reread"
    question: str
    before: tuple[tuple[int, float], ...]
    after: tuple[tuple[int, float], ...]

    @property
    def subject(self) -> str:
        return self.question

    def told(self) -> str:
        if not self.before:
            return f"{self.question} is asked from here on: {_percents(self.after)}"
        if not self.after:
            return f"{self.question} is no longer asked (was {_percents(self.before)})"
        return f"{self.question}: {_percents(self.before)} → {_percents(self.after)}"


@attrs.frozen
class Revised(Change):
    """A correction, retraction or report: from here on, all is as if the log had said so before."""

    word: ClassVar[str] = "revised"
    of: str
    differences: tuple[str, ...]
    said: str = "revised"
    told_with: str | None = None

    @property
    def subject(self) -> str:
        return self.of

    def told(self) -> str:
        if self.told_with is not None:
            return f"{self.of}: {self.said}; what differs is told with {self.told_with}"
        if not self.differences:
            return f"{self.of}: {self.said}; nothing that follows from it differs"
        return f"{self.of}: {self.said}; now differs: " + "; ".join(self.differences)


def _percents(readings: tuple[tuple[int, float], ...]) -> str:
    return ", ".join(f"{horizon} d {100 * p:.1f} %" for horizon, p in readings)


def flat(change: Change) -> dict[str, Any]:
    """The change as plain data, for exports; its word first."""
    return {"change": change.word, **attrs.asdict(change)}
