"""Frames: what was known of a process when a period ended, beside what came of it."""

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import attrs
import polars
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from commands import case_folder, run
from ruritania import CASE, rulebook

import negotiations as ng
from negotiations.forecast.columns import described
from negotiations.log.reading import Log, log_of

STRIKE = {"kind": "strike", "actor": "freedonia", "recipient": "ruritania", "launched": 10}


def strike(number: int, day: str, known: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": f"s{number}", "occurred": day, "known_at": known or day, **(STRIKE | more)}


def log(*records: dict[str, Any], name: str = "example") -> Log:
    return log_of(attrs.evolve(CASE, id=name), records)


@pytest.fixture(scope="module")
def rules() -> ng.Rulebook:
    return ng.read_rules(ng.folder("rules"))


@pytest.fixture(scope="module")
def both(rules: ng.Rulebook) -> ng.Frame:
    """The two packaged cases by week."""
    return ng.frame(["minsk-2014", "istanbul-2025"], rules)


def test_a_row_is_what_a_replay_as_of_its_end_says(both: ng.Frame, rules: ng.Rulebook) -> None:
    """Phases, positions, likelihood and its groups of evidence, on both cases."""
    for row in both.rows()[::24]:
        run = ng.replay(ng.read_log(ng.seed(row["process"]) or ""), rules, as_of=row["end"])
        asked = run.process.question()
        assert row["question"] == asked
        for (party, issue), held in run.process.positions.items():
            assert row[f"position:{party}:{issue}"] == pytest.approx(held.stated, abs=1e-9)
        if asked is not None:
            found = run.likelihood(90, question=asked, warned=False)
            assert row[f"p_{asked}_90"] == pytest.approx(found, abs=1e-9)
            groups = [row[name] for name in both.names if name.startswith("evidence_")]
            assert sum(groups) == pytest.approx(row["log_hazard_ratio"], abs=1e-8)


def test_counts_are_of_accepted_events_by_their_moments(both: ng.Frame) -> None:
    """Held against the lines of the log, counted here by hand."""
    read = ng.read_log(ng.seed("minsk-2014") or "")
    events = [r for g in read.reading().groups() for r in g.records if r.kind == "round"]
    zone = read.case.day_zone
    rows = [row for row in both.rows() if row["process"] == "minsk-2014"]
    for row in rows[::9]:
        end = row["end"].astimezone(zone).date()
        known = [e.moment.astimezone(zone).date() for e in events if e.known_at <= row["end"]]
        ages = [(end - day).days for day in known]
        assert row["count_round_30d"] == sum(age < 30 for age in ages)
        assert row["count_round_90d"] == sum(age < 90 for age in ages)
        assert row["days_since_round"] == min(ages, default=None)


def test_the_share_of_assumed_times_is_shown(rules: ng.Rulebook) -> None:
    """Told the quick way and the careful way (a claim) alike; unknown before the first event."""
    claimed = {"claims": [{"asserter": "freedonia", "launched": 12}]}
    told = log(strike(1, "2025-01-06", known_basis="assumed"), strike(2, "2025-01-14"),
               strike(3, "2025-01-21", known_basis="assumed", **claimed),
               strike(4, "2025-01-28"))  # fmt: skip
    made = ng.frame(told, rules)
    assert made.table.column("assumed_share").to_pylist() == [1.0, 0.5, 0.666666667, 0.5]
    assert made.table.column("count_strike_30d").to_pylist() == [1, 2, 3, 4]


def test_a_retracted_event_is_counted_until_it_is_retracted(rules: ng.Rulebook) -> None:
    """A count follows what was known: the past is not tidied."""
    gone = {"id": "r", "kind": "retraction", "of": "s1", "known_at": "2025-01-21"}
    made = ng.frame(log(strike(1, "2025-01-06"), strike(2, "2025-01-14"), gone), rules)
    assert made.table.column("count_strike_30d").to_pylist() == [1, 2, 1]


def test_minsk_in_august_is_yes_and_known_on_5_september(rules: ng.Rulebook) -> None:
    """The row of July asks for onset; what came of it stands apart, with its own time."""
    made = ng.frame("minsk-2014", rules, freq="month", horizons=[90])
    (july,) = [row for row in made.rows() if row["period"] == "2014-07"]
    assert (july["question"], july["outcome_onset_90"]) == ("onset", True)
    assert f"{july['outcome_onset_90_known_at']:%Y-%m-%d}" == "2014-09-05"
    early = ng.frame("minsk-2014", rules, freq="month", horizons=[90], as_of="2014-08-31")
    (july,) = [row for row in early.rows() if row["period"] == "2014-07"]
    assert (july["outcome_onset_90"], july["outcome_onset_90_known_at"]) == (None, None)


def test_two_questions_are_never_mixed(both: ng.Frame) -> None:
    """What is not asked at a row's end has neither probability nor outcome."""
    for row in both.rows():
        for question in {"onset", "collapse"} - {row["question"]}:
            cells = {v for n, v in row.items() if f"_{question}_" in n or f"p_{question}" in n}
            assert cells <= {None}


def test_every_column_of_every_frame_is_documented(both: ng.Frame) -> None:
    """By exactly one pattern, whose type, range and emptiness it keeps."""
    for field in both.table.schema:
        fitting = [each for each in ng.columns() if each.fits(field.name)]
        assert len(fitting) == 1, field.name
        assert field.nullable is fitting[0].nullable
        cells = both.table.column(field.name).drop_null().to_pylist()
        assert fitting[0].nullable or len(cells) == len(both)
        if fitting[0].range == "0 to 1":
            assert all(0 <= cell <= 1 for cell in cells)
    with pytest.raises(KeyError):
        described("p_onset_soon")


def test_outcomes_are_kept_apart(both: ng.Frame, rules: ng.Rulebook) -> None:
    """None is a feature, each answer says since when it is known, a frame can do without."""
    assert not set(both.features) & set(both.outcomes)
    answers = [f"outcome_{q}_{h}" for q in ("onset", "collapse") for h in (30, 90, 180)]
    told = tuple(n for v in (*answers, "outcome_onset_seen") for n in (v, f"{v}_known_at"))
    assert both.outcomes == (*told[:-2], "outcome_onset_time", *told[-2:], "outcome_until")
    bare = ng.frame("istanbul-2025", rules, outcomes=False)
    assert not bare.outcomes
    assert not [name for name in bare.names if name.startswith("outcome_")]


def test_times_agree_with_the_answers(both: ng.Frame) -> None:
    """An onset that took so many days is a yes of all longer horizons and a no of the others."""
    asked = [row for row in both.rows() if row["question"] == "onset"]
    for row in asked:
        time, seen = row["outcome_onset_time"], row["outcome_onset_seen"]
        for days in (30, 90, 180):
            answer = row[f"outcome_onset_{days}"]
            assert answer == (time <= days if seen else (False if (time or 0) >= days else None))
    assert {row["outcome_onset_seen"] for row in asked} == {True, False, None}


def test_columns_of_several_cases_are_those_of_all(both: ng.Frame) -> None:
    """Empty in the rows of a process that has no such party or issue."""
    for row in both.rows():
        is_minsk = row["process"] == "minsk-2014"
        assert (row["position:separatists:border"] is None) is not is_minsk
        assert (row["gap:territory"] is None) is is_minsk


def test_start_and_end_choose_rows_and_change_none(rules: ng.Rulebook) -> None:
    """A frame of a part is that part of the whole frame, counts of the period included."""
    whole = ng.frame("minsk-2014", rules, freq="month", outcomes=False)
    part = ng.frame("minsk-2014", rules, "month", start="2014-08-10", end="2014-12-31",
                    outcomes=False)  # fmt: skip
    rows = [row for row in whole.rows() if "2014-08" <= row["period"] <= "2014-12"]
    assert part.rows() == rows
    assert len(rows) == 5


def test_as_of_is_a_prefix_of_the_features(rules: ng.Rulebook) -> None:
    """What was known by then gives the same rows, and no later ones."""
    whole = ng.frame("minsk-2014", rules, "week", outcomes=False).rows()
    early = ng.frame("minsk-2014", rules, "week", outcomes=False, as_of="2014-10-01").rows()
    assert early == whole[: len(early)]
    assert early[-1]["period"] == "2014-W39"


def test_other_libraries_take_it(both: ng.Frame) -> None:
    """pandas with its nullable types, polars, and whoever reads an Arrow stream."""
    pandas, frame = both.to_pandas(), both.to_polars()
    assert pandas.shape == frame.shape == (len(both), len(both.names))
    assert str(pandas["days_since_round"].dtype) == "Int32"
    assert str(pandas["outcome_onset_90"].dtype) == "boolean"
    assert polars.DataFrame(both).equals(frame)
    assert pa.table(both).equals(both.to_arrow())


def test_a_library_that_is_missing_is_told_in_one_line(
    both: ng.Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the remedy, and the way without it."""
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match=r"^polars is not installed: pip install polars, or"):
        both.to_polars()


def test_the_fingerprint_travels(both: ng.Frame, rules: ng.Rulebook, tmp_path: Path) -> None:
    """Through Parquet and back; other rules, logs or options give another."""
    pq.write_table(both.to_arrow(), tmp_path / "frame.parquet")
    back = ng.Frame(pq.read_table(tmp_path / "frame.parquet"))
    assert back.fingerprint == both.fingerprint
    assert both.fingerprint["rules"] == rules.digest
    other = ng.frame("istanbul-2025", rules, freq="day").fingerprint
    assert {name for name in other if other[name] != both.fingerprint[name]} == {
        "zone", "logs", "cases", "freq"
    }  # fmt: skip


def test_workers_make_no_difference(both: ng.Frame, rules: ng.Rulebook) -> None:
    """The same rows in the same order from two processes."""
    again = ng.frame(["minsk-2014", "istanbul-2025"], rules, workers=2)
    assert again.table.equals(both.table)


# --- why


def test_why_tells_what_moved_a_position(rules: ng.Rulebook) -> None:
    """The reasons of the trace up to the row's end, and no later one."""
    made = ng.frame("istanbul-2025", rules)
    column = "position:ukraine:truce-terms"
    found = made.why(-1, column)
    assert found.value == made.rows()[-1][column]
    assert {r.change.subject for r in found.reasons} == {"ukraine on truce-terms"}
    assert max(r.known_at for r in found.reasons) <= made.rows()[-1]["end"]
    assert all(r["rule"] or r["change"] == "settled" for r in found.data()["reasons"])


def test_why_of_a_likelihood_adds_up(rules: ng.Rulebook) -> None:
    """The shares of the evidence are the log hazard ratio; each has the reason that posted it."""
    made = ng.frame("istanbul-2025", rules)
    row = made.rows()[-1]
    found = made.why(-1, "p_onset_90")
    assert sum(s.nats for s in found.shares) == pytest.approx(row["log_hazard_ratio"], abs=1e-8)
    assert {s.piece.event for s in found.shares} == {r.event for r in found.reasons}
    group = made.why(-1, "evidence_talks")
    assert sum(s.nats for s in group.shares) == pytest.approx(row["evidence_talks"], abs=1e-8)
    assert str(group).startswith("evidence_talks is ")


def test_why_of_a_count_names_its_events(both: ng.Frame) -> None:
    """As many as were counted; of days since, those of the last day."""
    row = both.rows()[20]
    assert len(both.why(20, "count_round_30d").reasons) == row["count_round_30d"] == 3
    last = {r.event for r in both.why(20, "days_since_round").reasons}
    assert last == {"contact-group-3-convened", "contact-group-3-adjourned"}


def test_every_feature_can_be_asked_why(both: ng.Frame) -> None:
    """None fails, and what nothing bears on says so."""
    for name in (*both.features, *both.of_role("flag")):
        assert str(both.why(0, name)).startswith(f"{name} is ")
    assert "no event has moved it" in str(both.why(0, "position:ukraine:status"))


def test_why_refuses_what_it_cannot_know(both: ng.Frame) -> None:
    """A column that is not there, a row that is not there, an outcome, a frame read back."""
    with pytest.raises(KeyError, match="did you mean 'talks'"):
        both.why(0, "talk")
    with pytest.raises(IndexError, match=f"there is no row {len(both)}"):
        both.why(len(both), "talks")
    with pytest.raises(ValueError, match="tells of what came later"):
        both.why(0, "outcome_onset_90")
    with pytest.raises(ValueError, match="does not know its logs"):
        ng.Frame(both.to_arrow()).why(0, "talks")


# --- trouble


def test_two_logs_of_one_process_are_refused(rules: ng.Rulebook) -> None:
    """Their rows could not be told apart."""
    with pytest.raises(ng.Unreadable, match="two logs are of a process 'example'"):
        ng.frame([log(strike(1, "2025-01-06")), log(strike(1, "2025-01-06"))], rules)


def test_problems_of_all_logs_are_told(rules: ng.Rulebook) -> None:
    """Not those of the first one alone."""
    bad = [log(strike(1, "2025-01-06", launched=n), name=str(n)) for n in (-1, -2)]
    with pytest.raises(ng.Unreadable) as told:
        ng.frame(bad, rules)
    assert len(told.value.problems) == 2
    with pytest.raises(ng.Unreadable, match="did you mean 'istanbul-2025'"):
        ng.frame(["istanbul-2024"], rules)
    with pytest.raises(ValueError, match="did you mean 'week'"):
        ng.frame("istanbul-2025", rules, freq="weak")


def test_an_empty_log_has_no_rows(rules: ng.Rulebook) -> None:
    """But the columns all the same, and it can be split and shown."""
    made = ng.frame(log(), rules)
    assert len(made) == 0
    assert "p_onset_90" in made.names
    assert [len(part) for part in made.split("2025-01-01")] == [0, 0]
    assert "0 rows" in made._repr_html_()


# --- the command


def test_the_command_prints_csv(tmp_path: Path) -> None:
    """On stdout, with what it was made of on stderr; columns are those of the frame."""
    case_folder(tmp_path)
    said = run("frame", str(tmp_path), "--horizons", "30", "--workers", "1")
    rows = polars.read_csv(said.out.encode())
    assert said.code == 0
    assert said.err.startswith(f"{len(rows)} rows on 1 process; logs ")
    assert rows["period"].to_list() == ["2025-W20", "2025-W21"]
    assert rows["count_strike_30d"].to_list() == [0, 2]
    assert rows["question"].to_list() == ["onset", "onset"]


def test_the_command_writes_parquet(tmp_path: Path, rules: ng.Rulebook) -> None:
    """The same table as in Python, with its fingerprint."""
    out = tmp_path / "out.parquet"
    said = run("frame", "istanbul-2025", "-o", str(out), "--workers", "1")
    assert (said.code, said.out) == (0, "")
    made = ng.frame("istanbul-2025", rules)
    assert pq.read_table(out).equals(made.to_arrow())
    assert ng.Frame(pq.read_table(out)).fingerprint["logs"] == made.fingerprint["logs"]


def test_logs_of_one_case_are_processes_by_their_files(tmp_path: Path) -> None:
    """So a folder of dyads with one template is a frame."""
    case_folder(tmp_path)
    for name in ("north", "south"):
        (tmp_path / f"{name}.yaml").write_text((tmp_path / "log.yaml").read_text())
    files = [str(tmp_path / f"{name}.yaml") for name in ("north", "south")]
    said = run("frame", *files, "--case", str(tmp_path), "--workers", "1")
    assert said.code == 0
    assert set(polars.read_csv(said.out.encode())["process"]) == {"north", "south"}


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["frame", "-"], 2, "reads its logs twice"),
        (["frame", "istanbul-2024"], 1, "did you mean 'istanbul-2025'"),
        (["frame", "istanbul-2025", "-o", "frame.xlsx"], 2, "ends in .parquet or .csv"),
        (["frame", "istanbul-2025", "--horizons", "soon"], 2, "horizons are days"),
        (["frame", "istanbul-2025", "--horizons", "99999"], 2, "36525 days at most"),
        (["frame", "istanbul-2025", "--horizons", "0"], 2, "positive whole number"),
        (["frame", "istanbul-2025", "--as-of", "soon"], 2, "Invalid value for --as-of"),
        (["frame", "istanbul-2025", "--until", "soon"], 2, "Invalid value for --until"),
        (["frame", "istanbul-2025", "istanbul-2025"], 1, "two logs are of a process"),
    ],
)
def test_wrong_usage_is_told(words: list[str], code: int, complaint: str) -> None:
    """In one line, with its exit code."""
    said = run(*words)
    assert said.code == code
    assert complaint in said.err
    assert "Traceback" not in said.err


