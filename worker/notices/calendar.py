"""Deadlines as iCalendar (RFC 5545), published in a mail (RFC 5546 3.2.1) or to subscribe to."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from icalendar import Alarm, Calendar
from icalendar import Event as Component

from worker.notices.safe import line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from worker.notices.notice import Event

PRODUCT: Final = "-//On the Record//onrecord//EN"
WARNING: Final = timedelta(days=-1)
REFRESH: Final = timedelta(hours=1)


def ics(
    events: Iterable[Event], *, at: datetime, method: str = "PUBLISH", name: str = "", organizer: str = ""
) -> bytes:
    """Write deadlines as a calendar stamped ``at``; one to subscribe to has a name and no method."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("name", line(name))
        calendar.add("x-wr-calname", line(name))  # Google and Apple read this one
        calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for event in events:
        calendar.add_component(_component(event, at, organizer))
    octets: bytes = calendar.to_ical()
    return octets


def _component(event: Event, at: datetime, organizer: str) -> Component:
    component = Component()
    component.add("uid", line(event.uid))
    component.add("dtstamp", at.astimezone(UTC))
    component.add("dtstart", event.due_at.astimezone(UTC))
    component.add("sequence", event.sequence)
    component.add("summary", _text(event.summary))
    if event.description:
        component.add("description", _text(event.description))
    if organizer:
        component.add("organizer", f"mailto:{line(organizer)}")
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT")  # nobody is busy because somebody else has to answer
    # An alarm that is past rings at once in some programs.
    if not event.cancelled and at < event.due_at.astimezone(UTC) + WARNING:
        component.add_component(_alarm(event))
    return component


def _alarm(event: Event) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", WARNING)
    alarm.add("description", _text(event.summary))
    return alarm


def _text(words: str) -> str:
    r"""Give words as they are to be escaped: the library would take a ``\N`` in them for a line's end."""
    return line(words).replace(r"\N", r"\n")
