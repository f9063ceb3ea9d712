"""The measures that count: whole days of the case's zone, without the event itself, in three values."""

# ruff: noqa: E501  (rules and records stand on one line, as their authors write them)

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruritania import cast, firings, in_zone, play, rulebook

ISTANBUL = in_zone("Europe/Istanbul")


def fired(measure, log, part="given", when="strike", case=ISTANBUL, until=None):
    """The events on which a rule with this one measure fires."""
    return firings(play(f"when: {when}\n{part}: {{{measure}}}", log, case=case, until=until))


def truth(measure, log, when="{statement: {text: now}}", case=ISTANBUL):
    """What a measure says at a last statement; None where neither it nor its denial holds."""
    is_so = fired(measure, log, "given", when, case)
    is_not = fired(measure, log, "unless", when, case)
    assert not (is_so and is_not)
    return True if is_so else False if is_not else None


NOW = "- {kind: statement, text: now, occurred: 2025-06-10T12:00, actor: freedonia, recipient: ruritania}\n"


# --- days of the calendar


@pytest.mark.parametrize(
    ("earlier", "within", "counted"),
    [
        ("2025-06-10T00:30", "1 day", True),
        ("2025-06-09T23:30", "1 day", False),
        ("2025-06-09T23:30", "2 days", True),
        ("2025-06-04T00:30", "7 days", True),
        ("2025-06-03T23:30", "7 days", False),
        ("2025-06-04T00:30", "1 week", True),
    ],
)
def test_a_window_is_whole_days_of_the_cases_zone(earlier, within, counted):
    """At 00:40 on the 10th one day is the 10th alone: a strike at 23:30 is outside."""
    log = f"""
- {{kind: strike, occurred: {earlier}, actor: freedonia}}
- {{kind: statement, text: now, occurred: 2025-06-10T00:40}}
"""
    assert truth(f"count: {{of: strike, within: {within}, at_least: 1}}", log) is counted


@pytest.mark.parametrize(("zone", "counted"), [("Europe/Istanbul", False), ("UTC", True)])
def test_midnight_is_the_cases_own(zone, counted):
    """23:30 and 00:30 in Istanbul are 20:30 and 21:30 of one day in UTC."""
    log = """
- {kind: strike, occurred: 2025-06-09T20:30Z, actor: freedonia}
- {kind: statement, text: now, occurred: 2025-06-09T21:30Z}
"""
    assert (
        truth("count: {of: strike, within: 1 day, at_least: 1}", log, case=in_zone(zone)) is counted
    )


def test_a_strike_before_midnight_and_one_after_are_a_day_apart():
    """23:30 and 00:30: the day between them is one, though it is an hour."""
    log = """
- {kind: strike, occurred: 2025-06-09T23:30, actor: freedonia}
- {kind: strike, occurred: 2025-06-10T00:30, actor: freedonia}
"""
    assert fired("days_since: {of: strike, between: [1, 1]}", log) == ["event-2"]
    assert fired("days_since: {of: strike, less_than: 1}", log) == []


def test_an_event_does_not_count_itself_and_does_count_the_one_before_it_on_that_day():
    """The first strike meets none, the second meets one."""
    log = "- {kind: strike, occurred: 2025-06-09, actor: freedonia}\n" * 2
    assert fired("count: {of: strike, at_least: 1}", log) == ["event-2"]
    assert fired("count: {of: strike, less_than: 1}", log) == ["event-1"]


def test_an_event_falls_on_the_day_it_ended_or_became_known_if_that_was_sooner():
    """A weekend's strike counts on Sunday; a week's, told on its third day, on that day."""
    weekend = "- {kind: strike, occurred: 2025-06-07/2025-06-08, actor: freedonia}\n" + NOW
    assert truth("days_since: {of: strike, between: [2, 2]}", weekend) is True
    week = (
        "- {kind: strike, occurred: 2025-06-01/2025-06-09, known_at: 2025-06-03, actor: freedonia}\n"
        + NOW
    )
    assert truth("days_since: {of: strike, between: [7, 7]}", week) is True


