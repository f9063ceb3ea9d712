"""Firing: once per event and casting of roles, to a fixed point; on days, when it becomes so."""

# ruff: noqa: E501  (rules and records stand on one line, as their authors write them)

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruritania import CASE, cast, changes, firings, in_zone, play, rulebook

STRIKE = "- {kind: strike, occurred: 2025-06-0N, actor: freedonia, recipient: ruritania, target: energy}\n"
FIRST, SECOND, NINTH = (STRIKE.replace("N", day) for day in "129")


# --- chaining


def test_a_chain_of_conclusions_runs_to_its_end_on_one_event():
    """Each link reads what the one before drew on the same event, whatever their order."""
    links = [
        f"rule: z{9 - n}\nwhen: strike\ngiven: {{concluded: c{n}}}\nthen: {{conclude: {{name: c{n + 1}}}}}"
        for n in range(8)
    ]
    book = rulebook(*links, "rule: start\nwhen: strike\nthen: {conclude: {name: c0}}")
    fired = [name for name, _, _ in play(book, FIRST).trace.firings()]
    assert fired == ["start", *(f"z{9 - n}" for n in range(8))]


def test_a_conclusion_drawn_anew_opens_the_same_chain_again():
    """It ran out after two days; a week later the same strike draws it, and the rest follows."""
    book = rulebook(
        "when: {strike: {target: energy}}\nthen: {conclude: {name: cold, for: 2 days}}",
        "when: strike\ngiven: {concluded: cold}",
    )
    assert firings(play(book, FIRST + NINTH), "rule-2") == ["event-1", "event-2"]


def test_a_rule_fires_once_on_an_event_however_often_the_chain_is_asked():
    """Its own conclusion and others' come and it still holds; it has fired."""
    book = rulebook(
        "when: strike\nthen: [{conclude: {name: one}}, {note: fired}]",
        "when: strike\ngiven: {concluded: one}\nthen: {conclude: {name: two}}",
        "when: strike\ngiven: {concluded: two}\nthen: {conclude: {name: three}}",
    )
    run = play(book, FIRST)
    assert changes(run, "noted", "rule-1") == ["fired"]
    assert [firings(run, f"rule-{n}") for n in (1, 2, 3)] == [["event-1"]] * 3


def test_unless_concluded_waits_for_every_rule_that_could_conclude_it():
    """The calm rule comes first by name and priority, and still waits for the alarm's."""
    book = rulebook(
        "rule: a-calm\npriority: -9\nwhen: strike\nunless: {concluded: alarm}",
        "rule: z-alarm\npriority: 9\nwhen: {strike: {target: energy}}\nthen: {conclude: {name: alarm, for: 2 days}}",
    )
    homes = NINTH.replace("energy", "residential")
    assert firings(play(book, FIRST + SECOND.replace("energy", "military") + homes), "a-calm") == [
        "event-3"
    ]


def test_conclusions_of_parties_and_issues_are_apart():
    """What is concluded of one party is not concluded of the other; a bare name means any."""
    book = rulebook(
        "when: strike\nthen: {conclude: {name: hit, party: recipient, issue: truce-terms}}",
        "when: statement\ngiven: {concluded: {name: hit, party: actor}}",
        "when: statement\ngiven: {concluded: hit}",
        "when: statement\ngiven: {concluded: {name: hit, issue: border}}",
    )
    said = "".join(
        f"- {{kind: statement, occurred: 2025-06-02, actor: {p}}}\n"
        for p in ("ruritania", "freedonia")
    )
    run = play(book, FIRST + said)
    assert [firings(run, f"rule-{n}") for n in (2, 3, 4)] == [
        ["event-2"],
        ["event-2", "event-3"],
        [],
    ]


def test_a_conclusion_for_a_time_runs_out_to_the_minute():
    """Two days from the event's moment, and not a minute longer."""
    book = rulebook(
        "when: {strike: {target: energy}}\nthen: {conclude: {name: cold, for: 2 days}}",
        "when: statement\ngiven: {concluded: cold}",
    )
    log = "- {kind: strike, occurred: 2025-06-01T12:00, actor: freedonia, target: energy}\n"
    log += "".join(f"- {{kind: statement, occurred: 2025-06-03T{t}}}\n" for t in ("11:59", "12:00"))
    assert firings(play(book, log), "rule-2") == ["event-2"]


# --- roles


