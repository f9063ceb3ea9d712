"""The words that test a field: what each makes of known, bounded, unknown and rival values."""

# ruff: noqa: E501  (rules and records stand on one line, as their authors write them)

import pytest
from ruritania import firings, play

from negotiations.model.kinds import KINDS
from negotiations.model.shapes import shapes
from negotiations.rulebook.words import words_for

YES, NO, UNKNOWN = "yes", "no", "unknown"


def answer(test, record, kind="strike"):
    """Whether a rule with this one test fires on the event; "not yes" is no, or not known."""
    event = f"- {{kind: {kind}, occurred: 2025-06-02T12:00, known_at: 2025-06-02T12:00, {record}}}"
    return YES if firings(play(f"when: {{{kind}: {{{test}}}}}", event)) else "not yes"


def both(word, opposite, record):
    """What a word says of an event: if neither it nor its opposite holds, it is not known."""
    is_so, is_not = (answer(f"launched: {{{w}}}", record) == YES for w in (word, opposite))
    assert not (is_so and is_not)
    return YES if is_so else NO if is_not else UNKNOWN


# --- numbers


@pytest.mark.parametrize(
    ("said", "at_least_41", "at_least_40", "at_least_42"),
    [
        ("41", YES, YES, NO),
        ('">40"', YES, YES, UNKNOWN),
        ('"≥40"', UNKNOWN, YES, UNKNOWN),
        ('"<41"', NO, UNKNOWN, NO),
        ('"≤41"', UNKNOWN, UNKNOWN, NO),
        ('"≈41"', UNKNOWN, UNKNOWN, UNKNOWN),
        ('"≈100"', YES, YES, YES),
        ('"≈30"', NO, NO, NO),
        ("unknown", UNKNOWN, UNKNOWN, UNKNOWN),
        ("0", NO, NO, NO),
    ],
)
def test_at_least_of_a_bounded_number(said, at_least_41, at_least_40, at_least_42):
    """>40 of a count is 41 or more; about 41 is 36 to 46; unknown is neither more nor less."""
    record = f"launched: {said}"
    assert both("at_least: 41", "less_than: 41", record) == at_least_41
    assert both("at_least: 40", "less_than: 40", record) == at_least_40
    assert both("at_least: 42", "less_than: 42", record) == at_least_42


@pytest.mark.parametrize(
    ("said", "more_than_40", "more_than_41"),
    [("41", YES, NO), ('">40"', YES, UNKNOWN), ('"≤40"', NO, NO), ('"≈41"', UNKNOWN, UNKNOWN), ("unknown", UNKNOWN, UNKNOWN)],
)  # fmt: skip
def test_more_than_of_a_bounded_number(said, more_than_40, more_than_41):
    """More than leaves the number itself out, and at most is its opposite."""
    assert both("more_than: 40", "at_most: 40", f"launched: {said}") == more_than_40
    assert both("more_than: 41", "at_most: 41", f"launched: {said}") == more_than_41


@pytest.mark.parametrize(
    ("test", "said", "expected"),
    [
        ("launched: {between: [40, 50]}", "launched: 40", YES),
        ("launched: {between: [40, 50]}", "launched: 50", YES),
        ("launched: {between: [40, 50]}", "launched: 51", "not yes"),
        ("launched: {between: [40, 50]}", 'launched: "≈45"', YES),
        ("launched: {between: [40, 50]}", 'launched: "≈47"', "not yes"),
        ("launched: {between: [40, 50]}", 'launched: ">40"', "not yes"),
        ("launched: 40", "launched: 40", YES),
        ("launched: 40", 'launched: "≥40"', "not yes"),
        ("launched: [1, 40]", "launched: 40", YES),
        ("launched: [1, 40]", "launched: 2", "not yes"),
        ("launched: {at_least: 40, at_most: 50}", "launched: 45", YES),
        ("launched: {at_least: 40, at_most: 50}", "launched: 51", "not yes"),
        ("distance: {less_than: 1000}", 'distance: "≈900 km"', YES),
        ("distance: {less_than: 1000}", 'distance: "≈1000"', "not yes"),
        ("distance: {at_most: 5}", "distance: 5000 m", YES),
        ("credibility: {at_most: 2}", "sources: [{source: wire, credibility: 2}]", YES),
        ("credibility: {at_most: 2}", "sources: [{source: wire, credibility: 3}]", "not yes"),
    ],
)
def test_numbers(test, said, expected):
    """Ends are included; what is known only within bounds must lie inside altogether."""
    assert answer(test, said) == expected


