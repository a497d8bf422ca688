"""The bar that a terminal shows while a long command runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from rich.progress import Task


class Rate(ProgressColumn):
    """How many mails or other things, and how many in a second."""

    def __init__(self, of: str) -> None:
        super().__init__()
        self.of = of

    def render(self, task: Task) -> Text:
        """Write both."""
        done = task.fields["done"]
        return Text(f"{done} {self.of}, {done / task.elapsed:.0f}/s" if task.elapsed else f"{done} {self.of}")


class Bar:
    """A bar with the number of things and their rate; how far it is goes by the size of the work, not by number."""

    def __init__(self, title: str, total: int | None, *, of: str) -> None:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), Rate(of), TimeRemainingColumn())
        self.progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.progress.add_task(title, total=total, done=0)
        self.done = 0

    def __enter__(self) -> Self:
        """Begin to show it."""
        self.progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take it away."""
        self.progress.stop()

    def advance(self, work: int) -> None:
        """Count one more, and so much of the work."""
        self.done += 1
        self.progress.update(self.task, advance=work, done=self.done)

    def rest(self, title: str) -> None:
        """Say what is done now, for a while that nobody can foretell."""
        self.progress.update(self.task, description=title, total=None)