def test_each_actor_and_each_recipient_is_cast():
    """Two attackers and two victims are four castings, each with its own effects."""
    rule = "when: strike\ngiven: {count: {of: round, by: actor, at_most: 0}}\nthen: {shift: {party: recipient, issue: truce-terms, hardens: 2}}"
    run = play(
        rule,
        "- {kind: strike, occurred: 2025-06-01, actor: [freedonia, arcadia], recipient: [ruritania, freedonia]}",
    )
    assert sorted(cast(run)) == [
        "actor arcadia, recipient freedonia", "actor arcadia, recipient ruritania",
        "actor freedonia, recipient freedonia", "actor freedonia, recipient ruritania",
    ]  # fmt: skip


def test_a_rule_that_names_no_role_fires_once_whoever_acts():
    """Two actors, one firing."""
    log = (
        "- {kind: strike, occurred: 2025-06-01, actor: [freedonia, arcadia], recipient: ruritania}"
    )
    run = play("when: strike", log)
    assert cast(run) == [""]


def test_a_role_nobody_plays_leaves_a_rule_alone():
    """No recipient is known, so a rule about the recipient says nothing."""
    rule = "when: strike\nthen: {shift: {party: recipient, issue: truce-terms, hardens: 2}}"
    assert firings(play(rule, "- {kind: strike, occurred: 2025-06-01, actor: freedonia}")) == []


@pytest.mark.parametrize(
    ("actor", "expected"),
    [("freedonia", ["actor freedonia, other ruritania"]),
     ("arcadia", ["actor arcadia, other ruritania", "actor arcadia, other freedonia"])],
)  # fmt: skip
def test_the_other_is_a_counterpart_of_the_actor(actor, expected):
    """A party's counterparts are the other side; a third party's are both."""
    rule = "when: statement\ngiven: {count: {of: round, by: actor, on: other, at_most: 0}}"
    assert sorted(
        cast(play(rule, f"- {{kind: statement, occurred: 2025-06-01, actor: {actor}}}"))
    ) == sorted(expected)


def test_each_is_every_party_and_no_third_party():
    """On a day, where nobody acts, and on an event as well."""
    rule = "when: {}\ngiven: {{position: {{party: each, issue: truce-terms, at_least: 0}}}}"
    for when in ("strike", "day"):
        run = play(rule.format(when), FIRST, until="2025-06-02")
        assert sorted(cast(run)) == ["each freedonia", "each ruritania"]


# --- days


def test_a_day_rule_fires_when_it_becomes_so_and_again_only_after_it_was_not():
    """Talks sit from the 2nd to the 4th and again on the 7th: two firings, at midnight after."""
    log = "".join(
        f"- {{kind: round, occurred: 2025-06-0{day}T12:00, status: {status}, number: {n}}}\n"
        for day, status, n in [(2, "convened", 1), (4, "adjourned", 1), (7, "convened", 2)]
    )
    run = play("when: day\ngiven: {talks: convened}", log, until="2025-06-12")
    assert firings(run) == ["day:2025-06-03", "day:2025-06-08"]


def test_a_day_rule_holds_for_each_party_apart():
    """One becomes unwilling on the 1st, the other on the 3rd: each is told in its turn."""
    log = "".join(
        f"- {{kind: statement, occurred: 2025-06-0{day}T12:00, actor: {party}, issue: truce-terms, stance: unwilling}}\n"
        for day, party in [(1, "ruritania"), (3, "freedonia")]
    )
    run = play(
        "when: day\ngiven: {stance: {party: each, issue: truce-terms, is: unwilling}}",
        log,
        until="2025-06-09",
    )
    assert firings(run) == ["day:2025-06-02", "day:2025-06-04"]
    assert cast(run) == ["each ruritania", "each freedonia"]


def test_a_day_rule_that_becomes_unknown_was_not_so():
    """After a wave that may have been one it is unknown whether there was none, then sure again."""
    log = FIRST + '- {kind: strike, occurred: 2025-06-03T12:00, launched: "≈400"}\n'
    rule = "when: day\ngiven: {count: {of: strike, launched: {at_least: 400}, within: 2 days, less_than: 1}}"
    run = play(rule, log.replace("energy", "energy, launched: 1"), until="2025-06-09")
    assert firings(run) == ["day:2025-06-02", "day:2025-06-05"]


