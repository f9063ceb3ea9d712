"""Histories out of logs: replayed day by day, so that no day has what became known after it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from math import ceil, expm1, inf, isclose
from typing import TypeAlias

import attrs

from negotiations.forecast.hazards import History, Piece, Weighting, weightings_of
from negotiations.log.reading import Log
from negotiations.meter import Meter
from negotiations.model.case import Case
from negotiations.model.ceasefires import CeasefireDefinition
from negotiations.model.evidence import STANDING, Evidence, Standing
from negotiations.model.ledger import Ledger
from negotiations.model.times import DAY, TICK, days, next_midnight
from negotiations.model.weights import mixed_weight
from negotiations.outcomes.survey import survey
from negotiations.outcomes.turns import Chronicle, chronicle
from negotiations.replaying import Replay
from negotiations.rulebook.book import Rulebook
from negotiations.runs import instant_of

Known: TypeAlias = tuple[Piece, object, int]
"""A piece, what else tells it from others, and a number where nothing does."""


def histories_of(
    logs: Iterable[Log],
    rules: Rulebook,
    *,
    definition: CeasefireDefinition | None = None,
    until: datetime | date | str | None = None,
) -> tuple[History, ...]:
    """What each log's process was at risk of, day by day from the midnight after its first news.

    Onset comes when a ceasefire of the *definition* (the case's own, unless given) is reached;
    a process is at risk again once it has ended. What stays open ends *until* then, or with the
    last news. Raises ValueError for a case without a base rate of onset.
    """
    return tuple(history for log in logs for history in _of_log(log, rules, definition, until))


def _of_log(
    log: Log,
    rules: Rulebook,
    definition: CeasefireDefinition | None,
    until: datetime | date | str | None,
) -> Iterator[History]:
    case = attrs.evolve(log.case, definition=definition or log.case.definition)
    if "onset" not in case.bases:
        raise ValueError(f"{case.id}: the case gives no base rate for onset")
    log = attrs.evolve(log, case=case)
    as_of = None if until is None else instant_of(until, case)
    seen = survey(log, as_of)
    if seen.first is None or seen.last is None:
        return
    begin, end = next_midnight(seen.first, case.day_zone), as_of or seen.last
    moments = [begin + n * DAY for n in range((end + TICK - begin) // DAY)]
    pieces = _pieces(Replay(log, rules, as_of=as_of), moments)
    reached = _reached(chronicle(case, seen.tellings))
    yield from _spells(case, days(begin), len(moments), pieces, reached)


def _reached(told: Chronicle) -> list[tuple[float, float]]:
    """When what is asked about was reached, and ended, in days, as the log tells in the end."""
    turns = told.versions[-1].turns["onset"] if told.versions else ()
    return [(days(turn.start), days(turn.end) if turn.end else inf) for turn in turns]


def _spells(
    case: Case,
    begin: float,
    length: int,
    pieces: tuple[Piece, ...],
    reached: Iterable[tuple[float, float]],
) -> Iterator[History]:
    """The stretches at risk, parted by the ceasefires that were reached."""
    last, start = begin + length, begin
    for onset, end in [*reached, (inf, inf)]:
        whole = ceil(onset - start) if onset <= last else round(last - start)
        if whole > 0:
            known = tuple(each for each in pieces if each.until > start)
            hazard = case.bases["onset"].hazard
            yield History(case.id, start, whole, onset <= last, known, hazard)
        start = begin + ceil(max(end, start) - begin) if end < last else last


def _pieces(driven: Replay, moments: list[datetime]) -> tuple[Piece, ...]:
    """The evidence that counted on each day, as it was known then."""
    weightings = weightings_of(driven.rules)
    counting: dict[Known, Piece] = {}
    over: list[Piece] = []
    read: tuple[object, list[Evidence]] = (None, [])
    for moment in driven.stops(moments, Meter(driven.rules)):
        now, ledger = days(moment), driven.state.ledger
        stamp = (id(ledger), ledger.numbers())
        if stamp != read[0]:
            read = stamp, list(ledger.pieces or ())
        known = set(_numbered([*_fading(read[1], weightings), *_standing(ledger, now, weightings)]))
        for gone in counting.keys() - known:
            over.append(attrs.evolve(counting.pop(gone), until=now))
        for new in known - counting.keys():
            counting[new] = attrs.evolve(new[0], known_at=_since(new[0], now))
    return tuple(sorted([*over, *counting.values()], key=lambda p: (p.known_at, p.rule, p.at)))


def _since(piece: Piece, now: float) -> float:
    """When it began to count: late, if a correction brought it."""
    return piece.known_at if piece.known_at > now - 1 else now


def _numbered(found: Iterable[tuple[Piece, object]]) -> Iterator[Known]:
    seen: Counter[tuple[Piece, object]] = Counter()
    for each in found:
        seen[each] += 1
        yield (*each, seen[each])


def _fading(
    pieces: Iterable[Evidence], weightings: Iterable[Weighting]
) -> Iterator[tuple[Piece, object]]:
    names: Mapping[tuple[str, str, float], list[Weighting]] = _filed(weightings)
    for each in pieces:
        if each.question == "onset":
            among = names[each.rule, each.group, each.half_life]
            name = _nearest(among, each.weight, each.q)
            yield Piece(name, each.at, each.known_at, each.q), (each.event, each.key)


def _filed(weightings: Iterable[Weighting]) -> dict[tuple[str, str, float], list[Weighting]]:
    filed: dict[tuple[str, str, float], list[Weighting]] = {}
    for each in weightings:
        filed.setdefault((each.rule, each.group, each.half_life), []).append(each)
    return filed


def _nearest(among: list[Weighting], weight: float, q: float) -> str:
    """Which of a rule's weights of one group and half-life a piece has."""
    for each in among[:-1]:
        if isclose(mixed_weight(_ratio(each), q), weight):
            return each.name
    return among[-1].name


def _ratio(weighting: Weighting) -> float:
    return expm1(weighting.prior) + 1


def _standing(
    ledger: Ledger, now: float, weightings: tuple[Weighting, ...]
) -> Iterator[tuple[Piece, object]]:
    """The terms that stand on the day ahead; an end that is known already counts."""
    for term in ledger.standing:
        if term.question == "onset" and term.present(now) and term.present(now + 1):
            mine = [w for w in weightings if w.rule == term.rule and w.group == STANDING]
            yield Piece(mine[0].name, term.since, q=_quality(term, mine[0])), term.conclusion


def _quality(term: Standing, weighting: Weighting) -> float:
    """The q that made the term's weight of the rule's; its own inverse is `mixed_weight`."""
    if weighting.prior == 0:
        return 1.0
    return round(min(max(expm1(term.weight) / expm1(weighting.prior), 0.0), 1.0), 12)
