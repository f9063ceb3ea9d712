"""Times: what is written becomes an instant or a span in UTC, and nothing is guessed."""

# ruff: noqa: E501  (many ways to write a time stand on one line)

import pickle
import zoneinfo
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest
import tzdata
from hypothesis import given
from hypothesis import strategies as st

from negotiations.model.times import (
    PARTS,
    Clock,
    Interval,
    days,
    instant,
    local_day,
    micros,
    midnight,
    midnights,
    moment,
    read_duration,
    read_instant,
    read_interval,
    show,
    show_interval,
    stamps,
    tzdata_version,
    zone,
    zone_names,
)

ISTANBUL = zone("Europe/Istanbul")
KYIV = zone("Europe/Kyiv")
APIA = zone("Pacific/Apia")
HAVANA = zone("America/Havana")
EASTERN_THREE = timezone(timedelta(hours=3))
TICK = timedelta(microseconds=1)

some_zones = st.sampled_from([ISTANBUL, KYIV, APIA, HAVANA, zone("Asia/Kathmandu"), UTC])
some_instants = st.datetimes(datetime(1971, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))
time_like = st.text("0123456789-:TZ+./ moringweкд\n", max_size=30)


def at(text: str) -> datetime:
    """A UTC instant, written plainly."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def complaint(read: Callable[[], object]) -> str:
    """What *read* raises a ValueError about, if it does."""
    try:
        read()
    except ValueError as problem:
        return str(problem)
    return ""


# Zones


def test_zones_differ_in_winter_and_meet_in_summer():
    """Kyiv is an hour behind Istanbul in winter, and level with it on the day of the round."""
    assert read_instant("2025-01-15T13:00", KYIV) == at("2025-01-15 11:00")
    assert read_instant("2025-01-15T13:00", ISTANBUL) == at("2025-01-15 10:00")
    assert read_instant("2025-06-02T13:00", KYIV) == at("2025-06-02 10:00")
    assert read_instant("2025-06-02T13:00", ISTANBUL) == at("2025-06-02 10:00")


def test_zones_come_from_the_package_not_the_system(tmp_path):
    """A system with a false Kyiv changes nothing."""
    utc = files("tzdata.zoneinfo").joinpath("UTC").read_bytes()
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Kyiv").write_bytes(utc)
    zone.cache_clear()
    zoneinfo.reset_tzpath(to=[tmp_path])
    try:
        assert zone("Europe/Kyiv").utcoffset(datetime(2025, 6, 2)) == timedelta(hours=3)
    finally:
        zoneinfo.reset_tzpath()


def test_the_package_tells_its_version():
    """The version is the package's own, which gives IANA's year and letter as two numbers."""
    year, letter = tzdata_version().split(".")[:2]
    assert f"{year}{chr(ord('a') + int(letter) - 1)}" == tzdata.IANA_VERSION


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "..", "", "Europe", "zones", "tzdata.zi"])
def test_only_listed_zones_are_opened(name):
    """A name that isn't on the package's list never reaches the file system."""
    with pytest.raises(ValueError, match="unknown zone"):
        zone(name)


def test_unknown_zone_names_the_nearest():
    """A slip in a zone's name is answered with the right one."""
    with pytest.raises(
        ValueError, match=r"^unknown zone 'Europe/Kyv'; did you mean 'Europe/Kyiv'\?$"
    ):
        zone("Europe/Kyv")


def test_every_listed_zone_opens():
    """The list and the files of the package match."""
    assert len(zone_names()) > 400
    assert all(zone(name).key == name for name in zone_names())


def test_a_zone_travels_to_another_process():
    """A zone is pickled by name, so that replays can run in a pool."""
    assert pickle.loads(pickle.dumps(zone("Europe/Kyiv"))) is zone("Europe/Kyiv")


