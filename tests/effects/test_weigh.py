"""`weigh`: how evidence is sized, how often it counts in a day, and how long it stands."""

# ruff: noqa: E501  (rules and records stand on one line, as their authors write them)

import math

import attrs
import pytest
from ruritania import CASE, changes, firings, play, rulebook

from negotiations.model.likelihood import BaseRate

# Hazard ratios at the event's own quality: a record without sources cannot be judged, so q = 0.5.
STRIKE = "- {kind: strike, occurred: 2025-06-01T12:00, actor: freedonia, recipient: ruritania, target: energy}\n"


def weigh(settings, when="strike"):
    return f"when: {when}\nthen: {{weigh: {{{settings}}}}}"


def nats(run):
    """The weights of the evidence that counts, in nats."""
    return [piece.weight for piece in run.evidence]


@pytest.mark.parametrize(
    ("size", "ratio"),
    [
        ("word: slight against", 1 / 1.25),
        ("word: very strong for", 4.0),
        ("hazard_ratio: 2", 2.0),
        ("weight_nats: -0.5", math.exp(-0.5)),
    ],
)
def test_a_weight_is_sized_in_one_of_four_ways(size, ratio):
    """ln(1 + q·(ratio − 1)), with q = 0.5 for a record that nobody graded."""
    [weight] = nats(play(weigh(f"group: talks, {size}, half_life: 14 days"), STRIKE))
    assert weight == pytest.approx(math.log(1 + 0.5 * (ratio - 1)))


def test_a_likelihood_ratio_is_the_mean_hazard_ratio_of_its_horizon():
    """A ratio of 2 with a half-life of 30 days comes to 1.354 over 90 days (a golden number)."""
    size = "likelihood_ratio: {value: 1.3538, horizon: 90 days}"
    [weight] = nats(play(weigh(f"group: talks, {size}, half_life: 30 days"), STRIKE))
    assert weight == pytest.approx(math.log(1 + 0.5 * (2 - 1)), abs=1e-3)


@pytest.mark.parametrize(("credibility", "q"), [(1, 0.95), (2, 0.8), (3, 0.6), (4, 0.35)])
def test_the_better_graded_the_record_the_more_it_weighs(credibility, q):
    """The record's credibility is the probability that it is true."""
    graded = STRIKE.replace(
        "target", f"sources: [{{source: wire, credibility: {credibility}}}], target"
    )
    [weight] = nats(play(weigh("group: talks, hazard_ratio: 2, half_life: 14 days"), graded))
    assert weight == pytest.approx(math.log(1 + q))


def test_what_the_case_does_not_accept_weighs_nothing():
    """Credibility 5 is a recorded claim only."""
    graded = STRIKE.replace("target", "sources: [{source: wire, credibility: 5}], target")
    assert nats(play(weigh("group: talks, hazard_ratio: 2, half_life: 14 days"), graded)) == []


# --- one weight a day


def strikes(*more):
    return "".join(
        f"- {{kind: strike, occurred: 2025-06-0{day}T{hour:02d}:00, actor: {actor}, recipient: {recipient}, launched: {n}}}\n"
        for day, hour, actor, recipient, n in more
    )


ONE_DAY = strikes(
    (1, 8, "freedonia", "ruritania", 1), (1, 12, "freedonia", "ruritania", 9),
    (1, 16, "ruritania", "freedonia", 1), (1, 20, "freedonia", "arcadia", 1), (2, 8, "freedonia", "ruritania", 1),
)  # fmt: skip


def test_one_weight_a_day_for_each_actor_and_recipient():
    """Five strikes: two of one side on the other in a day count once."""
    assert (
        len(nats(play(weigh("group: talks, word: slight against, half_life: 14 days"), ONE_DAY)))
        == 4
    )


def test_every_time_counts_each():
    """Unless the rule says so."""
    rule = weigh("group: talks, word: slight against, half_life: 14 days, every_time: true")
    assert len(nats(play(rule, ONE_DAY))) == 5


def test_the_heaviest_of_a_day_counts():
    """A better record of a second strike takes the place of the first, and a worse one does not."""
    rule = weigh("group: talks, hazard_ratio: 2, half_life: 14 days")
    log = "".join(
        f"- {{kind: strike, occurred: 2025-06-01T{hour}:00, actor: freedonia, sources: [{{source: wire, credibility: {grade}}}]}}\n"
        for hour, grade in [("08", 3), ("12", 1), ("16", 2)]
    )
    run = play(rule, log)
    assert nats(run) == [pytest.approx(math.log(1.95))]
    assert [line.split(": ")[1].split(",")[0] for line in changes(run, "weighed")] == [
        "+0.470 nats", "+0.668 nats instead of +0.470", "+0.588 nats"
    ]  # fmt: skip
    assert changes(run, "weighed")[2].endswith("not counted again that day")


def test_the_day_is_the_cases_own():
    """23:30 and 00:30 are two days of the case."""
    log = strikes((1, 23, "freedonia", "ruritania", 1), (2, 0, "freedonia", "ruritania", 1))
    assert len(nats(play(weigh("group: talks, word: slight for, half_life: 14 days"), log))) == 2
    istanbul = attrs.evolve(CASE, zone_name="Etc/GMT+6")
    local = log.replace(":00,", ":00Z,")
    assert (
        len(
            nats(
                play(
                    weigh("group: talks, word: slight for, half_life: 14 days"),
                    local,
                    case=istanbul,
                )
            )
        )
        == 1
    )


