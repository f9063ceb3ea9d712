"""What a notebook shows as a page of its own.

The pages are made in `report`, which stands above all that they show: this room alone reaches up to
it, when a page is asked for.
"""

from importlib import import_module


class Shown:
    """Something that notebooks show as HTML; nothing of that is loaded before one asks."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        page: str = import_module("negotiations.report.html").page(self)
        return page
