"""The timeline: whole blocks, from reasons made by hand, so that no number is the replay's own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from math import inf

import logs

from negotiations.log.reading import log_of
from negotiations.model.changes import (
    Became,
    Change,
    Concluded,
    Disputed,
    Heard,
    Moved,
    Noted,
    Reread,
    Revised,
    Settled,
    Shifted,
    Weighed,
)
from negotiations.parameters import Roles
from negotiations.replaying import Replay
from negotiations.report.timeline import timeline
from negotiations.trace import Reason

CASE = logs.case()
NOON = datetime(2025, 1, 2, 9, tzinfo=UTC)  # noon in Istanbul
DAY_END = datetime(2025, 1, 2, 20, 59, 59, 999999, tzinfo=UTC)
STRIKE = Heard("Ruritania launched 60 drones at Freedonia", "2025-01-02", 0.8)
HEAD = ["A border dispute", "times are Europe/Istanbul; “day”: known by the end of that day"]


def because(
    change: Change,
    rule: str | None = None,
    roles: Roles = Roles(),
    *,
    event: str = "wave",
    kind: str = "strike",
    at: datetime = NOON,
) -> Reason:
    return Reason(event, kind, at, change, rule, roles)


def lines(*reasons: Reason) -> list[str]:
    """The timeline without its head and the heading of the day."""
    told = [str(line) for line in timeline(reasons, CASE)]
    assert told[:2] == HEAD
    assert told[2:4] == ["", "Thursday 2 January 2025"]
    return told[4:]


def test_an_event_that_changed_nothing_is_one_line() -> None:
    """What happened, when it became known, and the id to ask about."""
    assert lines(because(STRIKE)) == ["  12:00  Ruritania launched 60 drones at Freedonia  [wave]"]


def test_a_rule_is_one_line_with_who_played_what_and_all_it_did() -> None:
    """Weights, shifts and conclusions of one firing stand together; another firing apart."""
    roles, other = Roles(recipient="freedonia"), Roles(actor="ruritania")
    told = lines(
        because(STRIKE),
        because(Weighed("onset", "battlefield", -0.1053, 14.0, 0.8), "heavy", roles),
        because(Shifted("freedonia", "truce-terms", "hardens", 1.8), "heavy", roles),
        because(Concluded("escalating", None, None, "2025-01-06T21:00:00+00:00"), "heavy", other),
        because(Weighed("onset", "battlefield", -0.2, inf, 0.8, replaces=-0.1), "lasting"),
        because(Weighed("onset", "battlefield", -0.2, 14.0, 0.8, counted=False), "second"),
    )
    assert told[1:] == [
        "         rule        heavy (recipient Freedonia): -0.105 nats on onset (battlefield, "
        "half-life 14 d); Freedonia hardens by 1.8 on truce-terms",
        "         rule        heavy (actor Ruritania): concluded: escalating, "
        "until 2025-01-07 00:00",
        "         rule        lasting: -0.200 nats on onset instead of -0.100 (battlefield, "
        "never fades)",
        "         rule        second: -0.200 nats on onset not counted again that day "
        "(battlefield)",
    ]


def test_changes_of_facts_stand_each_on_a_line() -> None:
    """Phases (irregular ones with their reason), positions, conflicts, notes."""
    claims = (("ruritania", "2025-01-02T13:00"), ("the record", ">40"))
    told = lines(
        because(Heard("They met", "2025-01-02 10:00–12:00", 0.8)),
        because(
            Moved("talks:main", "convene", "none", "convened", "convened does not follow none")
        ),
        because(Moved("ceasefire:first", "violate", "in_effect", "in_effect")),
        because(Settled("freedonia", "truce-terms", 85.0, 86.8)),
        because(Settled("freedonia", "truce-terms", 98.0, 100.0, clamped=True)),
        because(Disputed("wave", "starts", claims)),
        because(Disputed("wave", "starts", claims, resolved=True)),
        because(Noted("implausible: distance >7000 km")),
        because(Concluded("meeting", None, None, withdrawn=True)),
    )
    assert told == [
        "  12:00  They met (10:00–12:00)  [wave]",
        "         phase       talks:main: none → convened  "
        "irregular: convened does not follow none",
        "         phase       ceasefire:first: violate, still in effect",
        "         position    Freedonia on truce-terms: 85 → 86.8",
        "         position    Freedonia on truce-terms: 98 → 100 (held at the end of the scale)",
        "         conflict    starts: 13:00 (Ruritania) / >40 (The record)",
        "         settled     starts: 13:00 (Ruritania) / >40 (The record)",
        "         note        implausible: distance >7000 km",
        "         conclusion  no longer: meeting",
    ]


def test_the_likelihood_stands_with_90_days_in_front() -> None:
    """Before and after at every horizon, with as many decimals as show the difference."""
    before = ((30, 0.042), (90, 0.12), (180, 0.2256))
    after = ((30, 0.0416), (90, 0.1197), (180, 0.2256))
    told = lines(because(STRIKE), because(Reread("onset", before, after)))
    assert told[1:] == [
        "         likelihood  onset in 90 d 12.00 → 11.97 % ▼"
        "   30 d 4.20 → 4.16 %   180 d 22.6 → 22.6 %"
    ]


def test_a_question_begins_and_ends() -> None:
    """Where a question starts or stops being asked there is no step to show."""
    asked = ((30, 0.066), (90, 0.186))
    told = lines(
        because(STRIKE), because(Reread("onset", asked, ())), because(Reread("collapse", (), asked))
    )
    assert told[1:] == [
        "         likelihood  onset is no longer asked (was 30 d 6.6 %, 90 d 18.6 %)",
        "         likelihood  collapse is asked from here on (30 d 6.6 %, 90 d 18.6 %)",
    ]


def test_what_the_event_says_is_not_said_again() -> None:
    """A noun that came to be goes without saying; one that came from another status does not."""
    said = Heard("Article: Little is hoped for (one voice)", "2025-01-02", 0.5)
    told = lines(
        because(STRIKE),
        because(Became("delegation", "ruritania to main", None, "named")),
        because(Became("delegation", "ruritania to main", "named", "arrived")),
        because(said, event="low", kind="assessment"),
        because(Noted("article: Little is hoped for (one voice)"), event="low", kind="assessment"),
    )
    assert told == [
        "  12:00  Ruritania launched 60 drones at Freedonia  [wave]",
        "         delegation  ruritania to main: named → arrived",
        "  12:00  Article: Little is hoped for (one voice)  [low]",
    ]


def test_a_move_says_what_its_noun_became() -> None:
    """A round and its track's talks move together: one line is enough."""
    told = lines(
        because(STRIKE),
        because(Became("round", "main:1", "planned", "convened")),
        because(Moved("talks:main", "convene", "scheduled", "convened")),
    )
    assert told[1:] == ["         phase       talks:main: scheduled → convened"]


