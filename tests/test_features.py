"""Runs the project's features: thin words over what a replay answers."""

from pathlib import Path

from pytest_bdd import given, parsers, scenarios, then, when

import negotiations as ng
from negotiations.model.times import read_instant

FEATURES = Path(__file__).resolve().parents[1] / "features"
scenarios(str(FEATURES))


@given(parsers.parse('the case "{name}"'), target_fixture="log")
def the_case(name):
    return ng.read_log(ng.seed(name))


@when(parsers.parse('the log is replayed as of "{moment}"'), target_fixture="run")
def replayed(log, moment):
    return ng.replay(log, ng.read_rules(ng.folder("rules")), as_of=moment)


@then(parsers.parse('round {number:d} is "{status}"'))
def round_is(run, number, status):
    assert run.process.rounds[f"{run.case.tracks[0]}:{number}"].status == status


@then(parsers.parse("round {number:d} is not known"))
def round_is_not_known(run, number):
    assert f"{run.case.tracks[0]}:{number}" not in run.process.rounds


@then(parsers.parse('the agreement "{agreement}" is "{status}"'))
def agreement_is(run, agreement, status):
    assert run.process.agreements[agreement].status == status


@then(parsers.parse('the phase of "{region}" is "{phase}"'))
def phase_is(run, region, phase):
    assert run.process.regions[region].phase == phase


@then(parsers.parse('there are {number:d} regions of "{kind}"'))
def regions_of(run, number, kind):
    assert len(run.process.of_kind(kind)) == number


@then(parsers.parse('the stance of "{party}" on "{issue}" is "{stance}"'))
def stance_is(run, party, issue, stance):
    assert run.process.stances[party, issue][0] == stance


@then(
    parsers.parse('there is an open conflict over "{field}" of "{event}"'),
    target_fixture="conflict",
)
def open_conflict(run, field, event):
    conflict = run.process.conflicts[event, field]
    assert not conflict.resolved
    return conflict


@then(parsers.parse('"{asserter}" says "{value}"'))
def says(conflict, asserter, value):
    assert (asserter, value) in [(who, getattr(v, "text", str(v))) for who, v in conflict.claims]


@then(parsers.parse('the rule "{rule}" fired on "{event}"'))
def fired(run, rule, event):
    assert (rule, event) in [firing[:2] for firing in run.trace.firings()]


@then(parsers.parse('the question asked is "{question}"'))
def question_is(run, question):
    assert run.process.question() == question


@then(parsers.parse('the likelihood of "{question}" is not asked'))
def not_asked(run, question):
    assert run.likelihood(90, question=question) is None


@then(parsers.parse('the likelihood of "{question}" within {horizon:d} days is below {limit:g} %'))
def likelihood_below(run, question, horizon, limit):
    read = run.likelihood(horizon, question=question)
    assert read is not None
    assert 100 * read < limit


@then(parsers.parse('nothing known after "{moment}" was used'))
def nothing_later(run, moment):
    end = read_instant(moment, run.case.zone)
    assert all(reason.known_at <= end for reason in run.trace)
