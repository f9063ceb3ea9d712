"""What each kind of event does to a process: facts, never what they mean."""

from typing import Any

import attrs
import logs
import pytest
from happenings import CASE, after, event, phase, told
from hypothesis import given
from hypothesis import strategies as st

from negotiations.log.reading import log_of
from negotiations.model.kinds import AGREEMENT_TYPES, KINDS
from negotiations.model.phases import TABLES
from negotiations.model.process import PeaceProcess
from negotiations.model.shapes import shapes
from negotiations.model.times import read_instant, read_interval, zone
from negotiations.runs import replay

ISTANBUL = zone("Europe/Istanbul")
SIDES = ["ruritania", "freedonia"]


def noon(day: int) -> Any:
    return read_instant(f"2025-01-{day:02d}T12:00", ISTANBUL)


def on(day: int, kind: str, **said: Any) -> Any:
    """An event at noon of a day of January 2025."""
    return event(kind, f"2025-01-{day:02d}T12:00", **said)


def meeting(day: int, status: str, **said: Any) -> Any:
    return on(day, "round", status=status, **said)


def truce(day: int, status: str, **said: Any) -> Any:
    return on(day, "ceasefire", status=status, **{"ceasefire": "truce", **said})


def exchange(day: int, status: str, **said: Any) -> Any:
    return on(
        day,
        "agreement",
        status=status,
        **{"agreement": "exchange", "type": "prisoner_exchange", **said},
    )


def pact(day: int, status: str, type: str = "framework", **said: Any) -> Any:
    return on(day, "agreement", status=status, **{"agreement": type, "type": type, **said})


def demanded(day: int, status: str, **said: Any) -> Any:
    return on(
        day,
        "demand",
        status=status,
        **{"precondition": "truce-first", "actor": "ruritania", **said},
    )


def sent(day: int, party: str, status: str = "named", **said: Any) -> Any:
    return on(day, "delegation", actor=party, status=status, **said)


def irregular(lines: list[str]) -> list[str]:
    """The oddities among what was told."""
    return [line.split("irregular: ")[1] for line in lines if "irregular" in line]


# --- rounds


def test_a_round_is_planned_convened_and_adjourned():
    """One noun through its life, and the talks with it; nothing is odd about it."""
    process = PeaceProcess.of(CASE)
    assert told(process, meeting(1, "planned", number=1, venue="Arcadia City")) == [
        "round main:1: planned",
        "talks:main: none → scheduled",
    ]
    assert told(process, meeting(3, "convened", number=1)) == [
        "round main:1: convened (was planned)",
        "talks:main: scheduled → convened",
    ]
    assert told(
        process, meeting(4, "adjourned", number=1, duration="<120 min", outcome="partial")
    ) == ["round main:1: adjourned (was convened)", "talks:main: convened → adjourned"]
    [made] = process.rounds.values()
    assert (made.status, made.since, made.venue, made.outcome) == (
        "adjourned",
        noon(4),
        "Arcadia City",
        "partial",
    )
    assert (str(made.duration), made.convened.start, made.adjourned.start) == (
        "<120 min",
        noon(3),
        noon(4),
    )


@pytest.mark.parametrize(
    "statuses",
    [
        "planned convened adjourned planned convened adjourned",
        "convened adjourned convened adjourned",
        "planned cancelled planned convened",
        "planned convened suspended convened adjourned planned",
    ],
)
def test_without_numbers_a_round_ends_and_the_next_begins(statuses):
    """The round in hand, else the next: two in each of these, and nothing left over."""
    process = after(*(meeting(n, status) for n, status in enumerate(statuses.split(), 1)))
    assert sorted(process.rounds) == ["main:1", "main:2"]
    assert process.rounds["main:2"].status == statuses.split()[-1]


def test_a_round_planned_anew_is_still_the_same_round():
    """Put off by a day, without a number, it is the one in hand and not a second one."""
    process = after(
        meeting(1, "planned", starts="2025-01-05"), meeting(2, "planned", starts="2025-01-06")
    )
    assert list(process.rounds) == ["main:1"]
    assert process.rounds["main:1"].planned == read_interval("2025-01-06", ISTANBUL)


