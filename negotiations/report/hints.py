"""What is worth a second look in a rulebook, though it can be read: rules that nothing shows."""

from collections.abc import Iterator

from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.rule import Rule


def hints(rules: Rulebook) -> Iterator[tuple[Rule, str]]:
    """Each rule that has something odd about it, with what that is."""
    for rule in rules.rules:
        yield from ((rule, f"the rule {rule.name!r} {what}") for what in _odd(rule))


def _odd(rule: Rule) -> Iterator[str]:
    if not any(example.fires for example in rule.examples):
        yield "has no example that fires it"
    if all(example.fires for example in rule.examples):
        yield "has no example that it leaves alone"
