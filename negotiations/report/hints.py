"""What is worth a second look in a rulebook, though it can be read: rules that nothing can fire."""

from collections.abc import Iterator

from negotiations.effects.weigh import Weigh
from negotiations.problems import did_you_mean
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.rule import Rule


def hints(rules: Rulebook) -> Iterator[tuple[Rule, str]]:
    """Each rule that has something odd about it, with what that is."""
    drawn = frozenset().union(*(rule.draws for rule in rules.rules))
    for rule in rules.rules:
        yield from ((rule, f"the rule {rule.name!r} {what}") for what in _odd(rule, drawn))


def _odd(rule: Rule, drawn: frozenset[str]) -> Iterator[str]:
    if not any(example.fires for example in rule.examples):
        yield "has no example that fires it"
    if all(example.fires for example in rule.examples):
        yield "has no example that it leaves alone"
    lasting = {each.lasts for each in rule.then if isinstance(each, Weigh) and each.lasts}
    for names, follows in ((rule.awaits, "never fires"), (rule.shuns, "is never held back"),
                           (lasting, "never weighs anything")):  # fmt: skip
        for name in sorted(names - drawn):
            yield f"{follows}: no rule concludes {name!r}{did_you_mean(name, drawn)}"
