"""The founding case: every fact of the article is kept, and none says more than the article did."""

import re
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from negotiations.log.cases import read_case
from negotiations.log.records import RecordReader
from negotiations.model.claims import Claim
from negotiations.model.events import Event, missing
from negotiations.model.kinds import KINDS
from negotiations.model.quantities import Quantity
from negotiations.model.times import Interval
from negotiations.notation import read_file, read_yaml
from negotiations.packaged import seed

FOLDER = seed("istanbul-2025")
assert FOLDER is not None
CASE = read_case(FOLDER)
PARTIES = {"ukraine", "russia"}


def records() -> list[Event]:
    """The log's records in the order of the file; reading raises on any problem."""
    text = read_yaml(read_file(FOLDER / "log.yaml"), "log.yaml")
    reader = RecordReader(CASE)
    return [reader.read(raw, text.at((n,))) for n, raw in enumerate(text.value)]


RECORDS = records()
LOG = {record.id: record for record in RECORDS}
FACTS = read_yaml(read_file(FOLDER / "facts.yaml"), "facts.yaml").value
OUR_FILES = sorted(FOLDER.iterdir())
ARTICLE_RUNS = frozenset(
    digest
    for line in (Path(__file__).parent / "article-runs.txt").read_text().splitlines()
    if not line.startswith("#")
    for digest in line.split()
)


def claims_by(asserter: str, field: str, record: Event) -> list[Claim]:
    return [c for c in record.claims if c.asserter == asserter and field in c.values]


def claimed(record: str, field: str, asserter: str) -> Any:
    """What one asserter, in a single claim, says about a field."""
    (claim,) = claims_by(asserter, field, LOG[record])
    return claim.values[field]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def length(interval: Interval) -> timedelta:
    return interval.end - interval.start + timedelta(microseconds=1)


def several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def runs(text: str) -> set[str]:
    """The digests of every eight words in a row."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    rows = (" ".join(words[n : n + 8]) for n in range(len(words) - 7))
    return {blake2b(row.encode(), digest_size=4).hexdigest() for row in rows}


# The list of facts


def test_every_fact_has_an_entry_and_a_note():
    """All 46 facts are listed, each once and each with what could go wrong."""
    assert list(FACTS) == [f"F{n:02}" for n in range(1, 47)]
    assert all(entry["note"].strip() for entry in FACTS.values())
    known = {"event", "case", "field", "claim_by", "note"}
    assert not [fact for fact, entry in FACTS.items() if set(entry) - known]


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_leads_to_a_value_that_is_there(fact):
    """Each entry names a record and field, or an entry of the case, that holds something."""
    entry = FACTS[fact]
    if "case" in entry:
        assert getattr(CASE, entry["case"])
        return
    for record in (LOG[id] for id in several(entry["event"])):
        for field in several(entry["field"]):
            if "claim_by" in entry:
                assert claims_by(entry["claim_by"], field, record)
            else:
                assert holds(record, field)


def holds(record: Event, field: str) -> bool:
    """Whether the record says something in a field, or says outright that it is unknown."""
    value = getattr(record, field)
    is_said = not missing(value) or isinstance(value, Quantity)
    return is_said or any(field in claim.values for claim in record.claims)


def test_every_record_is_asked_for_by_a_fact():
    """Nothing stands in the log that no fact of the article leads to."""
    asked = {id for entry in FACTS.values() for id in several(entry.get("event", []))}
    assert asked == set(LOG)


# The words


def test_no_sentence_of_the_article_is_repeated():
    """No eight words in a row are the article's, in any file of the seed."""
    assert len(ARTICLE_RUNS) == 484  # of 491 words
    for file in OUR_FILES:
        assert not runs(file.read_text()) & ARTICLE_RUNS, file.name


def test_a_repeated_sentence_would_be_found_across_lines_and_marks():
    """Line ends, comment signs, case and punctuation don't hide eight words in a row."""
    plain = runs("one two three four five six seven eight")
    assert len(plain) == 1
    assert plain < runs("# Zero one, two three\n  # FOUR five - six (seven) eight nine")
    assert not plain & runs("one two three four five six seven nine eight")


