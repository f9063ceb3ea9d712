"""Reading rules: each mistake is told in one line, at its place, with the nearest right word."""

# ruff: noqa: E501  (rules and records stand on one line, as their authors write them)

import pytest
from ruritania import FRAME, rulebook, told

from negotiations.notation import read_yaml
from negotiations.problems import Unreadable
from negotiations.rulebook.reading import read_rules, rules_from

BOUND = "a bound: at_least, at_most, more_than, less_than, between"
SIZES = "weigh takes exactly one of word, hazard_ratio, likelihood_ratio, weight_nats; here:"
FADES = "weigh takes a half_life, or lasts: while CONCLUSION, and not both"
MAPPING = "a mapping from measures to tests is wanted here, not"


def lines(text, **options):
    """What is wrong with a rule, as LINE:COLUMN: WHAT; its first line names it and is added."""
    return [line.removeprefix("rule-1.yaml:") for line in told(text, **options)]


WHEN = {
    "strke": "2:1: unknown kind 'strke'; did you mean 'strike'?",
    "{strike: {}, round: {}}": "2:1: 'when' names one kind of event, not a mapping",
    "[strike]": "2:1: 'when' names one kind of event, not a list",
    "": "2:1: 'when' names one kind of event, not nothing",
    "{strike: drone}": "2:8: a mapping from fields to tests is wanted here, not 'drone'",
    "{strike: {munitions: drone}}": "2:17: a strike has no field 'munitions'; did you mean 'munition'?",
    "{strike: {munition: dron}}": "2:17: unknown word 'dron'; did you mean 'drone'?",
    "{strike: {munition: [drone, dron]}}": "2:17: unknown word 'dron'; did you mean 'drone'?",
    "{strike: {munition: {any: drone}}}": "2:28: unknown condition word 'any'; did you mean 'any_of'?",
    "{strike: {munition: {at_least: 4}}}": "2:28: unknown condition word 'at_least'; known are: absent, any_of, not, present",
    "{strike: {munition: {}}}": "2:17: a condition is wanted here; known words: present, absent, any_of, not",
    "{strike: {munition: []}}": "2:17: a condition is wanted here; known words: present, absent, any_of, not",
    "{strike: {munition: }}": "2:17: text is wanted here, not nothing",
    "{strike: {launched: many}}": "2:17: not a number: 'many'",
    '{strike: {launched: ">400"}}': "2:17: a condition tests a number; for '>400' write more_than or at_least",
    "{strike: {launched: {at_least: many}}}": "2:28: not a number: 'many'",
    "{strike: {launched: {at_least: nan}}}": "2:28: a number must be finite: 'nan'",
    "{strike: {launched: {at_least: 1e400}}}": "2:28: a number must be finite: '1e400'",
    "{strike: {launched: {at_least: 400 days}}}": "2:28: not a number: '400 days'",
    "{strike: {launched: {between: 4}}}": "2:28: between takes two numbers: between: [10, 20], not '4'",
    "{strike: {launched: {between: [1, 2, 3]}}}": "2:28: between takes two numbers: between: [10, 20], not a list",
    "{strike: {launched: {between: [9, 4]}}}": "2:28: between takes the lower number first, not [9, 4]",
    "{strike: {launched: -4}}": "2:17: a count can't be negative: -4",
    "{strike: {largest_to_date: yes}}": "2:17: true or false is wanted here, not 'yes'",
    "{strike: {launched: {present: maybe}}}": "2:28: true or false is wanted here, not 'maybe'",
    "{strike: {credibility: 9}}": "2:17: a whole number from 1 to 6 is wanted here, not '9'",
    "{strike: {operation: {includes: [a, b]}}}": "2:29: text is wanted here, not a list",
    "{round: {starts: 2025-06-02}}": "2:16: a time is tested with within, present or absent",
    "{round: {starts: {within: 3}}}": "2:25: a duration needs a unit: write 3 days",
    "{round: {starts: {within: 3 months}}}": "2:25: the length of a month varies: write 30 days or 52 weeks",
    "{round: {starts: {at_most: 3 days}}}": "2:25: unknown condition word 'at_most'; known are: absent, present, within",
}


