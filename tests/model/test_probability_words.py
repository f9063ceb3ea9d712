"""Words of probability: the bands of ICD 203, closed below and open above."""

import math

import pytest

from negotiations.model.probability_words import MIDPOINTS, icd203


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (0.0, "almost no chance"),
        (0.049999, "almost no chance"),
        (0.05, "very unlikely"),
        (0.199999, "very unlikely"),
        (0.2, "unlikely"),
        (0.449999, "unlikely"),
        (0.45, "roughly even chance"),
        (0.549999, "roughly even chance"),
        (0.55, "likely"),
        (0.799999, "likely"),
        (0.8, "very likely"),
        (0.949999, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_bands_hold_their_lower_end(p: float, word: str) -> None:
    """A probability on an edge belongs to the band above, and the outer bands reach 0 and 1."""
    assert icd203(p) == word


@pytest.mark.parametrize("p", [-0.001, 1.001, math.nan, math.inf])
def test_what_is_no_probability_has_no_word(p: float) -> None:
    """A number outside 0 to 1 is refused, not given the nearest word."""
    with pytest.raises(ValueError, match="between 0 and 1"):
        icd203(p)


def test_midpoints_lie_midway_in_log_odds() -> None:
    """Each word's midpoint is the published one, in the order of the bands."""
    assert list(MIDPOINTS.values()) == pytest.approx(
        [0.0225, 0.103, 0.311, 0.5, 0.689, 0.897, 0.9775], abs=5e-4
    )


def test_midpoints_fall_in_their_own_band() -> None:
    """Saying a word and reading it back gives the same word."""
    assert [icd203(p) for p in MIDPOINTS.values()] == list(MIDPOINTS)
