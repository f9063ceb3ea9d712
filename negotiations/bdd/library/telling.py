"""Many events at once: tables and logs."""

from collections.abc import Iterator
from typing import Any

from negotiations.bdd.steps import given_or_when
from negotiations.bdd.stories.story import Story
from negotiations.bdd.stories.told import Told
from negotiations.bdd.stories.wording import CREDIBILITY, underscored
from negotiations.bdd.tables import Doubt, Row, Table
from negotiations.bdd.unmet import TEXT, Untellable, doubts, telling
from negotiations.log.amendments import AMENDMENTS
from negotiations.log.lines import Line, decode
from negotiations.log.sources import LinePlaces
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import said, shapes
from negotiations.notation import read_yaml
from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean

HEAD = ("id", "kind", "occurred", "known_at", "sources", "claims", "report_of", CREDIBILITY)
AMENDING = ("of", "because", "set")


@given_or_when("these events happen:")
def these_events_happen(story: Story, table: Table) -> None:
    """Events, each in a row, or one told downwards; the columns are the fields of a log's records.

    `kind` is needed; without `occurred` it happens on the story's day. Where several are named, put
    commas between them; `credibility` grades the `sources` of its row.

    Given a case between "ruritania" and "freedonia"
    When these events happen:
      | kind   | occurred   | actor                | recipient | launched | status  | number |
      | strike | 2025-06-01 | ruritania            | freedonia | >400     |         |        |
      | round  | 2025-06-02 | ruritania, freedonia |           |          | planned | 1      |
    Then round 1 is "planned"
    """
    _tell_rows(story, table, {})


@given_or_when('a "{kind}" happens:', 'an "{kind}" happens:')
def one_happens(story: Story, kind: str, table: Table) -> None:
    """An event of a kind, its fields told downwards (or several, in rows).

    Given a case between "ruritania" and "freedonia"
    When a "strike" happens:
      | actor     | ruritania |
      | recipient | freedonia |
      | occurred  | 2025-06-01 night |
      | launched  | 472       |
      | munition  | drone     |
    And an "agreement" happens:
      | agreement | grain-deal |
      | status    | agreed     |
    """
    _tell_rows(story, table, {"kind": _known_kind(kind)})


@given_or_when("the log is replayed")
def the_log_is_replayed(story: Story) -> None:
    """The whole log of the case becomes known.

    Given the case "istanbul-2025"
    When the log is replayed
    Then round 2 is "convened"
    """
    story.hear_log()


@given_or_when('the log is replayed as of "{moment}"')
def the_log_is_replayed_as_of(story: Story, moment: str) -> None:
    """The log of the case, as far as it was known by then; of a date, by its end.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then round 1 is "adjourned"
    """
    story.hear_log(moment)


@given_or_when('the log "{path}" is replayed')
def a_log_is_replayed(story: Story, path: str) -> None:
    """A log beside the feature (YAML or JSON lines) becomes known.

    Given the case "istanbul-2025"
    When the log "log.yaml" is replayed
    Then round 2 is "convened"
    """
    story.hear_log(path=path)


@given_or_when('the log "{path}" is replayed as of "{moment}"')
def a_log_is_replayed_as_of(story: Story, path: str, moment: str) -> None:
    """A log beside the feature, as far as it was known by then.

    Given the case "istanbul-2025"
    When the log "log.yaml" is replayed as of "2025-05-20"
    Then round 1 is "adjourned"
    """
    story.hear_log(moment, path)


@given_or_when('the log is replayed to just before "{event}"')
def the_log_is_replayed_before(story: Story, event: str) -> None:
    """All that stands before one record of the case's log in the one order of replay.

    That is by when it became known; then by when it happened; what is said of earlier records comes
    last.

    Given the case "istanbul-2025"
    When the log is replayed to just before "round-2-convened"
    Then round 2 is "planned"
    """
    story.hear_log(before=event)


@given_or_when('the log "{path}" is replayed to just before "{event}"')
def a_log_is_replayed_before(story: Story, path: str, event: str) -> None:
    """All that stands before one record of a log beside the feature, in the one order of replay.

    Given the case "istanbul-2025"
    When the log "log.yaml" is replayed to just before "round-2-convened"
    Then round 2 is "planned"
    """
    story.hear_log(path=path, before=event)


@given_or_when("this log is replayed:")
def this_log_is_replayed(story: Story, text: str) -> None:
    """Records just as a log has them, as a list in YAML or as JSON lines; nothing may be left out.

    Given a case between "ruritania" and "freedonia"
    When this log is replayed:
      ```
      - id: first-planned
        kind: round
        occurred: 2025-05-10
        known_at: 2025-05-10
        actor: [ruritania, freedonia]
        status: planned
        number: 1
      ```
    Then round 1 is "planned"
    """
    reader, told, wrong = story.reader, list[Told](), list[Doubt]()
    for raw, places in _entries(text):
        try:
            told.append(Told(raw, reader.read(raw, places)))
        except Unreadable as error:
            wrong += doubts(error.problems)
    if wrong:
        raise Untellable(*wrong)
    story.hear(told)


def _entries(text: str) -> Iterator[tuple[dict[str, Any], Any]]:
    with telling():
        yield from _json_lines(text) if text.lstrip().startswith("{") else _yaml_list(text)


def _json_lines(text: str) -> Iterator[tuple[dict[str, Any], Any]]:
    for number, written in enumerate(text.splitlines(), 1):
        if written.strip():
            line = Line(Place(TEXT, number), 0, written.encode())
            yield decode(line), LinePlaces(line)


def _yaml_list(text: str) -> Iterator[tuple[dict[str, Any], Any]]:
    read = read_yaml(text.encode(), TEXT)
    if not isinstance(read.value, list):
        raise Untellable(f"a log is a list of records, not {said(read.value)}")
    for number, value in enumerate(read.value):
        record = read.at((number,))
        if not isinstance(value, dict):
            what = f"a record is a mapping, not {said(value)}"
            raise Unreadable([Problem(record.place(), what)])
        yield value, record


def _tell_rows(story: Story, table: Table, default: dict[str, Any]) -> None:
    """Tell each row; everything wrong with any of them is told together."""
    known = _columns(default.get("kind"))
    wrong: list[Doubt] = [*table.doubts(known)]
    for row in table.records(known):
        try:
            story.say({**default, **row.data()}, row.places)
        except Untellable as error:
            wrong += [_with_place(each, row) for each in error.found]
    if wrong:
        raise Untellable(*wrong)


def _with_place(doubt: Doubt, row: Row) -> Problem:
    return doubt if isinstance(doubt, Problem) else Problem(row.place, doubt)


def _columns(kind: str | None) -> list[str]:
    """The fields that a record of a kind can have; of any kind, if none is named."""
    if kind in AMENDMENTS:
        return [*HEAD, *AMENDING, "asserter"]
    classes = KINDS.values() if kind is None else [KINDS[kind]]
    fields = dict.fromkeys(field for cls in classes for field in shapes(cls))
    return [*HEAD, *fields, *(AMENDING if kind is None else ())]


def _known_kind(kind: str) -> str:
    known = [*(each for each in KINDS if each != "day"), *AMENDMENTS]
    found = underscored(kind, known)
    if found not in known:
        raise Untellable(f"unknown kind {kind!r}{did_you_mean(kind, known)}")
    return str(found)