@pytest.mark.parametrize(("when", "problem"), WHEN.items())
def test_what_is_wrong_with_when(when, problem):
    """Kinds, fields, words and values that are not."""
    assert lines(f"when: {when}") == [problem]


GIVEN = {
    "convened": f"3:1: {MAPPING} 'convened'",
    "": f"3:1: {MAPPING} nothing",
    "[convened]": f"3:9: {MAPPING} 'convened'",
    "{talk: convened}": "3:9: unknown measure 'talk'; did you mean 'talks'?",
    "{talks: convned}": "3:9: unknown word 'convned'; did you mean 'convened'?",
    "{talks: {phase: convened, tracks: main}}": "3:34: unknown key 'tracks' for talks; did you mean 'track'?",
    "{talks: {track: main}}": "3:9: talks needs 'phase'",
    "{}": "3:1: this names no measure",
    "[{talks: convened}, {}]": "3:28: this names no measure",
    "{talks: []}": "3:9: one or more is wanted here, not an empty list",
    "{settlement: {}}": "3:9: settlement needs 'phase'",
    "{humanitarian: {type: remains}}": "3:9: humanitarian needs 'phase'",
    "{ceasefire: {state: in_effect}}": "3:21: unknown key 'state' for ceasefire; did you mean 'status'?",
    "{ceasefire: {scope: all}}": "3:21: unknown word 'all'; known are: general, partial",
    "{stance: willing}": "3:9: stance takes a mapping, not 'willing'",
    "{stance: {party: actor, issue: border, is: wiling}}": "3:47: unknown word 'wiling'; did you mean 'willing'?",
    "{stance: {party: actor, is: willing}}": "3:9: stance needs 'issue'",
    "{gap: {issue: border}}": f"3:9: gap needs {BOUND}",
    "{position: {party: actor, at_least: 4}}": "3:9: position needs 'issue'",
    "{position: {party: actor, issue: border}}": f"3:9: position needs {BOUND}",
    "{zopa: {at_least: 4}}": "3:9: zopa needs 'issue'",
    "{days_until: {of: rounds, at_most: 3}}": "3:22: unknown word 'rounds'; did you mean 'round'?",
    "{days_until: {of: round}}": f"3:9: days_until needs {BOUND}",
    "{own: {stauts: agreed}}": "3:15: unknown key 'stauts' for own; did you mean 'status'?",
    "{own: {type: remain}}": "3:15: unknown word 'remain'; did you mean 'remains'?",
    "{own: {status: agred}}": "3:15: unknown word 'agred'; did you mean 'agreed'?",
    "{own: {age: {at_most: old}}}": "3:21: 'old' is not a duration; write 7 days, 12 hours, 90 minutes or 2 weeks",
    "{open_precondition: {red_line: yes}}": "3:29: true or false is wanted here, not 'yes'",
    "{concluded: {party: actor}}": "3:9: concluded needs 'name'",
}  # fmt: skip


@pytest.mark.parametrize(("given", "problem"), GIVEN.items())
def test_what_is_wrong_with_given(given, problem):
    """Measures, keys and values that are not, and measures that would never hold."""
    assert lines(f"when: agreement\ngiven: {given}") == [problem]


