"""Why-not: the plain evaluator agrees with the replay, and names the nearest miss."""

import pytest
import ruritania

from negotiations.examples import run_example
from negotiations.log.reading import Log, log_of, read_log
from negotiations.packaged import folder, seed
from negotiations.replaying import Replay
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.reading import read_rules
from negotiations.rulebook.rule import Rule
from negotiations.whynot import (
    Barred,
    Verdict,
    Watching,
    after_event,
    nearest,
    nearest_in_example,
    verdicts,
)

SHIPPED = read_rules(folder("rules"))


def watched(log: Log, rules: Rulebook) -> tuple[set[tuple[str, str, str]], Watching]:
    """The (rule, event, roles) that fired in a replay, and the judge that watched it."""
    watching = Watching(rules, lambda event: True)
    driven = Replay(log, rules, judge=watching)
    fired = {(r.rule, r.event, r.roles.told()) for r in driven.reasons() if r.rule is not None}
    return fired, watching


def held(watching: Watching) -> set[tuple[str, str, str]]:
    """The (rule, event, roles) that hold, says the plain evaluator."""
    found = set()
    for id, met in list(watching.met.items()):
        after = after_event(met, watching)
        for rule in watching.rules.rules:
            if rule.kind == met.event.kind:
                cast = verdicts(rule, met, after)
                found |= {(rule.name, id, each.roles.told()) for each in cast if each.holds}
    return found


def test_what_holds_is_what_fires_in_istanbul() -> None:
    """Asked again one by one, the conditions give just the firings that the replay had."""
    fired, watching = watched(read_log(seed("istanbul-2025")), SHIPPED)
    ours = held(watching)
    apart = {each for each in fired ^ ours if not each[1].startswith("day:")}
    assert apart == set()
    assert fired <= ours  # a day rule that holds on fires no more
    assert len(fired) > 10


@pytest.mark.parametrize("rule", SHIPPED.rules, ids=lambda rule: rule.name)
def test_what_holds_is_what_fires_in_examples(rule: Rule) -> None:
    """The same over every example of every shipped rule."""
    for example in rule.examples:
        log = log_of(ruritania.CASE, [*_records(example.events)], sort=True)
        fired, watching = watched(log, SHIPPED)
        apart = fired ^ held(watching)
        assert {each for each in apart if not each[1].startswith("day:")} == set()


def _records(events: tuple[dict[str, object], ...]) -> list[dict[str, object]]:
    return [ruritania.completed(raw, n, ruritania.CASE) for n, raw in enumerate(events, 1)]


def near(rule: str, log: str, event: str = "event-1") -> Verdict | None:
    """How near an event came to firing a rule."""
    rules = ruritania.rulebook(rule)
    _, watching = watched(log_of(ruritania.CASE, ruritania.records(log)), rules)
    found = nearest(watching.met[event], watching)
    return found[0][1]


def missed(verdict: Verdict | None) -> list[tuple[str, bool | None]]:
    """The parts that a verdict misses, with their truths (of a barred group: not clear)."""
    assert verdict is not None
    return [
        ("unless", None) if isinstance(miss, Barred) else (miss.part, miss.truth)
        for miss in verdict.misses
    ]


STRIKE = "- {kind: strike, occurred: 2025-06-01, actor: freedonia, recipient: ruritania%s}\n"


@pytest.mark.parametrize(
    ("when", "given", "more", "expected"),
    [
        ("launched: {at_least: 400}", "", ", launched: 300", [("when", False)]),
        ("launched: {at_least: 400}", "", "", [("when", None)]),
        ("launched: {at_least: 400}", "", ', launched: ">390"', [("when", None)]),
        ("munition: drone", "given: {talks: convened}", ", munition: drone", [("given", False)]),
        (
            "munition: drone",
            "given: {talks: convened}\nunless: {talks: none}",
            "",
            [("when", None), ("given", False), ("unless", None)],
        ),
        (
            "munition: drone",
            "unless: {ceasefire: in_effect}",
            ", munition: bomb",
            [("when", False)],
        ),
    ],
)
def test_misses_are_what_is_not_true(
    when: str, given: str, more: str, expected: list[tuple[str, bool | None]]
) -> None:
    """A miss is a condition that is false or unknown, or a group of unless that is not clear."""
    rule = f"when: {{strike: {{{when}}}}}\n{given}\n"
    assert missed(near(rule, STRIKE % more)) == expected


def test_the_nearest_rule_comes_first_and_the_uncastable_last() -> None:
    """Fewest misses first; of as many, the fewer that are false; then those nobody can play."""
    rules = ruritania.rulebook(
        "rule: two\nwhen: {strike: {munition: drone, launched: {at_least: 400}}}\n",
        "rule: false-one\nwhen: {strike: {munition: [bomb]}}\n",
        "rule: unknown-one\nwhen: {strike: {launched: {at_least: 400}}}\n",
        "rule: uncast\nwhen: {strike: {}}\ngiven: {stance: {party: recipient, "
        "issue: truce-terms, is: refuses}}\n",
        "rule: holds\nwhen: strike\n",
    )
    log = "- {kind: strike, occurred: 2025-06-01, actor: freedonia, munition: missile}\n"
    _, watching = watched(log_of(ruritania.CASE, ruritania.records(log)), rules)
    found = [(rule.name, v is None) for rule, v in nearest(watching.met["event-1"], watching)]
    assert found == [("unknown-one", False), ("false-one", False), ("two", False), ("uncast", True)]


def test_a_situation_is_kept_as_it_was_before_the_event() -> None:
    """What the event itself changed, and all that came later, is not in the situation it met."""
    log = (
        "- {kind: round, occurred: 2025-05-16, actor: [ruritania, freedonia], number: 1, "
        "status: convened}\n" + STRIKE % "" + "- {kind: round, occurred: 2025-06-03, actor: "
        "[ruritania, freedonia], number: 1, status: adjourned}\n"
    )
    rules = ruritania.rulebook("when: strike\n")
    _, watching = watched(log_of(ruritania.CASE, ruritania.records(log)), rules)
    phases = {id: met.process.region("talks", "main").phase for id, met in watching.met.items()}
    assert phases == {"event-1": "none", "event-2": "convened", "event-3": "convened"}


def test_a_corrected_event_is_kept_as_corrected() -> None:
    """After a correction, why-not is about the event as the log now has it."""
    log = (
        STRIKE % ", id: wave, launched: 500"
        + "- {id: fix, kind: correction, of: wave, known_at: 2025-06-05, set: {launched: 300}}\n"
    )
    rules = ruritania.rulebook("when: {strike: {launched: {at_least: 400}}}\n")
    fired, watching = watched(log_of(ruritania.CASE, ruritania.records(log)), rules)
    assert fired == {("rule-1", "wave", "")}
    assert [rule.name for rule, _ in nearest(watching.met["wave"], watching)] == ["rule-1"]


def test_an_example_tells_its_nearest_miss() -> None:
    """Of an example that does not fire, the event that came nearest is told."""
    rules = ruritania.rulebook(
        "when: {strike: {munition: drone, launched: {at_least: 400}}}\nexamples:\n  fires_on:\n"
        "    - - {kind: strike, occurred: 2025-06-01, actor: freedonia, munition: bomb}\n"
        "      - {kind: strike, occurred: 2025-06-02, munition: drone, launched: 9}\n"
    )
    [rule] = rules.rules
    assert not run_example(rule, rule.examples[0], rules, ruritania.CASE).passed
    found = nearest_in_example(rule, rule.examples[0], rules, ruritania.CASE)
    assert missed(found) == [("when", False)]
