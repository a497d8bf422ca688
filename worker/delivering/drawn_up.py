"""A row of the outbox becomes what it tells, as things stand now; or it is moot, or has to wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from worker.delivering.of_deadlines import digest, reminder
from worker.delivering.of_mail import receipt
from worker.delivering.verdict import Later, Moot
from worker.notices.confirmation import confirmation
from worker.notices.help import help_
from worker.notices.notice import Notice
from worker.notices.together import together
from worker.records import correspondences, outbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from worker.delivering.occasion import Occasion
    from worker.notices.reporter import Reporter
    from worker.records.database import Connection
    from worker.records.outbox import Outgoing

Drawn: TypeAlias = Notice | Moot | Later


def drawn_up(connection: Connection, row: Outgoing, occasion: Occasion) -> Drawn:
    """Draw up what a row tells, for whoever it is written to."""
    person = occasion.bureau.person(row.recipient)
    if person is None:
        return Moot("nobody of ours has this address any more")
    if person.quiet and person.quiet.quiet(occasion.now):
        return Later(person.quiet.over(occasion.now))
    return KINDS[row.kind](connection, row, person, occasion)


def confirmed(connection: Connection, row: Outgoing, _person: Reporter, _occasion: Occasion) -> Notice:
    """Draw up what was done at a person's word."""
    told = row.about
    slug, record = thread(connection, row)
    return confirmation(told["says"], undo=told["line"] is not None, slug=slug, record=record)


def helped(connection: Connection, row: Outgoing, _person: Reporter, _occasion: Occasion) -> Notice:
    """Draw up what can be answered."""
    slug, record = thread(connection, row)
    return help_(row.about["said"], slug=slug, record=record)


def several(connection: Connection, row: Outgoing, _person: Reporter, occasion: Occasion) -> Drawn:
    """Draw up those of several that are not moot, in one."""
    drawn = [drawn_up(connection, each, occasion) for each in outbox.chosen(connection, row.about["of"])]
    waiting = [each.until for each in drawn if isinstance(each, Later)]
    if waiting:  # what is left out now would be told nowhere
        return Later(max(waiting))
    notices = [notice for notice in drawn if isinstance(notice, Notice)]
    if not notices:
        return Moot("all that it would tell is moot")
    return notices[0] if len(notices) == 1 else together(notices)


def thread(connection: Connection, row: Outgoing) -> tuple[str, str]:
    """Give the slug and the name of the record whose thread a notice belongs to; both empty where there is none."""
    named = correspondences.names(connection).get(row.slug)
    return (row.slug, named) if named else ("", "")


KINDS: dict[str, Callable[[Connection, Outgoing, Reporter, Occasion], Drawn]] = {
    "reminder": reminder,
    "digest": digest,
    "receipt": receipt,
    "confirmation": confirmed,
    "help": helped,
    "together": several,
}
