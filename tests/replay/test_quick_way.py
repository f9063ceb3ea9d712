"""The quick way of a replay gives what the careful way gives, to the bit.

The careful way is `Replay.reasons`, which tells event by event; `Replay.drive` takes batches.
"""

# ruff: noqa: E501  (rules and records stand on one line, as their authors write them)

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import logs
import pytest
import strategies
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from ruritania import CASE, in_zone, rulebook
from ways import at_hand, came, cut_into, in_file, quickly, same, told_until, written

from negotiations import replaying
from negotiations.courses import Course, Courses, Memory
from negotiations.judging import Judge
from negotiations.log.forms import Form
from negotiations.model.case import Plausibility
from negotiations.model.evidence import BaseRate
from negotiations.model.parties import Voice
from negotiations.model.times import days, read_instant
from negotiations.replaying import Replay
from negotiations.sieve import Key

PACK = strategies.book(strategies.pack())
JUDGE = Judge(PACK)
CUTS = (None, "2025-05-20T00:00Z", "2025-06-01T00:00Z", "2025-06-09T05:00Z", "2025-08-01T00:00Z")
CROWD = BaseRate(0.2, as_of=days(read_instant("2025-06-01T00:00Z", None)), kind="crowd")
CASES = {
    "in a zone with summer time": in_zone("Europe/Kyiv"),
    "in a zone whose clocks go back past midnight": in_zone("America/St_Johns"),
    "in no zone": attrs.evolve(CASE, zone_name=None),
    "with a crowd's base rate": attrs.evolve(CASE, bases={**CASE.bases, "onset": CROWD}),
    "that asks nothing": attrs.evolve(CASE, bases={}),
    "that finds much implausible": attrs.evolve(
        CASE, plausible=(Plausibility("strike", "launched", 30, "too many"),)
    ),
    "that accepts little": attrs.evolve(CASE, accept=frozenset({1, 2})),
    "that grades its voices": attrs.evolve(CASE, voices={"wire": Voice("wire", "Wire", reliability="B")}),
    "without positions": attrs.evolve(CASE, positions=()),
    "without issues": attrs.evolve(CASE, positions=(), issues={}),
}  # fmt: skip


def moment(cut: str | None) -> Any:
    return None if cut is None else read_instant(cut, None)


ANY_RULES = strategies.drawn_rules().map(strategies.book)


# --- any log, any rules


@settings(max_examples=80, deadline=None)
@given(rules=ANY_RULES, records=strategies.amended(), cut=st.sampled_from(CUTS))
def test_both_ways_give_the_same_reasons_and_the_same_state(rules, records, cut):
    """Rules and logs as they come, with amendments, ties, late news and bad records, up to a cut."""
    same(at_hand(records, CASE), rules, as_of=moment(cut))


@settings(max_examples=50, deadline=None)
@given(rules=ANY_RULES, records=strategies.amended(), cut=st.sampled_from(CUTS))
def test_both_ways_give_the_same_state_when_no_trace_is_kept(rules, records, cut):
    """Without a journal positions and weights take a shorter way still, to the same end."""
    same(at_hand(records, CASE), rules, as_of=moment(cut), keep=False)


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(records=strategies.amended(), keep=st.booleans())
def test_both_ways_are_one_under_a_rule_of_every_word_measure_and_effect(records, keep):
    """The whole pack at once."""
    same(at_hand(records, CASE), PACK, judge=JUDGE, keep=keep)


@settings(max_examples=50, deadline=None)
@given(records=logs.logs(), data=st.data())
def test_both_ways_are_one_for_a_small_book_of_rules_that_work_together(records, data):
    """Conclusions, terms that stand with them, counts and days, with amendments between."""
    case, later = logs.case(), data.draw(logs.amendments(records))
    same(
        at_hand(logs.in_order([*records, *later]), case),
        logs.rules(),
        as_of=moment("2025-01-31T00:00Z"),
    )


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@settings(max_examples=12, deadline=None)
@given(rules=ANY_RULES, records=strategies.amended(), keep=st.booleans())
def test_both_ways_are_one_in_any_case(case, rules, records, keep):
    """Zones, base rates, doubts, grades, and what a case does not declare."""
    same(at_hand(records, case), rules, keep=keep)


