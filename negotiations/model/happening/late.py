"""Late news of early events: it fills gaps, and undoes nothing that came after."""

from datetime import datetime

from negotiations.model.changes import Noted
from negotiations.model.events import Event


def overtaken(since: datetime | None, event: Event) -> bool:
    """Whether the noun's present status is of a later moment than the event."""
    return since is not None and event.moment < since


def older_news(noun: str, id: str, status: str) -> Noted:
    """The wording for an event that came too late to move anything."""
    return Noted(f"older news: {noun} {id} stays {status}")