# Times, order, sources


def test_records_stand_in_the_order_in_which_they_became_known():
    """A stream can be replayed as it stands, and no id comes twice."""
    known = [record.known_at for record in RECORDS]
    assert known == sorted(known)
    assert len(LOG) == len(RECORDS) == 27


def test_nothing_is_later_than_the_article():
    """The log ends with 2 June 2025, in Istanbul; nothing from hindsight has come in."""
    midnight = utc("2025-06-02 21:00")
    assert max(record.known_at for record in RECORDS) < midnight
    assert max(record.occurred.end for record in RECORDS) < midnight
    claimed_at = [claim.known_at for record in RECORDS for claim in record.claims]
    assert all(at is None or at < midnight for at in claimed_at)


def test_only_the_first_round_is_known_before_the_weekend():
    """Nothing of June is known before 31 May."""
    early = {record.id for record in RECORDS if record.known_at < utc("2025-05-30 21:00")}
    assert early == {"round-1-convened", "round-1-adjourned", "prisoner-exchange-agreed"}


def test_every_time_of_becoming_known_is_marked_as_assumed():
    """The article doesn't say when things became known, and the log doesn't pretend to."""
    assert {record.known_basis for record in RECORDS} == {"assumed"}


def test_every_record_names_its_asserter_and_the_graded_article():
    """Each record and each claim says who says so, and cites the one source with both grades."""
    for record in RECORDS:
        assert record.asserter in CASE.speakers
        for holder in (record, *record.claims):
            (source,) = holder.sources
            assert (source.source, source.reliability) == ("article", "C")
            assert source.credibility in (2, 3, 4, 5, 6)


def test_success_told_by_whoever_had_it_is_graded_three_at_best():
    """No official account of one's own operation or air defence is believed more."""
    own = ["airbase-operation", "airbase-losses", "drones-shot-down-by-russia",
           "drones-intercepted-by-ukraine"]  # fmt: skip
    assert {LOG[id].credibility for id in own} == {3}
    assert {LOG[id].modality for id in own} == {"claimed"}


def test_grade_five_alone_is_not_accepted():
    """What the article says on nobody's authority counts; what is improbable does not."""
    assert CASE.accept == {1, 2, 3, 4, 6}
    improbable = [c for r in RECORDS for c in r.claims if c.sources[0].credibility == 5]
    assert [list(claim.values) for claim in improbable] == [["distance"]]


# The case


def test_the_year_of_the_war_is_derived():
    """The war began on 24 February 2022, so the meeting fell in its fourth year."""
    assert CASE.started_on == date(2022, 2, 24)
    assert CASE.age_in_years(date(2025, 6, 2)) == 4


def test_partners_mediate_and_turkey_hosts():
    """The two third parties are two, and neither has the other's role."""
    roles = {name: third.roles for name, third in CASE.third_parties.items()}
    assert roles == {"turkey": ("host",), "international-partners": ("mediator",)}
    assert LOG["partners-seek-ceasefire"].actor == ("international-partners",)
    assert LOG["partners-seek-ceasefire"].outcome == "none_yet"


def test_positions_are_an_experts_and_reservations_unknown():
    """Both parties stand on all three issues, on opposite sides, and no reservation is inferred."""
    issues = {"truce-terms", "territory", "prisoners"}
    assert {p.key for p in CASE.positions} == {(party, i) for party in PARTIES for i in issues}
    assert {(p.basis, p.reservation) for p in CASE.positions} == {("expert", None)}
    stated = {p.key: p.stated for p in CASE.positions}
    assert all(stated["ukraine", issue] > stated["russia", issue] for issue in issues)


