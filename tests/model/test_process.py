"""The peace process: what it tells of itself, and the verbs it changes through."""

from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest
import ruritania
from happenings import CASE, after, event, told
from hypothesis import given
from hypothesis import strategies as st
from strategies import drawn
from strategies import logs as mixed_logs

from negotiations.log.records import RecordReader
from negotiations.log.sources import OnePlace
from negotiations.model.ceasefires import CeasefireDefinition
from negotiations.model.process import PeaceProcess
from negotiations.model.terms import Position
from negotiations.place import Place

AT = datetime(2025, 1, 5, tzinfo=UTC)
LATER = AT + timedelta(days=5)
RURITANIA, FREEDONIA = ("ruritania", "truce-terms"), ("freedonia", "truce-terms")
quarters = st.integers(-800, 800).map(lambda n: n / 4)  # exact in binary, so that sums are too


def process() -> PeaceProcess:
    return PeaceProcess.of(CASE)


def truce(status: str, id: str = "truce", **said: Any) -> Any:
    features = {"declaration": "bilateral", "scope": "general", **said}
    return event("ceasefire", ceasefire=id, status=status, **features)


def shifted(sizes: list[float]) -> PeaceProcess:
    """A process whose group held these shifts of Ruritania's position."""
    made = process()
    for size in sizes:
        made.shift(RURITANIA, size)
    list(made.close_group(AT))
    return made


# --- a start


def test_a_process_starts_with_its_cases_positions_and_without_talks():
    """A region for each track and one for the settlement; everything else begins with an event."""
    two = attrs.evolve(CASE, tracks=("main", "military"))
    made = PeaceProcess.of(two)
    assert {key: region.phase for key, region in made.regions.items()} == {
        "talks:main": "none",
        "talks:military": "none",
        "settlement": "none",
    }
    assert list(made.positions.values()) == list(two.positions)
    assert (made.question(), made.strongest("talks"), made.open_preconditions()) == (
        "onset",
        None,
        [],
    )


# --- shifts


@given(st.lists(quarters, max_size=8), st.randoms(use_true_random=False))
def test_shifts_are_summed_and_clamped_once(sizes, random):
    """The order within a group does not matter, and nothing is lost at an end on the way."""
    wanted = min(max(20 + sum(sizes), 0), 100)
    shuffled = list(sizes)
    random.shuffle(shuffled)
    for order in (sizes, shuffled):
        assert shifted(order).positions[RURITANIA].stated == wanted


def test_a_shift_past_the_end_comes_back_from_where_it_got_to():
    """Up by 100 and down by 50 is up by 50: clamping each by itself would end elsewhere."""
    assert shifted([100, -50]).positions[RURITANIA].stated == 70
    assert shifted([-50, 100]).positions[RURITANIA].stated == 70


def test_nothing_moves_before_the_group_is_closed():
    """Position measures read the last closed group."""
    made = process()
    made.shift(RURITANIA, 5)
    assert made.positions[RURITANIA].stated == 20
    assert [change.told() for change in made.close_group(AT)] == [
        "ruritania on truce-terms: 20 → 25"
    ]
    assert made.positions[RURITANIA].as_of == AT
    assert list(made.close_group(LATER)) == []


def test_the_clamp_is_told():
    """A position held at the end of the scale says so, even where it stood there already."""
    made = process()
    made.shift(RURITANIA, 200)
    assert [change.told() for change in made.close_group(AT)] == [
        "ruritania on truce-terms: 20 → 100 (held at the end of the scale)"
    ]
    made.shift(RURITANIA, 1)
    assert [change.told() for change in made.close_group(AT)] == [
        "ruritania on truce-terms: 100 → 100 (held at the end of the scale)"
    ]


def test_shifts_that_cancel_out_are_not_told():
    """Nothing is different."""
    made = process()
    made.shift(RURITANIA, 5)
    made.shift(RURITANIA, -5)
    assert list(made.close_group(AT)) == []


def test_positions_settle_in_the_order_of_their_names():
    """Whichever was shifted first."""
    made = process()
    made.shift(RURITANIA, 5)
    made.shift(FREEDONIA, 5)
    assert [change.party for change in made.close_group(AT)] == ["freedonia", "ruritania"]


# --- readings of positions


def with_positions(*positions: Position, **capabilities: float | None) -> PeaceProcess:
    parties = {
        id: attrs.evolve(party, capability=capabilities.get(id, party.capability))
        for id, party in CASE.parties.items()
    }
    return PeaceProcess.of(attrs.evolve(CASE, parties=parties, positions=positions))


