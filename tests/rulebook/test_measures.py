"""The measures of the process: what each reads, before an event or after it, and what is unknown."""

# ruff: noqa: E501  (rules and records stand on one line, as their authors write them)

import attrs
import pytest
from ruritania import CASE, firings, in_zone, play, rulebook

FRAMEWORK = "{kind: agreement, agreement: f, type: framework, occurred: 2025-06-01, status: agreed, signatories: [ruritania, freedonia]}"
NOW = "{kind: statement, text: now, occurred: 2025-06-10T12:00, actor: freedonia, recipient: ruritania}"


def lines(*events):
    return "".join(f"- {event}\n" for event in events)


def truth(measure, *events, when="{statement: {text: now}}", last=NOW, case=CASE):
    """What a measure says at a last event; None where neither it nor its denial holds."""
    log = lines(*events, last)
    is_so = firings(play(f"when: {when}\ngiven: {{{measure}}}", log, case=case))
    is_not = firings(play(f"when: {when}\nunless: {{{measure}}}", log, case=case))
    assert not (is_so and is_not)
    return True if is_so else False if is_not else None


def meeting(status, number=1, **more):
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return f"{{kind: round, occurred: 2025-06-02T09:00, number: {number}, status: {status}{extra}}}"


def ceasefire(status, name="june", day=3, **more):
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return (
        f"{{kind: ceasefire, ceasefire: {name}, occurred: 2025-06-0{day}, status: {status}{extra}}}"
    )


# --- phases


@pytest.mark.parametrize(
    ("measure", "expected"),
    [("talks: convened", True), ("talks: [scheduled, convened]", True), ("talks: scheduled", False),
     ("talks: {phase: convened, track: main}", True)],
)  # fmt: skip
def test_the_phase_of_the_talks(measure, expected):
    """The phase of some track, or of the one named."""
    assert truth(measure, meeting("convened")) is expected


def test_talks_stand_on_the_track_named():
    """The second track sits while the first has nothing."""
    case = attrs.evolve(CASE, tracks=("main", "quiet"))
    sits = meeting("convened", track="quiet")
    assert truth("talks: {phase: convened, track: quiet}", sits, case=case) is True
    assert truth("talks: {phase: convened, track: main}", sits, case=case) is False
    assert truth("talks: convened", sits, case=case) is True


def test_the_phase_of_humanitarian_agreements_and_of_the_settlement():
    """Some exchange is stalled; a framework is signed."""
    stalled = "{kind: agreement, agreement: x, type: prisoner_exchange, occurred: 2025-06-01, status: stalled}"
    assert truth("humanitarian: stalled", stalled) is True
    assert truth("humanitarian: {phase: stalled, type: remains}", stalled) is False
    assert truth("humanitarian: agreed") is False
    assert truth("settlement: framework", FRAMEWORK) is True
    assert truth("settlement: none") is True


# --- ceasefires and agreements


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("ceasefire: in_effect", True),
        ("ceasefire: declared", False),
        ("ceasefire: none", False),
        ("ceasefire: {status: in_effect, scope: general}", True),
        ("ceasefire: {status: in_effect, scope: partial}", False),
        ("ceasefire: {status: in_effect, class: definitive}", None),
        ("ceasefire: {status: declared, class: definitive}", False),
        ("ceasefire: {status: in_effect, purpose: holiday}", None),
        ("ceasefire: {status: in_effect, signed_by: actor}", True),
        ("ceasefire: {status: in_effect, signed_by: recipient}", False),
    ],
)
def test_a_ceasefire_by_its_status_and_features(measure, expected):
    """A feature nobody stated is unknown; a status that does not fit settles it all the same."""
    stands = [
        ceasefire("declared", scope="general", signatories="freedonia"),
        ceasefire("in_effect", day=4),
    ]
    assert truth(measure, *stands) is expected


def test_no_ceasefire_ever_is_none():
    """`none` holds until the first is so much as proposed, and not again once it has ended."""
    assert truth("ceasefire: none") is True
    assert truth("ceasefire: [none, ended]", ceasefire("ended")) is True
    assert truth("ceasefire: none", ceasefire("proposed")) is False


def test_features_belong_to_one_ceasefire():
    """One is in effect and another is general; none is both."""
    one, other = (
        ceasefire("in_effect", scope="partial"),
        ceasefire("ended", "easter", scope="general"),
    )
    assert truth("ceasefire: {status: in_effect, scope: general}", one, other) is False


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("agreement: agreed", True),
        ("agreement: executed", False),
        ("agreement: {type: framework, signed_by: actor}", True),
        ("agreement: {type: framework, signed_by: arcadia}", False),
        ("agreement: {type: remains}", False),
        ("agreement: {track: main}", None),
    ],
)
def test_an_agreement_by_status_type_and_signatory(measure, expected):
    """Some agreement stands so; on which track this one was made, nobody said."""
    assert truth(measure, FRAMEWORK) is expected


