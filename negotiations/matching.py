"""Matching: which combinations of conditions hold in a situation, asked of durable-rules.

This is the only room that knows durable-rules. A fact that goes through its door looks like
``{"asked": 1, "t0": 1, "t7": 1}``: one field for each *term* that is true, a term being a required
condition or a barred group that is clear. Its rules are plain conjunctions of such fields, so that
each fires at most once (with ``$or`` a rule fires once for every way to be true). No value of a
user's ever gets there.

One ruleset takes as much as its limits allow with room to spare; the rest goes into further parts.
An error, an interrupt or an answer cut short is raised, never passed over, and the ruleset in which
it happened is made anew.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import attrs
from durable.engine import Host, Promise

FALSE, TRUE, UNKNOWN = 0, 1, 2

MOST_TERMS = 60
"""Terms in one ruleset: with more than 64 true at once durable-rules gives up (its error 303)."""

MOST_RULES = 200
"""Rules in one ruleset: from 256 behind one field durable-rules overruns a list of its own."""

ASKED = "asked"
"""A field that is 1 in every fact, so that a rule without terms is a rule like any other."""

FIELDS = tuple(f"t{place}" for place in range(MOST_TERMS))
"""Field names of the terms. durable-rules knows a field by a hash of its name; no two collide."""

Term = int | tuple[int, ...]
"""A required condition's number, or the numbers of a barred group."""

Shape = tuple[tuple[int, ...], ...]
"""What a ruleset is made from: for each rule the places of its terms, ascending."""


@attrs.frozen
class Combination:
    """Conditions, by number, that must be true, and groups that must not be true together.

    One member that is definitely false clears a group; an unknown one does not.
    """

    required: tuple[int, ...]
    barred: tuple[tuple[int, ...], ...] = ()


def holds(combination: Combination, truths: Sequence[bool | None]) -> bool:
    """Whether *combination* definitely holds: in plain words, what a `Matcher` is to answer.

    >>> holds(Combination((0,), barred=((1, 2),)), [True, None, False])
    True
    >>> holds(Combination((0,), barred=((1, 2),)), [True, None, True])
    False
    """
    return all(truths[number] is True for number in combination.required) and all(
        any(truths[number] is False for number in group) for group in combination.barred
    )


def pack(truths: Iterable[bool | None]) -> bytes:
    r"""A situation as `Matcher.matches` takes it: a byte for each condition.

    >>> pack([False, True, None])
    b'\x00\x01\x02'
    """
    return bytes(UNKNOWN if truth is None else truth for truth in truths)


class Matcher:
    """Answers which of *combinations* hold, asking durable-rules once per distinct situation.

    Up to *remembered* answers are kept; when there are more, all are forgotten at once. A matcher
    belongs to the thread that made it. `asked` counts the situations put to durable-rules.

    Raises ValueError for a combination of more than 60 terms or with a number that is none of the
    *conditions*. One without terms always holds; one with an empty barred group never does.

    >>> matcher = Matcher([Combination((0,)), Combination((), barred=((1,),))], conditions=2)
    >>> matcher.matches(pack([True, None])), matcher.matches(pack([True, False]))
    ((0,), (0, 1))
    """

    def __init__(
        self, combinations: Sequence[Combination], conditions: int, *, remembered: int = 65_536
    ) -> None:
        self.asked = 0
        self._conditions = conditions
        self._remembered = remembered
        self._answers: dict[bytes, tuple[int, ...]] = {}
        self._thread = threading.get_ident()
        self._parts = _split([_terms(each, conditions) for each in combinations])

    def matches(self, situation: bytes) -> tuple[int, ...]:
        """Indices of the combinations that hold, ascending; `pack` makes a *situation*.

        Raises ValueError for bytes that are no situation, and RuntimeError in a foreign thread or
        if durable-rules fails to answer.
        """
        answer = self._answers.get(situation)
        return self._ask(situation) if answer is None else answer

    def _ask(self, situation: bytes) -> tuple[int, ...]:
        self._check(situation)
        self.asked += 1
        answer = tuple(sorted(index for part in self._parts for index in part.ask(situation)))
        if len(self._answers) >= self._remembered:
            self._answers.clear()
        self._answers[situation] = answer
        return answer

    def _check(self, situation: bytes) -> None:
        if len(situation) != self._conditions or max(situation, default=FALSE) > UNKNOWN:
            raise ValueError(
                f"a situation is {self._conditions} bytes of 0, 1 or 2, not {situation!r}"
            )
        if threading.get_ident() != self._thread:
            raise RuntimeError("a matcher belongs to the thread that made it")


