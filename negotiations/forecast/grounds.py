"""Why a cell of a frame is what it is: reasons and evidence, from a replay as of its row's end."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

import attrs

from negotiations.forecast.columns import described
from negotiations.log.reading import Log
from negotiations.model.changes import Became, Disputed, Heard, Settled, Shifted
from negotiations.model.evidence import STANDING, Evidence, Share
from negotiations.model.likelihood import shares
from negotiations.model.times import days, local_day, show
from negotiations.replaying import Replay
from negotiations.rulebook.book import Rulebook
from negotiations.runs import Run, run_of
from negotiations.trace import Reason, Trace

LIKELIHOOD = re.compile(r"log_hazard_ratio|evidence_(?P<group>.+)|p_(?P<asked>[a-z]+)_\d+")
COUNT = re.compile(r"count_(?P<kind>[a-z_]+)_(?P<window>\d+)d|days_since_(?P<since>[a-z_]+)")
NOTHING = "nothing in the trace bears on it"
REGION_OF = {"talks": "talks", "ceasefire": "ceasefire", "settlement": "settlement",
             "question": "ceasefire"}  # fmt: skip


@attrs.frozen
class Grounds:
    """What a cell rests on: reasons of the trace, and the shares of evidence in the likelihood."""

    run: Run
    column: str
    value: Any
    reasons: tuple[Reason, ...]
    shares: tuple[Share, ...] = ()

    def data(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "process": self.run.case.id, "column": self.column, "value": self.value,
            "means": described(self.column).meaning,
            "reasons": [reason.data() for reason in self.reasons],
            "evidence": [_share_data(share) for share in self.shares],
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """The same for people: the cell, then what it rests on."""
        zone = self.run.case.day_zone
        value = "empty" if self.value is None else self.value
        yield f"{self.column} is {value}: {described(self.column).meaning}"
        for share in self.shares:
            piece = share.piece
            yield f"  {share.nats:+.3f} nats  {_group(share)}  {piece.rule}  {piece.event}"
        for reason in self.reasons:
            by = f"  ({reason.rule})" if reason.rule else ""
            yield f"  {show(reason.known_at, zone)}  {reason.event}: {reason.change.told()}{by}"
        if not self.shares and not self.reasons:
            stands = self.column.startswith(("position:", "gap:")) and self.value is not None
            yield f"  {'no event has moved it since the case began' if stands else NOTHING}"

    def __str__(self) -> str:
        return "\n".join(self.lines())


@attrs.frozen
class Seen:
    """A replay as of a row's end, and the row."""

    driven: Replay
    run: Run
    row: Mapping[str, Any]

    @property
    def trace(self) -> Trace:
        return self.run.trace

    @property
    def in_period(self) -> Iterator[Reason]:
        """What became known in the row's period."""
        return (each for each in self.trace if each.known_at >= self.row["start"])

    def heard(self, kind: str | None, since: int | None = None) -> Iterator[Reason]:
        """Accepted events of a kind, or of any, whose day is later than *since*."""
        zone = self.run.case.day_zone
        for reason in self.trace:
            if isinstance(reason.change, Heard) and kind in (None, reason.kind):
                later = self.driven.revisions.get(reason.event, [])
                event = self.driven.reading.revised(reason.event, later)
                if event is None or not self.run.state.moves(event):
                    continue
                if since is None or local_day(event.moment, zone) > since:
                    yield reason


def grounds(log: Log, rules: Rulebook, row: Mapping[str, Any], column: str) -> Grounds:
    """Why a cell of a row is what it is. Raises ValueError for an outcome, which is no reading."""
    role = described(column).role
    if role == "outcome":
        raise ValueError(f"{column!r} tells of what came later; ask ng.Question(…).resolve(log)")
    driven = Replay(log, rules, as_of=row["end"])
    run = run_of(driven, driven.drive())
    seen = Seen(driven, run, row)
    found = LIKELIHOOD.fullmatch(column)
    weights = tuple(_shares(run, row["end"], found["group"], found["asked"])) if found else ()
    reasons = _weighed(seen, weights) if found else _reasons(seen, column)
    return Grounds(run, column, row[column], tuple(reasons), weights)


