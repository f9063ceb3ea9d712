"""What is suggested for a sentence that nobody knows: by its letters, and by its words."""

import pytest

from negotiations.bdd.sentence import compared
from negotiations.bdd.steps import Kind
from negotiations.bdd.words.catalogue import shipped
from negotiations.bdd.words.likeness import OTHERWISE, SHARED, Likeness, words_in

STEPS = shipped()
LIKENESS = Likeness(tuple(step.phrase.skeleton for step in STEPS.steps))


@pytest.mark.parametrize(
    ("kind", "said", "meant"),
    [
        ("when", "the first round begins in Doha", 'round {number} is convened in "{venue}"'),
        ("when", "the round ends with no result", 'round {number} is adjourned with "{outcome}"'),
        ("when", '"front" walks out of round 2', '"front" breaks off round 2'),
        ("when", '"qatar" mediates', '"qatar" offers to mediate'),
        ("when", "two weeks pass", "{weeks} weeks pass"),
        ("then", 'the odds of "onset" within 90 days drops',
         'the likelihood of "onset" within 90 days falls'),
        ("then", "the chance of a ceasefire rises",
         'the likelihood of "{question}" within {horizon} days rises'),
    ],
)  # fmt: skip
def test_what_newcomers_say_leads_to_what_the_library_says(kind: Kind, said: str, meant: str):
    """Words that the library has others for, and values without quotes, hide no step."""
    assert meant in STEPS.nearest(kind, said)


def test_a_date_is_suggested_only_where_there_is_a_value_for_it():
    """Three suggestions are three steps, not one with and without its date."""
    bare = STEPS.nearest("when", 'the ceasefire "spring" take effect')
    assert bare[0] == 'the ceasefire "spring" takes effect'
    assert not any(each.endswith('on "{date}"') for each in bare)
    dated = STEPS.nearest("when", 'the ceasefire "spring" take effect on "2025-01-02"')
    assert dated[0] == 'the ceasefire "spring" takes effect on "2025-01-02"'


def test_a_sentence_is_most_like_itself():
    """All letters and all words are shared, and no other sentence does better."""
    for step in STEPS.steps:
        itself = LIKENESS.nearness(step.phrase.skeleton, step.phrase.skeleton)
        assert itself == pytest.approx(1 + SHARED)


def test_every_other_word_stands_for_words_of_the_library():
    """What somebody says otherwise is said by some step, once it is put into our words."""
    known = {word for step in STEPS.steps for word in words_in(compared(step.phrase.skeleton))}
    assert {word for ours in OTHERWISE.values() for word in words_in(ours)} <= known
