"""Daily series: differences of what is cumulative, and a missing report that is not a zero."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import negotiations as ng
from negotiations.importers import daily, mapping_names

DATA = Path(__file__).with_name("data")
TANKS = {"column": "tank", "kind": "loss", "field": "number", "cumulative": "true",
         "with": {"recipient": "russia", "asset": "armour"}}  # fmt: skip
LOSSES = {"source": "mod", "date": "date", "known_lag": "1 day", "series": [TANKS]}
GAZA = {
    "source": "health",
    "date": "report_date",
    "known_lag": "1 day",
    "missing": {"report_source": "missing"},
    "missing_dates": "2023-11-24/2023-12-01",
    "series": [{"column": "killed_cum", "kind": "ground_fighting", "field": "deaths",
                "cumulative": "true"}],
}  # fmt: skip


def test_differences_add_up_to_the_last_number() -> None:
    """From the day it was counted from, the differences sum to the total of the raw file."""
    file = DATA / "russia-losses-equipment.json"
    made = daily(file, mapping=LOSSES | {"series": [TANKS | {"counted_from": "2022-02-24"}]})
    assert sum(each["number"] for each in made) == json.loads(file.read_text("utf-8"))[-1]["tank"]
    assert made.records[0]["occurred"] == "2022-02-24/2022-02-25"
    assert made.records[0]["recipient"] == "russia"


def test_without_a_beginning_the_first_number_tells_no_change() -> None:
    """What had been lost before the series began is not lost on its first day."""
    made = daily(DATA / "russia-losses-equipment.json", mapping=LOSSES)
    assert made.counts.reasons["tank: the first number, so that no change is known"] == 1
    assert made.records[0]["number"] == 146 - 80


def test_a_falling_total_is_a_problem_and_no_event() -> None:
    """On 28 May 2023 the count of tanks fell by two: that is told, and the next day counts on."""
    file = DATA / "russia-losses-equipment-2023.json"
    made = daily(file, mapping=LOSSES)
    raw = {each["date"]: each["tank"] for each in json.loads(file.read_text("utf-8"))}
    [problem] = made.problems
    assert "tank: falls from 3799 on 2023-05-27 to 3797" in problem.what
    line = file.read_text("utf-8").splitlines()[problem.place.line]
    assert line == '"date": "2023-05-28",'
    numbers = {each["occurred"]: each["number"] for each in made}
    assert "2023-05-28" not in numbers
    assert numbers["2023-05-29"] == raw["2023-05-29"] - raw["2023-05-28"]


def test_missing_reports_are_no_zeros() -> None:
    """The truce days filled with 0 are left out, and the next number is of all days since."""
    made = daily(DATA / "gaza-casualties.json", mapping=GAZA)
    days = {each["occurred"]: each["deaths"] for each in made}
    assert days["2023-11-24/2023-12-02"] == 15207 - 14800
    assert made.counts.left_out == 9  # eight days of the truce, and the first, which has no change


def test_a_report_on_several_days_is_of_all_of_them() -> None:
    """A weekly report is an event of seven days, and the sum is that of the raw file."""
    file = DATA / "lebanon-casualties.json"
    series = [{"column": "killed", "kind": "ground_fighting", "field": "deaths"}]
    mapping = {"source": "ocha", "date": "report_date", "hours": "report_period", "series": series}
    made = daily(file, mapping=mapping, known_lag="1 day")
    raw = json.loads(file.read_text("utf-8"))
    assert sum(each["deaths"] for each in made) == sum(each.get("killed", 0) for each in raw)
    assert made.records[0]["occurred"] == "2023-11-15/2023-11-21"


def series_file(folder: Path, rows: list[dict[str, Any]]) -> Path:
    file = folder / "series.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    return file


DAYS = st.lists(st.none() | st.integers(0, 50), min_size=1, max_size=12)


@given(DAYS)
def test_cumulative_and_daily_series_tell_the_same(
    tmp_path_factory: pytest.TempPathFactory, days: list[int | None]
) -> None:
    """Differences of running totals sum to what was counted; gaps only widen the intervals."""
    start, rows, total = date(2024, 1, 1), [], 0
    for number, count in enumerate(days):
        total += count or 0
        told = {} if count is None else {"killed": count, "killed_cum": total}
        rows.append({"day": str(start + timedelta(number)), **told})
    file = series_file(tmp_path_factory.mktemp("daily"), rows)
    series = {"kind": "ground_fighting", "field": "deaths", "zeros": "keep"}
    running = {"column": "killed_cum", "cumulative": "true", "counted_from": str(start)}
    each_day, summed = (
        daily(file, known_lag="0 days",
              mapping={"source": "s", "date": "day", "series": [series | column]}).records
        for column in ({"column": "killed"}, running)
    )  # fmt: skip
    assert [r["deaths"] for r in each_day] == [r["deaths"] for r in summed]
    spans = [r["occurred"].split("/") for r in summed]
    assert [s[-1] for s in spans] == [r["occurred"] for r in each_day]
    assert sum(
        (date.fromisoformat(s[-1]) - date.fromisoformat(s[0])).days + 1 for s in spans
    ) == max((n + 1 for n, count in enumerate(days) if count is not None), default=0)


def test_what_is_counted_apart_is_taken_off(tmp_path: Path) -> None:
    """Bodies recovered that day were not killed that day; more of them than dead is a problem."""
    file = series_file(tmp_path, [
        {"day": "2025-01-23", "killed": 122, "found": 120}, {"day": "2025-01-24", "killed": 5},
        {"day": "2025-01-25", "killed": 1, "found": 2}, {"day": "2025-01-26", "killed": "many"},
    ])  # fmt: skip
    series = {"column": "killed", "less": "found", "kind": "ground_fighting", "field": "deaths",
              "bound": "≥"}  # fmt: skip
    made = daily(file, known_lag="1d", mapping={"source": "s", "date": "day", "series": [series]})
    assert [each["deaths"] for each in made] == ["≥2", "≥5"]
    assert [each.what for each in made.problems] == [
        "killed: more is to be taken off than there is: -1 is left",
        "killed: not a number: 'many'",
    ]


def test_a_day_out_of_order_is_a_problem(tmp_path: Path) -> None:
    """Differences mean nothing out of order, so that such a row is refused."""
    rows = [{"date": day, "tank": 1} for day in ("2024-01-02", "2024-01-01", "soon")]
    made = daily(series_file(tmp_path, rows), mapping=LOSSES)
    assert [each.what for each in made.problems] == [
        "2024-01-01 does not come after 2024-01-02, the row before it",
        "date: 'soon' is not a date such as 2023-11-24",
    ]


def test_a_mapping_is_checked_before_a_row_is_read(tmp_path: Path) -> None:
    """Everything wrong with a mapping is told at its place, with what was meant."""
    file = tmp_path / "map.yaml"
    file.write_text(
        "source: s\ndate: day\nseries:\n"
        "  - {column: a, kind: los, field: number}\n"
        "  - {column: b, kind: loss, field: numbr, with: {asst: x}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ng.Unreadable) as refused:
        daily(DATA / "gaza-casualties.json", mapping=file, known_lag="1d")
    told = [str(each).removeprefix(f"{file}:") for each in refused.value.problems]
    assert told[0].startswith("4:17: unknown word 'los'; did you mean 'loss'?")
    assert told[1].startswith("5:29: a loss counts no 'numbr'")
    assert told[2].startswith("5:50: a loss has no field 'asst'; did you mean 'asset'?")


def test_nobody_says_when_it_became_known() -> None:
    """Without a lag in the mapping or beside it nothing is imported."""
    mapping = {key: value for key, value in LOSSES.items() if key != "known_lag"}
    with pytest.raises(ValueError, match="known isn't told"):
        daily(DATA / "russia-losses-equipment.json", mapping=mapping)


def test_a_column_that_no_row_has_is_remarked() -> None:
    """A slip in a column's name is no silence."""
    made = daily(DATA / "russia-losses-equipment.json",
                 mapping=LOSSES | {"series": [TANKS, TANKS | {"column": "tnk"}]})  # fmt: skip
    assert [each.what for each in made.remarks] == ["no row has a number in 'tnk'"]