def test_the_next_round_may_be_planned_while_one_sits():
    """What adjourns then is the one that sits; the other is still to come."""
    process = after(
        meeting(1, "convened"), meeting(1, "planned", number=2), meeting(2, "adjourned")
    )
    statuses = {key: each.status for key, each in process.rounds.items()}
    assert statuses == {"main:1": "adjourned", "main:2": "planned"}


def test_after_talks_broke_off_the_next_meeting_is_a_new_round():
    """What was broken off is over, as what was adjourned is."""
    process = after(meeting(1, "convened"), meeting(2, "broken_off"), meeting(9, "convened"))
    assert {key: each.status for key, each in process.rounds.items()} == {
        "main:1": "broken_off",
        "main:2": "convened",
    }


def test_numbers_are_taken_as_they_are_given():
    """The second round may be the first that a log knows of, and the next is the third."""
    process = after(
        meeting(1, "convened", number=2), meeting(2, "adjourned"), meeting(3, "planned")
    )
    assert {key: each.status for key, each in process.rounds.items()} == {
        "main:2": "adjourned",
        "main:3": "planned",
    }


@given(
    st.lists(
        st.tuples(
            st.integers(1, 28),
            st.sampled_from(tuple(KINDS["round"].codings)),
            st.none() | st.integers(1, 9),
        ),
        max_size=25,
    )
)
def test_the_latest_round_of_each_status_is_what_a_search_would_find(meetings):
    """Whatever came in whatever order, late news and rounds without a number included."""
    process = PeaceProcess.of(CASE)
    for day, status, number in meetings:
        numbered = {} if number is None else {"number": number}
        told(process, meeting(day, status, **numbered))
        for each in KINDS["round"].codings:
            for track in CASE.tracks:
                found = [
                    r.number
                    for r in process.rounds.values()
                    if (r.track, r.status) == (track, each)
                ]
                assert process.last_round(track, (each,)) == max(found, default=None)
    assert process.fork().numbers == process.numbers


def test_each_track_counts_its_own_rounds():
    """And moves its own region; the first track is meant where none is named."""
    two = attrs.evolve(CASE, tracks=("main", "military"))
    events = [
        event("round", "2025-01-01", two, status="convened"),
        event("round", "2025-01-02", two, status="planned", track="military"),
    ]
    process = after(*events, case=two)
    assert sorted(process.rounds) == ["main:1", "military:1"]
    assert (phase(process, "talks:main"), phase(process, "talks:military")) == (
        "convened",
        "scheduled",
    )
    assert process.strongest("talks") is process.regions["talks:main"]


def test_rival_starts_make_the_planned_start_a_span():
    """13:00 by one, noon by the other: from noon to 13:00, and the conflict stands open."""
    plan = meeting(
        1,
        "planned",
        number=2,
        claims=[
            {"asserter": "arcadia", "starts": "2025-01-05T13:00"},
            {"asserter": "ruritania", "starts": "2025-01-05T12:00"},
        ],
    )
    process = PeaceProcess.of(CASE)
    lines = told(process, plan)
    assert process.rounds["main:2"].planned == read_interval(
        "2025-01-05T12:00/2025-01-05T13:00", ISTANBUL
    )
    assert (
        lines[-1]
        == "open conflict over starts: 2025-01-05T13:00 (arcadia) / 2025-01-05T12:00 (ruritania)"
    )
    assert [conflict.key for conflict in process.open_conflicts()] == [("e1", "starts")]


def test_a_confirmed_start_is_the_planned_start():
    """What others confirm narrows the span to a point."""
    plan = meeting(
        1,
        "planned",
        starts="2025-01-05T13:00",
        claims=[
            {
                "asserter": "arcadia",
                "starts": "2025-01-05T12:00",
                "sources": [{"source": "wire", "credibility": 1}],
            }
        ],
    )
    process = after(plan)
    assert process.rounds["main:1"].planned == read_interval("2025-01-05T12:00", ISTANBUL)
    assert process.open_conflicts() == []