def test_who_signed_is_unknown_when_nobody_said():
    """An agreement without signatories may have been signed by anybody."""
    unsigned = FRAMEWORK.replace(", signatories: [ruritania, freedonia]", "")
    assert truth("agreement: {signed_by: actor}", unsigned) is None


# --- preconditions and stances

DEMAND = "{kind: demand, precondition: ports, occurred: 2025-06-01, actor: freedonia, status: asserted, issue: border, deadline: 2025-06-14}"


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("open_precondition: actor", True),
        ("open_precondition: {held_by: recipient}", False),
        ("open_precondition: {held_by: actor, addressed_to: recipient}", None),
        ("open_precondition: {issue: border}", True),
        ("open_precondition: {issue: territory}", False),
        ("open_precondition: {held_by: actor, red_line: true}", False),
    ],
)
def test_an_open_precondition_by_holder_addressee_and_issue(measure, expected):
    """To whom it was put, nobody said."""
    assert truth(measure, DEMAND) is expected


def test_a_precondition_answered_is_not_open():
    """Met, waived, replaced or lapsed: it gates nothing more."""
    for status in ("met", "waived", "replaced", "lapsed"):
        answered = f"{{kind: demand, precondition: ports, occurred: 2025-06-02, status: {status}}}"
        assert truth("open_precondition: actor", DEMAND, answered) is False


def stance(word, day=1, party="freedonia", issue="truce-terms"):
    return f"{{kind: statement, occurred: 2025-06-0{day}, actor: {party}, issue: {issue}, stance: {word}}}"


def test_a_stance_is_the_last_word_and_unknown_before_the_first():
    """Of that party, on that issue."""
    measure = "stance: {party: freedonia, issue: truce-terms, is: [unwilling, refuses]}"
    assert truth(measure) is None
    assert truth(measure, stance("unwilling")) is True
    assert truth(measure, stance("unwilling"), stance("willing", 2)) is False
    assert (
        truth(measure, stance("refuses", party="ruritania"), stance("refuses", issue="border"))
        is None
    )


def test_an_earlier_word_that_became_known_later_is_not_the_last_word():
    """What was said on the 1st and published on the 5th does not undo what was said on the 3rd."""
    late = stance("unwilling", 1).replace(
        "occurred: 2025-06-01", "occurred: 2025-06-01, known_at: 2025-06-05"
    )
    measure = "stance: {party: freedonia, issue: truce-terms, is: willing}"
    assert truth(measure, stance("willing", 3), late) is True


# --- positions


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("position: {party: ruritania, issue: truce-terms, at_least: 80}", True),
        ("position: {party: actor, issue: truce-terms, more_than: 20}", False),
        ("position: {party: arcadia, issue: truce-terms, at_least: 0}", None),
        ("position: {party: actor, issue: nothing, at_least: 0}", None),
        ("gap: {issue: truce-terms, at_least: 60}", True),
        ("gap: {issue: truce-terms, more_than: 60}", False),
        ("gap: {issue: nothing, more_than: 60}", None),
        ("gap: {issue: truce-terms, parties: [actor, recipient], at_least: 60}", True),
        ("gap: {issue: truce-terms, parties: [actor, arcadia], at_least: 60}", None),
        ("zopa: {issue: truce-terms, at_least: 0}", None),
    ],
)
def test_positions_gaps_and_room_for_agreement(measure, expected):
    """80 against 20 is a gap of 60; without a position there is no gap, nor room unless known."""
    assert truth(measure) is expected


def test_room_for_agreement_where_both_reservations_are_known():
    """Freedonia goes up to 60 and Ruritania down to 40: a zone 20 wide."""
    known = {"ruritania": 40.0, "freedonia": 60.0}
    positions = tuple(
        attrs.evolve(each, reservation=known[each.party])
        for each in CASE.positions
        if each.issue == "truce-terms"
    )
    case = attrs.evolve(CASE, positions=positions)
    assert truth("zopa: {issue: truce-terms, at_least: 20}", case=case) is True
    assert truth("zopa: {issue: truce-terms, more_than: 20}", case=case) is False


