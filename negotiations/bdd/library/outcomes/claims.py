"""Claims: who says what, which claims are in conflict, and how credible a record is."""

from negotiations.bdd.answers import naming, records
from negotiations.bdd.answers.asking import listed
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.claims import ClaimConflict
from negotiations.model.events import attribute

# --- conflicts


@then('there is an open conflict over "{field}" of "{event}"')
def open_conflict(story: Story, field: str, event: str) -> None:
    """Claims that can't all be true stand side by side, and none has been confirmed.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then there is an open conflict over "starts" of "round-2-planned"
    """
    found, what = _conflict(story, field, event), f"an open conflict over {field} of {event}"
    if found is None or found.resolved:
        actual = "it is settled" if found else "nobody disagrees on it"
        raise Unmet(what, actual, _conflicts(story))


@then('the conflict over "{field}" of "{event}" is settled')
def settled_conflict(story: Story, field: str, event: str) -> None:
    """Claims were in conflict, and one of them has been confirmed since.

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-06-02"
    When a "round" happens:
      | report_of   | round-2-planned   |
      | asserter    | turkish-officials |
      | occurred    | 2025-06-02        |
      | known_at    | 2025-06-03        |
      | starts      | 2025-06-02T13:00  |
      | sources     | turkish-officials |
      | credibility | 1                 |
    Then the conflict over "starts" of "round-2-planned" is settled
    """
    found = _conflict(story, field, event)
    if found is None or not found.resolved:
        actual = "it is open" if found else "nobody disagrees on it"
        raise Unmet(f"a settled conflict over {field} of {event}", actual, _conflicts(story))


@then('there is no conflict over "{field}" of "{event}"')
def no_conflict(story: Story, field: str, event: str) -> None:
    """All that is claimed of a field can be true together.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then there is no conflict over "launched" of "drone-wave-2025-06-01"
    """
    found = _conflict(story, field, event)
    if found is not None:
        raise Unmet(f"no conflict over {field} of {event}", _sides(found))


@then("there are {number} open conflicts", "there is {number} open conflict")
def open_conflicts(story: Story, number: Value) -> None:
    """How many conflicts between claims nobody has settled.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-01"
    Then there are 0 open conflicts
    When it is "2025-06-02"
    Then there is 1 open conflict
    """
    wanted = naming.whole("a number of conflicts", number)
    found = story.run.process.open_conflicts()
    if len(found) != wanted:
        raise Unmet(f"{wanted} open conflicts", f"there are {len(found)}", _conflicts(story))


@then('"{asserter}" says "{value}"')
def says_in_a_conflict(story: Story, asserter: str, value: str) -> None:
    """One side of a conflict between claims, as its record has it.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then there is an open conflict over "starts" of "round-2-planned"
    And "turkish-officials" says "2025-06-02T13:00"
    And "ukrainian-representatives" says "2025-06-02T12:00"
    """
    who = naming.speaker(story.case, asserter)
    conflicts = story.run.process.conflicts.values()
    said = [records.said(v) for each in conflicts for name, v in each.claims if name == who]
    if value not in said:
        told = f"it says {' and '.join(said)}" if said else "it is on no side of any conflict"
        raise Unmet(f"{who} to say {value} in a conflict", told, _conflicts(story))


# --- words


@then('"{asserter}" says that "{field}" of "{event}" is "{value}"')
def says_that(story: Story, asserter: str, field: str, event: str, value: str) -> None:
    """Somebody's last word on a field of an event, whether or not anybody disagrees.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "article" says that "distance" of "airbase-operation" is ">7000 km"
    """
    who = naming.speaker(story.case, asserter)
    found, shape = records.field_of(story, field, event)
    words = {word.who: word.value for word in found.words_on(attribute(found, field))}
    expected = f"{who} to say that {field} of {event} is {value}"
    if who not in words:
        told = tuple(f"{each} says {records.said(said)}" for each, said in words.items())
        raise Unmet(expected, "it says nothing of it", told)
    if not records.equal(words[who], records.read(story, shape, value)):
        raise Unmet(expected, f"it says {records.said(words[who])}")


@then('the credibility of "{event}" is {grade}')
def credibility_is(story: Story, event: str, grade: Value) -> None:
    """The best grade among an event's sources: 1 confirmed … 5 improbable, 6 can't be judged.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the credibility of "drone-wave-2025-06-01" is 6
    """
    found = records.event(story, event, f"to have the credibility {grade}")
    if found.credibility != grade:
        graded = tuple(
            f"{each.source}: {each.credibility or 'not graded'}" for each in found.sources
        )
        expected = f"the credibility of {event} to be {grade}"
        raise Unmet(expected, f"it is {found.credibility}", graded)


@then('"{event}" stands as a claim only')
def stands_as_a_claim(story: Story, event: str) -> None:
    """The record is kept, and moves nothing: it is denied, expected, or not credible enough.

    Given the case "istanbul-2025"
    And the log is replayed as of "2025-05-17"
    When these events happen:
      | id     | kind  | occurred   | actor            | status  | number | modality |
      | denied | round | 2025-05-18 | ukraine, russia | planned | 2      | denied   |
    Then "denied" stands as a claim only
    """
    found = records.event(story, event, "to stand as a claim only")
    if story.run.state.moves(found):
        raise Unmet(f"{event} to stand as a claim only", "it moves the process")


@then('"{event}" moves the process')
def moves_the_process(story: Story, event: str) -> None:
    """The record is credible enough for the case to take it as having happened.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "round-2-convened" moves the process
    """
    found = records.event(story, event, "to move the process")
    if not story.run.state.moves(found):
        why = (
            f"its credibility is {found.credibility}"
            if found.happened
            else f"it is {found.modality}"
        )
        raise Unmet(f"{event} to move the process", f"it stands as a claim only: {why}")


# --- within


def _conflict(story: Story, field: str, event: str) -> ClaimConflict | None:
    records.field_of(story, field, event)
    return story.run.process.conflicts.get((event, field))


def _sides(conflict: ClaimConflict) -> str:
    sides = " / ".join(f"{records.said(value)} ({who})" for who, value in conflict.claims)
    state = "settled" if conflict.resolved else "open"
    return f"{state} conflict over {conflict.field} of {conflict.event}: {sides}"


def _conflicts(story: Story) -> tuple[str, ...]:
    return listed(_sides(each) for each in story.run.process.conflicts.values())
