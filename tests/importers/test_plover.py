"""PLOVER's records: the array of its examples, and JSON lines in the words of its manual."""

import json
from pathlib import Path

from negotiations.importers import plover
from negotiations.importers.codes import by_plover

SLICE = Path(__file__).with_name("data") / "plover-gsr.json"


def test_every_record_is_accounted_for() -> None:
    """Events are the records whose event and mode are a kind; the rest is counted."""
    raw = json.loads(SLICE.read_text("utf-8"))
    made = plover(SLICE, known_lag="1 day")
    kindly = [each["id"] for each in raw if (each["event"], each.get("mode") or "") in by_plover()]
    assert sorted(kindly) == sorted(record["id"] for record in made)
    assert made.counts.rows == len(raw) == made.counts.events + made.counts.left_out
    assert made.counts.assumed == len(made)


def test_the_dead_are_counted_where_a_number_is_given() -> None:
    """The sum of the dead is that of the raw file, over the kinds that count them."""
    raw = {each["id"]: each for each in json.loads(SLICE.read_text("utf-8"))}
    made = plover(SLICE, known_lag="1 day").records
    counted = {each["id"]: each.get("killed", each.get("deaths")) for each in made}
    assert any(counted.values())
    for id, number in counted.items():
        if by_plover()[raw[id]["event"], raw[id].get("mode") or ""].kind != "statement":
            assert number == raw[id].get("dead")


def lines(folder: Path, *records: object) -> Path:
    file = folder / "events.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")
    return file


def test_the_words_of_the_manual_are_read(tmp_path: Path) -> None:
    """actor and recipient are lists, an end date makes an interval, deaths in words are unknown."""
    file = lines(tmp_path, {
        "id": "e1", "date": "2021-03-01", "enddate": "2021-03-03", "event": "ASSAULT",
        "mode": "drone", "actor": [{"code": "AAA", "sector": "MIL"}, {"code": "BBB"}],
        "recipient": [{"code": "CCC"}], "dead": "scores", "event_loc": {"name": "Zenda"},
    })  # fmt: skip
    parties = {"a": ["AAA"], "c": "CCC", "b": "BBB"}
    assert plover(file, known_lag="2 days", parties=parties).records == [
        {
            "id": "e1", "kind": "strike", "occurred": "2021-03-01/2021-03-03",
            "known_at": "2021-03-05", "known_basis": "assumed", "actor": ["a", "b"],
            "recipient": ["c"], "munition": "drone", "location": "Zenda", "killed": "unknown",
            "note": "PLOVER ASSAULT drone", "sources": [{"source": "plover"}],
        }
    ]  # fmt: skip


def test_bad_records_are_told(tmp_path: Path) -> None:
    """An event that PLOVER doesn't have, a date that isn't one, actors that aren't entities."""
    good = {"id": "e1", "date": "2021-03-01", "event": "ASSAULT", "mode": "drone"}
    file = lines(
        tmp_path, {**good, "event": "ASAULT"}, {**good, "date": "March"}, {**good, "target": "all"}
    )
    assert [
        str(each).removeprefix(f"{file}:") for each in plover(file, known_lag="1d").problems
    ] == [
        "1:1: no PLOVER event 'ASAULT'; did you mean 'ASSAULT'?",
        "2:1: date: 'March' is not a date such as 2014-09-05",
        "3:1: recipient: a list of mappings is wanted here, not 'all'",
    ]
