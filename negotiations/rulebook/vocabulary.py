"""What the rules of one book may call by name: each other, their conclusions, evidence groups."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs

from negotiations.model.shapes import listed, said
from negotiations.notation import Written
from negotiations.problems import did_you_mean


@attrs.frozen
class Vocabulary:
    """Names that a rule may refer to; None where it is not known which there are: any will do."""

    rules: frozenset[str] = frozenset()
    conclusions: frozenset[str] | None = None
    groups: frozenset[str] | None = None

    def check_conclusion(self, name: str | None) -> None:
        """Raises ValueError for a conclusion that no rule of the book draws."""
        _check(name, self.conclusions, "no rule concludes")

    def check_group(self, name: str | None) -> None:
        """Raises ValueError for an evidence group that the book does not have."""
        _check(name, self.groups, "unknown evidence group")


def _check(name: str | None, known: Collection[str] | None, what: str) -> None:
    if name is not None and known is not None and name not in known:
        raise ValueError(f"{what} {said(name)}{did_you_mean(name, known)}")


def rule_name(text: Written) -> str | None:
    """What a document calls its rule, if it does."""
    return _text(text.value, "rule")


def rule_names(texts: Iterable[Written]) -> frozenset[str]:
    """The names of all the rules."""
    return frozenset(filter(None, map(rule_name, texts)))


def conclusions_drawn(texts: Iterable[Written]) -> frozenset[str]:
    """The conclusions that documents draw, also those that have something else wrong with them."""
    return frozenset(name for text in texts for name in _drawn(text.value))


def _drawn(raw: Any) -> Iterator[str]:
    for effect in listed(raw.get("then")) if isinstance(raw, Mapping) else []:
        name = _text(effect.get("conclude"), "name") if isinstance(effect, Mapping) else None
        if name is not None:
            yield name


def _text(raw: Any, key: str) -> str | None:
    found = raw.get(key) if isinstance(raw, Mapping) else None
    return found.strip() if isinstance(found, str) else None