def test_positions_are_read_as_the_last_closed_group_left_them():
    """Of two strikes known together the second sees no shift of the first's; a later one does."""
    book = rulebook(
        "when: strike\nthen: {shift: {party: recipient, issue: truce-terms, hardens: 8}}",
        "when: strike\nafter: {position: {party: recipient, issue: truce-terms, more_than: 80}}",
    )
    strike = "{kind: strike, occurred: 2025-06-0N, actor: freedonia, recipient: ruritania}"
    run = play(
        book, lines(strike.replace("N", "1"), strike.replace("N", "1"), strike.replace("N", "2"))
    )
    assert firings(run, "rule-2") == ["event-3"]


# --- delegations and conflicts


def test_whom_a_party_has_sent():
    """A minister was named, at which level the other's head is, nobody said."""
    named = (
        "{kind: delegation, occurred: 2025-06-01, actor: freedonia, status: named, level: minister}"
    )
    sent = "{kind: delegation, occurred: 2025-06-01, actor: ruritania, status: arrived}"
    assert truth("delegation: {party: actor, level: [leader, minister]}", named, sent) is True
    assert truth("delegation: {party: actor, status: arrived}", named, sent) is False
    assert truth("delegation: {party: recipient, level: minister}", named, sent) is None
    assert truth("delegation: arrived", named, sent) is True
    assert truth("delegation: named") is False


def test_an_open_conflict_of_claims():
    """Noon or one o'clock: open until a confirmed claim settles it."""
    disputed = meeting(
        "planned",
        starts="2025-06-12T13:00",
        claims="[{asserter: freedonia, starts: 2025-06-12T12:00}]",
    )
    settled = disputed.replace("12:00}]", "12:00, sources: [{source: wire, credibility: 1}]}]")
    assert truth("open_conflict: starts", disputed) is True
    assert truth("open_conflict: {event: event-1}", disputed) is True
    assert truth("open_conflict: venue", disputed) is False
    assert truth("open_conflict: starts", settled) is False


# --- the noun an event belongs to

DONE = "{kind: agreement, agreement: f, occurred: 2025-06-11T12:00, status: executed}"
EXECUTED = "{agreement: {status: executed}}"


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("own: agreed", True),
        ("own: {type: framework}", True),
        ("own: {type: [remains, framework]}", True),
        ("own: {type: remains}", False),
        ("own: {status: {not: stalled}}", True),
        ("own: {signed_by: freedonia}", True),
        ("own: {signed_by: arcadia}", False),
        ("own: {age: {at_most: 10 days}}", True),
        ("own: {age: {at_most: 9 days}}", False),
        ("own: {age: 10}", True),
        ("own: {violations: 0}", True),
        ("own: {scope: present}", False),
    ],
)
def test_own_reads_the_noun_as_it_stood_before(measure, expected):
    """Agreed on the 1st, executed on the 11th: ten calendar days, still agreed."""
    assert truth(measure, FRAMEWORK, when=EXECUTED, last=DONE) is expected


def test_own_of_a_noun_not_known_yet_is_false():
    """There is nothing it could have been."""
    assert truth("own: agreed", when=EXECUTED, last=DONE) is False


def test_the_age_of_an_agreement_whose_date_nobody_gave_is_unknown():
    """First heard of when it was scheduled: it may have been agreed a year ago."""
    scheduled = FRAMEWORK.replace("status: agreed", "status: scheduled")
    assert truth("own: {age: {at_most: 14 days}}", scheduled, when=EXECUTED, last=DONE) is None


def test_the_age_of_a_round_counts_from_its_plan_and_of_a_proposal_from_its_tabling():
    """Later stages of its life do not make it younger."""
    plan = "{kind: round, number: 1, occurred: 2025-06-01, status: planned}"
    sat = "{kind: round, number: 1, occurred: 2025-06-05, status: convened}"
    over = "{kind: round, number: 1, occurred: 2025-06-06T12:00, status: adjourned}"
    assert truth("own: {age: 5}", plan, sat, when="{round: {status: adjourned}}", last=over) is True
    tabled = "{kind: proposal, proposal: p, occurred: 2025-06-01, status: tabled}"
    countered = "{kind: proposal, proposal: p, occurred: 2025-06-05, status: countered}"
    rejected = "{kind: proposal, proposal: p, occurred: 2025-06-06T12:00, status: rejected}"
    assert (
        truth(
            "own: {age: 5}", tabled, countered, when="{proposal: {status: rejected}}", last=rejected
        )
        is True
    )


def test_the_age_of_a_precondition_counts_from_its_assertion():
    """Its holder waives it after nine days."""
    waived = "{kind: demand, precondition: ports, occurred: 2025-06-10T12:00, actor: freedonia, status: waived}"
    when = "{demand: {status: waived}}"
    assert truth("own: {age: 9, held_by: actor}", DEMAND, when=when, last=waived) is True
    assert truth("own: {held_by: ruritania}", DEMAND, when=when, last=waived) is False


