"""The deadlines of letters that were read before: words do not change, and each record is read again and again."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from threading import Lock
from typing import TYPE_CHECKING, Final

from worker.deadlines.extract import extract

if TYPE_CHECKING:
    from collections.abc import Hashable
    from datetime import datetime, tzinfo

    from worker.deadlines.calendar import Calendar
    from worker.deadlines.deadline import Ask, Deadline

_MOST: Final = 65_536  # letters: those of some thousand records, in some twenty megabytes
_known: Final[OrderedDict[Hashable, tuple[Deadline, ...]]] = OrderedDict()
_lock: Final = Lock()


def recall(  # noqa: PLR0913 - whose words, when and where
    text: str, *, kind: Ask, sent_at: datetime, calendar: Calendar, ours: bool, home: tzinfo | None = None
) -> tuple[Deadline, ...]:
    """Give what ``extract`` reads, without reading it again while this process remembers; it keeps no words."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    # The moment is written out: two that are equal may be told in different zones.
    asked = (digest, kind, sent_at.isoformat(), sent_at.tzinfo, calendar, ours, home)
    with _lock:
        found = _known.get(asked)
        if found is not None:
            _known.move_to_end(asked)
            return found
    found = extract(text, kind=kind, sent_at=sent_at, calendar=calendar, ours=ours, home=home)
    with _lock:
        _known[asked] = found
        if len(_known) > _MOST:
            _known.popitem(last=False)
    return found
