"""Judging: durable-rules' answers are the plain evaluator's, at every sitting of every replay."""

# ruff: noqa: E501  (rules and records stand on one line, as their authors write them)

import json
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
import strategies
from durable import engine
from hypothesis import Phase, given, settings
from ruritania import CASE, firings, play, rulebook

from negotiations import judging, matching
from negotiations.effects import EFFECTS
from negotiations.hearing import exhaust, heard, ticked
from negotiations.judging import Asked, Judge, Sitting, Table, asked_in
from negotiations.log.reading import log_of
from negotiations.matching import holds
from negotiations.model.kinds import KINDS
from negotiations.model.times import DAY
from negotiations.model.truth import Truth
from negotiations.parameters import ROLES
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.conditions import MEASURES
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.words import words_for
from negotiations.state import State

PACK = strategies.book(strategies.pack())
JUDGE = Judge(PACK)


# --- a second opinion, in plain words


def so(rule: Rule, truths: dict[Asked, Truth]) -> bool:
    """Whether a rule holds: all it asks is true, and of every group it bars one is surely false."""
    asked = asked_in(rule)
    required = [each for part in ("when", "given", "after") for each in asked[part][0]]
    return all(truths[each] is True for each in required) and all(
        any(truths[each] is False for each in group) for group in asked["unless"]
    )


class Witness:
    """Sits beside every table, reads all of its conditions itself, and compares the answers."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.compared, self.held = 0, set[str]()
        self._early: dict[int, tuple[Sitting, dict[Asked, Truth]]] = {}
        self._sit, self._matches = Table.sit, Sitting.matches
        patch.setattr(Table, "sit", lambda *given: self.sit(*given))
        patch.setattr(Sitting, "matches", lambda sitting: self.matches(sitting))
        patch.setattr(Judge, "asks_daily", True)

    def sit(self, table: Table, situation: Any, opened: Any = None) -> Sitting | None:
        early = {each: each.condition.truth(situation) for each in table.asked if not each.late}
        sitting = self._sit(table, situation, opened)
        if sitting is None:
            whens = [asked_in(rule)["when"][0] for rule in table.rules]
            assert not any(all(early[each] is True for each in when) for when in whens)
        else:
            self._early[id(sitting)] = (sitting, early)
        return sitting

    def matches(self, sitting: Sitting) -> Iterator[judging.Match]:
        answer = list(self._matches(sitting))
        table, (_, early) = sitting.table, self._early[id(sitting)]
        late = {each: each.condition.truth(sitting.situation) for each in table.asked if each.late}
        expected = [rule for rule in table.rules if so(rule, early | late)]
        assert [match.rule for match in answer] == expected
        assert plainly(sitting) == expected
        assert all(match.roles == sitting.situation.roles for match in answer)
        self.compared += 1
        self.held.update(rule.name for rule in expected)
        yield from answer


def plainly(sitting: Sitting) -> list[Rule]:
    """The rules that `matching.holds` finds under the truths that were put to the matcher."""
    number = {asked: n for n, asked in enumerate(sitting.table.asked)}
    combinations = [judging._combination(asked_in(rule), number) for rule in sitting.table.rules]
    pairs = zip(sitting.table.rules, combinations, strict=True)
    return [rule for rule, combination in pairs if holds(combination, sitting.truths)]


def witnessed(
    rules: Rulebook, records: list[dict[str, Any]], judge: Judge | None = None
) -> Witness:
    """A replay of records under a witness's eyes, to a week after their end."""
    with pytest.MonkeyPatch.context() as patch:
        witness = Witness(patch)
        state = State.start(CASE, judge or Judge(rules), keep=False)
        for group in log_of(CASE, records).reading().groups():
            exhaust(heard(state, group.known_at, list(group.records)))
        if state.clock is not None:
            exhaust(ticked(state, state.clock + 7 * DAY))
    return witness


# --- every word, measure, part, role and effect


def test_the_pack_has_a_rule_of_every_word_measure_part_role_and_effect():
    """What the language can say, the pack says."""
    text = repr(strategies.pack())
    words = {
        word
        for kind in KINDS
        for shape in strategies.shapes(KINDS[kind]).values()
        for word in words_for(shape)
    }
    assert all(f"'{word}'" in text for word in words)
    assert strategies.MEASURED.keys() == MEASURES.keys()
    assert strategies.EFFECTS.keys() == EFFECTS.keys()
    assert all(
        any(getattr(rule, part) for rule in PACK.rules)
        for part in ("when", "given", "unless", "after")
    )
    assert {role for rule in PACK.rules for role in rule.roles} == set(ROLES)
    assert {rule.kind for rule in PACK.rules} == set(KINDS)


@settings(max_examples=50, deadline=None, derandomize=True, phases=[Phase.generate])
@given(records=strategies.logs(least=4))
def test_durable_rules_answers_as_the_plain_evaluator_does_whatever_the_log(records):
    """The whole pack over random logs with rival claims, bounds, unknowns, and days between."""
    assert witnessed(PACK, records, JUDGE).compared > 0


def test_most_of_the_pack_holds_somewhere():
    """A property over rules that never hold would prove little: over some logs, most do."""
    held = set[str]()
    for records in strategies.drawn(strategies.logs(least=20), many=16):
        held |= witnessed(PACK, records, JUDGE).held
    assert len(held) > 0.7 * len(PACK.rules)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(rules=strategies.drawn_rules(), records=strategies.logs(least=4, most=12))
def test_rules_that_combine_conditions_as_they_come_are_answered_alike(rules, records):
    """Words, measures and effects in any combination, several to a rule."""
    witnessed(strategies.book(rules), records)


# --- large books


