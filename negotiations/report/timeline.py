"""The timeline: what became known, day by day, what it changed, and which rule changed it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from math import isinf
from typing import Any

import attrs

from negotiations.model import changes
from negotiations.model.case import Case
from negotiations.model.changes import Change
from negotiations.report.lines import BLANK, Line, Span, line
from negotiations.report.wording import Wording, words
from negotiations.trace import Reason, by_event

INDENT, LABELS = 9, 12
HANG = INDENT + LABELS
HEADLINE = 90  # days: the horizon that stands in front
WHOLE_DAY = "day"


def timeline(reasons: Iterable[Reason], case: Case) -> Iterator[Line]:
    """The reasons as lines for people, in local time; each event as soon as it is over.

    Holds the reasons of one event at a time. What the event's own line says is not said again.
    """
    yield line((case.title, "title"))
    hours = f"times are {case.zone_name or 'UTC'}; “{WHOLE_DAY}”: known by the end of that day"
    yield line((hours, "faint"))
    told = False
    for each in days(reasons, case):
        told = True
        yield each
    if not told:
        yield line("  nothing became known in this time")


def days(reasons: Iterable[Reason], case: Case) -> Iterator[Line]:
    """The timeline without its head: each day with what became known on it."""
    wording, today = Wording(case), ""
    for _, run in by_event(reasons):
        known = wording.time(run[0].known_at)
        if known[:10] != today:
            today = known[:10]
            yield BLANK
            yield _heading(date.fromisoformat(today))
        yield from Block(wording, known, run).lines()


@attrs.frozen
class Block:
    """One event: its own line, then a line for each rule and each change that is news.

    *known* is when it became known, in local time.
    """

    wording: Wording
    known: str
    reasons: list[Reason]

    def lines(self) -> Iterator[Line]:
        yield line(*self._head(), hang=INDENT)
        for (rule, _), run in groupby(self._news(), key=lambda reason: (reason.rule, reason.roles)):
            together = list(run)
            if rule is not None:
                yield self._firing(together)
            else:
                yield from self._changes(together)

    def _head(self) -> Iterator[str | Span]:
        first = self.reasons[0]
        clock = self.known[11:] or WHOLE_DAY
        yield f"  {clock:<5}  ", "faint"
        yield self._what()
        heard = first.change
        if isinstance(heard, changes.Heard) and (when := self._occurred(heard)):
            yield f" ({when})", "faint"
        yield f"  [{first.event}]", "faint"

    def _what(self) -> str:
        first = self.reasons[0]
        if isinstance(first.change, changes.Heard):
            return first.change.what
        if isinstance(first.change, changes.Revised):
            return f"{first.change.of}: {first.change.said}"
        return "Midnight" if first.kind == "day" else "Then"

    def _occurred(self, heard: changes.Heard) -> str:
        """When it happened, if the day and hour it stands under don't say so."""
        today = self.known[:10]
        told = heard.occurred in (self.known, today)
        return "" if told else heard.occurred.removeprefix(f"{today} ")

    def _news(self) -> list[Reason]:
        """The reasons less the event's own, and those that only repeat it."""
        heard = self.reasons[0].change
        if not isinstance(heard, changes.Heard):
            return self.reasons
        moved = any(isinstance(reason.change, changes.Moved) for reason in self.reasons)
        return [r for r in self.reasons[1:] if r.rule or not _repeats(r.change, heard.what, moved)]

    # --- what a rule did

    def _firing(self, reasons: list[Reason]) -> Line:
        first = reasons[0]
        cast = attrs.asdict(first.roles).items()
        played = ", ".join(f"{role} {self.wording.names(party)}" for role, party in cast if party)
        effects = "; ".join(self._effect(reason.change) for reason in reasons)
        roles = f" ({played})" if played else ""
        return self._line("rule", (first.rule or "", "rule"), f"{roles}: {effects}")

    def _effect(self, change: Any) -> str:
        if isinstance(change, changes.Weighed):
            return _weighed(change)
        if isinstance(change, changes.Shifted):
            moved = f"{change.manner} by {abs(change.size):g} on {change.issue}"
            return f"{self.wording.names(change.party)} {moved}"
        if isinstance(change, changes.Concluded):
            return self._conclusion(change)
        if isinstance(change, changes.Stood):
            return f"{change.nats:+.3f} nats on {change.question} while {change.conclusion}"
        return str(change.told())

    def _conclusion(self, change: changes.Concluded) -> str:
        told = f"{'no longer' if change.withdrawn else 'concluded'}: {change.subject}"
        ends = datetime.fromisoformat(change.until) if change.until else None
        return told + (f", until {self.wording.time(ends)}" if ends else "")

    # --- what changed

    def _changes(self, reasons: list[Reason]) -> Iterator[Line]:
        for reason in reasons:
            yield from SAID.get(type(reason.change), Block._other)(self, reason.change)

    def _other(self, change: Change) -> Iterator[Line]:
        yield self._line(change.word, change.told())

    def _became(self, change: changes.Became) -> Iterator[Line]:
        step = f"{words(change.before)} → {words(change.after)}"
        yield self._line(change.noun, f"{change.id}: {step}")

    def _moved(self, change: changes.Moved) -> Iterator[Line]:
        step = f"{words(change.before)} → {words(change.after)}"
        if change.before == change.after:
            step = f"{words(change.trigger)}, still {words(change.after)}"
        oddity = f"  irregular: {words(change.irregular)}" if change.irregular else ""
        yield self._line("phase", f"{change.region}: {step}", (oddity, "irregular"))

    def _settled(self, change: changes.Settled) -> Iterator[Line]:
        end = " (held at the end of the scale)" if change.clamped else ""
        who = f"{self.wording.names(change.party)} on {change.issue}"
        yield self._line("position", f"{who}: {change.before:g} → {change.after:g}{end}")

    def _disputed(self, change: changes.Disputed) -> Iterator[Line]:
        today = self.known[:10]
        sides = (f"{_hour(said, today)} ({self.wording.names(who)})" for who, said in change.claims)
        label = "settled" if change.resolved else "conflict"
        yield self._line(label, (f"{words(change.field)}: {' / '.join(sides)}", "conflict"))

    def _concluded(self, change: changes.Concluded) -> Iterator[Line]:
        yield self._line("conclusion", self._conclusion(change))

    def _noted(self, change: changes.Noted) -> Iterator[Line]:
        yield self._line("note", change.text)

    def _reread(self, change: changes.Reread) -> Iterator[Line]:
        before, after = dict(change.before), dict(change.after)
        if not before or not after:
            read = ", ".join(f"{days} d {_percent(p)}" for days, p in (after or before).items())
            asked = (
                f"is asked from here on ({read})" if after else f"is no longer asked (was {read})"
            )
            yield self._line("likelihood", f"{change.question} {asked}")
            return
        first = HEADLINE if HEADLINE in after else max(after)
        rest = (f"   {h} d {_step(before[h], after[h])}" for h in after if h != first)
        up = after[first] > before[first]
        step = f"{_step(before[first], after[first])} {'▲' if up else '▼'}"
        headline = (f"{first} d {step}", "up" if up else "down")
        yield self._line("likelihood", f"{change.question} in ", headline, ("".join(rest), "faint"))

    def _revised(self, change: changes.Revised) -> Iterator[Line]:
        nothing = f"told with {change.told_with}" if change.told_with else "nothing else differs"
        for difference in change.differences or (nothing,):
            yield self._line("now", difference)

    def _line(self, label: str, *parts: str | Span) -> Line:
        return line(" " * INDENT, (f"{label:<{LABELS}}", "faint"), *parts, hang=HANG)


