"""What the made logs say of talks and terms, in order: a round is planned before it convenes."""

from collections.abc import Callable, Iterator
from random import Random

from benchmarks.workloads.case import ISSUES, PARTIES, THIRD
from benchmarks.workloads.fighting import Record, about, pick, sides

STANCES = {
    "not_agreed": 24, "unwilling": 20, "conditional": 19, "undecided": 13, "refuses": 11,
    "willing": 9, "accepts": 4,
}  # fmt: skip
ROUND = ("planned", "convened", "adjourned")
DELEGATION = ("named", "arrived", "departed")
AGREEMENT = ("agreed", "scheduled", "executed")
AGREEMENTS = {"prisoner_exchange": 50, "remains": 20, "humanitarian": 20, "partial": 10}
LEVELS = {"minister": 30, "adviser": 25, "official": 30, "leader": 5, "expert": 10}
FORMATS = {"direct": 60, "proximity": 30, "shuttle": 10}
ROUND_OUTCOMES = {"none": 55, "partial": 33, "agreement": 10, "breakthrough": 2}
TOPICS = {"expectations": 40, "intent": 20, "differences": 20, "outcome": 12, "ripeness": 8}
ASSESSED = {"low": 45, "moderate": 30, "substantial": 15, "high": 10}


def statement(random: Random) -> Record:
    """A party says where it stands."""
    actor, _ = sides(random, 0.5)
    made: Record = {"actor": actor, "issue": ISSUES[int(random.random() ** 2 * len(ISSUES))]}
    if random.random() < 0.88:
        made["stance"] = pick(random, STANCES)
    if random.random() < 0.12:
        made["position"] = round(random.random() * 100)
    if random.random() < 0.3:
        made["asserter"] = actor
    return made


def rounds(random: Random) -> Iterator[Record]:
    """Rounds, one after the other: planned, convened, adjourned; some are cancelled."""
    number = 0
    while True:
        number += 1
        made: Record = {"actor": list(PARTIES), "number": number, "track": "main"}
        made["format"] = pick(random, FORMATS)
        for status in ROUND:
            if status == "convened" and random.random() < 0.12:
                yield {**made, "status": "cancelled"}
                break
            yield {**made, "status": status, **_adjourned(random, status)}


def _adjourned(random: Random, status: str) -> Record:
    if status != "adjourned":
        return {}
    duration = max(20, about(random, 150.0, 0.5))
    return {"duration": duration, "outcome": pick(random, ROUND_OUTCOMES)}


def delegations(random: Random) -> Iterator[Record]:
    """Each party's delegation in turn: named, arrived, departed; some are withdrawn."""
    while True:
        for party in PARTIES:
            level = pick(random, LEVELS)
            for status in DELEGATION:
                withdrawn = status == "arrived" and random.random() < 0.08
                now = "withdrawn" if withdrawn else status
                yield {"actor": party, "status": now, "level": level, "track": "main"}
                if withdrawn:
                    break


def agreements(random: Random) -> Iterator[Record]:
    """Agreements, one after the other: agreed, scheduled, executed; some stall."""
    number = 0
    while True:
        number += 1
        kind, size = pick(random, AGREEMENTS), max(1, about(random, 120.0))
        made = {"actor": list(PARTIES), "agreement": f"agreement-{number}", "type": kind}
        for status in AGREEMENT:
            stalled = status == "executed" and random.random() < 0.2
            yield {**made, "status": "stalled" if stalled else status, "each_side": size}


def demands(random: Random) -> Iterator[Record]:
    """Preconditions, one after the other: asserted, then met, waived or lapsed."""
    number = 0
    while True:
        number += 1
        actor, recipient = sides(random, 0.5)
        issue = ISSUES[int(random.random() * len(ISSUES))]
        made: Record = {"actor": actor, "recipient": recipient, "issue": issue}
        made["precondition"] = f"precondition-{number}"
        red_line = {"red_line": True} if random.random() < 0.2 else {}
        yield {**made, "status": "asserted", **red_line}
        yield {**made, "status": pick(random, {"met": 20, "waived": 40, "lapsed": 40})}


def proposals(random: Random) -> Iterator[Record]:
    """Papers, one after the other: tabled, then accepted, rejected or withdrawn."""
    number = 0
    while True:
        number += 1
        actor, other = sides(random, 0.5)
        made: Record = {"proposal": f"proposal-{number}"}
        made["issue"] = ISSUES[int(random.random() * len(ISSUES))]
        yield {"actor": actor, **made, "status": "tabled", "position": round(random.random() * 100)}
        answer = pick(random, {"rejected": 60, "accepted": 15, "withdrawn": 25})
        yield {"actor": actor if answer == "withdrawn" else other, **made, "status": answer}


def market(random: Random) -> Record:
    """A price that moved."""
    change = round(random.gauss(0, 1.8), 1)
    direction = "up" if change > 0.2 else "down" if change < -0.2 else "flat"
    return {"instrument": "oil", "direction": direction, "change": change, "unit": "%"}


def assessment(random: Random) -> Record:
    """Somebody's judgement of the talks."""
    topic, level = pick(random, TOPICS), pick(random, ASSESSED)
    return {"actor": THIRD, "about": list(PARTIES), "topic": topic, "level": level}


def ceasefires(random: Random) -> Iterator[Record]:
    """Ceasefires, one after the other: declared, in effect, violated now and then, ended."""
    number = 0
    while True:
        number += 1
        made: Record = {"actor": list(PARTIES), "ceasefire": f"ceasefire-{number}"}
        kind = {"class": "cessation_of_hostilities", "declaration": "bilateral", "scope": "general"}
        monitored = {"monitored": True} if random.random() < 0.3 else {}
        yield {**made, "status": "declared", **kind, **monitored}
        yield {**made, "status": "in_effect"}
        for _ in range(int(random.random() * 4)):
            actor, _ = sides(random, 0.6)
            yield {**made, "actor": actor, "status": "violated"}
        yield {**made, "status": "ended", "end": pick(random, {"collapsed": 60, "expired": 40})}


SINGLE: dict[str, Callable[[Random], Record]] = {
    "statement": statement,
    "market": market,
    "assessment": assessment,
}
"""Kinds whose records stand each for itself."""

SERIES: dict[str, Callable[[Random], Iterator[Record]]] = {
    "round": rounds,
    "delegation": delegations,
    "agreement": agreements,
    "demand": demands,
    "proposal": proposals,
    "ceasefire": ceasefires,
}
"""Kinds whose records follow on each other."""
