"""What was held back so that nobody is flooded, in one."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, Final

from worker.notices.notice import Notice, Table
from worker.notices.shortened import shortened
from worker.prose.people import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_ANSWER: Final = "A reply to this mail reaches none of them; answer a mail of its own, or run onrecord deadlines."
MOST: Final = 50  # rows: nobody reads more, and Gmail cuts off a mail of more than 102 KB
WIDEST: Final = 300  # characters of a cell
WHERE: Final = "onrecord outbox and onrecord deadlines tell them"


def together(notices: Sequence[Notice], *, broken: int = 0) -> Notice:
    """Tell several notices in one, ``broken`` others only counted; of one record only, it stands in its thread."""
    about = {(notice.slug, notice.record) for notice in notices}
    slug, record = next(iter(about)) if len(about) == 1 else ("", "")
    told = in_turns(notices)
    rows = [(shortened(notice.record, WIDEST), shortened(notice.title, WIDEST)) for notice in told]
    if more := len(notices) - len(told):
        rows.append(("", f"and {more} more: {WHERE}."))
    if broken:
        rows.append(("", f"{counted(broken, 'notice', 'notices')} can't be drawn up: {WHERE}."))
    return Notice(
        kind="together",
        title=f"{counted(len(notices) + broken, 'notice', 'notices')} at once, so that you get one mail.",
        paragraphs=(NO_ANSWER,),
        tables=(Table(title="What there is", columns=("Record", "What"), rows=tuple(rows)),),
        slug=slug,
        record=record,
    )


def in_turns(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Choose as many as are told, in order, of each record in turn: many of one keep none of another back."""
    of_record: defaultdict[str, list[int]] = defaultdict(list)
    for number, notice in enumerate(notices):
        of_record[notice.slug].append(number)
    turns = (number for number in chain.from_iterable(zip_longest(*of_record.values())) if number is not None)
    return tuple(notices[number] for number in sorted(islice(turns, MOST)))