COUNTED = {
    "count: 3": "3:9: count takes a mapping, not '3'",
    "count: {at_least: 3}": "3:9: count needs 'of': a kind of event, or a rule's name",
    "count: {of: strikes, at_least: 3}": "3:17: unknown kind or rule 'strikes'; did you mean 'strike'?",
    "count: {of: [strike, rule-1], at_least: 3}": "3:17: kinds and rules are counted apart",
    "count: {of: strike}": f"3:9: count needs {BOUND}",
    "count: {of: day, at_least: 3}": "3:17: days are not counted",
    "count: {of: strike, within: 7, at_least: 3}": "3:29: a duration needs a unit: write 7 days",
    "count: {of: strike, within: 36 hours, at_least: 3}": "3:29: windows are counted in whole days, one or more, not '36 hours'",
    "count: {of: strike, within: 0 days, at_least: 3}": "3:29: windows are counted in whole days, one or more, not '0 days'",
    "count: {of: strike, munitions: drone, at_least: 3}": "3:29: a strike has no field 'munitions'; did you mean 'munition'?",
    "count: {of: strike, munition: dron, at_least: 3}": "3:29: unknown word 'dron'; did you mean 'drone'?",
    "count: {of: rule-1, munition: drone, at_least: 3}": "3:29: a rule's firings have no field 'munition'",
    "count: {of: strike, same: munitions, at_least: 3}": "3:29: no field 'munitions' to go by; did you mean 'munition'?",
    "count: {of: ceasefire, same: ceasefire, at_least: 3}": "3:32: a strike has no field 'ceasefire' to share",
    "sum: {of: strike, at_least: 3}": "3:9: sum needs 'field'",
    "sum: {of: strike, field: kiled, at_least: 3}": "3:27: no field 'kiled' to go by; did you mean 'killed'?",
    "sum: {of: strike, field: munition, at_least: 3}": "3:27: 'munition' holds no number to add up",
    "sum: {of: rule-1, field: killed, at_least: 3}": "3:27: no field 'killed' to go by",
    "trend: {of: strike, is: rising}": "3:9: trend needs 'within'",
    "trend: {of: strike, within: 7 days}": f"3:9: trend needs {BOUND}",
    "trend: {of: strike, within: 7 days, is: up}": "3:45: unknown word 'up'; known are: falling, level, rising",
    "trend: {of: strike, within: 7 days, is: rising, at_least: 2}": "3:9: trend takes is, or a bound, and not both",
}


@pytest.mark.parametrize(("given", "problem"), COUNTED.items())
def test_what_is_wrong_with_counting(given, problem):
    """What is counted, over which days, and against which bound."""
    assert lines(f"when: strike\ngiven: {{{given}}}") == [problem]


OTHER_PARTS = {
    "unless: {talk: convened}": "3:10: unknown measure 'talk'; did you mean 'talks'?",
    "unless: [{talks: convened}, {talk: convened}]": "3:30: unknown measure 'talk'; did you mean 'talks'?",
    "unless:": f"3:1: {MAPPING} nothing",
    "unless: {}": "3:1: this names no measure",
    "after: {count: {of: strike, at_least: 1}}": "3:9: count is not read after the event; write it under given",
    "wehn: strike": "3:1: unknown rule key 'wehn'; did you mean 'when'?",
    "means:": "3:1: text is wanted here, not nothing",
    "basis: guess": "3:1: a basis begins with expert, literature, fitted; not 'guess'",
    "basis: literature": "3:1: a basis of 'literature' says which: literature (source)",
    "written: yesterday": "3:1: 'yesterday' is not a date; write 2025-06-02",
    "written: 2025-02-30": "3:1: '2025-02-30' is not a date; write 2025-06-02",
    "priority: high": "3:1: not a number: 'high'",
    "priority: 1.5": "3:1: a priority is a whole number, not '1.5'",
    "examples: [x]": "3:1: examples are lists under fires_on and leaves_alone",
    "examples: {fires: []}": "3:12: unknown key 'fires'; did you mean 'fires_on'?",
    "examples: {fires_on: [x]}": "3:23: an example is an event, or a list of events",
    "examples: {fires_on: [{log: []}]}": "3:23: an example is an event, or a list of events",
    "examples: {fires_on: [{log: [{kind: strike}], utnil: 2025-06-01}]}": "3:47: unknown key 'utnil'; did you mean 'until'?",
}


