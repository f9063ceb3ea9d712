"""What is fit for a form: the types, by shape, that take only what is surely good."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

import attrs
import msgspec

from negotiations.model import shapes as shape
from negotiations.model.case import Case
from negotiations.model.claims import CREDIBILITIES, RELIABILITIES
from negotiations.model.shapes import Shape

UNSET = msgspec.UNSET
MOST = 10**15
_WHOLE = r"(0|[1-9][0-9]{0,14})"
_COUNT = rf"^([=>≥≤≈~]?{_WHOLE}|<[1-9][0-9]{{0,14}}|unknown)$"
_MEASURE = rf"^([=>≥≤≈~]?{_WHOLE}(\.[0-9]{{1,6}})?|unknown)$"
_OFF = re.compile(rb'(?<!\\)"(?:"|\s|\\|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2[\x80\x81]|\xe3\x80\x80)')
"""In canonical JSON: a text that is empty, or begins with what may be blank."""


@attrs.frozen
class Vocabulary:
    """What the forms of a case depend on: its zone, and the names that it declares."""

    zone_name: str | None
    names: Mapping[str, tuple[str, ...]] = attrs.field(hash=False)
    voices: tuple[tuple[str, str | None], ...]
    _names: tuple[tuple[str, ...], ...] = attrs.field(init=False, repr=False)

    @_names.default
    def _ordered(self) -> tuple[tuple[str, ...], ...]:
        return tuple(self.names.values())

    @classmethod
    def of(cls, case: Case) -> "Vocabulary":
        names = {of: case.names(of) for of in ("participant", "issue", "track", "speaker")}
        voices = tuple((id, voice.reliability) for id, voice in case.voices.items())
        return cls(case.zone_name, names, voices)


def is_plain(content: bytes) -> bool:
    """Whether no text in canonical JSON is blank, as far as can be told at a glance."""
    return _OFF.search(content) is None


def source_form(case: Vocabulary) -> Any:
    """A source: its bare name, or a mapping with its grades."""
    known = tuple(id for id, _ in case.voices)
    name: Any = Literal[known] if known else str
    optional = msgspec.UnsetType
    credibility = Annotated[int, msgspec.Meta(ge=CREDIBILITIES[0], le=CREDIBILITIES[-1])]
    fields: list[Any] = [
        ("source", name),
        ("reliability", Literal[RELIABILITIES] | optional, UNSET),
        ("credibility", credibility | optional, UNSET),
        ("url", str | optional, UNSET),
        ("date", str | optional, UNSET),
    ]  # fmt: skip
    form = msgspec.defstruct("SourceForm", fields, forbid_unknown_fields=True, gc=False)
    return form | name


def type_of(of: Shape, case: Vocabulary) -> Any:
    """The type that takes what is surely good for a shape; None if nothing is."""
    if isinstance(of, shape.Word):
        return Literal[of.choices]
    if isinstance(of, shape.Words):
        return _one_or_many(Literal[of.choices])
    if isinstance(of, shape.Name):
        return Literal[names] if (names := case.names[of.of]) else None
    if isinstance(of, shape.Names):
        return _one_or_many(Literal[names]) if (names := case.names[of.of]) else None
    if isinstance(of, shape.Texts):
        return _one_or_many(str)
    if isinstance(of, shape.Number):
        limits = msgspec.Meta(ge=of.low, le=of.high)
        return (
            Annotated[int, limits]
            if of.whole
            else Annotated[int, limits] | Annotated[float, limits]
        )
    return _TYPES.get(type(of))


def _one_or_many(one: Any) -> Any:
    return tuple[one, ...] | one


_LIMITS = msgspec.Meta(ge=0, le=MOST)
_TYPES: dict[type[Any], Any] = {
    shape.Text: str,
    shape.Key: str,
    shape.Flag: bool,
    shape.Time: str,
    shape.Count: Annotated[int, _LIMITS] | Annotated[str, msgspec.Meta(pattern=_COUNT)],
    shape.Measure: Annotated[int, _LIMITS]
    | Annotated[float, _LIMITS]
    | Annotated[str, msgspec.Meta(pattern=_MEASURE)],
    shape.Change: Annotated[int, msgspec.Meta(ge=-MOST, le=MOST)]
    | Annotated[float, msgspec.Meta(ge=-1e15, le=1e15)],
}