def test_what_is_not_known_yet_is_not_counted():
    """A strike of the 5th that became public on the 11th was nothing to a statement on the 10th."""
    late = "- {kind: strike, occurred: 2025-06-05, known_at: 2025-06-11, actor: freedonia}\n"
    assert truth("count: {of: strike, at_least: 1}", late + NOW) is False
    again = NOW.replace("06-10", "06-12").replace("now", "later")
    assert (
        truth("count: {of: strike, at_least: 1}", late + again, "{statement: {text: later}}")
        is True
    )


def test_what_the_case_does_not_accept_and_what_is_denied_is_not_counted():
    """A record of credibility 5, a denial and an expected attack are no strikes."""
    log = """
- {kind: strike, occurred: 2025-06-01, sources: [{source: wire, credibility: 5}]}
- {kind: strike, occurred: 2025-06-01, modality: denied}
- {kind: strike, occurred: 2025-06-01, modality: expected}
"""
    assert truth("count: {of: strike, at_least: 1}", log + NOW) is False


# --- perhaps


@pytest.mark.parametrize(
    ("sure", "perhaps", "one_or_more", "two_or_more"),
    [
        (1, 0, True, False),
        (1, 1, True, None),
        (0, 1, None, False),
        (0, 2, None, None),
        (2, 3, True, True),
    ],
)
def test_an_event_that_may_qualify_is_perhaps_counted(sure, perhaps, one_or_more, two_or_more):
    """A wave of about 400 is perhaps one of 400 or more: the count is a range."""
    log = "- {kind: strike, occurred: 2025-06-05, launched: 450}\n" * sure
    log += '- {kind: strike, occurred: 2025-06-05, launched: "≈400"}\n' * perhaps
    measure = "count: {of: strike, launched: {at_least: 400}, at_least: N}"
    assert truth(measure.replace("N", "1"), log + NOW) is one_or_more
    assert truth(measure.replace("N", "2"), log + NOW) is two_or_more


def test_an_event_with_rival_claims_is_counted_only_if_it_qualifies_under_each():
    """450 by one and 390 by the other is perhaps a wave of 400."""
    log = "- {kind: strike, occurred: 2025-06-05, launched: 450, claims: [{asserter: freedonia, launched: N}]}\n"
    measure = "count: {of: strike, launched: {at_least: 400}, at_least: 1}"
    assert truth(measure, log.replace("N", "410") + NOW) is True
    assert truth(measure, log.replace("N", "390") + NOW) is None
    assert (
        truth(measure, log.replace("launched: 450", "launched: 300").replace("N", "390") + NOW)
        is False
    )


def test_unless_with_an_unknown_count_holds_the_rule_back():
    """`unless` a mass attack came before: one that may have been one is enough to wait."""
    log = '- {kind: strike, occurred: 2025-06-05, launched: "≈400"}\n' + NOW
    measure = "count: {of: strike, launched: {at_least: 400}, at_least: 1}"
    assert fired(measure, log, "unless", "statement") == []
    assert fired(measure, NOW, "unless", "statement") == ["event-1"]


# --- by, on, same, of


def test_by_and_on_part_the_count_by_who_and_whom():
    """Freedonia's strikes on Ruritania, not Ruritania's and not those on Arcadia."""
    log = """
- {kind: strike, occurred: 2025-06-05, actor: freedonia, recipient: ruritania}
- {kind: strike, occurred: 2025-06-05, actor: freedonia, recipient: arcadia}
- {kind: strike, occurred: 2025-06-05, actor: ruritania, recipient: freedonia}
"""
    assert truth("count: {of: strike, by: actor, between: [2, 2]}", log + NOW) is True
    assert (
        truth("count: {of: strike, by: actor, on: recipient, between: [1, 1]}", log + NOW) is True
    )
    assert truth("count: {of: strike, by: ruritania, between: [1, 1]}", log + NOW) is True
    assert (
        truth("count: {of: strike, by: recipient, on: actor, between: [1, 1]}", log + NOW) is True
    )
    assert truth("count: {of: strike, by: arcadia, at_least: 1}", log + NOW) is False