def test_a_convened_round_keeps_its_plan():
    """What was planned and what came of it are two things."""
    process = after(meeting(1, "planned", starts="2025-01-05T13:00"), meeting(5, "convened"))
    assert process.rounds["main:1"].planned == read_interval("2025-01-05T13:00", ISTANBUL)


@pytest.mark.parametrize(
    ("status", "talks"),
    [
        ("planned", "scheduled"),
        ("convened", "convened"),
        ("adjourned", "adjourned"),
        ("cancelled", "suspended"),
        ("suspended", "suspended"),
        ("broken_off", "broken_off"),
        ("concluded", "concluded"),
    ],
)
def test_each_status_of_a_round_moves_its_talks(status, talks):
    """Foreseen or not, the region follows what happened."""
    assert phase(after(meeting(1, status)), "talks:main") == talks


def test_a_round_that_nobody_planned_is_irregular_and_sits():
    """The reason says what it does not follow."""
    process = PeaceProcess.of(CASE)
    assert irregular(told(process, meeting(1, "convened"))) == ["convened does not follow none"]
    assert phase(process, "talks:main") == "convened"


def test_a_round_planned_against_an_open_precondition_is_irregular():
    """The guard names what stands open; once it is met nothing does."""
    process = after(demanded(1, "asserted"))
    assert irregular(told(process, meeting(2, "planned"))) == ["open precondition: truce-first"]
    assert phase(process, "talks:main") == "scheduled"
    told(process, demanded(3, "met"))
    assert irregular(told(process, meeting(4, "planned", number=1))) == []


# --- delegations


def test_a_delegation_is_named_and_arrives():
    """Who leads it stays known when it arrives; arrived is a time of its own."""
    process = PeaceProcess.of(CASE)
    assert told(process, sent(1, "ruritania", head="A. Count", office="adviser", number=2)) == [
        "delegation ruritania to main round 2: named"
    ]
    told(
        process,
        on(4, "delegation", actor="ruritania", status="arrived", number=2, members=["B. Clerk"]),
    )
    [made] = process.delegations.values()
    assert (made.head, made.office, made.members, made.status) == (
        "A. Count",
        "adviser",
        ("B. Clerk",),
        "arrived",
    )
    assert made.arrived == read_interval("2025-01-04T12:00", ISTANBUL)
    assert made.key == ("ruritania", "main", 2)


def test_a_delegation_that_is_expected_has_not_arrived():
    """Nor has one that was only named."""
    process = after(sent(1, "arcadia", "expected"), sent(1, "ruritania"))
    assert [each.arrived for each in process.delegations.values()] == [None, None]


def test_a_delegation_without_a_number_goes_to_the_round_in_hand():
    """Both actors of one event are sent."""
    process = after(meeting(1, "planned", number=2), sent(2, SIDES))
    assert sorted(process.delegations) == [("freedonia", "main", 2), ("ruritania", "main", 2)]


def test_a_round_with_one_delegation_named_is_irregular():
    """The guard names who is known to have sent nobody."""
    process = after(meeting(1, "planned"), sent(2, "ruritania"))
    assert irregular(told(process, meeting(3, "convened"))) == ["no delegation named by freedonia"]


@pytest.mark.parametrize("senders", [[], SIDES])
def test_a_round_with_both_delegations_or_none_known_is_regular(senders):
    """That no delegation is known says nothing of whether there is one."""
    process = after(meeting(1, "planned"), *(sent(2, party) for party in senders))
    assert irregular(told(process, meeting(3, "convened"))) == []


def test_a_delegation_that_was_withdrawn_is_no_longer_named():
    """Its party sends nobody now."""
    process = after(meeting(1, "planned"), sent(2, SIDES), sent(3, "freedonia", "withdrawn"))
    assert irregular(told(process, meeting(4, "convened"))) == ["no delegation named by freedonia"]


def test_delegations_to_an_earlier_round_are_not_those_to_this_one():
    """Who went to the first round is not thereby named for the second."""
    process = after(
        meeting(1, "planned", number=1),
        sent(1, SIDES, number=1),
        meeting(2, "convened", number=1),
        meeting(3, "adjourned", number=1),
        meeting(4, "planned", number=2),
        sent(5, "ruritania", number=2),
    )
    assert irregular(told(process, meeting(6, "convened", number=2))) == [
        "no delegation named by freedonia"
    ]


