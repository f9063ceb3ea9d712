"""A made log: JSON lines shaped like those of a real war, in order of `known_at`.

Of any length, streamed. A longer log of the same seed begins with the shorter one.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec

from benchmarks.workloads.case import CASE, VOICES
from benchmarks.workloads.fighting import FIGHTING, Record, pick
from benchmarks.workloads.talking import SERIES, SINGLE

SEED = 20250602
START = datetime(2022, 2, 24, 4, 0, tzinfo=UTC)
GAP = 946.0
"""Mean seconds from one record to the next: 100,000 in three years."""

TALKS_AND_WAR = {
    "strike": 4500, "ground_fighting": 2500, "interception": 1500, "loss": 500, "statement": 700,
    "delegation": 60, "round": 60, "market": 50, "assessment": 40, "agreement": 40, "demand": 25,
    "proposal": 25,
}  # fmt: skip
"""Kinds of record by frequency."""

WITH_CEASEFIRES = {**TALKS_AND_WAR, "ceasefire": 8}

PLACES = ("Aldburg", "Brenn", "Castle Hill", "Drava crossing", "Eastmark", "Fenn", "Grauwald")
SPOKEN = {"agency": 30, "monitors": 14, "arcadia-press": 10, "local-press": 20,
          "ruritania-army": 10, "freedonia-army": 9, "social-media": 5, "hearsay": 2}  # fmt: skip
CREDIBILITY = {"1": 10, "2": 38, "3": 30, "4": 9, "5": 2, "6": 7, "": 4}
assert SPOKEN.keys() == VOICES.keys()


def lines(
    count: int,
    *,
    seed: int = SEED,
    mix: Mapping[str, int] = TALKS_AND_WAR,
    gap: float = GAP,
    start: datetime = START,
) -> Iterator[bytes]:
    """So many records, one a line."""
    encode = msgspec.json.Encoder().encode
    for record in records(count, seed=seed, mix=mix, gap=gap, start=start):
        yield encode(record) + b"\n"


def records(
    count: int,
    *,
    seed: int = SEED,
    mix: Mapping[str, int] = TALKS_AND_WAR,
    gap: float = GAP,
    start: datetime = START,
) -> Iterator[Record]:
    """So many records as plain data, *gap* seconds apart on average."""
    random = Random(seed)
    series = {kind: make(random) for kind, make in SERIES.items()}
    known_at, kinds = start, dict(mix)
    for number in range(count):
        kind = pick(random, kinds)
        known_at = _later(random, known_at, gap)
        made = next(series[kind]) if kind in series else (FIGHTING | SINGLE)[kind](random)
        yield _framed(random, f"e{number:07d}", kind, known_at, made)


def write(folder: Path, count: int, **options: object) -> Path:
    """A case folder with its case and so long a log; the log's path."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.yaml").write_text(CASE + "\nlogs: [log.jsonl]\n")
    path = folder / "log.jsonl"
    with path.open("wb") as file:
        file.writelines(lines(count, **options))  # type: ignore[arg-type]
    return path


def _later(random: Random, before: datetime, gap: float) -> datetime:
    """When the next record became known; some sources give the minute only, which makes ties."""
    moment = before + timedelta(seconds=int(random.expovariate(1 / gap)))
    return max(before, moment.replace(second=0)) if random.random() < 0.4 else moment


def _framed(random: Random, id: str, kind: str, known_at: datetime, made: Record) -> Record:
    lag = timedelta(minutes=int(random.lognormvariate(4.0, 1.4)))
    occurred = min((known_at - lag).replace(second=0), known_at)
    frame: Record = {
        "id": id,
        "kind": kind,
        "occurred": _text(occurred),
        "known_at": _text(known_at),
    }
    place = {}
    if kind in FIGHTING and random.random() < 0.3:
        place = {"location": PLACES[int(random.random() * len(PLACES))]}
    return {**frame, **made, **place, "sources": _sources(random)}


def _text(moment: datetime) -> str:
    return moment.isoformat()[:19] + "Z"


def _sources(random: Random) -> list[Record]:
    point = random.random()
    many = 1 if point < 0.76 else 2 if point < 0.96 else 3
    return [
        _graded(random, name) for name in dict.fromkeys(pick(random, SPOKEN) for _ in range(many))
    ]


def _graded(random: Random, name: str) -> Record:
    grade = pick(random, CREDIBILITY)
    return {"source": name, "credibility": int(grade)} if grade else {"source": name}
