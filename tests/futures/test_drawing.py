"""Drawing: Poisson numbers, new ids, times that move along, lives that go on as they used to."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import logs
import pytest
from futures.test_fitting import fitted, record, strike
from hypothesis import given
from hypothesis import strategies as st

from negotiations.futures.arrivals import Arrivals
from negotiations.futures.drawing import Days, Drawing, Ongoing, generator, ongoing_in
from negotiations.futures.episodes import Part, Stay
from negotiations.log.reading import log_of
from negotiations.model.events import Event
from negotiations.model.times import zone
from negotiations.runs import replay

CASE = logs.case()
NOW = datetime(2025, 1, 31, 20, 59, 59, 999999, tzinfo=UTC)
ISTANBUL = zone("Europe/Istanbul")
MONTH = Days(NOW, 30, ISTANBUL)


def drawn(found: Arrivals, seed: int = 0, *ongoing: Ongoing, days: Days = MONTH) -> list[Event]:
    news = Drawing(found, ongoing, days).draw(generator(seed, 0))
    return [event for day in sorted(news) for event in news[day]]


def test_as_many_arrive_as_the_rate_says() -> None:
    """Over 400 futures the mean lies within four standard errors of rate times days."""
    found = fitted([strike(f"s{n}", 1 + n) for n in range(11)])
    mean = sum(len(drawn(found, seed)) for seed in range(400)) / 400
    expected = found.rate * 30
    assert abs(mean - expected) < 4 * (expected / 400) ** 0.5


def test_what_is_drawn_keeps_its_proportions() -> None:
    """A stream nine times as frequent comes nine times as often, within four standard errors."""
    found = fitted([strike("a", 1), strike("b", 2, "ruritania")]).at(
        {"strike freedonia": 9, "strike ruritania": 1}
    )
    actors = Counter(event.actor for seed in range(20) for event in drawn(found, seed))
    many = sum(actors.values())
    assert abs(actors["ruritania",] - many / 10) < 4 * (many * 0.09) ** 0.5


@given(logs.logs(least=3), st.integers(0, 99))
def test_ids_are_new_and_times_move_along(records: list[dict[str, Any]], seed: int) -> None:
    """No id comes twice or is of the past; each record is as late and lasts as long as it did."""
    found = fitted(records)
    old = {part.event.id: part.event for each in found.episodes for part in each.parts}
    events = drawn(found, seed)
    assert len({event.id for event in events} | old.keys()) == len(events) + len(old)
    for event in events:
        past = old[event.id.split(found.mark)[0]]
        assert event.known_at - event.occurred.end == past.known_at - past.occurred.end
        assert event.occurred.days == past.occurred.days
        assert NOW < event.known_at <= MONTH.ends[-1]


def test_ids_are_new_even_where_the_log_uses_the_mark() -> None:
    """The mark of what is drawn stands in no id of the log."""
    found = fitted([strike("a~~1", 1), record("b", 2, "agreement", "agreed", agreement="c~~~")])
    assert found.mark == "~~~~"


def test_things_of_the_future_are_new_things() -> None:
    """Each agreement drawn is one of its own, with its execution; a round leaves its number out."""
    found = fitted([
        record("a", 3, "agreement", "agreed", agreement="x", type="remains"),
        record("b", 5, "agreement", "executed", agreement="x"),
        record("c", 6, "round", "convened", number=4),
        record("d", 6, "delegation", "named", number=4),
    ])  # fmt: skip
    events = drawn(found, days=Days(NOW, 300, ISTANBUL))
    agreed = [e.subject for e in events if e.stage == "agreed"]
    executed = [e.subject for e in events if e.stage == "executed"]
    assert len(set(agreed)) == len(agreed) > 10
    assert set(executed) <= set(agreed)
    assert "x" not in agreed
    assert not any(getattr(e, "number", None) for e in events)


def test_a_day_keeps_the_hours_of_its_records() -> None:
    """What became known at nine in the morning of its zone does so again, also in summer."""
    days = Days(datetime(2025, 1, 31, 12, tzinfo=UTC), 200, zone("Europe/Kyiv"))
    like = datetime(2025, 1, 10, 7, tzinfo=UTC)
    assert days.within(1, like) == datetime(2025, 2, 1, 7, tzinfo=UTC)
    assert days.within(180, like) == datetime(2025, 7, 30, 6, tzinfo=UTC)


@given(st.integers(1, 400), st.integers(0, 24 * 60 - 1), st.integers(0, 24 * 60 - 1))
def test_a_moment_lies_within_its_day(day: int, now: int, hour: int) -> None:
    """After the end of the day before, and no later than its own end."""
    days = Days(
        datetime(2025, 1, 31, tzinfo=UTC) + timedelta(minutes=now), 400, zone("Europe/Kyiv")
    )
    like = datetime(2025, 1, 10, tzinfo=UTC) + timedelta(minutes=hour)
    slack = timedelta(hours=1)  # where the clocks skip or repeat the hour that is meant
    assert days.ends[day - 1] - slack < days.within(day, like) <= days.ends[day] + slack


LIFE = ("round", "main")
ADJOURNED = fitted([record("z", 9, "round", "adjourned", number=1)])
TAIL = (Part(3, ADJOURNED.episodes[0].first),)


def followed(stays: tuple[Stay, ...], stayed: float = 0.0, many: int = 3000) -> float:
    """In which share of futures a round that convened so many days ago is known to end."""
    drawing = Drawing(Arrivals(stays={(LIFE, "convened"): stays}), (), MONTH)
    chance = generator(0, 0)
    return sum(bool(drawing._tail(LIFE, "convened", stayed, chance)) for _ in range(many)) / many


@pytest.mark.parametrize(
    ("stays", "stayed", "share"),
    [
        ((Stay(1, TAIL), Stay(2), Stay(3, TAIL)), 0, 1),
        ((Stay(1, TAIL), Stay(2, TAIL), Stay(3)), 0, 2 / 3),
        ((Stay(1, TAIL), Stay(2), Stay(3, TAIL), Stay(4)), 0, 1 - 3 / 4 * 1 / 2),
        ((Stay(1, TAIL), Stay(2, TAIL), Stay(3)), 1.5, 1 / 2),
        ((Stay(1, TAIL),), 1, 0),
        ((), 0, 0),
    ],
)  # fmt: skip
def test_what_is_awaited_comes_by_the_kaplan_meier_law(
    stays: tuple[Stay, ...], stayed: float, share: float
) -> None:
    """What still goes on is no evidence that it never ends: 1 less the product of survivals."""
    assert followed(stays, stayed) == pytest.approx(share, abs=0.04)


def test_what_goes_on_in_the_present_goes_on() -> None:
    """A round that sits now adjourns after three days, two of which have passed: tomorrow."""
    found = Arrivals(stays={(LIFE, "convened"): (Stay(3, TAIL),)})
    (event,) = drawn(found, 0, Ongoing(LIFE, "convened", 7, 2.0))
    assert (event.stage, getattr(event, "number", None)) == ("adjourned", 7)
    assert event.known_at == MONTH.ends[1]


def test_what_goes_on_is_what_more_is_awaited_of() -> None:
    """Rounds that sit, agreements not carried out, demands that stand; not what is over."""
    records = [
        record("a", 3, "agreement", "agreed", agreement="x", type="remains"),
        record("b", 4, "agreement", "executed", agreement="y"),
        record("c", 5, "round", "convened", number=4),
        record("d", 6, "demand", "asserted", precondition="p"),
        record("e", 7, "demand", "met", precondition="q"),
        record("f", 8, "proposal", "tabled", proposal="r"),
    ]
    process = replay(log_of(CASE, records), logs.rules()).process
    assert [(o.life, o.stage, o.id) for o in ongoing_in(process, NOW)] == [
        (("round", "main"), "convened", 4),
        (("agreement", "remains"), "agreed", "x"),
        (("demand", "ruritania"), "asserted", "p"),
        (("proposal", "ruritania"), "tabled", "r"),
    ]


def test_each_future_has_its_own_chance() -> None:
    """The number of a future is its place in the seed's tree, wherever it is lived."""
    one, same, other = (generator(3, n).random(4).tolist() for n in (5, 5, 6))
    assert one == same != other
    assert generator(4, 5).random(4).tolist() != one