def test_a_third_partys_delegation_says_nothing_of_the_parties():
    """That the host names its own leaves open whom the parties send."""
    process = after(meeting(1, "planned"), sent(2, "arcadia"))
    assert irregular(told(process, meeting(3, "convened"))) == []


# --- agreements


def test_agreed_is_not_executed():
    """An exchange that is agreed has a date of agreement and none of execution."""
    process = PeaceProcess.of(CASE)
    assert told(
        process,
        exchange(1, "agreed", actor=SIDES, from_round=1, size="large", planned="2025-01-20"),
    ) == ["agreement exchange: agreed", "humanitarian:exchange: none → agreed"]
    made = process.agreements["exchange"]
    assert (made.status, made.agreed, made.executed) == ("agreed", noon(1), None)
    assert (made.signatories, made.from_round, made.size) == (tuple(SIDES), 1, "large")
    assert made.planned == read_interval("2025-01-20", ISTANBUL)


def test_an_agreement_is_carried_out_in_parts():
    """Its dates are those of its own stages; what was said at first stays with it."""
    lives = ["agreed", "scheduled", "partly_executed", "partly_executed", "executed"]
    process = PeaceProcess.of(CASE)
    lines = told(
        process, *(exchange(n, status, each_side="≈1000") for n, status in enumerate(lives, 1))
    )
    made = process.agreements["exchange"]
    assert (made.agreed, made.executed, made.since, made.status) == (
        noon(1),
        noon(5),
        noon(5),
        "executed",
    )
    assert (str(made.each_side), irregular(lines)) == ("≈1000", [])
    assert phase(process, "humanitarian:exchange") == "executed"


def test_an_agreement_may_stall_and_go_on():
    """A stall is no end."""
    process = PeaceProcess.of(CASE)
    stages = ["agreed", "stalled", "scheduled", "executed"]
    assert (
        irregular(told(process, *(exchange(n, status) for n, status in enumerate(stages, 1)))) == []
    )
    assert phase(process, "humanitarian:exchange") == "executed"


def test_a_violation_is_counted_and_leaves_an_agreement_where_it_was():
    """Neither its stage nor since when changes, nor does its region move."""
    process = after(exchange(1, "agreed"), exchange(2, "violated"), exchange(3, "violated"))
    made = process.agreements["exchange"]
    assert (made.status, made.violations, phase(process, "humanitarian:exchange")) == (
        "agreed",
        2,
        "agreed",
    )
    assert made.since == noon(1)


def test_signatures_add_up_and_are_named_once():
    """Who signs later joins those who signed."""
    process = after(
        exchange(1, "agreed", signatories="ruritania"),
        exchange(2, "scheduled", signatories=["freedonia", "ruritania"], actor="arcadia"),
    )
    assert process.agreements["exchange"].signatories == ("ruritania", "freedonia")


def test_who_carries_out_an_agreement_does_not_sign_it_thereby():
    """Only who makes it does, where no signatories are named."""
    process = after(exchange(1, "executed", actor="arcadia"))
    assert process.agreements["exchange"].signatories == ()


def test_each_humanitarian_agreement_has_a_region_of_its_own():
    """They run side by side, and the strongest is shown."""
    process = after(
        exchange(1, "agreed"),
        exchange(2, "stalled"),
        exchange(3, "agreed", agreement="remains", type="remains"),
        exchange(4, "executed", agreement="children", type="humanitarian"),
    )
    assert {r.name: r.phase for r in process.of_kind("humanitarian")} == {
        "exchange": "stalled",
        "remains": "agreed",
        "children": "executed",
    }
    strongest = process.strongest("humanitarian")
    assert strongest is process.regions["humanitarian:remains"]


@pytest.mark.parametrize("type", ["prenegotiation", "ceasefire", "other"])
def test_other_agreements_are_kept_and_move_no_region(type):
    """A paper about talks is neither aid nor a settlement."""
    process = PeaceProcess.of(CASE)
    assert told(process, pact(1, "agreed", type)) == [f"agreement {type}: agreed"]