def test_a_frame_without_horizons_is_refused() -> None:
    """No horizon at all is a slip: None takes those of the cases."""
    with pytest.raises(ValueError, match="at least one horizon"):
        ng.frame("istanbul-2025", ng.read_rules(ng.folder("rules")), horizons=[])


# --- notebooks


def test_what_notebooks_show_is_escaped() -> None:
    """A title, an event and a rule can't smuggle in a tag."""
    case = attrs.evolve(CASE, title="<script>alert(1)</script>")
    evil = log_of(case, [strike(1, "2025-01-06") | {"id": "<b>"}, strike(2, "2025-03-06")])
    book = rulebook("when: {strike: {}}\nthen: {note: '<i>'}")
    run_, frame = ng.replay(evil, book), ng.frame(evil, book)
    for shown in (run_, run_.process, run_.trace, frame):
        page = shown._repr_html_()
        assert page.startswith("<div>")
        assert "<script>" not in page
        assert "<b>" not in page.replace("<p><b>", "")
        assert "<i>" not in page


def test_notebooks_show_the_likelihood(rules: ng.Rulebook) -> None:
    """The signal of 20 May, in per cent, with its heaviest evidence and the process under it."""
    run_ = ng.replay(ng.read_log(ng.seed("istanbul-2025") or ""), rules, as_of="2025-05-20")
    page = run_._repr_html_()
    assert "<td>90 days</td><td>13.4 %</td>" in page
    assert "<th>nats</th>" in page
    assert "<td>talks:istanbul</td><td>adjourned</td>" in page


def test_times_are_utc(both: ng.Frame) -> None:
    """Periods are of the case's zone, and instants of none."""
    row = both.rows()[0]
    assert row["end"].utcoffset() == timedelta(0)
    assert both.table.schema.field("end").type == pa.timestamp("us", "UTC")
