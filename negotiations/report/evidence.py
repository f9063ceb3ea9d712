"""Why the likelihood is what it is: each piece of evidence, in nats and in percentage points."""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, TypeAlias

import attrs

from negotiations.model.evidence import STANDING, BaseRate, Evidence, Share, Standing  # fmt: skip
from negotiations.model.likelihood import leave_one_out, shares
from negotiations.model.times import EPOCH, days, show
from negotiations.model.weights import LARGEST
from negotiations.place import Place
from negotiations.report.layout import flush_right, labelled
from negotiations.report.lines import BLANK, Line, line, table
from negotiations.runs import Run

SMALL = 0.0005
"""Nats; what weighs less is told together, for it would be printed as nothing."""

HEADINGS = ("nats", "raw", "points", "half-life", "q", "date", "event")
NUMBERS = (0, 1, 2, 3, 4)
LABELS, RULES = 18, 10
QUESTIONS = {"onset": "Onset of a ceasefire", "collapse": "Collapse of the ceasefire"}


@attrs.frozen
class Weight:
    """A piece of evidence as it weighs now; *points* of the probability, leave-one-out.

    What fades has a *half_life* in days and a quality *q*; a standing term has what it *lasts* for.
    """

    piece: Evidence | Standing
    raw: float
    nats: float
    points: float
    group: str
    since: float
    half_life: float | None = None
    q: float | None = None
    lasts: str | None = None

    @classmethod
    def of(cls, share: Share, less: float) -> "Weight":
        """The weight of a share; *less* is what the probability loses without it."""
        piece, told = share.piece, (share.piece, share.raw, share.nats, 100 * less)
        if isinstance(piece, Evidence):
            return cls(*told, piece.group, piece.at, half_life=piece.half_life, q=piece.q)
        return cls(*told, STANDING, piece.since, lasts=str(piece.conclusion))

    def data(self) -> dict[str, Any]:
        return {
            "nats": _rounded(self.nats), "raw": _rounded(self.raw), "points": _rounded(self.points),
            "event": self.piece.event, "rule": self.piece.rule, "place": short(self.piece.place),
            "since": instant(self.since).isoformat(), "half_life": self.half_life,
            "quality": self.q, "while": self.lasts,
        }  # fmt: skip


@attrs.frozen
class Account:
    """The likelihood of one question at one moment, taken apart."""

    run: Run
    question: str
    at: datetime
    horizon: int
    base: BaseRate
    weights: tuple[Weight, ...]

    @property
    def log_hazard_ratio(self) -> float:
        """In nats, as the replay reads it."""
        return self.run.state.ledger.log_hazard_ratio(days(self.at), self.question)

    @property
    def probabilities(self) -> dict[int, float]:
        """By horizon in days: the case's, and the one that points are told at."""
        horizons = sorted({*self.run.case.horizons, self.horizon})
        read = self.run.state.ledger.probabilities(days(self.at), horizons, self.question)
        return {h: float(p) for h, p in zip(horizons, read, strict=True)}

    @property
    def caps(self) -> Mapping[str, float]:
        return self.run.rules.caps

    def groups(self) -> Iterator[tuple[str, list[Weight]]]:
        """The weights by group, the heaviest group first, and in it the heaviest weight."""
        ordered = sorted(self.weights, key=lambda weight: weight.group)
        found = [(group, list(each)) for group, each in groupby(ordered, lambda w: w.group)]
        for group, members in sorted(found, key=lambda pair: (-abs(_nats(pair[1])), pair[0])):
            yield group, sorted(members, key=lambda weight: -abs(weight.raw))

    def data(self) -> dict[str, Any]:
        """The account as plain data; numbers to 9 decimals, a cap of null for none."""
        base = self.base
        groups = [
            {"group": group, "cap": self.caps.get(group), "nats": _rounded(_nats(members)),
             "raw": _rounded(_raw(members)), "evidence": [each.data() for each in members]}
            for group, members in self.groups()
        ]  # fmt: skip
        return {
            "question": self.question, "as_of": self.at.isoformat(), "horizon": self.horizon,
            "base": {
                "probability": base.probability, "horizon": base.horizon, "source": base.source,
                "as_of": None if base.as_of is None else instant(base.as_of).isoformat(),
                "kind": base.kind,
            },
            "probabilities": {str(h): _rounded(p) for h, p in self.probabilities.items()},
            "log_hazard_ratio": _rounded(self.log_hazard_ratio), "groups": groups,
        }  # fmt: skip


def account(run: Run, horizon: int) -> Account | str:
    """The likelihood taken apart, or why there is none to take apart."""
    question = run.process.question()
    if run.now is None:
        return "nothing is known yet, so nothing is asked"
    if question is None:
        return "a ceasefire is announced and not yet in effect: neither onset nor collapse is asked"
    if question not in run.case.bases:
        return f"the case gives no base rate for {question}"
    base, at = run.case.bases[question], max(days(run.now), run.state.ledger.now)
    evidence = [each for each in run.evidence if each.question == question]
    terms = [each for each in run.standing if each.question == question]
    caps = run.rules.caps
    parts = shares(evidence, at, caps, terms)
    points = leave_one_out(base, evidence, at, horizon, caps, terms)
    pairs = zip(parts, points, strict=True)
    weights = tuple(Weight.of(share, less) for share, (_, less) in pairs)
    return Account(run, question, run.now, horizon, base, weights)