def test_an_event_by_two_actors_counts_for_each_and_once_without_a_by():
    """A joint strike is one strike, and one of each."""
    log = "- {kind: strike, occurred: 2025-06-05, actor: [freedonia, arcadia]}\n" + NOW
    for by in ("freedonia", "arcadia"):
        assert truth(f"count: {{of: strike, by: {by}, between: [1, 1]}}", log) is True
    assert truth("count: {of: strike, between: [1, 1]}", log) is True


def test_each_and_an_actor_can_be_named_in_one_rule():
    """Each party is told of strikes by the actor: both roles are cast."""
    rule = """
    when: strike
    given: {count: {of: strike, by: actor, at_least: 1}}
    then: {shift: {party: each, issue: truce-terms, hardens: 1}}
    """
    run = play(rule, "- {kind: strike, occurred: 2025-06-05, actor: freedonia}\n" * 2)
    assert firings(run) == ["event-2"] * 2
    assert cast(run) == ["actor freedonia, each freedonia", "actor freedonia, each ruritania"]


def test_same_counts_only_events_that_share_the_field():
    """Violations of this very ceasefire."""
    log = "".join(
        f"- {{kind: ceasefire, ceasefire: {name}, status: violated, occurred: 2025-06-0{day}}}\n"
        for day, name in enumerate(("june", "easter", "june"), 1)
    )
    measure = "count: {of: ceasefire, same: ceasefire, at_least: 1}"
    assert fired(measure, log, when="ceasefire") == ["event-3"]


def test_events_that_do_not_say_do_not_share_a_field():
    """Two statements that name no issue are not on the same issue; unknown is not a value."""
    log = "- {kind: statement, occurred: 2025-06-05, actor: freedonia}\n" * 2
    assert fired("count: {of: statement, same: issue, at_least: 1}", log, when="statement") == []


def test_several_kinds_are_counted_together():
    """Strikes and interceptions, with a test of a field that both have."""
    log = """
- {kind: strike, occurred: 2025-06-05, munition: drone}
- {kind: interception, occurred: 2025-06-05, munition: drone}
- {kind: interception, occurred: 2025-06-05, munition: bomb}
"""
    measure = "count: {of: [strike, interception], munition: drone, between: [2, 2]}"
    assert truth(measure, log + NOW) is True


def test_the_firings_of_a_rule_are_counted_by_its_roles():
    """How often a wave of this side's was told, without the one on this event."""
    book = rulebook(
        "rule: wave\nwhen: {strike: {launched: {at_least: 400}}}\ngiven: {position: {party: actor, issue: truce-terms, at_least: 0}}",
        "rule: series\nwhen: {strike: {launched: {at_least: 400}}}\ngiven: {count: {of: wave, by: actor, within: 7 days, at_least: 1}}",
    )  # fmt: skip
    log = "".join(
        f"- {{kind: strike, occurred: 2025-06-0{day}, actor: {by}, launched: {n}}}\n"
        for day, by, n in [
            (1, "freedonia", 450),
            (2, "ruritania", 450),
            (3, "freedonia", 399),
            (4, "freedonia", 450),
        ]
    )
    run = play(book, log)
    assert firings(run, "wave") == ["event-1", "event-2", "event-4"]
    assert firings(run, "series") == ["event-4"]


# --- sums


@pytest.mark.parametrize(
    ("numbers", "at_least_100"),
    [
        (["60", "40"], True), (["60", "39"], False), (["60", '">40"'], True), (["60", '"≈40"'], None),
        (["60", "unknown"], None), (["100", "unknown"], True), (['"<50"', '"<50"'], False),
    ],
)  # fmt: skip
def test_a_sum_is_as_sure_as_its_numbers(numbers, at_least_100):
    """Bounds add up; an unknown number adds something from nothing upwards."""
    log = "".join(
        f"- {{kind: ground_fighting, occurred: 2025-06-05, deaths: {n}}}\n" for n in numbers
    )
    assert (
        truth("sum: {of: ground_fighting, field: deaths, at_least: 100}", log + NOW) is at_least_100
    )