@pytest.mark.parametrize(("part", "problem"), OTHER_PARTS.items())
def test_what_is_wrong_with_the_rest_of_a_rule(part, problem):
    """Unless and after, keys, texts, basis, date, priority and examples."""
    assert lines(f"when: strike\n{part}") == [problem]


THEN = {
    "wiegh": "3:1: an effect is one verb with its parameters, not 'wiegh'",
    "": "3:1: an effect is one verb with its parameters, not nothing",
    "[]": "3:1: a rule has one effect or more",
    "{wiegh: {group: talks}}": "3:8: unknown effect 'wiegh'; did you mean 'weigh'?",
    "[{note: one}, {wiegh: {}}]": "3:22: unknown effect 'wiegh'; did you mean 'weigh'?",
    "{weigh: {group: talks}, note: x}": "3:1: an effect is one verb with its parameters, not a mapping",
    "{weigh: strong for}": "3:8: weigh takes a mapping, not 'strong for'",
    "{weigh: {group: talks, half_life: 3 days}}": f"3:8: {SIZES} 0",
    "{weigh: {group: talks, word: slight for, hazard_ratio: 2, half_life: 3 days}}": f"3:8: {SIZES} 2",
    "{weigh: {word: slight for, half_life: 3 days}}": "3:8: weigh needs 'group'",
    "{weigh: {group: talks, word: slight for}}": f"3:8: {FADES}",
    "{weigh: {group: talks, word: slight for, half_life: 3 days, lasts: while x}}": f"3:8: {FADES}",
    "{weigh: {group: talks, word: slightly for, half_life: 3 days}}": "3:30: unknown word of weight 'slightly for'; did you mean 'slight for'?",
    "{weigh: {group: talks, hazard_ratio: 0, half_life: 3 days}}": "3:30: a number above 0 is wanted here, not '0'",
    "{weigh: {group: talks, hazard_ratio: inf, half_life: 3 days}}": "3:30: a number must be finite: 'inf'",
    "{weigh: {group: talks, weight_nats: 9, half_life: 3 days}}": "3:30: a number from -5 to 5 is wanted here, not '9'",
    "{weigh: {group: talks, weight_nats: 1, half_life: 3}}": "3:46: a duration needs a unit: write 3 days",
    "{weigh: {group: talks, weight_nats: 1, half_life: 1 minute}}": "3:46: at least 0.0416667 days is wanted here, not '1 minute'",
    "{weigh: {group: talks, likelihood_ratio: 2, half_life: 3 days}}": "3:30: {value: 2, horizon: 90 days} is wanted here, not '2'",
    "{weigh: {group: talks, likelihood_ratio: {value: 2, horizon: 90 days}, lasts: while x}}": "3:30: a likelihood_ratio needs a half_life",
    "{weigh: {group: talks, likelihood_ratio: {value: 2, horizon: 36 hours}, half_life: 3 days}}": "3:30: a horizon is a positive whole number of days, not 1.5",
    "{weigh: {group: standing, word: slight for, half_life: 3 days}}": "3:16: the group 'standing' is for terms that stand, not that fade",
    "{weigh: {group: talks, word: slight for, lasts: cold}}": "3:48: write 'lasts: while CONCLUSION', not 'cold'",
    "{weigh: {on: onsett, group: talks, word: slight for, half_life: 3 days}}": "3:16: unknown word 'onsett'; did you mean 'onset'?",
    "{weigh: {group: talks, word: slight for, half_life: 3 days, every_time: often}}": "3:67: true or false is wanted here, not 'often'",
    "{shift: {party: actor, issue: border}}": "3:8: shift takes hardens or softens, and not both",
    "{shift: {party: actor, issue: border, hardens: 3, softens: 3}}": "3:8: shift takes hardens or softens, and not both",
    "{shift: {issue: border, hardens: 3}}": "3:8: shift needs 'party'",
    "{shift: {party: actor, issue: border, hardens: -3}}": "3:45: a number above 0 is wanted here, not '-3'",
    "{conclude: cold}": "3:8: conclude takes a mapping, not 'cold'",
    "{conclude: {for: 3 days}}": "3:8: conclude needs 'name'",
    "{conclude: {name: cold, for: 0 days}}": "3:31: at least 0.0416667 days is wanted here, not '0 days'",
    "{conclude: {name: cold, for: 999999999 weeks}}": "3:31: at most 36500 days is wanted here, not '999999999 weeks'",
    "{withdraw: {party: actor}}": "3:8: withdraw needs 'name'",
    "{note: }": "3:8: text is wanted here, not nothing",
}


