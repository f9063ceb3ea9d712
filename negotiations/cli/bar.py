"""A bar on stderr that shows how far long work has come. The only door to rich's progress."""

from rich.progress import BarColumn, Progress, TextColumn

from negotiations.cli.screen import console

COLUMNS = (BarColumn(bar_width=30), TextColumn("{task.description}", markup=False))


class Bar:
    """One line of a terminal, kept up to date until it is stopped; then it is gone."""

    def __init__(self) -> None:
        screen = console("stderr")
        self._progress = Progress(*COLUMNS, console=screen, transient=True, redirect_stdout=False)
        self._task = self._progress.add_task("", total=None)
        self._progress.start()

    def show(self, told: str, done: int, of: int | None) -> None:
        """Show so much of the work as done, if it is known how much there is, and some words."""
        self._progress.update(self._task, description=told, completed=done, total=of)

    def stop(self) -> None:
        """Take it off the screen."""
        self._progress.stop()