# --- the settlement


@pytest.mark.parametrize(
    ("type", "where"),
    [
        ("partial", "partial"),
        ("framework", "framework"),
        ("comprehensive", "comprehensive"),
        ("implementation", "implementation"),
        ("renewal", "renewal"),
    ],
)
def test_an_agreement_on_substance_moves_the_settlement(type, where):
    """By its type."""
    assert phase(after(pact(1, "agreed", type)), "settlement") == where


def test_a_settlement_is_signed_carried_out_and_ended():
    """While talks are under way nothing is odd about it, step by step."""
    process = after(meeting(1, "planned"))
    stages = [pact(2, "agreed"), pact(3, "partly_executed"), pact(4, "executed"), pact(5, "ended")]
    assert irregular(told(process, *stages)) == []
    assert phase(process, "settlement") == "terminated"


def test_a_framework_signed_outside_talks_is_irregular():
    """And signed all the same."""
    process = PeaceProcess.of(CASE)
    assert irregular(told(process, pact(1, "agreed"))) == ["no talks are under way"]
    assert phase(process, "settlement") == "framework"


def test_what_is_only_scheduled_or_stalled_leaves_a_settlement_where_it_is():
    """Nothing was signed and nothing carried out."""
    process = after(
        pact(1, "agreed"), pact(2, "scheduled"), pact(3, "stalled"), pact(4, "violated")
    )
    assert phase(process, "settlement") == "framework"


# --- ceasefires


def test_a_ceasefire_is_declared_and_then_in_effect():
    """Two times, and the first is not the second."""
    process = PeaceProcess.of(CASE)
    said = {
        "class": "preliminary",
        "declaration": "bilateral",
        "scope": "general",
        "purpose": "peace_process",
    }
    assert told(process, truce(1, "declared", actor=SIDES, takes_effect="2025-01-03", **said)) == [
        "ceasefire truce: declared",
        "ceasefire:truce: none → declared",
    ]
    made = process.ceasefires["truce"]
    assert (made.declared_at, made.effective_at, made.ended_at) == (noon(1), None, None)
    assert made.takes_effect == read_interval("2025-01-03", ISTANBUL)
    told(process, truce(3, "in_effect"))
    made = process.ceasefires["truce"]
    assert (made.status, made.declared_at, made.effective_at) == ("in_effect", noon(1), noon(3))
    assert (made.class_, made.declaration, made.scope, made.purpose, made.signatories) == (
        "preliminary",
        "bilateral",
        "general",
        ("peace_process",),
        tuple(SIDES),
    )


def test_a_violation_is_counted_and_ends_nothing():
    """The ceasefire stays in effect, since when it has been."""
    process = after(truce(1, "declared"), truce(2, "in_effect"))
    assert (
        told(process, truce(3, "violated"), truce(4, "violated"))[1]
        == "ceasefire:truce: violate, still in_effect"
    )
    made = process.ceasefires["truce"]
    assert (made.status, made.violations, made.since, made.effective_at) == (
        "in_effect",
        2,
        noon(2),
        noon(2),
    )


@pytest.mark.parametrize(
    "end", ["expired", "terminated", "collapsed", "replaced", "never_implemented"]
)
def test_a_ceasefire_ends_in_a_way_that_is_kept(end):
    """When and how."""
    process = after(truce(1, "declared"), truce(2, "in_effect"), truce(9, "ended", end=end))
    made = process.ceasefires["truce"]
    assert (made.status, made.ended_at, made.end) == ("ended", noon(9), end)
    assert phase(process, "ceasefire:truce") == "ended"


def test_a_ceasefire_declared_anew_is_not_yet_in_effect_again():
    """Its end and its effect belong to its first life."""
    process = after(
        truce(1, "declared"),
        truce(2, "in_effect"),
        truce(9, "ended", end="expired"),
        truce(12, "declared"),
    )
    made = process.ceasefires["truce"]
    assert (made.declared_at, made.ended_at, made.end) == (noon(12), None, None)
    assert made.effective_at is None


