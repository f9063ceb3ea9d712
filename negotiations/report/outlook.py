"""The likelihood at the end of a replay, and the strongest evidence under it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from math import isinf

import attrs

from negotiations.model.evidence import BaseRate, Evidence, Share
from negotiations.model.likelihood import likelihood
from negotiations.model.probability_words import icd203
from negotiations.model.times import EPOCH, days, show
from negotiations.report.lines import Line, Span, line, listed, table
from negotiations.runs import Run

STRONGEST = 5
LEAST = 0.0005  # nats; less than this would read as none


@attrs.frozen
class Outlook:
    """The likelihood of a run at its end."""

    run: Run

    def lines(self) -> Iterator[Line]:
        """What is asked, the answer at each horizon beside the base rate, and its source."""
        question, now = self.run.process.question(), self.run.now
        if question is None:
            yield line("  not asked: a ceasefire is announced, and not yet in effect")
        elif question not in self.run.case.bases or now is None:
            yield line(f"  {question}: unknown, for the case has no base rate for it")
        else:
            yield from self._readings(question, self.run.case.bases[question], now)

    def _readings(self, question: str, base: BaseRate, now: datetime) -> Iterator[Line]:
        asked = "begins" if question == "onset" else "in effect collapses"
        what = f"a {self.run.case.definition.scope} ceasefire {asked}"
        yield line(f"  {question}: {what}, if no more becomes known")
        yield from table([self._reading(question, base, now, h) for h in self.run.case.horizons])
        since = None if base.as_of is None else EPOCH + timedelta(days=base.as_of)
        told = f", as of {show(since, UTC)}" if since else ""
        yield line(f"  base rate: {base.kind}{told}; {base.source or 'no source given'}", hang=4)
        if since and now < since:
            early = f"  warning: read before {show(since, UTC)}, when the base rate was set"
            yield line((early, "warning"), hang=4)

    def _reading(
        self, question: str, base: BaseRate, now: datetime, horizon: int
    ) -> Sequence[str | Span]:
        read = self.run.likelihood(horizon, question=question, warned=False)
        assert read is not None, "the question is asked, and has a base rate"
        usual = likelihood(base, (), days(now), horizon)
        percent = (f"{100 * read:5.1f} %", "title")
        beside = (f"base rate {100 * usual:.1f} %", "faint")
        return f"  {f'within {horizon} days':<16}", percent, icd203(read), beside

    def evidence(self) -> Iterator[Line]:
        """The strongest pieces, heaviest first; what has faded to nothing is left out."""
        question, now = self.run.process.question(), self.run.now
        if question is None or question not in self.run.case.bases or now is None:
            return listed(())
        strongest = self.run.state.ledger.strongest(STRONGEST, days(now), question)
        return listed(_weight(share) for share in strongest if abs(share.nats) >= LEAST)


def _weight(share: Share) -> Sequence[str | Span]:
    piece = share.piece
    if isinstance(piece, Evidence):
        fades = "never fades" if isinf(piece.half_life) else f"half-life {piece.half_life:g} d"
    else:
        fades = f"while {piece.conclusion}"
    return f"{share.nats:+.3f} nats", (piece.rule, "rule"), piece.group, fades, piece.event
