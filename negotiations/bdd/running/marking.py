"""Tags as marks of pytest, so that `-m` chooses scenarios by them, under --strict-markers too."""

import pytest

KNOWN = pytest.StashKey[set[str]]()


def mark_of(tag: str) -> str:
    """The mark of a tag: what no mark may hold becomes `_`; empty if nothing else is left.

    >>> mark_of("issue:124"), mark_of("-draft"), mark_of("!")
    ('issue_124', 'draft', '')
    """
    return "".join(each if each.isalnum() else "_" for each in tag).lstrip("_")


def mark(item: pytest.Item, tag: str) -> None:
    """Give an item the mark of a tag, which is made known to pytest first."""
    name = mark_of(tag)
    known = item.config.stash.setdefault(KNOWN, set())
    if name and name not in known:
        known.add(name)
        item.config.addinivalue_line("markers", f"{name}: the tag @{tag} of features")
    if name:
        item.add_marker(name)
