"""What a step asks of a story beyond its replay: events as they stand, firings, and near misses."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from negotiations.bdd.answers.naming import known
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Untellable
from negotiations.hearing import exhaust
from negotiations.log.amendments import Record
from negotiations.log.reading import log_of
from negotiations.log.records import RecordReader
from negotiations.log.revising import revise, target_of
from negotiations.log.sources import OnePlace
from negotiations.model.events import Event
from negotiations.place import Place
from negotiations.replaying import Replay
from negotiations.report.why import answer_data, answer_told
from negotiations.rulebook.rule import Rule
from negotiations.rulebook.situation import Situation
from negotiations.runs import Run
from negotiations.whynot import Verdict, Watching, after_event, verdicts

DAY = re.compile(r"day:\d{4}-\d\d-\d\d")


# --- events


def is_day(id: str) -> bool:
    """Whether it is the id of a midnight: `day:2025-05-30`."""
    return DAY.fullmatch(id) is not None


def event_id(story: Story, id: str) -> str:
    """The id of a record of the story, or of a midnight (`day:2025-05-30`). Raises Untellable."""
    return id if is_day(id) else _record(story, id)["id"]


def event_of(story: Story, id: str) -> Event | str:
    """The event as all that is known by now leaves it, or why there is none.

    Raises Untellable for an id that no record of the story has.
    """
    found = record_of(story, id)
    if isinstance(found, str):
        return found
    if not isinstance(found, Event) or found.report_of is not None:
        return f"{id} is about {target_of(found)}, and no event of its own"
    return found


def record_of(story: Story, id: str) -> Record | str:
    """The same of any record: a correction, a retraction or a report is what it was written as."""
    raw = _record(story, id)
    reader, nowhere = RecordReader(story.case), OnePlace(Place(id))
    own = reader.read(raw, nowhere)
    about = (each for each in story.records if id in (each.get("of"), each.get("report_of")))
    records = [own, *sorted((reader.read(each, nowhere) for each in about), key=_order)]
    until = story.until
    heard = [each for each in records if until is None or each.known_at <= until]
    if own not in heard:
        return f"{id} is not known by then"
    if not isinstance(own, Event) or own.report_of is not None:
        return own
    return revise(reader, raw, nowhere, heard[1:]) or f"{id} was retracted"


def _record(story: Story, id: str) -> Mapping[str, Any]:
    records = {record["id"]: record for record in story.records}
    return records[known("event", id, records, " in the story")]


def _order(record: Record) -> Any:
    return record.order


# --- firings


@attrs.frozen
class Fired:
    """A rule that fired: on which event, for whom."""

    rule: str
    event: str
    roles: str
    parties: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule} on {self.event}" + (f" for {self.roles}" if self.roles else "")


def firings(run: Run) -> list[Fired]:
    """Every firing, in order."""
    return [
        Fired(rule, event, roles.told(), tuple(filter(None, attrs.astuple(roles))))
        for rule, event, roles in run.trace.firings()
    ]


# --- near misses


def missed_on(story: Story, rule: Rule, id: str) -> list[Verdict] | str:
    """What the rule found as an event came, the nearest casting first; or why it wasn't asked."""
    watching = _watched(story, lambda event: event.id == id)
    met = watching.met.get(id)
    if met is None:
        return f"no rule was asked about {id}: it moves nothing, or is not known by then"
    if met.event.kind != rule.kind:
        asked, came = (each.replace("_", " ") for each in (rule.kind, met.event.kind))
        return f"{rule.name} is about a {asked}, and {id} is a {came}"
    cast = verdicts(rule, met, after_event(met, watching))
    return cast or f"nobody is known to play a part in it: it needs {', '.join(sorted(rule.roles))}"


def nearest_miss(story: Story, rule: Rule) -> tuple[str, Verdict] | None:
    """The event on which the rule came nearest to firing and did not; None if none is its kind."""
    watching = _watched(story, lambda event: event.kind == rule.kind)
    found = ((id, verdict) for id, verdict in _all(rule, watching) if not verdict.holds)
    return min(found, key=lambda pair: pair[1].nearness, default=None)


def _all(rule: Rule, watching: Watching) -> Iterator[tuple[str, Verdict]]:
    for id, met in watching.met.items():
        yield from ((id, verdict) for verdict in verdicts(rule, met, _after(rule, met, watching)))


def _after(rule: Rule, met: Situation, watching: Watching) -> Situation:
    """The situation after the event; worked out only for a rule that may ask about it."""
    return after_event(met, watching) if rule.after or rule.awaits or rule.shuns else met


def _watched(story: Story, wanted: Callable[[Event], bool]) -> Watching:
    """A judge that has seen the whole story, and kept the situations of the wanted events."""
    watching = Watching(story.rules, wanted)
    log = log_of(story.case, story.records, sort=True)
    exhaust(Replay(log, story.rules, as_of=story.until, judge=watching).reasons())
    return watching


def lacked(verdict: Verdict) -> list[str]:
    """What kept a rule from firing, a line each: `when launched at_least 400: no (it is 80)`."""
    return [answer_told(answer_data(miss)) for miss in verdict.misses]


def says(text: str, words: str) -> bool:
    """Whether a line says these words; a space is as good as an underscore, and case is nothing.

    Raises Untellable for no words, which every line would say.

    >>> says("when launched at_least 400: no", "launched at least 400")
    True
    """
    if not words.strip():
        raise Untellable("some words are wanted in the quotes")
    return _plain(words) in _plain(text)


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def listed(lines: Iterable[str], most: int = 5) -> tuple[str, ...]:
    """The first of some lines, with how many more there are."""
    all_ = list(lines)
    rest = len(all_) - most
    return (*all_[:most], *([f"and {rest} more"] if rest > 0 else ()))
