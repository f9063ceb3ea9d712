"""What a fit has learnt: a frozen record that tells itself and writes the rulebook it makes."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import attrs

from negotiations.forecast.rewriting import Rewriting
from negotiations.forecast.telling import Rows, aligned, page
from negotiations.rulebook.reading import read_rules
from negotiations.version import VERSION


@attrs.frozen
class Learnt:
    """One weight in nats: the expert's, what became of it, and between what it lies.

    *low* and *high* are of Laplace's approximation, *drawn* of the bootstrap over processes, both
    at the fit's level. *outcomes* is how many onsets came while the rule's evidence was in force.
    A weight that was not *free* stays the expert's.
    """

    name: str
    rule: str
    effect: int
    prior: float
    sd: float
    estimate: float
    low: float
    high: float
    outcomes: int
    free: bool
    drawn: tuple[float, float] | None = None


@attrs.frozen
class HeldOut:
    """Log-likelihoods, in nats, of processes that were left out while the weights were learnt.

    *fitted* less *expert* is what learning added, *expert* less *base* what the rules did.
    """

    fitted: float
    expert: float
    base: float
    folds: int


@attrs.frozen
class Fit:
    """What was learnt from histories of many processes.

    *half_lives* (days, by weight) and *caps* (nats, by group) are all that it stands on; *tried*
    are those of them that were chosen from a grid, by the score of processes held out.
    """

    weights: tuple[Learnt, ...]
    half_lives: Mapping[str, float]
    caps: Mapping[str, float]
    tried: tuple[str, ...]
    held_out: HeldOut
    processes: int
    outcomes: int
    days: int
    first: date
    last: date
    level: float
    draws: int
    seed: int
    rules: str
    version: str = VERSION

    def __getitem__(self, name: str) -> Learnt:
        """The weight of that name. Raises KeyError."""
        return {each.name: each for each in self.weights}[name]

    @property
    def data(self) -> str:
        """What it was learnt from, in a few words."""
        return (
            f"{self.outcomes} outcomes in {self.processes} processes, {self.first} to {self.last}"
        )

    def lines(self) -> Iterator[str]:
        """What it learnt, for people."""
        yield f"Fitted on {self.data} ({self.days:,} person-days)"
        yield from aligned(self._rows())
        yield from self._notes()

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        return page(f"Fitted on {self.data}", self._rows(), self._notes())

    def write_rules(self, to: str | Path, of: str | Path) -> None:
        """Write the rulebook that stands in the folder *of* with these weights, to a new folder.

        Only weights, half-lives, caps and the basis of the rules concerned change; all else stays
        as it is typed. Raises ValueError if *of* holds other rules than were fitted, and
        FileExistsError if there is something at *to*.
        """
        if read_rules(of).digest != self.rules:
            raise ValueError(f"{of} holds other rules than these weights were fitted to")
        self.rewriting().write(Path(of), Path(to))

    def rewriting(self) -> Rewriting:
        """What a rulebook needs to be told to have these weights."""
        places = {each.name: (each.rule, each.effect) for each in self.weights}
        return Rewriting(
            weights={places[each.name]: each.estimate for each in self.weights if each.free},
            half_lives={places[n]: d for n, d in self.half_lives.items() if n in self.tried},
            caps={group: cap for group, cap in self.caps.items() if group in self.tried},
            basis=f"fitted: {self.data}, by negotiations {self.version}",
        )

    def _rows(self) -> Rows:
        percent = f"{100 * self.level:g} %"
        head = ["weight in nats", "expert", "fitted", percent, "outcomes"]
        drawn = any(each.drawn for each in self.weights)
        rows = [[*head, *([f"{percent} by bootstrap"] if drawn else [])]]
        for each in self.weights:
            if each.free:
                rows.append([*_told(each), *([_span(each.drawn)] if drawn else [])])
        return rows

    def _notes(self) -> Iterator[str]:
        kept = sum(not each.free for each in self.weights)
        if kept:
            yield f"{kept} weights were kept as the experts have them."
        yield from map(self._chosen, self.tried)
        held = self.held_out
        yield (
            f"Held out ({held.folds} folds of processes), in nats an outcome: learning added "
            f"{(held.fitted - held.expert) / self.outcomes:+.4f} to the experts' weights, which "
            f"added {(held.expert - held.base) / self.outcomes:+.4f} to the base rate."
        )

    def _chosen(self, name: str) -> str:
        lasts = self.half_lives.get(name)
        what = f"cap {self.caps[name]:g} nats" if lasts is None else f"half-life {lasts:g} days"
        return f"{name}: {what}, chosen by processes held out; the intervals take it as given."


def _told(each: Learnt) -> list[str]:
    numbers = [f"{each.prior:+.3f}", f"{each.estimate:+.3f}", _span((each.low, each.high))]
    return [each.name, *numbers, str(each.outcomes)]


def _span(between: tuple[float, float] | None) -> str:
    return "" if between is None else f"{between[0]:+.3f} … {between[1]:+.3f}"