def test_the_gap_is_between_two_stated_positions():
    """85 less 20, from either side; unknown where a party has none."""
    made = process()
    assert made.gap("truce-terms", "ruritania", "freedonia") == 65
    assert made.gap("truce-terms", "freedonia", "ruritania") == 65
    assert made.gap("truce-terms", "ruritania", "arcadia") is None
    assert made.gap("prisoners", "ruritania", "freedonia") is None


@pytest.mark.parametrize(
    ("low", "high", "width"), [(60, 40, 20), (40, 60, -20), (None, 40, None), (60, None, None)]
)
def test_the_zone_of_agreement_is_unknown_if_a_reservation_is(low, high, width):
    """Nothing is inferred from what is said in public."""
    made = with_positions(
        Position("ruritania", "truce-terms", ideal=10, stated=20, reservation=low),
        Position("freedonia", "truce-terms", ideal=90, stated=85, reservation=high),
    )
    assert made.zopa("truce-terms", "ruritania", "freedonia") == width
    assert made.zopa("truce-terms", "freedonia", "ruritania") == width
    assert made.zopa("prisoners", "ruritania", "freedonia") is None


def test_the_compromise_point_weighs_capability_and_salience():
    """(60·50·20 + 40·50·85) / (60·50 + 40·50) = 230000 / 5000 = 46."""
    assert process().compromise("truce-terms") == pytest.approx(46)
    assert process().compromise("prisoners") is None


def test_an_unknown_capability_leaves_the_compromise_unknown():
    """Unknown is not zero."""
    assert with_positions(*CASE.positions, ruritania=None).compromise("truce-terms") is None


# --- the question


def test_the_question_goes_from_onset_to_collapse_and_back():
    """Between announcement and effect neither is asked; a violation changes nothing."""
    made, asked = process(), []
    for status in ("proposed", "declared", "in_effect", "violated", "ended", "declared"):
        told(made, truce(status))
        asked.append(made.question())
    assert asked == ["onset", None, "collapse", "collapse", "onset", None]


@pytest.mark.parametrize(
    "features",
    [
        {"purpose": "holiday"},
        {"declaration": "unilateral"},
        {"scope": "partial"},
        {"purpose": "humanitarian"},
    ],
    ids=str,
)
def test_an_easter_truce_or_a_unilateral_one_switches_nothing(features):
    """Onset is asked on, before, during and after it."""
    made = process()
    for status in ("proposed", "declared", "in_effect", "violated", "ended"):
        told(made, truce(status, **features))
        assert made.question() == "onset"


def test_an_easter_truce_beside_the_real_one_changes_nothing():
    """Whichever ceasefire meets the definition decides, in whatever order they come."""
    assert (
        after(truce("in_effect"), truce("in_effect", "easter", purpose="holiday")).question()
        == "collapse"
    )
    assert (
        after(truce("in_effect", "easter", purpose="holiday"), truce("declared")).question() is None
    )


def test_collapse_is_asked_while_any_holds():
    """The end of one of two leaves the other; the end of both opens the first question again."""
    both = [truce("in_effect", "one"), truce("in_effect", "two"), truce("ended", "one")]
    assert after(*both).question() == "collapse"
    assert after(*both, truce("ended", "two")).question() == "onset"


def test_a_definition_may_wait_for_the_effect():
    """Then a declaration resolves nothing, the first time and any other."""
    made = PeaceProcess.of(attrs.evolve(CASE, definition=CeasefireDefinition(trigger="in_effect")))
    asked = []
    for status in ("declared", "in_effect", "ended", "declared", "in_effect"):
        told(made, truce(status))
        asked.append(made.question())
    assert asked == ["onset", "collapse", "onset", "onset", "collapse"]


# --- guards and options


def test_what_could_happen_next_is_told_with_what_stands_in_its_way():
    """Every region's moves, and no reason where nothing does."""
    made = process()
    options = {(each.region, each.trigger): each.blocked for each in made.allowed()}
    assert options == {
        ("talks:main", "approach"): None,
        ("talks:main", "schedule"): None,
        ("settlement", "sign_partial"): None,
        ("settlement", "sign_framework"): "no talks are under way",
        ("settlement", "sign_comprehensive"): "no talks are under way",
    }


def test_open_preconditions_block_planning_by_name():
    """All of them; one that is met no longer."""
    wants = [
        event("demand", actor="ruritania", precondition=id, status="asserted")
        for id in ("truce", "swap", "met")
    ]
    made = after(*wants, event("demand", actor="freedonia", precondition="met", status="met"))
    blocked = {each.trigger: each.blocked for each in made.allowed()}
    assert blocked["schedule"] == "open precondition: truce, swap"
    assert blocked["approach"] is None
    assert [each.id for each in made.open_preconditions()] == ["truce", "swap"]