@pytest.mark.parametrize("name", mapping_names())
def test_packaged_mappings_fit_what_they_are_for(name: str, tmp_path: Path) -> None:
    """Each is read by its name, and makes of its series what the raw file says, and no problem."""
    file = DATA / f"{name}.json"
    if not file.exists():
        first = {"date": "2022-02-25", "personnel": 2800}
        file = series_file(tmp_path, [first, {"date": "2022-02-26", "personnel": 4300}])
    made = daily(file, mapping=name, known_lag="1 day")
    raw = json.loads(file.read_text("utf-8"))
    told = [each["deaths" if name.endswith("casualties") else "number"] for each in made]
    assert made.problems == ()
    if name == "russia-losses-personnel":
        assert told == ["≈2800", "≈1500"]
    elif name == "russia-losses-equipment":
        tanks = [each["number"] for each in made if "staff-tank-" in each["id"]]
        assert sum(tanks) == raw[-1]["tank"]
        assert {each["asset"] for each in made} > {"armour", "artillery", "aircraft", "ship"}
    else:
        reported = [row for row in raw if row.get("report_source") != "missing"]
        told_raw = [row.get("killed", 0) - row.get("killed_recovered", 0) for row in reported]
        assert sum(told) == sum(told_raw)


def test_a_report_that_is_missing_needs_no_hours(tmp_path: Path) -> None:
    """Days of no report have 0 hours in some series: they are left out, and no problem."""
    file = series_file(
        tmp_path,
        [
            {"report_date": "2024-08-10", "report_period": 24, "killed": 9},
            {"report_date": "2024-08-11", "report_period": 0, "killed": 0},
        ],
    )
    made = daily(file, mapping="gaza-casualties", known_lag="1 day")
    assert (len(made), made.counts.left_out, made.problems) == (1, 1, ())


def test_a_mapping_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Neither a file nor one that comes with the package: the nearest name is."""
    file = series_file(tmp_path, [])
    with pytest.raises(ng.Unreadable, match="did you mean 'gaza-casualties'"):
        daily(file, mapping="gaza-casualtys", known_lag="1 day")
