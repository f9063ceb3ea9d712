"""An analyst's words for a log's: names for ids, spaces for underscores, commas for a list."""

from collections.abc import Mapping
from typing import Any

from negotiations.model.case import Case
from negotiations.model.events import Event
from negotiations.model.kinds import KINDS
from negotiations.model.shapes import Name, Names, Shape, Word, Words, shapes

CREDIBILITY = "credibility"


def called(case: Case, of: str, text: str) -> str:
    """The id of what a case calls so, by id or by name; the text itself where nothing is.

    *of* is a sort as the case sorts them: `participant`, `issue`, `track`, `speaker`.
    """
    if text in case.names(of):
        return text
    found = [id for id in case.names(of) if text.casefold() in (id, name_of(case, of, id))]
    return found[0] if len(found) == 1 else text


def name_of(case: Case, of: str, id: str) -> str:
    """The name that a case gives to an id of that sort, casefolded."""
    if of == "issue":
        return case.issues[id].title.casefold()
    named = case.parties.get(id) or case.third_parties.get(id) or case.voices.get(id)
    return id if named is None else named.name.casefold()


def worded(raw: Mapping[str, Any], case: Case) -> dict[str, Any]:
    """A record in a log's words; what is not known stays as it is, and is refused by the reader."""
    kind = underscored(raw.get("kind"), KINDS)
    cls = KINDS.get(kind) if isinstance(kind, str) else None
    made = {**raw, "kind": kind} if "kind" in raw else dict(raw)
    for field, shape in _shapes(cls).items():
        if field in made:
            made[field] = _in_shape(made[field], shape, case)
    if isinstance(made.get("asserter"), str):
        made["asserter"] = called(case, "speaker", made["asserter"])
    return _with_sources(made, case)


def _shapes(cls: type[Event] | None) -> Mapping[str, Shape]:
    return {} if cls is None else shapes(cls)


def _in_shape(value: Any, shape: Shape, case: Case) -> Any:
    if not isinstance(value, str):
        return value
    if isinstance(shape, Word):
        return underscored(value, shape.choices)
    if isinstance(shape, Words):
        return [underscored(each, shape.choices) for each in parted(value)]
    if isinstance(shape, Name):
        return called(case, shape.of, value)
    if isinstance(shape, Names):
        whole = called(case, shape.of, value)
        known = whole in case.names(shape.of)
        return [whole] if known else [called(case, shape.of, each) for each in parted(value)]
    return value


def underscored(text: Any, known: Any) -> Any:
    """A word as a log has it, where *known* has it so: `in effect` is `in_effect`."""
    if not isinstance(text, str):
        return text
    joined = "_".join(text.lower().replace("-", " ").split())
    return joined if joined in known else text


def parted(text: str) -> list[str]:
    """The parts of a list with commas.

    >>> parted("ruritania, freedonia")
    ['ruritania', 'freedonia']
    """
    return [each.strip() for each in text.split(",") if each.strip()]


def _with_sources(made: dict[str, Any], case: Case) -> dict[str, Any]:
    """Sources named in a sentence or a cell as a list, with the credibility that stands beside."""
    named, grade = made.get("sources"), made.pop(CREDIBILITY, None)
    if isinstance(named, str):
        named = [{"source": _voice(each, case)} for each in parted(named)]
    if grade is not None:
        named = [each | {CREDIBILITY: grade} for each in named or ()]
    return made if named is None else {**made, "sources": named}


def _voice(text: str, case: Case) -> str:
    known = (id for id, voice in case.voices.items() if text.casefold() == voice.name.casefold())
    return text if text in case.voices else next(known, text)