def test_a_number_nobody_gave_is_unknown_and_not_zero():
    """Fighting without a toll may have had any."""
    log = "- {kind: ground_fighting, occurred: 2025-06-05}\n" + NOW
    assert truth("sum: {of: ground_fighting, field: deaths, less_than: 1}", log) is None
    assert truth("sum: {of: ground_fighting, field: deaths, less_than: 1}", NOW) is True


@pytest.mark.parametrize(("rival", "expected"), [("65", True), ("50", None)])
def test_a_sum_holds_under_every_live_claim(rival, expected):
    """70 dead by one count and 50 by the other are 50 to 70."""
    log = f"- {{kind: ground_fighting, occurred: 2025-06-05, deaths: 70, claims: [{{asserter: freedonia, deaths: {rival}}}]}}\n"
    assert truth("sum: {of: ground_fighting, field: deaths, at_least: 60}", log + NOW) is expected


def test_a_sum_takes_the_number_that_only_a_claim_gives():
    """What one side alone says is what is known."""
    log = "- {kind: ground_fighting, occurred: 2025-06-05, claims: [{asserter: freedonia, deaths: 70}]}\n"
    assert truth("sum: {of: ground_fighting, field: deaths, at_least: 60}", log + NOW) is True


def test_a_fall_that_may_not_count_leaves_the_sum_open_below():
    """A price fell by three, in oil or not: the sum over oil is minus three or nothing."""
    log = "- {kind: market, occurred: 2025-06-05, change: -3}\n" + NOW
    measure = "sum: {of: market, instrument: oil, field: change, B}"
    assert truth(measure.replace("B", "at_most: -1"), log) is None
    assert truth(measure.replace("B", "at_most: 0"), log) is True
    assert truth(measure.replace("B", "at_least: -2"), log) is None


def test_a_change_nobody_gave_may_have_been_a_fall():
    """An unknown change has no least value."""
    log = "- {kind: market, occurred: 2025-06-05}\n" + NOW
    assert truth("sum: {of: market, field: change, at_least: 0}", log) is None


# --- trends


@pytest.mark.parametrize(
    ("before", "now", "rising", "falling", "level"),
    [
        ("10", "11", True, False, False), ("11", "10", False, True, False), ("10", "10", False, False, True),
        ("10", '">10"', True, False, False), ("10", '"≥10"', None, False, None), ("10", "unknown", None, None, None),
        ('"≈10"', "10", None, None, None), ("0", "0", False, False, True),
    ],
)  # fmt: skip
def test_a_trend_sets_this_window_against_the_one_before(before, now, rising, falling, level):
    """Rising, falling and level, each as sure as the two sums."""
    log = f"""
- {{kind: ground_fighting, occurred: 2025-06-03, deaths: {before}}}
- {{kind: ground_fighting, occurred: 2025-06-04, deaths: {now}}}
"""
    for word, expected in (("rising", rising), ("falling", falling), ("level", level)):
        measure = f"trend: {{of: ground_fighting, field: deaths, within: 7 days, is: {word}}}"
        assert truth(measure, log + NOW) is expected, word


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [(2, 4, True), (2, 3, False), (0, 4, None), (0, 0, None), (2, 0, False)],
)
def test_a_trend_may_be_a_ratio_which_nothing_before_leaves_unknown(before, now, expected):
    """Twice as many strikes as the week before; over nothing there is no ratio."""
    log = (
        "- {kind: strike, occurred: 2025-06-03}\n" * before
        + "- {kind: strike, occurred: 2025-06-04}\n" * now
    )
    assert truth("trend: {of: strike, within: 7 days, at_least: 2}", log + NOW) is expected


# --- days since


def test_days_since_nothing_fails_every_bound():
    """Where there never was a round, no number of days has passed since it."""
    for bound in ("at_least: 0", "less_than: 100", "at_most: 0"):
        assert truth(f"days_since: {{of: round, {bound}}}", NOW) is False


