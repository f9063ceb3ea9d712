"""The case of the Minsk process: its logs read cleanly and hold what its README says they hold."""

import importlib.util
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

import negotiations as ng
from negotiations.log.amendments import Record
from negotiations.log.cases import read_case
from negotiations.log.lines import Line, decode, field_place
from negotiations.log.records import RecordReader
from negotiations.log.source import LineSource
from negotiations.model.case import Case
from negotiations.model.ceasefires import Ceasefire
from negotiations.model.kinds import AgreementEvent, CeasefireEvent, GroundFighting
from negotiations.notation import Keys, read_file, read_yaml
from negotiations.packaged import folder
from negotiations.place import Place
from negotiations.problems import Unreadable

MINSK = folder("seeds") / "minsk-2014"


@attrs.frozen
class LinePlaces:
    """The places of one line of JSON, as the record reader asks for them."""

    line: Line

    def place(self, path: Keys = ()) -> Place:
        return field_place(self.line, path)


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(MINSK)


@pytest.fixture(scope="module")
def diplomacy(case: Case) -> list[Record]:
    reader, log = RecordReader(case), read_yaml(read_file(MINSK / "log.yaml"), "log.yaml")
    return [reader.read(raw, log.at((number,))) for number, raw in enumerate(log.value)]


@pytest.fixture(scope="module")
def fighting(case: Case) -> list[GroundFighting]:
    return list(read_lines(MINSK / "ucdp.jsonl", RecordReader(case)))


@pytest.fixture(scope="module")
def make_ucdp() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_ucdp", MINSK / "make_ucdp.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_lines(path: Path, reader: RecordReader) -> Iterator[Any]:
    with LineSource.open(path) as source:
        for line in source:
            assert isinstance(line, Line), line.problem
            yield reader.read(decode(line), LinePlaces(line))


def local(case: Case, record: Record) -> date:
    """The date on which the record's event began, in the case's zone."""
    return record.occurred.start.astimezone(case.zone).date()


def local_days(case: Case, event: GroundFighting) -> int:
    """How many dates the event lasted; of a day of 25 hours, one."""
    last = event.occurred.end.astimezone(case.zone).date()
    return (last - local(case, event)).days + 1


def live_by_step(diplomacy: list[Record]) -> Iterator[set[str]]:
    """The ceasefires declared and not ended, after each event about one."""
    live: set[str] = set()
    for event in diplomacy:
        if isinstance(event, CeasefireEvent) and event.ceasefire:
            (live.discard if event.status == "ended" else live.add)(event.ceasefire)
            yield set(live)


# the case


def test_it_declares_both_tracks_and_both_logs(case):
    """The Contact Group and Normandy are tracks of their own; both logs belong to the case."""
    assert case.tracks == ("contact-group", "normandy")
    assert case.logs == ("log.yaml", "ucdp.jsonl")


def test_every_position_is_public_only(case):
    """Two parties hold a position on each issue, and no reservation is made up."""
    held = {(position.party, position.issue) for position in case.positions}
    assert held == {(p, i) for p in ("ukraine", "separatists") for i in case.issues}
    assert all(position.reservation is None for position in case.positions)


def test_its_base_rates_are_its_own(case):
    """Onset is 7.5 % and collapse 14.4 % within 90 days, from the history of civil conflicts."""
    rates = {name: (rate.probability, rate.horizon) for name, rate in case.bases.items()}
    assert rates == {"onset": (0.075, 90), "collapse": (0.144, 90)}


# both logs