@settings(max_examples=40, deadline=None)
@given(rules=ANY_RULES, records=strategies.amended(most=12))
def test_both_ways_stop_at_the_same_problems(rules, records):
    """Where no problem is set aside, the same ones end the reading."""
    same(at_hand(records, CASE), rules, lenient=False)


@settings(max_examples=60, deadline=None)
@given(
    rules=ANY_RULES, records=strategies.amended(most=30), cut=st.sampled_from(CUTS),
    piece=st.sampled_from([1, 4, 4096]), lenient=st.booleans(),
)  # fmt: skip
def test_told_by_the_batch_is_told_one_by_one(rules, records, cut, piece, lenient):
    """Whoever listens as it goes hears the same, up to the problem that ends it if one does."""
    log, options = at_hand(records, CASE), {"as_of": moment(cut), "lenient": lenient}
    with cut_into(records=piece):
        quick = told_until(Replay.told, log, rules, **options)
    assert quick == told_until(Replay.reasons, log, rules, **options)


# --- however it is cut


@settings(max_examples=50, deadline=None)
@given(
    rules=ANY_RULES, records=strategies.amended().filter(len), name=st.sampled_from(["log.jsonl", "log.yaml"]),
    piece=st.sampled_from([1, 300, 1000]), lenient=st.booleans(), cut=st.sampled_from(CUTS),
)  # fmt: skip
def test_a_file_gives_the_same_in_pieces_of_any_size(
    tmp_path_factory, rules, records, name, piece, lenient, cut
):
    """JSON lines and YAML, read by the line, by the few, and whole."""
    path: Path = written(records, tmp_path_factory.mktemp("log") / name)
    with cut_into(piece=piece, records=1 + piece // 300):
        same(in_file(path, CASE), rules, lenient=lenient, as_of=moment(cut))


@pytest.mark.parametrize("size", [1, 3, 7])
@settings(max_examples=20, deadline=None)
@given(rules=ANY_RULES, records=strategies.amended(), keep=st.booleans())
def test_slices_of_any_size_change_nothing(size, rules, records, keep):
    """With a checkpoint after every event, or every few, all is as it was."""
    whole = came(quickly, at_hand(records, CASE), rules, keep=keep)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replaying, "CHECKPOINTED", size)
        assert same(at_hand(records, CASE), rules, keep=keep).stands == whole.stands


# --- whatever is remembered


def forgetful(courses: Courses, form: Form, key: Key, memory: Memory) -> Course:
    """Judges a situation as if it had met none before, and remembers nothing of it."""
    memory.forget()
    course = LEARN(courses, form, key, memory)
    memory.forget()
    return course


LEARN = Courses.learn


@settings(max_examples=50, deadline=None)
@given(
    rules=ANY_RULES,
    records=st.one_of(strategies.amended(), strategies.repeating()),
    keep=st.booleans(),
)
def test_the_memory_of_situations_changes_nothing_on_or_off(rules, records, keep):
    """Each situation judged anew gives the same bits as one that is remembered."""
    remembering = came(quickly, at_hand(records, CASE), rules, keep=keep)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Courses, "learn", forgetful)
        forgotten = came(quickly, at_hand(records, CASE), rules, keep=keep)
    assert remembering.stands == forgotten.stands
    assert remembering.data == forgotten.data


@settings(max_examples=40, deadline=None)
@given(rules=ANY_RULES, logs_=st.lists(strategies.amended(most=12), min_size=2, max_size=3))
def test_a_warm_memory_gives_the_same_as_a_cold_one(rules, logs_):
    """What a judge and its courses remember of other replays changes nothing in the next."""
    judge, kept = Judge(rules), list[Courses]()

    def warm(judge: Judge, forms: Any, state: Any) -> Courses:
        if not kept:
            kept.append(Courses(judge, forms, state))
        kept[0].turn_to(state)
        return kept[0]

    for records in logs_:
        cold = came(quickly, at_hand(records, CASE), rules)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(replaying, "Courses", warm)
            warmed = came(quickly, at_hand(records, CASE), rules, judge=judge)
        assert (warmed.stands, warmed.data) == (cold.stands, cold.data)


