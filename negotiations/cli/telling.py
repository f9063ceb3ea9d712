"""A run of scenarios told: a line for each as it comes, then the failures, then the sum."""

import attrs
import click

from negotiations.bdd.features.reading import StepLine
from negotiations.bdd.running.failing import below_lines, said
from negotiations.bdd.running.living import marks, summary
from negotiations.bdd.running.recording import Record
from negotiations.bdd.running.run import Ended
from negotiations.cli.output import Put
from negotiations.report.coverage import counted
from negotiations.report.lines import BLANK, Line, line

SLOW = 1.0
"""Seconds; a scenario that takes longer says so."""

SHOWN = {"passed": ("✓", "up"), "failed": ("✗", "down"), "skipped": ("·", "faint")}


@attrs.define
class Telling:
    """Tells a run: each feature and scenario as it comes, then the failures, then the sum."""

    put: Put
    dry: bool
    file: str = ""
    records: list[Record] = attrs.field(factory=list)

    def tell(self, record: Record) -> None:
        """Tell a scenario in a line; in a dry run its steps too."""
        place = record.feature.place
        if place.file != self.file:
            if self.file:
                self.put(BLANK)
            self.put(line((record.feature.name, "title"), (f"  {place.file}", "faint")))
            self.file = place.file
        self.records.append(record)
        self.put(_scenario_line(record))
        if self.dry:
            for step in zip(record.scene.steps, marks(record), strict=True):
                self._step(*step)

    def _step(self, step: StepLine, mark: str) -> None:
        self.put(line(f"    {mark} ", said(step), hang=8))
        for each in below_lines(step, indent=8):
            self.put(each)

    def close(self, ended: Ended) -> bool:
        """Tell the failures, what could not be read, and the sum; whether all is well."""
        failed = [record for record in self.records if record.outcome == "failed"]
        for record in failed:
            self.put(BLANK)
            for each in record.page:
                self.put(each)
        unread = [problem for some in ended.kept.unread.values() for problem in some]
        for problem in unread:
            click.echo(problem, err=True)
        if not self.records and not unread:
            raise click.ClickException(_nothing(ended))
        if self.records:
            self.put(BLANK)
        self.put(line(self._sum(len(unread))))
        return bool(self.records) and not failed and not unread

    def _sum(self, unread: int) -> str:
        summed = _dry_sum if self.dry else summary
        if not self.records:
            return f"nothing was run: {counted(unread, 'problem')}"
        told = summed(self.records)
        return told + (f"; {counted(unread, 'problem')}" if unread else "")


def _dry_sum(records: list[Record]) -> str:
    """How much was looked up; of an outcome a dry run knows only failures."""
    steps = counted(sum(len(record.scene.steps) for record in records), "step")
    failed = sum(record.outcome == "failed" for record in records)
    told = f"{counted(len(records), 'scenario')}, {steps}: looked up, nothing replayed"
    return told + (f"; {failed:,} failed" if failed else "")


def _nothing(ended: Ended) -> str:
    """Why no scenario was run."""
    if not ended.left_out:
        return "there is no scenario here"
    known = ", ".join(f"@{tag}" for tag in sorted(ended.known_tags)) or "none"
    return f"none of {counted(ended.left_out, 'scenario')} is chosen; tags here: {known}"


def _scenario_line(record: Record) -> Line:
    mark, style = SHOWN[record.outcome]
    slow = f"  ({record.seconds:.1f} s)" if record.seconds > SLOW else ""
    why = f"  ({record.message})" if record.outcome == "skipped" else ""
    return line("  ", (mark, style), " ", record.scene.name, (why + slow, "faint"), hang=4)
