"""Logs cut behind each of their records, and the scenarios that are written there, told."""

from collections.abc import Iterator, Sequence
from copy import copy
from pathlib import Path

import attrs
from bdd.stories import STEPS

from negotiations.bdd.features.reading import read_feature
from negotiations.bdd.features.scenarios import Scenario
from negotiations.bdd.stories.replayed import Moment, Runs
from negotiations.bdd.stories.story import Story
from negotiations.bdd.stories.told import Records, Told
from negotiations.bdd.writing.scenario import Cut, Setting, feature_lines
from negotiations.judging import Judge
from negotiations.log.past import Group
from negotiations.log.reading import Log
from negotiations.model.case import Case
from negotiations.replaying import Replay
from negotiations.runs import Run
from negotiations.trace import Trace


def every_cut(log: Log, told: Sequence[Told], judge: Judge) -> Iterator[Cut]:
    """A log cut behind each of its records *told* in order; one replay is shared by all cuts."""
    driven, reasons, number = Replay(log, judge.rules, judge=judge), [], 0
    for group in driven.reading.groups():
        for length in range(1, len(group) + 1):
            side = branch(driven)
            part = Group(group.known_at, group.records[:length])
            trace = Trace([*reasons, *side._hear(part)])
            run = Run(log.case, judge.rules, side.state, trace, group.known_at, None, "")
            yield Cut(told[number].read.id, told[:number], told[number], run)
            number += 1
        reasons += driven._hear(group)
        driven._remember(group.known_at)


def branch(driven: Replay) -> Replay:
    """A replay that goes on from where another stands, and leaves that as it is."""
    side = copy(driven)
    side.state = driven.state.fork()
    side.revisions = {target: [*later] for target, later in driven.revisions.items()}
    side.checkpoints = [*driven.checkpoints]
    return side


def scenario_of(cut: Cut, setting: Setting, folder: Path) -> Scenario:
    """The scenario that is written for a cut, read again."""
    file = folder / "written.feature"
    file.write_text("\n".join(feature_lines([cut], setting, "written by a test")) + "\n", "utf-8")
    (scenario,) = read_feature(file).scenarios
    return scenario


def tell(scenario: Scenario, story: Story, *kinds: str) -> Story:
    """The story with the steps of these kinds. Raises Unmet and Untellable as they do."""
    for line in scenario.steps:
        if line.kind in kinds:
            found = STEPS.find(line.kind, line.text)
            assert found is not None, f"no step is known for: {line.keyword} {line.text}"
            story.turn(line.kind)
            found.tell(story, line.table, line.doc)
    return story


@attrs.define
class Replayed(Runs):
    """Runs of a story that has told what a cut holds, and what the one *before* it does."""

    cut: Cut
    before: Cut | None

    def run(self, case: Case, judge: Judge, moment: Moment) -> Run:
        """The run of either cut; nothing is replayed."""
        assert moment.until is None
        if len(moment.records) == len(self.cut.before) + 1:
            return self.cut.run
        assert self.before is not None
        assert len(moment.records) == len(self.before.before) + 1
        return self.before.run


def just_before(cut: Cut, before: Cut | None, base: Story) -> Story:
    """A story that has told what stands before a cut, and takes its runs from the cuts."""
    story = copy(base)
    story.told, story._runs = Records(), Replayed(cut, before)
    story.hear([*cut.before])
    return story
