"""The columns of a frame: what each means, and how it is read off a process when a period ends."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import attrs

from negotiations.effects.weigh import Weigh
from negotiations.model.case import Case
from negotiations.model.evidence import QUESTIONS, STANDING
from negotiations.model.kinds import KINDS
from negotiations.model.times import days, local_day
from negotiations.outcomes.answers import SEEN, TIME, UNTIL, answer_columns
from negotiations.panels.calendar import Period
from negotiations.panels.columns import REGIONS, Told, base_is_later, neat, phase, widest_gap
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.tallies import Tally
from negotiations.rulebook.words import OneOf
from negotiations.state import State

WINDOWS = (30, 90)
"""Days that a count looks back, the period's last day among them."""

COUNTED = tuple(kind for kind in KINDS if kind != "day")
ASSUMED = Tally(COUNTED, (("known_basis", OneOf(frozenset({"assumed"}))),))
EVERYTHING = Tally(COUNTED)
OF_KIND = {kind: Tally((kind,)) for kind in COUNTED}
TALLIES = frozenset({ASSUMED, EVERYTHING, *OF_KIND.values()})
"""What is counted for frames, beside what the rules count."""

ANYBODY = (None, None)


@attrs.frozen
class Column:
    """What a column of a frame means.

    *name* is a pattern: words in capitals stand for a party, an issue, a kind, a group, days.
    *type* is text, instant, count, number or flag; *missing* says what an empty cell means; *role*
    is key, feature, outcome or flag. Outcomes are never features: they tell what came later.
    """

    name: str
    type: str
    unit: str
    range: str
    missing: str
    role: str
    meaning: str

    @property
    def nullable(self) -> bool:
        """Whether a cell may be empty."""
        return self.missing != NEVER

    def fits(self, name: str) -> bool:
        """Whether a column of that name is one of these.

        >>> [each.name for each in columns() if each.fits("p_onset_90")]
        ['p_onset_DAYS']
        """
        return _pattern(self.name).fullmatch(name) is not None


@lru_cache
def _pattern(name: str) -> re.Pattern[str]:
    parts = re.split(r"([A-Z]{2,})", name)
    found = (WORDS[part] if n % 2 else re.escape(part) for n, part in enumerate(parts))
    return re.compile("".join(found))


WORDS = {"PARTY": "[^:]+", "ISSUE": "[^:]+", "KIND": "[a-z_]+", "GROUP": ".+", "DAYS": r"\d+"}
NEVER = "never empty"
NOT_ASKED = "the question is not asked then, or the case has no base rate for it"
NOT_YET = "the question is not asked then, or its answer is not yet known"
NOT_WATCHED = "onset is not asked then, or the log does not tell beyond the period's end"
UNIT_INTERVAL = "0 to 1"

