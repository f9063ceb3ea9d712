"""Histories out of logs: each day as the signal read it then, whatever the log says later."""

import math

import attrs
import pytest
from ruritania import CASE, rulebook

import negotiations as ng
from negotiations.forecast.hazards import person_days, weightings_of
from negotiations.forecast.histories import histories_of
from negotiations.forecast.maximum import Penalised
from negotiations.log.reading import log_of
from negotiations.model.times import DAY, EPOCH

RULES = """
    when: {round: {}}
    then:
      - weigh: {group: talks, word: slight for, half_life: 45 days}
""", """
    when: {strike: {launched: {at_least: 50}}}
    then:
      - weigh: {group: battlefield, word: modest against, half_life: 14 days}
      - conclude: {name: escalating, for: 5 days}
      - weigh: {group: battlefield, word: slight against, lasts: while escalating}
"""  # fmt: skip
BOOK = rulebook(*RULES, caps={"talks": 1.0, "battlefield": 0.7})


def record(id_, day, kind, known=None, **fields):
    """One record of May 2025."""
    days = {"occurred": f"2025-05-{day:02}", "known_at": f"2025-05-{known or day:02}"}
    return {"id": id_, "kind": kind, "actor": ["ruritania"], **days, **fields}


def met(id_, day, number, known=None, **more):
    both = {"actor": ["ruritania", "freedonia"], "track": CASE.tracks[0]}
    return record(id_, day, "round", known, **both, number=number, status="convened", **more)


def struck(id_, day, known=None, launched=80):
    return record(id_, day, "strike", known, recipient=["freedonia"], launched=launched)


def truce(id_, day, status, **fields):
    kinds = {"declaration": "bilateral", "scope": "general", "class": "cessation_of_hostilities"}
    both = {"actor": ["ruritania", "freedonia"], "ceasefire": "truce"}
    return record(id_, day, "ceasefire", status=status, **both, **kinds, **fields)


def correction(id_, day, of, **sets):
    return {"id": id_, "kind": "correction", "of": of, "known_at": f"2025-05-{day:02}", "set": sets}


LOG = [
    met("r1", 1, 1),
    struck("s1", 3),
    struck("s2", 4, launched=60),
    struck("s3", 7, launched=10),
    met("r2", 6, 2, known=9),
    correction("c1", 12, "s3", launched=90),
    met("r3", 14, 3),
    struck("s4", 20),
]


def hazards(histories, book):
    """Day → the hazard of the row that begins then, with the experts' weights."""
    table = person_days(histories, weightings_of(book), {})
    ones = table.onset * 0 + 1.0
    free = table.process[:0]
    found = Penalised(table, book.caps, free, ones[:0], ones)
    eta = found.log_hazard_ratios(found.prior)
    begins = [each.start + n for each in histories for n in range(each.days)]
    return dict(zip(begins, (table.hazard * [math.exp(x) for x in eta]).tolist(), strict=True))


def assert_as_the_signal(log, book, step=1):
    """Each row's hazard is what a replay as of its start reads for the day ahead."""
    found = hazards(histories_of([log], book), book)
    for begin in list(found)[::step]:
        run = ng.replay(log, book, as_of=EPOCH + begin * DAY)
        read = run.likelihood(1, warned=False)
        assert -math.expm1(-found[begin]) == pytest.approx(read, rel=1e-9)
    return found


def test_each_day_is_the_signal_as_of_then():
    """Late news, corrections, weights that stand: each row is the replay as of its start."""
    assert len(assert_as_the_signal(log_of(CASE, LOG), BOOK)) == 19


def test_the_minsk_case_is_read_as_it_was():
    """So it is with the shipped rules on a real log, before each of its ceasefires."""
    log, book = ng.read_log(ng.seed("minsk-2014")), ng.read_rules(ng.folder("rules"))
    assert_as_the_signal(log, book, step=13)
    first, second = histories_of([log], book)
    truces = ng.replay(log, book).process.ceasefires.values()
    reached = {each.declared_at for each in truces}
    for each in (first, second):
        last = EPOCH + (each.start + each.days - 1) * DAY
        assert any(at and last < at <= last + DAY for at in reached)
    assert first.onset
    assert second.onset


def test_a_ceasefire_ends_the_risk_until_it_is_over():
    """The last day at risk is that of the ceasefire; the next stretch begins when it has ended."""
    records = [
        met("r1", 1, 1),
        truce("t1", 5, "declared"),
        truce("t2", 6, "in_effect"),
        truce("t3", 10, "ended", end="collapsed"),
        met("r2", 15, 2),
    ]
    before, after = histories_of([log_of(CASE, records)], BOOK)
    assert (before.onset, before.days) == (True, 4)
    assert (after.onset, after.days) == (False, 5)
    assert after.start == before.start + 9


def test_until_cuts_what_is_known():
    """With an earlier end neither a later ceasefire nor later evidence is in it."""
    log = log_of(CASE, [met("r1", 1, 1), met("r2", 8, 2), truce("t1", 20, "declared")])
    [cut] = histories_of([log], BOOK, until="2025-05-10")
    assert (cut.onset, len(cut.pieces)) == (False, 2)
    [whole] = histories_of([log], BOOK)
    assert whole.onset


def test_a_case_without_a_base_rate_is_told():
    """What gives no base rate of onset is refused by its name."""
    log = log_of(attrs.evolve(CASE, bases={}), [met("r1", 1, 1)])
    with pytest.raises(ValueError, match=f"{CASE.id}: the case gives no base rate for onset"):
        histories_of([log], BOOK)


def test_an_empty_log_has_no_history():
    """Nothing known, nothing at risk."""
    assert histories_of([log_of(CASE, [])], BOOK) == ()