def test_a_missing_delegation_blocks_convening_by_name():
    """Only once some party has named one."""
    made = after(event("round", status="planned"))
    assert {each.trigger: each.blocked for each in made.allowed()}["convene"] is None
    told(made, event("delegation", actor="freedonia", status="named"))
    blocked = {each.trigger: each.blocked for each in made.allowed()}
    assert blocked["convene"] == "no delegation named by ruritania"


def test_looking_at_what_could_happen_changes_nothing():
    """Options are only told."""
    made = after(event("round", status="planned"))
    before = attrs.asdict(made.fork())
    list(made.allowed())
    assert attrs.asdict(made) == before


def test_talks_under_way_open_the_way_to_a_settlement():
    """A planned round is enough."""
    made = after(event("round", status="planned"))
    assert {each.trigger: each.blocked for each in made.allowed()}["sign_framework"] is None


# --- conclusions

KEY = ("escalating", "ruritania", None)


def test_a_conclusion_stands_until_its_end():
    """To the moment, and not at it; one without an end stands on."""
    made = process()
    assert not made.stands(KEY, AT)
    assert [change.told() for change in made.conclude(KEY, LATER)] == [
        "concluded: escalating ruritania, until 2025-01-10T00:00:00+00:00"
    ]
    assert made.stands(KEY, LATER - timedelta(microseconds=1))
    assert not made.stands(KEY, LATER)
    list(made.conclude(KEY, None))
    assert made.stands(KEY, LATER + timedelta(days=1000))


def test_a_conclusion_drawn_again_runs_longer_never_shorter():
    """What changes nothing is not told."""
    made = process()
    list(made.conclude(KEY, LATER))
    assert list(made.conclude(KEY, AT)) == []
    assert list(made.conclude(KEY, LATER)) == []
    assert made.stands(KEY, AT)
    assert len(list(made.conclude(KEY, LATER + timedelta(days=1)))) == 1
    list(made.conclude(KEY, None))
    assert list(made.conclude(KEY, LATER)) == []
    assert made.stands(KEY, LATER + timedelta(days=1000))


def test_a_conclusion_is_taken_back_once():
    """Of the same name, party and issue; what does not stand is not told."""
    made = process()
    list(made.conclude(KEY, None))
    assert list(made.withdraw(("escalating", "freedonia", None))) == []
    assert [change.told() for change in made.withdraw(KEY)] == ["no longer: escalating ruritania"]
    assert not made.stands(KEY, AT)
    assert list(made.withdraw(KEY)) == []


# --- conflicts


def test_an_open_conflict_is_told_once_and_again_when_it_is_settled():
    """A later confirmation closes it; it is still known."""
    made = process()
    rival = {"asserter": "freedonia", "targets": 4}
    open_ = event("strike", targets=5, claims=[rival])
    assert told(made, open_) == ["open conflict over targets: 5 (the record) / 4 (freedonia)"]
    assert told(made, open_) == []
    confirmed = {**rival, "sources": [{"source": "wire", "credibility": 1}]}
    assert told(made, event("strike", targets=5, claims=[confirmed])) == [
        "settled over targets: 5 (the record) / 4 (freedonia)"
    ]
    assert (made.open_conflicts(), len(made.conflicts)) == ([], 1)


# --- forks


def snapshot(made: PeaceProcess) -> dict[str, Any]:
    return attrs.asdict(made, filter=lambda attribute, _: attribute.name != "case")


RECORDS = drawn(mixed_logs(least=10, most=20), 40)


@given(st.sampled_from(RECORDS), st.sampled_from(RECORDS))
def test_a_fork_is_independent(first, second):
    """Whatever happens to the one, the other stands as it stood; and both would go the same way."""
    made = PeaceProcess.of(ruritania.CASE)
    happened(made, first)
    made.shift(RURITANIA, 3)
    fork = made.fork()
    before = snapshot(made)
    assert snapshot(fork) == before
    go_on(fork, second)
    assert snapshot(made) == before
    go_on(made, second)
    assert snapshot(made) == snapshot(fork)


def go_on(made: PeaceProcess, records: list[dict[str, Any]]) -> None:
    """Let the process change in every way it can."""
    happened(made, records)
    list(made.conclude(KEY, LATER))
    list(made.close_group(AT))


def happened(made: PeaceProcess, records: list[dict[str, Any]]) -> None:
    reader = RecordReader(ruritania.CASE)
    told(made, *(reader.read(record, OnePlace(Place("drawn"))) for record in records))