@pytest.mark.parametrize(
    ("test", "said", "expected"),
    [
        ("duration: {less_than: 2 hours}", "90", YES),
        ("duration: {less_than: 2 hours}", "150", "not yes"),
        ("duration: {at_least: 90 minutes}", "2 h", YES),
        ("duration: {less_than: 120}", "90 min", YES),
    ],
)
def test_a_length_of_time_is_compared_in_the_fields_own_unit(test, said, expected):
    """Two hours are 120 of the minutes that a round's duration is kept in."""
    assert answer(test, f"status: adjourned, duration: {said}", kind="round") == expected


def test_an_intended_duration_is_kept_in_days():
    """A fortnight is fourteen of the days that a ceasefire is meant to last."""
    test = "intended_days: {at_least: 2 weeks}"
    assert (
        answer(test, "ceasefire: truce, status: declared, intended_days: 14", kind="ceasefire")
        == YES
    )
    assert (
        answer(test, "ceasefire: truce, status: declared, intended_days: 13", kind="ceasefire")
        == "not yes"
    )


@pytest.mark.parametrize(
    ("said", "expected"), [("-3", YES), ('"<-1"', YES), ("1", "not yes"), ('"≈-1"', "not yes")]
)
def test_changes_may_be_negative(said, expected):
    """A price that fell by more than one; about minus one may be less."""
    assert answer("change: {less_than: -1}", f"change: {said}", kind="market") == expected


# --- words, names, texts


@pytest.mark.parametrize(
    ("test", "said", "expected"),
    [
        ("munition: drone", "munition: drone", YES),
        ("munition: drone", "munition: mixed", "not yes"),
        ("munition: drone", "launched: 1", "not yes"),
        ("munition: [drone, mixed]", "munition: mixed", YES),
        ("munition: {any_of: [drone, mixed]}", "munition: mixed", YES),
        ("munition: {not: drone}", "munition: mixed", YES),
        ("munition: {not: [drone, mixed]}", "munition: mixed", "not yes"),
        ("munition: {not: drone}", "launched: 1", "not yes"),
        ("largest_to_date: true", "largest_to_date: true", YES),
        ("largest_to_date: true", "largest_to_date: false", "not yes"),
        ("largest_to_date: {not: true}", "largest_to_date: false", YES),
        ("largest_to_date: {not: true}", "launched: 1", "not yes"),
        ("actor: ruritania", "actor: [ruritania, arcadia]", YES),
        ("actor: [ruritania, freedonia]", "actor: [arcadia, freedonia]", YES),
        ("actor: {includes: ruritania}", "actor: [arcadia, freedonia]", "not yes"),
        ("actor: {all: [ruritania, freedonia]}", "actor: [freedonia, ruritania]", YES),
        ("actor: {all: [ruritania, freedonia]}", "actor: ruritania", "not yes"),
        ("actor: {excludes: ruritania}", "actor: freedonia", YES),
        ("actor: {excludes: ruritania}", "launched: 1", "not yes"),
        ("none_reported: killed", "none_reported: [killed, injured]", YES),
        ("operation: Web", "operation: Web", YES),
        ("operation: web", "operation: Web", "not yes"),
        ("operation: {includes: spider}", "operation: The Spider's Web", YES),
        ("operation: {includes: spider}", "operation: The Web", "not yes"),
        ("operation: {includes: spider}", "launched: 1", "not yes"),
        ("near: {includes: a school}", "near: [a school, a mill]", YES),
    ],
)
def test_words_names_and_texts(test, said, expected):
    """A list matches if any of it does, unless all: is said; `not` needs something to deny."""
    assert answer(test, said) == expected


