"""Pictures of a score, by matplotlib (the extra `forecast`)."""

from collections.abc import Sequence
from typing import IO, Any

import matplotlib
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

from negotiations.forecast.scored import Score

SIDE = 4.5
"""Inches."""


def reliability_plot(score: Score, axes: Any = None) -> Any:
    """Draw how often forecasts came true by how probable they were said to be; the axes.

    A point for each bin, its size by its rows; on the dotted line all would be as it was said.
    """
    if axes is None:
        axes = plt.figure(figsize=(SIDE, SIDE)).add_subplot()
    said = [each.forecast for each in score.bins]
    came = [each.share for each in score.bins]
    sizes = [20 + 180 * each.rows / score.rows for each in score.bins]
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey")
    axes.plot(said, came, color="C0", linewidth=1)
    axes.scatter(said, came, s=sizes, color="C0")
    independent = "" if score.apart is None else f", {score.apart[1]} independent"
    axes.set_title(f"{score.name}: {score.yes} of {score.rows} rows{independent}", fontsize=9)
    axes.set(xlabel="said", ylabel="came true", xlim=(0, 1), ylim=(0, 1))
    return axes


def draw_reliability(scores: Sequence[Score], to: IO[bytes], form: str) -> None:
    """Write the plots of some scores, side by side, as an svg or png; the same ones, same bytes."""
    figure = Figure(figsize=(SIDE * len(scores), SIDE), layout="constrained")
    for number, score in enumerate(scores, 1):
        reliability_plot(score, figure.add_subplot(1, len(scores), number))
    dated = {"svg": "Date", "png": "Creation Time"}
    with matplotlib.rc_context({"svg.hashsalt": "negotiations", "svg.fonttype": "none"}):
        figure.savefig(to, format=form, metadata={dated[form]: None})
