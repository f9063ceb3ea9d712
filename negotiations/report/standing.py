"""Where things stand at the end of a replay: the likelihood first, then everything it rests on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from math import isinf
from typing import TypeAlias

import attrs

from negotiations.model.agreements import Agreement
from negotiations.model.ceasefires import Ceasefire
from negotiations.model.claims import ClaimConflict
from negotiations.model.likelihood import BaseRate, Evidence, Share, likelihood
from negotiations.model.phases import TABLES, Region
from negotiations.model.probability_words import icd203
from negotiations.model.talks import Round
from negotiations.model.telling import called, names_in
from negotiations.model.times import EPOCH, Interval, days, show, show_interval, tzdata_version
from negotiations.replaying import Run, own_version
from negotiations.report.lines import BLANK, Line, Span, line, table

STRONGEST = 5
LEAST = 0.0005  # nats; less than this would read as none
UNKNOWN = "unknown"
Row: TypeAlias = Sequence[str | Span]


def standing(run: Run) -> Iterator[Line]:
    """Where a replay's process stands at its end, section by section; the digest at the foot."""
    yield from Picture(run).lines()


@attrs.frozen
class Picture:
    """A run as it is told: with the names of its case, in its zone."""

    run: Run
    names: dict[str, str] = attrs.field(init=False)

    @names.default
    def _of_the_case(self) -> dict[str, str]:
        return names_in(self.run.case)

    def lines(self) -> Iterator[Line]:
        yield BLANK
        now, zone = self.run.now, self.run.case.zone_name or "UTC"
        moment = "nothing is known yet" if now is None else f"as of {self._date(now)}, {zone}"
        yield line(("Where things stand", "title"), f"  {moment}")
        for title, rows in self._sections():
            yield BLANK
            yield line((title, "title"))
            yield from rows
        yield BLANK
        yield from self._digest()

    def _sections(self) -> Iterator[tuple[str, Iterable[Line]]]:
        process = self.run.process
        yield "Likelihood", self._likelihood()
        yield "Phases", table([self._phase(each) for each in by_strength(process.regions.values())])
        yield "Rounds", _listed(self._round(each) for each in process.rounds.values())
        yield "Delegations", _listed(self._delegations())
        yield "Agreements", _listed(self._agreement(each) for each in process.agreements.values())
        yield "Ceasefires", _listed(self._ceasefire(each) for each in process.ceasefires.values())
        yield "Open preconditions", _listed(self._preconditions())
        conflicts = map(self._conflict, process.open_conflicts())
        yield "Open conflicts between claims", _listed(conflicts)
        yield "Positions", self._positions()
        question = process.question() or "nothing"
        yield f"The strongest evidence on {question}, by its present weight", self._evidence()

    # --- the likelihood, and what it rests on

    def _likelihood(self) -> Iterator[Line]:
        question, now = self.run.process.question(), self.run.now
        if question is None:
            yield line("  not asked: a ceasefire is announced, and not yet in effect")
        elif question not in self.run.case.bases or now is None:
            yield line(f"  {question}: unknown, for the case has no base rate for it")
        else:
            yield from self._readings(question, self.run.case.bases[question], now)

    def _readings(self, question: str, base: BaseRate, now: datetime) -> Iterator[Line]:
        asked = "begins" if question == "onset" else "in effect collapses"
        what = f"a {self.run.case.definition.scope} ceasefire {asked}"
        yield line(f"  {question}: {what}, if no more becomes known")
        yield from table([self._reading(question, base, now, h) for h in self.run.case.horizons])
        since = None if base.as_of is None else EPOCH + timedelta(days=base.as_of)
        told = f", as of {show(since, UTC)}" if since else ""
        yield line(f"  base rate: {base.kind}{told}; {base.source or 'no source given'}", hang=4)
        if since and now < since:
            early = f"  warning: read before {show(since, UTC)}, when the base rate was set"
            yield line((early, "warning"), hang=4)

    def _reading(self, question: str, base: BaseRate, now: datetime, horizon: int) -> Row:
        read = self.run.likelihood(horizon, question=question)
        usual = likelihood(base, (), days(now), horizon)
        assert read is not None
        return (
            f"  {f'within {horizon} days':<16}", (f"{100 * read:5.1f} %", "title"), icd203(read),
            (f"base rate {100 * usual:.1f} %", "faint"),
        )  # fmt: skip

    def _evidence(self) -> Iterator[Line]:
        question, now = self.run.process.question(), self.run.now
        if question not in self.run.case.bases or now is None or question is None:
            return _listed(())
        strongest = self.run.state.ledger.strongest(STRONGEST, days(now), question)
        return _listed(_weight(share) for share in strongest if abs(share.nats) >= LEAST)

    # --- the nouns

    def _phase(self, region: Region) -> Row:
        since = f"since {self._date(region.since)}" if region.since else ""
        live = "" if region.strength else "faint"
        return region.key, (_words(region.phase), live), (since, "faint")

    def _round(self, each: Round) -> Row:
        rest = (
            self._start(each), f"convened {self._when(each.convened)}" if each.convened else "",
            each.venue, each.format, f"lasted {each.duration}" if each.duration else "",
            f"outcome {each.outcome}" if each.outcome else "",
        )  # fmt: skip
        return f"{each.track} {each.number}", _words(each.status), _joined(rest)

    def _start(self, each: Round) -> str:
        """The planned start; where claims on it conflict, each of them with whose it is."""
        if each.planned is None:
            return ""
        for conflict in self.run.process.open_conflicts():
            if conflict.field == "starts" and _spans(conflict) == each.planned:
                return f"planned start disputed: {self._sides(conflict)}"
        return f"planned for {self._when(each.planned)}"

    def _delegations(self) -> Iterator[Row]:
        for each in self.run.process.delegations.values():
            number = f" {each.number}" if each.number else ""
            led = ", ".join(filter(None, (each.head, each.office or each.level, *each.members)))
            yield self._name(each.party), f"{each.track}{number}", each.status, led

    def _agreement(self, each: Agreement) -> Row:
        done = "not known to be executed" if each.is_humanitarian else ""
        rest = (
            f"agreed {self._date(each.agreed)}" if each.agreed else "",
            f"by {self._names(each.signatories)}" if each.signatories else "",
            f"executed {self._date(each.executed)}" if each.executed else done,
            f"planned for {self._when(each.planned)}" if each.planned else "",
            f"from round {each.from_round}" if each.from_round else "",
            each.size, f"each side {each.each_side}" if each.each_side else "",
            f"violations {each.violations}" if each.violations else "", each.title,
        )  # fmt: skip
        return each.id, _words(each.type), (_words(each.status), "title"), _joined(rest)

    def _ceasefire(self, each: Ceasefire) -> Row:
        times = (("declared", each.declared_at), ("in effect", each.effective_at),
                 ("ended", each.ended_at))  # fmt: skip
        rest = (
            *(f"{word} {self._date(when)}" for word, when in times if when),
            _words(each.end or ""), each.declaration, each.scope, _words(each.class_ or ""),
            f"violations {each.violations}" if each.violations else "",
            "" if self.run.case.definition.describes(each) else "not of the kind asked about",
        )  # fmt: skip
        return each.id, (_words(each.status), "title"), _joined(rest)

    def _preconditions(self) -> Iterator[Row]:
        for each in self.run.process.open_preconditions():
            whom = f" of {self._names(each.addressee)}" if each.addressee else ""
            red = " (red line)" if each.red_line else ""
            until = f", until {self._when(each.deadline)}" if each.deadline else ""
            wants = f": {each.text}" if each.text else ""
            since = f"since {self._date(each.since)}{until}{wants}"
            yield each.id, f"{self._names(each.holder)}{whom}{red}", since

    def _conflict(self, conflict: ClaimConflict) -> Row:
        return conflict.event, _words(conflict.field), (self._sides(conflict), "conflict")

    def _sides(self, conflict: ClaimConflict) -> str:
        sides = (f"{self._value(value)} ({self._name(who)})" for who, value in conflict.claims)
        return " / ".join(sides)

    # --- positions

    def _positions(self) -> Iterator[Line]:
        case = self.run.case
        for issue in case.issues.values():
            yield line(f"  {issue.title} ({issue.id})")
            ends = f"    0 = {issue.low}; 100 = {issue.high}"
            yield line((ends, "faint"), hang=6)
            yield from table(list(self._held(issue.id)), indent=4)
            yield from table(list(self._between(issue.id)), indent=4)
        if not case.issues:
            yield NONE

    def _held(self, issue: str) -> Iterator[Row]:
        for position in self.run.process.positions.values():
            if position.issue == issue:
                stance = self.run.process.stances.get(position.key)
                said = f"last word: {_words(stance[0])}" if stance else ""
                yield (
                    self._name(position.party), f"stated {position.stated:g}",
                    f"ideal {position.ideal:g}", (said, "faint"),
                )  # fmt: skip

    def _between(self, issue: str) -> Iterator[Row]:
        process, case = self.run.process, self.run.case
        held = [each.party for each in process.positions.values() if each.issue == issue]
        pairs = [(a, b) for n, a in enumerate(held) for b in held[n + 1 :] if b in case.others(a)]
        for one, other in pairs:
            between = f"{self._name(one)} – {self._name(other)}: " if len(pairs) > 1 else ""
            gap, zopa = process.gap(issue, one, other), process.zopa(issue, one, other)
            yield (f"{between}gap {_number(gap)}", f"ZOPA {_number(zopa)}",
                   f"compromise point {_number(process.compromise(issue))}")  # fmt: skip

    # --- words

    def _digest(self) -> Iterator[Line]:
        yield line(("digest ", "faint"), self.run.digest)
        made_of = f"of log, rules, case, tzdata {tzdata_version()} and negotiations {own_version()}"
        yield line((f"       {made_of}", "faint"))

    def _name(self, id: str) -> str:
        return called(self.names, (id,))

    def _names(self, ids: tuple[str, ...]) -> str:
        return called(self.names, ids)

    def _date(self, instant: datetime) -> str:
        return show(instant, self.run.case.day_zone)

    def _when(self, interval: Interval) -> str:
        return show_interval(interval, self.run.case.day_zone)

    def _value(self, value: object) -> str:
        if isinstance(value, tuple):
            return ", ".join(map(self._value, value))
        return self._when(value) if isinstance(value, Interval) else _words(str(value))