def test_days_begin_at_midnight_of_the_case_after_the_first_event():
    """The first midnight after the log begins; in Istanbul three hours before London's."""
    log = "- {kind: strike, occurred: 2025-06-01T20:30Z, actor: freedonia}"
    assert firings(play("when: day", log, until="2025-06-04")) == ["day:2025-06-02"]
    run = play("when: day", log, until="2025-06-04", case=in_zone("Europe/Istanbul"))
    assert firings(run) == ["day:2025-06-02"]
    [reason] = [reason for reason in run.trace if reason.rule]
    assert reason.known_at.isoformat() == "2025-06-01T21:00:00+00:00"


def test_no_day_is_made_where_no_rule_asks_for_one_or_before_the_first_event():
    """A rulebook without day rules has no clock."""
    run = play("when: strike", FIRST, until="2025-07-01")
    assert {reason.kind for reason in run.trace} == {"strike"}
    assert firings(play("when: day", FIRST, until="2025-06-01")) == []


def test_a_day_is_no_claim_whatever_grades_the_case_accepts():
    """A midnight has no source to grade: it comes where only confirmed records move the process."""
    graded = FIRST.replace("}", ", sources: [{source: wire, credibility: 1}]}")
    case = attrs.evolve(CASE, accept=frozenset({1}))
    run = play(
        "when: day\ngiven: {count: {of: strike, at_least: 1}}",
        graded,
        until="2025-06-05",
        case=case,
    )
    assert firings(run) == ["day:2025-06-02"]
    assert {reason.rule for reason in run.trace if reason.kind == "day"} == {"rule-1"}


def test_what_happened_during_a_day_is_seen_by_the_next_midnight_and_not_by_its_own():
    """A strike at 00:00 sharp belongs to the day that begins, and the midnight comes with it."""
    rule = "when: day\ngiven: {count: {of: strike, target: energy, at_least: 1}}"
    opening = "- {kind: strike, occurred: 2025-06-01T12:00, target: military}\n"
    late = "- {kind: strike, occurred: 2025-06-02T23:59, target: energy}\n"
    assert firings(play(rule, opening + late, until="2025-06-05")) == ["day:2025-06-03"]


def test_a_rule_on_days_may_read_its_own_firings():
    """Unless it fired within the six days before: it tells again on the sixth day."""
    rule = (
        "when: day\nunless: [{count: {of: rule-1, within: 6 days, at_least: 1}}, {talks: convened}]"
    )
    assert firings(play(rule, FIRST, until="2025-06-20"))[:2] == [
        "day:2025-06-02",
        "day:2025-06-08",
    ]


# --- unless


@pytest.mark.parametrize(
    ("unless", "fires"),
    [
        ("{talks: convened}", True),
        ("{talks: none}", False),
        ("{stance: {party: actor, issue: truce-terms, is: unwilling}}", False),
        ("{talks: convened, stance: {party: actor, issue: truce-terms, is: unwilling}}", True),
        ("{talks: none, stance: {party: actor, issue: truce-terms, is: unwilling}}", False),
        ("[{talks: convened}, {talks: scheduled}]", True),
        ("[{talks: convened}, {talks: none}]", False),
        ("[{talks: convened}, {stance: {party: actor, issue: truce-terms, is: unwilling}}]", False),
    ],
)
def test_unless_is_cleared_only_by_what_is_surely_not_so(unless, fires):
    """A mapping must not hold together, no part of a list may; an unknown clears nothing."""
    assert bool(firings(play(f"when: strike\nunless: {unless}", FIRST))) is fires


# --- order


@settings(max_examples=30, deadline=None, derandomize=True)
@given(order=st.permutations(range(5)))
def test_the_order_of_the_files_makes_no_difference(order):
    """The same rules in any order tell the same trace."""
    rules = [
        "rule: a\nwhen: strike\nthen: {conclude: {name: one, for: 3 days}}",
        "rule: b\nwhen: strike\ngiven: {concluded: one}\nthen: [{conclude: {name: two}}, {shift: {party: recipient, issue: truce-terms, hardens: 3}}]",
        "rule: c\nwhen: strike\nunless: {concluded: two}\nthen: {weigh: {group: talks, word: slight for, half_life: 9 days}}",
        "rule: d\nwhen: day\ngiven: {concluded: one}\nthen: {withdraw: {name: two}}",
        "rule: e\nwhen: strike\nthen: {weigh: {group: talks, word: modest for, lasts: while two}}",
    ]
    log, until = FIRST + SECOND + NINTH, "2025-06-14"
    expected = [reason.data() for reason in play(rulebook(*rules), log, until=until).trace]
    book = rulebook(*(rules[n] for n in order))
    assert [reason.data() for reason in play(book, log, until=until).trace] == expected