def test_base_rates():
    """Onset is .12 and collapse .186, both over 90 days and both of them history's."""
    onset, collapse = CASE.bases["onset"], CASE.bases["collapse"]
    assert (onset.probability, onset.horizon, onset.kind) == (0.12, 90, "historical")
    assert onset.as_of == pytest.approx(20217, abs=1e-9)  # the end of 8 May 2025: day 20216 is over
    assert (collapse.probability, collapse.horizon, collapse.kind) == (0.186, 90, "historical")
    assert CASE.horizons == (30, 90, 180)


def test_the_forecast_is_about_a_general_truce_that_both_announce():
    """It takes two sides and the whole conflict, and counts from the announcement."""
    wanted = CASE.definition
    assert (wanted.trigger, wanted.scope) == ("announced", "general")
    assert "unilateral" not in wanted.declaration


# The rounds


def test_round_one():
    """It met and ended in Istanbul on Friday 16 May, under two hours, with part of a result."""
    opened, ended = LOG["round-1-convened"], LOG["round-1-adjourned"]
    for record, status in ((opened, "convened"), (ended, "adjourned")):
        assert (record.number, record.status) == (1, status)
        assert set(record.actor) == PARTIES
        assert record.occurred.start == utc("2025-05-15 21:00")
        assert length(record.occurred) == timedelta(days=1)
    assert (opened.venue, opened.country) == ("Istanbul", ("TR",))
    assert ended.outcome == "partial"
    assert str(ended.duration) == "<120 min"
    assert (ended.duration.at_least(120), ended.duration.at_least(119)) == (False, None)


def test_round_two_has_no_city_and_no_actual_start():
    """Planned is not actual: only the day and the country of the meeting are told."""
    held = LOG["round-2-convened"]
    assert (held.number, held.status, held.format) == (2, "convened", "direct")
    assert (held.venue, held.starts, held.country) == (None, None, ("TR",))
    assert length(held.occurred) == timedelta(hours=6)  # noon or 13:00: the afternoon


def test_noon_and_one_o_clock_stand_side_by_side():
    """The planned start is the log's one conflict: open, known before noon, an hour wide."""
    (conflict,) = [conflict for record in RECORDS for conflict in record.conflicts()]
    assert conflict.key == ("round-2-planned", "starts")
    assert not conflict.resolved
    starts = {who: start.start for who, start in conflict.claims}
    assert starts == {
        "turkish-officials": utc("2025-06-02 10:00"),  # 13:00 in Istanbul
        "ukrainian-representatives": utc("2025-06-02 09:00"),
    }
    assert LOG["round-2-planned"].starts is None
    assert conflict.since == utc("2025-06-02 06:00") < min(starts.values())


def test_the_exchange_is_agreed_and_no_more():
    """One record has it: agreed in round 1, large, of no stated number, never executed here."""
    (exchange,) = [record for record in RECORDS if record.kind == "agreement"]
    assert (exchange.type, exchange.status) == ("prisoner_exchange", "agreed")
    assert (exchange.from_round, exchange.size) == (1, "large")
    assert not exchange.each_side.is_known
    assert exchange.order > LOG["round-1-convened"].order


def test_delegations():
    """Two have heads with an office; Russia's came the evening before; Turkey's is expected."""
    ours, theirs = LOG["ukrainian-delegation-named"], LOG["russian-delegation-arrived"]
    hosts = LOG["turkish-delegation-expected"]
    assert [each.actor for each in (ours, theirs, hosts)] == [
        ("ukraine",),
        ("russia",),
        ("turkey",),
    ]
    assert (ours.head, ours.level) == ("Rustem Umerov", "minister")
    assert (theirs.head, theirs.level) == ("Vladimir Medinsky", "adviser")
    assert theirs.occurred.start == utc("2025-06-01 15:00")
    assert length(theirs.occurred) == timedelta(hours=6)
    assert (hosts.status, hosts.modality) == ("expected", "expected")
    assert (len(hosts.members), hosts.head) == (2, None)
    assert {each.number for each in (ours, theirs, hosts)} == {2}


# The battlefield


