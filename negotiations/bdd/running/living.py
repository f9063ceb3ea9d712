"""Living documentation: features and what became of them, as one HTML page that needs nothing else.

The same run gives the same bytes: no time of day stands in it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path

import attrs
import pytest

from negotiations.bdd.features.reading import StepLine
from negotiations.bdd.plugin import HTML
from negotiations.bdd.running.failing import BROKE, HELD, UNREACHED
from negotiations.bdd.running.recording import Heading, Record, record_of
from negotiations.bdd.running.showing import Told
from negotiations.bdd.tables import Table
from negotiations.report.coverage import counted
from negotiations.report.lines import Line, visible

OUTCOMES = ("passed", "failed", "skipped")
STYLE = Path(__file__).with_suffix(".css")
WIDTH = 100
"""Columns of the page on a failure."""

MARKS = {HELD: ("held", "held"), BROKE: ("broke", "did not hold"),
         UNREACHED: ("unreached", "not reached")}  # fmt: skip
"""The class of a step in the page by its mark, and what is read aloud for it."""


# --- while it runs


@attrs.define(eq=False)  # pytest puts its plugins into sets
class Kept:
    """What a run has told so far: a record for each scenario, and what could not be read."""

    records: list[Record] = attrs.field(factory=list)
    unread: dict[str, list[str]] = attrs.field(factory=dict)
    """What is wrong with files that could not be collected, by their node's id."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        record = record_of(report)
        if record is not None:
            self.records.append(record)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            text = report.longreprtext
            problems = isinstance(report.longrepr, Told | str)
            self.unread[report.nodeid] = text.splitlines() if problems else [text]


