"""What the names, words and numbers of a step stand for; an unknown one is told with the nearest.

Whoever takes part, an issue and an agreement may be named by id, or as the case calls them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from negotiations.bdd.sentence import Value
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Untellable
from negotiations.log.reading import Log
from negotiations.model.case import Case
from negotiations.model.evidence import QUESTIONS
from negotiations.model.kinds import KINDS
from negotiations.model.phases import TABLES, Region
from negotiations.model.shapes import Word, shapes
from negotiations.model.telling import names_in
from negotiations.model.times import Interval, read_interval
from negotiations.problems import did_you_mean
from negotiations.rulebook.rule import Rule

NOUNS = {"humanitarian": "agreement", "ceasefire": "ceasefire"}
"""The kinds of region that begin with a thing, and that thing."""

FARTHEST = 3650
"""Days, ten years: no likelihood is read for longer."""


def known(noun: str, name: str, names: Iterable[str], where: str = "") -> str:
    """The name itself; raises Untellable if it is none of these."""
    names = list(dict.fromkeys(names))
    if name not in names:
        raise Untellable(f"no {noun} {name!r}{where}{did_you_mean(name, names)}")
    return name


def called(noun: str, name: str, names: Mapping[str, str]) -> str:
    """The id that a name stands for, given what each id is called. Raises Untellable."""
    if name in names:
        return name
    by_name = {what.casefold(): id for id, what in names.items()}
    if name.casefold() in by_name:
        return by_name[name.casefold()]
    known(noun, name, [*names, *names.values()], " in the case")
    return name


def participant(case: Case, name: str) -> str:
    """Somebody who can act: a party or a third party."""
    return called("party", name, _of(case, case.participants))


def party(case: Case, name: str) -> str:
    """A primary party."""
    return called("party", name, _of(case, case.parties))


def speaker(case: Case, name: str) -> str:
    """Somebody who can assert something."""
    return called("speaker", name, _of(case, case.speakers))


def _of(case: Case, ids: Iterable[str]) -> dict[str, str]:
    names = names_in(case)
    return {id: names[id] for id in ids}


def issue(case: Case, name: str) -> str:
    """An issue, by id or title."""
    return called("issue", name, {each.id: each.title for each in case.issues.values()})


def track(case: Case, name: str | None) -> str:
    """A track; the case's first where none is named."""
    return case.tracks[0] if name is None else known("track", name, case.tracks, " in the case")


def position_key(story: Story, name: str, on: str) -> tuple[str, str]:
    """A party and an issue on which the case gives it a position. Raises Untellable."""
    key = party(story.case, name), issue(story.case, on)
    if key not in story.run.process.positions:
        raise Untellable(f"the case gives {key[0]} no position on {key[1]}")
    return key


def round_key(case: Case, number: Value, name: str | None) -> str:
    """The key of a round: its track and its number. Raises Untellable."""
    return f"{track(case, name)}:{whole('the number of a round', number)}"


def rule(story: Story, name: str) -> Rule:
    """A rule of the story's rulebook."""
    names = [each.name for each in story.rules.rules]
    return story.rules.rule(known("rule", name, names, " in the rulebook"))


def group(story: Story, name: str) -> str:
    """A group of evidence that the rulebook has a cap for."""
    return known("group of evidence", name, story.rules.caps, " in the rulebook")


def question(name: str) -> str:
    """What is asked: onset or collapse."""
    return known("question", name, QUESTIONS)


def kind_of_region(name: str) -> str:
    """talks, ceasefire, humanitarian or settlement."""
    return known("kind of region", name, TABLES)


def region(story: Story, key: str) -> Region:
    """A region of phases by its key, `talks:istanbul`; a fresh one of what is yet to come."""
    regions = story.run.process.regions
    kind, _, name = key.partition(":")
    if key not in regions and kind in TABLES and name in named_in(story, NOUNS.get(kind, "")):
        return Region(kind, name)
    return regions[known("region of phases", key, regions, " by then")]


def phase(kind: str, word: str) -> str:
    """A phase of a kind of region; `in effect` is as good as `in_effect`."""
    return choice(f"phase of {kind}", word, TABLES[kind].phases)


def choice(noun: str, word: str, choices: Iterable[str]) -> str:
    """One word of a closed list, in which a space is as good as an underscore."""
    return known(noun, word.strip().replace(" ", "_"), choices)


def choice_of(kind: str, field: str, word: str) -> str:
    """One word of those that a field of a kind of event may hold."""
    shape = shapes(KINDS[kind])[field]
    assert isinstance(shape, Word), f"{kind}.{field} holds a word of a closed list"
    return choice(f"{field} of a {kind}", word, shape.choices)


def whole(what: str, number: Value) -> int:
    """A whole number, 0 or more. Raises Untellable."""
    if not isinstance(number, int) or number < 0:
        raise Untellable(f"{what} is a whole number, 0 or more, not {number}")
    return number


def days_ahead(number: Value) -> int:
    """A horizon in whole days, 1 to `FARTHEST`. Raises Untellable."""
    if not isinstance(number, int) or not 1 <= number <= FARTHEST:
        raise Untellable(f"a horizon is 1 to {FARTHEST} whole days, not {number}")
    return number


def time(case: Case, text: str) -> Interval:
    """A time of any precision, in the case's zone. Raises Untellable."""
    try:
        return read_interval(text, case.day_zone)
    except ValueError as error:
        raise Untellable(str(error)) from None


def thing(story: Story, noun: str, name: str, things: Mapping[str, Any]) -> str:
    """The id of an agreement, ceasefire, proposal or precondition that some record names.

    *things* are those known by now. Raises Untellable for a name that no record has, so that a slip
    of the pen never passes for something that is not known yet.
    """
    if name in things:
        return name
    titles = {each.title: id for id, each in things.items() if getattr(each, "title", None)}
    if name in titles:
        return titles[name]
    return known(noun, name, [*things, *named_in(story, noun)], " in any record of the story")


def named_in(story: Story, field: str) -> set[str]:
    """What the records of a story, and of the log of its case, have in a field."""
    records = [*story.records, *(_records_of(story.log) if story.log else ())]
    return {record[field] for record in records if isinstance(record.get(field), str)}


def _records_of(log: Log) -> Iterator[Mapping[str, Any]]:
    entries = (entry for source in log.sources() for entry in source)
    return (entry.raw for entry in entries if entry.raw is not None)
