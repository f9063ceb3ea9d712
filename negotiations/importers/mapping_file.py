"""A file of YAML that says what the columns of a table mean, with every problem at its place."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from negotiations.notation import read_file, read_yaml
from negotiations.structure import REFUSALS, placed

T = TypeVar("T")


def mapping_at(path: str | Path, build: Callable[[Any], T]) -> T:
    """What *build* makes of the file's plain data; raises Unreadable with all that it refuses."""
    text = read_yaml(read_file(Path(path)), str(path))
    try:
        return build(text.value)
    except REFUSALS as error:
        raise placed(error, text) from None
