"""Rules: which fired, on what and for whom; which did not, and what they lacked."""

from negotiations.bdd.answers import naming
from negotiations.bdd.answers.asking import (
    Fired,
    event_id,
    event_of,
    firings,
    is_day,
    lacked,
    listed,
    missed_on,
    nearest_miss,
    says,
)
from negotiations.bdd.sentence import Value
from negotiations.bdd.steps import then
from negotiations.bdd.stories.story import Story
from negotiations.bdd.tables import Table
from negotiations.bdd.unmet import Unmet, Untellable
from negotiations.problems import Problem
from negotiations.rulebook.rule import Rule

# --- fired


@then('the rule "{rule}" fired', 'the rule "{rule}" fired for "{party}"')
def fired(story: Story, rule: str, party: str | None = None) -> None:
    """The rule held for some event; for a party that plays a part in it.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-01"
    Then the rule "mass-drone-attack" fired
    And the rule "mass-drone-attack" fired for "ukraine"
    """
    _fired(story, rule, None, party)


@then(
    'the rule "{rule}" fired on "{event}"',
    'the rule "{rule}" fired on "{event}" for "{party}"',
)
def fired_on(story: Story, rule: str, event: str, party: str | None = None) -> None:
    """The rule held for one event, named by its id; a midnight is `day:2025-05-30`.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-01"
    Then the rule "mass-drone-attack" fired on "drone-wave-2025-06-01"
    And the rule "mass-drone-attack" fired on "drone-wave-2025-06-01" for "ukraine"
    """
    _fired(story, rule, event_id(story, event), party)


@then('the rule "{rule}" fired {number} times', 'the rule "{rule}" fired {number} time')
def fired_times(story: Story, rule: str, number: Value) -> None:
    """How often the rule fired: once for each event, and each way to cast its parts.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the rule "round-convened" fired 2 times
    And the rule "mass-drone-attack" fired 1 time
    """
    wanted, meant = naming.whole("a number of times", number), naming.rule(story, rule)
    found = [each for each in firings(story.run) if each.rule == meant.name]
    if len(found) != wanted:
        told = listed(map(str, found)) or _missed(story, meant)
        raise Unmet(f"the rule {rule} to fire {wanted} times", f"it fired {len(found)} times", told)


@then('exactly these rules fired on "{event}":')
def exactly_these_fired(story: Story, event: str, table: Table) -> None:
    """All the rules that an event made fire, in any order; a column `for` names a party, if wanted.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-20"
    Then exactly these rules fired on "prisoner-exchange-agreed":
      | rule                          | for     |
      | exchange-agreed               |         |
      | exchange-eases-prisoner-terms | ukraine |
      | exchange-eases-prisoner-terms | russia  |
    """
    on = event_id(story, event)
    found = [each for each in firings(story.run) if each.event == on]
    wanted = _rows(story, table)
    absent = [row[0] for row in wanted if not any(_is(each, *row) for each in found)]
    more = [str(each) for each in found if not any(_is(each, *row) for row in wanted)]
    if absent or more:
        parts = [*(f"{each} did not fire" for each in absent), *(f"{m} fired too" for m in more)]
        raise Unmet(f"exactly these rules to fire on {on}", "; ".join(parts))


@then("no rule fired", 'no rule fired on "{event}"')
def no_rule_fired(story: Story, event: str | None = None) -> None:
    """Nothing that happened, or not this event, meets any rule.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-05-15"
    Then no rule fired
    When it is "2025-06-02"
    Then no rule fired on "front-line"
    """
    on = event_id(story, event) if event else None
    if on is not None:
        _heard(story, on, f"no rule to fire on {on}")
    found = [each for each in firings(story.run) if on in (None, each.event)]
    if found:
        where = f" on {on}" if on else ""
        raise Unmet(f"no rule to fire{where}", f"{len(found)} did", listed(map(str, found)))


# --- did not fire


@then('the rule "{rule}" did not fire', 'the rule "{rule}" did not fire for "{party}"')
def did_not_fire(story: Story, rule: str, party: str | None = None) -> None:
    """The rule held for no event; or for none in which a party plays a part.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the rule "truce-refused" did not fire
    And the rule "truce-willing" did not fire for "russia"
    """
    _did_not_fire(story, naming.rule(story, rule), None, party)


@then('the rule "{rule}" did not fire on "{event}"')
def did_not_fire_on(story: Story, rule: str, event: str) -> None:
    """The rule did not hold for one event.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the rule "strike-on-homes" did not fire on "drone-wave-2025-06-01"
    """
    _did_not_fire(story, naming.rule(story, rule), event_id(story, event), None)