DESCRIBED = (
    Column("process", "text", "", "", NEVER, "key", "the id of the case"),
    Column("period", "text", "ISO 8601", "2025-06-02, 2025-W23, 2025-06", NEVER, "key",
           "a day, week (Monday to Sunday) or month of the case's zone"),
    Column("start", "instant", "UTC", "", NEVER, "key", "the period's first microsecond"),
    Column("end", "instant", "UTC", "", NEVER, "key",
           "its last microsecond: a row holds what was known by then, and nothing later"),
    Column("events", "count", "records", "0 up", NEVER, "feature",
           "records that became known in the period, corrections and reports among them"),
    Column("events_known", "count", "records", "0 up", NEVER, "feature",
           "records known by the period's end"),
    *(Column(region, "text", "", f"a phase of {region}, or none", NEVER, "feature",
             "the phase of the strongest live region; else of the one that moved last")
      for region in REGIONS),
    Column("open_preconditions", "count", "preconditions", "0 up", NEVER, "feature",
           "demanded before talks, and neither met nor dropped"),
    Column("open_conflicts", "count", "conflicts", "0 up", NEVER, "feature",
           "fields on which asserters cannot all be right"),
    Column("firings", "count", "firings", "0 up", NEVER, "feature",
           "rules that fired in the period, once for each event and each casting of their roles"),
    Column("position:PARTY:ISSUE", "number", "points", "0 to 100",
           "the process has no such party or issue, or nobody has judged the position", "feature",
           "what a party says in public; the ends of the scale are named in the case"),
    Column("gap:ISSUE", "number", "points", "0 to 100",
           "the process has no such issue, or fewer than two sides with a position", "feature",
           "the widest distance between the positions of two sides"),
    Column("count_KIND_DAYSd", "count", "events", "0 up", NEVER, "feature",
           "accepted events of the kind whose moment lies in so many days up to the period's end"),
    Column("days_since_KIND", "count", "days", "0 up", "no event of that kind is known", "feature",
           "calendar days from the moment of the last accepted event of the kind"),
    Column("question", "text", "", "onset or collapse",
           "a ceasefire is announced and not yet in effect, so neither is asked", "feature",
           "what is asked: onset of a ceasefire, or collapse of the one that holds"),
    Column("log_hazard_ratio", "number", "nats", "", NOT_ASKED, "feature",
           "how far the hazard of what is asked stands above the base rate's"),
    Column("evidence_GROUP", "number", "nats", "within the group's cap", NOT_ASKED, "feature",
           "the part of one group of evidence, after its cap; they add up to log_hazard_ratio"),
    *(Column(f"p_{question}_DAYS", "number", "probability", UNIT_INTERVAL, NOT_ASKED, "feature",
             f"P({question} within so many days of the period's end), if no more becomes known")
      for question in QUESTIONS),
    Column("hindsight_rules", "flag", "", "", NEVER, "flag",
           "a rule that has fired by then was written later"),
    Column("hindsight_base", "flag", "", "", NEVER, "flag",
           "the base rate of what is asked is of a later date"),
    Column("assumed_share", "number", "share", UNIT_INTERVAL, "no accepted event is known", "flag",
           "how much of the accepted events has a known_at that is assumed, not published"),
    *(Column(f"outcome_{question}_DAYS", "flag", "", "", NOT_YET, "outcome",
             f"whether {question} came about within so many days of the period's end")
      for question in QUESTIONS),
    *(Column(f"outcome_{question}_DAYS_known_at", "instant", "UTC", "", NOT_YET, "outcome",
             "since when that is known")
      for question in QUESTIONS),
    Column(TIME, "number", "days", "0 up", NOT_WATCHED, "outcome",
           "from the period's end to the onset, or to where the log ends if it tells of none"),
    Column(SEEN, "flag", "", "", NOT_WATCHED, "outcome",
           "whether the onset was seen; if not, the time to it is longer than that"),
    Column(f"{SEEN}_known_at", "instant", "UTC", "", "no onset was seen", "outcome",
           "since when that is known"),
    Column(UNTIL, "instant", "UTC", "", "the log tells of nothing", "outcome",
           "until when the log is complete: a window that ends later may yet come true"),
)  # fmt: skip


def columns() -> tuple[Column, ...]:
    """Every column that a frame can have, with its type, unit, range and what empty means.

    Of several cases, a frame has the columns of them all: `position:PARTY:ISSUE` and `gap:ISSUE`
    are empty in the rows of a process without that party or issue.
    """
    return DESCRIBED


def described(name: str) -> Column:
    """What a column means; KeyError for one that no frame has."""
    found = next((each for each in DESCRIBED if each.fits(name)), None)
    if found is None:
        raise KeyError(name)
    return found


def role_of(name: str) -> str:
    """The role of a column; one that no frame has is a feature of somebody's own.

    >>> role_of("outcome_onset_90"), role_of("my_own")
    ('outcome', 'feature')
    """
    found = next((each for each in DESCRIBED if each.fits(name)), None)
    return "feature" if found is None else found.role