# Reading


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025-06-02T13:00", "2025-06-02 10:00", "2025-06-02 10:00"),
        ("2025-06-02 13:00", "2025-06-02 10:00", "2025-06-02 10:00"),
        ("2025-06-02T13:00:05.25", "2025-06-02 10:00:05.25", "2025-06-02 10:00:05.25"),
        ("2025-06-02T13:00Z", "2025-06-02 13:00", "2025-06-02 13:00"),
        ("2025-06-02T13:00:07Z", "2025-06-02 13:00:07", "2025-06-02 13:00:07"),
        ("2025-06-30T13:00:07Z", "2025-06-30 13:00:07", "2025-06-30 13:00:07"),
        ("2025-06-02T13:00-04:30", "2025-06-02 17:30", "2025-06-02 17:30"),
        ("2025-06-02", "2025-06-01 21:00", "2025-06-02 20:59:59.999999"),
        ("2025-06", "2025-05-31 21:00", "2025-06-30 20:59:59.999999"),
        ("2024-12", "2024-11-30 21:00", "2024-12-31 20:59:59.999999"),
        ("2025", "2024-12-31 21:00", "2025-12-31 20:59:59.999999"),
        ("2025-06-02 morning", "2025-06-02 03:00", "2025-06-02 08:59:59.999999"),
        ("2025-06-02 afternoon", "2025-06-02 09:00", "2025-06-02 14:59:59.999999"),
        ("2025-06-02 evening", "2025-06-02 15:00", "2025-06-02 20:59:59.999999"),
        ("2025-06-01 night", "2025-06-01 17:00", "2025-06-02 02:59:59.999999"),
        ("2025-06-01 overnight", "2025-06-01 17:00", "2025-06-02 02:59:59.999999"),
        ("2025-05-31 weekend", "2025-05-30 21:00", "2025-06-01 20:59:59.999999"),
        ("2025-06-01 weekend", "2025-05-30 21:00", "2025-06-01 20:59:59.999999"),
        ("2025-05-26 weekend", "2025-05-30 21:00", "2025-06-01 20:59:59.999999"),
        ("2025-05-31/2025-06-01", "2025-05-30 21:00", "2025-06-01 20:59:59.999999"),
        ("2025-06-01T20:10+03:00 / 2025-06-02T02:00Z", "2025-06-01 17:10", "2025-06-02 02:00"),
        ("2025-06-01 night/2025-06-02", "2025-06-01 17:00", "2025-06-02 20:59:59.999999"),
    ],
)
def test_every_precision_is_read(text, start, end):
    """Each form an analyst may write stands for one span, both ends included."""
    interval = read_interval(text, ISTANBUL)
    assert (interval.start, interval.end, interval.text) == (at(start), at(end), text)


def test_the_windows_of_the_weekend_overlap_at_midnight():
    """The night of 1 June reaches into 2 June and ends where its morning begins."""
    night, day, morning = (
        read_interval(f"2025-06-0{text}", ISTANBUL) for text in ("1 night", "2", "2 morning")
    )
    assert night.start < day.start < night.end < morning.end < day.end
    assert morning.start - night.end == TICK


def test_parts_of_a_day_meet_without_a_gap():
    """Morning, afternoon and evening follow one another to the microsecond."""
    parts = [
        read_interval(f"2025-06-02 {part}", KYIV) for part in ("morning", "afternoon", "evening")
    ]
    assert all(later.start - earlier.end == TICK for earlier, later in pairwise(parts))
    assert parts[-1].end == read_interval("2025-06-02", KYIV).end


@pytest.mark.parametrize(
    ("text", "hours"), [("2025-03-30", 23), ("2025-10-26", 25), ("2025-06-02", 24)]
)
def test_a_day_is_as_long_as_its_clocks_make_it(text, hours):
    """The days on which Kyiv's clocks change are 23 and 25 hours long."""
    assert read_interval(text, KYIV).days == pytest.approx(hours / 24, abs=1e-9)


def test_a_time_shown_twice_is_the_first():
    """03:30 comes twice when Kyiv's clocks go back; the summer one is meant."""
    assert read_instant("2025-10-26T03:30", KYIV) == at("2025-10-26 00:30")
    assert read_instant("2025-10-26T03:30+02:00", KYIV) == at("2025-10-26 01:30")


def test_a_time_the_clocks_skip_is_an_error():
    """03:30 never comes when Kyiv's clocks go forward."""
    with pytest.raises(ValueError, match=r"^03:30 does not exist in Europe/Kyiv on 2025-03-30$"):
        read_interval("2025-03-30T03:30", KYIV)