def test_a_late_report_of_a_violation_does_not_revive_what_has_ended():
    """What became known of the ninth on the twelfth changes nothing of the end on the tenth."""
    late = event(
        "ceasefire",
        "2025-01-09T12:00",
        known_at="2025-01-12T12:00",
        ceasefire="truce",
        status="violated",
    )
    process = after(
        truce(1, "declared"), truce(2, "in_effect"), truce(10, "ended", end="collapsed"), late
    )
    made = process.ceasefires["truce"]
    assert (made.status, made.violations, made.ended_at) == ("ended", 1, noon(10))


def test_ceasefires_overlap():
    """Each has a region of its own, and the strongest is shown."""
    process = after(
        truce(1, "declared"),
        truce(2, "in_effect"),
        truce(3, "proposed", ceasefire="easter"),
        truce(4, "declared", ceasefire="easter"),
    )
    assert {r.name: r.phase for r in process.of_kind("ceasefire")} == {
        "truce": "in_effect",
        "easter": "declared",
    }
    assert process.strongest("ceasefire") is process.regions["ceasefire:truce"]


ceasefire_lives = st.lists(
    st.sampled_from(["proposed", "declared", "in_effect", "violated", "ended"]), max_size=8
)


@given(ceasefire_lives)
def test_a_ceasefire_and_its_region_tell_one_story(statuses):
    """One status, an end exactly while it is ended, and every violation counted."""
    process = after(*(truce(n, status) for n, status in enumerate(statuses, 1)))
    for made in process.ceasefires.values():
        assert made.status == phase(process, "ceasefire:truce")
        assert (made.ended_at is not None) is (made.status == "ended")
        assert made.violations == statuses.count("violated")


@given(
    st.lists(
        st.sampled_from(["agreed", "scheduled", "partly_executed", "executed", "stalled", "ended"]),
        max_size=8,
    )
)
def test_an_exchange_and_its_region_tell_one_story(statuses):
    """Whatever comes in whatever order, noun and region agree."""
    process = after(*(exchange(n, status) for n, status in enumerate(statuses, 1)))
    for made in process.agreements.values():
        assert made.status == phase(process, "humanitarian:exchange")


# --- preconditions


def test_a_precondition_is_asserted_by_somebody_to_somebody():
    """What its assertion said of it stays with it."""
    process = PeaceProcess.of(CASE)
    assert told(
        process,
        demanded(
            1,
            "asserted",
            recipient="freedonia",
            text="A truce first",
            red_line=True,
            issue="truce-terms",
            deadline="2025-01-20",
        ),
    ) == ["precondition truce-first: asserted"]
    told(process, demanded(5, "waived"))
    made = process.preconditions["truce-first"]
    assert (made.holder, made.addressee, made.issue, made.text, made.red_line) == (
        ("ruritania",),
        ("freedonia",),
        "truce-terms",
        "A truce first",
        True,
    )
    assert (made.status, made.since, made.changed) == ("waived", noon(1), noon(5))
    assert made.deadline == read_interval("2025-01-20", ISTANBUL)


@pytest.mark.parametrize("status", ["met", "waived", "replaced", "lapsed"])
def test_what_becomes_of_a_precondition_closes_it(status):
    """And asserting it once more opens it again, from then on."""
    process = after(demanded(1, "asserted"), demanded(2, status))
    assert process.open_preconditions() == []
    told(process, demanded(3, "asserted"))
    assert [(each.id, each.since) for each in process.open_preconditions()] == [
        ("truce-first", noon(3))
    ]


def test_a_precondition_may_become_a_red_line():
    """Asserted again as not to be negotiated, it is one from then on."""
    process = after(demanded(1, "asserted"), demanded(2, "asserted", red_line=True))
    assert process.preconditions["truce-first"].red_line is True


# --- words


