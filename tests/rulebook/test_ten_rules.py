"""Ten rules that an analyst would ask for, as YAML in ten-rules/: each fires, but not on near misses."""

# ruff: noqa: E501  (rules and records stand on one line, as their authors write them)

from pathlib import Path

import pytest
from ruritania import CASE, cast, firings, in_zone, play

from negotiations.rulebook.reading import read_rules

BOOK = read_rules(Path(__file__).parent / "ten-rules")


def fired(rule, log, until=None, case=CASE):
    return firings(play(BOOK, log, until=until, case=case), rule)


def test_the_book_holds_the_ten_rules():
    """Every file is read, and nothing else lies there."""
    assert len(BOOK.rules) == 10


# --- the other side is unwilling, and a round is within three days

UNWILLING = """
- {kind: statement, occurred: 2025-05-20, actor: freedonia, issue: truce-terms, stance: unwilling}
- {kind: round, occurred: 2025-05-25, status: planned, number: 2, starts: 2025-06-02T13:00}
"""


def test_an_unwilling_counterpart_before_a_round_is_told_to_the_other_side_alone():
    """From the third day before the round, once, and only Ruritania faces an unwilling side."""
    run = play(BOOK, UNWILLING, until="2025-06-01")
    assert firings(run, "unwilling-before-round") == ["day:2025-05-30"]
    assert cast(run, "unwilling-before-round") == ["other freedonia, each ruritania"]


@pytest.mark.parametrize(
    ("log", "until"),
    [
        (UNWILLING, "2025-05-29"),
        (UNWILLING.replace("stance: unwilling", "stance: willing"), "2025-06-01"),
        (UNWILLING.replace("status: planned", "status: cancelled"), "2025-06-01"),
        (UNWILLING.replace(", starts: 2025-06-02T13:00", ""), "2025-06-01"),
        (UNWILLING.replace("issue: truce-terms", "issue: border"), "2025-06-01"),
    ],
    ids=["four days before", "willing", "cancelled", "nobody said when", "another issue"],
)
def test_no_unwilling_side_or_no_round_soon_is_left_alone(log, until):
    """Four days before, a willing side, a round called off or without a date say nothing."""
    assert fired("unwilling-before-round", log, until) == []


def test_a_later_word_takes_an_unwilling_one_back():
    """The last word on the issue counts."""
    later = "- {kind: statement, occurred: 2025-05-29, actor: freedonia, issue: truce-terms, stance: willing}"
    assert fired("unwilling-before-round", UNWILLING + later, "2025-06-01") == []


# --- two mass attacks in a week by one side


def attacks(first, second, by="freedonia", launched=410):
    return f"""
- {{kind: strike, occurred: {first}, actor: freedonia, recipient: ruritania, launched: 472}}
- {{kind: strike, occurred: {second}, actor: {by}, recipient: arcadia, launched: {launched}}}
"""


@pytest.mark.parametrize("second", ["2025-06-01T23:00", "2025-06-03", "2025-06-07T23:59"])
def test_a_second_mass_attack_in_a_week_is_a_campaign(second):
    """The first day and the last both count: seven calendar days."""
    assert fired("two-mass-attacks-in-a-week", attacks("2025-06-01T01:00", second)) == ["event-2"]


@pytest.mark.parametrize(
    "log",
    [
        attacks("2025-06-01T23:00", "2025-06-08T01:00"),
        attacks("2025-06-01", "2025-06-09"),
        attacks("2025-06-01", "2025-06-03", by="ruritania"),
        attacks("2025-06-01", "2025-06-03", launched=399),
        attacks("2025-06-01", "2025-06-03", launched='"≈400"'),
        attacks("2025-06-01", "2025-06-03", launched="unknown"),
    ],
    ids=["the eighth day", "eight days apart", "another side", "399", "about 400", "unknown"],
)
def test_two_attacks_that_make_no_campaign_are_left_alone(log):
    """Eight days, two sides, or a number that may be under the mark."""
    assert fired("two-mass-attacks-in-a-week", log) == []


def test_two_attacks_by_both_sides_at_once_are_each_counted_for_their_own_side():
    """Attacks by turns: each side's second one is its own, not the other's."""
    log = attacks("2025-06-01", "2025-06-02", by="ruritania") + attacks("2025-06-03", "2025-06-04")
    assert fired("two-mass-attacks-in-a-week", log) == ["event-3", "event-4"]


# --- a strike three days before a planned round


def eve(strike, starts="2025-06-02T13:00", status="planned"):
    return f"""
- {{kind: round, occurred: 2025-05-20, status: {status}, number: 2, starts: "{starts}"}}
- {{kind: strike, occurred: {strike}, actor: freedonia, recipient: ruritania}}
"""


@pytest.mark.parametrize("when", ["2025-05-30", "2025-05-30T00:10", "2025-05-30T23:50"])
def test_a_strike_on_the_third_day_before_a_round(when):
    """Whole days of the calendar: any hour of the third day."""
    assert fired("strike-three-days-before-round", eve(when)) == ["event-2"]


