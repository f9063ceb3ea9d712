"""Phases: four small tables with back-edges, moved by name and never stuck."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiations.model.phases import TABLES, Region, move, options, strongest

AT = datetime(2025, 1, 5, tzinfo=UTC)
LATER = AT + timedelta(days=1)
ROWS = [(kind, row) for kind, table in TABLES.items() for row in table.rows]
FORESEEN = [(kind, row.trigger, start, row.dest) for kind, row in ROWS for start in row.sources]
UNFORESEEN = [
    (kind, row.trigger, start, row.dest)
    for kind, row in ROWS
    for start in TABLES[kind].phases
    if start not in row.sources
]

# The ways of the field's own description, typed by hand: each must be a row of the table.
WAYS = {
    "talks": [
        "none prenegotiation scheduled convened adjourned scheduled",
        "adjourned suspended scheduled",
        "adjourned broken_off prenegotiation",
        "adjourned concluded",
        "suspended prenegotiation",
        "scheduled suspended",
        "convened broken_off scheduled",
    ],
    "ceasefire": [
        "none proposed declared in_effect in_effect ended",
        "none declared ended",
        "ended declared",
        "ended proposed ended",
    ],
    "humanitarian": [
        "none agreed scheduled partly_executed executed",
        "agreed stalled scheduled",
        "partly_executed stalled partly_executed scheduled",
        "agreed executed",
        "scheduled ended agreed",
    ],
    "settlement": [
        "none partial framework implementation renewal implementation terminated",
        "none framework comprehensive implementation implementation",
        "comprehensive lapsed renewal",
        "partial comprehensive",
        "terminated renewal",
        "lapsed framework",
    ],
}
STEPS = [
    (kind, start, end)
    for kind, ways in WAYS.items()
    for way in ways
    for start, end in zip(way.split(), way.split()[1:], strict=False)
]


def region(
    kind: str, phase: str = "none", name: str = "r", since: datetime | None = None
) -> Region:
    return Region(kind, name, phase, since)


# --- the tables


def test_the_kinds_of_region_are_the_four_of_the_field():
    """Talks, ceasefires, humanitarian agreements and the settlement."""
    assert set(TABLES) == set(WAYS)


@pytest.mark.parametrize(("kind", "start", "end"), STEPS)
def test_the_tables_foresee_the_ways_a_process_goes(kind, start, end):
    """Forward and back: each step of a known way is a regular move."""
    assert any(start in row.sources and row.dest == end for row in TABLES[kind].rows)


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_names_every_phase_it_speaks_of(kind):
    """Where moves start, where they lead, what counts as over; each trigger is one row."""
    table = TABLES[kind]
    named = {phase for row in table.rows for phase in (*row.sources, row.dest)} | set(table.over)
    assert named == set(table.phases)
    assert len({row.trigger for row in table.rows}) == len(table.rows)


@pytest.mark.parametrize("kind", TABLES)
def test_every_phase_can_be_reached(kind):
    """From the start, by foreseen moves alone."""
    reached = {"none"}
    for _ in TABLES[kind].phases:
        reached |= {row.dest for row in TABLES[kind].rows if reached & set(row.sources)}
    assert reached == set(TABLES[kind].phases)


@pytest.mark.parametrize("kind", TABLES)
def test_no_phase_is_a_dead_end(kind):
    """Every phase can be left again, but for the last of a humanitarian agreement."""
    left = {start for row in TABLES[kind].rows for start in row.sources}
    assert set(TABLES[kind].phases) - left == ({"executed"} if kind == "humanitarian" else set())


def test_an_unknown_move_is_told_with_the_nearest_one():
    """A programmer's slip says what was meant."""
    with pytest.raises(KeyError, match="no move 'convened' in talks; did you mean 'convene'"):
        TABLES["talks"].row("convened")


# --- moves


@pytest.mark.parametrize(("kind", "trigger", "start", "end"), FORESEEN)
def test_every_row_of_every_table_is_a_regular_move(kind, trigger, start, end):
    """The region stands where the row leads, and nothing is odd about it."""
    moved = region(kind, start)
    step = move(moved, trigger, None, AT)
    assert (step.before, step.after, moved.phase, step.irregular) == (start, end, end, None)
    assert (step.region, step.trigger) == (f"{kind}:r", trigger)


@pytest.mark.parametrize(("kind", "trigger", "start", "end"), UNFORESEEN)
def test_an_unforeseen_move_is_made_and_called_irregular(kind, trigger, start, end):
    """History wins: it is made all the same, with the reason why nobody foresaw it."""
    moved = region(kind, start)
    step = move(moved, trigger, None, AT)
    assert (step.after, moved.phase, step.irregular) == (end, end, f"{end} does not follow {start}")


def test_a_failed_guard_makes_a_move_irregular_and_never_stops_it():
    """What should have stood in the way is the reason told."""
    moved = region("talks", "adjourned")
    step = move(moved, "schedule", "open precondition: ceasefire-first", AT)
    assert (moved.phase, step.irregular) == ("scheduled", "open precondition: ceasefire-first")


