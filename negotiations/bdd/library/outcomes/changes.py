"""What events changed, and what was concluded and noted."""

from datetime import UTC, datetime

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.asking import event_id, listed, says
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet
from negotiations.model.changes import Heard, Noted
from negotiations.trace import Reason

# --- changes


@then('"{event}" changes "{what}"')
def event_changes(story: Story, event: str, what: str) -> None:
    """Some line of what the trace tells of an event says so; some of its words are enough.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "round-2-planned" changes "talks:istanbul: adjourned → scheduled"
    And "drone-wave-2025-06-01" changes "ukraine on truce-terms hardens"
    """
    on = event_id(story, event)
    told = _told(story, on)
    if not any(says(each, what) for each in told):
        actual = "it changed something else" if told else "it changed nothing"
        raise Unmet(f"{on} to change {what}", actual, listed(told))


@then('"{event}" changes nothing')
def event_changes_nothing(story: Story, event: str) -> None:
    """The event is known, and all else is as it was.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then "front-line" changes nothing
    """
    on = event_id(story, event)
    if not story.run.trace.of_event(on):
        raise Unmet(f"{on} to change nothing", "it is not known by then")
    told = _told(story, on)
    if told:
        raise Unmet(f"{on} to change nothing", f"it changed {told[0]}", listed(told[1:]))


# --- conclusions


@then('it is concluded that "{conclusion}"', 'it is concluded that "{conclusion}" of "{party}"')
def concluded(story: Story, conclusion: str, party: str | None = None) -> None:
    """A conclusion that a rule drew stands: it has neither run out nor been withdrawn.

    Given the case "istanbul-2025"
    And this rule:
      ```
      rule: hit-at-home
      when: {strike: {target: residential}}
      then: [{conclude: {name: under-fire, party: recipient, for: 7 days}}]
      ```
    When the log is replayed as of "2025-06-02"
    Then it is concluded that "under-fire"
    And it is concluded that "under-fire" of "ukraine"
    """
    what, stands = _conclusion(story, conclusion, party)
    if not stands:
        told = ", ".join(_standing(story)) or "no conclusion"
        raise Unmet(f"it to be concluded that {what}", f"what stands is {told}")


@then(
    'it is not concluded that "{conclusion}"',
    'it is not concluded that "{conclusion}" of "{party}"',
)
def not_concluded(story: Story, conclusion: str, party: str | None = None) -> None:
    """A conclusion that some rule may draw does not stand, or no longer.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then it is not concluded that "talks-stalled"
    And it is not concluded that "talks-stalled" of "ukraine"
    """
    what, stands = _conclusion(story, conclusion, party)
    if stands:
        raise Unmet(f"it not to be concluded that {what}", "it is")


# --- notes


@then('a note says "{words}"', 'a note on "{event}" says "{words}"')
def note_says(story: Story, words: str, event: str | None = None) -> None:
    """Something worth saying was noted, by a rule or because a claim can hardly be true.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then a note says "nobody has settled which is right"
    And a note on "airbase-operation" says "distance >7000 km exceeds 6000"
    """
    notes = _notes(story, event)
    if not any(says(each, words) for each in notes):
        where = f" on {event}" if event else ""
        actual = "no note does" if notes else "there is no note"
        raise Unmet(f"a note{where} to say {words}", actual, listed(notes))


@then('no note says "{words}"')
def no_note_says(story: Story, words: str) -> None:
    """Nothing of that sort was noted.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-31"
    Then no note says "implausible"
    """
    found = [each for each in _notes(story, None) if says(each, words)]
    if found:
        raise Unmet(f"no note to say {words}", "one does", listed(found))


# --- within


def _told(story: Story, event: str) -> list[str]:
    """What the trace tells of an event, but that it was heard."""
    reasons = story.run.trace.of_event(event)
    return [each.change.told() for each in reasons if not isinstance(each.change, Heard)]


def _notes(story: Story, event: str | None) -> list[str]:
    on = event_id(story, event) if event else None

    def is_meant(reason: Reason) -> bool:
        return isinstance(reason.change, Noted) and on in (None, reason.event)

    return [each.change.told() for each in story.run.trace if is_meant(each)]


def _conclusion(story: Story, name: str, party: str | None) -> tuple[str, bool]:
    """What the conclusion is called, and whether it stands. Raises Untellable."""
    drawn = {each for rule in story.rules.rules for each in rule.draws}
    naming.known("conclusion", name, drawn, " is drawn by any rule")
    who = naming.participant(story.case, party) if party else None
    found = _standing(story)
    meant = [key for key in found.values() if key[0] == name and who in (None, key[1])]
    return f"{name} of {who}" if who else name, bool(meant)


def _standing(story: Story) -> dict[str, tuple[str, str | None, str | None]]:
    """The conclusions that stand, as they are called."""
    process = story.run.process
    at = story.run.now or datetime.min.replace(tzinfo=UTC)
    standing = [key for key in process.conclusions if process.stands(key, at)]
    return {" ".join(filter(None, key)): key for key in standing}
