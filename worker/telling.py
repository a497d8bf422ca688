"""People are told: what new mail asks of us, what falls due, and all that lies in the outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.answering import attend
from worker.calendars import write_calendars
from worker.delivering.deliver import deliver
from worker.reminding import remind, settle

if TYPE_CHECKING:
    from collections import Counter

    from worker.delivering.occasion import Occasion
    from worker.records.database import Engine


def tell(engine: Engine, occasion: Occasion) -> Counter[str]:
    """Tell everybody what they are to hear by now, once, and count what became of the notices.

    It can be interrupted at any moment and repeated, and any number of processes may do it at once.
    """
    bureau, calendar, rules, now = occasion.bureau, occasion.calendar, occasion.rules, occasion.now
    changed = settle(engine, calendar, rules, now=now)
    if attend(engine, bureau, bureau.newsroom, calendar, now=now):
        changed += settle(engine, calendar, rules, now=now)
    if changed:
        write_calendars(engine, bureau)
    remind(engine, bureau, rules, now=now)
    return deliver(engine, occasion)