def test_a_date_a_zone_skipped_is_an_error():
    """Samoa went from 29 to 31 December 2011."""
    with pytest.raises(ValueError, match=r"^2011-12-30 does not exist in Pacific/Apia$"):
        read_interval("2011-12-30", APIA)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "2025-06-02T13:00",
            r"a local time needs a zone: write \+03:00 or Z, or give the case a zone",
        ),
        ("2025-06-02", "a date needs a zone: give the case a zone, or write times with"),
        ("2025-06-02 night", "a date needs a zone"),
    ],
)
def test_nothing_local_is_read_without_a_zone(text, what):
    """Without a zone, a time with no offset is refused with the remedy."""
    with pytest.raises(ValueError, match=what):
        read_interval(text, None)


def test_an_offset_needs_no_zone():
    """A time with its own offset means the same in every zone and in none."""
    written = "2025-06-02T13:00+03:00"
    assert read_interval(written, None) == read_interval(written, HAVANA)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2025-13-02", r"^'2025-13-02' is not a time; write 2025-06-02, 2025-06-02T13:00, "),
        ("2025-02-29", "is not a time"),
        ("2025-02-30T12:00:00Z", "is not a time"),
        ("2025-06-02T25:00", "is not a time"),
        ("2025-06-02T13:00+25:00", "is not a time"),
        ("20250602", "is not a time"),
        ("0000-01-01", "is not a time"),
        ("٢٠٢٥-06-02", "is not a time"),
        ("", r"^'' is not a time"),
        ("2025-06-02/", r"^'' is not a time"),
        ("2025-06-02 mornin", r"^unknown part of the day 'mornin'; did you mean 'morning'\?$"),
        ("2025-06-02/2025-06-01", r"^'2025-06-02/2025-06-01' ends before it starts$"),
        ("1799", r"^a year lies between 1800 and 2200: 1799$"),
        ("9999-12-31T23:59:59Z", r"^a year lies between 1800 and 2200: 9999$"),
        ("0001-01-01T00:00+14:00", r"^a year lies between 1800 and 2200: 1$"),
        (20250602, r"^a time is text, in quotes: 20250602$"),
        ([], "a time is text"),
    ],
)
def test_what_is_not_a_time_is_refused_with_the_remedy(text, what):
    """Each refusal says what is wrong and what to write."""
    with pytest.raises(ValueError, match=what):
        read_interval(text, ISTANBUL)


@pytest.mark.parametrize("year", ["1800", "2200"])
@pytest.mark.parametrize("hours", [-23.9, 23.9])
def test_the_outermost_years_do_not_overflow(year, hours):
    """The first and the last year are read in zones of any offset."""
    far = timezone(timedelta(hours=hours))
    assert read_interval(year, far).days == 365


