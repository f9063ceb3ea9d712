"""Outcomes: when a ceasefire began or collapsed, and since when one can know it."""

from typing import Any

import pytest
from ruritania import CASE

import negotiations as ng
from negotiations.log.reading import Log, log_of
from negotiations.outcomes.questions import NO, OPEN, YES

TRUCE = {"kind": "ceasefire", "ceasefire": "truce", "declaration": "bilateral", "scope": "general",
         "class": "preliminary", "actor": ["ruritania", "freedonia"]}  # fmt: skip
JANUARY = ng.Question(asked="2025-01-01", within=30)


def event(id: str, day: str, known: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": id, "occurred": day, "known_at": known or day, **more}


def truce(id: str, day: str, known: str | None = None, **more: Any) -> dict[str, Any]:
    return event(id, day, known, **(TRUCE | more))


def later(id: str, known: str, of: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "known_at": known, "of": of, **more}


def strike(day: str) -> dict[str, Any]:
    return event(f"strike-{day}", day, kind="strike", actor="freedonia", recipient="ruritania")


def log(*records: dict[str, Any]) -> Log:
    return log_of(CASE, sorted(records, key=lambda raw: raw["known_at"]))


def answer(question: ng.Question, told: Log, as_of: str | None = None, **more: Any) -> Any:
    """The answer, and the dates when it happened and since when it is known."""
    found = question.resolve(told, as_of, **more)
    dates = (None if at is None else str(at.date()) for at in (found.happened, found.known_at))
    return (found.answer, *dates)


@pytest.fixture(scope="module")
def minsk() -> Log:
    return ng.read_log(ng.seed("minsk-2014") or "")


def test_minsk_resolves_on_the_day_of_the_protocol_and_not_before(minsk: Log) -> None:
    """Asked on 1 August 2014 for 90 days: yes, on 5 September; unknown until then."""
    question = ng.Question(asked="2014-08-01", within=90)
    assert answer(question, minsk) == (YES, "2014-09-05", "2014-09-05")
    for early in ("2014-08-01", "2014-08-31", "2014-09-04"):
        assert answer(question, minsk, early) == (OPEN, None, None)
    assert question.resolve(minsk, "2014-09-05").answer == YES


def test_minsk_has_no_ceasefire_in_july(minsk: Log) -> None:
    """The truce of June is unilateral: 30 days from 1 July hold none; known when they are over."""
    question = ng.Question(asked="2014-07-01", within=30)
    assert answer(question, minsk, "2014-07-30") == (OPEN, None, None)
    assert answer(question, minsk) == (NO, None, "2014-07-31")


def test_minsk_collapses_in_january(minsk: Log) -> None:
    """Three ceasefires are one peace: it is over when the last of them is, as the log judges it."""
    question = ng.Question(kind="collapse", asked="2014-12-31", within=30)
    assert answer(question, minsk) == (YES, "2015-01-23", "2015-01-23")
    earlier = ng.Question(kind="collapse", asked="2014-09-30", within=90)
    assert question.resolve(minsk, "2015-01-22").answer == OPEN
    assert earlier.resolve(minsk).answer == NO


def test_the_definition_decides() -> None:
    """In effect is not announced, partial is not general, a holiday is not peace."""
    told = log(truce("a", "2025-01-10", status="declared"),
               truce("b", "2025-01-20", status="in_effect"), strike("2025-03-01"))  # fmt: skip
    in_effect = ng.CeasefireDefinition(trigger="in_effect")
    assert answer(JANUARY, told)[1] == "2025-01-10"
    strict = ng.Question(asked="2025-01-01", within=30, definition=in_effect)
    assert answer(strict, told)[1] == "2025-01-20"
    for other in ({"scope": "partial"}, {"purpose": ["holiday"]}, {"declaration": "unilateral"}):
        unlike = log(truce("a", "2025-01-10", status="declared", **other), strike("2025-03-01"))
        assert answer(JANUARY, unlike)[0] == NO


def test_late_news_is_known_late() -> None:
    """What happened in the time and was told after it is yes from then on, and no before."""
    told = log(truce("a", "2025-01-10", "2025-02-20", status="declared"), strike("2025-02-10"))
    assert answer(JANUARY, told, "2025-02-09") == (OPEN, None, None)
    assert answer(JANUARY, told, "2025-02-15") == (NO, None, "2025-01-31")
    assert answer(JANUARY, told) == (YES, "2025-01-10", "2025-02-20")


def test_no_needs_a_log_that_covers_the_time() -> None:
    """A log that ends is not a log of nothing, unless somebody vouches for it."""
    told = log(strike("2025-01-05"))
    assert answer(JANUARY, told, "2025-06-01")[0] == OPEN
    assert answer(JANUARY, told, covers="2025-03-01") == (NO, None, "2025-01-31")
    assert answer(JANUARY, told, "2025-06-01", covers="2025-03-01") == (NO, None, "2025-01-31")
    assert answer(JANUARY, told, "2025-01-20", covers="2025-03-01")[0] == OPEN


def test_a_retraction_takes_it_back_from_then_on() -> None:
    """Until it is retracted the answer stands; then it is no, known since the retraction."""
    told = log(truce("a", "2025-01-10", status="declared"), strike("2025-02-10"),
               later("r", "2025-03-01", "a", kind="retraction"))  # fmt: skip
    assert answer(JANUARY, told, "2025-02-28") == (YES, "2025-01-10", "2025-01-10")
    assert answer(JANUARY, told) == (NO, None, "2025-03-01")


def test_a_correction_changes_it_from_then_on() -> None:
    """A ceasefire told as partial and corrected to general is yes from the correction on."""
    told = log(truce("a", "2025-01-10", status="declared", scope="partial"), strike("2025-02-10"),
               later("c", "2025-03-01", "a", kind="correction", set={"scope": "general"})
               )  # fmt: skip
    assert answer(JANUARY, told, "2025-02-20")[0] == NO
    assert answer(JANUARY, told) == (YES, "2025-01-10", "2025-03-01")


def test_a_ceasefire_nobody_knew_of_when_asked_counts() -> None:
    """It lies before the question, and is what is asked about: in effect within the time."""
    told = log(truce("a", "2024-12-20", "2025-01-08", status="declared"), strike("2025-03-01"))
    assert answer(JANUARY, told) == (YES, "2024-12-20", "2025-01-08")


def test_one_that_was_over_when_asked_does_not_count() -> None:
    """Begun and ended before the question was asked, it answers nothing."""
    told = log(truce("a", "2024-12-01", status="declared"),
               truce("b", "2024-12-20", status="ended"),
               strike("2025-03-01"))  # fmt: skip
    assert answer(JANUARY, told)[0] == NO


def test_a_ceasefire_that_begins_anew_is_another_onset() -> None:
    """The same ceasefire declared again after its end answers a later question."""
    told = log(truce("a", "2024-12-01", status="declared"),
               truce("b", "2024-12-20", status="ended"),
               truce("c", "2025-01-15", status="declared"), strike("2025-03-01"))  # fmt: skip
    assert answer(JANUARY, told) == (YES, "2025-01-15", "2025-01-15")


def test_what_the_case_does_not_accept_resolves_nothing() -> None:
    """A claim of grade 5 moves no process, so it is no outcome either."""
    rumour = {"sources": [{"source": "press", "credibility": 5}]}
    told = log(truce("a", "2025-01-10", status="declared", **rumour), strike("2025-03-01"))
    assert answer(JANUARY, told)[0] == NO


def test_an_unknown_question_is_refused() -> None:
    """With the nearest word; and a horizon is a positive whole number of days."""
    with pytest.raises(ValueError, match="did you mean 'onset'"):
        ng.Question(kind="onest", asked="2025-01-01")
    with pytest.raises(ValueError, match="positive whole number"):
        ng.Question(asked="2025-01-01", within=0)
    with pytest.raises(ValueError, match="36525 days at most"):
        ng.Question(asked="2025-01-01", within=10**7)
    with pytest.raises(ValueError, match="36525 days at most"):
        ng.Question(asked="2025-01-01", within=10**400)