@pytest.mark.parametrize(("then", "problem"), THEN.items())
def test_what_is_wrong_with_an_effect(then, problem):
    """Verbs, sizes, durations and groups; whatever would fail when it fires is refused when it is read."""
    assert lines(f"when: strike\nthen: {then}") == [problem]


def test_a_likelihood_ratio_that_no_weight_can_reach_is_refused_when_read():
    """A half-life of three hours leaves ninety days untouched, whatever the ratio begins with."""
    rule = "when: strike\nthen: {weigh: {group: talks, likelihood_ratio: {value: 5, horizon: 90 days}, half_life: 3 hours}}"
    problem = (
        "3:30: no hazard ratio with a half-life of 0.125 days has a mean of 5.0 over 90.0 days"
    )
    assert lines(rule) == [problem]


def test_a_rule_about_days_names_no_actor_and_no_recipient():
    """Nobody acts on a day: such a rule could never fire."""
    for role in ("actor", "recipient"):
        rule = f"when: day\ngiven: {{stance: {{party: {role}, issue: border, is: willing}}}}"
        assert lines(rule) == [f"1:1: nobody is {role} on a day; write each"]
    rule = "when: day\ngiven: {{count: {{of: statement, by: {}, on: {}, at_least: 1}}}}"
    assert lines(rule.format("other", "arcadia")) == [
        "1:1: nobody is other on a day by itself; write each and other"
    ]
    assert lines(rule.format("other", "each")) == []


def test_own_is_only_for_events_that_belong_to_something():
    """A strike belongs to no round, agreement, ceasefire, precondition or proposal."""
    problem = "3:9: a strike belongs to no round, agreement, ceasefire, precondition or proposal"
    assert lines("when: strike\ngiven: {own: agreed}") == [problem]


def test_a_rule_with_more_conditions_than_can_be_matched_is_refused_when_read():
    """Sixty are many; the sixty-first is told with its rule's place."""
    measures = "\n".join(f"  - talks: {{phase: none, track: t{n}}}" for n in range(61))
    problem = "1:1: a rule can have at most 60 conditions, not 61 (conditions barred together count as one)"
    assert lines(f"when: strike\ngiven:\n{measures}") == [problem]


def test_an_unknown_bound_is_told_beside_the_missing_one():
    """The nearest right word helps more than the list of all."""
    assert lines("when: strike\ngiven: {gap: {issue: border, at_leest: 4}}") == [
        f"3:9: gap needs {BOUND}",
        "3:30: unknown key 'at_leest' for gap; did you mean 'at_least'?",
    ]


# --- several at once


def test_all_that_is_wrong_with_a_rule_is_told_at_once_in_order_of_place():
    """From the first line to the last, several in one mapping."""
    rule = """
    rule: many
    means:
    when: {strike: {munitions: drone, launched: many}}
    given: {talk: convened, stance: {party: actor, is: wiling}}
    unless: [{settlement: frame}, {gap: {issue: border}}]
    then: [{wiegh: {}}, {shift: {hardens: -1}}, {note: {txt: hello}}]
    basis: guess
    """
    assert lines(rule) == [
        "2:1: text is wanted here, not nothing",
        "3:17: a strike has no field 'munitions'; did you mean 'munition'?",
        "3:35: not a number: 'many'",
        "4:9: unknown measure 'talk'; did you mean 'talks'?",
        "4:25: stance needs 'issue'",
        "4:48: unknown word 'wiling'; did you mean 'willing'?",
        "5:11: unknown word 'frame'; did you mean 'framework'?",
        f"5:32: gap needs {BOUND}",
        "6:9: unknown effect 'wiegh'; did you mean 'weigh'?",
        "6:22: shift needs 'issue'",
        "6:22: shift needs 'party'",
        "6:30: a number above 0 is wanted here, not '-1'",
        "6:46: note needs 'text'",
        "6:53: unknown key 'txt' for note; did you mean 'text'?",
        "7:1: a basis begins with expert, literature, fitted; not 'guess'",
    ]


