"""What comes with the package: where its rules, seeds and features stand."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The packaged folder *name*: `rules`, `seeds` or `features`.

    An installed wheel has it at `negotiations/_data/NAME`; a checkout, at its top level.
    Raises `FileNotFoundError` where neither place has it.

    >>> folder("rules").is_dir()
    True
    """
    installed, checkout = _PACKAGE / "_data" / name, _PACKAGE.parent / name
    if installed.is_dir():
        return installed
    if checkout.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return checkout  # a folder beside an installed package would be somebody else's
    raise FileNotFoundError(
        f"negotiations comes without its folder {name!r}: "
        f"neither {installed} nor, in a checkout, {checkout} exists"
    )


def seed_names() -> tuple[str, ...]:
    """The names of the packaged cases, sorted."""
    return tuple(sorted(case.parent.name for case in folder("seeds").glob("*/case.yaml")))


def seed(name: str) -> Path | None:
    """The folder of the packaged case *name*, or None where there is no such case."""
    return folder("seeds") / name if name in seed_names() else None
