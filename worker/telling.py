"""People are told: what new mail asks of us, what falls due, and all that lies in the outbox."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from worker.answering import attend
from worker.calendars import write_calendars
from worker.delivering.deliver import deliver
from worker.errors import Transient
from worker.reminding import remind, settle

if TYPE_CHECKING:
    from collections import Counter

    from worker.delivering.occasion import Occasion
    from worker.notices.bureau import Bureau
    from worker.records.database import Engine

log = logging.getLogger(__name__)

SETTLING: Final = 10  # seconds of a round at most, twice: what is due is told meanwhile


def tell(engine: Engine, occasion: Occasion) -> Counter[str]:
    """Tell everybody what they are to hear by now, once, and count what became of the notices.

    It can be interrupted at any moment and repeated, and any number of processes may do it at once.
    """
    bureau, calendar, rules, now = occasion.bureau, occasion.calendar, occasion.rules, occasion.now
    settle(engine, calendar, rules, now=now, seconds=SETTLING)
    if attend(engine, bureau, calendar, now=now):
        settle(engine, calendar, rules, now=now, seconds=SETTLING)
    try:
        remind(engine, bureau, rules, now=now)
        return deliver(engine, occasion)
    finally:
        subscribed(engine, bureau)


def subscribed(engine: Engine, bureau: Bureau) -> None:
    """Write the calendars, last: a folder that can't be written keeps nobody from being told."""
    try:
        write_calendars(engine, bureau)
    except Transient as error:
        log.warning("%s; they are tried again with the next round", error)