@settings(max_examples=10, deadline=None)
@given(rules=ANY_RULES, logs_=st.lists(strategies.amended(most=15), min_size=2, max_size=6))
def test_replays_in_several_threads_give_the_same_as_one_after_the_other(rules, logs_):
    """Each thread has a judge of its own; what they share is only the rulebook and the case."""
    alone = [came(quickly, at_hand(records, CASE), rules) for records in logs_]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda each: came(quickly, at_hand(each, CASE), rules), logs_ * 2))
    assert [each.data for each in together] == [each.data for each in alone * 2]
    assert [each.stands for each in together] == [each.stands for each in alone * 2]


# --- what went wrong once

T, U, V, W = (f"2025-06-{day:02d}T10:00:00Z" for day in (1, 2, 3, 4))
WEIGHT = "when: strike\nthen: [{weigh: {group: g, word: modest against, half_life: 14 days}}]"


def strike(id: str, known: str, **said: Any) -> dict[str, Any]:
    return {
        "id": id, "kind": "strike", "occurred": known, "known_at": known, "actor": ["ruritania"],
        "recipient": ["freedonia"], "launched": 5, **said,
    }  # fmt: skip


def fired(records: list[dict[str, Any]], *rules: str, case: Any = CASE) -> list[str]:
    """The rules and the events they fired on, on either way."""
    told = same(at_hand(records, case), rulebook(*rules)).told
    return [f"{reason.rule} {reason.event}" for reason in told if reason.rule]


def test_a_retraction_that_stands_among_events_known_together_is_told_before_later_ones():
    """It ends its group, though its group and the next are read in one run."""
    retraction = {"id": "x", "kind": "retraction", "of": "a", "known_at": U}
    told = same(
        at_hand([strike("a", T), retraction, strike("b", U), strike("c", V)], CASE),
        rulebook(WEIGHT),
    ).told
    assert list(dict.fromkeys(reason.event for reason in told)) == ["a", "b", "x", "c"]


def test_a_denied_event_whose_claims_conflict_is_known_to_rules_that_ask():
    """What is held back moves nothing, and yet its claims stand against each other."""
    denied = [{"asserter": "ruritania", "launched": 3}, {"asserter": "freedonia", "launched": 30}]
    records = [strike("a", T), strike("b", U, modality="denied", claims=denied), strike("c", V)]
    assert fired(records, "when: strike\ngiven: {open_conflict: launched}") == ["rule-1 c"]


@pytest.mark.parametrize("word", ["less_than: 15", "at_most: 15", "between: [-9, 15]"])
def test_a_threshold_that_no_field_can_reach_is_met_by_all(word):
    """A number of 100 at most is less than any larger one."""
    records = [
        {"id": id, "kind": "statement", "occurred": T, "known_at": T, "actor": "ruritania", "position": at}
        for id, at in (("a", 40), ("b", 100), ("c", 40.5))
    ]  # fmt: skip
    rules = (
        f"when: {{statement: {{position: {{{word}0000}}}}}}".replace("]0000", "0000]"),
        "when: statement",
    )
    assert fired(records, *rules) == [f"rule-{n} {id}" for id in "abc" for n in (1, 2)]


def test_an_interval_is_read_to_its_end():
    """A weight counts from the last day of what lasted, not from its first."""
    long = strike("a", W, occurred=f"{T}/{V}")
    [piece] = same(at_hand([long], CASE), rulebook(WEIGHT)).stands["pieces"]
    assert piece.at == days(read_instant(V, None))


def test_what_follows_a_time_is_not_overlooked():
    """Behind a time stands nothing, or it is no time."""
    troubles = same(
        at_hand([strike("a", T, occurred=f"{T} or so")], CASE), rulebook(WEIGHT)
    ).troubles
    assert ["is not a time" in what for what in troubles] == [True]
