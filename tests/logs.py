"""Random logs and a small case for property tests, in the language of the log."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from negotiations.log.cases import case_from
from negotiations.model.case import Case
from negotiations.notation import read_yaml
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.reading import rules_from

CASE = b"""
case: ruritania-freedonia
title: A border dispute
zone: Europe/Istanbul
parties:
  ruritania: {name: Ruritania, capability: 60}
  freedonia: {name: Freedonia, capability: 40}
third_parties:
  arcadia: {name: Arcadia, roles: [host]}
issues:
  truce-terms: {title: Truce, low: none, high: general}
positions:
  - {party: ruritania, issue: truce-terms, ideal: 10, stated: 20, flexibility: 0.5}
  - {party: freedonia, issue: truce-terms, ideal: 90, stated: 85}
likelihood:
  onset: {probability: 0.12, horizon: 90 days}
  collapse: {probability: 0.186, horizon: 90 days}
"""

RULES = [
    b"""
rule: heavy-strike
means: A heavy strike hardens its target.
may_mislead: It may soften it.
basis: expert
written: 2025-01-01
when: {strike: {launched: {at_least: 50}}}
then:
  - weigh: {group: battlefield, word: modest against, half_life: 14 days}
  - shift: {party: recipient, issue: truce-terms, hardens: 9}
  - conclude: {name: escalating, party: actor, for: 5 days}
""",
    b"""
rule: series-of-strikes
means: Strike upon strike by one side.
may_mislead: One operation may be told as several.
basis: expert
written: 2025-01-01
when: {strike: {}}
given:
  count: {of: strike, by: actor, within: 7 days, at_least: 2}
unless:
  talks: convened
then:
  - weigh: {group: battlefield, word: slight against, half_life: 20 days}
  - note: a series
""",
    b"""
rule: willing
means: A party says yes.
may_mislead: Words are cheap.
basis: expert
written: 2025-01-01
when: {statement: {issue: truce-terms, stance: [willing, accepts]}}
then:
  - weigh: {group: talks, hazard_ratio: 1.5, half_life: 30 days}
  - shift: {party: actor, issue: truce-terms, softens: 7}
""",
    b"""
rule: round-meets
means: They meet.
may_mislead: They may only meet.
basis: expert
written: 2025-01-01
when: {round: {status: convened}}
then:
  - weigh: {group: talks, word: slight for, half_life: 45 days}
  - conclude: {name: meeting}
""",
    b"""
rule: silence
means: A fortnight without a round.
may_mislead: Talks may go on unseen.
basis: expert
written: 2025-01-01
when: day
given:
  days_since: {of: round, status: convened, at_least: 4}
then:
  - weigh: {group: talks, word: slight against, half_life: 20 days}
  - withdraw: {name: meeting}
""",
    b"""
rule: meeting-stands
means: While they meet there is hope.
may_mislead: Hope is not a plan.
basis: expert
written: 2025-01-01
when: {round: {status: convened}}
given:
  concluded: meeting
unless:
  concluded: escalating
then:
  - weigh: {group: talks, word: slight for, lasts: while meeting}
""",
    b"""
rule: violated
means: A violation frays a ceasefire.
may_mislead: Most ceasefires are violated.
basis: expert
written: 2025-01-01
when: {ceasefire: {status: violated}}
then:
  - weigh: {on: collapse, group: collapse, word: modest for, half_life: 14 days}
