"""The project's own features run by the library alone, with a bare run of the tests."""

import subprocess
import sys

from negotiations.bdd.features.reading import read_feature
from negotiations.packaged import folder

FEATURES = folder("features")


def test_a_bare_run_collects_the_folder(pytestconfig):
    """The features are tests like all others, and need no Python beside them."""
    assert "features" in pytestconfig.getini("testpaths")
    assert list(FEATURES.rglob("*.py")) == []


def test_every_scenario_is_collected():
    """No scenario of the folder is left out, and each goes by its own name."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "features"]
    listed = subprocess.run(command, cwd=FEATURES.parent, capture_output=True, text=True)
    features = [read_feature(file) for file in sorted(FEATURES.rglob("*.feature"))]
    names = [each.name for feature in features for each in feature.scenarios]
    assert names
    assert [name for name in names if f"::{name}" not in listed.stdout] == []