def test_what_a_rule_cannot_do_without():
    """Each missing key is told at the head of the rule."""
    assert told("when: strike") == []
    with pytest.raises(Unreadable) as refused:
        rulebook_of(b"given: {talks: convened}")
    assert str(refused.value).split("\n") == [
        f"rule.yaml:1:1: a rule needs {key!r}"
        for key in ("basis", "may_mislead", "means", "rule", "then", "when", "written")
    ]


def rulebook_of(*documents, names=("rule.yaml", "other.yaml")):
    return rules_from([read_yaml(text, name) for text, name in zip(documents, names, strict=False)])


def test_a_document_that_is_no_rule():
    """A list or a bare word."""
    for text, what in ((b"[rule]", "a list"), (b"rule", "'rule'")):
        with pytest.raises(Unreadable) as refused:
            rulebook_of(text)
        assert str(refused.value) == f"rule.yaml:1:1: a rule is a mapping, not {what}"


def test_names_that_stand_twice_or_are_kinds_of_events():
    """The second one is told, with the place of the first."""
    assert told("rule: a\nwhen: strike", "rule: a\nwhen: round") == [
        "rule-2.yaml:1:1: the rule 'a' stands twice; first at rule-1.yaml:1:1"
    ]
    assert told("rule: strike\nwhen: strike") == [
        "rule-1.yaml:1:1: 'strike' is a kind of event already"
    ]


def test_a_count_of_another_rules_firings_knows_every_rule_of_the_book():
    """The rule may stand in a later file; a misspelt one is told."""
    counting = "when: strike\ngiven: {{count: {{of: {}, at_least: 1}}}}"
    assert told(counting.format("wave"), "rule: wave\nwhen: strike") == []
    assert told(counting.format("wawe"), "rule: wave\nwhen: strike") == [
        "rule-1.yaml:3:17: unknown kind or rule 'wawe'; did you mean 'wave'?"
    ]


# --- folders


def write(folder, **files):
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def problems(folder):
    """What is wrong with a folder of rules, its own path left out."""
    with pytest.raises(Unreadable) as refused:
        read_rules(folder)
    return str(refused.value).replace(f"{folder}/", "").split("\n")


WHOLE = f"rule: whole\nwhen: strike\nthen: {{weigh: {{group: talks, word: slight for, half_life: 9 days}}}}{FRAME}"


def test_problems_of_all_files_are_told_together(tmp_path):
    """A folder within, a file that is no YAML, and the groups."""
    write(
        tmp_path,
        talks__one=WHOLE.replace("strike", "strke"),
        two="rule: [",
        groups="talks: {cap: 0}\nterms: 3\n",
    )
    assert problems(tmp_path) == [
        "groups.yaml:1:1: a cap is more than 0 nats, not '0'",
        "groups.yaml:2:1: a group has a cap in nats (or none) and, if you like, a means",
        "talks/one.yaml:2:1: unknown kind 'strke'; did you mean 'strike'?",
        "two.yaml:1:8: not YAML: expected a value",
    ]


