"""The kinds of event: their outside names, life cycles, and what they work out."""

import pytest
from happenings import event

from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Word, shapes

# The event types of the PLOVER manual 2.0, each with its modes.
PLOVER = {
    "AGREE": [],
    "SUPPORT": [],
    "CONCEDE": [],
    "COOPERATE": [],
    "AID": [],
    "CONSULT": ["visit", "third-party", "multilateral", "phone"],
    "RETREAT": ["withdraw", "release", "disarm", "ceasefire", "access", "resign"],
    "REQUEST": ["assist", "change", "yield", "meet"],
    "REJECT": ["assist", "change", "yield", "meet"],
    "ACCUSE": ["disapprove", "investigate", "allege"],
    "THREATEN": ["restrict", "arrest", "relations", "expel", "territory", "violence"],
    "PROTEST": ["demo", "riot", "strike", "hunger", "boycott", "obstruct"],
    "SANCTION": ["convict", "expel", "withdraw", "discontinue"],
    "MOBILIZE": ["troops", "weapons", "police", "militia"],
    "COERCE": [
        "seize",
        "restrict",
        "censor",
        "curfew",
        "martial-law",
        "arrest",
        "deport",
        "withhold",
        "misinformation",
        "cyber",
    ],
    "ASSAULT": [
        "abduct",
        "beat",
        "torture",
        "sexual",
        "targeted",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "unconventional",
    ],
}
# CAMEO's codes that are used here or might well be, with their names in its list of event codes.
# That list calls 105 "Demand mediation"; the code book 1.1b3 and PLOVER's conversion table call it
# "Demand that target yields", which is what its own subcodes (1051 to 1056) are about.
CAMEO = {
    "010": "Make statement, not specified below",
    "030": "Express intent to cooperate, not specified below",
    "0356": "Express intent to de-escalate military engagement",
    "036": "Express intent to meet or negotiate",
    "037": "Express intent to settle dispute",
    "038": "Express intent to accept mediation",
    "039": "Express intent to mediate",
    "042": "Make a visit",
    "045": "Mediate",
    "046": "Engage in negotiation",
    "057": "Sign formal agreement",
    "080": "Yield, not specified below",
    "0841": "Return, release person(s)",
    "0871": "Declare truce, ceasefire",
    "100": "Demand, not specified below",
    "105": "Demand that target yields",
    "120": "Reject, not specified below",
    "125": "Reject proposal to meet, discuss, or negotiate",
    "127": "Reject plan, agreement to settle dispute",
    "134": "Threaten to halt negotiations",
    "160": "Reduce relations, not specified below",
    "164": "Halt negotiations",
    "165": "Halt mediation",
    "183": "Conduct suicide, car, or other non-military bombing, not spec below",
    "190": "Use conventional military force, not specified below",
    "194": "Fight with artillery and tanks",
    "195": "Employ aerial weapons",
    "196": "Violate ceasefire",
}
UNNAMED = ("market", "day")  # PLOVER has nothing for a price or for midnight
NAMED = [kind for kind in KINDS if kind not in UNNAMED]


def stages(kind: str) -> tuple[str, ...]:
    """The words that decide what an event of a kind does."""
    shape = shapes(KINDS[kind]).get(KINDS[kind].deciding or "")
    return shape.choices if isinstance(shape, Word) else ()


CODED = [(kind, stage) for kind in NAMED for stage in (stages(kind) or (None,))]


def said(kind: str, stage: str | None):
    return event(kind, **({KINDS[kind].deciding: stage} if stage else {}))


@pytest.mark.parametrize(("kind", "stage"), CODED)
def test_every_stage_of_every_kind_names_its_plover_event_and_mode(kind, stage):
    """Both as the manual has them; an event type without modes is given none."""
    coding = said(kind, stage).coding
    assert coding is not None
    assert coding.plover in PLOVER
    assert coding.mode in (None, *PLOVER[coding.plover])


@pytest.mark.parametrize(("kind", "stage"), CODED)
def test_every_stage_of_every_kind_names_a_code_that_cameo_has(kind, stage):
    """A reader of CAMEO data can look each one up."""
    coding = said(kind, stage).coding
    assert coding is not None
    assert coding.cameo in CAMEO


