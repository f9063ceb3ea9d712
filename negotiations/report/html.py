"""Pages for notebooks, as pure functions: what a process, a trace, a run and a frame show.

Everything that a log or a rulebook says is escaped; the pages need no style sheet and no script.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from html import escape
from typing import Any

from negotiations.forecast.frames import Frame
from negotiations.model.process import PeaceProcess
from negotiations.model.times import days, show
from negotiations.report.lines import visible
from negotiations.runs import Run
from negotiations.trace import Reason, Trace

MOST_REASONS = 40
MOST_ROWS = 10
SHOWN_COLUMNS = 12


@singledispatch
def page(shown: object) -> str:
    """The page of something; raises TypeError for what has none."""
    raise TypeError(f"there is no page for {type(shown).__name__}")


@page.register
def process_page(process: PeaceProcess) -> str:
    """Where a process stands: its regions, and the positions of the parties."""
    regions = [(r.key, r.phase) for r in process.regions.values() if r.since is not None]
    positions = [
        (party, issue, f"{position.stated:g}")
        for (party, issue), position in sorted(process.positions.items())
    ]
    return _section(
        process.case.title,
        _table(("region", "phase"), regions),
        _table(("party", "issue", "position"), positions),
    )


@page.register
def trace_page(trace: Trace) -> str:
    """The last reasons of a trace, the newest last."""
    reasons = trace.reasons[-MOST_REASONS:]
    left = len(trace) - len(reasons)
    title = f"{len(trace)} reasons" + (f", the last {len(reasons)} of them" if left else "")
    return _section(title, _table(("known at (UTC)", "event", "rule", "change"),
                                  map(_reason_cells, reasons)))  # fmt: skip


@page.register
def run_page(run: Run) -> str:
    """A run's likelihoods as of its last moment, what weighs most, and where the process stands."""
    at = "nothing is known yet" if run.now is None else f"as of {show(run.now, run.case.day_zone)}"
    return _section(f"{run.case.title}, {at}", *_signal(run), process_page(run.process))


@page.register
def frame_page(frame: Frame) -> str:
    """The first rows and columns of a frame, and what it was made of."""
    names = frame.names[:SHOWN_COLUMNS]
    rows = frame.table.slice(0, MOST_ROWS).select(list(names)).to_pylist()
    title = f"A frame of {len(frame):,} rows and {len(frame.names)} columns"
    made_of = [(name, value) for name, value in frame.fingerprint.items() if value]
    return _section(title, _table(names, (row.values() for row in rows)),
                    _table(("made of", ""), made_of))  # fmt: skip


def _signal(run: Run) -> Iterator[str]:
    """The probability of what is asked by horizon, and the heaviest pieces of evidence."""
    question = run.process.question()
    if question is None or run.now is None or question not in run.case.bases:
        yield _paragraph("No likelihood: nothing is asked now, or the case gives no base rate.")
        return
    read = [(h, run.likelihood(h, question=question, warned=False)) for h in run.case.horizons]
    cells = [(f"{h} days", f"{100 * p:.1f} %") for h, p in read if p is not None]
    yield _table((f"P({question}) within", ""), cells)
    strongest = run.state.ledger.strongest(5, _days(run), question)
    weights = [(f"{each.nats:+.3f}", each.piece.rule, each.piece.event) for each in strongest]
    yield _table(("nats", "rule", "event"), weights)


def _days(run: Run) -> float:
    """When the ledger can be read: now, and not before what was posted last."""
    assert run.now is not None, "asked only of a run that knows something"
    return max(days(run.now), run.state.ledger.now)


def _reason_cells(reason: Reason) -> tuple[str, ...]:
    known = f"{reason.known_at:%Y-%m-%d %H:%M}"
    return known, reason.event, reason.rule or "", reason.change.told()


def _section(title: str, *parts: str) -> str:
    return f"<div><p><b>{_text(title)}</b></p>{''.join(parts)}</div>"


def _paragraph(text: str) -> str:
    return f"<p>{_text(text)}</p>"


def _table(names: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """A table; nothing where it has no rows."""
    body = [f"<tr>{''.join(f'<td>{_text(cell)}</td>' for cell in row)}</tr>" for row in rows]
    head = "".join(f"<th>{_text(name)}</th>" for name in names)
    return (
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"
        if body
        else ""
    )


def _text(value: Any) -> str:
    return "" if value is None else escape(visible(str(value)))
