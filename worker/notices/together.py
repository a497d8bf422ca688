"""What was held back so that nobody is flooded, in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.notices.notice import Notice, Table
from worker.prose.people import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_ANSWER: Final = "A reply to this mail reaches none of them; answer a mail of its own, or run onrecord deadlines."


def together(notices: Sequence[Notice]) -> Notice:
    """Tell several notices in one; of one record only, it stands in that record's thread."""
    about = {(notice.slug, notice.record) for notice in notices}
    slug, record = next(iter(about)) if len(about) == 1 else ("", "")
    rows = tuple((notice.record, notice.title) for notice in notices)
    return Notice(
        kind="together",
        title=f"{counted(len(notices), 'notice', 'notices')} at once, so that you get one mail.",
        paragraphs=(NO_ANSWER,),
        tables=(Table(title="What there is", columns=("Record", "What"), rows=rows),),
        slug=slug,
        record=record,
    )
