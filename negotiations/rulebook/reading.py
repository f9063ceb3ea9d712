"""Reading rules: one YAML document each, every problem of every file told with its place."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from negotiations.model.kinds import KINDS
from negotiations.notation import Written, read_file, read_yaml
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.document import RuleReading
from negotiations.rulebook.groups import GROUPS_FILE, groups_from
from negotiations.rulebook.vocabulary import (
    Vocabulary,
    conclusions_drawn,
    rule_name,
    rule_names,
)

CASE_FILE = "example-case.yaml"


def read_rules(path: str | Path) -> Rulebook:
    """The rules of a folder (all of its YAML files, folders within included), or of one file.

    Raises Unreadable with the problems of all files together.
    """
    path = Path(path)
    files = rule_files(path)
    texts: list[Written] = []
    problems: list[Problem] = []
    for file in files:
        try:
            texts.append(read_yaml(read_file(file), str(file)))
        except Unreadable as error:
            problems += error.problems
    if not files:
        what = "no rules here: a rulebook has one YAML file a rule"
        raise Unreadable([Problem(Place(str(path)), what)])
    caps, more = _groups(path)
    whole = not problems  # what can't be parsed may draw any conclusion
    return rules_from(texts, caps, [*problems, *more], conclusions_drawn(texts) if whole else None)


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
    conclusions: frozenset[str] | None = None,
) -> Rulebook:
    """A rulebook from documents already parsed; *conclusions* are those its rules may name."""
    found, rules = list(problems or []), []
    groups = None if caps is None else frozenset(caps)
    names = Vocabulary(rule_names(texts), conclusions, groups)
    for text in texts:
        reading = RuleReading(text, names)
        rule = reading.rule()
        found += reading.problems
        rules += [rule] if rule else []
    found += _repeated(texts)
    if found:
        raise Unreadable(found)
    return Rulebook.of(rules, caps or {}, digest_of(texts, caps or {}))


def digest_of(texts: list[Written], caps: Mapping[str, float]) -> str:
    """A digest of what the rules say, whatever their files are called and however laid out."""
    said_so = sorted(json.dumps(text.value, sort_keys=True) for text in texts)
    return hashlib.sha256(repr((said_so, sorted(caps.items()))).encode()).hexdigest()


def _repeated(texts: list[Written]) -> list[Problem]:
    first: dict[str, Place] = {}
    problems = []
    for text in texts:
        name = rule_name(text)
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
