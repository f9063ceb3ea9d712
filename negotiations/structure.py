"""Plain data into attrs classes, with every error's path: the only door to cattrs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import attrs
from cattrs import BaseValidationError
from cattrs import Converter as Converter
from cattrs.errors import (
    AttributeValidationNote,
    ForbiddenExtraKeysError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override

from negotiations.model.shapes import said, written
from negotiations.notation import Written
from negotiations.problems import Problem, Unreadable, did_you_mean

Path: TypeAlias = tuple[str | int, ...]
Fault: TypeAlias = tuple[Path, str]
"""What is wrong, behind the path to it."""

Hook: TypeAlias = Callable[[Any, Any], Any]
REFUSALS = (ValueError, KeyError, BaseValidationError, ForbiddenExtraKeysError)
"""What a hook, or cattrs around it, raises to refuse a value; all else is a mistake of ours."""


class Refused(ValueError):
    """A value refused for several reasons at once, each with its path below the value."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(what for _, what in self.faults))


@attrs.define
class Wrong:
    """What is wrong with the parts of a value, gathered part by part and refused all at once.

    >>> wrong = Wrong()
    >>> with wrong.at("venue"):
    ...     raise ValueError("text is wanted here")
    >>> wrong.add("a round needs 'status'")
    >>> wrong.found
    [(('venue',), 'text is wanted here'), ((), "a round needs 'status'")]
    """

    found: list[Fault] = attrs.field(factory=list)

    @contextmanager
    def at(self, *path: str | int) -> Iterator[None]:
        """Read one part: what is refused in there is noted below *path*, and reading goes on."""
        try:
            yield
        except (ValueError, BaseValidationError) as error:
            self.found += faults(error, path)

    def add(self, what: str, *path: str | int) -> None:
        """Note one fault."""
        self.found.append((path, what))

    def refuse(self) -> None:
        """Raises Refused if anything was noted."""
        if self.found:
            raise Refused(self.found)


def converter(*, detailed: bool) -> Converter:
    """A converter that refuses unknown keys; *detailed* tells all faults, slowly."""
    made = Converter(detailed_validation=detailed, forbid_extra_keys=True)
    made.register_structure_hook(str, lambda raw, _: read_text(raw))
    return made


def read_text(raw: Any) -> str:
    """Text and nothing else: a word that looks like a number must be quoted in JSON too."""
    if isinstance(raw, str) and raw.strip():
        return raw
    raise ValueError(f"text is wanted here, not {said(raw)}")


def class_hook(made: Converter, cls: type[Any], hooks: dict[str, Hook], detailed: bool) -> Hook:
    """A hook that builds *cls* from a mapping, with a hook of its own for each named attribute."""
    overrides: dict[str, Any] = {
        field.name: override(
            rename=written(field.name),
            struct_hook=hooks.get(field.name),
            omit=True if hooks.get(field.name) is OMIT else None,
        )
        for field in attrs.fields(cls)
    }
    build = make_dict_structure_fn(
        cls,
        made,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=detailed,
        **overrides,
    )

    def hook(raw: Any, kind: Any) -> Any:
        if not isinstance(raw, dict):
            raise ValueError(f"a mapping is wanted here, not {said(raw)}")
        return build(raw, kind)

    return hook


def OMIT(raw: Any, kind: Any) -> Any:
    """Stands for an attribute that is never read from a file."""
    raise AssertionError("an omitted attribute is not read")


def faults(error: BaseException, path: Path = ()) -> Iterator[Fault]:
    """All that is wrong, as (path, what), out of whatever was raised."""
    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            yield from faults(inner, path + _step(inner))
    elif isinstance(error, Refused):
        for below, what in error.faults:
            yield path + below, what
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields, key=str):
            yield (*path, key), f"unknown key {said(key)}{did_you_mean(key, _known(error.cl))}"
    elif isinstance(error, KeyError):
        yield path[:-1], f"{path[-1] if path else error.args[0]!r} is missing"
    else:
        yield path, str(error)


def _step(error: BaseException) -> Path:
    for note in getattr(error, "__notes__", ()):
        if isinstance(note, AttributeValidationNote):
            return (written(note.name),)
        if isinstance(note, IterableValidationNote):
            return (note.index,)
    return ()


def _known(cls: type[Any]) -> list[str]:
    return [written(field.name) for field in attrs.fields(cls) if field.name != "place"]


def placed(error: BaseException, where: Written) -> Unreadable:
    """The faults of an error as problems at the places where they were written."""
    return Unreadable(
        Problem(where.place(path), what) for path, what in dict.fromkeys(faults(error))
    )
