"""`shift`: which way is hard, how far flexibility lets a party go, and the ends of the scale."""

import attrs
import pytest
from ruritania import CASE, changes, firings, play, rulebook

STRIKE = "- {kind: strike, occurred: 2025-06-01, actor: freedonia, recipient: ruritania}\n"
KEY = ("ruritania", "truce-terms")


def shift(how, party="recipient", issue="truce-terms"):
    return f"when: strike\nthen: {{shift: {{party: {party}, issue: {issue}, {how}}}}}"


def stated(run, party="ruritania", issue="truce-terms"):
    return run.process.positions[party, issue].stated


@pytest.mark.parametrize(
    ("party", "how", "expected"),
    [("recipient", "hardens: 8", 84), ("recipient", "softens: 8", 76),
     ("actor", "hardens: 8", 16), ("actor", "softens: 8", 24)],
)  # fmt: skip
def test_hardening_leads_to_a_partys_own_ideal_and_softening_to_its_counterparts(
    party, how, expected
):
    """Ruritania's ideal is 100 and Freedonia's 0; both stand 20 from it and move by halves."""
    run = play(shift(how, party), STRIKE)
    assert stated(run, "ruritania" if party == "recipient" else "freedonia") == expected


def test_a_party_past_its_own_ideal_still_hardens_away_from_its_counterpart():
    """Direction is the ideals' own: it does not turn round at the ideal."""
    positions = tuple(
        attrs.evolve(each, ideal=70.0) if each.key == KEY else each for each in CASE.positions
    )
    run = play(shift("hardens: 8"), STRIKE, case=attrs.evolve(CASE, positions=positions))
    assert stated(run) == 84


def test_shifts_known_together_are_summed_and_clamped_once():
    """Fifty up and forty-eight down from 80 is 82: not clamped at 100 in between."""
    book = rulebook(shift("hardens: 100"), shift("softens: 96"))
    run = play(book, STRIKE)
    assert stated(run) == 82
    assert changes(run, "settled") == ["ruritania on truce-terms: 80 → 82"]


def test_shifts_of_several_events_known_at_once_are_one_group():
    """Two strikes in one bulletin, clamped once."""
    run = play(shift("hardens: 30"), STRIKE * 2)
    assert changes(run, "settled") == [
        "ruritania on truce-terms: 80 → 100 (held at the end of the scale)"
    ]


def test_the_end_of_the_scale_is_told_and_what_was_cut_off_is_gone():
    """Held at 100; the next softening starts from there."""
    book = rulebook(
        shift("hardens: 90"),
        "when: statement\nthen: {shift: {party: actor, issue: truce-terms, softens: 10}}",
    )
    run = play(book, STRIKE + "- {kind: statement, occurred: 2025-06-02, actor: ruritania}")
    assert stated(run) == 95


def test_a_case_without_the_issue_gets_a_note():
    """A rule written for another case does no harm."""
    run = play(shift("hardens: 8", issue="airspace"), STRIKE)
    assert firings(run) == ["event-1"]
    assert changes(run, "noted") == ["no effect: no such issue as 'airspace' in this case"]


def test_a_party_without_a_position_gets_a_note():
    """Arcadia only hosts."""
    run = play(shift("hardens: 8", party="arcadia"), STRIKE)
    assert changes(run, "noted") == ["no effect: arcadia has no position on truce-terms"]


def test_parties_of_one_mind_have_no_way_to_harden():
    """Where the ideals are the same, neither word has a direction."""
    positions = tuple(attrs.evolve(each, ideal=50.0) for each in CASE.positions)
    run = play(shift("hardens: 8"), STRIKE, case=attrs.evolve(CASE, positions=positions))
    assert changes(run, "noted") == [
        "no effect: ruritania and its counterparts have the same ideal on truce-terms"
    ]


def test_each_shifts_every_party():
    """Both harden, each towards its own end."""
    run = play(shift("hardens: 8", party="each"), STRIKE)
    assert (stated(run), stated(run, "freedonia")) == (84, 16)
