"""An event in one line, for people: its kind and stage, who, and what is known of the rest."""

from collections.abc import Iterator
from typing import Any

from negotiations.model.events import Event, attribute, missing
from negotiations.model.shapes import Flag, Key, Name, Time, Word, shapes

SILENT = (
    "actor", "recipient", "asserter", "known_basis", "modality", "country", "note", "status",
    "agreement", "ceasefire", "precondition", "proposal", "location",
)  # fmt: skip


def tell(event: Event) -> str:
    """The event in one line; only what its record says.

    Rival claims are not told here: they stand in the trace as a conflict of their own.
    """
    stage = getattr(event, "status", None)
    head = " ".join(filter(None, (event.kind.replace("_", " "), _subject(event), stage)))
    by = f" by {', '.join(event.actor)}" if event.actor else ""
    on = f" on {', '.join(event.recipient)}" if event.recipient else ""
    rest = ", ".join(_details(event))
    where = f" ({', '.join(event.location)})" if event.location else ""
    return f"{head}{by}{on}{where}" + (f": {rest}" if rest else "")


def _subject(event: Event) -> str | None:
    own = (getattr(event, field, None) for field in ("agreement", "ceasefire", "precondition",
                                                     "proposal"))  # fmt: skip
    return next((str(each) for each in own if each), None)


def _details(event: Event) -> Iterator[str]:
    for name, shape in shapes(type(event)).items():
        value = getattr(event, attribute(event, name))
        if name not in SILENT and not missing(value) and value is not False:
            yield _detail(name.replace("_", " "), shape, value)


def _detail(name: str, shape: Any, value: Any) -> str:
    if isinstance(shape, Flag):
        return name
    if isinstance(shape, Time):
        return f"{name} {value.text}"
    if isinstance(value, tuple):
        return f"{name} {'; '.join(map(str, value))}"
    bare = isinstance(shape, Word) or isinstance(shape, Name | Key)
    return str(value).replace("_", " ") if bare else f"{name} {value}"