@given(
    st.datetimes(datetime(1800, 1, 2), datetime(2200, 12, 30)),
    st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(
        lambda offset: timezone(timedelta(minutes=offset // timedelta(minutes=1)))
    ),
)
def test_a_printed_datetime_reads_back(local, offset):
    """What Python prints of any datetime with an offset is read as that instant."""
    written = local.replace(tzinfo=offset)
    assert read_interval(written.isoformat(), None).start == written
    assert read_instant(str(written), KYIV) == written
    plain = local.replace(microsecond=0, tzinfo=UTC)
    assert read_instant(f"{plain:%Y-%m-%dT%H:%M:%SZ}", None) == plain


@given(time_like | st.text(max_size=50) | st.integers() | st.none(), st.none() | some_zones)
def test_readers_of_times_raise_only_one_short_line(raw, where):
    """Whatever a file holds, the answer is a value or a ValueError of one line."""
    for read in (lambda: read_interval(raw, where), lambda: read_duration(raw)):
        said = complaint(read)
        assert len(said) <= 300
        assert len(said.splitlines()) <= 1


@pytest.mark.parametrize(
    "raw", ["9" * 100_000, "2025-06-02 " + "x" * 100_000, "\n" * 100_000, "/" * 9999]
)
def test_a_huge_text_gets_a_short_message(raw):
    """A message quotes only the ends of what is too long to show."""
    for read in (lambda: read_interval(raw, UTC), lambda: read_duration(raw), lambda: zone(raw)):
        with pytest.raises(ValueError, match=r"\A.{1,300}\Z"):
            read()


# Intervals and moments


def test_text_is_no_part_of_equality_or_order():
    """Two ways of writing one span are one span."""
    day, span = read_interval("2025-06-02", KYIV), read_interval("2025-06-02/2025-06-02", KYIV)
    assert day == span
    assert hash(day) == hash(span)
    assert not day < span
    assert day.text != span.text


def test_an_interval_keeps_utc():
    """Ends in any zone are kept in UTC, and an end without a zone is refused."""
    noon = datetime(2025, 6, 2, 12, tzinfo=EASTERN_THREE)
    assert Interval(noon, noon).start.tzinfo is UTC
    assert Interval(noon, noon).is_instant
    with pytest.raises(ValueError, match="needs a zone"):
        Interval(datetime(2025, 6, 2), noon)


def test_an_interval_does_not_run_backwards():
    """An end before the start is refused even where nothing was written."""
    with pytest.raises(ValueError, match="an interval' ends before it starts"):
        Interval(at("2025-06-02"), at("2025-06-01"))


def test_the_moment_is_when_it_was_over_or_known():
    """A night known in the morning counts at its end; a day known at noon counts at noon."""
    night = read_interval("2025-06-01 night", KYIV)
    assert moment(night, at("2025-06-02 09:00")) == night.end
    assert moment(night, at("2025-06-01 22:00")) == at("2025-06-01 22:00")


def test_an_instant_of_a_date_is_its_end():
    """Known on 2 June means known by the end of 2 June in the case's zone."""
    assert read_instant("2025-06-02", ISTANBUL) == at("2025-06-02 20:59:59.999999")
    assert read_instant("2025-06-02 morning", ISTANBUL) == at("2025-06-02 08:59:59.999999")


# Days and midnights


def test_days_count_from_1970():
    """1.5 days after the epoch is noon of 2 January; 2 June 2025 is day 20241."""
    assert days(at("1970-01-02 12:00")) == 1.5
    assert days(at("2025-06-02")) == (date(2025, 6, 2) - date(1970, 1, 1)).days == 20241
    assert days(at("2025-06-02") - TICK) < 20241


def test_midnights_follow_the_clocks():
    """Across a change of Kyiv's clocks, midnights lie 23 and 25 hours apart."""
    spring = list(midnights(at("2025-03-29 12:00"), at("2025-03-31 12:00"), KYIV))
    assert spring == [at("2025-03-29 22:00"), at("2025-03-30 21:00")]
    autumn = list(midnights(at("2025-10-25 12:00"), at("2025-10-27 12:00"), KYIV))
    assert autumn == [at("2025-10-25 21:00"), at("2025-10-26 22:00")]


def test_midnights_take_the_last_and_leave_the_first():
    """A midnight belongs to the stretch that ends on it."""
    first, second = at("2025-06-01 21:00"), at("2025-06-02 21:00")
    assert list(midnights(first, second, ISTANBUL)) == [second]
    assert list(midnights(first - TICK, second - TICK, ISTANBUL)) == [first]
    assert list(midnights(second, first, ISTANBUL)) == []


def test_a_skipped_date_has_no_midnight_of_its_own():
    """Samoa's lost 30 December 2011 gives one midnight, not two at one instant."""
    assert list(midnights(at("2011-12-29 12:00"), at("2011-12-31 12:00"), APIA)) == [
        at("2011-12-30 10:00"),
        at("2011-12-31 10:00"),
    ]


def test_a_midnight_shown_twice_is_the_first():
    """St John's went from 00:01 back to 23:01 in 2006; 29 October began once, before that."""
    newfoundland = zone("America/St_Johns")
    turn = at("2006-10-29 02:30")
    assert list(midnights(at("2006-10-29 02:00"), at("2006-10-29 03:00"), newfoundland)) == [turn]
    assert list(midnights(turn, at("2006-10-30 03:00"), newfoundland)) == []


def test_a_day_begins_late_where_midnight_is_skipped():
    """Havana's clocks go from 00:00 to 01:00: 9 March 2025 begins at 01:00, 05:00 UTC."""
    begin = midnight(date(2025, 3, 9).toordinal(), HAVANA)
    assert begin == at("2025-03-09 05:00")
    assert begin.astimezone(HAVANA).hour == 1


@given(some_instants, st.timedeltas(timedelta(0), timedelta(days=40)), some_zones)
def test_midnights_are_where_the_date_turns(after, length, where):
    """Midnights are ordered, in reach, and each is the first microsecond of a local date."""
    found = list(midnights(after, after + length, where))
    assert all(earlier < later for earlier, later in pairwise(found))
    assert all(after < m <= after + length for m in found)
    assert all(local_day(m - TICK, where) < local_day(m, where) for m in found)
    dates = {
        local_day(after + hour * timedelta(hours=1), where)
        for hour in range(length // timedelta(hours=1) + 1)
    }
    assert len(found) in (len(dates) - 1, len(dates))


@given(some_instants, some_zones)
def test_an_instant_lies_in_its_local_day(instant, where):
    """The midnight of an instant's date is behind it, the next one ahead."""
    day = local_day(instant, where)
    assert midnight(day, where) <= instant < midnight(day + 1, where)


# Durations


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("7 days", 7.0),
        ("1 day", 1.0),
        ("12 hours", 0.5),
        ("90 minutes", 0.0625),
        ("2 weeks", 14.0),
        ("1.5 hours", 0.0625),
        ("0 days", 0.0),
        (" 3days ", 3.0),
    ],
)
def test_durations_are_days(text, length):
    """Minutes, hours, days and weeks are all read as days."""
    assert read_duration(text) == length


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("7", r"^a duration needs a unit: write 7 days$"),
        (7, r"^a duration needs a unit: write 7 days$"),
        ("3 months", r"^the length of a month varies: write 30 days or 52 weeks$"),
        ("1 year", "the length of a year varies"),
        ("7 dayz", r"^unknown unit of time 'dayz'; did you mean 'days'\?$"),
        ("-1 day", r"^'-1 day' is not a duration; write 7 days, 12 hours, 90 minutes or 2 weeks$"),
        ("inf days", "is not a duration"),
        ("1e9 days", "is not a duration"),
        (True, r"^True is not a duration"),
        (float("nan"), "^nan is not a duration"),
        (None, "^None is not a duration"),
    ],
)
def test_other_durations_are_refused_with_the_remedy(text, what):
    """A bare number, a unit of varying length and garbage each get their own line."""
    with pytest.raises(ValueError, match=what):
        read_duration(text)


