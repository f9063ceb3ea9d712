"""What is loaded: the front page loads next to nothing, and a replay only what a replay needs."""

import subprocess
import sys

import pytest
from commands import PROJECT

LIBRARIES = {
    "attr", "attrs", "cattrs", "click", "dask", "distributed", "durable", "msgspec", "numpy",
    "pyarrow", "pytest", "rich", "transitions", "tzdata", "yaml",
}  # fmt: skip
COSTLY = {"argparse", "asyncio", "importlib.metadata", "inspect", "multiprocessing", "typing"}
"""Rooms of the standard library that take longer to load than all that the front page needs."""

PROGRAM = "from negotiations.cli import main; main()"
ENTRIES = {
    "import negotiations": (),
    PROGRAM: ("--help",),
    "import runpy; runpy.run_module('negotiations', run_name='__main__')": ("--version",),
}


def loaded(code: str, *words: str) -> set[str]:
    """The modules that a Python of its own has loaded when the code is done."""
    last = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr));"
    bare = [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path}; {last} {code}"]
    done = subprocess.run([*bare, *words], cwd=PROJECT, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("code", ENTRIES)
def test_the_front_page_is_light(code: str) -> None:
    """`--help`, `--version` and the bare import load no library, nor what else costs time."""
    modules = loaded(code, *ENTRIES[code])
    assert "negotiations" in modules
    assert not modules & (LIBRARIES | COSTLY)


def test_a_replay_loads_what_it_needs() -> None:
    """Neither panels nor tests nor workers, and for a report that nobody watches no colours."""
    modules = loaded(PROGRAM, "replay", "istanbul-2025")
    assert {"click", "durable", "numpy", "yaml"} <= modules
    unasked = {"dask", "distributed", "pyarrow", "pytest", "rich", "asyncio", "multiprocessing"}
    assert not modules & {*unasked, "importlib.metadata"}


def test_a_run_of_pytest_without_features_loads_nothing_of_ours() -> None:
    """Who has the package installed for something else pays for no scenarios."""
    modules = loaded("import negotiations.bdd.plugin")
    ours = {name for name in modules if name.startswith("negotiations.")}
    assert ours == {"negotiations.bdd", "negotiations.bdd.plugin"}
    assert "numpy" not in modules