def test_a_region_stands_since_its_last_change_of_phase():
    """A violation leaves a ceasefire in effect, and since when it has been so."""
    truce = region("ceasefire", "declared")
    move(truce, "take_effect", None, AT)
    assert truce.since == AT
    step = move(truce, "violate", None, LATER)
    assert (step.before, step.after, truce.since) == ("in_effect", "in_effect", AT)
    move(truce, "end", None, LATER)
    assert truce.since == LATER


def test_regions_of_one_kind_move_apart():
    """They share a table and nothing else."""
    one, other = region("talks", name="contact-group"), region("talks", name="normandy")
    move(one, "schedule", None, AT)
    assert (one.phase, other.phase, other.since) == ("scheduled", "none", None)


@given(
    st.sampled_from(sorted(TABLES)).flatmap(
        lambda kind: st.tuples(
            st.just(kind), st.lists(st.sampled_from([r.trigger for r in TABLES[kind].rows]))
        )
    )
)
def test_no_sequence_of_moves_leaves_the_table(drawn):
    """In whatever order, each phase is one the table names, and follows the last."""
    kind, triggers = drawn
    moved = region(kind)
    for trigger in triggers:
        before = moved.phase
        step = move(moved, trigger, None, AT)
        assert step.before == before
        assert step.after == moved.phase == TABLES[kind].row(trigger).dest
        assert moved.phase in TABLES[kind].phases


# --- what could happen next


@pytest.mark.parametrize(
    ("kind", "phase"), [(kind, p) for kind, t in TABLES.items() for p in t.phases]
)
def test_the_options_of_a_phase_are_its_rows(kind, phase):
    """What could happen next is what the table foresees from here, and nothing else."""
    rows = [row for row in TABLES[kind].rows if phase in row.sources]
    told = [(each.region, each.trigger, each.dest) for each in options(region(kind, phase), {})]
    assert told == [(f"{kind}:r", row.trigger, row.dest) for row in rows]


def test_an_option_says_what_stands_in_its_way():
    """Only the guard of its own row can."""
    guards = {
        "no open precondition": "open precondition: ceasefire-first",
        "delegations named": None,
    }
    blocked = {each.trigger: each.blocked for each in options(region("talks", "adjourned"), guards)}
    assert blocked["schedule"] == "open precondition: ceasefire-first"
    assert [trigger for trigger, why in blocked.items() if why] == ["schedule"]


@pytest.mark.parametrize(
    ("kind", "trigger", "guard"),
    [
        ("talks", "schedule", "no open precondition"),
        ("talks", "convene", "delegations named"),
        ("settlement", "sign_framework", "talks under way"),
        ("settlement", "sign_comprehensive", "talks under way"),
    ],
)
def test_the_guarded_moves_are_named(kind, trigger, guard):
    """Preconditions gate a round's planning, delegations its beginning, talks a settlement."""
    assert TABLES[kind].row(trigger).guard == guard
    assert sum(row.guard is not None for _, row in ROWS) == 4


# --- the strongest


def test_the_strongest_region_is_the_live_one_furthest_along():
    """A convened track outweighs a scheduled one; what is over counts for nothing."""
    weak, strong = region("talks", "scheduled", "a", AT), region("talks", "convened", "b", LATER)
    over = region("talks", "concluded", "c", AT)
    assert strongest([weak, strong, over]) is strong
    assert strongest([over, weak]) is weak
    assert strongest([over, region("talks")]) is None
    assert strongest([]) is None


def test_of_two_as_far_along_the_one_that_has_stood_longest_is_the_strongest():
    """Then the first by name, whatever the order they are given in."""
    late, early = (
        region("ceasefire", "in_effect", "a", LATER),
        region("ceasefire", "in_effect", "b", AT),
    )
    twin = region("ceasefire", "in_effect", "a", AT)
    assert strongest([late, early]) is strongest([early, late]) is early
    assert strongest([early, twin]) is strongest([twin, early]) is twin


@pytest.mark.parametrize(
    ("kind", "over"),
    [
        ("talks", {"none", "broken_off", "concluded"}),
        ("ceasefire", {"none", "ended"}),
        ("humanitarian", {"none", "ended", "executed"}),
        ("settlement", {"none", "lapsed", "terminated"}),
    ],
)
def test_what_is_over_has_no_strength(kind, over):
    """And what is live has some, more the further along."""
    strengths = {phase: region(kind, phase).strength for phase in TABLES[kind].phases}
    assert {phase for phase, strength in strengths.items() if strength == 0} == over
    live = [strengths[phase] for phase in TABLES[kind].phases if phase not in over]
    assert live == sorted(set(live))


def test_a_region_is_called_by_its_kind_and_name():
    """The settlement, of which a process has one, by its kind alone."""
    assert (region("talks", name="minsk").key, Region("settlement", "").key) == (
        "talks:minsk",
        "settlement",
    )
