"""What became of each scenario, noted while pytest runs it; it travels with pytest's reports.

Reports are what every run has, one of several workers too, so all pages are made from them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import msgspec
import pytest
import pytest_bdd.parser as bdd

from negotiations.bdd.collecting import FAILED, ScenarioItem
from negotiations.bdd.failing import Scene, failure_lines, head_lines, scene_lines
from negotiations.bdd.features import Feature, Scenario, StepLine, read_feature
from negotiations.bdd.showing import Told
from negotiations.bdd.tables import Cell, Table
from negotiations.place import Place, nearby
from negotiations.report.lines import BLANK, Line, line

SCENE = pytest.StashKey[Scene]()
ATTRIBUTE = "negotiations_record"


@attrs.frozen
class Heading:
    """What a feature says of itself."""

    name: str
    place: Place
    language: str
    tags: tuple[str, ...]
    descriptions: tuple[str, ...]


@attrs.frozen
class Record:
    """A scenario and what became of it: it passed, failed or was skipped.

    *message* tells a failure in one line, *page* in full. A step *broke* if the scenario came as
    far as it; it is *ours* if it is of the library, and no Python of a user's.
    """

    feature: Heading
    scene: Scene
    tags: tuple[str, ...]
    descriptions: tuple[str, ...]
    outcome: str
    message: str = ""
    page: tuple[Line, ...] = ()
    broke: bool = False
    ours: bool = False
    seconds: float = 0.0

    @property
    def order(self) -> tuple[str, int, str]:
        """Where it stands among all: by file and line."""
        return self.scene.place.file, self.scene.place.line, self.scene.name


def record_of(report: pytest.TestReport) -> Record | None:
    """The record that a report carries; none but the one that says how a scenario ended does."""
    data = getattr(report, ATTRIBUTE, None)
    return None if data is None else msgspec.convert(data, Record)


# --- while it runs


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_before_scenario(
    request: pytest.FixtureRequest, feature: bdd.Feature, scenario: bdd.Scenario
) -> None:
    item, file = request.node, str(nearby(Path(feature.filename)))
    steps = tuple(_step_line(step, file) for step in scenario.steps)
    item.stash[SCENE] = Scene(_name(item, scenario.name), _place(item, scenario, file), steps)


def pytest_bdd_after_step(request: pytest.FixtureRequest) -> None:
    scene = request.node.stash[SCENE]
    request.node.stash[SCENE] = attrs.evolve(scene, held=scene.held + 1)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[None]:  # fmt: skip
    report = yield
    scene = item.stash.get(SCENE, None) or _unstarted(item)
    if scene is not None and (report.when == "call" or not report.passed):
        record = _record(item, scene, report)
        setattr(report, ATTRIBUTE, msgspec.to_builtins(record))
        _show(report, record)
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """What a worker sends is text; show it as it was."""
    record = record_of(report)
    if record is not None:
        _show(report, record)


def _show(report: pytest.TestReport, record: Record) -> None:
    if record.ours and report.failed:
        report.longrepr = Told(record.page, record.scene.step.place, record.message)


# --- what is noted


def _record(item: pytest.Item, scene: Scene, report: pytest.TestReport) -> Record:
    feature = _feature(scene.place.file)
    scenario = _scenario(feature, scene.place.line)
    failure = item.stash.get(FAILED, None) if report.failed and report.when == "call" else None
    broke = failure is not None or _broke(scene, report)
    return Record(
        _heading(feature), scene, getattr(item, "tags", scenario.tags),
        tuple(each.text for each in scenario.descriptions), report.outcome,
        "" if report.passed else failure.message if failure else _reason(report),
        tuple(failure_lines(failure) if failure else _page(scene, report, broke)),
        broke, failure is not None, report.duration,
    )  # fmt: skip


def _broke(scene: Scene, report: pytest.TestReport) -> bool:
    """Whether Python went wrong at a step."""
    in_steps = report.failed and report.when == "call" and scene.held < len(scene.steps)
    return in_steps and not isinstance(report.longrepr, Told)


def _page(scene: Scene, report: pytest.TestReport, broke: bool) -> Iterator[Line]:
    """The page on what is no failure of ours: what pytest says of it, below how far it came."""
    if broke:
        yield from head_lines(scene)
        yield from scene_lines(scene, ())
        yield BLANK
    if report.failed:
        yield from map(line, report.longreprtext.splitlines())


def _reason(report: pytest.TestReport) -> str:
    """Why it was skipped or failed, in one line."""
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    if hasattr(report, "wasxfail"):
        return f"fails, as is expected {report.wasxfail}".strip()
    crash = getattr(report.longrepr, "reprcrash", None)
    text = crash.message if crash is not None else report.longreprtext
    return text.strip().partition("\n")[0]


def _name(item: pytest.Item, scenario: str) -> str:
    """A scenario's name, with the row it is told with."""
    if isinstance(item, ScenarioItem):
        return item.name
    row = getattr(item, "callspec", None)
    return scenario if row is None else f"{scenario}[{row.id}]"


def _place(item: pytest.Item, scenario: bdd.Scenario, file: str) -> Place:
    line_number = item.place.line if isinstance(item, ScenarioItem) else scenario.line_number
    return Place(file, line_number)


def _unstarted(item: pytest.Item) -> Scene | None:
    """The scene of a scenario that did not come to its first step."""
    if not isinstance(item, ScenarioItem):
        return None
    place = Place(str(nearby(item.path)), item.place.line)
    return Scene(item.name, place, item.scenario.steps)


def _feature(file: str) -> Feature:
    return read_feature(Path(file))


def _scenario(feature: Feature, line_number: int) -> Scenario:
    """The scenario that stands at a line, or whose row does."""
    return max(
        (each for each in feature.scenarios if each.place.line <= line_number),
        key=lambda each: each.place.line,
    )


def _heading(feature: Feature) -> Heading:
    texts = tuple(each.text for each in feature.descriptions)
    return Heading(feature.name, feature.place, feature.language, feature.tags, texts)


def _step_line(step: bdd.Step, file: str) -> StepLine:
    place = Place(file, step.line_number, step.indent + 1)
    rows = step.datatable.rows if step.datatable else ()
    lines = tuple(tuple(_cell(cell, file) for cell in row.cells) for row in rows)
    table = Table(lines, place) if lines else None
    return StepLine(step.type, step.keyword.strip(), step.name, place, table, step.docstring)


def _cell(cell: Any, file: str) -> Cell:
    return Cell(cell.value, Place(file, cell.location.line, cell.location.column or 1))