@pytest.mark.parametrize(
    "log",
    [
        eve("2025-05-29T23:50"),
        eve("2025-05-31T00:10"),
        eve("2025-05-30", status="cancelled"),
        eve("2025-05-30", starts="2025-06-02/2025-06-04"),
    ],
    ids=["four days", "two days", "cancelled", "some time in three days"],
)
def test_a_strike_on_another_day_or_before_no_round(log):
    """Two days and four, a round called off, and one whose day is not known."""
    assert fired("strike-three-days-before-round", log) == []


# --- an exchange executed within 14 days of its own agreement

EXCHANGE = """
- {kind: agreement, agreement: may, type: prisoner_exchange, occurred: 2025-05-01, status: agreed}
- {kind: agreement, agreement: june, type: prisoner_exchange, occurred: 2025-06-02T12:00, status: agreed}
"""


@pytest.mark.parametrize("day", ["2025-06-02T23:00", "2025-06-16"])
def test_an_exchange_within_a_fortnight_of_its_own_agreement(day):
    """The fourteenth day still counts."""
    done = f"- {{kind: agreement, agreement: june, occurred: {day}, status: executed}}"
    assert fired("exchange-soon-after-agreed", EXCHANGE + done) == ["event-3"]


@pytest.mark.parametrize(
    "done",
    [
        "{kind: agreement, agreement: june, occurred: 2025-06-17, status: executed}",
        "{kind: agreement, agreement: may, occurred: 2025-06-05, status: executed}",
        "{kind: agreement, agreement: june, occurred: 2025-06-05, status: partly_executed}",
        "{kind: agreement, agreement: new, type: prisoner_exchange, occurred: 2025-06-05, status: executed}",
    ],
    ids=["the fifteenth day", "another agreement's date", "in part", "never agreed"],
)
def test_an_exchange_late_or_under_another_agreement(done):
    """June's date does not help May's exchange, and a part is not the whole."""
    assert fired("exchange-soon-after-agreed", EXCHANGE + "- " + done) == []


# --- deaths of this month above last month's


def deaths(before, now):
    return f"""
- {{kind: ground_fighting, occurred: 2025-04-20, deaths: {before}}}
- {{kind: ground_fighting, occurred: 2025-05-25, deaths: {now}}}
"""


def test_more_deaths_this_month_than_last():
    """Known at the next midnight, told once while it stays so."""
    assert fired("deaths-above-last-month", deaths(40, 41), "2025-05-28")[-1:] == ["day:2025-05-26"]


@pytest.mark.parametrize(
    ("before", "now"),
    [(40, 40), (40, 39), (40, '"≈40"'), ('"≥40"', 1000), (40, "unknown"), ("unknown", 40)],
)
def test_deaths_that_are_not_surely_more(before, now):
    """As many, fewer, about as many, or a number nobody knows, on either side."""
    assert "day:2025-05-26" not in fired(
        "deaths-above-last-month", deaths(before, now), "2025-05-28"
    )


def test_at_least_so_many_can_be_surely_more():
    """≥41 is above 40, whatever it is."""
    assert "day:2025-05-26" in fired("deaths-above-last-month", deaths(40, '"≥41"'), "2025-05-28")


# --- an attack except while talks are convened


def test_an_attack_while_the_delegations_sit_is_left_alone():
    """Before the round and after it the rule fires; in between it does not."""
    log = """
- {kind: strike, occurred: 2025-06-01, actor: freedonia}
- {kind: round, occurred: 2025-06-02T12:00, status: convened, number: 2}
- {kind: strike, occurred: 2025-06-02T13:00, actor: freedonia}
- {kind: round, occurred: 2025-06-02T14:00, status: adjourned, number: 2}
- {kind: strike, occurred: 2025-06-02T15:00, actor: freedonia}
"""
    assert fired("attack-except-while-talks-sit", log) == ["event-1", "event-5"]


# --- an agreement signed by a given party


@pytest.mark.parametrize(
    "who",
    ["signatories: [ruritania, freedonia]", "actor: [ruritania, freedonia]",
     "actor: arcadia, signatories: freedonia"],
)  # fmt: skip
def test_an_agreement_that_freedonia_signs(who):
    """By name among the signatories, or as one of those who made it."""
    log = f"- {{kind: agreement, agreement: a, type: framework, occurred: 2025-06-02, status: agreed, {who}}}"
    assert fired("signed-by-freedonia", log) == ["event-1"]


@pytest.mark.parametrize(
    "who",
    ["signatories: ruritania", "actor: ruritania", "note: nobody says who",
     "actor: freedonia, signatories: ruritania"],
)  # fmt: skip
def test_an_agreement_that_freedonia_does_not_sign(who):
    """Being there is not signing, and the one it signed before is another one."""
    log = f"""
- {{kind: agreement, agreement: old, type: framework, occurred: 2025-05-02, status: agreed, actor: freedonia}}
- {{kind: agreement, agreement: new, type: framework, occurred: 2025-06-02, status: agreed, {who}}}
"""
    assert fired("signed-by-freedonia", log) == ["event-1"]