@attrs.frozen
class Plan:
    """Which columns a frame has: what differs from one frame to the next."""

    positions: tuple[tuple[str, str], ...]
    issues: tuple[str, ...]
    groups: tuple[str, ...]
    horizons: tuple[int, ...]
    outcomes: bool

    @property
    def features(self) -> tuple[str, ...]:
        """All but the key and the outcomes, in order."""
        return (
            "events", "events_known", *REGIONS, "open_preconditions", "open_conflicts", "firings",
            *(f"position:{party}:{issue}" for party, issue in self.positions),
            *(f"gap:{issue}" for issue in self.issues),
            *(f"count_{kind}_{window}d" for kind in COUNTED for window in WINDOWS),
            *(f"days_since_{kind}" for kind in COUNTED),
            "question", "log_hazard_ratio", *(f"evidence_{group}" for group in self.groups),
            *(f"p_{question}_{horizon}" for question in QUESTIONS for horizon in self.horizons),
            "hindsight_rules", "hindsight_base", "assumed_share",
        )  # fmt: skip

    @property
    def answers(self) -> tuple[str, ...]:
        """The outcome columns, each followed by since when it is known."""
        found = answer_columns(self.horizons) if self.outcomes else ()
        return tuple(name for name, _ in found)

    @property
    def names(self) -> tuple[str, ...]:
        """Every column, in order."""
        return ("process", "period", "start", "end", *self.features, *self.answers)

    def values(self, state: State, period: Period, told: Told) -> tuple[Any, ...]:
        """The period and the features, as the state is at its end."""
        process = state.process
        end = local_day(period.end, state.case.day_zone)
        held = (process.positions.get(key) for key in self.positions)
        return (
            period.label, period.start, period.end, told.events, told.known,
            *(phase(process, region) for region in REGIONS),
            len(process.open_preconditions()), len(process.open_conflicts()), told.firings,
            *(None if each is None else neat(each.stated) for each in held),
            *(widest_gap(process, issue) for issue in self.issues),
            *_counts(state, end), *(_days_since(state, kind, end) for kind in COUNTED),
            *self._likelihood(state, period),
            told.latest_rule > end, base_is_later(process, period), _assumed(state, end),
        )  # fmt: skip

    def _likelihood(self, state: State, period: Period) -> Iterator[Any]:
        """The question, η, its groups, and the probabilities under it; empty where not asked."""
        asked, at, ledger = state.process.question(), days(period.end), state.ledger
        yield asked
        if asked is None or asked not in state.case.bases:
            yield from [None] * (1 + len(self.groups) + len(QUESTIONS) * len(self.horizons))
            return
        yield neat(ledger.log_hazard_ratio(at, asked))
        sums = ledger.groups(at, asked)
        yield from (neat(sums[g].nats) if g in sums else 0.0 for g in self.groups)
        read = ledger.probabilities(at, self.horizons, asked)
        for question in QUESTIONS:
            yield from map(neat, read) if question == asked else [None] * len(self.horizons)


def plan_of(
    cases: Iterable[Case], rules: Rulebook, horizons: Iterable[int] | None, outcomes: bool
) -> Plan:
    """The columns of a frame of some cases; without *horizons* those of all the cases."""
    known = list(cases)
    ahead = horizons if horizons is not None else {h for case in known for h in case.horizons}
    positions = {each.key for case in known for each in case.positions}
    issues = {issue for case in known for issue in case.issues}
    groups = {effect.group for r in rules.rules for effect in r.then if isinstance(effect, Weigh)}
    named = {group for group in groups if group is not None} - {STANDING}
    return Plan(
        tuple(sorted(positions)), tuple(sorted(issues)), (*sorted(named), STANDING),
        tuple(sorted(set(ahead))), outcomes,
    )  # fmt: skip


def counting(rules: Rulebook) -> Rulebook:
    """The rulebook, with what frames count beside it."""
    return attrs.evolve(rules, beside=rules.beside | TALLIES)


def _counts(state: State, day: int) -> Iterator[int]:
    for kind in COUNTED:
        counted = state.tallies.read(OF_KIND[kind], ANYBODY)
        yield from (int(counted.total(day, window).low) for window in WINDOWS)


def _days_since(state: State, kind: str, day: int) -> int | None:
    last = next(state.tallies.read(OF_KIND[kind], ANYBODY).last(day))
    return None if last is None else day - last


def _assumed(state: State, day: int) -> float | None:
    """The share of accepted events whose known_at is assumed; None before the first."""
    every = state.tallies.read(EVERYTHING, ANYBODY).total(day, None).low
    assumed = state.tallies.read(ASSUMED, ANYBODY).total(day, None).low
    return neat(assumed / every) if every else None
