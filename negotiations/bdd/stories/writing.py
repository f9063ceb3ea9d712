"""Parts of a case written from sentences and tables, into its draft."""

from collections.abc import Iterator, Mapping
from typing import Any

from negotiations.bdd.stories.drafts import Draft, id_of
from negotiations.bdd.stories.story import Story
from negotiations.bdd.stories.wording import called, parted
from negotiations.bdd.tables import Doubt, Row, Table
from negotiations.bdd.unmet import NOWHERE, Untellable
from negotiations.problems import Problem, did_you_mean

LISTS = ("roles", "declaration", "purposes_excluded", "confirmation")
POSITION = (
    "party", "issue", "ideal", "stated", "reservation", "salience", "flexibility", "basis",
)  # fmt: skip


def put_things(story: Story, table: Table, known: tuple[str, ...], part: str) -> None:
    """Write what a case has by id, a row for each; its id is in the first of the *known* columns.

    Raises Untellable with all that is wrong in the table.
    """
    draft, key = story.draft, known[0]
    for row, said in _said(table, known, (key,)):
        there = draft.value.get(part) or {}
        id = known_id(there, str(said.pop(key)))
        draft = draft.put((part, id), there.get(id) or {}, row.place)
        default = {"title": row.cells[key].text} if part == "issues" else {}
        for field, value in {**default, **said}.items():
            draft = draft.put((part, id, field), _owner(story, field, value), row.where(field))
    story.write(draft)


def put_fields(story: Story, table: Table, known: tuple[str, ...], part: str) -> None:
    """Write the fields of one part of a case. Raises Untellable with all that is wrong."""
    draft, row = story.draft, table.fields(known)
    for field, value in _listed(row.data()).items():
        draft = draft.put((part, field), value, row.where(field))
    story.write(draft)


def put_positions(story: Story, table: Table) -> None:
    """Write positions, a row for each. Raises Untellable with all that is wrong."""
    draft = story.draft
    for row, said in _said(table, POSITION, ("party", "issue")):
        draft = _with_position(story, draft, said, row)
    story.write(draft)


def put_position(story: Story, **said: Any) -> None:
    """Write one position, or change what is said of it. Raises Untellable."""
    story.write(_with_position(story, story.draft, said))


def _with_position(
    story: Story, draft: Draft, said: Mapping[str, Any], row: Row | None = None
) -> Draft:
    """A draft with a position; where no ideal is told, a party is taken at its word."""
    names = {of: called(story.case, sort, str(said[of])) for of, sort in SORTS.items()}
    positions = list(draft.value.get("positions") or ())
    same = (n for n, each in enumerate(positions) if {k: each.get(k) for k in SORTS} == names)
    number = next(same, len(positions))
    new = {"ideal": said["stated"]} if number == len(positions) and "stated" in said else {}
    if number == len(positions):
        draft = draft.put(("positions", number), {}, NOWHERE if row is None else row.place)
    for field, value in {**new, **said, **names}.items():
        place = NOWHERE if row is None else row.where(field)
        draft = draft.put(("positions", number, field), value, place)
    return draft


SORTS = {"party": "participant", "issue": "issue"}


def known_id(known: Mapping[str, Any], text: str) -> str:
    """The id that a text is, else the one that it makes."""
    return text if text in known else id_of(text)


def party_called(story: Story, name: str) -> str:
    """The id of a party of the case. Raises Untellable."""
    found = called(story.case, "participant", name)
    if found not in story.case.parties:
        raise Untellable(f"unknown party {name!r}{did_you_mean(name, story.case.parties)}")
    return found


def _owner(story: Story, field: str, value: Any) -> Any:
    """A party that is named in `of`, by its id."""
    return called(story.case, "participant", str(value)) if field == "of" else value


def _said(
    table: Table, known: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[tuple[Row, dict[str, Any]]]:
    """What the rows say. Raises Untellable with all that is wrong before it gives the first."""
    wrong: list[Doubt] = [*table.doubts(known)]
    rows = []
    for row in table.records(known):
        try:
            said = _listed(row.data())
        except Untellable as error:
            wrong += error.found
            continue
        wrong += [
            Problem(row.place, f"this row names no {key}") for key in needed if key not in said
        ]
        rows.append((row, said))
    if wrong:
        raise Untellable(*wrong)
    yield from rows


def _listed(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field: parted(value) if field in LISTS and isinstance(value, str) else value
        for field, value in said.items()
    }
