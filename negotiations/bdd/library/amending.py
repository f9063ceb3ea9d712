"""Who says so: sources, reports, rival claims, corrections and retractions."""

from collections.abc import Iterable
from typing import Any

from negotiations.bdd.steps import given_or_when, happens
from negotiations.bdd.stories.story import Story
from negotiations.bdd.stories.wording import CREDIBILITY, worded
from negotiations.bdd.tables import RowPlaces, Table
from negotiations.bdd.unmet import Untellable
from negotiations.model.claims import CONFIRMED, CREDIBILITIES
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import shapes
from negotiations.problems import did_you_mean


@given_or_when(
    'what follows is reported by "{source}"',
    'what follows is reported by "{source}" with credibility {grade}',
)
def what_follows(story: Story, source: str, grade: int | None = None) -> None:
    """The source of all that is told from here on without one of its own.

    Credibility runs from 1, confirmed by others, to 5, improbable; 6: can't be judged.

    Given a case between "ruritania" and "freedonia"
    And what follows is reported by "newspaper" with credibility 2
    When "ruritania" strikes "freedonia"
    And what follows is reported by "radio"
    And "freedonia" strikes "ruritania"
    """
    said = worded({"sources": source, CREDIBILITY: grade}, story.case)["sources"]
    known = story.case.voices
    wrong = [_unknown(each["source"], known) for each in said if each["source"] not in known]
    if known and wrong:
        raise Untellable(*wrong)
    if grade not in (None, *CREDIBILITIES):
        raise Untellable(f"credibility is a whole number from 1 to 6, not {grade}")
    story.sources = said


@given_or_when("what follows has no source")
def what_follows_has_none(story: Story) -> None:
    """Nobody is named who reports what is told from here on.

    Given a case between "ruritania" and "freedonia"
    And what follows is reported by "newspaper"
    And what follows has no source
    When "ruritania" strikes "freedonia"
    """
    story.sources = None


@happens('"{event}" is confirmed by "{source}"')
def confirmed(story: Story, event: str, source: str, date: str | None = None) -> None:
    """Another source bears an event out, with credibility 1: confirmed by others.

    Given a case between "ruritania" and "freedonia"
    And a "strike" happens:
      | id        | first-wave |
      | actor     | ruritania  |
      | recipient | freedonia  |
    When "first-wave" is confirmed by "observers"
    """
    _report(story, event, date, sources=source, credibility=CONFIRMED)


@happens('"{event}" is reported by "{source}" with credibility {grade}')
def reported(story: Story, event: str, source: str, grade: int, date: str | None = None) -> None:
    """Another source tells of an event too, and how credible that is, 1 to 6.

    Given a case between "ruritania" and "freedonia"
    And a "strike" happens:
      | id        | first-wave |
      | actor     | ruritania  |
      | recipient | freedonia  |
    When "first-wave" is reported by "newspaper" with credibility 3
    """
    _report(story, event, date, sources=source, credibility=grade)


@happens('"{speaker}" denies "{event}"')
def denied(story: Story, speaker: str, event: str, date: str | None = None) -> None:
    """Somebody says that it did not happen, which stands beside what is known.

    Given a case between "ruritania" and "freedonia"
    And a "strike" happens:
      | id        | first-wave |
      | actor     | ruritania  |
      | recipient | freedonia  |
    When "ruritania" denies "first-wave"
    """
    _report(story, event, date, asserter=speaker, modality="denied")


@happens('"{speaker}" claims that "{field}" of "{event}" is "{value}"')
def claimed(
    story: Story, speaker: str, field: str, event: str, value: str, date: str | None = None
) -> None:
    """Somebody's own word on one field of an event; a conflict, if both can't be true.

    Given a case between "ruritania" and "freedonia"
    And a "round" happens:
      | id     | first-planned    |
      | status | planned          |
      | number | 1                |
      | starts | 2025-02-01T13:00 |
    When "freedonia" claims that "starts" of "first-planned" is "2025-02-01T12:00"
    """
    _report(story, event, date, asserter=speaker, modality="claimed", **{field: value})


@happens('"{event}" is retracted')
def retracted(story: Story, event: str, date: str | None = None) -> None:
    """An event is taken back altogether: from now on, as if it had never been told.

    Given a case between "ruritania" and "freedonia"
    And a "round" happens:
      | id     | first-planned |
      | status | planned       |
      | number | 1             |
    When "first-planned" is retracted
    """
    story.told.named(event)
    _amend(story, date, {"kind": "retraction", "of": event})


@given_or_when('"{event}" is corrected:', '"{event}" is corrected on "{date}":')
def corrected(story: Story, event: str, table: Table, date: str | None = None) -> None:
    """Some fields of an event are set anew, told downwards; the rest of it stands.

    Given a case between "ruritania" and "freedonia"
    And a "strike" happens:
      | id       | first-wave |
      | occurred | 2025-01-10 |
      | actor    | ruritania  |
      | launched | 472        |
    When "first-wave" is corrected:
      | launched | 480 |
    And "first-wave" is corrected on "2025-01-12":
      | field    | value   |
      | launched | 485     |
      | munition | drone   |
    """
    target = story.told.named(event)
    row = table.fields(_settable(target.raw["kind"]))
    set_anew = worded({"kind": target.raw["kind"], **row.data()}, story.case)
    set_anew.pop("kind")
    said = {"kind": "correction", "of": event, "set": set_anew}
    _amend(story, date, said, RowPlaces(row, below=("set",)))


def _unknown(source: str, known: Iterable[str]) -> str:
    return f"unknown source {source!r}{did_you_mean(source, known)}"


def _settable(kind: str) -> list[str]:
    return ["occurred", "sources", "claims", CREDIBILITY, *shapes(KINDS[kind])]


def _report(story: Story, event: str, date: str | None, **said: Any) -> None:
    """Word of an event that was told before."""
    kind = story.told.named(event).raw["kind"]
    _amend(story, date, {"kind": kind, "report_of": event, **said})


def _amend(
    story: Story, date: str | None, said: dict[str, Any], places: RowPlaces | None = None
) -> None:
    story.say({**said, **({"known_at": date} if date else {})}, places)