@pytest.mark.parametrize(
    ("bound", "expected"),
    [("at_least: 2", True), ("at_least: 3", None), ("at_least: 6", False), ("between: [3, 4]", None), ("at_most: 5", True)],
)  # fmt: skip
def test_days_since_what_may_have_been(bound, expected):
    """A wave five days ago, perhaps one three and perhaps one two: two, three or five."""
    log = """
- {kind: strike, occurred: 2025-06-05, launched: 450}
- {kind: strike, occurred: 2025-06-07, launched: "≈400"}
- {kind: strike, occurred: 2025-06-08, launched: "≈400"}
"""
    measure = f"days_since: {{of: strike, launched: {{at_least: 400}}, {bound}}}"
    assert truth(measure, log + NOW) is expected


def test_days_since_what_perhaps_never_was_is_unknown():
    """Either three days ago or never."""
    log = '- {kind: strike, occurred: 2025-06-07, launched: "≈400"}\n' + NOW
    assert truth("days_since: {of: strike, launched: {at_least: 400}, at_least: 3}", log) is None
    assert truth("days_since: {of: strike, launched: {at_least: 400}, at_least: 4}", log) is False


# --- against a count by hand

SAID = {
    "450": (450, 450),
    "399": (399, 399),
    ">400": (401, 10**9),
    "≈400": (360, 440),
    "unknown": (0, 10**9),
}
DATES = [date(2025, 6, 1) + timedelta(days) for days in range(9)]
strikes = st.lists(
    st.tuples(st.sampled_from(DATES), st.sampled_from(["00:10", "12:00", "23:50"]),
              st.sampled_from(["freedonia", "ruritania"]), st.sampled_from(sorted(SAID))),
    min_size=1, max_size=12,
).map(sorted)  # fmt: skip
BOOK = rulebook(
    "when: strike\ngiven: {count: {of: strike, launched: {at_least: 400}, by: actor, within: 3 days, at_least: 2}}",
    "when: strike\nunless: {count: {of: strike, launched: {at_least: 400}, by: actor, within: 3 days, at_least: 2}}",
    "when: strike\ngiven: {sum: {of: strike, field: launched, within: 4 days, at_least: 900}}",
    "when: strike\nunless: {sum: {of: strike, field: launched, within: 4 days, at_least: 900}}",
    "when: strike\ngiven: {trend: {of: strike, field: launched, within: 2 days, is: rising}}",
)


def ranged(drawn, number, actor, window, offset=0):
    """By hand, of a window: least and most mass attacks, least and most launched."""
    day = drawn[number][0] - timedelta(offset)
    seen = [each for each in drawn[:number] if timedelta(0) <= day - each[0] < timedelta(window)]
    ours = [SAID[said] for _, _, by, said in seen if by == actor]
    mass = (sum(low >= 400 for low, _ in ours), sum(high >= 400 for _, high in ours))
    return mass, (sum(SAID[s][0] for *_, s in seen), sum(SAID[s][1] for *_, s in seen))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(drawn=strikes)
def test_windows_agree_with_a_count_by_hand(drawn):
    """Counts, sums and trends in Istanbul are what one finds with a calendar and a list."""
    log = [
        {"id": f"s{n:02d}", "kind": "strike", "occurred": f"{day}T{clock}", "known_at": f"{day}T{clock}",
         "actor": by, "launched": said}
        for n, (day, clock, by, said) in enumerate(drawn)
    ]  # fmt: skip
    expected = {name: [] for name in ("rule-1", "rule-2", "rule-3", "rule-4", "rule-5")}
    for n, (_, _, by, _) in enumerate(drawn):
        (few, many), _ = ranged(drawn, n, by, 3)
        _, (least, most) = ranged(drawn, n, by, 4)
        _, (low, _) = ranged(drawn, n, by, 2)
        _, (_, high) = ranged(drawn, n, by, 2, offset=2)
        facts = (few >= 2, many < 2, least >= 900, most < 900, low > high)
        for name, so in zip(expected, facts, strict=True):
            expected[name] += [f"s{n:02d}"] * so
    run = play(BOOK, log, case=ISTANBUL)
    assert {name: firings(run, name) for name in expected} == expected
