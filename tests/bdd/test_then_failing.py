"""Every step of Then can fail, and then says what stands instead, in an analyst's words."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from bdd.outcomes import OUTCOMES, then
from ruritania import rulebook

from negotiations.bdd.sentence import sentence
from negotiations.bdd.steps import Step
from negotiations.bdd.stories.story import Story
from negotiations.bdd.unmet import Unmet, Untellable
from negotiations.judging import Judge
from negotiations.packaged import folder
from negotiations.place import Place

# --- the stories


def heard(case: str, until: str | None = None, home: Path | None = None) -> Story:
    """A case whose log is heard, as far as it was known by then."""
    story = Story(home or Path())
    story.open_case(case)
    story.turn("when")
    story.hear_log(until)
    return story


def told(home: Path, *records: dict[str, Any]) -> Story:
    """The set-up of Istanbul, and these records for a log."""
    (home / "case.yaml").write_bytes((folder("seeds") / "istanbul-2025/case.yaml").read_bytes())
    lines = [{"id": f"told-{number}", **record} for number, record in enumerate(records, 1)]
    (home / "log.yaml").write_text(json.dumps(lines), "utf-8")
    return heard(".", home=home)


def istanbul(home: Path) -> Story:
    return heard("istanbul-2025", "2025-06-02")


def in_may(home: Path) -> Story:
    return heard("istanbul-2025", "2025-05-20")


def minsk(home: Path) -> Story:
    return heard("minsk-2014", "2015-02-16")


def holding(home: Path) -> Story:
    """A ceasefire holds, so that collapse is asked."""
    return heard("minsk-2014", "2014-09-06")


def demanded(home: Path) -> Story:
    """One precondition is open, and another was met."""
    demand = {"kind": "demand", "actor": "russia", "precondition": "no-troops"}
    return told(
        home,
        {**demand, **on("2025-05-10"), "status": "asserted"},
        {**demand, **on("2025-05-11"), "precondition": "neutrality", "status": "asserted"},
        {**demand, **on("2025-05-12"), "status": "met"},
    )


def denied(home: Path) -> Story:
    """A round of which it is denied that it met."""
    return told(
        home,
        {"kind": "round", **on("2025-05-16"), "status": "convened", "number": 1,
         "modality": "denied"},
    )  # fmt: skip


def announced(home: Path) -> Story:
    """A ceasefire is announced and not yet in effect."""
    return told(
        home,
        {"kind": "ceasefire", **on("2025-06-10"), "ceasefire": "truce", "status": "declared",
         "declaration": "bilateral", "scope": "general"},
    )  # fmt: skip


def on(date: str) -> dict[str, str]:
    """Both times of a record."""
    return {"occurred": date, "known_at": date}


def judged(home: Path) -> Story:
    """Reservations and capabilities are known."""
    story = told(home)
    case = story.case
    parties = {id: attrs.evolve(each, capability=50.0) for id, each in case.parties.items()}
    positions = tuple(attrs.evolve(each, reservation=50.0) for each in case.positions)
    story.case = attrs.evolve(case, parties=parties, positions=positions)
    return story


def ruled(home: Path) -> Story:
    """One rule, which draws a conclusion of a party."""
    story = istanbul(home)
    drawn = "then: [{conclude: {name: under-fire, party: recipient}}]"
    story.judge = Judge(rulebook(f"when: {{strike: {{target: residential}}}}\n{drawn}"))
    return story


# --- what does not hold in them: the sentence, and words of what stands instead

UNMET: dict[Callable[[Path], Story], dict[str, str]] = {
    istanbul: {
        'the objective of the talks is "peace"': "it is 'An end to the war between Russia and",
        "it is year 3 of the conflict": "it is year 4",
        '"kharkiv-strike" happened on "2025-06-01"': "it is 2025-06-02",
        '"kharkiv-strike" became known on "2025-06-01"': "it is 2025-06-02",
        '"location" of "drones-shot-down-by-russia" is "Crimea"': "eight regions of Russia (not",
        # phases
        'the phase of "talks:istanbul" is "adjourned"': "it is convened",
        'the talks are "scheduled"': "it is convened",
        'the talks "istanbul" are "scheduled"': "it is convened",
        'the settlement is "framework"': "it is none",
        'the phase of "talks:istanbul" was never "adjourned"': "came to it with round-1-adjourned",
        'the phase of "talks:istanbul" went from "scheduled" to "adjourned"': "none → convened",
        'the phase of "talks:istanbul" does not change': "it went from none to convened",
        'there are 3 regions of "talks"': "there are 1: talks:istanbul is convened",
        'there is 1 region of "ceasefire"': "there are 0: there is none",
        'the move of "talks:istanbul" to "adjourned" was irregular': "it was regular",
        'the move of "talks:istanbul" to "suspended" was regular': "none led there; it is convened",
        'the move of "talks:istanbul" to "convened" was irregular because "none"': "was regular",
        "no move was irregular": "1 were not",
        'the move "convene" of "talks:istanbul" is open': "does not lead on from convened",
        'the move "adjourn" of "talks:istanbul" is blocked': "nothing stands in its way",
        'the move "adjourn" of "talks:istanbul" is blocked by "x"': "nothing stands in its way",
        # rounds
        'round 2 is "adjourned"': "it is convened",
        'round 9 of "istanbul" is "convened"': "nothing is known of it",
        "round 2 is not known": "it is convened",
        'round 1 of "istanbul" is not known': "it is adjourned",
        "3 rounds are known": "2 are",
        "1 round is known": "2 are",
        'the outcome of round 1 is "none"': "it is partial",
        'the outcome of round 2 of "istanbul" is "agreement"': "it is not known",
        "the outcome of round 1 is not known": "it is partial",
        'the outcome of round 1 of "istanbul" is not known': "it is partial",
        'the venue of round 1 is "Ankara"': "it is Istanbul",
        'the venue of round 2 of "istanbul" is "Ankara"': "it is not known",
        "the venue of round 1 is not known": "it is Istanbul",
        'the venue of round 1 of "istanbul" is not known': "it is Istanbul",
        'the format of round 1 is "online"': "it is direct",
        'the format of round 2 of "istanbul" is "shuttle"': "it is direct",
        'the duration of round 1 is "120 min"': "it is <120 min",
        'the duration of round 2 of "istanbul" is "<2 h"': "it is not known",
        "the duration of round 1 is not known": "it is <120 min",
        'the duration of round 1 of "istanbul" is not known': "it is <120 min",
        'round 2 was convened on "2025-06-02 morning"': "it is 2025-06-02 12:00–18:00",
        'round 1 of "istanbul" was convened on "2025-05-17"': "it is 2025-05-16",
        'round 2 is planned for "2025-06-02T13:00"': "it is 2025-06-02 12:00–13:00",
        'round 1 of "istanbul" is planned for "2025-05-16"': "that is not known",
        # delegations, mediation, proposals
        'the delegation of "russia" is "named"': "it is arrived",
        'the delegation of "russia" to round 1 is "arrived"': "none is known",
        'the delegation of "russia" to round 2 of "istanbul" is "departed"': "it is arrived",
        'the delegation of "russia" is headed by "Rustem Umerov"': "it is Vladimir Medinsky",
        'the delegation of "turkey" to round 2 is headed by "nobody"': "it is not known",
        'the head of the delegation of "russia" is not known': "it is Vladimir Medinsky",
        'the delegation of "ukraine" is at the level of "leader"': "it is minister",
        'no delegation of "ukraine" is known': "there is one to round 2: named",
        'the outcome of the mediation by "turkey" is "failed"': "there is none",
        'the outcome of the mediation by "international-partners" on "truce-terms" is "failed"': (
            "none_yet"
        ),
        'no mediation by "international-partners" is known': "international-partners on truce-",
        # agreements
        'the agreement "prisoner-exchange" is "executed"': "it is agreed",
        'the agreement "prisoner-exchange" is not "agreed"': "it is",
        'the agreement "prisoner-exchange" is not known': "it is agreed",
        'the agreement "prisoner-exchange" is of the type "remains"': "it is prisoner_exchange",
        'the agreement "prisoner-exchange" was agreed on "2025-05-17"': "it is 2025-05-16",
        'the agreement "prisoner-exchange" was executed on "2025-05-17"': "that is not known",
        'the agreement "prisoner-exchange" is signed by "turkey"': "signed by ukraine, russia",
        'the agreement "prisoner-exchange" is not signed by "russia"': "signed by ukraine, russia",
        "there are 2 agreements": "there are 1: prisoner-exchange",
        "there is 0 agreement": "there are 1: prisoner-exchange",
        'there are 2 agreements that are "agreed"': "there are 1: prisoner-exchange",
        'there is 1 agreement that is "executed"': "there are 0",
        # stances
        'the stance of "ukraine" on "truce-terms" is "accepts"': "it is willing",
        'the stance of "Russia" on "Terms of a truce" is "refuses"': "it is not_agreed",
        'the stance of "russia" on "truce-terms" is not "not agreed"': "it is",
        'the stance of "russia" on "truce-terms" is not known': "it is not_agreed",
        # positions and gaps
        'the position of "ukraine" on "truce-terms" is 85.7': "it is 85.6",
        'the position of "ukraine" on "truce-terms" is above 85.6': "it is 85.6",
        'the position of "ukraine" on "truce-terms" is below 85.6': "it is 85.6",
        'the position of "ukraine" on "truce-terms" is between 86 and 90': "it is 85.6",
        'the position of "ukraine" on "truce-terms" does not change': "it went from 85 to 85.6",
        'the position of "ukraine" on "truce-terms" moves by 0.7 points': "from 85 to 85.6",
        'the position of "ukraine" on "territory" hardens': "it went from 90 to 90",
        'the position of "ukraine" on "truce-terms" hardens by 0.5 points': "from 85 to 85.6",
        'the position of "ukraine" on "truce-terms" softens': "it went from 85 to 85.6",
        'the position of "ukraine" on "prisoners" softens by 2.3 points': "from 90 to 87.6",
        'the gap between "ukraine" and "russia" on "truce-terms" is 70': "it is 71.4",
        'the gap between "ukraine" and "russia" on "truce-terms" is above 72': "it is 71.4",
        'the gap between "ukraine" and "russia" on "truce-terms" is below 71': "it is 71.4",
        'the gap between "ukraine" and "russia" on "truce-terms" is between 1 and 2': "it is 71.4",
        'the gap between "ukraine" and "russia" on "prisoners" widens': "it went from 30 to 25.2",
        'the gap between "ukraine" and "russia" on "territory" narrows': "it went from 80 to 80",
        'the gap between "ukraine" and "russia" on "prisoners" does not change': "from 30 to 25.2",
        'the zone of possible agreement between "ukraine" and "russia" on "prisoners" is 3 wide': (
            "it is not known"
        ),
        'the compromise point on "prisoners" is 50': "it is not known",
        # claims
        'there is an open conflict over "venue" of "round-2-planned"': "nobody disagrees on it",
        'the conflict over "starts" of "round-2-planned" is settled': "it is open",
        'there is no conflict over "starts" of "round-2-planned"': "13:00 (turkish-officials)",
        "there are 2 open conflicts": "there are 1",
        "there is 0 open conflict": "there are 1",
        '"turkish-officials" says "2025-06-02T12:00"': "it says 2025-06-02T13:00",
        '"article" says that "distance" of "airbase-operation" is "7000 km"': "it says >7000 km",
        '"analysts" says that "targets" of "airbase-operation" is "5"': "it says nothing of it",
        'the credibility of "kharkiv-strike" is 1': "it is 2",
        '"kharkiv-strike" stands as a claim only': "it moves the process",
        # fields
        '"launched" of "drone-wave-2025-06-01" is 471': "it is 472",
        '"number" of "airbase-losses" is "40"': "it is >40",
        '"starts" of "round-2-planned" is "2025-06-02T13:00"': "claims differ",
        '"launched" of "drone-wave-2025-06-01" is not known': "it is 472",
        '"number" of "airbase-losses" is at least 42': "it is >40, so it may or may not be",
        '"launched" of "drone-wave-2025-06-01" is at most 471': "it is 472",
        '"number" of "airbase-losses" is more than 41': "it is >40, so it may or may not be",
        '"injured" of "kharkiv-strike" is less than 1': "it is not known, so it may or may not",
        '"number" of "airbase-losses" may be 40': "it is >40",
        '"number" of "airbase-losses" can not be 41': "it is >40",
        # likelihood
        'the question asked is "collapse"': "it is onset",
        'the question asked is "collapse" as of "2025-05-20"': "it is onset",
        "no question is asked": "it is onset",
        'the likelihood of "onset" is not asked': "it is",
        'the likelihood of "onset" is not asked as of "2025-05-20"': "it is",
        'the likelihood of "onset" within 90 days is above 14.7 %': "it is 14.696 %",
        'the likelihood of "onset" within 90 days is above 12 % as of "2025-06-01"': "11.454 %",
        'the likelihood of "onset" within 90 days is below 14.6 %': "it is 14.696 %",
        'the likelihood of "onset" within 90 days is below 11 % as of "2025-06-01"': "11.454 %",
        'the likelihood of "onset" within 90 days is between 15 % and 20 %': "it is 14.696 %",
        'the likelihood of "onset" within 90 days is between 1 % and 2 % as of "2025-06-01"': (
            "it is 11.454 %"
        ),
        'the likelihood of "onset" within 90 days is 14.6 %': "it is 14.696 %",
        'the likelihood of "onset" within 90 days is 11.4 % as of "2025-06-01"': "11.454 %",
        'the likelihood of "onset" within 90 days is about 16 %': "it is 14.696 %",
        'the likelihood of "onset" within 90 days is about 13 % as of "2025-06-01"': "11.454 %",
        'the likelihood of "onset" within 90 days is 15 % ± 0.3 points': "it is 14.696 %",
        'the likelihood of "onset" within 90 days is 11 % ± 0.4 points as of "2025-06-01"': (
            "it is 11.454 %"
        ),
        'the likelihood of "onset" within 90 days is "unlikely"': "it is very unlikely: 14.7 %",
        'the likelihood of "onset" within 90 days is "likely" as of "2025-06-01"': "11.5 %",
        'a ceasefire within 90 days is "likely"': "it is very unlikely: 14.7 %",
        "a ceasefire within 90 days becomes less likely": "it went from 12 to 14.696 %",
        'the likelihood of "collapse" within 90 days rises': "not asked: the question is onset",
        'the likelihood of "onset" within 90 days falls': "it went from 12 to 14.696 %",
        'the likelihood of "onset" within 90 days does not change': "from 12 to 14.696 %",
        'the likelihood of "onset" within 90 days rises by 2.6 points': "from 12 to 14.696 %",
        'the likelihood of "onset" within 90 days falls by 2.7 points': "from 12 to 14.696 %",
        # evidence
        'the rule "mass-drone-attack" weighs for "onset"': "it weighs the other way",
        'the rule "round-convened" weighs for "onset" in the group "terms"': "it weighs nothing",
        'the rule "round-convened" weighs against "onset"': "it weighs the other way",
        'the rule "truce-refused" weighs against "onset" in the group "terms"': "weighs nothing",
        'the rule "mass-drone-attack" does not weigh on "onset"': "it does",
        'the rule "mass-drone-attack" weighs -0.105 nats on "onset"': "it is -0.097 nats",
        '"drone-wave-2025-06-01" weighs 0.1 nats on "onset" by the rule "mass-drone-attack"': (
            "it is -0.105 nats"
        ),
        'the group "talks" weighs 0.446 nats on "onset"': "it is 0.41",
        'the group "talks" weighs 0.418 nats on "onset" before its cap': "it is 0.44",
        'the cap of the group "talks" is 0.7 nats': "it is 1 nats",
        'all evidence on "onset" comes to 0.27 nats': "it is 0.2",
        '3 pieces of evidence weigh on "onset"': "13 do",
        '1 piece of evidence weighs on "onset"': "13 do",
        'no evidence weighs on "onset"': "13 do",
        'the strongest evidence on "onset" is of the rule "round-convened"': "no-round-for-14-days",
        # rules
        'the rule "truce-refused" fired': "it did not",
        'the rule "truce-willing" fired for "russia"': "it did not",
        'the rule "mass-drone-attack" fired on "kharkiv-strike"': "it did not",
        'the rule "mass-drone-attack" fired on "drone-wave-2025-06-01" for "russia"': "it did not",
        'the rule "round-convened" fired 3 times': "it fired 2 times",
        'the rule "round-convened" fired 1 time': "it fired 2 times",
        'exactly these rules fired on "ukraine-willing":\n| rule |\n| round-convened |': (
            "round-convened did not fire; truce-willing on ukraine-willing for actor ukraine"
        ),
        "no rule fired": "did",
        'no rule fired on "ukraine-willing"': "1 did",
        'the rule "round-convened" did not fire': "it fired 2 times",
        'the rule "truce-willing" did not fire for "ukraine"': "it did",
        'the rule "round-convened" did not fire on "round-2-convened"': "it did",
        'the rule "mass-drone-attack" did not fire because "munition"': "it did",
        'the rule "mass-drone-attack" did not fire on "kharkiv-strike" because "given talks"': (
            "when munition drone: no"
        ),
        # changes
        '"drone-wave-2025-06-01" changes "russia softens"': "it changed something else",
        '"kharkiv-strike" changes nothing': "it changed",
        'it is concluded that "talks-stalled"': "what stands is no conclusion",
        'it is concluded that "talks-stalled" of "russia"': "what stands is no conclusion",
        'a note says "a prisoner"': "no note does",
        'a note on "kharkiv-strike" says "implausible"': "there is no note",
        'no note says "implausible"': "one does",
        # knowledge
        'nothing known after "2025-06-01" was used': "round-2-planned was, which is known since",
        '"kharkiv-strike" is not known': "it is, since 2025-06-02",
    },
    in_may: {
        '"kharkiv-strike" is known': "kharkiv-strike is not known by then",
        'the rule "strike-on-homes" did not fire on "kharkiv-strike"': "is not known by then",
        '"launched" of "drone-wave-2025-06-01" is 472': "is not known by then",
        'the move of "talks:istanbul" to "convened" was regular': "convened does not follow none",
        'round 2 is "planned"': "nothing is known of it",
    },
    minsk: {
        'the proposal "fifteen-points" is "accepted"': "it is tabled",
        'the ceasefire "minsk-2-truce" is "declared"': "it is in_effect",
        'the ceasefire "minsk-2-truce" is not "in effect"': "it is",
        'the ceasefire "minsk-2-truce" is not known': "it is in_effect",
        'the ceasefire "minsk-2-truce" is signed by "germany"': "it is signed by",
        'the ceasefire "minsk-2-truce" is not signed by "russia"': "it is signed by",
        'the ceasefire "minsk-2-truce" has 3 violations': "it has",
        'the ceasefire "june-truce" has 9 violation': "it has 1",
        'the ceasefire "june-truce" is of the kind asked about': "it is unilateral, general",
        'the ceasefire "minsk-2-truce" is not of the kind asked about': "it is multilateral",
        'no ceasefire is "in effect"': "there are 1: minsk-2-truce",
        'there are 2 ceasefires that are "in effect"': "there are 1: minsk-2-truce",
        'there is 1 ceasefire that is "declared"': "there are 0",
    },
    holding: {
        "a ceasefire within 90 days becomes likelier": "not asked: the question is collapse",
        'the likelihood of "onset" within 90 days is above 1 %': "the question is collapse",
        'the rule "round-convened" weighs for "onset"': "the question is collapse",
    },
    announced: {
        'the question asked is "onset"': "neither is asked",
        'the likelihood of "onset" within 90 days is "likely"': "neither is asked",
    },
    demanded: {
        'the precondition "no-troops" is "waived"': "it is met",
        'the precondition "no-troops" is open': "it is met",
        'the precondition "neutrality" is not open': "it is",
        'the precondition "neutrality" is held by "ukraine"': "it is held by russia",
        "there are 2 open preconditions": "there are 1: neutrality",
        "there is 0 open precondition": "there are 1: neutrality",
        'there are 2 open preconditions of "russia"': "there are 1: neutrality",
        'there is 1 open precondition of "ukraine"': "there are 0",
    },
    denied: {'"told-1" moves the process': "it stands as a claim only: it is denied"},
    judged: {
        'the zone of possible agreement between "ukraine" and "russia" on "prisoners" is not known':
            "it is 0",
        'the compromise point on "truce-terms" is not known': "it is 52.333",
    },
    ruled: {
        'it is not concluded that "under-fire"': "it is",
        'it is not concluded that "under-fire" of "ukraine"': "it is",
        'it is concluded that "under-fire" of "russia"': "what stands is under-fire ukraine",
    },
}  # fmt: skip

CASES = [(begin, said, told) for begin, each in UNMET.items() for said, told in each.items()]


TOLD: dict[Callable[[Path], Story], Story] = {}


def story_of(begin: Callable[[Path], Story], home: Path) -> Story:
    """A story, told once: steps of Then don't change it."""
    if begin not in TOLD:
        TOLD[begin] = begin(home)
    return TOLD[begin]