@pytest.mark.parametrize(
    ("groups", "problem"),
    [
        ("talks: {cap: much}", "groups.yaml:1:1: not a number: 'much'"),
        ("talks: {cap: -1}", "groups.yaml:1:1: a cap is more than 0 nats, not '-1'"),
        ("talks: {cap: inf}", "groups.yaml:1:1: a number must be finite: 'inf'"),
        (
            "talks: {cap: 1, mean: x}",
            "groups.yaml:1:1: a group has a cap in nats (or none) and, if you like, a means",
        ),
        ("[talks]", "groups.yaml:1:1: a mapping from groups to their caps is wanted here"),
        (
            "{talks: {cap: 1}, standing: {cap: 1}}",
            "groups.yaml:1:19: the group 'standing' is for terms that stand, not that fade",
        ),
        ("talk: {cap: 1}", "whole.yaml:3:16: unknown evidence group 'talks'; did you mean 'talk'?"),
    ],
)
def test_what_is_wrong_with_groups(tmp_path, groups, problem):
    """Caps are numbers above 0 or none, and a rule's group is one of those named."""
    write(tmp_path, whole=WHOLE, groups=groups)
    assert problems(tmp_path) == [problem]


def test_conclusions_that_no_rule_draws(tmp_path):
    """A misspelt name holds nothing up, back or down; also in a single file, read as a rulebook."""
    rule = f"rule: {{}}\nwhen: strike\n{{}}{FRAME}"
    write(
        tmp_path,
        a=rule.format("a", "then: {conclude: {name: cold}}"),
        b=rule.format("b", "given: {concluded: codl}\nthen: {withdraw: {name: cod}}"),
        c=rule.format(
            "c",
            "unless: {concluded: {name: cols}}\nthen: {weigh: {group: x, word: slight for, lasts: while xyz}}",
        ),
    )
    assert problems(tmp_path) == [
        "b.yaml:3:9: no rule concludes 'codl'; did you mean 'cold'?",
        "b.yaml:4:19: no rule concludes 'cod'; did you mean 'cold'?",
        "c.yaml:3:22: no rule concludes 'cols'; did you mean 'cold'?",
        "c.yaml:4:44: no rule concludes 'xyz'; known are: cold",
    ]
    assert problems(tmp_path / "b.yaml")[0].endswith("b.yaml:3:9: no rule concludes 'codl'")


def test_a_conclusion_drawn_in_a_file_that_cannot_be_read_is_not_missed(tmp_path):
    """What is wrong there is told, and nothing that follows from it."""
    rule = f"rule: {{}}\nwhen: {{}}\n{{}}{FRAME}"
    reading = rule.format("b", "strike", "given: {concluded: cold}\nthen: {note: x}")
    write(tmp_path, a=rule.format("a", "strke", "then: {conclude: {name: cold}}"), b=reading)
    assert problems(tmp_path) == ["a.yaml:2:1: unknown kind 'strke'; did you mean 'strike'?"]
    write(tmp_path, a="rule: [", b=reading)
    assert problems(tmp_path) == ["a.yaml:1:8: not YAML: expected a value"]


def test_a_folder_without_rules(tmp_path):
    """Nothing to replay by is a problem, not an empty rulebook."""
    (tmp_path / "notes.txt").write_text("nothing", "utf-8")
    assert len(problems(tmp_path)) == 1
    assert problems(tmp_path)[0].endswith("no rules here: a rulebook has one YAML file a rule")


def test_a_rulebook_reads_back_what_was_written(tmp_path):
    """Groups capped or not, a folder within, and the digest whatever the files are called."""
    write(tmp_path, talks__one=WHOLE, groups="talks: {cap: none, means: talk}\nterms: {cap: 1.5}")
    book = read_rules(tmp_path)
    assert [rule.name for rule in book.rules] == ["whole"]
    assert dict(book.caps) == {"talks": float("inf"), "terms": 1.5}
    (tmp_path / "talks" / "one.yaml").rename(tmp_path / "talks" / "two.yaml")
    assert read_rules(tmp_path).digest == book.digest
    assert rulebook("when: strike").digest != book.digest
