"""The door to pytest: its options; all else is loaded once a feature is met.

Every run of pytest in an environment comes by here, those too that know nothing of features.
"""

from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.scenario import scenario_wrapper_template_registry
from pytest_bdd.utils import registry_get_safe

from negotiations.bdd import SUFFIX

AUTOCOLLECT = "negotiations_autocollect"
HTML = "--negotiations-html"
ROOM = "negotiations.bdd.running.telling"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        AUTOCOLLECT,
        "collect .feature files with no Python beside them; set it to false where a Python file "
        "binds them with scenarios(), or they run twice",
        type="bool",
        default=True,
    )
    group = parser.getgroup("negotiations")
    group.addoption(HTML, metavar="FILE", help="Write the features and their outcome as HTML.")


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.getoption(HTML) or _is_shared(config):
        _opened(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix != SUFFIX or not parent.config.getini(AUTOCOLLECT):
        return None
    collector: pytest.Collector = _opened(parent.config).FeatureFile.from_parent(
        parent, path=file_path
    )
    return collector


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if any(bound_feature(item) for item in items):
        _opened(config)


def bound_feature(item: pytest.Item) -> Path | None:
    """The feature file of a scenario that a Python file binds."""
    found = registry_get_safe(scenario_wrapper_template_registry, getattr(item, "obj", None))
    return None if found is None else Path(found.feature.filename)


def _is_shared(config: pytest.Config) -> bool:
    """Whether other processes run the tests, and this one, which meets no feature, shows them."""
    return config.getoption("dist", "no") != "no" and not hasattr(config, "workerinput")


def _opened(config: pytest.Config) -> Any:
    """The room where scenarios are told, opened once."""
    config.pluginmanager.import_plugin(ROOM)
    return config.pluginmanager.get_plugin(ROOM)
