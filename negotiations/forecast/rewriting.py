"""A rulebook written anew with other weights, all else in its files kept as it was typed."""

import json
import os
import shutil
from collections.abc import Mapping
from errno import EEXIST
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs

from negotiations.effects.weigh import MOST_NATS, SIZES
from negotiations.notation import Keys, Written, read_file, read_yaml
from negotiations.notation.editing import edited
from negotiations.notation.text import text_of
from negotiations.rulebook.groups import GROUPS_FILE
from negotiations.rulebook.reading import rule_files
from negotiations.rulebook.vocabulary import rule_name

DECIMALS = 6


@attrs.frozen
class Rewriting:
    """What is to be written: nats and half-lives (days) by rule and effect, caps by group.

    *basis* is said by each rule that has a new weight.
    """

    weights: Mapping[tuple[str, int], float]
    half_lives: Mapping[tuple[str, int], float]
    caps: Mapping[str, float]
    basis: str

    def write(self, of: Path, to: Path) -> None:
        """Copy the rulebook in the folder *of* to the new folder *to*, with these changes.

        It is there whole, or not at all. Raises ValueError for a weight that no rule may have, and
        if *of* is no folder; FileExistsError if there is something at *to*.
        """
        if not of.is_dir():
            raise ValueError(f"{of} is one rule; a rulebook that is written anew is a folder")
        if os.path.lexists(to):
            raise FileExistsError(EEXIST, os.strerror(EEXIST), str(to))
        for (rule, _), nats in self.weights.items():
            if abs(nats) > MOST_NATS:
                raise ValueError(f"{rule!r} would weigh {nats:+.2f} nats; a rule may weigh 5")
        texts = {file: self._rule(file) for file in rule_files(of)}
        if self.caps:
            texts[of / GROUPS_FILE] = self._groups(of / GROUPS_FILE)
        with TemporaryDirectory(dir=to.parent, prefix=f".{to.name}.") as part:
            made = Path(part) / to.name
            shutil.copytree(of, made)
            for file, text in texts.items():
                if text is not None:
                    (made / file.relative_to(of)).write_bytes(text.encode())
            made.rename(to)

    def _rule(self, file: Path) -> str | None:
        """The text of a rule with its changes; None if it has none."""
        data = read_file(file)
        written = read_yaml(data, str(file))
        name = rule_name(written)
        changes: dict[Keys, str] = {}
        for (rule, effect), nats in self.weights.items():
            if rule == name:
                at = _weigh(written, effect)
                size = next(each for each in SIZES if each in _value(written, at))
                changes[(*at, size)] = f"weight_nats: {number(nats)}"
                changes[("basis",)] = f"basis: {json.dumps(self.basis, ensure_ascii=False)}"
        for (rule, effect), days in self.half_lives.items():
            if rule == name:
                changes[(*_weigh(written, effect), "half_life")] = f"half_life: {number(days)} days"
        return edited(text_of(data, str(file)), changes) if changes else None

    def _groups(self, file: Path) -> str:
        changes: dict[Keys, str] = {
            (group, "cap"): f"cap: {'none' if cap == float('inf') else number(cap)}"
            for group, cap in self.caps.items()
        }
        return edited(text_of(read_file(file), str(file)), changes)


def number(value: float) -> str:
    """A number as a rule has it, without an exponent."""
    return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")


def _weigh(written: Written, effect: int) -> Keys:
    """The way to the weight that stands at that place of a rule's `then`."""
    several = isinstance(written.value["then"], list)
    return ("then", effect, "weigh") if several else ("then", "weigh")


def _value(written: Written, at: Keys) -> Any:
    return written.at(at).value