# Showing


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2025-06-02T13:00", "2025-06-02 13:00"),
        ("2025-06-02", "2025-06-02"),
        ("2025-06-01 evening", "2025-06-01 18:00–24:00"),
        ("2025-06-01 afternoon", "2025-06-01 12:00–18:00"),
        ("2025-06-01T18:00/2025-06-01T19:30", "2025-06-01 18:00–19:30"),
        ("2025-05-31 weekend", "2025-05-31 to 2025-06-01"),
        ("2025-06-01 night", "2025-06-01 20:00 to 2025-06-02 06:00"),
        ("2025-06-01T20:10/2025-06-02", "2025-06-01 20:10 to 2025-06-02"),
        ("2025-06", "2025-06-01 to 2025-06-30"),
    ],
)
def test_intervals_are_shown_as_people_write_them(text, shown):
    """A span is shown in local time, closing on the hour rather than a microsecond before."""
    assert show_interval(read_interval(text, ISTANBUL), ISTANBUL) == shown


def test_the_end_of_a_day_is_shown_as_the_date():
    """A date that was read as its end is shown as a date again, also when the clocks change."""
    for text in ("2025-06-02", "2025-03-30", "2025-10-26"):
        assert show(read_instant(text, KYIV), KYIV) == text
    assert show(read_instant("2025-06-02", KYIV), UTC) == "2025-06-02 20:59"


@given(st.dates(date(1971, 1, 1), date(2037, 1, 1)), st.sampled_from(sorted(PARTS)), some_zones)
def test_parts_and_dates_are_never_empty(day, part, where):
    """Every part of every date that a zone had is longer than nothing and within two days."""
    if (day, where) == (date(2011, 12, 30), APIA):
        return
    interval = read_interval(f"{day} {part}", where)
    assert 0 < interval.days < 1
    assert read_interval(f"{day}", where).start <= interval.start


# Columns