def test_the_order_in_which_actors_are_named_makes_no_second_weight():
    """Ruritania and Freedonia are Freedonia and Ruritania."""
    log = "".join(
        f"- {{kind: statement, occurred: 2025-06-01T{hour}:00, actor: [{who}]}}\n"
        for hour, who in [("08", "ruritania, freedonia"), ("12", "freedonia, ruritania")]
    )
    assert (
        len(
            nats(
                play(weigh("group: talks, word: slight for, half_life: 14 days", "statement"), log)
            )
        )
        == 1
    )


def test_two_rules_weigh_apart():
    """One weight a rule: a second rule on the same strike has its own."""
    rule = weigh("group: talks, word: slight against, half_life: 14 days")
    assert len(nats(play(rulebook(rule, rule), STRIKE))) == 2


# --- questions

COLLAPSING = weigh("on: collapse, group: collapse, word: modest for, half_life: 14 days")
TRUCE = (
    "- {kind: ceasefire, occurred: 2025-05-01, ceasefire: truce, status: in_effect, "
    "declaration: bilateral, scope: general}\n"
)


def test_onset_and_collapse_are_weighed_apart():
    """Evidence on collapse says nothing about onset."""
    run = play(COLLAPSING, TRUCE + STRIKE)
    assert [piece.question for piece in run.evidence] == ["collapse"]
    assert run.likelihood(90) is None


def test_nothing_weighs_on_collapse_while_no_ceasefire_holds():
    """What happens under a truce of another sort is no evidence on a ceasefire still to come."""
    run = play(COLLAPSING, STRIKE)
    assert run.evidence == ()
    assert run.likelihood(90) == pytest.approx(0.12)


def test_a_question_without_a_base_rate_is_told():
    """The case never asks about collapse: the effect says so and changes nothing."""
    case = attrs.evolve(CASE, bases={"onset": BaseRate(0.12)})
    run = play(
        weigh("on: collapse, group: collapse, word: modest for, half_life: 14 days"),
        STRIKE,
        case=case,
    )
    assert changes(run, "noted") == ["no effect: the case gives no base rate for collapse"]
    assert nats(run) == []


# --- standing terms

COLD = "when: {strike: {target: energy}}\nthen: [{conclude: {name: cold}}, {weigh: {group: talks, hazard_ratio: 2, lasts: while cold}}]"
THAW = "when: statement\nthen: {withdraw: {name: cold}}"
SAID = "- {kind: statement, occurred: 2025-06-05T12:00, actor: freedonia}\n"


def test_a_weight_lasts_while_its_conclusion_stands():
    """Undiminished a month later, and gone once the conclusion is withdrawn."""
    book = rulebook(COLD, THAW)
    term = pytest.approx(math.log(1.5))
    assert [each.weight for each in play(book, STRIKE, until="2025-07-01").standing] == [term]
    assert play(book, STRIKE, until="2025-07-01").likelihood(90) == pytest.approx(1 - 0.88**1.5)
    assert play(book, STRIKE + SAID).standing == ()
    assert play(book, STRIKE + SAID).likelihood(90) == pytest.approx(0.12)


def test_a_weight_lasts_as_long_as_its_conclusion_is_drawn_for():
    """Ten days: half of a horizon of twenty days has it."""
    run = play(COLD.replace("name: cold}", "name: cold, for: 10 days}"), STRIKE)
    assert [each.until - each.since for each in run.standing] == [pytest.approx(10)]
    daily = -math.log(0.88) / 90
    assert run.likelihood(20) == pytest.approx(1 - math.exp(-daily * (9 * 1.5 + 11)), abs=1e-3)


def test_a_term_drawn_twice_stands_once_and_as_long_as_the_later():
    """The same rule on the same conclusion: it runs longer, it does not weigh more."""
    again = STRIKE.replace("06-01", "06-05")
    run = play(COLD.replace("name: cold}", "name: cold, for: 10 days}"), STRIKE + again)
    [term] = [each for each in run.standing if each.present(run.state.ledger.now)]
    assert term.until - run.state.ledger.now == pytest.approx(10)


def test_a_term_of_a_conclusion_nobody_drew_stands_not():
    """The effect says so."""
    rule = "when: strike\nthen: {weigh: {group: talks, hazard_ratio: 2, lasts: while cold}}"
    run = play(rule, STRIKE)
    assert run.standing == ()
    assert changes(run, "noted") == ["no effect: cold is not concluded"]


def test_a_term_sees_a_conclusion_that_a_later_rule_draws_on_the_same_event():
    """Effects commute: the term waits for the event's end."""
    book = rulebook(
        "rule: a\nwhen: strike\nthen: {weigh: {group: talks, hazard_ratio: 2, lasts: while cold}}",
        "rule: b\nwhen: strike\nthen: {conclude: {name: cold}}",
    )
    assert len(play(book, STRIKE).standing) == 1


def test_a_crowds_rate_has_priced_what_was_known_and_the_trace_does_not_say_otherwise():
    """Neither fading evidence nor a standing term of before the crowd's date counts or is told to."""
    rate = BaseRate(0.12, kind="crowd", as_of=30_000.0)
    case = attrs.evolve(CASE, bases={"onset": rate})
    run = play(
        rulebook(COLD, weigh("group: talks, word: slight for, half_life: 9 days")),
        STRIKE,
        case=case,
    )
    assert (run.standing, nats(run)) == ((), [])
    assert changes(run, "stood") == []
    assert all("not counted" in line for line in changes(run, "weighed"))


def test_a_term_is_told_with_the_rule_and_the_roles_it_fired_with():
    """Its reason names who played what."""
    rule = COLD.replace("name: cold}", "name: cold, party: actor}")
    run = play(rule, STRIKE)
    assert firings(run) == ["event-1"]
    assert {reason.roles.told() for reason in run.trace if reason.rule} == {"actor freedonia"}
