"""How far a long command is: a bar on a terminal, silence elsewhere."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Meter(Protocol):
    """What is told how far the work is."""

    def advance(self, work: int) -> None:
        """Count one more mail, and so much of the work."""

    def rest(self, title: str) -> None:
        """Say what is done now, at the end, for a while that nobody can foretell."""


class Silent:
    """Tells nobody."""

    def advance(self, work: int) -> None:
        """Say nothing."""

    def rest(self, title: str) -> None:
        """Say nothing."""


@contextmanager
def metered(title: str, total: int | None, *, of: str = "mails") -> Iterator[Meter]:
    """Give a meter of mails or other things: a bar on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    from worker.cli.bar import Bar  # noqa: PLC0415 - only a terminal needs it, and it takes its time

    with Bar(title, total, of=of) as bar:
        yield bar


@contextmanager
def waiting(title: str) -> Iterator[None]:
    """Say what is waited for, while it is, if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it, and it takes its time

    with Console(stderr=True).status(title):
        yield