@attrs.define(eq=False)
class Writer(Kept):
    """Writes the page when pytest is done."""

    path: Path = attrs.field(kw_only=True)

    def pytest_sessionfinish(self) -> None:
        self.path.write_text(page(self.records, self.unread), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    path = config.getoption(HTML)
    if path and not hasattr(config, "workerinput"):
        if not Path(path).absolute().parent.is_dir():
            raise pytest.UsageError(f"{HTML} {path}: there is no such folder")
        config.pluginmanager.register(Writer(path=Path(path)))


# --- the page


def page(records: Iterable[Record], unread: Mapping[str, list[str]]) -> str:
    """The page on these scenarios, by file and line, and on what could not be read."""
    problems = ["\n".join(some) for _, some in sorted(unread.items())]
    return "\n".join(_page(sorted(records, key=lambda each: each.order), problems)) + "\n"


def _page(records: list[Record], unread: list[str]) -> Iterator[str]:
    yield from (
        "<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        "<title>Scenarios</title>", f"<style>\n{STYLE.read_text('utf-8')}</style>",
        "</head>", "<body>", "<h1>Scenarios</h1>", f"<p>{summary(records)}</p>",
    )  # fmt: skip
    yield from _filter(records)
    features = [list(some) for _, some in groupby(records, key=lambda each: each.feature)]
    yield "<main>"
    yield from _contents(features)
    yield from _unread(unread)
    for number, some in enumerate(features, 1):
        yield from _feature(some, f"feature-{number}")
    yield from ("</main>", "</body>", "</html>")


def summary(records: Iterable[Record]) -> str:
    """How many scenarios there were, and how they ended."""
    ends = Counter(record.outcome for record in records)
    told = ", ".join(f"{ends[each]:,} {each}" for each in OUTCOMES if ends[each])
    return f"{counted(ends.total(), 'scenario')}: {told}" if told else "no scenario was run"


def _filter(records: list[Record]) -> Iterator[str]:
    """Buttons that choose by outcome; the style sheet does the rest, so no script is needed."""
    ends = Counter(record.outcome for record in records)
    choices = [("all", "all", len(records))]
    choices += [(f"only-{each}", each, ends[each]) for each in OUTCOMES if ends[each]]
    for number, (name, text, count) in enumerate(choices):
        checked = "" if number else " checked"
        yield f'<input type="radio" name="show" id="{name}"{checked}>'
        yield f'<label for="{name}">{text} ({count})</label>'


def _contents(features: list[list[Record]]) -> Iterator[str]:
    yield '<nav aria-label="Features"><ul>'
    for number, some in enumerate(features, 1):
        title = f'<a href="#feature-{number}">{_shown(some[0].feature.name)}</a>'
        yield f"<li>{title} ({summary(some)})</li>"
    yield "</ul></nav>"


def _unread(unread: list[str]) -> Iterator[str]:
    if unread:
        yield "<section><h2>What could not be read</h2>"
        yield from (f"<pre>{_shown(text)}</pre>" for text in unread)
        yield "</section>"


def _feature(records: list[Record], name: str) -> Iterator[str]:
    feature: Heading = records[0].feature
    yield f'<section id="{name}" lang="{_shown(feature.language)}">'
    yield f"<h2>{_shown(feature.name)}</h2>"
    yield f'<p class="file">{_shown(feature.place.file)}{_tags(feature.tags)}</p>'
    yield from _paragraph(feature.descriptions)
    for record in records:
        yield from _scenario(record)
    yield "</section>"


def _scenario(record: Record) -> Iterator[str]:
    scene = record.scene
    yield f'<article class="{record.outcome}">'
    yield f'<h3>{_shown(scene.name)} <span class="outcome">{record.outcome}</span></h3>'
    own = [tag for tag in record.tags if tag not in record.feature.tags]
    yield f'<p class="file">line {scene.place.line}{_tags(own)}</p>'
    yield from _paragraph(record.descriptions)
    yield '<ol class="steps">'
    for step, mark in zip(scene.steps, marks(record), strict=True):
        yield from _step(step, mark)
    yield "</ol>"
    yield from _failure(record)
    yield "</article>"


def marks(record: Record) -> Iterator[str]:
    """The mark of each of its steps."""
    broke = record.scene.held if record.broke else -1
    for number, _ in enumerate(record.scene.steps):
        yield BROKE if number == broke else HELD if number < record.scene.held else UNREACHED


def _step(step: StepLine, mark: str) -> Iterator[str]:
    name, aloud = MARKS[mark]
    told = f'<span class="keyword">{_shown(step.keyword)}</span> {_shown(step.text)}'
    yield f'<li class="{name}"><span class="mark" role="img" aria-label="{aloud}">{mark}</span>'
    yield told
    if step.table is not None:
        yield from _table(step.table)
    if step.doc is not None:
        yield f"<pre>{_shown(step.doc)}</pre>"
    yield "</li>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    for number, row in enumerate(table.lines):
        tag = "td" if number else "th"
        cells = "".join(f"<{tag}>{_shown(cell.text)}</{tag}>" for cell in row)
        yield f"<tr>{cells}</tr>"
    yield "</table>"


def _failure(record: Record) -> Iterator[str]:
    if record.outcome == "failed":
        yield "<details open><summary>What happened</summary>"
        yield f"<pre>{_shown(_text(record.page))}</pre></details>"
    elif record.message:
        yield f"<p>{_shown(record.message)}</p>"


def _shown(text: str) -> str:
    """A text as the page has it: nothing in it is markup, and nothing hides or turns it round."""
    return "\n".join(escape(visible(line.expandtabs())) for line in text.split("\n"))


def _text(lines: Iterable[Line]) -> str:
    return "\n".join(str(part).rstrip() for line in lines for part in line.wrapped(WIDTH))


def _paragraph(texts: Iterable[str]) -> Iterator[str]:
    told = "<br>\n".join(map(_shown, texts))
    if told:
        yield f"<p>{told}</p>"


def _tags(tags: Iterable[str]) -> str:
    told = " ".join(f"@{tag}" for tag in tags)
    return f' <span class="tags">{_shown(told)}</span>' if told else ""