def fail(begin: Callable[[Path], Story], said: str, home: Path) -> Unmet:
    """What a sentence says when it doesn't hold."""
    story = story_of(begin, home)
    with pytest.raises(Unmet) as caught:
        then(story, said, home)
    return caught.value


@pytest.mark.parametrize(("begin", "said", "instead"), CASES)
def test_what_does_not_hold_is_told(
    begin: Callable[[Path], Story], said: str, instead: str, tmp_path: Path
):
    """A sentence that is wrong of a story fails, and says what is right."""
    error = fail(begin, said, tmp_path)
    assert instead in error.actual
    assert "\n" not in str(error)


@pytest.mark.parametrize("step", OUTCOMES, ids=lambda step: step.phrase.text)
def test_every_step_says_what_it_means(step: Step):
    """The catalogue has plain words for each, in whole sentences, and a theme to find it by."""
    assert step.means.endswith((".", "…"))
    assert step.theme


def test_no_step_is_left_out():
    """Each step of the outcomes stands in the table above."""
    shown = {sentence(said.partition("\n")[0]).skeleton for _, said, _ in CASES}
    assert [step.phrase.text for step in OUTCOMES if step.phrase.skeleton not in shown] == []


# --- names that nobody knows

UNKNOWN = {
    'the talks "istambul" are "convened"': "no track 'istambul' in the case; did you mean",
    'the talks are "convend"': "no phase of talks 'convend'; did you mean 'convened'?",
    'the phase of "talks:ankara" is "none"': "no region of phases 'talks:ankara' by then",
    'there are 2 regions of "talk"': "no kind of region 'talk'; did you mean 'talks'?",
    'the move "adjorn" of "talks:istanbul" is open': "no move of talks 'adjorn'; did you mean",
    'round 2 is "convoked"': "no status of a round 'convoked'; did you mean 'convened'?",
    'round 1.5 is "convened"': "the number of a round is a whole number, 0 or more, not 1.5",
    'the duration of round 1 is "long"': "not a number: 'long'",
    'round 1 was convened on "May"': "'May' is not a time; write 2025-06-02",
    'the delegation of "rusia" is "named"': "no party 'rusia' in the case; did you mean 'russia'?",
    'the agreement "prisoner-exchnage" is not known': "did you mean 'prisoner-exchange'?",
    'the agreement "prisoner-exchnage" is not "executed"': "did you mean 'prisoner-exchange'?",
    'the ceasefire "truce" is "in effect"': "no ceasefire 'truce' in any record of the story",
    'the stance of "russia" on "truce-term" is not known': "no issue 'truce-term' in the case; did",
    'the position of "turkey" on "prisoners" is 3': "no party 'turkey' in the case",
    '"lanched" of "kharkiv-strike" is not known': "no field 'lanched' of a strike; did you mean",
    '"location" of "kharkiv-strike" may be 3': "location of a strike is no quantity: it is places",
    '"launched" of "kharkiv-strike" is "many"': "not a number: 'many'",
    'the credibility of "kharkiv" is 2': "no event 'kharkiv' in the story; did you mean",
    '"nobody" says "12:00"': "no speaker 'nobody' in the case",
    'the likelihood of "peace" within 90 days is above 1 %': "no question 'peace'; known are: col",
    'the likelihood of "onset" within 0 days rises': "a horizon is 1 to 3650 whole days, not 0",
    'the likelihood of "onset" within 4000 days rises': "a horizon is 1 to 3650 whole days",
    'the likelihood of "onset" within 9.5 days rises': "a horizon is 1 to 3650 whole days",
    'the likelihood of "onset" within 90 days is "lickely"': "no word of ICD 203 'lickely'; did",
    'the likelihood of "onset" within 9 days is 5 % as of "soon"': "'soon' is not a time",
    'the rule "mass-drone-atack" did not fire': "no rule 'mass-drone-atack' in the rulebook; did",
    'the rule "truce-refused" did not fire on "the-wave"': "no event 'the-wave' in the story",
    'the rule "truce-refused" did not fire for "rusia"': "no party 'rusia' in the case; did you",
    'the group "talk" weighs 1 nats on "onset"': "no group of evidence 'talk' in the rulebook; did",
    'it is not concluded that "talk-stalled"': "no conclusion 'talk-stalled' is drawn by any rule;",
    '"kharkiv-strke" is not known': "no event 'kharkiv-strke' in the story; did you mean",
    'a note says ""': "some words are wanted in the quotes",
    'nothing known after "someday" was used': "'someday' is not a time",
    'exactly these rules fired on "front-line":\n| rule |\n| nothing |': "no rule 'nothing' in the",
    'exactly these rules fired on "front-line":\n| rules |\n| x |': "unknown column 'rules'; did",
    'exactly these rules fired on "front-line":\n| for |\n| russia |': "name a rule here",
}