def test_a_partys_last_word_on_an_issue_is_its_stance():
    """Said by each actor, for each issue by itself; not agreed is not refused."""
    process = PeaceProcess.of(CASE)
    said = [
        on(1, "statement", actor=SIDES, issue="truce-terms", stance="willing"),
        on(2, "statement", actor="freedonia", issue="truce-terms", stance="not_agreed"),
    ]
    assert told(process, *said) == [
        "stance ruritania on truce-terms: willing",
        "stance freedonia on truce-terms: willing",
        "stance freedonia on truce-terms: not_agreed (was willing)",
    ]
    assert process.stances == {
        ("ruritania", "truce-terms"): ("willing", noon(1)),
        ("freedonia", "truce-terms"): ("not_agreed", noon(2)),
    }


def test_a_stated_position_is_where_a_party_stands_in_public():
    """And nowhere else: its ideal, its reservation and its stance are not touched."""
    process = PeaceProcess.of(CASE)
    before = process.positions["ruritania", "truce-terms"]
    assert told(
        process, on(1, "statement", actor="ruritania", issue="truce-terms", position=35)
    ) == ["ruritania on truce-terms: 20 → 35"]
    now = process.positions["ruritania", "truce-terms"]
    assert now == attrs.evolve(before, stated=35.0, as_of=noon(1))
    assert process.stances == {}


def test_a_statement_about_no_issue_changes_nothing():
    """Words are not yet a position."""
    assert (
        told(
            PeaceProcess.of(CASE),
            on(1, "statement", actor="ruritania", stance="willing", text="We hope"),
        )
        == []
    )


def test_a_proposal_is_tabled_and_answered():
    """By whom it was made and who answered stay two things; a point it names is stated."""
    process = PeaceProcess.of(CASE)
    tabled = on(
        1,
        "proposal",
        actor="ruritania",
        proposal="memo",
        status="tabled",
        title="Memo",
        issue="truce-terms",
        position=30,
    )
    assert told(process, tabled)[0] == "proposal memo: tabled"
    told(process, on(2, "proposal", actor="freedonia", proposal="memo", status="rejected"))
    made = process.proposals["memo"]
    assert (made.by, made.answered_by, made.status, made.title) == (
        ("ruritania",),
        ("freedonia",),
        "rejected",
        "Memo",
    )
    assert process.positions["ruritania", "truce-terms"].stated == 30


def test_a_proposal_opens_talks_about_talks_where_there_were_none():
    """A paper on the table is more than no talks, and no round yet; it takes nothing back."""
    tabled = on(2, "proposal", actor="ruritania", proposal="memo", status="tabled")
    assert phase(after(tabled), "talks:main") == "prenegotiation"
    assert phase(after(meeting(1, "planned"), tabled), "talks:main") == "scheduled"


def test_mediation_is_known_by_who_mediates_and_on_what():
    """A later outcome of the same effort is told as a change of it; none yet is an outcome."""
    process = PeaceProcess.of(CASE)
    efforts = [
        on(1, "mediation", actor="arcadia", issue="truce-terms"),
        on(5, "mediation", actor="arcadia", issue="truce-terms", outcome="failed"),
        on(6, "mediation", actor="arcadia", outcome="accepted"),
    ]
    assert told(process, *efforts) == [
        "mediation arcadia on truce-terms: none_yet",
        "mediation arcadia on truce-terms: failed (was none_yet)",
        "mediation arcadia: accepted",
    ]
    assert process.mediation["arcadia on truce-terms"].since == noon(5)


@pytest.mark.parametrize(
    "kind", ["assessment", "market", "strike", "interception", "loss", "ground_fighting"]
)
def test_judgements_prices_and_fighting_move_nothing(kind):
    """What they mean is for rules to say; the process stands as it stood."""
    process = PeaceProcess.of(CASE)
    before = attrs.asdict(process.fork(), recurse=True)
    said = {"assessment": {"hypothesis": "It is a feint"}, "market": {"direction": "up"}}
    told(process, on(1, kind, **said.get(kind, {"actor": "ruritania"})))
    assert attrs.asdict(process, recurse=True) == before


def test_an_assessment_is_noted_with_its_author_and_hedge():
    """Whose it is, and how sure."""
    judged = on(1, "assessment", asserter="arcadia", hypothesis="It is a feint", hedge="may")
    assert told(PeaceProcess.of(CASE), judged) == ["arcadia: It is a feint (may)"]
    vague = on(1, "assessment", topic="expectations", level="low")
    assert told(PeaceProcess.of(CASE), vague) == ["unnamed: low expectations"]


