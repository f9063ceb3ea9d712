"""The page of results: what was measured anew takes the place of what stood there."""

from benchmarks.growth import Mark, tenths
from benchmarks.matching import within
from benchmarks.results import Criterion, Section, Table, page


def test_a_section_measured_anew_replaces_its_own_and_leaves_the_others():
    """Running one workload alone keeps what the others gave before."""
    before = page([Section("Matching", "Old."), Section("Growth", "Kept.")])
    after = page([Section("Matching", "New.")], before)
    assert "New." in after
    assert "Old." not in after
    assert "Kept." in after
    assert after.count("## ") == 2


def test_a_criterion_says_what_is_wanted_and_whether_it_is_shown():
    """A ratio is wanted from below, a limit from above; both say the number that was reached."""
    short = Criterion.ratio("peer", 14.9, least=15)
    assert short.cells() == ("peer", "≥ 15", "14.90", "**no**")
    assert Criterion.limit("floor", 5.0, most=5).cells() == ("floor", "≤ 5", "5.00", "yes")


def test_a_table_is_markdown_with_its_numbers_to_the_right():
    """Columns of words stand to the left."""
    told = list(Table("Caption", ("who", "n"), [("ours", "1")]).lines())
    assert told == ["Caption:", "", "| who | n |", "| --- | ---: |", "| ours | 1 |", ""]


def test_a_slow_contender_gets_a_round_number_of_the_first_events():
    """Who can run the whole log in time does; others get as many as fit, and no fewer than 200."""
    assert [within(each, 100_000, 3.0) for each in (2e-5, 1e-4, 1e-3, 1.0)] == [
        100_000, 20_000, 2_000, 200,
    ]  # fmt: skip
    assert within(1.0, 50, 3.0) == 50


def test_a_long_log_is_parted_where_it_was_first_seen_past_each_tenth():
    """Looks come at any time; a tenth ends at the first one at or past it."""
    looks = [Mark(n * 7, float(n), n) for n in range(101)]
    parted = tenths(looks)
    assert [mark.events for mark in parted] == [0, 70, 140, 210, 280, 350, 420, 490, 560, 630, 700]