@pytest.mark.parametrize(("said", "why"), UNKNOWN.items())
def test_an_unknown_name_is_told_with_the_nearest(said: str, why: str, tmp_path: Path):
    """A slip of the pen is never a plain no, even where the sentence says that something isn't."""
    story = story_of(istanbul, tmp_path)
    with pytest.raises(Untellable) as caught:
        then(story, said, tmp_path)
    assert why in str(caught.value)


def test_all_that_is_wrong_with_a_table_is_told_at_once(tmp_path: Path):
    """Each row has its own line, with its place."""
    said = 'exactly these rules fired on "front-line":\n| rule | for |\n| x | |\n| note | rusia |'
    with pytest.raises(Untellable) as caught:
        then(story_of(istanbul, tmp_path), said, tmp_path)
    places = [str(each).removeprefix(f"{tmp_path}/") for each in caught.value.problems(Place("x"))]
    assert [each.partition(": ")[0] for each in places] == [
        "told.feature:5:7",
        "told.feature:6:7",
    ]


# --- what comes nearest


def nearest(begin: Callable[[Path], Story], said: str, home: Path) -> Iterator[str]:
    """What comes nearest to a sentence that doesn't hold."""
    yield from fail(begin, said, home).nearest


def test_the_rounds_that_are_known_come_nearest(tmp_path):
    """Whoever asks for a round that isn't known sees those that are."""
    assert list(nearest(istanbul, 'round 9 is "convened"', tmp_path)) == [
        "round istanbul:1 is adjourned",
        "round istanbul:2 is convened",
    ]


