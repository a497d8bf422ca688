"""What each command does to the ledger; each is refused in a sentence for whoever gave it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, assert_never

from worker.answering.dates import answered, dismissed, extended, snoozed
from worker.answering.letters import ignored, moved, opened
from worker.answers.command import Close, Done, Extend, IgnoreIt, MoveTo, New, NotADeadline, Snooze, Undo
from worker.errors import Refused
from worker.records import decisions, journal
from worker.records.line import Kind
from worker.records.named import name_of, named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.answering.order import Order
    from worker.records.database import Connection

# What a person answered, by what the journal calls it.
SAID: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.ANSWERED: "done",
        Kind.DISMISS: "not a deadline",
        Kind.FILE: "move to",
        Kind.MOVE: "move to",
        Kind.OPEN: "new",
    }
)

Doing = Done | Extend | Snooze | NotADeadline | MoveTo | New | IgnoreIt | Close | Undo


def carry_out(connection: Connection, command: Doing, order: Order) -> list[str]:  # noqa: C901, PLR0911 - a line a command
    """Do what a command says, and give the sentences that tell what was done."""
    if order.concern.several:
        raise Refused("that notice told of several things at once; answer the notice of the one you mean")
    match command:
        case Done():
            return answered(connection, order)
        case NotADeadline():
            return dismissed(connection, order)
        case Extend():
            return extended(connection, order, command)
        case Snooze():
            return snoozed(connection, order, command)
        case MoveTo():
            return moved(connection, order, *named(connection, command.name))
        case New():
            return opened(connection, order, command)
        case IgnoreIt():
            return ignored(connection, order)
        case Close():
            return closed(connection, order)
        case Undo():
            return undone(connection, order)
        case _:
            assert_never(command)


def closed(connection: Connection, order: Order) -> list[str]:
    """Close the record."""
    slug = order.concern.slug
    if not slug:
        raise Refused("that notice is about no single record; nothing was changed")
    decisions.close(connection, slug, **order.by)
    return [f"Closed: {name_of(connection, slug)} takes only what is proved to belong there."]


def undone(connection: Connection, order: Order) -> list[str]:
    """Take back exactly what the notice confirmed, the last of it first; refuse where something later rests on it."""
    standing = {line.id: line for line in journal.decisions(connection)}
    lines = [id_ for id_ in order.concern.lines if id_ in standing]
    if not lines:
        why = "that was taken back already" if order.concern.lines else "that notice confirmed nothing to take back"
        raise Refused(f"{why}; nothing was changed")
    for id_ in sorted(lines, reverse=True):
        journal.undo(connection, line=id_, **order.by)
    said = ", ".join(dict.fromkeys(SAID.get(standing[id_].kind, str(standing[id_].kind)) for id_ in lines))
    return [f"Undone: {said}. All stands as it did before."]