def test_a_time_is_told_as_precisely_as_it_is_known() -> None:
    """A day known by its end has no hour, and another day of happening is given in full."""
    earlier = Heard("They fought", "2025-01-01", 0.8)
    assert lines(because(earlier, at=DAY_END)) == ["  day    They fought (2025-01-01)  [wave]"]


def test_a_revision_lists_what_differs() -> None:
    """A correction's block has what it says, and a line for each difference."""
    told = lines(
        because(
            Revised(
                "wave",
                ("position x: 85 → 86", "onset 30 d: 4.20 % → 4.17 %"),
                "corrected, launched 472 → 470",
            ),
            event="c1",
            kind="correction",
        ),
        because(Revised("wave", (), "reported again by wire"), event="r1", kind="strike"),
    )
    assert told == [
        "  12:00  wave: corrected, launched 472 → 470  [c1]",
        "         now         position x: 85 → 86",
        "         now         onset 30 d: 4.20 % → 4.17 %",
        "  12:00  wave: reported again by wire  [r1]",
        "         now         nothing else differs",
    ]


def test_a_midnight_that_a_rule_waited_for_is_a_block() -> None:
    """A day has no news of its own: only what rules made of it."""
    midnight = datetime(2025, 1, 1, 21, tzinfo=UTC)
    silence = because(
        Noted("no round for a fortnight"),
        "silence",
        event="day:2025-01-02",
        kind="day",
        at=midnight,
    )
    assert lines(silence) == [
        "  00:00  Midnight  [day:2025-01-02]",
        "         rule        silence: no round for a fortnight",
    ]


def test_nothing_known_is_said() -> None:
    """An empty part of a trace is told as such."""
    told = [str(line) for line in timeline([], CASE)]
    assert told == [*HEAD, "  nothing became known in this time"]


def endless() -> Iterator[Reason]:
    """An event every hour, for ever."""
    for n in count():
        yield because(STRIKE, event=f"wave-{n}", at=NOON + timedelta(hours=n))


def test_each_event_is_told_as_soon_as_it_is_over() -> None:
    """An endless log has a timeline: nothing waits for its end."""
    told = list(islice(timeline(endless(), CASE), 1000))
    assert str(told[-1]).endswith("]")


def test_nothing_in_a_log_steers_the_terminal() -> None:
    """Escape sequences, line breaks and turned-about text are shown, not sent."""
    nasty = Heard("red \x1b[31m\nand \u202egone\x07", "2025-01-02", 0.8)
    assert lines(because(nasty)) == [r"  12:00  red \x1b[31m\nand \u202egone\x07  [wave]"]


def test_a_replay_is_told() -> None:
    """From a log to lines: an irregular round, and two strikes known together."""
    records = [
        {
            "id": "round",
            "kind": "round",
            "occurred": "2025-01-02",
            "known_at": "2025-01-02T12:00",
            "actor": ["ruritania", "freedonia"],
            "status": "convened",
            "number": 1,
        },
        {
            "id": "wave-1",
            "kind": "strike",
            "occurred": "2025-01-02 night",
            "known_at": "2025-01-03",
            "actor": "ruritania",
            "recipient": "freedonia",
            "munition": "drone",
            "launched": ">40",
        },
        {
            "id": "wave-2",
            "kind": "strike",
            "occurred": "2025-01-03",
            "known_at": "2025-01-03",
            "actor": "ruritania",
            "recipient": "freedonia",
            "launched": "unknown",
            "modality": "claimed",
            "asserter": "freedonia",
        },
    ]
    replayed = Replay(log_of(CASE, records), logs.rules(), keep=False)
    events = [str(line) for line in timeline(replayed.reasons(), CASE)]
    assert [line for line in events if not line.startswith("   ")] == [
        *HEAD,
        "",
        "Thursday 2 January 2025",
        "  12:00  Ruritania and Freedonia convened round 1  [round]",
        "",
        "Friday 3 January 2025",
        "  day    Ruritania launched >40 drones at Freedonia (2025-01-02 20:00 to 2025-01-03 06:00)"
        "  [wave-1]",
        "  day    Ruritania struck Freedonia (claimed by Freedonia)  [wave-2]",
    ]
