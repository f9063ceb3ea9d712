"""The picture of the house: its rooms are those that stand, and imports run one way."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "negotiations"
APART = {"__init__", "__main__", "packaged"}  # the door, and what stands beside every room


def rooms() -> list[str]:
    """The rooms in the order of ARCHITECTURE.md; those within a room are not among them."""
    page = (PROJECT / "ARCHITECTURE.md").read_text("utf-8")
    table = page.partition("## Rooms")[2].partition("\n## ")[0]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [name for cell in cells for name in re.findall(r"`(\w+)/?`", cell)]


def room_of(file: Path) -> str:
    """The room that a module stands in."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_every_room_is_in_the_picture_and_no_other():
    """A stranger finds each room of the package on the page, once."""
    standing = {room_of(file) for file in PACKAGE.rglob("*.py")} - APART
    assert sorted(rooms()) == sorted(standing)


def test_no_room_imports_what_stands_below_it():
    """Imports run down the list, those that are put off included."""
    place = {name: number for number, name in enumerate(rooms())}
    wrong = [
        f"{room} imports {other}"
        for file in PACKAGE.rglob("*.py")
        if (room := room_of(file)) not in APART
        for other in re.findall(r"^ *from negotiations\.(\w+)", file.read_text("utf-8"), re.M)
        if other not in APART and place[other] > place[room]
    ]
    assert wrong == []