def test_after_reads_the_noun_once_the_event_has_happened():
    """What `given` cannot see yet, `after` sees."""
    log = lines(FRAMEWORK, DONE)
    for part, status, expected in [
        ("given", "agreed", ["event-2"]), ("given", "executed", []),
        ("after", "executed", ["event-2"]), ("after", "agreed", []),
    ]:  # fmt: skip
        assert firings(play(f"when: {EXECUTED}\n{part}: {{own: {status}}}", log)) == expected


def test_given_reads_the_phase_before_and_after_the_phase_it_led_to():
    """A round convenes: before it the talks were scheduled, after it they sit."""
    log = lines(meeting("planned").replace("T09", "T08"), meeting("convened"))
    when = "when: {round: {status: convened}}\n"
    assert firings(play(when + "given: {talks: scheduled}", log)) == ["event-2"]
    assert firings(play(when + "given: {talks: convened}", log)) == []
    assert firings(play(when + "after: {talks: convened}", log)) == ["event-2"]


# --- what is planned


@pytest.mark.parametrize(
    ("starts", "at_most_3", "at_least_3"),
    [
        ("2025-06-13T23:50", True, True),
        ("2025-06-14T00:10", False, True),
        ("2025-06-12", True, False),
        ("2025-06-10T13:00", True, False),
        ("2025-06-10T11:00", False, False),
        ("2025-06-12/2025-06-14", None, None),
        ("2025-06-11/2025-06-13", True, None),
        ("2025-06-09/2025-06-20", None, None),
    ],
)
def test_days_until_the_next_round(starts, at_most_3, at_least_3):
    """Calendar days; a start that may lie on several days is known only as far as they agree."""
    plan = meeting("planned", starts=starts)
    assert truth("days_until: {of: round, at_most: 3}", plan) is at_most_3
    assert truth("days_until: {of: round, at_least: 3}", plan) is at_least_3


def test_days_until_a_round_whose_start_is_disputed():
    """The 12th by one and the 20th by the other: within three days only if both were."""
    plan = meeting(
        "planned", starts="2025-06-12", claims="[{asserter: freedonia, starts: 2025-06-20}]"
    )
    assert truth("days_until: {of: round, at_most: 3}", plan) is None
    assert truth("days_until: {of: round, at_most: 10}", plan) is True


def test_the_next_of_several_plans_counts_and_one_without_a_date_may_be_sooner():
    """One plan on the 20th, another some day: ten days at most, and who knows how few."""
    known, open_ended = meeting("planned", 1, starts="2025-06-20"), meeting("planned", 2)
    assert truth("days_until: {of: round, at_most: 10}", known, open_ended) is True
    assert truth("days_until: {of: round, at_least: 3}", known, open_ended) is None
    assert truth("days_until: {of: round, at_least: 11}", known, open_ended) is False
    assert truth("days_until: {of: round, at_most: 3}", open_ended) is None
    nearer = meeting("planned", 2, starts="2025-06-12")
    assert truth("days_until: {of: round, between: [2, 2]}", known, nearer) is True


def test_nothing_planned_fails_every_bound():
    """Convened, cancelled or never planned."""
    for status in ("convened", "cancelled"):
        plan = meeting(status, starts="2025-06-12")
        assert truth("days_until: {of: round, at_least: 0}", plan) is False
    assert truth("days_until: {of: round, at_least: 0}") is False


def test_days_until_a_ceasefire_an_agreement_and_a_deadline():
    """What was declared, agreed or demanded for a day to come."""
    declared = ceasefire("declared", takes_effect="2025-06-12")
    agreed = "{kind: agreement, agreement: x, type: remains, occurred: 2025-06-01, status: scheduled, planned: 2025-06-13}"
    assert truth("days_until: {of: ceasefire, between: [2, 2]}", declared) is True
    assert truth("days_until: {of: agreement, between: [3, 3]}", agreed) is True
    assert truth("days_until: {of: demand, between: [4, 4]}", DEMAND) is True
    assert (
        truth("days_until: {of: ceasefire, at_most: 9}", declared, ceasefire("in_effect", day=9))
        is False
    )


def test_days_until_are_days_of_the_cases_zone():
    """22:00 in UTC is the next day in Istanbul."""
    plan = meeting("planned", starts="2025-06-12T22:00Z")
    measure = "days_until: {of: round, between: [3, 3]}"
    assert truth(measure, plan, case=in_zone("Europe/Istanbul")) is True
    assert truth(measure, plan) is False
