"""`negotiations why`: an event, a position, a phase or the likelihood, and what made it so."""

from collections.abc import Iterable
from typing import Any

import attrs
import click

from negotiations.cli.inputs import log_at, moment, rules_at
from negotiations.cli.output import print_json, print_lines
from negotiations.log.amendments import Record
from negotiations.log.records import RecordReader
from negotiations.problems import did_you_mean
from negotiations.replaying import Replay
from negotiations.report.evidence import account, account_lines
from negotiations.report.lines import Line, line
from negotiations.report.moves import (
    phase_data,
    phase_lines,
    position_data,
    position_lines,
    unknown_region,
)  # fmt: skip
from negotiations.report.why import event_data, event_lines, rule_lines, rule_on_event
from negotiations.runs import Run, run_of
from negotiations.trace import Trace
from negotiations.whynot import Watching

SUBJECTS = "--event ID, --party P with --issue I, --phase REGION, or --likelihood"


@attrs.frozen
class Question:
    """What is asked: exactly one of an event, a position, a phase and the likelihood."""

    event: str | None
    rule: str | None
    party: str | None
    issue: str | None
    phase: str | None
    likelihood: bool
    horizon: int
    everything: bool

    def __attrs_post_init__(self) -> None:
        asked = (self.event, self.party or self.issue, self.phase, self.likelihood or None)
        if sum(each is not None for each in asked) != 1:
            raise click.UsageError(f"say which one: {SUBJECTS}")
        if (self.party is None) != (self.issue is None):
            raise click.UsageError("a position is a party's on an issue: give --party and --issue")
        if self.rule is not None and self.event is None:
            raise click.UsageError("--rule goes with --event ID: why it fired on it, or did not")


@click.command()
@click.argument("path")
@click.option("--event", metavar="ID", help="An event: what it did, and which rules fired or not.")
@click.option("--rule", metavar="NAME", help="With --event: every condition of this one rule.")
@click.option("--party", metavar="P", help="With --issue: what moved this party's position.")
@click.option("--issue", metavar="I", help="With --party: the issue.")
@click.option("--phase", metavar="REGION", help="A region, or a kind: talks, talks:istanbul.")
@click.option("--likelihood", is_flag=True, help="The likelihood now, and each piece of evidence.")
@click.option("--horizon", type=click.IntRange(1, 3650), default=90, show_default=True,
              help="With --likelihood: the days that percentage points are told for.")  # fmt: skip
@click.option("--all", "everything", is_flag=True,
              help="With --likelihood: list even what has faded to nothing.")  # fmt: skip
@click.option("--as-of", metavar="T", help="Know only what was known by then.")
@click.option("--rules", metavar="DIR", help="The rulebook; else the case's, or the packaged one.")
@click.option("--case", metavar="PATH", help="The case, where the log has none beside it.")
@click.option("--sort", is_flag=True, help="Take a log that is not in order of known_at.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def command(
    path: str,
    as_of: str | None,
    rules: str | None,
    case: str | None,
    sort: bool,
    form: str,
    **asked: Any,
) -> None:
    """Why is it so? Replay the log at PATH and ask about one thing.

    The thing is an event, a position, a phase or the likelihood.
    """
    question = Question(**asked)
    log = log_at(path, case=case, sort=sort)
    at = None if as_of is None else moment(as_of, log.case)
    watching = Watching(rules_at(rules, path), lambda event: event.id == question.event)
    driven = Replay(log, watching.rules, as_of=at, judge=watching)
    data, lines = Answering(driven, watching).answer(question)
    if form == "json":
        print_json(data)
    else:
        print_lines(lines)


@attrs.frozen
class Answering:
    """A replay to be asked; it is driven to its end at once."""

    driven: Replay
    watching: Watching
    run: Run = attrs.field(init=False)

    @run.default
    def _driven(self) -> Run:
        return run_of(self.driven, Trace(list(self.driven.reasons())))

    def answer(self, question: Question) -> tuple[Any, Iterable[Line]]:
        """The answer as plain data and as lines; raises ClickException for an unknown name."""
        if question.event is not None:
            return self._event(question.event, question.rule)
        if question.phase is not None:
            return self._phase(question.phase)
        if question.party is not None and question.issue is not None:
            return self._position(question.party, question.issue)
        return self._likelihood(question)

    def _event(self, event: str, rule: str | None) -> tuple[Any, Iterable[Line]]:
        known = dict.fromkeys((*self.watching.met, *(reason.event for reason in self.run.trace)))
        if event not in known:
            raise unknown("event", event, known, " is known by then" if self.driven.as_of else "")
        if rule is not None:
            return self._rule(event, rule)
        data = event_data(self.run, event, self._record(event), self.watching.met.get(event),
                          self.watching)  # fmt: skip
        return data, event_lines(data)

    def _record(self, event: str) -> Record | None:
        """The record as it stands in the log; what later ones made of it is told apart."""
        entry = self.driven.reading.entry_of(event)
        if entry is None or entry.raw is None:
            return None
        return RecordReader(self.run.case).read(entry.raw, entry.places)

    def _retracted(self, event: str) -> bool:
        return any(r.kind == "retraction" for r in self.run.trace.of_event(event))

    def _rule(self, event: str, name: str) -> tuple[Any, Iterable[Line]]:
        rules = {rule.name: rule for rule in self.run.rules.rules}
        if name not in rules:
            raise unknown("rule", name, rules)
        met = self.watching.met.get(event)
        if self._retracted(event):
            raise click.ClickException(f"{event!r} was retracted: no rule is about it any more")
        if met is None:
            raise click.ClickException(f"no rule was asked about {event!r}: it moves nothing")
        kind, own = rules[name].kind, met.event.kind
        if kind != own:
            raise click.ClickException(f"the rule {name!r} is about a {kind}; {event!r} is a {own}")
        data = rule_on_event(rules[name], met, self.watching)
        return data, rule_lines(data)

    def _phase(self, region: str) -> tuple[Any, Iterable[Line]]:
        if unknown_region(self.run, region):
            regions = self.run.process.regions.values()
            known = {name for each in regions for name in (each.key, each.kind)}
            raise unknown("region of phases", region, known)
        data = phase_data(self.run, region)
        return data, phase_lines(data)

    def _position(self, party: str, issue: str) -> tuple[Any, Iterable[Line]]:
        case = self.run.case
        for noun, name, known in (("party", party, case.parties), ("issue", issue, case.issues)):
            if name not in known:
                raise unknown(noun, name, known)
        if (party, issue) not in self.run.process.positions:
            raise click.ClickException(f"the case gives {party} no position on {issue}")
        data = position_data(self.run, party, issue)
        return data, position_lines(data)

    def _likelihood(self, question: Question) -> tuple[Any, Iterable[Line]]:
        told = account(self.run, question.horizon)
        if isinstance(told, str):
            return {"question": None, "because": told}, [line(told)]
        return told.data(), account_lines(told, everything=question.everything)


def unknown(noun: str, name: str, known: Iterable[str], then: str = "") -> click.ClickException:
    """A name that the replay does not know; exit 1, with the nearest it does."""
    hint = did_you_mean(name, known)
    return click.ClickException(f"no {noun} {name!r}{then}{hint}")
