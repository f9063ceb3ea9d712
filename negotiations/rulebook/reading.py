"""Reading rules: one YAML document each, every problem of every file told with its place."""

import hashlib
import math
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from negotiations.effects import EFFECTS
from negotiations.effects.firing import Effect
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import listed, plain, read_number, said
from negotiations.notation import Written, read_file, read_yaml
from negotiations.parameters import below, build, refuse
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.conditions import MEASURES, read_measures, read_when
from negotiations.rulebook.counts import Counting
from negotiations.rulebook.rule import Example, Rule
from negotiations.structure import Path as Keys
from negotiations.structure import faults

GROUPS_FILE = "groups.yaml"
CASE_FILE = "example-case.yaml"
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


def read_rules(path: str | Path) -> Rulebook:
    """The rules of a folder (all of its YAML files, folders within included), or of one file.

    Raises Unreadable with the problems of all files together.
    """
    path = Path(path)
    files = rule_files(path)
    texts, problems = [], []
    for file in files:
        try:
            texts.append(read_yaml(read_file(file), str(file)))
        except Unreadable as error:
            problems += error.problems
    caps, more = _groups(path)
    return rules_from(texts, caps, [*problems, *more])


def rule_files(path: Path) -> list[Path]:
    """The files that hold rules, in order of name."""
    if not path.is_dir():
        return [path]
    apart = (GROUPS_FILE, CASE_FILE)
    found = [f for f in path.rglob("*.y*ml") if f.suffix in (".yaml", ".yml") and f.is_file()]
    return sorted((f for f in found if f.name not in apart), key=str)


def rules_from(
    texts: list[Written],
    caps: Mapping[str, float] | None = None,
    problems: list[Problem] | None = None,
) -> Rulebook:
    """A rulebook from documents already parsed."""
    found, rules = list(problems or []), []
    names = frozenset(_name(text) for text in texts) - {None}
    for text in texts:
        reading = RuleReading(text, frozenset(filter(None, names)), caps)
        rule = reading.rule()
        found += reading.problems
        rules += [rule] if rule else []
    found += _repeated(texts)
    if not texts and not found:
        raise Unreadable(
            [Problem(Place("rules"), "no rules here: a rulebook has one YAML file a rule")]
        )
    if found:
        raise Unreadable(found)
    return Rulebook.of(rules, caps or {}, digest_of(texts, caps or {}))


def digest_of(texts: list[Written], caps: Mapping[str, float]) -> str:
    """A digest of what the rules say, whatever their files are called and however laid out."""
    said_so = sorted(repr(text.value) for text in texts)
    return hashlib.sha256(repr((said_so, sorted(caps.items()))).encode()).hexdigest()


def _name(text: Written) -> str | None:
    name = text.value.get("rule") if isinstance(text.value, Mapping) else None
    return name if isinstance(name, str) else None


def _repeated(texts: list[Written]) -> list[Problem]:
    first: dict[str, Place] = {}
    problems = []
    for text in texts:
        name = _name(text)
        if name in KINDS:
            problems.append(Problem(text.place(("rule",)), f"{name!r} is a kind of event already"))
        if name is not None and name in first:
            there = f"the rule {name!r} stands twice; first at {first[name]}"
            problems.append(Problem(text.place(("rule",)), there))
        elif name is not None:
            first[name] = text.place(("rule",))
    return problems


def _groups(path: Path) -> tuple[Mapping[str, float] | None, tuple[Problem, ...]]:
    """The evidence groups and their caps in nats; None where a rulebook has no such file."""
    file = path / GROUPS_FILE
    if not path.is_dir() or not file.exists():
        return None, ()
    try:
        return groups_from(read_yaml(read_file(file), str(file))), ()
    except Unreadable as error:
        return None, error.problems


def groups_from(text: Written) -> Mapping[str, float]:
    """Caps in nats by group, from `groups.yaml`; `cap: none` leaves a group uncapped."""
    caps, problems = {}, []
    entries = text.value if isinstance(text.value, Mapping) else {}
    for group, settings in entries.items():
        try:
            caps[group] = _cap(settings)
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