def _terms(combination: Combination, conditions: int) -> tuple[Term, ...]:
    groups = [tuple(sorted(set(group))) for group in combination.barred]
    terms: tuple[Term, ...] = tuple(dict.fromkeys([*combination.required, *groups]))
    if len(terms) > MOST_TERMS:
        raise ValueError(
            f"a rule can have at most {MOST_TERMS} conditions, not {len(terms)}"
            " (conditions barred together count as one)"
        )
    numbers = {*combination.required}.union(*groups)
    if not numbers <= set(range(conditions)):
        raise ValueError(f"{combination} has a number that is none of the {conditions} conditions")
    return terms


def _is_true(term: Term, situation: bytes) -> bool:
    if isinstance(term, int):
        return situation[term] == TRUE
    return any(situation[number] == FALSE for number in term)


@attrs.define
class _Part:
    """As many combinations as go into one ruleset, by their index, and the terms they read."""

    places: dict[Term, int] = attrs.Factory(dict)
    rules: dict[int, tuple[int, ...]] = attrs.Factory(dict)

    def has_room(self, terms: Sequence[Term]) -> bool:
        return len(self.rules) < MOST_RULES and len(self.places.keys() | terms) <= MOST_TERMS

    def add(self, index: int, terms: Sequence[Term]) -> None:
        for term in terms:
            self.places.setdefault(term, len(self.places))
        self.rules[index] = tuple(sorted(self.places[term] for term in terms))

    def closed(self) -> "_ClosedPart":
        shape = tuple(self.rules.values())
        return _ClosedPart(tuple(self.places), tuple(self.rules), _rulesets.of(shape))


@attrs.frozen
class _ClosedPart:
    terms: tuple[Term, ...]
    indices: tuple[int, ...]
    ruleset: "_Ruleset"

    def ask(self, situation: bytes) -> list[int]:
        true = [place for place, term in enumerate(self.terms) if _is_true(term, situation)]
        return [self.indices[rule] for rule in self.ruleset.ask(true)]


def _split(combinations: Iterable[tuple[Term, ...]]) -> list[_ClosedPart]:
    parts: list[_Part] = []
    for index, terms in enumerate(combinations):
        part = next((part for part in parts if part.has_room(terms)), None)
        if part is None:
            parts.append(part := _Part())
        part.add(index, terms)
    return [part.closed() for part in parts]


class _Host(Host):  # type: ignore[misc]
    def _run(self) -> None:
        """Start no timers: a Host's own would dispatch from other threads for ever."""


class _Note(Promise):  # type: ignore[misc]
    """An action that notes its rule. Promise's own way with a function swallows every exception."""

    def __init__(self, note: Callable[[int], None], rule: int) -> None:
        self.root = self
        self._note, self._rule = note, rule

    def run(self, c: Any, complete: Callable[[None], None]) -> None:
        self._note(self._rule)
        complete(None)


class _Ruleset:
    """One ruleset, in a host of its own. The last rule always holds: it tells that all have run."""

    def __init__(self, shape: Shape) -> None:
        self._rules: Shape = (*shape, ())
        self._fired: list[int] = []
        self._host = self._new_host()

    def ask(self, true: Iterable[int]) -> list[int]:
        """The rules that fire when the terms at *true*, ascending places, are true.

        The order counts: with fields and conjunctions in one order, what durable-rules has still
        to look at is never more than the terms; otherwise its error 303 comes far below 64.
        """
        self._fired.clear()
        fact = {ASKED: 1} | {FIELDS[place]: 1 for place in true}
        try:
            self._host.assert_fact("rules", fact)
            self._host.retract_fact("rules", fact)
            if self._fired[-1:] != [len(self._rules) - 1]:
                raise RuntimeError("durable-rules left a situation half answered")
        except BaseException:
            self._host = self._new_host()
            raise
        return self._fired[:-1]

    def _new_host(self) -> Host:
        rules = {f"r{number}": self._rule(number) for number in range(len(self._rules))}
        return _Host({"rules": rules})

    def _rule(self, number: int) -> dict[str, Any]:
        fields = [ASKED, *(FIELDS[place] for place in self._rules[number])]
        conjunction = {"$and": [{field: 1} for field in fields]}
        return {"all": [{"m": conjunction}], "run": _Note(self._fired.append, number)}


class _Rulesets(threading.local):
    """The rulesets this thread has made: kept, for durable-rules never gives their memory back."""

    def __init__(self) -> None:
        self._by_shape: dict[Shape, _Ruleset] = {}

    def of(self, shape: Shape) -> _Ruleset:
        if shape not in self._by_shape:
            self._by_shape[shape] = _Ruleset(shape)
        return self._by_shape[shape]


_rulesets = _Rulesets()
