"""What became of each scenario, noted while pytest runs it; it travels with pytest's reports.

Reports are what every run has, one of several workers too, so all pages are made from them.
"""

from bisect import bisect_right
from collections.abc import Generator, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import msgspec
import pytest
import pytest_bdd.parser as bdd

from negotiations.bdd.features.reading import Feature, Scenario, StepLine, read_feature
from negotiations.bdd.running.collecting import FAILED, ScenarioItem
from negotiations.bdd.running.failing import Scene, failure_lines, head_lines, scene_lines
from negotiations.bdd.running.showing import Told
from negotiations.bdd.tables import Cell
from negotiations.place import Place, nearby
from negotiations.report.lines import BLANK, Line, line

SCENE = pytest.StashKey[Scene]()
FEATURE = pytest.StashKey[Feature]()
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
    item, path = request.node, Path(feature.filename)
    item.stash[FEATURE] = _feature(path)
    own = _scenario(item.stash[FEATURE], scenario.line_number)
    steps = tuple(map(_told, own.steps, scenario.steps))
    place = Place(str(nearby(path)), _line(item, scenario))
    item.stash[SCENE] = Scene(_name(item, scenario.name), place, steps)


def pytest_bdd_after_step(request: pytest.FixtureRequest) -> None:
    scene = request.node.stash[SCENE]
    request.node.stash[SCENE] = attrs.evolve(scene, held=scene.held + 1)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
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
    feature = item.stash[FEATURE]
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
    for name, text in report.sections if report.failed else ():
        yield from (BLANK, line((name, "title")), *map(line, text.splitlines()))


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


def _line(item: pytest.Item, scenario: bdd.Scenario) -> int:
    return item.place.line if isinstance(item, ScenarioItem) else scenario.line_number


def _unstarted(item: pytest.Item) -> Scene | None:
    """The scene of a scenario that did not come to its first step."""
    if not isinstance(item, ScenarioItem):
        return None
    item.stash[FEATURE] = _feature(item.path)
    place = Place(str(nearby(item.path)), item.place.line)
    return Scene(item.name, place, item.scenario.steps)


def _feature(path: Path) -> Feature:
    return _feature_as_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _feature_as_of(path: Path, _: int) -> Feature:
    return read_feature(nearby(path))


def _scenario(feature: Feature, line_number: int) -> Scenario:
    """The scenario that stands at a line, or whose row does."""
    after = bisect_right(feature.scenarios, line_number, key=lambda each: each.place.line)
    return feature.scenarios[after - 1]


def _heading(feature: Feature) -> Heading:
    texts = tuple(each.text for each in feature.descriptions)
    return Heading(feature.name, feature.place, feature.language, feature.tags, texts)


def _told(own: StepLine, told: bdd.Step) -> StepLine:
    """A step of ours as it is told: with the values of a row filled in."""
    table = None
    if own.table is not None and told.datatable is not None:
        lines = zip(own.table.lines, told.datatable.rows, strict=True)
        table = attrs.evolve(own.table, lines=tuple(_cells(*pair) for pair in lines))
    return attrs.evolve(own, text=told.name, table=table, doc=told.docstring)


def _cells(own: tuple[Cell, ...], told: Any) -> tuple[Cell, ...]:
    pairs = zip(own, told.cells, strict=True)
    return tuple(attrs.evolve(cell, text=filled.value) for cell, filled in pairs)
