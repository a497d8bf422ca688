"""What was done at a person's word, and how to take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.notices.commands import NEAR, UNDO
from worker.notices.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.notices.notice import Event


def confirmation(  # noqa: PLR0913 - all that a confirmation tells
    says: Sequence[str], *, undo: bool, near: str = "", event: Event | None = None, record: str = "", slug: str = ""
) -> Notice:
    """Confirm what was done, the first sentence as the headline; ``near`` is the command a line was not understood as.

    ``event`` corrects the entry of a calendar that took it from an earlier notice.
    """
    first, *others = says or ("Nothing was changed.",)
    return Notice(
        kind="confirmation",
        title=first,
        paragraphs=tuple(others),
        commands=((UNDO,) if undo else ()) or NEAR.get(near, ()),
        event=event,
        slug=slug,
        record=record,
    )
