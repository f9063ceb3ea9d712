"""The meter: how much a replay has told, where nobody keeps what it told."""

from collections.abc import Iterable

import attrs

from negotiations.courses import Course
from negotiations.judging import Match
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.rule import Rule
from negotiations.state import Told
from negotiations.trace import Reason


@attrs.define
class Meter:
    """Counts events, and firings: a rule once for each event and each casting of its roles.

    *latest_rule* is the ordinal of the last day on which a rule that has fired was written.
    """

    rules: Rulebook
    events: int = 0
    firings: int = 0
    latest_rule: int = 0

    def recall(self, course: Course) -> None:
        """An event took a course that is remembered."""
        if course.done:
            self._matched(match for match, _ in course.done)

    def changed(self, changes: Iterable[Told]) -> None:
        """An event was told with care."""
        self._matched(match for _, match in changes if match is not None)

    def hear(self, reasons: Iterable[Reason]) -> None:
        """Events were told with all their reasons."""
        fired = {(each.rule, each.event, each.roles) for each in reasons if each.rule is not None}
        self._fire([self.rules.rule(name) for name, _, _ in fired])

    def _matched(self, matches: Iterable[Match]) -> None:
        self._fire({(match.rule.name, match.roles): match.rule for match in matches}.values())

    def _fire(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            self.firings += 1
            self.latest_rule = max(self.latest_rule, rule.written.toordinal())