ST_JOHNS = zone("America/St_Johns")
WRITTEN = st.one_of(
    st.datetimes(datetime(1799, 12, 1), datetime(2201, 2, 1)).flatmap(
        lambda when: st.sampled_from([
            when.strftime("%Y-%m-%dT%H:%M:%SZ"), when.strftime("%Y-%m-%d %H:%M+03:00"), f"{when.isoformat()}-11:30",
            f"{when.isoformat()}Z", when.isoformat(), f"{when:%Y-%m-%d}", f"{when:%Y-%m}", f"{when:%Y}",
            f"{when:%Y-%m-%d} night", f"{when:%Y-%m-%d} weekend", f" {when:%Y-%m-%dT%H:%MZ}\t", f"{when:%Y-%m-%d}T24:00Z",
            f"{when:%Y-%m-%d}/{when + timedelta(days=3):%Y-%m-%dT%H:%M:%SZ}", f"{when:%Y-%m}-31T00:00:00Z",
            f"{when:%Y-%m-%dT%H:%M:%S}+24:00", f"{when:%Y-%m-%dT%H:%M}:60Z", f"{when:%Y-%m-%dT%H:%M:%S}.1234567Z",
        ])
    ),
    time_like,
)  # fmt: skip
"""Times of every precision, with and without an offset, and some that are none."""


def whole(text: str, where: tzinfo | None) -> tuple[int, int] | str:
    """The first and last microsecond of a written time, or what is wrong with it."""
    try:
        interval = read_interval(text.strip(), where)
    except ValueError as problem:
        return str(problem)
    return micros(interval.start), micros(interval.end)


def of_column(texts: list[str], where: tzinfo | None) -> tuple[list[int], list[int]] | str:
    """The same of a column, both ends and the ends alone."""
    clock = Clock(where)
    try:
        firsts, lasts = clock.spans(texts)
        assert clock.ends(texts) == list(lasts)
    except ValueError as problem:
        return str(problem)
    return list(firsts), list(lasts)


@given(st.lists(WRITTEN, min_size=1, max_size=4), st.one_of(st.none(), some_zones))
def test_a_column_of_times_is_read_as_each_is(texts, where):
    """To the microsecond, whatever its neighbours are; and what is no time is none in a column."""
    each = [whole(text, where) for text in texts]
    wrong = [what for what in each if isinstance(what, str)]
    if wrong:
        assert of_column(texts, where) in wrong
    else:
        assert of_column(texts, where) == ([a for a, _ in each], [b for _, b in each])


@given(st.lists(WRITTEN, min_size=1, max_size=4))
def test_stamps_are_read_as_each_is_or_not_at_all(texts):
    """Written one after the other in quotes; whatever is not plain UTC is left to others."""
    encoded = [text.encode() + b'"' for text in texts]
    places = np.cumsum([0, *map(len, encoded[:-1])])
    text = np.frombuffer(b"".join(encoded) + b"}", np.uint8)
    read = stamps(text, places)
    plain = [len(each) == 20 and each[10] == "T" and each[19] == "Z" for each in texts]
    each = [whole(written, None) for written in texts]
    if read is not None:
        assert [(at, at) for at in read.tolist()] == each
    else:
        assert not all(plain) or any(isinstance(what, str) for what in each)


@given(
    st.lists(some_instants, min_size=1, max_size=6),
    st.one_of(some_zones, st.sampled_from([ST_JOHNS, zone("America/Santiago")])),
)
def test_the_days_of_a_column_are_those_of_each_moment(instants, where):
    """The ordinals of their dates in the zone, asked for together and then once more apart."""
    clock = Clock(where)
    expected = [local_day(each, where) for each in instants]
    moments = np.array([micros(each) for each in instants], np.int64)
    assert clock.days(moments).tolist() == expected
    assert [clock.days(moments[n : n + 1]).tolist() for n in range(len(moments))] == [
        [day] for day in expected
    ]


@pytest.mark.parametrize(
    ("where", "night"),
    [(ST_JOHNS, "2010-11-07"), (HAVANA, "2024-11-03"), (APIA, "2011-12-30"), (KYIV, "2025-10-26")],
)
def test_the_days_of_a_column_follow_the_clocks_back_and_forth(where, night):
    """Minute by minute through a night in which they go back past midnight, or skip a date."""
    noon = at(f"{night}T12:00") - timedelta(days=1)
    instants = [noon + timedelta(minutes=n) for n in range(36 * 60)]
    found = Clock(where).days(np.array([micros(each) for each in instants], np.int64))
    assert found.tolist() == [local_day(each, where) for each in instants]


@given(st.datetimes(datetime(1800, 1, 1), datetime(2200, 12, 31), timezones=st.just(UTC)))
def test_an_instant_is_so_many_microseconds_after_1970(when):
    """There and back again, and the same in days as by the careful way."""
    assert instant(micros(when)) == when
    assert micros(when) / 86_400e6 == days(when)
