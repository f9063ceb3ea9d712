"""Ours, the whole job: from JSON lines through model, phases, rules, signal and trace."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import negotiations as ng
from benchmarks.contenders.contender import Matched
from benchmarks.workloads.rule_files import write_rules
from benchmarks.workloads.rules import Rule


class Ours:
    """A replay with its trace kept."""

    title: ClassVar[str] = "ours, with the trace"
    includes: ClassVar[str] = (
        "all: decoding, checking, the model and its phases, rules, shifts, evidence, the "
        "likelihood before and after, a reason for every change"
    )
    keep: ClassVar[bool] = True

    def __init__(self, log: Path, rules: Sequence[Rule], events: int) -> None:
        self._log = log
        with TemporaryDirectory() as folder:
            self._rules = ng.read_rules(write_rules(Path(folder), rules))

    def run(self) -> Any:
        return ng.replay(ng.read_log(self._log), self._rules, keep=self.keep)

    def matched(self, result: Any) -> Matched:
        return ((int(event[1:]), rule) for rule, event, _ in result.trace.firings())


class OursUntraced(Ours):
    """A replay that keeps sums only."""

    title = "ours, without the trace"
    includes = "the same, with no reason kept"
    keep = False

    def matched(self, result: Any) -> Matched:
        driven = ng.Replay(ng.read_log(self._log), self._rules, keep=False)
        fired = ((int(r.event[1:]), r.rule) for r in driven.reasons() if r.rule is not None)
        return dict.fromkeys(fired)