class RuleReading:
    """The reading of one document; gathers every problem, and gives the rule if there is none."""

    def __init__(
        self, text: Written, rules: frozenset[str], caps: Mapping[str, float] | None
    ) -> None:
        self.text, self.rules, self.caps = text, rules, caps
        self.problems: list[Problem] = []

    def rule(self) -> Rule | None:
        """The rule, or None when something is wrong with it."""
        raw = self.text.value
        if not isinstance(raw, Mapping):
            self._tell((), f"a rule is a mapping, not {said(raw)}")
            return None
        self._check_keys(raw)
        made = self._parts(raw)
        return Rule(**made) if not self.problems else None

    def _parts(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        kind, when = self._part(raw, "when", read_when) or ("", ())
        return {
            "name": self._part(raw, "rule", plain),
            "means": self._part(raw, "means", plain),
            "may_mislead": self._part(raw, "may_mislead", plain),
            "basis": self._part(raw, "basis", read_basis),
            "written": self._part(raw, "written", _date),
            "kind": kind,
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
                self._tell((key,), f"unknown rule key {said(key)}{did_you_mean(key, KEYS)}")
        for key in REQUIRED:
            if key not in raw:
                self._tell((), f"a rule needs {key!r}")

    def _part(self, raw: Mapping[str, Any], key: str, read: Callable[[Any], Any]) -> Any:
        if key not in raw:
            return None
        try:
            return read(raw[key])
        except ValueError as error:
            for path, what in faults(error):
                self._tell((key, *path), what)
            return None

    def _tell(self, path: Keys, what: str) -> None:
        self.problems.append(Problem(self.text.place(path), what))

    def _given(self, raw: Any) -> Any:
        return read_measures(raw, self.rules, MEASURES)

    def _after(self, raw: Any) -> Any:
        told = [name for name, cls in MEASURES.items() if not issubclass(cls, Counting)]
        return read_measures(raw, self.rules, told)

    def _unless(self, raw: Any) -> Any:
        """A mapping is one group that must not hold together; a list holds several groups."""
        groups = []
        for number, part in enumerate(listed(raw)):
            try:
                groups.append(read_measures(part, self.rules, MEASURES))
            except ValueError as error:
                at: Keys = ("unless", number) if isinstance(raw, list) else ("unless",)
                for path, what in faults(error):
                    self._tell((*at, *path), what)
        return tuple(groups)

    def _effects(self, raw: Any) -> tuple[Effect, ...]:
        effects = []
        for number, part in enumerate(listed(raw)):
            at: Keys = ("then", number) if isinstance(raw, list) else ("then",)
            try:
                effects.append(self._effect(part))
            except ValueError as error:
                for path, what in faults(error):
                    self._tell((*at, *path), what)
        return tuple(effects)

    def _effect(self, part: Any) -> Effect:
        if not isinstance(part, Mapping) or len(part) != 1:
            raise ValueError(f"an effect is one verb with its parameters, not {said(part)}")
        [(verb, raw)] = part.items()
        if verb not in EFFECTS:
            raise ValueError(f"unknown effect {said(verb)}{did_you_mean(verb, EFFECTS)}")
        effect = below(lambda: self._built(verb, raw), verb)
        group = getattr(effect, "group", None)
        if self.caps is not None and group is not None and group not in self.caps:
            hint = did_you_mean(group, self.caps)
            raise refuse(f"unknown evidence group {group!r}{hint}", verb, "group")
        return effect

    def _built(self, verb: str, raw: Any) -> Any:
        cls = EFFECTS[verb]
        alone = getattr(cls, "plain", None)
        if not isinstance(raw, Mapping) and alone:
            raw = {alone: raw}
        if not isinstance(raw, Mapping):
            raise ValueError(f"{verb} takes a mapping, not {said(raw)}")
        return build(cls, raw)

    def _examples(self, raw: Any) -> tuple[Example, ...]:
        if not isinstance(raw, Mapping) or not raw:
            raise ValueError("examples are lists under fires_on and leaves_alone")
        made = []
        for key, many in raw.items():
            if key not in ("fires_on", "leaves_alone"):
                hint = did_you_mean(key, ("fires_on", "leaves_alone"))
                self._tell(("examples", key), f"unknown key {said(key)}{hint}")
                continue
            for number, one in enumerate(listed(many)):
                place = self.text.place(("examples", key, number))
                made.append(self._example(one, key == "fires_on", place))
        return tuple(made)

    def _example(self, raw: Any, fires: bool, place: Place) -> Example:
        """One event, a list of events, or {log: […], until: a time}."""
        until = None
        if isinstance(raw, Mapping) and "log" in raw:
            until = plain(raw["until"]) if "until" in raw else None
            raw = raw["log"]
        events = listed(raw)
        if not events or not all(isinstance(each, Mapping) for each in events):
            self.problems.append(Problem(place, "an example is an event, or a list of events"))
            return Example(fires, (), until, place)
        return Example(fires, tuple(dict(each) for each in events), until, place)


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