def test_the_operation_against_the_bases():
    """Five bases in four areas, by Ukraine's account; weapon and number launched are unknown."""
    operation = LOG["airbase-operation"]
    assert (operation.actor, operation.recipient) == (("ukraine",), ("russia",))
    assert (operation.asserter, operation.target) == ("ukraine", "airbase")
    assert operation.targets.equals(5) is True
    assert (operation.munition, operation.launched) == (None, None)
    assert len(claimed("airbase-operation", "location", "article")) == 4
    preparation = claimed("airbase-operation", "preparation", "ukrainian-authorities")
    assert (preparation.more_than(365), preparation.at_least(400)) == (True, None)
    assert operation.occurred.start == utc("2025-05-30 21:00")
    assert length(operation.occurred) == timedelta(days=2)


def test_seven_thousand_kilometres_is_doubted():
    """The distance is the article's claim alone, over 7,000 km, and beyond the case's bound."""
    assert str(claimed("airbase-operation", "distance", "article")) == ">7000 km"
    assert LOG["airbase-operation"].distance is None
    (bound,) = CASE.plausible
    doubted = [record.id for record in RECORDS for _ in bound.doubts(record)]
    assert doubted == ["airbase-operation"]


def test_destroyed_aircraft_are_one_sides_word():
    """More than 40 is 41 or more, destroyed, and asserted by those who say they did it."""
    loss = LOG["airbase-losses"]
    assert (loss.asset, loss.outcome, loss.recipient) == ("aircraft", "destroyed", ("russia",))
    assert loss.asserter == "ukrainian-authorities"
    assert str(loss.number) == ">40"
    assert (loss.number.at_least(41), loss.number.at_least(42)) == (True, None)


def test_the_wave_of_drones():
    """472 on a single day, the most so far, against all Ukraine, on the article's own authority."""
    wave = LOG["drone-wave-2025-06-01"]
    assert (wave.actor, wave.recipient, wave.munition) == (("russia",), ("ukraine",), "drone")
    assert wave.launched.equals(472) is True
    assert (wave.largest_to_date, wave.asserter) == (True, "article")
    assert wave.credibility == 6
    assert length(wave.occurred) == timedelta(days=1)


def test_in_response_is_a_claim_and_not_an_edge():
    """No record has a cause of its own; one claim does, the article's, graded doubtful."""
    assert all(getattr(record, "in_response_to", None) is None for record in RECORDS)
    assert not [c for r in RECORDS for c in r.claims if "in_response_to" in c.values
                and c.asserter != "article"]  # fmt: skip
    (claim,) = claims_by("article", "in_response_to", LOG["drone-wave-2025-06-01"])
    assert claim.sources[0].credibility == 4
    aim = claims_by("article", "aim", LOG["drone-wave-2025-06-01"])
    assert [each.modality for each in aim] == ["assessed"]


def test_the_cause_of_the_wave_is_a_claim_and_no_fact_of_the_record():
    """The record says 472 drones and nothing of a cause; only the article's claim does."""
    wave = LOG["drone-wave-2025-06-01"]
    assert wave.launched.equals(472)
    assert (wave.in_response_to, wave.aim) == (None, None)


def test_drones_shot_down_by_russia():
    """162 shot down over eight regions and Crimea; none can say out of how many."""
    record = LOG["drones-shot-down-by-russia"]
    assert (record.actor, record.asserter) == (("russia",), "russian-authorities")
    assert record.shot_down.equals(162) is True
    assert record.intercepted.equals(162) is True
    assert not record.launched.is_known
    assert record.rate is None
    assert record.regions.equals(8) is True
    assert (len(record.location), record.location[1], record.country) == (2, "Crimea", ())


def test_drones_intercepted_by_ukraine():
    """52 of 80, how it was done not told, in a night that crosses midnight."""
    record = LOG["drones-intercepted-by-ukraine"]
    assert (record.actor, record.asserter) == (("ukraine",), "ukraine")
    assert (str(record.launched), str(record.intercepted)) == ("80", "52")
    assert record.rate == pytest.approx(0.65)
    assert (record.shot_down, record.suppressed, record.impacts) == (None, None, None)
    assert record.occurred.start < utc("2025-06-01 21:00") < record.occurred.end