def test_no_id_stands_twice(diplomacy, fighting):
    """An id names one record across both logs."""
    ids = [record.id for record in (*diplomacy, *fighting)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("log", ["diplomacy", "fighting"])
def test_records_stand_in_the_order_they_became_known(log, request):
    """Each log alone is in order of known_at, so that the two can be merged as streams."""
    known = [record.known_at for record in request.getfixturevalue(log)]
    assert known == sorted(known)


# the diplomacy


@pytest.mark.parametrize(
    ("subject", "status", "day"),
    [
        ("minsk-protocol", "agreed", "2014-09-05"),
        ("protocol-truce", "declared", "2014-09-05"),
        ("protocol-truce", "in_effect", "2014-09-05"),
        ("minsk-memorandum", "agreed", "2014-09-19"),
        ("memorandum-truce", "declared", "2014-09-19"),
        ("silence", "in_effect", "2014-12-09"),
        ("minsk-2", "agreed", "2015-02-12"),
        ("minsk-2-truce", "declared", "2015-02-12"),
        ("minsk-2-truce", "in_effect", "2015-02-15"),
        ("school-truce", "in_effect", "2015-09-01"),
    ],
)
def test_each_public_date_is_there(case, diplomacy, subject, status, day):
    """The well-known dates are in the log, at the best grade."""
    (event,) = (e for e in diplomacy if (e.subject, e.stage) == (subject, status))
    assert (str(local(case, event)), event.credibility) == (day, 1)


def test_what_the_data_does_not_say_is_marked(diplomacy):
    """Every event that is not of the best grade says that it is general knowledge, and only 3."""
    others = [event for event in diplomacy if event.credibility != 1]
    assert others
    assert {event.credibility for event in others} == {3}
    assert all("general knowledge, not in the data folder" in event.note for event in others)


def test_talks_are_held_on_both_tracks(case, diplomacy):
    """Rounds convene on each track, numbered from 1 without a gap."""
    convened = [e for e in diplomacy if (e.kind, e.stage) == ("round", "convened")]
    numbers = {track: [e.number for e in convened if e.track == track] for track in case.tracks}
    assert numbers == {"contact-group": [1, 2, 3, 4, 5, 6, 7, 8], "normandy": [1, 2, 3]}


def test_the_prisoners_are_exchanged_two_days_after_it_is_agreed(case, diplomacy):
    """The exchange of December 2014 is agreed on the 24th and executed on the 26th."""
    steps = {e.stage: str(local(case, e)) for e in diplomacy if e.subject == "exchange"}
    assert steps == {"agreed": "2014-12-24", "executed": "2014-12-26"}


def test_no_agreement_ends(diplomacy):
    """The agreements outlive the ceasefires made under them."""
    assert "ended" not in {e.status for e in diplomacy if isinstance(e, AgreementEvent)}


def test_ceasefires_overlap(diplomacy):
    """A later ceasefire leaves an earlier one standing, and a gap comes before Minsk II."""
    live = list(live_by_step(diplomacy))
    assert {"protocol-truce", "memorandum-truce", "silence"} in live
    assert {"minsk-2-truce", "school-truce"} == live[-1]
    before_minsk_2 = next(a for a, b in pairwise(live) if "minsk-2-truce" in b - a)
    assert before_minsk_2 == set()


def test_which_ceasefires_the_question_is_about(case, diplomacy):
    """All but the unilateral one of June 2014 are of the defined kind, from 5 September 2014 on."""
    declared = [e for e in diplomacy if isinstance(e, CeasefireEvent) and e.status == "declared"]
    described = {e.ceasefire: case.definition.describes(as_declared(e)) for e in declared}
    assert [name for name, counts in described.items() if not counts] == ["june-truce"]
    first = next(e for e in declared if described[e.ceasefire])
    assert local(case, first) == date(2014, 9, 5)


def as_declared(event: CeasefireEvent) -> Ceasefire:
    shared = {f.name for f in attrs.fields(Ceasefire)} & {f.name for f in attrs.fields(type(event))}
    values = {name: getattr(event, name) for name in shared - {"id", "violations"}}
    return Ceasefire(id=event.ceasefire, since=event.known_at, **values)


# the fighting


def test_every_row_and_every_death_is_there(fighting):
    """Events and deaths add up to what SQLite counted in the table itself, apart from the script.

    `.import` of the CSV, then `select year, count(*), sum(best) … where conflict_new_id in
    ('13246', '13247', '13306') and type_of_violence = '1' group by year`.
    """
    rows, deaths = {}, {}
    for event in fighting:
        year = event.occurred.end.year
        rows[year] = rows.get(year, 0) + 1
        deaths[year] = deaths.get(year, 0) + event.deaths.value
    assert rows == {2014: 1287, 2015: 710, 2016: 128}
    assert deaths == {2014: 4395, 2015: 1726, 2016: 255}
    assert (sum(rows.values()), sum(deaths.values())) == (2125, 6376)


def test_civilian_deaths_are_a_lower_bound_where_some_dead_are_unknown(fighting):
    """SQLite: 1059 known civilians in all; 42 rows with deaths of unknown status."""
    assert sum(event.civilian_deaths.value for event in fighting) == 1059
    assert sum(event.civilian_deaths.op == "≥" for event in fighting) == 42


def test_dates_keep_their_precision(case, fighting):
    """SQLite: 1807 rows have date_prec 1, an exact day; 28 have 4 or 5, more than a week."""
    days = [local_days(case, event) for event in fighting]
    assert (days.count(1), sum(each > 7 for each in days)) == (1807, 28)


def test_the_lag_is_assumed_and_says_so(case, fighting):
    """Every event is known at the end of the fourteenth day after its last, local time."""
    zone = case.zone
    lags = {
        e.known_at.astimezone(zone).date() - e.occurred.end.astimezone(zone).date()
        for e in fighting
    }
    assert {lag.days for lag in lags} == {14}
    assert {event.known_basis for event in fighting} == {"assumed"}


def test_nobody_is_named_the_attacker(fighting):
    """Both sides act, for the data does not say who attacked; the source is graded 2."""
    assert {event.actor for event in fighting} == {("ukraine", "separatists")}
    assert {event.credibility for event in fighting} == {2}
    assert not any(event.claims for event in fighting)


# the script


ROW = {
    "id": "7",
    "conflict_new_id": "13306",
    "type_of_violence": "1",
    "side_b": "LPR",
    "where_coordinates": "Shchastya town",
    "iso3": "UKR",
    "date_prec": "2",
    "date_start": "2015-01-30 00:00:00.000",
    "date_end": "2015-02-01 00:00:00.000",
    "deaths_civilians": "1",
    "deaths_unknown": "2",
    "best": "5",
    "low": "3",
    "high": "5",
}


def written(rows: list[dict[str, str]], path: Path) -> Path:
    lines = [",".join(ROW), *(",".join(row[key] for key in ROW) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def test_the_script_reads_back_what_a_row_says(make_ucdp, case, tmp_path):
    """A row becomes an event with its interval, its bound, and its estimate's range in words."""
    log = tmp_path / "ucdp.jsonl"
    make_ucdp.main(written([ROW], tmp_path / "ged.csv"), log)
    (event,) = read_lines(log, RecordReader(case))
    assert event.occurred.text == "2015-01-30/2015-02-01"
    assert str(event.known_at.astimezone(case.zone).date()) == "2015-02-15"
    assert (str(event.deaths), str(event.civilian_deaths)) == ("5", "≥1")
    assert event.note == "side B: LPR; deaths: low 3, high 5"


def test_the_script_takes_three_conflicts_in_order_whatever_the_rows_order(make_ucdp, tmp_path):
    """Rows of other conflicts and the row of tags stay out, and the order is always the same."""
    early = ROW | {"id": "8", "date_start": "2014-05-01", "date_end": "2014-05-02"}
    other, tags = ROW | {"id": "9", "conflict_new_id": "13219"}, dict.fromkeys(ROW, "")
    logs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    make_ucdp.main(written([tags, ROW, other, early], tmp_path / "one.csv"), logs[0])
    make_ucdp.main(written([early, other, ROW, tags], tmp_path / "two.csv"), logs[1])
    one, two = (log.read_bytes() for log in logs)
    assert one == two
    assert [line[:12] for line in one.splitlines()] == [b'{"id":"ucdp-', b'{"id":"ucdp-']
    assert one.index(b"ucdp-8") < one.index(b"ucdp-7")
    assert b"ucdp-9" not in one


def test_the_script_refuses_a_date_at_odds_with_its_precision(make_ucdp):
    """An exact day that lasts three days is an error in the table, told with its row."""
    with pytest.raises(ValueError, match="row 7: date_prec 1, but 2015-01-30 to 2015-02-01"):
        make_ucdp.event(ROW | {"date_prec": "1"})


def test_a_name_the_case_does_not_know_is_refused(case, tmp_path):
    """The reading above would have told of a stranger: a mistyped party in a line is a problem."""
    log = tmp_path / "ucdp.jsonl"
    first = (MINSK / "ucdp.jsonl").read_text(encoding="utf-8").partition("\n")[0]
    log.write_text(first.replace('"ukraine"', '"ukrane"') + "\n", encoding="utf-8")
    with pytest.raises(Unreadable, match="did you mean 'ukraine'"):
        list(read_lines(log, RecordReader(case)))


def test_a_base_rate_of_a_later_date_is_warned_of() -> None:
    """Its rate was counted in 2020: reading it in 2014 is hindsight, and is said to be."""
    run = ng.replay(
        ng.read_log(ng.seed("minsk-2014")),
        ng.read_rules(ng.folder("rules")),
        as_of="2014-08-01",
        keep=False,
    )
    with pytest.warns(UserWarning, match="the base rate of onset is of a later date"):
        run.likelihood(90)
