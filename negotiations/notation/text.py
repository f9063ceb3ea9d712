"""Bytes to text: a file's bytes, and the text in them once all that isn't text is refused."""

import re
from pathlib import Path

from negotiations.place import Place
from negotiations.problems import Problem, Unreadable, did_you_mean, one_line

LARGEST = 64_000_000
LONGEST = 1_000_000
"""Bytes of a file, and of one line of it."""
NO_LINK = "this link leads nowhere; mend it, or remove it"

REFUSED_CHARACTERS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"
)


def read_file(path: Path, *, shown: str | None = None, limit: int = LARGEST) -> bytes:
    """The bytes of a file of at most *limit* bytes; its problems are told under the name *shown*.

    Raises Unreadable if the file isn't there or can't be read.
    """
    place = Place(one_line(shown or str(path)))
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        missing = NO_LINK if path.is_symlink() else f"no such file{sibling_meant(path)}"
        raise Unreadable([Problem(place, missing)]) from None
    except IsADirectoryError:
        raise Unreadable([Problem(place, "this is a folder, not a file")]) from None
    except OSError as error:
        why = f"can't be read: {error.strerror or type(error).__name__}"
        raise Unreadable([Problem(place, why)]) from None
    except ValueError:
        raise Unreadable([Problem(place, "no file can have this name")]) from None
    refuse_large(data, place, limit)
    return data


def sibling_meant(path: Path) -> str:
    """The end of a message about a missing file: the nearest name beside it, or no such folder."""
    try:
        return did_you_mean(path.name, [one_line(near.name) for near in path.parent.iterdir()])
    except (FileNotFoundError, NotADirectoryError):
        return f"; nor is there a folder {str(path.parent)!r}"
    except OSError:
        return ""


def refuse_large(data: bytes, place: Place, limit: int) -> None:
    """Raises Unreadable for more than *limit* bytes."""
    if len(data) > limit:
        raise Unreadable([Problem(place, f"the file is larger than {limit:,} bytes; split it")])


def text_of(data: bytes, file: str) -> str:
    """UTF-8 decoded, without its byte order mark; raises Unreadable for what isn't text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable([Problem(Place(file), "not UTF-8 text but UTF-16; save it as UTF-8")])
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = place_after(data[: error.start].decode("utf-8").removeprefix("\ufeff"), file)
        what = f"not UTF-8 text: byte 0x{data[error.start]:02x}"
        raise Unreadable([Problem(place, what)]) from None
    _refuse_characters(text, file)
    _refuse_long_lines(text, file)
    return text


def _refuse_long_lines(text: str, file: str) -> None:
    long = [
        (n, len(each.encode())) for n, each in enumerate(text.split("\n"), 1) if len(each) > LONGEST
    ]
    if long:
        raise Unreadable(
            Problem(Place(file, n), f"the line is longer than {LONGEST:,} bytes: {size:,}")
            for n, size in long
        )


def _refuse_characters(text: str, file: str) -> None:
    """Raises one problem for each kind of refused character, at the first of them."""
    refused = set(REFUSED_CHARACTERS.findall(text))
    if refused:
        raise Unreadable(_character_problem(character, text, file) for character in refused)


def _character_problem(character: str, text: str, file: str) -> Problem:
    place = place_after(text[: text.index(character)], file)
    often = f" ({count} of them)" if (count := text.count(character)) > 1 else ""
    return Problem(place, f"the character U+{ord(character):04X} isn't text; remove it{often}")


def place_after(text: str, file: str) -> Place:
    """The place right behind *text*, its lines ended by LF, CR or both."""
    lines = text.count("\n") + text.count("\r") - text.count("\r\n")
    return Place(file, lines + 1, len(text) - max(text.rfind("\n"), text.rfind("\r")))