def _reasons(seen: Seen, column: str) -> Iterator[Reason]:
    """The reasons behind a cell that is no likelihood."""
    name, *about = column.split(":")
    if counted := COUNT.fullmatch(column):
        return _counted(seen, counted)
    if name == "position":
        return iter(seen.trace.of_position(about[0], about[1]))
    if name == "gap":
        return (each for each in seen.trace if _is_on(each, about[0]))
    if name in REGION_OF:
        return iter(seen.trace.of_region(REGION_OF[name]))
    return FINDERS[name](seen) if name in FINDERS else iter(())


def _counted(seen: Seen, counted: re.Match[str]) -> Iterator[Reason]:
    """The events in a count's window; for days since, the last one."""
    if counted["kind"]:
        day = local_day(seen.row["end"], seen.run.case.day_zone)
        yield from seen.heard(counted["kind"], day - int(counted["window"]))
        return
    since = seen.row[f"days_since_{counted['since']}"]
    if since is not None:
        day = local_day(seen.row["end"], seen.run.case.day_zone) - since
        yield from seen.heard(counted["since"], day - 1)


FINDERS: Mapping[str, Callable[[Seen], Iterator[Reason]]] = {
    "events": lambda seen: (each for each in seen.in_period if isinstance(each.change, Heard)),
    "events_known": lambda seen: (each for each in seen.trace if isinstance(each.change, Heard)),
    "firings": lambda seen: (each for each in seen.in_period if each.rule is not None),
    "open_conflicts": lambda seen: (e for e in seen.trace if isinstance(e.change, Disputed)),
    "open_preconditions": lambda seen: (e for e in seen.trace if _is_precondition(e)),
    "hindsight_rules": lambda seen: (e for e in seen.trace if _is_hindsight(e, seen)),
    "assumed_share": lambda seen: seen.heard(None),
}
"""What bears on the columns that have a name of their own."""


def _is_on(reason: Reason, issue: str) -> bool:
    return isinstance(reason.change, Shifted | Settled) and reason.change.issue == issue


def _is_precondition(reason: Reason) -> bool:
    return isinstance(reason.change, Became) and reason.change.noun == "precondition"


def _is_hindsight(reason: Reason, seen: Seen) -> bool:
    if reason.rule is None:
        return False
    day = local_day(seen.row["end"], seen.run.case.day_zone)
    return seen.run.rules.rule(reason.rule).written.toordinal() > day


def _shares(run: Run, end: datetime, group: str | None, asked: str | None) -> Iterator[Share]:
    """What weighs on the question at a moment, the heaviest first; of one group, if it is named."""
    question = run.process.question()
    if question is None or question not in run.case.bases or asked not in (None, question):
        return
    pieces = [each for each in run.evidence if each.question == question]
    terms = [each for each in run.standing if each.question == question]
    found = shares(pieces, days(end), run.rules.caps, terms)
    for share in sorted(found, key=lambda each: -abs(each.nats)):
        if group in (None, _group(share)):
            yield share


def _weighed(seen: Seen, weights: tuple[Share, ...]) -> Iterator[Reason]:
    """The reasons that posted these weights."""
    posted = {(share.piece.event, share.piece.rule) for share in weights}
    for reason in seen.trace:
        if reason.change.word in ("weighed", "stood") and (reason.event, reason.rule) in posted:
            yield reason


def _group(share: Share) -> str:
    return share.piece.group if isinstance(share.piece, Evidence) else STANDING


def _share_data(share: Share) -> dict[str, Any]:
    return {
        "group": _group(share), "nats": round(share.nats, 9), "raw": round(share.raw, 9),
        "event": share.piece.event, "rule": share.piece.rule,
    }  # fmt: skip