@pytest.mark.parametrize("kind", UNNAMED)
def test_prices_and_days_have_no_outside_name(kind):
    """PLOVER has nothing for them, and nothing is made up."""
    assert KINDS[kind].codings == {}
    assert (
        KINDS[kind](
            id="e", occurred=event("strike").occurred, known_at=event("strike").known_at
        ).coding
        is None
    )


@pytest.mark.parametrize(
    ("kind", "stage", "plover", "mode"),
    [
        ("round", "planned", "AGREE", None),
        ("round", "convened", "CONSULT", "third-party"),
        ("round", "cancelled", "REJECT", "meet"),
        ("round", "broken_off", "SANCTION", "withdraw"),
        ("statement", "willing", "AGREE", None),
        ("demand", "waived", "CONCEDE", None),
        ("ceasefire", "declared", "CONCEDE", None),
        ("ceasefire", "in_effect", "RETREAT", "ceasefire"),
        ("ceasefire", "violated", "ASSAULT", None),
        ("agreement", "agreed", "AGREE", None),
        ("agreement", "executed", "RETREAT", "release"),
        ("mediation", "withdrawn", "SANCTION", "withdraw"),
        ("strike", "ballistic_missile", "ASSAULT", "heavy-weapons"),
        ("strike", "drone", "ASSAULT", "drone"),
    ],
)
def test_the_codings_follow_the_manuals_rules(kind, stage, plover, mode):
    """To come is agreed, held is consulted; declared is conceded, in effect is retreat."""
    coding = said(kind, stage).coding
    assert coding is not None
    assert (coding.plover, coding.mode) == (plover, mode)


@pytest.mark.parametrize(
    ("kind", "order"),
    [
        ("round", ["planned", "convened", "adjourned"]),
        ("demand", ["asserted", "met"]),
        ("demand", ["asserted", "waived"]),
        ("delegation", ["named", "expected", "arrived", "departed"]),
        ("proposal", ["tabled", "accepted"]),
        ("agreement", ["agreed", "scheduled", "partly_executed", "executed"]),
        ("agreement", ["agreed", "stalled", "ended"]),
        ("ceasefire", ["proposed", "declared", "in_effect", "violated", "ended"]),
    ],
)
def test_stages_known_together_come_in_the_order_of_a_life(kind, order):
    """Agreed before executed, declared before in effect."""
    ranks = [said(kind, stage).rank for stage in order]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("kind", "fields", "subject"),
    [
        ("round", {"number": 2, "track": "main"}, "main:2"),
        ("demand", {"precondition": "ceasefire-first"}, "ceasefire-first"),
        ("agreement", {"agreement": "exchange"}, "exchange"),
        ("ceasefire", {"ceasefire": "easter"}, "easter"),
        ("proposal", {"proposal": "memorandum"}, "memorandum"),
        ("round", {}, None),
        ("strike", {}, None),
    ],
)
def test_an_event_belongs_to_the_noun_that_it_names(kind, fields, subject):
    """What names none belongs to none."""
    assert event(kind, **fields).subject == subject


@pytest.mark.parametrize(
    ("fields", "rate"),
    [
        ({"launched": 80, "intercepted": 52}, 0.65),
        ({"launched": 80, "intercepted": 0}, 0.0),
        ({"intercepted": 162}, None),
        ({"launched": "unknown", "intercepted": 162}, None),
        ({"launched": 80}, None),
        ({"launched": ">80", "intercepted": 52}, None),
        ({"launched": 80, "intercepted": "≈52"}, None),
        ({"launched": 0, "intercepted": 0}, None),
    ],
)
def test_a_rate_needs_both_its_numbers(fields, rate):
    """52 of 80 is 65 %; 162 of nobody knows how many is no rate at all."""
    assert event("interception", **fields).rate == rate


def test_a_day_is_certain():
    """Nobody need confirm that midnight came."""
    at = event("strike").occurred
    assert KINDS["day"](id="day", occurred=at, known_at=at.end).quality == 1.0
