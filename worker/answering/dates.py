"""Commands about dates: answered, extended, put off, none at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.answering.off_hours import off_hours
from worker.answers.longer import longer
from worker.deadlines.ruled import Ruled
from worker.errors import Refused
from worker.records import agenda, deadline_decisions, journal
from worker.records.named import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from worker.answering.order import Order
    from worker.answers.command import Extend, Snooze
    from worker.records.agenda import Awaited
    from worker.records.database import Connection


def answered(connection: Connection, order: Order) -> list[str]:
    """Note that the dates are answered."""
    words = ruled(connection)
    open_ = [date for date in dates(connection, order, "answered ID") if not settled(words.get(date.id, Ruled()))]
    if not open_:
        raise Refused("that is noted as answered already; nothing was changed")
    for date in open_:
        deadline_decisions.answered(connection, date.id, **order.by)
    return [f"Answered: {told(connection, date)}. Nobody is reminded of it any more." for date in open_]


def dismissed(connection: Connection, order: Order) -> list[str]:
    """Note that the dates are none."""
    words = ruled(connection)
    open_ = [date for date in dates(connection, order, "dismiss ID") if not words.get(date.id, Ruled()).cancelled]
    if not open_:
        raise Refused("that is no deadline any more already; nothing was changed")
    for date in open_:
        deadline_decisions.dismiss(connection, date.id, **order.by)
    return [f"No deadline any more: {told(connection, date)}." for date in open_]


def extended(connection: Connection, order: Order, command: Extend) -> list[str]:
    """Let the dates be due at a later time."""
    says, remarks = [], []
    for date in dates(connection, order, "extend ID DATE"):
        due_at = longer(command.words, means=command.due_at, due_at=date.due_at, calendar=order.calendar)
        if due_at <= order.by["at"]:
            raise Refused(f"{order.in_full(due_at)} is past; nothing was changed")
        if due_at <= date.due_at:
            present = order.in_full(date.due_at)
            raise Refused(
                f"{told(connection, date)} is due {present}, and an extension is to a later time; nothing was changed"
            )
        deadline_decisions.extend(connection, date.id, due_at, **order.by)
        says.append(f"Extended: {told(connection, date)} is now due {order.in_full(due_at)}.")
        remarks.append(off_hours(due_at, order.hours))
    return [*says, *dict.fromkeys(filter(None, remarks))]


def snoozed(connection: Connection, order: Order, command: Snooze) -> list[str]:
    """Let nobody be reminded of the dates before a moment."""
    if command.until <= order.by["at"]:
        raise Refused(f"{order.in_full(command.until)} is past; nothing was changed")
    until = order.in_full(command.until)
    says = []
    for date in dates(connection, order, "snooze ID DATE"):
        deadline_decisions.snooze(connection, date.id, command.until, **order.by)
        says.append(f"No reminder before {until}: {told(connection, date)}.")
    return says


def dates(connection: Connection, order: Order, by_hand: str) -> list[Awaited]:
    """Give the dates that an order is about, as they stand; where there are none, tell how it is done ``by_hand``."""
    if not order.concern.deadlines:
        otherwise = f"answer the reminder itself, or run onrecord {by_hand}"
        raise Refused(f"that notice told of no deadline of its own; nothing was changed: {otherwise}")
    found = [date for id_ in order.concern.deadlines if (date := agenda.find(connection, id_))]
    if not found:
        raise Refused("its letter sets no such deadline any more; nothing was changed")
    return found


def ruled(connection: Connection) -> Mapping[str, Ruled]:
    """Give people's word on all dates, by their ids."""
    return {id_: word for of_entry in journal.ruled(connection).values() for id_, word in of_entry.items()}


def settled(word: Ruled) -> bool:
    """Tell whether a person said that a date is answered, or none."""
    return word.answered_at is not None or word.cancelled


def told(connection: Connection, date: Awaited) -> str:
    """Name a date: by its own words where it has some, and its record."""
    phrase = " ".join(date.phrase.split())
    return (
        f"“{phrase}” on {name_of(connection, date.slug)}"
        if phrase
        else f"the follow-up on {name_of(connection, date.slug)}"
    )