# --- disputed, doubtful, and not accepted


def test_a_price_in_points_and_in_per_cent_is_no_trouble():
    """Two sources may count in different units; nothing breaks over it."""
    price = on(
        1,
        "market",
        instrument="oil",
        change="+2 points",
        claims=[{"asserter": "arcadia", "change": "+3 %"}],
    )
    assert told(PeaceProcess.of(CASE), price) == []


def replayed(*records: dict[str, Any], **policy: Any) -> Any:
    """A run of records through a case whose policy may differ."""
    return replay(log_of(attrs.evolve(CASE, **policy), list(records)), logs.rules())


def graded(credibility: int | None, **said: Any) -> dict[str, Any]:
    source = {"source": "wire"} | ({"credibility": credibility} if credibility else {})
    return {
        "id": "r1",
        "kind": "round",
        "occurred": "2025-01-05",
        "known_at": "2025-01-05",
        "status": "planned",
        "sources": [source],
        **said,
    }


@pytest.mark.parametrize(
    ("credibility", "moves"), [(1, True), (4, True), (5, False), (6, True), (None, True)]
)
def test_the_cases_policy_says_which_grades_move_it(credibility, moves):
    """Improbable does not, unless the case says otherwise; what can't be judged does."""
    run = replayed(graded(credibility))
    assert bool(run.process.rounds) is moves


def test_a_case_may_accept_more_or_less():
    """Every grade that it lists, and no other."""
    assert replayed(graded(5), accept=frozenset({5})).process.rounds
    assert not replayed(graded(1), accept=frozenset({2, 3})).process.rounds


@pytest.mark.parametrize("modality", ["denied", "expected"])
def test_what_did_not_happen_moves_nothing(modality):
    """A round denied, or only expected to sit, is recorded as a claim."""
    run = replayed(graded(1, status="convened", modality=modality))
    assert not run.process.rounds
    assert f"recorded as a claim only: {modality}" in [reason.change.told() for reason in run.trace]


def test_an_unaccepted_event_is_still_disputed():
    """Below the policy it is a recorded claim, and its rivals are set beside it."""
    run = replayed(
        graded(5, starts="2025-01-08", claims=[{"asserter": "arcadia", "starts": "2025-01-09"}])
    )
    assert not run.process.rounds
    assert [conflict.field for conflict in run.process.open_conflicts()] == ["starts"]


# --- every table


def every(kind: str, **said: Any) -> list[Any]:
    """An event of a kind in each status that it can have."""
    return [on(1, kind, status=status, **said) for status in shapes(KINDS[kind])["status"].choices]


ALL = [
    *every("round"),
    *every("ceasefire", ceasefire="truce"),
    *every("proposal", proposal="memo", actor="ruritania"),
    *every("demand", precondition="truce-first", actor="ruritania"),
    *(each for type in AGREEMENT_TYPES for each in every("agreement", agreement=type, type=type)),
]


@pytest.mark.parametrize("kind", TABLES)
def test_every_phase_can_come_about_by_events(kind):
    """A phase that no record can lead to would be a promise that can't be kept."""
    reached = {"none"} | {region.phase for each in ALL for region in after(each).of_kind(kind)}
    assert set(TABLES[kind].phases) - reached == set()


@given(st.lists(st.sampled_from(ALL), max_size=12))
def test_no_log_leaves_the_tables(events):
    """Whatever happens, every region stands in a phase of its table."""
    process = PeaceProcess.of(CASE)
    told(process, *events)
    for region in process.regions.values():
        assert region.phase in region.table.phases


def test_every_kind_is_tried_here():
    """A new kind of event needs a test of what it does."""
    tried = {
        "round",
        "ceasefire",
        "agreement",
        "proposal",
        "demand",
        "delegation",
        "statement",
        "mediation",
        "assessment",
        "market",
        "strike",
        "interception",
        "loss",
        "ground_fighting",
    }
    assert tried == set(KINDS) - {"day"}