def test_five_hundred_rules_are_answered_alike():
    """A book of five hundred rules, drawn once, over random logs."""
    books = strategies.drawn(strategies.drawn_rules(10, 10), many=50, like=500)
    rules = [{**rule, "rule": f"drawn-{n}"} for n, rule in enumerate(chain.from_iterable(books))]
    book = strategies.book(rules[:499])
    logs, judge, held = strategies.drawn(strategies.logs(least=20), many=8), Judge(book), set[str]()
    for records in logs:
        held |= witnessed(book, records, judge).held
    assert len(book.rules) == 500
    assert len(held) > 50


def test_a_hundred_rules_fire_on_one_event():
    """A hundred rules with conditions of their own, all true of one strike, fire once each."""
    texts = [
        f"when: {{strike: {{launched: {{at_least: {number}}}}}}}\ngiven: {{count: {{of: round, at_most: {number}}}}}"
        for number in range(100)
    ]
    log = "- {kind: strike, occurred: 2025-06-01, actor: freedonia, launched: 472}"
    run = play(rulebook(*texts), log)
    assert [firings(run, f"rule-{number}") for number in range(1, 101)] == [["event-1"]] * 100
    witness = witnessed(
        rulebook(*texts),
        [
            {
                "id": "e",
                "kind": "strike",
                "occurred": "2025-06-01",
                "known_at": "2025-06-01",
                "launched": 472,
            }
        ],
    )
    assert len(witness.held) == 100


# --- nothing of a user's reaches durable-rules

ODD = [
    "1e400", "NaN", "-0", "1e-05", "true", "null", "$and", "$m", "sid", "id", "__proto__", "t0", "r0",
    'a "quoted" one', "it's", "{}", "[1, 2]", "\\u0000", "back\\slash", "🕊️ peace", "ǆ", "\u202egnirts", "x" * 70_000,
]  # fmt: skip


class Door:
    """Stands where durable-rules' own C module stood, and keeps all that is said to it."""

    def __init__(self, module: Any) -> None:
        self._module, self.said = module, list[tuple[str, Any]]()

    def __getattr__(self, name: str) -> Any:
        def ask(*args: Any) -> Any:
            self.said.append((name, args))
            return getattr(self._module, name)(*args)

        return getattr(self._module, name) if name.startswith("_") else ask


def odd_rules() -> Rulebook:
    """Rules that name, test for and tell odd words and numbers."""
    return strategies.book([
        {
            "rule": f"{word} {number}", "when": {"strike": {
                "target": "energy", "operation": word, "aim": {"includes": word}, "near": {"includes": [word]},
                "launched": {"at_least": number + 7919}, "distance": {"between": ["0.000001", f"{number + 1}e14"]},
            }},
            "given": {"count": {"of": "strike", "operation": word, "by": "actor", "at_most": f"{number + 6007}"}},
            "unless": {"concluded": f"not {word}", "open_conflict": word,
                       "stance": {"party": word, "issue": word, "is": "willing"}},
            "then": [{"conclude": {"name": word, "party": "actor"}}, {"note": word}],
        }
        for number, word in enumerate(ODD)
    ])  # fmt: skip


def odd_log() -> list[dict[str, Any]]:
    """Strikes whose every text is odd."""
    return [
        {"id": f"{word}{copy}", "kind": "strike", "occurred": "2025-06-01", "known_at": f"2025-06-0{copy + 1}",
         "actor": "freedonia", "recipient": "ruritania", "target": "energy", "operation": word, "aim": word,
         "near": [word], "note": word, "location": [word], "launched": number + 8000, "distance": f"{number}.000001",
         "sources": [{"source": word, "url": word}], "claims": [{"asserter": "ruritania", "near": [word]}]}
        for copy in range(2) for number, word in enumerate(ODD)
    ]  # fmt: skip


def leaves(data: Any) -> Iterator[Any]:
    """The values at the ends of nested data."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for each in inner:
        yield from leaves(each)
    if not isinstance(data, dict | list):
        yield data


def keys(data: Any) -> Iterator[str]:
    """Every key of nested data."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    yield from data if isinstance(data, dict) else ()
    for each in inner:
        yield from keys(each)


def test_nothing_of_a_users_reaches_durable_rules(monkeypatch):
    """Facts are our own field names and 1s, whatever names, texts and numbers users write."""
    door = Door(engine.durable_rules_engine)
    monkeypatch.setattr(engine, "durable_rules_engine", door)
    monkeypatch.setattr(matching, "_rulesets", matching._Rulesets())  # none made before
    run = play(odd_rules(), odd_log(), until="2025-06-04")
    assert len({rule for rule, _, _ in run.trace.firings()}) > len(ODD)
    facts = [
        json.loads(args[1]) for name, args in door.said if name in ("assert_fact", "retract_fact")
    ]
    ours = {matching.ASKED, *matching.FIELDS}
    assert facts
    assert {key for fact in facts for key in fact} <= ours | {"sid"}
    assert {(type(value), value) for fact in facts for value in leaves(fact)} <= {
        (int, 1),
        (str, "0"),
    }
    made = [args for name, args in door.said if name == "create_ruleset"]
    assert {name for name, _ in made} == {"rules"}
    own_words = (
        ours | {"all", "m", "$and", "run"} | {f"r{n}" for n in range(matching.MOST_RULES + 1)}
    )
    assert {key for _, text in made for key in keys(json.loads(text))} <= own_words
    assert {str(value) for _, text in made for value in leaves(json.loads(text))} <= {"1"}
    texts = {arg for name, args in door.said for arg in args if isinstance(arg, str)}
    assert not [text for text in texts for word in ODD[:1] + ODD[13:] if word in text]
