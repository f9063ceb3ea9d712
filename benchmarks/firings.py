"""What fired, so small that it can be compared: how often each rule did, and a digest of all."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

import attrs


@attrs.frozen
class Firings:
    """The firings among the first events of a log; equal only if every one of them is the same."""

    count: int
    by_rule: Mapping[str, int]
    digest: str

    @classmethod
    def of(cls, matched: Iterable[tuple[int, str]], events: int) -> "Firings":
        """Those among the first *events*, in no order of the one who tells them."""
        fired = sorted({pair for pair in matched if pair[0] < events})
        told = "".join(f"{number}\t{rule}\n" for number, rule in fired)
        digest = hashlib.sha256(told.encode()).hexdigest()
        return cls(len(fired), dict(Counter(rule for _, rule in fired)), digest)

    def differs(self, other: "Firings") -> str | None:
        """How another's firings differ; None if they don't."""
        if self == other:
            return None
        rules = {*self.by_rule, *other.by_rule}
        wrong = [r for r in sorted(rules) if self.by_rule.get(r, 0) != other.by_rule.get(r, 0)]
        told = [f"{r} {other.by_rule.get(r, 0)} for {self.by_rule.get(r, 0)}" for r in wrong[:5]]
        return f"{other.count} firings for {self.count}: {', '.join(told) or 'other events'}"