""",
]
CAPS = {"battlefield": 0.7, "talks": 1.0, "collapse": 1.0}


def case() -> Case:
    """Ruritania and Freedonia at odds over a border."""
    return case_from(CASE, "case.yaml")


def rules() -> Rulebook:
    """A rulebook with a rule of most sorts."""
    return rules_from([read_yaml(text, f"rule-{n}.yaml") for n, text in enumerate(RULES)], CAPS)


PARTIES = st.sampled_from(["ruritania", "freedonia"])
COUNTS = st.sampled_from([1, 40, 49, 50, 400, ">40", "≈50", "unknown", "≥60"])
SOURCES = st.lists(
    st.fixed_dictionaries(
        {"source": st.sampled_from(["wire", "ministry", "paper"]), "credibility": st.integers(1, 6)}
    ),
    max_size=2,
)


def bodies() -> st.SearchStrategy[dict[str, Any]]:
    """What an event says, without its id and times."""
    strikes = st.fixed_dictionaries(
        {
            "kind": st.just("strike"),
            "actor": PARTIES,
            "recipient": PARTIES,
            "launched": COUNTS,
            "sources": SOURCES,
        },
        optional={
            "claims": st.lists(
                st.fixed_dictionaries({"asserter": PARTIES, "launched": COUNTS}), max_size=2
            )
        },
    )
    statements = st.fixed_dictionaries(
        {
            "kind": st.just("statement"),
            "actor": PARTIES,
            "issue": st.just("truce-terms"),
            "stance": st.sampled_from(["refuses", "not_agreed", "willing", "accepts"]),
        },
    )
    rounds = st.fixed_dictionaries(
        {
            "kind": st.just("round"),
            "actor": st.just(["ruritania", "freedonia"]),
            "number": st.integers(1, 3),
            "status": st.sampled_from(["planned", "convened", "adjourned", "cancelled"]),
        },
    )
    ceasefires = st.fixed_dictionaries(
        {
            "kind": st.just("ceasefire"),
            "ceasefire": st.sampled_from(["first", "second"]),
            "status": st.sampled_from(["proposed", "declared", "in_effect", "violated", "ended"]),
            "scope": st.just("general"),
            "declaration": st.sampled_from(["bilateral", "unilateral"]),
        },
    )
    exchanges = st.fixed_dictionaries(
        {
            "kind": st.just("agreement"),
            "agreement": st.just("exchange"),
            "type": st.just("prisoner_exchange"),
            "status": st.sampled_from(["agreed", "partly_executed", "executed", "stalled"]),
        },
    )
    return st.one_of(strikes, strikes, statements, rounds, ceasefires, exchanges)


def timed(number: int, body: dict[str, Any], day: int, hour: int, lag: int) -> dict[str, Any]:
    """A record of an event on a day of January 2025, known *lag* days later."""
    return {
        "id": f"e{number:02d}",
        "occurred": f"2025-01-{day:02d}T{hour:02d}:00",
        "known_at": f"2025-01-{day + lag:02d}T{hour:02d}:00",
        **body,
    }


def in_order(records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """In the order in which they became known."""
    return sorted(records, key=lambda record: record["known_at"])


def logs(least: int = 1, most: int = 14) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Logs of January 2025 in order of knowledge, with ties and late news."""
    days = st.tuples(bodies(), st.integers(1, 20), st.sampled_from([0, 9, 12]), st.integers(0, 4))
    return st.lists(days, min_size=least, max_size=most).map(
        lambda drawn: in_order([timed(n, *each) for n, each in enumerate(drawn)])
    )


def amendments(log: list[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Corrections, retractions and reports of strikes in the log, known after them."""
    strikes = [record for record in log if record["kind"] == "strike"]
    if not strikes:
        return st.just([])
    amendment = st.tuples(
        st.sampled_from(strikes),
        st.sampled_from(["correction", "retraction", "report"]),
        st.integers(0, 6),
        COUNTS,
        SOURCES,
    )
    return st.lists(amendment, max_size=3).map(
        lambda drawn: unretracted([amended(n, *each) for n, each in enumerate(drawn)])
    )


def unretracted(later: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the lines about what has been retracted, which a log can't hold."""
    kept, gone = [], set()
    for line in sorted(later, key=lambda line: (line["known_at"], line["id"])):
        target = line.get("of") or line["report_of"]
        if target not in gone:
            kept.append(line)
        gone |= {target} if line["kind"] == "retraction" else set()
    return kept


def amended(
    number: int, record: dict[str, Any], how: str, lag: int, count: Any, sources: Any
) -> dict[str, Any]:
    """A later line about *record*."""
    known = record["known_at"]
    when = f"2025-01-{int(known[8:10]) + lag:02d}{known[10:]}"
    head = {"id": f"a{number}", "known_at": when}
    if how == "retraction":
        return {**head, "kind": "retraction", "of": record["id"]}
    if how == "correction":
        return {
            **head,
            "kind": "correction",
            "of": record["id"],
            "set": {"launched": count, "claims": []},
        }
    return {
        **head,
        "kind": "strike",
        "report_of": record["id"],
        "asserter": "freedonia",
        "launched": count,
        "sources": sources,
    }