def test_waves_are_not_added_up():
    """The night's 80 are no strike record, so the strikes of the log launch 472 drones in all."""
    strikes = [record for record in RECORDS if record.kind == "strike"]
    told = [s.launched for s in strikes if s.launched is not None and s.launched.is_known]
    assert [quantity.value for quantity in told] == [472]
    assert [s.id for s in strikes] == [
        "airbase-operation", "drone-wave-2025-06-01", "kharkiv-strike",
    ]  # fmt: skip


def test_kharkiv():
    """Two ballistic missiles, in the morning and not in the night: an event of its own."""
    strike = LOG["kharkiv-strike"]
    assert (strike.munition, strike.target) == ("ballistic_missile", "residential")
    assert strike.impacts.equals(2) is True
    assert not strike.launched.is_known
    assert strike.location == ("Kharkiv",)
    assert len(strike.near) == 2
    assert strike.occurred.start == utc("2025-06-02 03:00")
    assert strike.occurred.start > LOG["drones-intercepted-by-ukraine"].occurred.end


def test_none_reported_is_not_none():
    """No injuries were reported; their number is unknown, and of deaths nothing is said."""
    strike = LOG["kharkiv-strike"]
    assert strike.none_reported == ("injured",)
    assert strike.injured.equals(0) is None
    assert strike.killed is None


def test_the_mayor_is_not_the_government():
    """The mayor belongs to Ukraine and speaks in a voice of his own."""
    assert claimed("kharkiv-strike", "note", "kharkiv-mayor")
    assert CASE.voices["kharkiv-mayor"].of == "ukraine"
    assert "kharkiv-mayor" not in CASE.participants


def test_the_front():
    """About 1,000 km, so 900 to 1,100, and intense."""
    front = LOG["front-line"]
    assert (front.intensity, str(front.front_length)) == ("intense", "≈1000 km")
    assert front.front_length.between(900, 1100) is True


# Words and judgements


def test_willing_and_not_agreed_are_the_weaker_words():
    """Willing is short of accepting, and not agreed is short of refusing."""
    stances = {s.actor: (s.issue, s.stance) for s in RECORDS if s.kind == "statement"}
    assert stances == {
        ("ukraine",): ("truce-terms", "willing"),
        ("russia",): ("truce-terms", "not_agreed"),
    }


def test_judgements_keep_their_authors():
    """Each judgement stays with whoever made it, and the differences with both sides."""
    by = {record.id: record.asserter for record in RECORDS if record.kind == "assessment"}
    assert by == {
        "busy-weekend": "article",
        "long-range-strikes-by-both": "article",
        "low-expectations": "article",
        "talks-for-ground": "analysts",
        "differences-by-kyiv": "kyiv-officials",
        "differences-by-moscow": "moscow-officials",
        "war-moves-markets": "article",
    }
    assert LOG["talks-for-ground"].hedge
    assert CASE.voices["kyiv-officials"].of == "ukraine"
    assert CASE.voices["moscow-officials"].of == "russia"


def test_markets_moved_and_why_is_a_claim():
    """Stocks fell and oil rose, nobody says by how much; the war is one cause among others."""
    for id, direction in (("asian-stocks-down", "down"), ("oil-up", "up")):
        market = LOG[id]
        assert market.direction == direction
        assert not market.change.is_known
        assert market.causes == ()
        assert "others (not named)" in claimed(id, "causes", "article")
        assert "trade" in market.note


def test_kinds_that_the_article_has_nothing_for_are_absent():
    """The article has no ceasefire, no proposal and no precondition, and neither has the log."""
    assert set(KINDS) - {record.kind for record in RECORDS} == {
        "ceasefire", "proposal", "demand", "day",
    }  # fmt: skip
