"""A scenario that failed, told as Gherkin: the step, what it expected, how the story got there."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from negotiations.bdd.features.reading import StepLine
from negotiations.bdd.stories.story import Story
from negotiations.bdd.tables import Table
from negotiations.bdd.unmet import Unmet, Untellable
from negotiations.hearing import exhaust
from negotiations.log.reading import log_of
from negotiations.place import Place, nearby
from negotiations.problems import Problem, one_line
from negotiations.replaying import Replay
from negotiations.report.layout import labelled
from negotiations.report.lines import BLANK, Line, cells, line, table
from negotiations.report.timeline import days
from negotiations.report.why import headed, missed_data, misses_told
from negotiations.runs import Run
from negotiations.trace import Reason, by_event
from negotiations.whynot import Watching, nearest

EVENTS = 5
"""How many events a page tells, the last ones."""

HELD, BROKE, UNREACHED = "✓", "✗", "·"
STYLES = {HELD: "up", BROKE: "down", UNREACHED: "faint"}
DETAIL, COLUMN = 4, 16  # where what belongs to a step begins, and what stands beside its labels


@attrs.frozen
class Scene:
    """A scenario as it is told: its steps with their values filled in, and how many have held."""

    name: str
    place: Place
    steps: tuple[StepLine, ...]
    held: int = 0

    @property
    def step(self) -> StepLine:
        """The step that comes next."""
        return self.steps[self.held]


@attrs.frozen
class Failure:
    """What went wrong at a step of a scenario."""

    scene: Scene
    error: Unmet | Untellable
    story: Story

    @property
    def place(self) -> Place:
        """Where the step stands."""
        return self.scene.step.place

    @property
    def message(self) -> str:
        """It in one line."""
        what = str(self.error).partition("\n")[0]
        return one_line(f"{said(self.scene.step)}: {what}")


class Unsound(Exception):
    """A feature, or a scenario of it, that can't be run as it is written: every problem of it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def said(step: StepLine) -> str:
    """A step in one line, its keyword first."""
    return f"{step.keyword} {step.text}"


# --- the page


def failure_lines(failure: Failure) -> Iterator[Line]:
    """The page on a failure."""
    scene, error = failure.scene, failure.error
    yield from head_lines(scene)
    yield from scene_lines(scene, _wrong(error, failure.place))
    if isinstance(error, Unmet):
        yield from _story_lines(failure.story)


def head_lines(scene: Scene) -> Iterator[Line]:
    """The step that broke, and where it stands."""
    yield line((f"{scene.step.place}: ", "faint"), (said(scene.step), "title"))
    yield BLANK


def scene_lines(scene: Scene, wrong: Iterable[Line]) -> Iterator[Line]:
    """A scenario whose next step broke: each step with its mark, and below that one what is wrong.

    Of the steps that were not reached the texts and tables are left out.
    """
    yield line("  Scenario: ", scene.name, hang=DETAIL)
    for number, step in enumerate(scene.steps):
        mark = HELD if number < scene.held else BROKE if number == scene.held else UNREACHED
        yield line("  ", (mark, STYLES[mark]), " ", said(step), hang=DETAIL + 2)
        if mark != UNREACHED:
            yield from below_lines(step)
        if mark == BROKE:
            yield from wrong


def below_lines(step: StepLine, indent: int = DETAIL + 2) -> Iterator[Line]:
    """The table or the text below a step, as Gherkin has it."""
    if step.table is not None:
        yield from (line(" " * indent, row, hang=indent) for row in bars(step.table))
    if step.doc is not None:
        for text in ('"""', *step.doc.splitlines(), '"""'):
            yield line(" " * indent, text, hang=indent)


def bars(below: Table) -> Iterator[str]:
    """A table's rows between bars, its columns aligned."""
    rows = [[cell.text for cell in row] for row in below.lines]
    wide = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (text + " " * (width - cells(text)) for text, width in zip(row, wide, strict=True))
        yield f"| {' | '.join(padded)} |"


def _wrong(error: Unmet | Untellable, place: Place) -> Iterator[Line]:
    if isinstance(error, Untellable):
        for problem in error.problems(place):
            yield line(" " * (DETAIL + 2), str(problem), hang=DETAIL + 4)
        return
    told = [("expected", error.expected), ("actual", error.actual)]
    told += [("nearest", near) for near in error.nearest]
    for label, text in told:
        yield labelled(f"    {label}", text, column=COLUMN - 2)


# --- how the story got there


def _story_lines(story: Story) -> Iterator[Line]:
    try:
        run = story.run
    except Untellable:
        return
    if run.trace.reasons:
        yield from _timeline_lines(run)
        yield from _rule_lines(run)
        yield from _miss_lines(story, run)


def _timeline_lines(run: Run) -> Iterator[Line]:
    """The last events, with the midnights between them that brought something."""
    runs = [reasons for _, reasons in by_event(run.trace)]
    events = [number for number, reasons in enumerate(runs) if reasons[0].kind != "day"]
    first = events[-EVENTS] if len(events) > EVENTS else 0
    told = f", the last {EVENTS} of {len(events)} events" if first else ""
    yield BLANK
    yield line(f"The story until then{told}", (f" (times are {_zone(run)})", "faint"))
    yield from days((reason for each in runs[first:] for reason in each), run.case)


def _zone(run: Run) -> str:
    return run.case.zone_name or "UTC"


def _rule_lines(run: Run) -> Iterator[Line]:
    """The rules that fired, the latest first, with how often they did."""
    fired = run.trace.firings()
    yield BLANK
    if not fired:
        yield line("No rule fired")
        return
    often = Counter(rule for rule, _, _ in fired)
    latest = {rule: event for rule, event, _ in fired}
    order = dict.fromkeys(rule for rule, _, _ in reversed(fired))
    yield line("Rules that fired, the latest first")
    yield from table([((rule, "rule"), _often(often[rule], latest[rule])) for rule in order])


def _often(times: int, event: str) -> str:
    return f"on {event}" if times == 1 else f"{times} times, the last on {event}"


def _miss_lines(story: Story, run: Run) -> Iterator[Line]:
    """What kept the rule from firing that came nearest to it on the last event."""
    event = _last_event(run.trace)
    watching = Watching(story.rules, lambda each: each.id == event)
    log = log_of(story.case, story.records, sort=True)
    exhaust(Replay(log, story.rules, as_of=story.until, judge=watching).reasons())
    met = watching.met.get(event or "")
    missed = [pair for pair in nearest(met, watching) if pair[1]] if met else []
    if met is not None and missed:
        miss = missed_data(*missed[0], met)
        miss["place"] = str(nearby(Path(miss["place"])))
        yield BLANK
        yield line(f"What came nearest to firing on {event}")
        yield line("  ", *headed(miss))
        yield from (line(f"    {told}", hang=6) for told in misses_told(miss))


def _last_event(reasons: Iterable[Reason]) -> str | None:
    events = [reason.event for reason in reasons if reason.kind != "day"]
    return events[-1] if events else None