@then('the rule "{rule}" did not fire because "{reason}"')
def did_not_fire_because(story: Story, rule: str, reason: str) -> None:
    """The rule came nearest on an event where it lacked this condition; some words of it do.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the rule "both-sides-willing" did not fire because "given stance"
    """
    meant = naming.rule(story, rule)
    _did_not_fire(story, meant, None, None)
    near = nearest_miss(story, meant)
    if near is None:
        raise Unmet(f"{rule} to lack {reason}", _none(meant))
    _lacks(f"{rule}, on {near[0]}, to lack {reason}", lacked(near[1]), reason)


@then('the rule "{rule}" did not fire on "{event}" because "{reason}"')
def did_not_fire_on_because(story: Story, rule: str, event: str, reason: str) -> None:
    """Which condition the rule lacked on an event; some of its words are enough.

    Given the case "istanbul-2025"
    When the log is replayed as of "2025-06-02"
    Then the rule "strike-on-homes" did not fire on "drone-wave-2025-06-01" because "target is not known"
    """  # noqa: E501
    meant, on = naming.rule(story, rule), event_id(story, event)
    _did_not_fire(story, meant, on, None)
    missed = missed_on(story, meant, on)
    told = [missed] if isinstance(missed, str) else lacked(missed[0])
    _lacks(f"{rule} to lack {reason} on {on}", told, reason)


# --- within


def _fired(story: Story, rule: str, event: str | None, party: str | None) -> None:
    meant = naming.rule(story, rule)
    who = naming.participant(story.case, party) if party else None
    found = firings(story.run)
    if not any(_is(each, meant.name, who, event) for each in found):
        own = [str(each) for each in found if each.rule == meant.name]
        expected = _expected(meant, "to fire", event, who)
        raise Unmet(expected, "it did not", (*_missed(story, meant, event), *listed(own)))


def _did_not_fire(story: Story, rule: Rule, event: str | None, party: str | None) -> None:
    who = naming.participant(story.case, party) if party else None
    expected = _expected(rule, "not to fire", event, who)
    if event is not None:
        _heard(story, event, expected)
    found = [str(each) for each in firings(story.run) if _is(each, rule.name, who, event)]
    if found:
        raise Unmet(expected, f"it fired {len(found)} times" if found[1:] else "it did",
                    listed(found))  # fmt: skip


def _heard(story: Story, event: str, expected: str) -> None:
    """Raises Unmet for an event that isn't known yet, on which nothing could have fired."""
    found = event if is_day(event) else event_of(story, event)
    if isinstance(found, str) and found != event:
        raise Unmet(expected, found)


def _is(fired: Fired, rule: str, party: str | None = None, event: str | None = None) -> bool:
    """Whether it is a firing of the rule: for a party and on an event, where they are given."""
    return (
        fired.rule == rule
        and event in (None, fired.event)
        and (party is None or party in fired.parties)
    )


def _expected(rule: Rule, what: str, event: str | None, party: str | None) -> str:
    on, who = f" on {event}" if event else "", f" for {party}" if party else ""
    return f"the rule {rule.name} {what}{on}{who}"


def _missed(story: Story, rule: Rule, event: str | None = None) -> tuple[str, ...]:
    """What the rule lacked on the event, or where it came nearest."""
    if event is None:
        near = nearest_miss(story, rule)
        return (
            tuple(f"on {near[0]}: {line}" for line in lacked(near[1])) if near else (_none(rule),)
        )
    missed = missed_on(story, rule, event)
    return (missed,) if isinstance(missed, str) else tuple(lacked(missed[0]))


def _none(rule: Rule) -> str:
    return f"no {rule.kind.replace('_', ' ')} came that it could fire on"


def _lacks(expected: str, told: list[str], reason: str) -> None:
    if not any(says(line, reason) for line in told):
        raise Unmet(expected, "; ".join(told) or "it lacked nothing")


def _rows(story: Story, table: Table) -> list[tuple[str, str | None]]:
    """The rules of a table, each with the party it is for, if one is named.

    Raises Untellable with every problem, each at its row.
    """
    read, wrong = list[tuple[str, str | None]](), list[Problem]()
    for row in table.rows(("rule", "for")):
        cells = {name: cell.text for name, cell in row.cells.items()}
        try:
            read.append(_row(story, cells.get("rule", ""), cells.get("for", "")))
        except Untellable as error:
            wrong += error.problems(row.place)
    if wrong:
        raise Untellable(*wrong)
    return read


def _row(story: Story, rule: str, party: str) -> tuple[str, str | None]:
    if not rule:
        raise Untellable("name a rule here, below a heading `rule`")
    who = naming.participant(story.case, party) if party else None
    return naming.rule(story, rule).name, who
