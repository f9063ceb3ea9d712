"""Evidence groups and their caps, from `groups.yaml`."""

import math
from collections.abc import Mapping
from typing import Any

from negotiations.effects.weigh import fading
from negotiations.model.shapes import read_number, said
from negotiations.notation import Written
from negotiations.problems import Problem, Unreadable

GROUPS_FILE = "groups.yaml"


def groups_from(text: Written) -> Mapping[str, float]:
    """Caps in nats by group, from `groups.yaml`; `cap: none` leaves a group uncapped."""
    caps, problems = {}, []
    entries = text.value if isinstance(text.value, Mapping) else {}
    for group, settings in entries.items():
        try:
            caps[fading(group)] = _cap(settings)
        except ValueError as error:
            problems.append(Problem(text.place((group,)), str(error)))
    if not entries:
        problems.append(Problem(text.place(), "a mapping from groups to their caps is wanted here"))
    if problems:
        raise Unreadable(problems)
    return caps


def _cap(settings: Any) -> float:
    known = {"cap", "means"}
    if not isinstance(settings, Mapping) or "cap" not in settings or set(settings) - known:
        raise ValueError("a group has a cap in nats (or none) and, if you like, a means")
    if settings["cap"] == "none":
        return math.inf
    cap = read_number(settings["cap"])
    if cap <= 0:
        raise ValueError(f"a cap is more than 0 nats, not {said(settings['cap'])}")
    return cap
