"""The trace for other programs: JSON lines and CSV."""

import csv as tables
import io
import json
from datetime import UTC, datetime
from math import inf

import logs
from hypothesis import given

from negotiations.log.reading import log_of
from negotiations.model.changes import Change, Disputed, Heard, Reread, Settled, Weighed
from negotiations.parameters import Roles
from negotiations.place import Place
from negotiations.report.exports import csv, jsonl
from negotiations.runs import replay
from negotiations.trace import Reason

NOON = datetime(2025, 1, 2, 9, tzinfo=UTC)
ROLES = Roles(actor="ruritania", recipient="freedonia")


def because(change: Change, rule: str | None = None, roles: Roles = Roles()) -> Reason:
    return Reason("wave", "strike", NOON, change, rule, roles, Place("rules/heavy.yaml", 3))


def test_a_reason_is_one_json_object_with_keys_in_order() -> None:
    """The reason first, then the change as it is; places are of this checkout, so they stay out."""
    weighed = Weighed("onset", "battlefield", -1 / 3, 14.0, 0.1 + 0.2)
    assert list(jsonl([because(weighed, "heavy", ROLES)])) == [
        '{"known_at": "2025-01-02T09:00:00+00:00", "event": "wave", "kind": "strike", '
        '"rule": "heavy", "roles": {"actor": "ruritania", "recipient": "freedonia"}, '
        '"change": "weighed", "question": "onset", "group": "battlefield", '
        '"nats": -0.333333333, "half_life": 14.0, "quality": 0.3, "counted": true, '
        '"replaces": null}'
    ]


def test_pairs_are_lists() -> None:
    """A likelihood is its horizons with their probabilities, to 9 decimals."""
    (told,) = jsonl([because(Reread("onset", ((90, 0.12),), ((90, 0.1234567891),)))])
    assert json.loads(told)["before"] == [[90, 0.12]]
    assert json.loads(told)["after"] == [[90, 0.123456789]]


def test_a_half_life_without_end_is_null() -> None:
    """JSON has no infinity."""
    (told,) = jsonl([because(Weighed("onset", "terms", -0.0, inf, 1.0))])
    assert '"nats": 0.0, "half_life": null' in told


def test_what_steers_a_terminal_is_escaped_in_json_and_comes_back() -> None:
    """The text read back is the log's own; no escape or control character is in the line."""
    nasty = "red \x1b[31m \x9b1m \x7f \u202eback\nnew é"
    (told,) = jsonl([because(Heard(nasty, "2025-01-02", 0.5))])
    assert json.loads(told)["what"] == nasty
    assert told.isprintable()
    assert "é" in told


def test_a_broken_surrogate_can_still_be_written() -> None:
    """UTF-8 has no lone surrogate, so it stands as an escape."""
    (told,) = jsonl([because(Heard("\ud800", "2025-01-02", 0.5))])
    assert b"\\ud800" in told.encode()


def test_rows_have_flat_columns() -> None:
    """Before and after where a change has them, and the change in words."""
    rows = list(
        csv(
            [
                because(Settled("freedonia", "truce-terms", 85.0, 86.8), "heavy", ROLES),
                because(Reread("onset", ((30, 0.042), (90, 0.12)), ())),
            ]
        )
    )
    assert rows == [
        "known_at,event,kind,rule,roles,change,subject,before,after,told",
        "2025-01-02T09:00:00+00:00,wave,strike,heavy,"
        '"actor ruritania, recipient freedonia",settled,freedonia on truce-terms,85.0,86.8,'
        "freedonia on truce-terms: 85 → 86.8",
        "2025-01-02T09:00:00+00:00,wave,strike,,,reread,onset,30=0.042;90=0.12,,"
        '"onset is no longer asked (was 30 d 4.2 %, 90 d 12.0 %)"',
    ]


def test_a_row_is_a_line() -> None:
    """Line breaks and escapes in a text stand as escapes."""
    claims = (("a,b", "one\ntwo"), ('"c"', "\x1b[2J"))
    (_, row) = csv([because(Disputed("wave", "starts", claims))])
    assert row.isprintable()
    assert next(tables.reader([row]))[-1] == (
        r'open conflict over starts: one\ntwo (a,b) / \x1b[2J ("c")'
    )


@given(logs.logs())
def test_two_replays_give_the_same_lines_and_every_line_can_be_read(
    records: list[dict[str, object]],
) -> None:
    """On random logs: equal bytes, one JSON object and one row of ten cells for each reason."""
    runs = [replay(log_of(logs.case(), records), logs.rules()) for _ in range(2)]
    as_json, as_csv = ([list(form(run.trace)) for run in runs] for form in (jsonl, csv))
    assert as_json[0] == as_json[1]
    assert as_csv[0] == as_csv[1]
    assert [json.loads(text)["event"] for text in as_json[0]] == [r.event for r in runs[0].trace]
    assert {len(row) for row in tables.reader(io.StringIO("\n".join(as_csv[0])))} == {10}
