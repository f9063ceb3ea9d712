"""Agreements and ceasefires alike, as steps ask for them: by id, status and signature."""

from collections.abc import Mapping
from typing import TypeAlias

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.asking import listed
from negotiations.bdd.sentence import Value
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.agreements import Agreement
from negotiations.model.ceasefires import Ceasefire

Thing: TypeAlias = Agreement | Ceasefire


def _known(story: Story, noun: str) -> Mapping[str, Thing]:
    process = story.run.process
    return process.agreements if noun == "agreement" else process.ceasefires


def found(story: Story, noun: str, name: str, expected: str) -> Thing:
    """The one of that name. Raises Unmet where it is not known yet, and Untellable."""
    known = _known(story, noun)
    id = naming.thing(story, noun, name, known)
    if id not in known:
        raise Unmet(f"the {noun} {id} {expected}", "nothing is known of it by then", _all(known))
    return known[id]


def is_(story: Story, noun: str, name: str, status: str) -> None:
    wanted = naming.choice_of(noun, "status", status)
    meant = found(story, noun, name, f"to be {wanted}")
    if meant.status != wanted:
        raise Unmet(f"the {noun} {meant.id} to be {wanted}", f"it is {meant.status}")


def is_not(story: Story, noun: str, name: str, status: str) -> None:
    shunned = naming.choice_of(noun, "status", status)
    meant = found(story, noun, name, f"not to be {shunned}")
    if meant.status == shunned:
        raise Unmet(f"the {noun} {meant.id} not to be {shunned}", "it is")


def is_not_known(story: Story, noun: str, name: str) -> None:
    known = _known(story, noun)
    id = naming.thing(story, noun, name, known)
    if id in known:
        raise Unmet(f"nothing to be known of the {noun} {id}", f"it is {known[id].status}")


def counted(story: Story, noun: str, number: Value, status: str | None) -> None:
    wanted, known = naming.whole(f"a number of {noun}s", number), _known(story, noun)
    meant = status and naming.choice_of(noun, "status", status)
    ids = [each.id for each in known.values() if meant in (None, each.status)]
    if len(ids) != wanted:
        told = f": {', '.join(ids)}" if ids else ""
        which = f" that are {meant}" if meant else ""
        raise Unmet(f"{wanted} {noun}s{which}", f"there are {len(ids)}{told}", _all(known))


def _all(known: Mapping[str, Thing]) -> tuple[str, ...]:
    return listed(f"{each.id} is {each.status}" for each in known.values())


def signed(story: Story, what: str, signed: tuple[str, ...], party: str) -> None:
    who = naming.participant(story.case, party)
    if who not in signed:
        told = f"it is signed by {', '.join(signed)}" if signed else "no signature is known"
        raise Unmet(f"{what} to be signed by {who}", told)


def not_signed(story: Story, what: str, signed: tuple[str, ...], party: str) -> None:
    who = naming.participant(story.case, party)
    if who in signed:
        raise Unmet(f"{what} not to be signed by {who}", f"it is signed by {', '.join(signed)}")