def test_the_condition_that_a_rule_lacked_comes_nearest(tmp_path):
    """Whoever expects a rule to fire sees what kept it from that."""
    said = 'the rule "strike-on-homes" fired on "drone-wave-2025-06-01"'
    told = "when target civilian or residential: unknown (target is not known)"
    assert next(nearest(istanbul, said, tmp_path)) == told


def test_the_event_where_a_rule_came_nearest_is_told(tmp_path):
    """A rule that never fired tells of the event on which least was wanting."""
    (told,) = nearest(istanbul, 'the rule "mass-attacks-in-series" fired', tmp_path)
    assert told.startswith("on drone-wave-2025-06-01: given count of mass-drone-attack")


def test_other_firings_of_the_rule_come_nearest(tmp_path):
    """Whoever names the wrong party sees the right one."""
    told = nearest(istanbul, 'the rule "truce-willing" fired for "russia"', tmp_path)
    assert "truce-willing on ukraine-willing for actor ukraine" in list(told)


def test_the_way_of_a_phase_comes_nearest(tmp_path):
    """Whoever expects another phase sees how the region came to where it stands."""
    told = nearest(istanbul, 'the phase of "talks:istanbul" is "suspended"', tmp_path)
    assert list(told)[-1] == "talks:istanbul: scheduled → convened  [round-2-convened]"


def test_the_evidence_that_weighs_comes_nearest(tmp_path):
    """Whoever has another weight in mind sees the pieces that weigh."""
    told = nearest(istanbul, 'all evidence on "onset" comes to 1 nats', tmp_path)
    assert next(told) == "-0.197 nats  no-round-for-14-days on day:2025-05-30"
