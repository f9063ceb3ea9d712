"""Where things stand at the end of a replay: the likelihood first, then everything it rests on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeAlias

import attrs

from negotiations.model.agreements import Agreement
from negotiations.model.ceasefires import Ceasefire
from negotiations.model.claims import ClaimConflict
from negotiations.model.phases import TABLES, Region
from negotiations.model.process import PeaceProcess
from negotiations.model.talks import Round
from negotiations.model.times import Interval, tzdata_version
from negotiations.report.lines import BLANK, NONE, Line, Span, line, listed, table
from negotiations.report.outlook import Outlook
from negotiations.report.wording import Wording, joined, plus, words
from negotiations.runs import Run
from negotiations.version import VERSION

Row: TypeAlias = Sequence[str | Span]


def standing(run: Run) -> Iterator[Line]:
    """Where a replay's process stands at its end, section by section; the digest at the foot."""
    wording = Wording(run.case)
    moment = "nothing is known yet" if run.now is None else f"as of {wording.time(run.now)}"
    yield BLANK
    yield line(("Where things stand", "title"), f"  {moment}, {run.case.zone_name or 'UTC'}")
    for title, lines in sections(run, wording):
        yield BLANK
        yield line((title, "title"))
        yield from lines
    yield BLANK
    yield line(("digest ", "faint"), run.digest)
    made_of = f"of log, rules, case, tzdata {tzdata_version()} and negotiations {VERSION}"
    yield line((f"       {made_of}", "faint"))


def sections(run: Run, wording: Wording) -> Iterator[tuple[str, Iterable[Line]]]:
    """Every section with its title."""
    outlook, nouns = Outlook(run), Nouns(run.process, wording)
    yield "Likelihood", outlook.lines()
    yield from ((title, listed(rows)) for title, rows in nouns.sections())
    yield "Positions", positions(run.process, wording)
    question = run.process.question() or "nothing"
    yield f"The strongest evidence on {question}, by its present weight", outlook.evidence()


# --- the nouns of the process -------------------------------------------------------------------


@attrs.frozen
class Nouns:
    """Phases, rounds, agreements and the rest, each as a row."""

    process: PeaceProcess
    wording: Wording

    def sections(self) -> Iterator[tuple[str, Iterable[Row]]]:
        process = self.process
        yield "Phases", map(self._phase, by_strength(process.regions.values()))
        yield "Rounds", map(self._round, process.rounds.values())
        yield "Delegations", self._delegations()
        yield "Agreements", map(self._agreement, process.agreements.values())
        yield "Ceasefires", map(self._ceasefire, process.ceasefires.values())
        yield "Open preconditions", self._preconditions()
        yield "Open conflicts between claims", map(self._conflict, process.open_conflicts())

    def _phase(self, region: Region) -> Row:
        since = plus("since", region.since and self.wording.time(region.since))
        live = "" if region.strength else "faint"
        return region.key, (words(region.phase), live), (since, "faint")

    def _round(self, each: Round) -> Row:
        rest = (
            self._start(each),
            self._at("convened", each.convened),
            each.venue,
            each.format,
            plus("lasted", each.duration),
            plus("outcome", each.outcome),
        )
        return f"{each.track} {each.number}", words(each.status), joined(rest)

    def _start(self, each: Round) -> str:
        """The planned start; where claims on it conflict, each of them with whose it is."""
        for conflict in self.process.open_conflicts():
            if conflict.field == "starts" and each.planned and _span(conflict) == each.planned:
                return f"planned start disputed: {self._sides(conflict)}"
        return self._at("planned for", each.planned)

    def _delegations(self) -> Iterator[Row]:
        for each in self.process.delegations.values():
            led = ", ".join(filter(None, (each.head, each.office or each.level, *each.members)))
            meeting = f"{each.track} {each.number or ''}"
            yield self.wording.names(each.party), meeting, each.status, led

    def _agreement(self, each: Agreement) -> Row:
        unknown = "not known to be executed" if each.is_humanitarian else ""
        rest = (
            self._at("agreed", each.agreed),
            plus("by", self.wording.names(*each.signatories)),
            self._at("executed", each.executed) or unknown,
            self._at("planned for", each.planned),
            plus("from round", each.from_round),
            each.size,
            plus("each side", each.each_side),
            plus("violations", each.violations),
            each.title,
        )
        return each.id, words(each.type), (words(each.status), "title"), joined(rest)

    def _ceasefire(self, each: Ceasefire) -> Row:
        kind = (each.declaration, each.scope, each.class_ and words(each.class_))
        rest = (
            self._at("declared", each.declared_at),
            self._at("in effect", each.effective_at),
            self._at("ended", each.ended_at),
            each.end and words(each.end),
            *kind,
            plus("violations", each.violations),
            None if self._is_meant(each) else "not of the kind asked about",
        )
        return each.id, (words(each.status), "title"), joined(rest)

    def _is_meant(self, each: Ceasefire) -> bool:
        return self.process.case.definition.describes(each)

    def _preconditions(self) -> Iterator[Row]:
        for each in self.process.open_preconditions():
            whom = plus(" of", self.wording.names(*each.addressee))
            red = " (red line)" if each.red_line else ""
            rest = (self._at("since", each.since), self._at("until", each.deadline), each.text)
            yield each.id, f"{self.wording.names(*each.holder)}{whom}{red}", joined(rest)

    def _conflict(self, conflict: ClaimConflict) -> Row:
        return conflict.event, words(conflict.field), (self._sides(conflict), "conflict")

    def _sides(self, conflict: ClaimConflict) -> str:
        tell, names = self.wording.value, self.wording.names
        return " / ".join(f"{tell(value)} ({names(who)})" for who, value in conflict.claims)

    def _at(self, word: str, when: datetime | Interval | None) -> str:
        told = self.wording.time(when) if isinstance(when, datetime) else None
        return plus(word, told or (when and self.wording.value(when)))


