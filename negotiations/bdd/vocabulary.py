"""What a feature may say: the library's steps in its language, and the phrases of its team."""

from functools import lru_cache
from pathlib import Path

from negotiations.bdd.catalogue import Catalogue
from negotiations.bdd.steps import SHIPPED

ENGLISH = "en"


def vocabulary_of(feature: Path, language: str = ENGLISH) -> Catalogue:
    """The steps that a feature may use."""
    return _vocabulary(language)


@lru_cache(maxsize=64)
def _vocabulary(language: str) -> Catalogue:
    return Catalogue.of(SHIPPED)