NONE = line(("  none", "faint"))


def _listed(rows: Iterable[Row]) -> Iterator[Line]:
    """The rows as a table, or that there are none."""
    made = list(rows)
    yield from table(made) if made else (NONE,)


def by_strength(regions: Iterable[Region]) -> list[Region]:
    """Live regions before those that are over; of each kind the one furthest along first."""
    kinds = list(TABLES)
    return sorted(regions, key=lambda r: (not r.strength, kinds.index(r.kind), -r.strength, r.name))


def _weight(share: Share) -> Row:
    piece = share.piece
    if isinstance(piece, Evidence):
        fades = "never fades" if isinf(piece.half_life) else f"half-life {piece.half_life:g} d"
    else:
        fades = f"while {piece.conclusion}"
    return f"{share.nats:+.3f} nats", (piece.rule, "rule"), piece.group, fades, piece.event


def _spans(conflict: ClaimConflict) -> Interval | None:
    """From the earliest to the latest time that is claimed."""
    times = [value for _, value in conflict.claims if isinstance(value, Interval)]
    return Interval(min(t.start for t in times), max(t.end for t in times)) if times else None


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:g}"


def _joined(parts: Iterable[str | None]) -> str:
    return "; ".join(filter(None, parts))


def _words(text: str | None) -> str:
    return (text or "").replace("_", " ")
