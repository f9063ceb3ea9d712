"""`conclude` and `withdraw`: told when drawn, when taken back, and when nothing is new."""

from ruritania import changes, firings, play, rulebook

STRIKE = "- {kind: strike, occurred: 2025-06-0N, actor: freedonia, recipient: ruritania}\n"
FIRST, THIRD = (STRIKE.replace("N", day) for day in "13")
SAID = "- {kind: statement, occurred: 2025-06-05, actor: freedonia}\n"


def test_a_conclusion_is_told_once_with_its_party_issue_and_end():
    """In the words that the trace shows."""
    rule = "when: strike\nthen: {conclude: {name: cold, party: actor, issue: border, for: 2 days}}"
    [told] = changes(play(rule, FIRST), "concluded")
    assert told == "concluded: cold freedonia border, until 2025-06-03T23:59:59.999999+00:00"


def test_a_firing_whose_conclusion_stands_already_is_still_told():
    """Nothing new was concluded, but the rule held, and the trace says so."""
    run = play("when: strike\nthen: {conclude: {name: cold}}", FIRST + THIRD)
    assert len(changes(run, "concluded")) == 1
    assert firings(run) == ["event-1", "event-2"]


def test_a_conclusion_runs_as_long_as_the_longest_that_was_drawn():
    """A shorter one does not cut a longer short; an endless one has no end."""
    book = rulebook(
        "when: {strike: {target: energy}}\nthen: {conclude: {name: cold, for: 9 days}}",
        "when: {strike: {target: other}}\nthen: {conclude: {name: cold, for: 1 day}}",
        "when: statement\ngiven: {concluded: cold}",
    )
    log = (
        FIRST.replace("actor", "target: energy, actor")
        + THIRD.replace("actor", "target: other, actor")
        + SAID
    )
    assert firings(play(book, log), "rule-3") == ["event-3"]


def test_a_withdrawal_is_told_with_the_rule_that_made_it():
    """Every change has its reason: event, rule and change."""
    book = rulebook(
        "when: strike\nthen: {conclude: {name: cold}}",
        "when: statement\nthen: {withdraw: {name: cold}}",
    )
    run = play(book, FIRST + SAID)
    assert changes(run, "concluded") == ["concluded: cold", "no longer: cold"]
    assert changes(run, "concluded", "rule-2") == ["no longer: cold"]


def test_a_withdrawal_waits_for_the_events_end():
    """Effects commute: another rule of the same event still reads what is being withdrawn."""
    book = rulebook(
        "rule: setup\nwhen: strike\nthen: {conclude: {name: cold}}",
        "rule: a\nwhen: statement\nthen: {withdraw: {name: cold}}",
        "rule: b\nwhen: statement\ngiven: {concluded: cold}",
    )
    run = play(book, FIRST + SAID + SAID.replace("05", "06"))
    assert firings(run, "b") == ["event-2"]


def test_what_one_event_draws_and_withdraws_is_withdrawn():
    """Whatever the order of the rules."""
    for one, other in (("a", "b"), ("b", "a")):
        book = rulebook(
            f"rule: {one}\nwhen: strike\nthen: {{conclude: {{name: cold}}}}",
            f"rule: {other}\nwhen: strike\nthen: {{withdraw: {{name: cold}}}}",
        )
        assert play(book, FIRST).process.conclusions == {}


def test_withdrawing_what_does_not_stand_is_still_a_firing():
    """There was nothing to take back; the rule held all the same."""
    run = play("when: strike\nthen: {withdraw: {name: cold}}", FIRST)
    assert changes(run, "concluded") == []
    assert firings(run) == ["event-1"]