# --- no round for 14 days


def test_a_fortnight_without_a_round_is_told_once_and_again_only_after_a_round():
    """Two silences, two firings; the days in between add nothing."""
    log = """
- {kind: round, occurred: 2025-05-16T13:00, status: convened, number: 1}
- {kind: round, occurred: 2025-05-28, status: planned, number: 2}
- {kind: round, occurred: 2025-06-10T13:00, status: convened, number: 2}
"""
    expected = ["day:2025-05-30", "day:2025-06-24"]
    assert fired("fortnight-without-round", log, "2025-07-30") == expected


def test_thirteen_days_without_a_round_or_no_round_ever_is_left_alone():
    """The fourteenth midnight counts from the round's day; a log without a round is silent."""
    one = "- {kind: round, occurred: 2025-05-16T23:59, status: convened, number: 1}"
    assert fired("fortnight-without-round", one, "2025-05-29T23:59") == []
    assert fired("fortnight-without-round", one, "2025-05-30T00:00") == ["day:2025-05-30"]
    assert fired("fortnight-without-round", one.replace("convened", "planned"), "2025-08-01") == []


def test_a_fortnight_ends_at_midnight_of_the_case():
    """A round at 00:30 in Istanbul is on the 17th there, while it is the 16th in London."""
    one = "- {kind: round, occurred: 2025-05-17T00:30+03:00, status: convened, number: 1}"
    there = in_zone("Europe/Istanbul")
    assert fired("fortnight-without-round", one, "2025-06-10", there) == ["day:2025-05-31"]
    assert fired("fortnight-without-round", one, "2025-06-10") == ["day:2025-05-30"]


# --- a party that dropped a precondition and got no answer in 30 days

DROPPED = """
- {kind: demand, precondition: ports, occurred: 2025-05-01, actor: ruritania, recipient: freedonia, status: asserted}
- {kind: demand, precondition: ports, occurred: 2025-05-10, actor: ruritania, recipient: freedonia, status: waived}
"""


def test_a_dropped_precondition_without_an_answer_in_thirty_days():
    """Told once, on the thirtieth day, of the party that dropped it."""
    run = play(BOOK, DROPPED, until="2025-08-01")
    assert firings(run, "dropped-and-unanswered") == ["day:2025-06-09"]
    assert cast(run, "dropped-and-unanswered") == ["other freedonia, each ruritania"]


@pytest.mark.parametrize("day", ["2025-05-10", "2025-05-20", "2025-06-08"])
def test_an_answer_in_time_ends_the_wait(day):
    """An answer on any day of the thirty, also after which nothing more is told."""
    answer = f"- {{kind: statement, occurred: {day}, actor: freedonia, recipient: ruritania, issue: truce-terms, stance: conditional}}"
    assert fired("dropped-and-unanswered", DROPPED + answer, "2025-08-01") == []


@pytest.mark.parametrize(
    "word",
    ["actor: freedonia, recipient: arcadia", "actor: ruritania, recipient: freedonia"],
    ids=["to somebody else", "by itself"],
)
def test_words_that_are_no_answer(word):
    """What Freedonia tells Arcadia, or Ruritania itself says, is no answer."""
    said = (
        f"- {{kind: statement, occurred: 2025-05-20, {word}, issue: truce-terms, stance: willing}}"
    )
    assert fired("dropped-and-unanswered", DROPPED + said, "2025-08-01") == ["day:2025-06-09"]


def test_a_precondition_that_stands_or_is_not_yet_a_month_gone():
    """Asserted is not dropped, and twenty-nine days are not thirty."""
    asserted = DROPPED.replace("status: waived", "status: asserted")
    assert fired("dropped-and-unanswered", asserted, "2025-08-01") == []
    assert fired("dropped-and-unanswered", DROPPED, "2025-06-08") == []


# --- a ceasefire violated 20 times in a week


def violations(*days, of="june"):
    return "".join(
        f"- {{kind: ceasefire, occurred: {day}T{hour:02d}:00, ceasefire: {of}, status: violated}}\n"
        for day, hours in days for hour in range(hours)
    )  # fmt: skip


def test_the_twentieth_violation_in_a_week():
    """Ten on the third and ten on the ninth, its seventh day; and every further one."""
    log = violations(("2025-06-03", 10), ("2025-06-09", 11))
    assert fired("twenty-violations", log) == ["event-20", "event-21"]


@pytest.mark.parametrize(
    "log",
    [
        violations(("2025-06-03", 10), ("2025-06-09", 9)),
        violations(("2025-06-03", 10), ("2025-06-10", 10)),
        violations(("2025-06-03", 10)) + violations(("2025-06-04", 10), of="easter"),
        violations(("2025-06-03", 20)).replace("status: violated", "status: in_effect"),
    ],
    ids=["nineteen", "over eight days", "of two ceasefires", "no violations"],
)
def test_violations_that_do_not_add_up_to_twenty_in_a_week(log):
    """Nineteen, twenty over eight days, or ten each of two ceasefires."""
    assert fired("twenty-violations", log) == []