@pytest.mark.parametrize(
    ("test", "said", "expected"),
    [
        ("launched: present", "launched: 0", YES),
        ("launched: present", "launched: unknown", "not yes"),
        ("launched: present", "munition: drone", "not yes"),
        ("launched: absent", "munition: drone", YES),
        ("launched: absent", "launched: unknown", YES),
        ("launched: absent", 'launched: ">40"', "not yes"),
        ("launched: {present: true}", "launched: 1", YES),
        ("launched: {present: false}", "munition: drone", YES),
        ("launched: {absent: true, present: true}", "launched: 1", "not yes"),
        ("largest_to_date: present", "largest_to_date: false", YES),
        ("actor: absent", "launched: 1", YES),
        ("actor: absent", "actor: arcadia", "not yes"),
    ],
)
def test_presence_is_never_unknown(test, said, expected):
    """Present means that something is known: zero and false are, unknown is not."""
    assert answer(test, said) == expected


# --- times


@pytest.mark.parametrize(
    ("starts", "expected"),
    [
        ("2025-06-02T12:00", YES),
        ("2025-06-05T12:00", YES),
        ("2025-06-05T12:01", "not yes"),
        ("2025-06-02T11:59", "not yes"),
        ("2025-06-04", YES),
        ("2025-06-05", "not yes"),
        ("2025-06-02", "not yes"),
    ],
)
def test_within_days_from_the_events_moment(starts, expected):
    """Exact to the minute; a day that may begin too early or end too late is not surely within."""
    said = f"status: planned, starts: {starts}"
    assert answer("starts: {within: 3 days}", said, kind="round") == expected


def test_a_round_without_a_start_is_not_within_any_time():
    """No known start: neither within nor present, but absent."""
    assert answer("starts: {within: 300 days}", "status: planned", kind="round") == "not yes"
    assert answer("starts: present", "status: planned", kind="round") == "not yes"
    assert answer("starts: absent", "status: planned", kind="round") == YES


# --- rival claims


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("launched: 450, claims: [{asserter: freedonia, launched: 410}]", YES),
        ("launched: 450, claims: [{asserter: freedonia, launched: 390}]", "not yes"),
        ("launched: 390, claims: [{asserter: freedonia, launched: 450}]", "not yes"),
        ("launched: 450, claims: [{asserter: freedonia, launched: unknown}]", "not yes"),
        ("claims: [{asserter: freedonia, launched: 450}]", YES),
        ("claims: [{asserter: freedonia, launched: 450}, {asserter: ruritania, launched: 300}]", "not yes"),
        ("claims: [{asserter: freedonia, launched: 450}, {asserter: ruritania, launched: 500}]", YES),
        ("claims: [{asserter: freedonia, launched: 300}, {asserter: freedonia, launched: 450}]", YES),
        ("launched: 300, claims: [{asserter: freedonia, launched: 450, sources: [{source: wire, credibility: 1}]}]", YES),
        ("launched: 450, claims: [{asserter: freedonia, launched: 300, sources: [{source: wire, credibility: 1}]}]", "not yes"),
    ],
)  # fmt: skip
def test_a_condition_is_true_only_under_every_live_claim(said, expected):
    """Rivals must all agree; an asserter's last word counts, and a confirmed claim settles it."""
    assert answer("launched: {at_least: 400}", said) == expected


def test_claims_about_other_fields_do_not_doubt_a_field_nobody_disputes():
    """Who disputes the number launched says nothing of those killed, whom one claim counts."""
    said = "launched: 450, claims: [{asserter: ruritania, launched: 300}, {asserter: freedonia, killed: 3}]"
    assert answer("killed: {at_least: 1}", said) == YES


def test_rivals_may_satisfy_several_conditions_only_each_under_all_claims():
    """One claim has the number, the other the munition: neither condition is sure."""
    said = "munition: drone, launched: 300, claims: [{asserter: freedonia, munition: mixed, launched: 450}]"
    assert answer("munition: drone, launched: {at_least: 400}", said) == "not yes"
    assert answer("munition: [drone, mixed], launched: {at_least: 300}", said) == YES


# --- the tables


def test_every_shape_takes_presence_and_at_least_one_word_of_its_own():
    """Present and absent on every field of every kind, and others beside them."""
    for kind in KINDS.values():
        for field, shape in shapes(kind).items():
            words = set(words_for(shape))
            assert {"present", "absent"} < words, (kind.kind, field)
