"""What was done at a person's word, and how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.notices.commands import UNDO
from worker.notices.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence


def confirmation(says: Sequence[str], *, undo: bool, record: str = "", slug: str = "") -> Notice:
    """Confirm what was done, the first sentence as the headline."""
    first, *others = says or ("Nothing was changed.",)
    return Notice(
        kind="confirmation",
        title=first,
        paragraphs=tuple(others),
        commands=(UNDO,) if undo else (),
        slug=slug,
        record=record,
    )