def by_strength(regions: Iterable[Region]) -> list[Region]:
    """Live regions before those that are over; of each kind the one furthest along first."""
    kinds = list(TABLES)
    return sorted(regions, key=lambda r: (not r.strength, kinds.index(r.kind), -r.strength, r.name))


def _span(conflict: ClaimConflict) -> Interval | None:
    """From the earliest to the latest time that is claimed."""
    times = [value for _, value in conflict.claims if isinstance(value, Interval)]
    return Interval(min(t.start for t in times), max(t.end for t in times)) if times else None


# --- positions ----------------------------------------------------------------------------------


def positions(process: PeaceProcess, wording: Wording) -> Iterator[Line]:
    """Each issue: where the parties stand on it, and what lies between them."""
    for issue in process.case.issues.values():
        yield line(f"  {issue.title} ({issue.id})")
        yield line((f"    0 = {issue.low}; 100 = {issue.high}", "faint"), hang=6)
        yield from table(list(_held(process, issue.id, wording)), indent=4)
        yield from table(list(_between(process, issue.id, wording)), indent=4)
    if not process.case.issues:
        yield NONE


def _held(process: PeaceProcess, issue: str, wording: Wording) -> Iterator[Row]:
    for each in process.positions.values():
        if each.issue == issue:
            stance = process.stances.get(each.key)
            last = (plus("last word:", stance and words(stance[0])), "faint")
            party = wording.names(each.party)
            yield party, f"stated {each.stated:g}", f"ideal {each.ideal:g}", last


def _between(process: PeaceProcess, issue: str, wording: Wording) -> Iterator[Row]:
    held = [each.party for each in process.positions.values() if each.issue == issue]
    rivals = process.case.others
    pairs = [(a, b) for n, a in enumerate(held) for b in held[n + 1 :] if b in rivals(a)]
    for one, other in pairs:
        pair = f"{wording.names(one)} – {wording.names(other)}: " if len(pairs) > 1 else ""
        gap = f"{pair}gap {_number(process.gap(issue, one, other))}"
        zopa, point = process.zopa(issue, one, other), process.compromise(issue)
        yield gap, f"ZOPA {_number(zopa)}", f"compromise point {_number(point)}"


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:g}"
