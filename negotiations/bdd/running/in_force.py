"""The library as pytest-bdd sees it: a step for each keyword, which asks the catalogue in force."""

from typing import Any

import attrs
from pytest_bdd.parsers import StepParser

from negotiations.bdd.features.saying import InPython, in_no_python
from negotiations.bdd.steps import Kind
from negotiations.bdd.words.catalogue import Catalogue
from negotiations.bdd.words.keywords import ENGLISH
from negotiations.bdd.words.vocabulary import library_of


@attrs.define
class InForce:
    """What the scenario that is running may say; what a step in Python says is left to that."""

    catalogue: Catalogue
    in_python: InPython = in_no_python


IN_FORCE = InForce(library_of(ENGLISH))


class Known(StepParser):
    """Matches whatever the catalogue in force knows under a keyword."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"a step of the negotiations library ({kind})")
        self.kind: Kind = kind

    def is_matching(self, name: str) -> bool:
        if IN_FORCE.in_python(self.kind, name):
            return False
        return IN_FORCE.catalogue.find(self.kind, name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        return {"said": IN_FORCE.catalogue.find(self.kind, name)}
