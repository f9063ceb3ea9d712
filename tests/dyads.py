"""Tables of many small processes, in any form, and the panels made of them."""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st
from logs import RULES

from negotiations.notation import read_yaml
from negotiations.panels.running import panel
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.reading import rules_from

QUIET = b"""
rule: quiet-party
means: A party has held its fire.
may_mislead: It may not have been told of.
basis: expert
written: 2025-02-10
when: {strike: {}}
given:
  count: {of: strike, by: each, within: 14 days, at_most: 0}
then:
  - weigh: {group: talks, word: slight for, half_life: 14 days}
"""
"""A rule about every party, so that it matters who is one."""

RULES_TOLD = [*RULES, QUIET]
BOOK: Rulebook = rules_from([read_yaml(r, f"rule-{n}.yaml") for n, r in enumerate(RULES_TOLD)])
TEMPLATE = """
zone: Europe/Istanbul
likelihood:
  onset: {probability: 0.12, horizon: 90 days, as_of: 2025-02-01}
  collapse: {probability: 0.186, horizon: 90 days}
  horizons: [30, 90]
"""
DYADS = ("north", "south", "10", "9")
Raw = dict[str, Any]


def event(number: int, dyad: str, day: int, kind: str, **more: Any) -> Raw:
    """A row about two parties of a dyad, known on that day of January to March 2025."""
    month, day = 1 + day // 28, 1 + day % 28
    date = f"2025-{month:02}-{day:02}"
    who = {"actor": [f"{dyad} gov"], "recipient": [f"{dyad} rebels"]}
    row = {"dyad": dyad, "id": f"e{number}", "kind": kind, "occurred": date, "known_at": date}
    return row | who | more


def strike(number: int, dyad: str, day: int, launched: int = 60, **more: Any) -> Raw:
    return event(number, dyad, day, "strike", launched=launched, **more)


@st.composite
def tables(draw: st.DrawFn, most: int = 14) -> list[Raw]:
    """Rows of a few dyads, with newcomers, ceasefires, corrections and retractions among them."""
    rows: list[Raw] = []
    for number in range(draw(st.integers(1, most))):
        dyad, day = draw(st.sampled_from(DYADS)), draw(st.integers(0, 80))
        rows.append(draw(one_row(number, dyad, day, rows)))
    return rows


@st.composite
def one_row(draw: st.DrawFn, number: int, dyad: str, day: int, earlier: list[Raw]) -> Raw:
    kind = draw(st.sampled_from(["strike", "statement", "round", "ceasefire", "later"]))
    newcomer = draw(st.sampled_from([{}, {}, {"actor": [f"{dyad} militia"]}]))
    if kind == "later":
        own = [each for each in earlier if each["dyad"] == dyad and "of" not in each]
        return draw(amendment(number, own, day)) if own else strike(number, dyad, day)
    more: dict[str, Any] = {
        "strike": {"launched": draw(st.sampled_from([10, 60])), "munition": "drone"},
        "statement": {"issue": draw(st.sampled_from(["truce-terms", "land"])), "stance": "willing"},
        "round": {"status": draw(st.sampled_from(["planned", "convened", "adjourned"]))},
        "ceasefire": {
            "ceasefire": "truce", "scope": "general", "class": "preliminary",
            "declaration": "bilateral",
            "status": draw(st.sampled_from(["declared", "in_effect", "violated", "ended"])),
        },
    }[kind]  # fmt: skip
    return event(number, dyad, day, kind, **more, **newcomer)


@st.composite
def amendment(draw: st.DrawFn, number: int, own: list[Raw], day: int) -> Raw:
    of = draw(st.sampled_from(own))
    later = {**of, "known_at": max(of["known_at"], event(0, "", day, "")["known_at"])}
    head = {key: later[key] for key in ("dyad", "known_at")} | {"id": f"e{number}", "of": of["id"]}
    if of["kind"] == "strike" and draw(st.booleans()):
        return head | {"kind": "correction", "set": {"launched": 70, "actor": ["late name"]}}
    return head | {"kind": "retraction"}


# --- tables on disk


def write_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def columns(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(["dyad", *(name for row in rows for name in row)]))


def written(value: Any) -> str:
    """A value as one writes it in a cell."""
    if isinstance(value, dict):
        return json.dumps(value)
    return ";".join(value) if isinstance(value, list) else str(value)


def write_csv(path: Path, rows: list[Raw]) -> Path:
    names = columns(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(
            [written(row[name]) if name in row else "" for name in names] for row in rows
        )
    return path


def write_parquet(path: Path, rows: list[Raw]) -> Path:
    """Lists and numbers as columns of their type; a correction's values as JSON."""
    plain = [
        {name: json.dumps(v) if isinstance(v, dict) else v for name, v in row.items()}
        for row in rows
    ]
    cells = {name: [row.get(name) for row in plain] for name in columns(rows)}
    pq.write_table(pa.table(cells), path, row_group_size=5)
    return path


def template(folder: Path, text: str = TEMPLATE) -> Path:
    path = folder / "template.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def made(folder: Path, events: Path, name: str = "out.parquet", **options: Any) -> bytes:
    """The bytes of a panel of these events, and nothing left beside them."""
    options = {"rules": BOOK, "workers": 1} | options
    if "case" not in options:
        options["case"] = template(folder)
    panel(events, "dyad", folder / name, **options)
    assert not list(folder.glob("*.panel-work"))
    return (folder / name).read_bytes()


def read(path: Path) -> list[Raw]:
    """The rows of a panel."""
    rows: list[Raw] = pq.read_table(path).to_pylist()
    return rows


def many_rows(dyads: int = 12) -> list[Raw]:
    """Rows of some dyads, in no order; a panel of days up to 2026 makes several parts of them."""
    names = [f"dyad {number}" for number in range(dyads)]
    kinds = (10, 60, 60)
    rows = [
        strike(10 * n + k, name, (7 * n + 13 * k) % 60, launched)
        for n, name in enumerate(names)
        for k, launched in enumerate(kinds)
    ]
    return sorted(rows, key=lambda row: row["id"][::-1])


def rules_folder(folder: Path) -> Path:
    """The rulebook as files."""
    (folder / "rules").mkdir()
    for number, rule in enumerate(RULES_TOLD):
        (folder / "rules" / f"rule-{number}.yaml").write_bytes(rule)
    return folder / "rules"
