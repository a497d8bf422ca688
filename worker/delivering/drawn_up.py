"""A row of the outbox becomes what it tells, as things stand now; or it is moot, or has to wait."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, TypeAlias

from worker.delivering.changed import changed
from worker.delivering.of_deadlines import digest, reminder
from worker.delivering.of_mail import receipt
from worker.delivering.verdict import Broken, Later, Moot
from worker.errors import Transient
from worker.notices.confirmation import confirmation
from worker.notices.help import help_
from worker.notices.notice import Notice
from worker.notices.together import together
from worker.records import outbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.delivering.shelf import Shelf
    from worker.notices.reporter import Reporter
    from worker.records.outbox import Outgoing

log = logging.getLogger(__name__)

Drawn: TypeAlias = Notice | Moot | Later | Broken

TOGETHER = "together"  # the kind of a notice that tells others


def attempted(shelf: Shelf, row: Outgoing) -> Drawn:
    """Draw up a row; an error of ours in one must not keep the others waiting, and is told to a person."""
    try:
        return drawn_up(shelf, row)
    except (Transient, OSError):
        raise
    except Exception as error:
        log.exception("a notice can't be drawn up: notice=%s", row.id)
        return Broken(f"it can't be drawn up: {type(error).__name__}: {error}")


def drawn_up(shelf: Shelf, row: Outgoing) -> Drawn:
    """Draw up what a row tells, for whoever it is written to."""
    occasion = shelf.occasion
    person = occasion.bureau.person(row.recipient)
    if person is None:
        return Moot("nobody of ours has this address any more")
    if person.quiet and person.quiet.quiet(occasion.now):
        return Later(person.quiet.over(occasion.now))
    return KINDS[row.kind](shelf, row, person)


def confirmed(shelf: Shelf, row: Outgoing, _person: Reporter) -> Notice:
    """Draw up what was done at a person's word."""
    told = row.about
    slug, record = thread(shelf, row)
    entry = next(changed(shelf, told["deadlines"]), None) if told.get("dated") else None
    near, undo = told.get("near", ""), told["line"] is not None
    return confirmation(told["says"], undo=undo, near=near, event=entry, slug=slug, record=record)


def helped(shelf: Shelf, row: Outgoing, _person: Reporter) -> Notice:
    """Draw up what can be answered."""
    slug, record = thread(shelf, row)
    return help_(row.about["said"], slug=slug, record=record)


def several(shelf: Shelf, row: Outgoing, _person: Reporter) -> Drawn:
    """Draw up those of several that are not moot, in one; of one that is broken it tells no more than that."""
    rows = outbox.chosen(shelf.connection, row.about["of"])
    shelf.fetch(each.slug for each in rows if each.slug)
    drawn = [attempted(shelf, each) for each in rows]
    waiting = [each.until for each in drawn if isinstance(each, Later)]
    if waiting:  # what is left out now would be told nowhere
        return Later(max(waiting))
    notices = [notice for notice in drawn if isinstance(notice, Notice)]
    broken = sum(isinstance(each, Broken) for each in drawn)
    if broken and not notices:
        return Broken("nothing that it would tell can be drawn up")
    if not notices:
        return Moot("all that it would tell is moot")
    return notices[0] if len(notices) == 1 and not broken else together(notices, broken=broken)


def thread(shelf: Shelf, row: Outgoing) -> tuple[str, str]:
    """Give the slug and the name of the record whose thread a notice belongs to; both empty where there is none."""
    named = shelf.names.get(row.slug)
    return (row.slug, named) if named else ("", "")


KINDS: dict[str, Callable[[Shelf, Outgoing, Reporter], Drawn]] = {
    "reminder": reminder,
    "digest": digest,
    "receipt": receipt,
    "confirmation": confirmed,
    "help": helped,
    TOGETHER: several,
}
