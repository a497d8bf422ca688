"""Place every copy: a pure function of the set of copies and of what people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.threads.decision import Ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.threads.copy import Copy
    from worker.threads.directory import Directory


def place(copies: Sequence[Copy], directory: Directory) -> Ledger:
    """Decide for each copy; the order in which copies are given does not matter."""
    raise NotImplementedError