def account_lines(told: Account, *, everything: bool = False) -> Iterator[Line]:
    """The account for people; *everything* lists even what has faded to nothing."""
    zone = told.run.case.day_zone
    yield line((QUESTIONS[told.question], "title"), f", as of {show(told.at, zone)} ({zone})")
    yield BLANK
    yield from _summary(told)
    yield BLANK
    if not told.weights:
        yield line("No evidence weighs on it: the likelihood is the base rate's.")
        return
    yield from _table(told, everything)
    yield BLANK
    yield from _legend(told)


def _summary(told: Account) -> Iterator[Line]:
    base, ratio = told.base, told.log_hazard_ratio
    dated = f", as of {instant(base.as_of):%Y-%m-%d}" if base.as_of is not None else ""
    rate = f"{100 * base.probability:.1f} % in {base.horizon:g} days ({base.kind}{dated})"
    read = (f"{100 * p:.1f} % in {h} days" for h, p in told.probabilities.items())
    times = f"each day's hazard is {math.exp(min(ratio, LARGEST)):.3g} times the base rate's"
    yield labelled("base rate", rate, column=LABELS)
    yield labelled("", base.source, column=LABELS)
    if base.as_of is not None and days(told.at) < base.as_of:
        yield labelled("", "the base rate is of a later date than this reading", column=LABELS)
    yield labelled("now", ", ".join(read), column=LABELS)
    yield labelled("log hazard ratio", f"{ratio:+.3f} nats: {times}", column=LABELS)


def _table(told: Account, everything: bool) -> Iterator[Line]:
    """A row for each group, under it one for each of its pieces with its rule, and the sum."""
    rows = list(_rows(told, everything))
    cells = flush_right([row for row, _ in rows], NUMBERS)
    for aligned, (_, weight) in zip(table(cells), rows, strict=True):
        yield aligned
        if weight is not None:
            lasts = f" while {weight.lasts}" if weight.lasts else ""
            rule, place = weight.piece.rule, short(weight.piece.place)
            yield line(" " * RULES, (rule, "rule"), f"{lasts}  ", (place, "faint"), hang=RULES)


Row: TypeAlias = tuple[tuple[str, ...], Weight | None]


def _rows(told: Account, everything: bool) -> Iterator[Row]:
    yield HEADINGS, None
    least = 0.0 if everything else SMALL
    for group, members in told.groups():
        cap = told.caps.get(group, math.inf)
        limit = "no cap" if cap == math.inf else f"cap {cap:g}"
        yield _together(members, f"{group}, {limit}")
        yield from ((_cells(each, told), each) for each in members if abs(each.raw) >= least)
        rest = [each for each in members if abs(each.raw) < least]
        if rest:
            yield _together(rest, f"{len(rest)} more below {SMALL:g} nats each; --all lists them")
    yield _together(told.weights, "in all")


def _together(weights: Iterable[Weight], what: str) -> Row:
    members = list(weights)
    return (f"{_nats(members):+.3f}", f"{_raw(members):+.3f}", "", "", "", "", what), None


def _cells(weight: Weight, told: Account) -> tuple[str, ...]:
    since = instant(weight.since).astimezone(told.run.case.day_zone)
    return (
        f"{weight.nats:+.3f}", f"{weight.raw:+.3f}", f"{weight.points:+.2f}",
        "stands" if weight.half_life is None else f"{weight.half_life:g} d",
        "" if weight.q is None else f"{weight.q:.2f}", f"{since:%Y-%m-%d}", weight.piece.event,
    )  # fmt: skip


def _legend(told: Account) -> Iterator[Line]:
    yield labelled("nats", "what is left of each weight, after its group's cap; "
                           "they add up to the log hazard ratio", column=8)  # fmt: skip
    yield labelled("raw", "the same before the cap", column=8)
    yield labelled("points", f"percentage points of the probability in {told.horizon} days, "
                   "leave-one-out: with the piece less without it; these do not add up, for "
                   "pieces multiply each other and share caps", column=8)  # fmt: skip
    yield labelled("q", "the probability that the record is true", column=8)


def _nats(weights: list[Weight]) -> float:
    return math.fsum(weight.nats for weight in weights)


def _raw(weights: list[Weight]) -> float:
    return math.fsum(weight.raw for weight in weights)


def short(place: Place | None) -> str:
    """File and line; empty for nowhere."""
    return f"{place.file}:{place.line}" if place else ""


def _rounded(number: float) -> float:
    return round(float(number), 9)


def instant(at: float) -> datetime:
    """The instant that a ledger's time stands for: days since 1970."""
    return EPOCH + timedelta(days=at)
