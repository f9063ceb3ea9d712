"""The results as a page: a section for each workload, kept until it is measured again."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from benchmarks.machine import commit, described, today

PAGE = Path(__file__).parent / "RESULTS.md"
HEAD = """\
# How fast it is

Made by `make bench` (the sections marked *long* by `make bench-long`); don't edit it by hand. What
is run, and how, is told in `benchmarks/`. Everything runs on one core, in turn (A B C, A B C …);
times are medians of the processor time used, and a ratio is one median over another.
"""


@attrs.frozen
class Table:
    """A caption, column heads and rows; the first columns hold *words*, the others numbers."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    words: int = 1

    def lines(self) -> Iterator[str]:
        """The table in Markdown."""
        yield f"{self.caption}:"
        yield ""
        yield _row(self.heads)
        yield _row(["---"] * self.words + ["---:"] * (len(self.heads) - self.words))
        yield from map(_row, self.rows)
        yield ""


@attrs.frozen
class Criterion:
    """What must be shown, what was reached, and whether that will do."""

    what: str
    wanted: str
    reached: str
    met: bool | None

    def cells(self) -> Sequence[str]:
        verdict = "not measured" if self.met is None else "yes" if self.met else "**no**"
        return (self.what, self.wanted, self.reached, verdict)

    @classmethod
    def ratio(cls, what: str, reached: float, *, least: float) -> "Criterion":
        """At least so many times."""
        return cls(what, f"≥ {least:g}", f"{reached:.2f}", reached >= least)

    @classmethod
    def limit(cls, what: str, reached: float, *, most: float, unit: str = "") -> "Criterion":
        """At most so much."""
        return cls(what, f"≤ {most:g}{unit}", f"{reached:.2f}{unit}", reached <= most)


@attrs.frozen
class Section:
    """What one workload gave."""

    title: str
    about: str
    tables: Sequence[Table] = ()
    criteria: Sequence[Criterion] = ()

    def lines(self) -> Iterator[str]:
        """The section in Markdown."""
        yield f"## {self.title}"
        yield ""
        yield f"{self.about} Measured on {today()} at commit {commit()}."
        yield ""
        for table in self.tables:
            yield from table.lines()
        if self.criteria:
            heads = ("what it must show", "wanted", "reached", "shown")
            yield from Table("Criteria", heads, [each.cells() for each in self.criteria]).lines()


def page(sections: Iterable[Section], before: str = "") -> str:
    """The whole page: these sections anew, and those of *before* that were not measured now."""
    texts: dict[str, str] = dict(_sections(before))
    for section in sections:
        texts[section.title] = "\n".join(section.lines()).rstrip() + "\n"
    machine = "".join(f"- {line}\n" for line in described())
    return "\n".join([HEAD, f"The machine:\n\n{machine}", *texts.values()])


def _sections(text: str) -> Mapping[str, str]:
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {part.partition("\n")[0].removeprefix("## "): part.rstrip() + "\n" for part in parts}


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
