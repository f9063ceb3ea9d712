"""Hypothesis strategies for logs of every kind of event, and rules of every word and effect.

What a log or a rule may hold is asked of the package's own tables (KINDS, words_for), so that a new
field or word is covered without a line here; a new measure must be added to MEASURED.
"""

# ruff: noqa: E501  (rules and records stand on one line, as their authors write them)

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, cycle
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from ruritania import CASE, FRAME

from negotiations.log.records import RecordReader
from negotiations.log.sources import OnePlace
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import (
    Change,
    Count,
    Flag,
    Key,
    Measure,
    Name,
    Names,
    Number,
    Shape,
    Text,
    Texts,
    Time,
    Word,
    Words,
    shapes,
)  # fmt: skip
from negotiations.model.times import read_instant
from negotiations.notation import read_yaml, to_yaml
from negotiations.place import Place
from negotiations.problems import Unreadable
from negotiations.rulebook.book import Rulebook
from negotiations.rulebook.fields import GRADED, shared_fields
from negotiations.rulebook.reading import rules_from
from negotiations.rulebook.words import NUMBER_WORDS, words_for

START = datetime(2025, 5, 20, tzinfo=UTC)
ISSUE = "truce-terms"
PARTIES = ("ruritania", "freedonia")
EVERYONE = (*PARTIES, "arcadia")
WORDS = ("mill", "the Mill by the river", "$and")
PLANS = ("2025-05-24", "2025-05-30T13:00", "2025-06-04/2025-06-09", "2025-06")
COUNTED = (0, 1, 3, 40, "40", ">40", "≥41", "<3", "≤40", "≈40", "≈100", "unknown")
MEASURED_IN_UNITS = (0, 2.5, 40, ">40", "≤3", "≈120", "unknown")
CHANGED = (-3, "+2", 0, "<-1", ">1", "≈-2", "unknown")


