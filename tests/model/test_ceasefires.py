"""Ceasefires, and the definition that says which of them a forecast is about."""

from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from negotiations.model.ceasefires import Ceasefire, CeasefireDefinition
from negotiations.model.quantities import read_measure

AT = datetime(2025, 1, 5, tzinfo=UTC)
TRUCE = Ceasefire(
    "truce",
    "declared",
    AT,
    class_="cessation_of_hostilities",
    declaration="bilateral",
    scope="general",
    purpose=("peace_process",),
    declared_at=AT,
)
ASKED = CeasefireDefinition()


def truce(**features: Any) -> Ceasefire:
    return attrs.evolve(TRUCE, **features)


def days(text: str) -> Any:
    return read_measure(text, "d")


def test_a_general_bilateral_truce_is_what_is_asked_about():
    """The definition that a case has unless it gives its own."""
    assert ASKED.describes(TRUCE)
    assert ASKED.describes(truce(declaration="multilateral"))


@pytest.mark.parametrize(
    "features",
    [
        {"declaration": "unilateral"},
        {"declaration": None},
        {"scope": "partial"},
        {"scope": None},
        {"purpose": ("holiday",)},
        {"purpose": ("peace_process", "humanitarian")},
        {"purpose": ("election",)},
    ],
    ids=str,
)
def test_other_truces_are_not(features):
    """One-sided, partial, for a holiday or for aid, or of a sort that nobody stated."""
    assert not ASKED.describes(truce(**features))


@pytest.mark.parametrize(
    ("asked", "features", "described"),
    [
        ({"declaration": ("unilateral",)}, {"declaration": "unilateral"}, True),
        ({"declaration": ("unilateral",)}, {"declaration": "bilateral"}, False),
        ({"scope": "partial"}, {"scope": "partial"}, True),
        ({"scope": "partial"}, {"scope": "general"}, True),
        ({"purposes_excluded": ()}, {"purpose": ("holiday",)}, True),
        ({"purposes_excluded": ("other",)}, {"purpose": ("other",)}, False),
        ({"min_class": "preliminary"}, {"class_": "cessation_of_hostilities"}, False),
        ({"min_class": "preliminary"}, {"class_": "preliminary"}, True),
        ({"min_class": "preliminary"}, {"class_": "definitive"}, True),
        ({"min_class": "definitive"}, {"class_": "preliminary"}, False),
        ({"min_class": "preliminary"}, {"class_": None}, False),
        ({"min_intended_days": 28.0}, {"intended_days": days("30")}, True),
        ({"min_intended_days": 28.0}, {"intended_days": days("28")}, True),
        ({"min_intended_days": 28.0}, {"intended_days": days("4 d")}, False),
        ({"min_intended_days": 28.0}, {"intended_days": days("≥28")}, True),
        ({"min_intended_days": 28.0}, {"intended_days": days("<60")}, False),
        ({"min_intended_days": 28.0}, {"intended_days": days("unknown")}, False),
        ({"min_intended_days": 0.0}, {"intended_days": None}, True),
        ({"min_intended_days": 0.0}, {"intended_days": days("unknown")}, True),
        ({"confirmation": ("arcadia",)}, {}, False),
        ({"confirmation": ("arcadia",)}, {"confirmed_by": ("arcadia", "freedonia")}, True),
        ({"confirmation": ("arcadia", "freedonia")}, {"confirmed_by": ("arcadia",)}, False),
    ],
    ids=str,
)
def test_each_feature_is_tested_by_itself(asked, features, described):
    """The answer changes with the definition, one feature at a time."""
    definition = CeasefireDefinition(**asked)
    assert definition.describes(truce(**features)) is described


def test_a_length_that_nobody_stated_is_not_long_enough():
    """A question resolves on what is known: unsaid fails a test as unknown does."""
    assert not CeasefireDefinition(min_intended_days=28.0).describes(truce(intended_days=None))


@pytest.mark.parametrize(
    ("status", "times", "announced", "in_effect"),
    [
        ("proposed", {"declared_at": None}, False, False),
        ("declared", {}, True, False),
        ("in_effect", {"effective_at": AT}, True, True),
        ("in_effect", {"declared_at": None, "effective_at": AT}, True, True),
        ("ended", {"effective_at": AT, "ended_at": AT}, False, False),
        ("ended", {"ended_at": AT, "end": "never_implemented"}, False, False),
    ],
)
def test_the_trigger_says_whether_announcement_is_enough(status, times, announced, in_effect):
    """Onset resolves on a declaration or only on the effect; never on a proposal."""
    made = truce(status=status, **times)
    assert ASKED.announced(made) is announced
    assert CeasefireDefinition(trigger="in_effect").announced(made) is in_effect


def test_collapse_is_a_question_only_of_what_holds():
    """In effect, and of the kind asked about."""
    assert not ASKED.holds(TRUCE)
    assert ASKED.holds(truce(status="in_effect"))
    assert not ASKED.holds(truce(status="in_effect", declaration="unilateral"))
    assert not ASKED.holds(truce(status="in_effect", purpose=("holiday",)))
    assert not ASKED.holds(truce(status="ended"))


@pytest.mark.parametrize(
    ("status", "live"),
    [("proposed", False), ("declared", True), ("in_effect", True), ("ended", False)],
)
def test_a_ceasefire_lives_from_its_declaration_to_its_end(status, live):
    """A proposal is no ceasefire yet."""
    assert truce(status=status).is_live is live
