"""One rule's document: what is written in it to a rule, with every problem told at its place."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from negotiations.effects import EFFECTS
from negotiations.effects.conclude import Withdraw
from negotiations.effects.firing import Effect
from negotiations.effects.weigh import Weigh
from negotiations.model.shapes import listed, plain, read_number, said
from negotiations.notation import Keys, Written
from negotiations.parameters import below, build, refuse
from negotiations.problems import Problem, did_you_mean
from negotiations.rulebook.conditions import MeasureReading
from negotiations.rulebook.fields import read_when
from negotiations.rulebook.rule import Example, Rule
from negotiations.rulebook.vocabulary import Vocabulary
from negotiations.structure import Wrong

KEYS = (
    "rule",
    "means",
    "may_mislead",
    "basis",
    "written",
    "when",
    "given",
    "unless",
    "after",
    "then",
    "priority",
    "examples",
)
REQUIRED = ("rule", "means", "may_mislead", "basis", "written", "when", "then")
BASES = ("expert", "literature", "fitted")
FATES = ("fires_on", "leaves_alone")
MOST_CONDITIONS = 60
"""As many as one rule's matching can take."""

T = TypeVar("T")


class RuleReading:
    """The reading of one document; gathers every problem, and gives the rule if there is none."""

    def __init__(self, text: Written, names: Vocabulary) -> None:
        self.text, self.names = text, names
        self._wrong = Wrong()
        self._kind = ""

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong with it, each at its place."""
        return [Problem(self.text.place(path), what) for path, what in self._wrong.found]

    def rule(self) -> Rule | None:
        """The rule, or None when something is wrong with it."""
        raw = self.text.value
        if not isinstance(raw, Mapping):
            self._wrong.add(f"a rule is a mapping, not {said(raw)}")
            return None
        self._check_keys(raw)
        made = self._parts(raw)
        if self._wrong.found:
            return None
        rule = Rule(**made)
        for what in never_fires(rule):
            self._wrong.add(what, "rule")
        return None if self._wrong.found else rule

    def _parts(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        self._kind, when = self._part(raw, "when", read_when) or ("", ())
        return {
            "name": self._part(raw, "rule", plain),
            "means": self._part(raw, "means", plain),
            "may_mislead": self._part(raw, "may_mislead", plain),
            "basis": self._part(raw, "basis", read_basis),
            "written": self._part(raw, "written", _date),
            "kind": self._kind,
            "when": when,
            "given": self._part(raw, "given", self._given) or (),
            "unless": self._part(raw, "unless", self._unless) or (),
            "after": self._part(raw, "after", self._after) or (),
            "then": self._part(raw, "then", self._effects) or (),
            "priority": self._part(raw, "priority", _priority) or 0,
            "examples": self._part(raw, "examples", self._examples) or (),
            "place": self.text.place(("rule",)),
        }

    def _check_keys(self, raw: Mapping[str, Any]) -> None:
        for key in raw:
            if key not in KEYS:
                self._wrong.add(f"unknown rule key {said(key)}{did_you_mean(key, KEYS)}", key)
        for key in REQUIRED:
            if key not in raw:
                self._wrong.add(f"a rule needs {key!r}")

    def _part(self, raw: Mapping[str, Any], key: str, read: Callable[[Any], Any]) -> Any:
        if key in raw:
            with self._wrong.at(key):
                return read(raw[key])
        return None

    def _given(self, raw: Any) -> Any:
        return MeasureReading(self._kind, self.names).all(raw)

    def _after(self, raw: Any) -> Any:
        return MeasureReading(self._kind, self.names, late=True).all(raw)

    def _unless(self, raw: Any) -> Any:
        """A mapping is one group that must not hold together; a list holds several groups."""
        if raw == []:
            raise ValueError("this names no measure")
        return self._each("unless", raw, self._given)

    def _effects(self, raw: Any) -> tuple[Effect, ...]:
        if raw == []:
            raise ValueError("a rule has one effect or more")
        return self._each("then", raw, self._effect)

    def _each(self, key: str, raw: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
        """Each of a list read, or the one thing that stands in its place."""
        found = []
        for number, part in enumerate(listed(raw)):
            with self._wrong.at(key, *([number] if isinstance(raw, list) else [])):
                found.append(read(part))
        return tuple(found)

    def _effect(self, part: Any) -> Effect:
        if not isinstance(part, Mapping) or len(part) != 1:
            raise ValueError(f"an effect is one verb with its parameters, not {said(part)}")
        [(verb, raw)] = part.items()
        if verb not in EFFECTS:
            raise refuse(f"unknown effect {said(verb)}{did_you_mean(verb, EFFECTS)}", verb)
        effect = below(lambda: self._built(verb, raw), verb)
        below(lambda: self._check_names(effect), verb)
        return effect

    def _check_names(self, effect: Effect) -> None:
        if isinstance(effect, Withdraw):
            below(lambda: self.names.check_conclusion(effect.name_), "name")
        if isinstance(effect, Weigh):
            below(lambda: self.names.check_conclusion(effect.lasts), "lasts")
            below(lambda: self.names.check_group(effect.group), "group")

    def _built(self, verb: str, raw: Any) -> Effect:
        cls = EFFECTS[verb]
        if not isinstance(raw, Mapping) and cls.plain:
            raw = {cls.plain: raw}
        if not isinstance(raw, Mapping):
            raise ValueError(f"{verb} takes a mapping, not {said(raw)}")
        return build(cls, raw)

    def _examples(self, raw: Any) -> tuple[Example, ...]:
        if not isinstance(raw, Mapping) or not raw:
            raise ValueError("examples are lists under fires_on and leaves_alone")
        made = []
        for key, many in raw.items():
            if key not in FATES:
                hint = did_you_mean(key, FATES)
                self._wrong.add(f"unknown key {said(key)}{hint}", "examples", key)
                continue
            for number, one in enumerate(listed(many)):
                path = ("examples", key, *([number] if isinstance(many, list) else []))
                made.append(self._example(one, key == FATES[0], path))
        return tuple(made)

    def _example(self, raw: Any, fires: bool, path: Keys) -> Example:
        """One event, a list of events, or {log: […], until: a time}."""
        until, place = None, self.text.place(path)
        if isinstance(raw, Mapping) and "log" in raw:
            for key in raw.keys() - {"log", "until"}:
                hint = did_you_mean(key, ["log", "until"])
                self._wrong.add(f"unknown key {said(key)}{hint}", *path, key)
            until = plain(raw["until"]) if "until" in raw else None
            raw = raw["log"]
        events = listed(raw)
        if not events or not all(isinstance(each, Mapping) for each in events):
            self._wrong.add("an example is an event, or a list of events", *path)
            return Example(fires, (), until, place)
        return Example(fires, tuple(dict(each) for each in events), until, place)


def never_fires(rule: Rule) -> Iterator[str]:
    """Why a rule, though each of its parts can be read, could not be matched or cast."""
    terms = len({*rule.when, *rule.given}) + len({*rule.after, *map(frozenset, rule.unless)})
    if terms > MOST_CONDITIONS:
        yield (
            f"a rule can have at most {MOST_CONDITIONS} conditions, not {terms}"
            " (conditions barred together count as one)"
        )
    if rule.kind == "day":
        for role in sorted(rule.roles & {"actor", "recipient"}):
            yield f"nobody is {role} on a day; write each"
        if "other" in rule.roles and "each" not in rule.roles:
            yield "nobody is other on a day by itself; write each and other"


def read_basis(raw: Any) -> str:
    """What a weight rests on: `expert`, `literature (cite)` or `fitted (dataset, n)`."""
    basis = plain(raw)
    first = basis.split(maxsplit=1)[0].rstrip(",:;")
    if first not in BASES:
        raise ValueError(f"a basis begins with {', '.join(BASES)}; not {said(first)}")
    if first != "expert" and basis == first:
        raise ValueError(f"a basis of {first!r} says which: {first} (source)")
    return basis


def _date(raw: Any) -> date:
    try:
        return date.fromisoformat(plain(raw))
    except ValueError:
        raise ValueError(f"{said(raw)} is not a date; write 2025-06-02") from None


def _priority(raw: Any) -> int:
    number = read_number(raw)
    if number != int(number):
        raise ValueError(f"a priority is a whole number, not {said(raw)}")
    return int(number)
