"""The likelihood before and after an event: noted as a few sums, and read when it is asked for."""

from collections.abc import Iterator

import attrs

from negotiations.model.case import Case
from negotiations.model.changes import Change, Reread
from negotiations.model.ledger import Ledger
from negotiations.model.process import PeaceProcess
from negotiations.model.sums import Sums

Readings = tuple[tuple[int, float], ...]


@attrs.frozen
class Reading:
    """What is asked at a moment, and the sums that answer it."""

    question: str | None
    sums: Sums

    @classmethod
    def now(cls, process: PeaceProcess, ledger: Ledger) -> "Reading":
        """The reading as things stand."""
        return cls(process.question(), ledger.sums())

    def made(self, at: float, case: Case) -> dict[str, Readings]:
        """The probability by horizon, rounded to 9 decimals; empty if nothing is asked."""
        question = self.question
        if question is None or question not in case.bases:
            return {}
        hazard = case.bases[question].hazard
        read = self.sums.probabilities(at, case.horizons, question, hazard)
        rounded = (round(float(each), 9) for each in read)
        return {question: tuple(zip(case.horizons, rounded, strict=True))}


@attrs.frozen
class Rereading:
    """Two readings that an event lies between, at one moment in days."""

    at: float
    before: Reading
    after: Reading

    def changes(self, case: Case) -> Iterator[Change]:
        """What the event made of the likelihood, if anything."""
        if self.before == self.after:
            return
        before, after = self.before.made(self.at, case), self.after.made(self.at, case)
        for question in sorted({*before, *after}):
            old, new = before.get(question, ()), after.get(question, ())
            if old != new:
                yield Reread(question, old, new)