# --- logs


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """Raw values that a field of this shape takes."""
    if isinstance(shape, Word):
        return st.sampled_from(shape.choices)
    if isinstance(shape, Words):
        return st.lists(st.sampled_from(shape.choices), max_size=2, unique=True)
    if isinstance(shape, Name):
        return st.sampled_from(CASE.names(shape.of))
    if isinstance(shape, Names):
        return st.lists(st.sampled_from(CASE.names(shape.of)), max_size=2)
    if isinstance(shape, Texts):
        return st.lists(st.sampled_from(WORDS), max_size=2)
    if isinstance(shape, Number):
        return st.sampled_from([shape.low, (shape.low + shape.high) // 2, shape.high])
    return st.sampled_from({
        Text: WORDS, Key: ("one", "two"), Count: COUNTED, Measure: MEASURED_IN_UNITS,
        Change: CHANGED, Flag: (True, False), Time: PLANS,
    }[type(shape)])  # type: ignore[index]  # fmt: skip


def apart(kind: str) -> dict[str, Shape]:
    """The fields that a kind has beyond those that every kind has."""
    return {
        name: shape
        for name, shape in shapes(KINDS[kind]).items()
        if name not in shapes(KINDS["day"])
    }


SOURCES = st.lists(
    st.fixed_dictionaries({"source": st.just("wire"), "credibility": st.integers(1, 6)}), max_size=2
)


def claims(kind: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rival claims about any of a kind's own fields."""
    fields = {name: values(shape) for name, shape in apart(kind).items()}
    said = st.fixed_dictionaries({"asserter": st.sampled_from(EVERYONE)}, optional=fields)
    return st.lists(said, max_size=2)


def bodies(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """What an event of a kind says, without its id and its times."""
    fields = {name: values(shape) for name, shape in apart(kind).items()}
    must = {name: fields.pop(name) for name in ("status", kind) if name in fields}
    who = st.lists(st.sampled_from(EVERYONE), max_size=2, unique=True)
    return st.fixed_dictionaries(
        {"kind": st.just(kind), "actor": who, "recipient": who, **must},
        optional={
            **fields, "sources": SOURCES, "claims": claims(kind),
            "modality": st.sampled_from(["reported", "reported", "claimed", "denied", "expected"]),
        },
    )  # fmt: skip


def timed(number: int, body: dict[str, Any], hour: int, length: int, lag: int) -> dict[str, Any]:
    """A record of what began *hour* hours into the log, lasted *length* and was known after *lag*."""
    began = START + timedelta(hours=hour)
    ended, known = began + timedelta(hours=length), began + timedelta(hours=lag)
    span = f"{began.isoformat()}/{ended.isoformat()}" if length else began.isoformat()
    return {"id": f"e{number:02d}", "occurred": span, "known_at": known.isoformat(), **body}


def is_sound(record: dict[str, Any]) -> bool:
    """Whether a log may hold it: more intercepted than launched, say, may not be."""
    try:
        RecordReader(CASE).read(record, OnePlace(Place("drawn")))
    except Unreadable:
        return False
    return True


def logs(
    least: int = 2, most: int = 30, kinds: tuple[str, ...] = ()
) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Logs of six weeks, in order of knowledge, with late news, long events and doubtful ones."""
    chosen = kinds or tuple(kind for kind in KINDS if kind != "day")
    body = st.sampled_from(chosen).flatmap(bodies)
    event = st.tuples(
        body,
        st.integers(0, 24 * 42),
        st.sampled_from([0, 0, 5, 48]),
        st.sampled_from([0, 0, 3, 120]),
    )
    return st.lists(event, min_size=least, max_size=most).map(
        lambda drawn: sorted(
            filter(is_sound, (timed(n, *each) for n, each in enumerate(drawn))),
            key=lambda record: record["known_at"],
        )
    )


# --- logs that say the same again, and amend what they said


def repeating(least: int = 2, most: int = 30) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Logs of a few events that happen again and again, so that situations repeat."""
    chosen = st.sampled_from([kind for kind in KINDS if kind != "day"])
    few = st.lists(chosen.flatmap(bodies), min_size=1, max_size=3)
    hours = st.tuples(
        st.integers(0, 2),
        st.integers(0, 24 * 20),
        st.sampled_from([0, 5]),
        st.sampled_from([0, 60]),
    )
    drawn = st.tuples(few, st.lists(hours, min_size=least, max_size=most))
    return drawn.map(
        lambda drawn: sorted(
            filter(
                is_sound,
                (
                    timed(n, drawn[0][i % len(drawn[0])], *when)
                    for n, (i, *when) in enumerate(drawn[1])
                ),
            ),
            key=lambda record: record["known_at"],
        )
    )


@st.composite
def amended(draw: st.DrawFn, most: int = 25) -> list[dict[str, Any]]:
    """Logs with corrections, retractions and reports, some bad, and ties in any order."""
    records = draw(st.one_of(logs(1, most), repeating(1, most)))
    later = draw(st.lists(amendments(records), max_size=4)) if records else []
    several = [*records, *({**each, "id": f"a{n}"} for n, each in enumerate(later))]
    return sorted(
        (
            with_times(each, draw(st.sampled_from(WAYS_TO_WRITE)))
            for each in draw(st.permutations(several))
        ),
        key=lambda record: read_instant(record["known_at"], UTC),
    )


def amendments(records: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """A later line about one of the records; what a correction sets may make it unreadable."""
    return st.sampled_from(records).flatmap(
        lambda record: st.tuples(
            st.sampled_from(["correction", "retraction", "report"]),
            st.sampled_from([record, *records]),
            st.sampled_from([0, 0, 1, 24 * 9]),
            bodies(record["kind"]),
            st.sampled_from(EVERYONE),
        ).map(lambda drawn: amendment(record, *drawn))
    )


def amendment(
    of: dict[str, Any], how: str, beside: dict[str, Any], lag: int, body: dict[str, Any], who: str
) -> dict[str, Any]:
    """A line about a record, known some hours after it or together with another."""
    known = max(read_instant(each["known_at"], UTC) for each in (of, beside)) + timedelta(hours=lag)
    head = {"known_at": known.isoformat(), "asserter": who}
    if how == "report":
        return {**head, **body, "report_of": of["id"]}
    if how == "retraction":
        return {**head, "kind": how, "of": of["id"]}
    return {
        **head,
        "kind": how,
        "of": of["id"],
        "set": {k: v for k, v in body.items() if k != "kind"},
    }


WAYS_TO_WRITE = ("%Y-%m-%dT%H:%M:%SZ",) * 3 + ("%Y-%m-%dT%H:%M:%S+00:00", "%Y-%m-%d %H:%MZ")


def with_times(record: dict[str, Any], way: str) -> dict[str, Any]:
    """A record with its times written in some way."""
    return {
        **record,
        **{
            field: "/".join(
                datetime.fromisoformat(t).strftime(way) for t in record[field].split("/")
            )
            for field in ("occurred", "known_at")
            if field in record
        },
    }


# --- conditions


def operands(shape: Shape, word: str) -> list[Any]:
    """What a word may be given for a field of this shape."""
    if word in ("present", "absent"):
        return ["true", "false"]
    if word == "between":
        return [["-3", "40"]]
    if word in NUMBER_WORDS:
        return ["3", "40"]
    if word == "within":
        return ["2 weeks"]
    return examples(shape)


def examples(shape: Shape) -> list[Any]:
    """Plain values that a field of this shape may be tested for."""
    if isinstance(shape, Word | Words):
        return [shape.choices[0], list(shape.choices[-2:])]
    if isinstance(shape, Name | Names):
        return [CASE.names(shape.of)[0], list(CASE.names(shape.of)[:2])]
    if isinstance(shape, Number):
        return [str(int(shape.low)), [str(int(shape.low)), str(int(shape.high))]]
    if isinstance(shape, Count | Measure | Change):
        return ["40", ["1", "3"]]
    return {Flag: ["true", "false"], Key: ["one"]}.get(type(shape), ["mill", list(WORDS)])  # type: ignore[return-value]


def ways_to_test(shape: Shape) -> list[Any]:
    """Every way to test a field of this shape, each as it is written."""
    plainly = [] if isinstance(shape, Time) else examples(shape)
    worded = [
        {word: operand} for word in words_for(shape) for operand in operands(shape, word)
        if not (word == "includes" and isinstance(shape, Text | Key) and isinstance(operand, list))
    ]  # fmt: skip
    return ["present", "absent", *plainly, *worded]


COUNTING = [
    {"of": "strike", "at_least": "1"},
    {"of": "strike", "by": "actor", "within": "7 days", "between": ["1", "2"]},
    {"of": "strike", "launched": {"at_least": "40"}, "less_than": "2"},
    {"of": ["strike", "interception"], "munition": "drone", "at_most": "1"},
    {"of": "ceasefire", "same": "ceasefire", "status": "violated", "more_than": "0"},
    {"of": "statement", "by": "other", "on": "actor", "same": ["issue"], "at_least": "1"},
    {"of": "fire-alarm", "by": "each", "within": "14 days", "at_least": "1"},
    {"of": "fire-alarm", "by": "actor", "on": "recipient", "at_most": "0"},
]
SUMMED = [
    {"of": "ground_fighting", "field": "deaths", "at_least": "40"},
    {"of": ["strike", "interception"], "field": "launched", "by": "each", "less_than": "100"},
    {"of": "market", "field": "change", "within": "2 weeks", "at_most": "-1"},
]
TRENDS = [
    {"of": "ground_fighting", "field": "deaths", "within": "7 days", "is": word}
    for word in ("rising", "falling", "level")
] + [{"of": "strike", "by": "actor", "within": "7 days", "at_least": "2"}]
SINCE = [
    {"of": "round", "status": "convened", "at_least": "5"},
    {"of": "statement", "by": "each", "between": ["2", "9"]},
    {"of": "fire-alarm", "less_than": "4"},
]
OWN: list[tuple[tuple[str, ...], Any]] = [
    (("agreement",), "agreed"),
    (("agreement",), {"type": ["prisoner_exchange", "framework"], "age": {"at_most": "14 days"}}),
    (("agreement", "ceasefire"), {"status": {"not": "ended"}, "signed_by": "actor"}),
    (("round",), {"status": {"not": ["planned", "convened"]}, "age": {"at_least": "2"}}),
    (("demand",), {"held_by": "actor", "age": {"at_least": "1"}}),
    (("proposal",), {"status": "tabled"}),
    (
        ("ceasefire",),
        {"scope": "general", "declaration": "present", "violations": {"at_least": "1"}},
    ),
]
"""What rules about these kinds may ask of the noun their event belongs to."""

MEASURED: dict[str, list[Any]] = {
    "talks": ["convened", ["scheduled", "adjourned"], {"phase": "none", "track": "main"}],
    "ceasefire": [
        "in_effect", "none", {"status": ["declared", "ended"], "scope": "general"},
        {"class": "definitive", "declaration": "bilateral", "purpose": ["holiday", "other"]},
        {"signed_by": "actor", "track": "main"},
    ],
    "agreement": [
        "agreed", {"type": ["prisoner_exchange", "remains"], "signed_by": "other"},
        {"status": "executed", "track": "main"},
    ],
    "humanitarian": ["stalled", {"phase": ["agreed", "executed"], "type": "prisoner_exchange"}],
    "settlement": ["framework", ["none", "partial"]],
    "open_precondition": [
        "actor", {"held_by": "recipient", "addressed_to": "actor"}, {"issue": ISSUE, "red_line": "true"},
    ],
    "stance": [
        {"party": "other", "issue": ISSUE, "is": ["unwilling", "refuses"]},
        {"party": "each", "issue": "border", "is": "willing"},
        {"party": "recipient", "issue": ISSUE, "is": "accepts"},
    ],
    "gap": [{"issue": ISSUE, "at_least": "40"}, {"issue": ISSUE, "less_than": "70"}],
    "zopa": [{"issue": ISSUE, "at_least": "0"}],
    "position": [{"party": "actor", "issue": ISSUE, "at_least": "50"}, {"party": "each", "issue": "border", "between": ["5", "95"]}],
    "delegation": ["named", {"party": "other", "level": ["leader", "minister"]}, {"status": "arrived", "track": "main"}],
    "open_conflict": ["launched", {"event": "e01"}],
    "concluded": ["alarm", {"name": "alarm", "party": "each"}, {"name": "calm", "issue": ISSUE, "party": "actor"}],
    "own": [operand for _, operand in OWN],
    "days_until": [
        {"of": of, "at_most": "5"} for of in ("round", "ceasefire", "agreement", "demand")
    ] + [{"of": "round", "track": "main", "at_least": "5"}],
    "count": COUNTING, "sum": SUMMED, "trend": TRENDS, "days_since": SINCE,
}  # fmt: skip
"""Every measure in its variants; `fire-alarm` is a rule, `alarm` and `calm` are its conclusions."""

EFFECTS: dict[str, list[Any]] = {
    "weigh": [
        {"group": "talks", "word": "modest against", "half_life": "14 days"},
        {"on": "collapse", "group": "collapse", "hazard_ratio": "1.5", "half_life": "2 weeks"},
        {"group": "talks", "weight_nats": "-0.3", "half_life": "12 hours", "every_time": "true"},
        {"group": "terms", "likelihood_ratio": {"value": "1.2", "horizon": "30 days"}, "half_life": "30 days"},
        {"group": "terms", "word": "slight for", "lasts": "while alarm"},
    ],
    "shift": [
        {"party": "recipient", "issue": ISSUE, "hardens": "3"},
        {"party": "each", "issue": "border", "softens": "40"},
        {"party": "other", "issue": "no-such-issue", "hardens": "1"},
    ],
    "conclude": [
        {"name": "alarm", "for": "7 days"}, {"name": "alarm", "party": "each"},
        {"name": "calm", "party": "actor", "issue": ISSUE, "for": "12 hours"},
    ],
    "withdraw": [{"name": "alarm"}, {"name": "calm", "party": "actor", "issue": ISSUE}],
    "note": ["worth a word", {"text": "$and"}],
}  # fmt: skip

MEASURES = [(name, operand) for name, operands_ in MEASURED.items() for operand in operands_]
AFTER = [
    (name, operand)
    for name, operand in MEASURES
    if name not in ("count", "sum", "trend", "days_since")
]
DONE = [{verb: operand} for verb, operands_ in EFFECTS.items() for operand in operands_]
ALARM = {
    "rule": "fire-alarm", "when": {"strike": {"target": "energy"}}, "given": {"position": {"party": "actor", "issue": ISSUE, "at_least": "0"}},
    "then": [{"conclude": {"name": "alarm", "for": "7 days"}}, {"conclude": {"name": "calm", "party": "actor", "issue": ISSUE}}],
}  # fmt: skip


def fits(kind: str, name: str, operand: Any) -> bool:
    """Whether a rule about this kind may have that measure or effect."""
    if kind == "day" and any(
        repr(role) in repr(operand) for role in ("actor", "recipient", "other")
    ):
        return False
    if name == "own":
        return any(kind in kinds and operand == own for kinds, own in OWN)
    same = operand.get("same", ()) if isinstance(operand, dict) else ()
    return {*([same] if isinstance(same, str) else same)} <= shared_fields([kind]).keys()


# --- rulebooks


def book(rules: list[dict[str, Any]]) -> Rulebook:
    """A rulebook of rules as plain data, always with the fire alarm."""
    frame = read_yaml(FRAME.encode(), "frame").value
    texts = [to_yaml({**rule, **frame}).encode() for rule in (ALARM, *rules)]
    return rules_from([read_yaml(text, f"rule-{n}.yaml") for n, text in enumerate(texts)])


def draws_nothing_it_shuns(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rules with only notes for effects where they await or shun a conclusion: no cycles."""
    return [
        {**rule, "then": [{"note": "fired"}]} if "concluded" in repr(rule) else rule
        for rule in rules
    ]


def pack() -> list[dict[str, Any]]:
    """A rule of every word on every field, every measure in every part, and every effect."""
    number, effect = count(), cycle(DONE)
    rules = [
        {"rule": f"word-{next(number)}", "when": {kind: {field: test}}, "then": [fitting(kind, effect)]}
        for kind in KINDS
        for field, shape in (shared_fields([kind]) if kind == "strike" else apart(kind)).items()
        for test in ways_to_test(shape)
    ]  # fmt: skip
    kinds = cycle(KINDS)
    for part, measures in (("given", MEASURES), ("unless", MEASURES), ("after", AFTER)):
        for name, operand in measures * 2:
            kind = next(each for each in kinds if fits(each, name, operand))
            rules.append({
                "rule": f"measure-{next(number)}", "when": kind, part: {name: operand}, "then": [fitting(kind, effect)],
            })  # fmt: skip
    return draws_nothing_it_shuns(rules)


def fitting(kind: str, effects: Iterator[dict[str, Any]]) -> dict[str, Any]:
    """The next effect that a rule about this kind may have."""
    return next(each for each in effects if fits(kind, *next(iter(each.items()))))


def parts(measures: list[tuple[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """One part of a rule: measures, each in a mapping of its own."""
    return st.lists(st.sampled_from(measures).map(lambda pair: dict([pair])), max_size=2)


def bars(measures: list[tuple[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """An `unless` of up to two groups, each of one or two measures."""
    group = st.lists(
        st.sampled_from(measures), min_size=1, max_size=2, unique_by=lambda pair: pair[0]
    )
    return st.lists(group.map(dict), max_size=2)


def drawn_rules(most: int = 10, least: int = 1) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rules that combine words, measures and effects as they come."""
    return st.lists(
        st.sampled_from(list(KINDS)).flatmap(drawn_rule), min_size=least, max_size=most
    ).map(
        lambda drawn: draws_nothing_it_shuns(
            [{"rule": f"drawn-{n}", **rule} for n, rule in enumerate(drawn)]
        )
    )


def drawn_rule(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """One rule about a kind of event."""
    fields = {
        name: st.sampled_from(ways_to_test(shape))
        for name, shape in {**apart(kind), **GRADED}.items()
    }
    when = st.fixed_dictionaries({}, optional=fields).map(
        lambda tests: dict(list(tests.items())[:2])
    )
    given, after = ([each for each in many if fits(kind, *each)] for many in (MEASURES, AFTER))
    done = [each for each in DONE if fits(kind, *next(iter(each.items())))]
    return st.fixed_dictionaries({
        "when": when.map(lambda tests: {kind: tests}), "given": parts(given),
        "unless": bars(given), "after": parts(after),
        "then": st.lists(st.sampled_from(done), min_size=1, max_size=2),
    }).map(lambda rule: {key: value for key, value in rule.items() if value != []})  # fmt: skip


def drawn(strategy: st.SearchStrategy[Any], many: int, like: int = 0) -> list[Any]:
    """Values of a strategy outside a test's own search, always the same for the same *like*."""
    found: list[Any] = []

    @seed(like)
    @settings(max_examples=many + 1, database=None, phases=[Phase.generate], deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def gather(value: Any) -> None:
        found.append(value)

    gather()
    return found[1:]  # the first is the simplest
