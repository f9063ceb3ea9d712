"""Why a rule did not fire: the situation an event met, kept, and each condition asked again in it.

The verdicts are the plain evaluator's: what a condition says, without the matcher's help.
"""

from collections.abc import Callable

import attrs

from negotiations.examples import completed
from negotiations.hearing import exhaust
from negotiations.judging import Judge, Sitting, asked_in
from negotiations.log.reading import log_of
from negotiations.model.case import Case
from negotiations.model.changes import Concluded
from negotiations.model.events import Event
from negotiations.model.ledger import Ledger
from negotiations.model.times import read_instant
from negotiations.model.truth import Truth
from negotiations.parameters import Roles
from negotiations.replaying import Replay
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.rule import Condition, Example, Rule
from negotiations.rulebook.situation import Situation, assignments
from negotiations.state import State


class Watching(Judge):
    """A judge that keeps the situations which the *wanted* events met, as they were before it.

    An event that a later revision let happen anew is kept as it then was.
    """

    asks_daily = True

    def __init__(self, rules: Rulebook, wanted: Callable[[Event], bool]) -> None:
        super().__init__(rules)
        self._wanted = wanted
        self.met: dict[str, Situation] = {}

    def sit(self, base: Situation) -> list[Sitting]:
        if self._wanted(base.event):
            before = attrs.evolve(base, process=base.process.fork(), tallies=base.tallies.fork())
            self.met[base.event.id] = before
        return super().sit(base)


@attrs.frozen
class Answer:
    """A condition and its truth in a situation; *part* is when, given, after or unless."""

    part: str
    condition: Condition
    truth: Truth
    situation: Situation


@attrs.frozen
class Barred:
    """A group of `unless`: it holds a rule back unless one of its members is false."""

    answers: tuple[Answer, ...]

    @property
    def clear(self) -> bool:
        return any(answer.truth is False for answer in self.answers)


@attrs.frozen
class Verdict:
    """A rule in a situation, with its roles cast in one way, and what speaks for and against it."""

    rule: Rule
    roles: Roles
    required: tuple[Answer, ...]
    barred: tuple[Barred, ...]

    @property
    def misses(self) -> tuple[Answer | Barred, ...]:
        """What is not true and should be, and the groups of `unless` that are not clear."""
        wanting = tuple(answer for answer in self.required if answer.truth is not True)
        return (*wanting, *(group for group in self.barred if not group.clear))

    @property
    def holds(self) -> bool:
        return not self.misses

    @property
    def nearness(self) -> tuple[int, int, str, str]:
        """Nearest misses first: the fewest, and of as many those with less that is false."""
        false = sum(isinstance(miss, Answer) and miss.truth is False for miss in self.misses)
        return (len(self.misses), false, self.rule.name, self.roles.told())


def verdicts(rule: Rule, met: Situation, after: Situation) -> list[Verdict]:
    """A rule's verdict for every way to cast its roles, the nearest to holding first.

    There is none if somebody whom it needs is unknown. *after* is the situation after the event.
    """
    castings = assignments(rule.roles, met.event, met.process.case)
    told = (verdict(rule, roles, met, after) for roles in castings)
    return sorted(told, key=lambda each: each.nearness)


def verdict(rule: Rule, roles: Roles, met: Situation, after: Situation) -> Verdict:
    """A rule's verdict in the situation *met* by an event, some of it read *after* the event."""
    before, later = attrs.evolve(met, roles=roles), attrs.evolve(after, roles=roles)
    groups = {
        part: tuple(
            tuple(_answer(part, each.condition, later if each.late else before) for each in group)
            for group in asked
        )
        for part, asked in asked_in(rule).items()
    }
    required = (answer for part in ("when", "given", "after") for answer in groups[part][0])
    return Verdict(rule, roles, tuple(required), tuple(map(Barred, groups["unless"])))


def _answer(part: str, condition: Condition, situation: Situation) -> Answer:
    return Answer(part, condition, condition.truth(situation), situation)


def after_event(met: Situation, judge: Judge) -> Situation:
    """The situation once the event has happened and every rule has drawn its conclusions.

    What the event's own rules withdraw still stands, for that goes last, when all have been asked.
    """
    case, process = met.process.case, met.process.fork()
    ledger = Ledger(case.bases, judge.rules.caps)
    state = State(case, judge, process, ledger, met.tallies.fork())
    changes = [reason.change for reason in state.tell(met.event)]
    for change in changes:
        if isinstance(change, Concluded) and change.withdrawn:
            key = (change.name, change.party, change.issue)
            process.conclusions[key] = met.process.conclusions.get(key)
    return attrs.evolve(met, process=process)


def nearest(met: Situation, judge: Judge) -> list[tuple[Rule, Verdict | None]]:
    """The rules on the event's kind that do not hold, the nearest misses first.

    Last come those of which nobody is known to play the parts.
    """
    after, near = after_event(met, judge), []
    for rule in judge.rules.rules:
        if rule.kind == met.event.kind:
            cast = verdicts(rule, met, after)
            if not any(verdict.holds for verdict in cast):
                near.append((rule, cast[0] if cast else None))
    return sorted(near, key=_by_nearness)


def _by_nearness(pair: tuple[Rule, Verdict | None]) -> tuple[bool, tuple[int, int, str, str]]:
    rule, verdict = pair
    return verdict is None, verdict.nearness if verdict else (0, 0, rule.name, "")


def nearest_in_example(rule: Rule, example: Example, rules: Rulebook, case: Case) -> Verdict | None:
    """How near an example comes to firing its rule; None if nothing in it is of the rule's kind.

    Raises Unreadable, or ValueError for its times, if it can't be replayed.
    """
    records = [completed(raw, number, case) for number, raw in enumerate(example.events, 1)]
    until = read_instant(example.until, case.day_zone) if example.until else None
    watching = Watching(rules, lambda event: event.kind == rule.kind)
    log = log_of(case, records, sort=True)
    exhaust(Replay(log, rules, as_of=until, judge=watching).reasons())
    met = watching.met.values()
    found = (each for one in met for each in verdicts(rule, one, after_event(one, watching)))
    return min(found, key=lambda each: each.nearness, default=None)
