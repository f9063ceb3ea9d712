"""What pytest shows of a failure: a page of ours where its own would be a traceback."""

from collections.abc import Iterable

from _pytest._code.code import ReprFileLocation, TerminalRepr
from _pytest._io import TerminalWriter

from negotiations.place import Place
from negotiations.report.lines import Line, line

MARKUP = {"title": {"bold": True}, "rule": {"cyan": True}, "irregular": {"yellow": True},
          "conflict": {"purple": True}, "up": {"green": True}, "down": {"red": True}}  # fmt: skip
"""How styles look where pytest writes; those not named here look plain."""


class Told(TerminalRepr):
    """A page of lines where pytest would show a traceback; *message* is it in one line.

    Problems come as text: each stays on a line of its own, however long it is.
    """

    def __init__(self, lines: Iterable[Line | str], place: Place, message: str) -> None:
        self.lines = tuple(lines)
        self.reprcrash = ReprFileLocation(place.file, place.line, message)

    def toterminal(self, tw: TerminalWriter) -> None:
        for each in self.lines:
            for part in each.wrapped(tw.fullwidth) if isinstance(each, Line) else [line(each)]:
                for text, style in part.spans:
                    tw.write(text, **MARKUP.get(style, {}))
                tw.line()
