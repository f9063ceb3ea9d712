"""An event in one line, for people: who did what to whom, and what else its record says."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, TypeAlias

from negotiations.model.case import Case
from negotiations.model.events import PLANS, Event, attribute, missing
from negotiations.model.parties import Party, ThirdParty, Voice
from negotiations.model.quantities import Quantity
from negotiations.model.shapes import Flag, Time, shapes

Called: TypeAlias = Callable[[tuple[str, ...]], str]
NO_NAMES: Mapping[str, str] = MappingProxyType({})

SILENT = (
    "actor",
    "recipient",
    "asserter",
    "known_basis",
    "modality",
    "country",
    "note",
    "status",
    "location",
)
WEAPONS = {
    "artillery": "artillery",
    "sabotage": "sabotage",
    "mixed": "mixed munitions",
    "other": "other munitions",
}
ROUND_VERBS = {"cancelled": "called off", "broken_off": "broke off"}
SENT = {
    "named": "named for",
    "expected": "expected at",
    "arrived": "arrived for",
    "departed": "departed from",
    "withdrawn": "withdrawn from",
}
CARRIED_OUT = {
    "partly_executed": "was carried out in part",
    "executed": "was carried out",
    "scheduled": "was scheduled",
    "violated": "was violated",
}
AGREEMENTS = {
    None: "agreement",
    "other": "agreement",
    "prisoner_exchange": "prisoner exchange",
    "remains": "exchange of remains",
}
MARKET_VERBS = {"up": "went up", "down": "went down", "flat": "stayed flat"}


def names_in(case: Case) -> dict[str, str]:
    """What everyone in a case is called, by id."""
    everyone: tuple[Party | ThirdParty | Voice, ...]
    everyone = (*case.parties.values(), *case.third_parties.values(), *case.voices.values())
    return {each.id: each.name for each in everyone}


def called(names: Mapping[str, str], ids: tuple[str, ...]) -> str:
    """Those of these ids in words: by their name, or where it is unknown the id as words.

    >>> called({"ukraine": "Ukraine"}, ("ukraine", "kyiv-officials"))
    'Ukraine and Kyiv officials'
    """
    known = [names.get(id) or _capital(_words(id)) for id in ids]
    return " and ".join(filter(None, (", ".join(known[:-1]), *known[-1:])))


def tell(event: Event, names: Mapping[str, str] = NO_NAMES) -> str:
    """The event in one line, with everyone called by their name; only what its record says.

    Rival claims are not told here: they stand in the trace as a conflict of their own.
    """
    sentence, spoken = SENTENCES.get(event.kind, (_any, ()))
    what = sentence(event, partial(called, names))
    where = ", ".join(place for place in event.location if place not in what)
    rest = ", ".join(_details(event, spoken))
    told = what + (f" ({where})" if where else "")
    told += f"{';' if ': ' in what else ':'} {rest}" if rest else ""
    return _capital(" ".join((told + _claimed(event, names)).split()))


def _claimed(event: Event, names: Mapping[str, str]) -> str:
    """Whose word it is, where the record does not simply report it."""
    if event.modality in ("reported", "assessed") or event.stage in PLANS:
        return ""
    by = f" by {called(names, (event.asserter,))}" if event.asserter else ""
    return f" ({event.modality}{by})"


def _details(event: Event, spoken: tuple[str, ...]) -> Iterator[str]:
    for name, shape in shapes(type(event)).items():
        value = getattr(event, attribute(event, name))
        if name not in SILENT and name not in spoken and not missing(value) and value is not False:
            yield _detail(_words(name), shape, value)


def _detail(name: str, shape: Any, value: Any) -> str:
    if isinstance(shape, Flag):
        return name
    if isinstance(shape, Time):
        return f"{name} {value.text}"
    if isinstance(value, float):
        return f"{name} {value:g}"
    shown = "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"{name} {shown if isinstance(value, Quantity) else _words(shown, '_')}"


def _words(name: str, parted_by: str = "_-") -> str:
    for mark in parted_by:
        name = name.replace(mark, " ")
    return name


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _who(event: Event, by: Called) -> str:
    return by(event.actor) or "an unnamed party"


# --- the sentence of each kind, and the fields that it tells ------------------------------------


def _any(event: Any, by: Called) -> str:
    actor, on = by(event.actor), by(event.recipient)
    return _words(event.kind) + (f" by {actor}" if actor else "") + (f" on {on}" if on else "")


def _statement(event: Any, by: Called) -> str:
    on = f" on {event.issue}" if event.issue else ""
    said = ". ".join(filter(None, (_words(event.stance or ""), event.text)))
    return f"{_who(event, by)}{on}" + (f": {said}" if said else "")


def _demand(event: Any, by: Called) -> str:
    own, status = f"precondition {event.precondition or ''}".strip(), event.status
    if status == "asserted":
        whom = f" for {by(event.recipient)}" if event.recipient else ""
        return f"{_who(event, by)} set {own}{whom}" + (f": {event.text}" if event.text else "")
    if status == "waived":
        return f"{_who(event, by)} waived {own}"
    return f"{own} {'lapsed' if status == 'lapsed' else f'was {status}' if status else ''}"


def _delegation(event: Any, by: Called) -> str:
    led = ", ".join(filter(None, (event.head, event.office or event.level, *event.members)))
    sent = f"delegation of {_who(event, by)} {SENT.get(event.status, 'for')} {_round_name(event)}"
    return sent + (f": {led}" if led else "")


def _round_name(event: Any) -> str:
    number = f"round {event.number}" if event.number else "talks"
    return f"{event.track} {number}" if event.track else number


def _round(event: Any, by: Called) -> str:
    where = event.venue or ", ".join(event.location)
    rest = f" in {where}" if where else ""
    rest += f" after {event.duration}" if event.duration else ""
    if not event.actor:
        was = "was" if event.number else "were"
        return f"{_round_name(event)} {was} {_words(event.status or 'held')}{rest}"
    verb = ROUND_VERBS.get(event.status, event.status or "held")
    return f"{by(event.actor)} {verb} {_round_name(event)}{rest}"


def _proposal(event: Any, by: Called) -> str:
    verb = "withdrew" if event.status == "withdrawn" else event.status or "made"
    what = event.title or event.proposal or ""
    on = f" on {event.issue}" if event.issue else ""
    return f"{_who(event, by)} {verb} proposal{on}" + (f": {what}" if what else "")


def _agreement(event: Any, by: Called) -> str:
    kind = AGREEMENTS.get(event.type, f"{event.type} agreement")
    if event.status == "agreed":
        who = by(event.signatories or event.actor) or "unnamed parties"
        article = "an" if kind[0] in "aei" else "a"
        return f"{who} agreed on {article} {kind}"
    blamed = f" by {by(event.actor)}" if event.status == "violated" and event.actor else ""
    own, came = event.agreement or "", CARRIED_OUT.get(event.status, event.status or "")
    return f"{kind} {own} {came}{blamed}"


def _ceasefire(event: Any, by: Called) -> str:
    own, status = f"ceasefire {event.ceasefire or ''}".strip(), event.status
    if status in ("proposed", "declared", "violated"):
        return f"{_who(event, by)} {status} {own}"
    return f"{own} {'took effect' if status == 'in_effect' else status or ''}".strip()


def _strike(event: Any, by: Called) -> str:
    who, on = _who(event, by), by(event.recipient)
    if missing(event.launched):
        arms = f" with {_weapons(event)}" if event.munition else ""
        return f"{who} struck{f' {on}' if on else ''}{arms}"
    return f"{who} launched {event.launched} {_weapons(event)}" + (f" at {on}" if on else "")


def _weapons(event: Any) -> str:
    word = WEAPONS.get(event.munition) or f"{_words(event.munition or 'weapon')}s"
    launched = event.launched
    only_one = launched is not None and (launched.op, launched.value) == ("=", 1)
    return word.removesuffix("s") if only_one else word


def _interception(event: Any, by: Called) -> str:
    known = not missing(event.launched)
    number = "an unknown number" if missing(event.intercepted) else str(event.intercepted)
    stopped = f"{number} of {event.launched if known else 'an unknown number of'} {_weapons(event)}"
    sent = f" sent by {by(event.recipient)}" if event.recipient else ""
    return f"{_who(event, by)} intercepted {stopped}{sent}"


def _loss(event: Any, by: Called) -> str:
    what = _words({None: "losses", "other": "losses"}.get(event.asset, event.asset))
    number = "" if missing(event.number) else f"{event.number} "
    whose = f" of {by(event.recipient)}" if event.recipient else ""
    done = f" {event.outcome or 'lost'}" + (f" by {by(event.actor)}" if event.actor else "")
    return f"{number}{what}{whose}{done}"


def _fighting(event: Any, by: Called) -> str:
    sides = (*event.actor, *event.recipient)
    pace = f"{event.intensity} " if event.intensity else ""
    link = "between" if len(sides) > 1 else "by"
    return f"{pace}fighting" + (f" {link} {by(sides)}" if sides else "")


def _mediation(event: Any, by: Called) -> str:
    between = f" between {by(event.recipient)}" if event.recipient else ""
    on = f" on {event.issue}" if event.issue else ""
    came_of_it = {None: "nothing yet", "none_yet": "nothing yet"}.get(event.outcome, event.outcome)
    said = f". {event.text}" if event.text else ""
    return f"mediation by {_who(event, by)}{between}{on}: {came_of_it}{said}"


def _assessment(event: Any, by: Called) -> str:
    who = by((event.asserter,)) if event.asserter else "unnamed"
    said = event.hypothesis or " ".join(filter(None, (event.level, event.topic)))
    return f"{who}: {said}" + (f" ({event.hedge})" if event.hedge else "")


def _market(event: Any, by: Called) -> str:
    size = "" if missing(event.change) else f" by {str(event.change).lstrip('+-')}"
    return f"{event.instrument or 'prices'} {MARKET_VERBS.get(event.direction, 'moved')}{size}"


SENTENCES: dict[str, tuple[Callable[[Any, Called], str], tuple[str, ...]]] = {
    "statement": (_statement, ("issue", "stance", "text")),
    "demand": (_demand, ("precondition", "text")),
    "delegation": (_delegation, ("head", "office", "members", "level", "number", "track")),
    "round": (_round, ("number", "track", "venue", "duration")),
    "proposal": (_proposal, ("proposal", "title", "issue")),
    "agreement": (_agreement, ("agreement", "type", "signatories", "track")),
    "ceasefire": (_ceasefire, ("ceasefire",)),
    "strike": (_strike, ("launched", "munition")),
    "interception": (_interception, ("launched", "intercepted", "munition")),
    "loss": (_loss, ("asset", "outcome", "number")),
    "ground_fighting": (_fighting, ("intensity",)),
    "mediation": (_mediation, ("outcome", "issue", "text")),
    "assessment": (_assessment, ("about", "topic", "level", "hypothesis", "hedge")),
    "market": (_market, ("instrument", "direction", "change", "unit")),
}