SAID: dict[type[Change], Callable[[Block, Any], Iterator[Line]]] = {
    changes.Became: Block._became,
    changes.Moved: Block._moved,
    changes.Settled: Block._settled,
    changes.Disputed: Block._disputed,
    changes.Noted: Block._noted,
    changes.Reread: Block._reread,
    changes.Revised: Block._revised,
    changes.Concluded: Block._concluded,
}


def _repeats(change: Change, heard: str, moved: bool) -> bool:
    """Whether the event's own line, or the move of a phase, says as much."""
    if isinstance(change, changes.Became):
        return moved or change.before in (None, change.after)
    said = change.text.partition(": ")[2] if isinstance(change, changes.Noted) else ""
    return bool(said) and said in heard


def _weighed(change: changes.Weighed) -> str:
    on = f"{change.nats:+.3f} nats on {change.question}"
    if not change.counted:
        return f"{on} not counted again that day ({change.group})"
    instead = f" instead of {change.replaces:+.3f}" if change.replaces is not None else ""
    fades = "never fades" if isinf(change.half_life) else f"half-life {change.half_life:g} d"
    return f"{on}{instead} ({change.group}, {fades})"


def _step(before: float, after: float) -> str:
    """From one probability to another, with just the decimals that show the difference."""
    digits = next((n for n in (1, 2, 3) if _percent(before, n) != _percent(after, n)), 1)
    return f"{100 * before:.{digits}f} → {_percent(after, digits)}"


def _percent(probability: float, digits: int = 1) -> str:
    return f"{100 * probability:.{digits}f} %"


def _hour(said: str, today: str) -> str:
    """A claimed time of today as the hour alone; anything else as it was written."""
    return said.removeprefix(f"{today}T")


def _heading(day: date) -> Line:
    return line((f"{day:%A} {day.day} {day:%B %Y}", "title"))
