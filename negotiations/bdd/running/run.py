"""Scenarios run by pytest, in this process, whatever set-up of pytest lies around.

Neither a pytest.ini nor options in the environment nor other people's plugins are read; a
`conftest.py` beside the features, or above them as far as the working folder, is: it may hold steps
in Python.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest

from negotiations.bdd.features.reading import Scenario, read_feature
from negotiations.bdd.running.collecting import ScenarioItem
from negotiations.bdd.running.living import Kept
from negotiations.bdd.running.recording import Record, record_of
from negotiations.bdd.running.tags import TagExpression
from negotiations.place import Place

PLUGINS = ("pytest_bdd.plugin", "negotiations.bdd.plugin")
UNWANTED = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")
TERMINATED = 128 + signal.SIGTERM
"""How a command exits that was told to end."""
MARGIN = ("@", "#")
"""How lines begin that stand above a scenario and belong to it."""


@attrs.frozen
class Choice:
    """Which scenarios are meant: those of a file that stand at a line, by tags, by words."""

    lines: dict[Path, set[int]] = attrs.field(factory=dict)
    """By file, the lines where they or their rows stand; a file that is not here is meant whole."""
    tags: TagExpression | None = None
    words: tuple[str, ...] = ()

    def takes(self, item: ScenarioItem) -> bool:
        """Whether a scenario, told with a row or without, is among them."""
        name = item.name.lower()
        return (
            (self.tags is None or self.tags.met_by(item.tags))
            and all(word.lower() in name for word in self.words)
            and self._stands(item)
        )

    def _stands(self, item: ScenarioItem) -> bool:
        wanted = self.lines.get(item.path)
        return wanted is None or not wanted.isdisjoint((item.place.line, item.scenario.place.line))


def standing_at(path: Path, line: int) -> int | None:
    """Where the scenario or the row begins that a line belongs to; None for all of the file.

    Tags and comments above a scenario belong to it. Raises Unreadable for a file that is unsound,
    and ValueError for a line that it doesn't have.
    """
    scenarios, lines = read_feature(path).scenarios, path.read_text("utf-8").splitlines()
    if not 0 < line <= len(lines):
        raise ValueError(f"it has {len(lines)} lines, and none of number {line}")
    if any(place.line == line for each in scenarios for place in _rows(each)):
        return line
    starts = [each.place.line for each in scenarios]
    return max((start for start in starts if _top(lines, start) <= line), default=None)


def _rows(scenario: Scenario) -> Iterator[Place]:
    for examples in scenario.examples:
        yield from examples.places


def _top(lines: list[str], line: int) -> int:
    """The first of the lines of tags and comments above a line."""
    while line > 1 and lines[line - 2].strip().startswith(MARGIN):
        line -= 1
    return line


@attrs.define
class Ended:
    """How a run ended, and what it kept."""

    kept: Kept
    known_tags: set[str] = attrs.field(factory=set)
    left_out: int = 0
    began: bool = False
    """Whether pytest came so far as to look for scenarios: a conftest.py may keep it from that."""
    bug: BaseException | None = None
    interrupted: bool = False


@attrs.define(eq=False)  # pytest puts its plugins into sets
class _Watching:
    """Takes the place of pytest's own reporter: chooses, and tells each record as it comes."""

    choice: Choice
    tell: Callable[[Record], None]
    ended: Ended

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        config.pluginmanager.unregister(reporter)

    def pytest_collection(self) -> None:
        self.ended.began = True

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        ours = [item for item in items if isinstance(item, ScenarioItem)]
        self.ended.known_tags = {tag for item in ours for tag in item.tags}
        chosen = [item for item in ours if self.choice.takes(item)]
        self.ended.left_out = len(items) - len(chosen)
        items[:] = chosen

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        record = record_of(report)
        if record is not None:
            self.tell(record)

    def pytest_runtest_makereport(self, call: pytest.CallInfo[None]) -> None:
        """Let no scenario that was under way swallow the order to end."""
        error = call.excinfo.value if call.excinfo else None
        if isinstance(error, SystemExit) and error.code == TERMINATED:
            self.ended.bug = error
            raise KeyboardInterrupt

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        self.ended.bug = excinfo.value
        return True

    def pytest_keyboard_interrupt(self) -> None:
        self.ended.interrupted = True


def run(
    files: list[Path], choice: Choice, tell: Callable[[Record], None], *,
    dry: bool = False, junit: Path | None = None,
) -> Ended:  # fmt: skip
    """Run the chosen scenarios of these files, and *tell* the record of each as soon as it ends.

    With *dry* every step is looked up and none is told. *junit* is a file to write for machines.
    """
    ended = Ended(Kept())
    watching = _Watching(choice, tell, ended)
    options = [f"--junit-xml={junit}"] if junit else []
    with _quiet_environment(), _nothing_told() if dry else _as_usual():
        args = [*_options(files), *options, *map(str, files)]
        try:
            pytest.main(args, plugins=[ended.kept, watching])
        except SystemExit as end:
            ended.bug = end
    return ended


def _options(files: list[Path]) -> Iterator[str]:
    root = root_of(files)
    yield from ("-c", os.devnull, f"--rootdir={root}", f"--confcutdir={root}")
    yield from ("--capture=sys", "--continue-on-collection-errors", "-W", "ignore")
    yield from ("-p", "no:cacheprovider", "-o", "junit_suite_name=negotiations")
    for name in PLUGINS:
        yield from ("-p", name)


def root_of(files: list[Path]) -> Path:
    """The folder that all is seen from: the working folder, if it holds all the files."""
    here, folders = Path.cwd(), [file.parent.absolute() for file in files]
    if all(folder.is_relative_to(here) for folder in folders):
        return here
    return Path(os.path.commonpath(folders))


@contextmanager
def _quiet_environment() -> Iterator[None]:
    """No options for pytest in the environment, nor plugins that only happen to be installed."""
    before = dict(os.environ)
    for name in UNWANTED:
        os.environ.pop(name, None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _as_usual() -> Iterator[None]:
    yield


@contextmanager
def _nothing_told() -> Iterator[None]:
    """Steps are found and passed over. pytest-bdd can't do that, so its last move is replaced."""
    running: Any = import_module("pytest_bdd.scenario")
    usual, running._execute_step_function = running._execute_step_function, _pass_over
    try:
        yield
    finally:
        running._execute_step_function = usual


def _pass_over(request: pytest.FixtureRequest, scenario: Any, step: Any, context: Any) -> None:
    told = {"request": request, "feature": scenario.feature, "scenario": scenario, "step": step,
            "step_func": context.step_func, "step_func_args": {}}  # fmt: skip
    request.config.hook.pytest_bdd_before_step(**told)
    request.config.hook.pytest_bdd_after_step(**told)
