"""What holds for every table: order and form are nothing, no row knows the future."""

from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from dyads import (
    BOOK,
    Raw,
    made,
    read,
    tables,
    template,
    write_csv,
    write_jsonl,
    write_parquet,
)  # fmt: skip
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiations.log.reading import log_of
from negotiations.model.case import Case
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Name, Names, shapes
from negotiations.model.times import read_instant, zone
from negotiations.outcomes.questions import Question
from negotiations.panels.cells import Layout
from negotiations.panels.columns import phase
from negotiations.panels.templates import Seen, template_at
from negotiations.runs import Run, replay

ISTANBUL = zone("Europe/Istanbul")


def panel_of(rows: list[Raw], **options: Any) -> list[Raw]:
    """The rows of a panel made of a table; bad rows are left out."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        events = write_jsonl(folder / "events.jsonl", rows)
        made(folder, events, on_bad_row=lambda _: None, **options)
        return read(folder / "out.parquet")


@settings(max_examples=15)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_nothing(rows: list[Raw], random: Any) -> None:
    """However the rows of a table are shuffled, the bytes are the same."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        ignoring: dict[str, Any] = {"on_bad_row": lambda _: None}
        first = made(folder, write_jsonl(folder / "a.jsonl", rows), **ignoring)
        random.shuffle(rows)
        assert made(folder, write_jsonl(folder / "b.jsonl", rows), **ignoring) == first


@settings(max_examples=15)
@given(tables())
def test_the_form_of_a_table_is_nothing(rows: list[Raw]) -> None:
    """The same table as CSV, JSON lines or Parquet gives the same bytes."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        forms = (
            write_jsonl(folder / "a.jsonl", rows),
            write_csv(folder / "a.csv", rows),
            write_parquet(folder / "a.parquet", rows),
        )
        assert len({made(folder, form, on_bad_row=lambda _: None) for form in forms}) == 1


@settings(max_examples=25)
@given(tables(), st.integers(0, 80), st.sampled_from(["day", "week", "month"]))
def test_no_row_knows_the_future(rows: list[Raw], day: int, freq: str) -> None:
    """A table cut at any moment gives the rows that end by then as the whole table does."""
    cut = f"2025-{1 + day // 28:02}-{1 + day % 28:02}"
    at = read_instant(cut, ISTANBUL)
    earlier = [row for row in rows if read_instant(row["known_at"], ISTANBUL) <= at]
    whole = [row for row in panel_of(rows, freq=freq, until="2025-03-31") if row["end"] <= at]
    assert whole == panel_of(earlier, freq=freq, until=cut)


@settings(max_examples=15)
@given(tables(), st.sampled_from(["week", "month"]))
def test_a_row_is_what_a_replay_says(rows: list[Raw], freq: str) -> None:
    """Each row equals a replay of its process as of the period's end, with the case so far."""
    for row in panel_of(rows, freq=freq):
        run = replayed(rows, row["dyad"], row["end"])
        assert {**row, **told_by(run, row["start"])} == row


@settings(max_examples=15)
@given(tables(), st.sampled_from([None, "2025-06-30"]))
def test_outcomes_are_what_questions_say(rows: list[Raw], covers: str | None) -> None:
    """Each cell is how a question that is asked at the row's end resolves; nothing else changes."""
    found = panel_of(rows, freq="week", outcomes=True, covers=covers)
    bare = [{k: v for k, v in row.items() if not k.startswith("outcome_")} for row in found]
    assert bare == panel_of(rows, freq="week")
    for row in found:
        case, good = case_and_records(rows, row["dyad"], row["end"].max.replace(tzinfo=UTC))
        log = log_of(case, good)
        for kind, horizon in product(("onset", "collapse"), (30, 90)):
            asked = Question(kind=kind, asked=row["end"], within=horizon)
            answer = asked.resolve(log, covers=covers) if kind == row["question"] else None
            told = (None, None) if answer is None else (answer.outcome, answer.known_at)
            name = f"outcome_{kind}_{horizon}"
            assert (row[name], row[f"{name}_known_at"]) == told


def replayed(rows: list[Raw], dyad: str, end: datetime) -> Run:
    """The replay of one dyad up to a moment, made without the panel's own machinery."""
    case, good = case_and_records(rows, dyad, end)
    return replay(log_of(case, good), BOOK, as_of=end)


def case_and_records(rows: list[Raw], dyad: str, end: datetime) -> tuple[Case, list[Raw]]:
    """The case of one dyad as it was drawn by then, and its good records."""
    layout, seen = Layout(("dyad",), frozenset()), Seen()
    own = [layout.record(row) for row in rows if row["dyad"] == dyad]
    known = [raw for raw in own if read_instant(raw["known_at"], ISTANBUL) <= end]
    known.sort(key=lambda raw: raw["known_at"])
    with TemporaryDirectory() as name:
        frame = template_at(template(Path(name)))
    good = [raw for raw in known if raw["id"] not in bad_ids(frame, known)]
    for raw in good:
        seen.see(raw)
    return frame.case_of((dyad,), seen, seen.size), good


def bad_ids(frame: Any, known: list[Raw]) -> set[str]:
    """The records that a log of them all leaves out."""
    seen, bad = Seen(), set[str]()
    for raw in known:
        seen.see(raw)
    case = frame.case_of(("x",), seen, seen.size)

    def note(trouble: Any) -> None:
        bad.add(known[trouble.problems[0].place.line - 1]["id"])

    replay(log_of(case, known, on_trouble=note), BOOK)
    return bad


def told_by(run: Run, start: datetime) -> Raw:
    """What of a row can be read off a run."""
    process, question = run.process, run.process.question()
    own = [reason for reason in run.trace if reason.known_at >= start]
    fired = {(r.rule, r.event, r.roles) for r in own if r.rule is not None}
    last = max((BOOK.rule(name).written for name, _, _ in run.trace.firings()), default=None)
    assert run.now is not None
    told = {
        "talks": phase(process, "talks"), "question": question, "firings": len(fired),
        "open_preconditions": len(process.open_preconditions()),
        "open_conflicts": len(process.open_conflicts()),
        "hindsight_rules": last is not None and last > run.now.astimezone(ISTANBUL).date(),
    }  # fmt: skip
    for asked in ("onset", "collapse"):
        for horizon in (30, 90):
            read = run.likelihood(horizon, question=asked, warned=False)
            told[f"p_{asked}_{horizon}"] = None if read is None else round(read, 9)
    return told


NAMING = [
    (kind, field, shape.of)
    for kind, cls in KINDS.items()
    for field, shape in shapes(cls).items()
    if isinstance(shape, Name | Names)
]


@pytest.mark.parametrize(("kind", "field", "of"), NAMING)
def test_a_case_drawn_from_events_declares_whom_they_name(kind: str, field: str, of: str) -> None:
    """Each field that names someone or something is looked at, or one could be a stranger to it."""
    seen = Seen()
    seen.see({"kind": kind, field: "newcomer"})
    case = template_at(None).case_of(("x",), seen, seen.size)
    assert "newcomer" in case.names(of)
