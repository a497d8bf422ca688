"""When people are reminded, as it is configured."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from worker.deadlines.hours import Hours
from worker.deadlines.reminders import Rules
from worker.errors import Refused
from worker.notices.quiet import Quiet

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from worker.configuration import Section
    from worker.deadlines.calendar import Calendar

USUAL = Rules()


def rules_of(section: Section) -> Rules:
    """Read how many working days before and after a deadline people are reminded of it."""
    told = {
        "before": section.numbers("before", USUAL.before),
        "after": section.numbers("after", USUAL.after),
        "follow_up_after": section.number("follow_up_after", USUAL.follow_up_after),
    }
    at_due = section.flag("at_due", default=USUAL.at_due)
    for key, value in told.items():  # each by itself, so that the key that is wrong can be named
        try:
            Rules(**{key: value})  # type: ignore[arg-type]
        except Refused as error:
            raise section.refuse(key, f"can't be {value}: {error}") from error
    return Rules(**told, at_due=at_due)  # type: ignore[arg-type]


def hours_of(section: Section, calendar: Calendar, usual: Hours | None = None) -> Hours:
    """Read the hours in which a person may be reminded."""
    if section.value("hours") is None:
        return Hours(calendar=calendar, opens=usual.opens, closes=usual.closes) if usual else Hours(calendar=calendar)
    opens, closes = span(section, "hours", "09:00-18:00")
    if opens >= closes:
        raise section.refuse("hours", f"must begin before they end on the same day, not {section.text('hours')!r}")
    return Hours(calendar=calendar, opens=opens, closes=closes)


def quiet_of(section: Section, hours: Hours, usual: Quiet | None = None) -> Quiet | None:
    """Read when a person wants to hear nothing, "" for never; refuse what leaves nothing of the working hours."""
    quiet = quiet_in(section, hours.calendar.zone, usual)
    if quiet and quiet.covers(hours.opens, hours.closes):
        left = f"{hours.opens:%H:%M}-{hours.closes:%H:%M}"
        raise section.refuse("quiet_hours", f"leave no time to tell anything in hours {left}: change one of the two")
    return quiet


def quiet_in(section: Section, zone: ZoneInfo, usual: Quiet | None) -> Quiet | None:
    """Read quiet hours as they are written, or as they are usual."""
    told = section.optional("quiet_hours", "")
    if section.value("quiet_hours") is None:
        return Quiet(begins=usual.begins, ends=usual.ends, zone=zone) if usual else None
    if not told:
        return None
    begins, ends = span(section, "quiet_hours", "19:00-08:00")
    if begins == ends:
        raise section.refuse("quiet_hours", f"would never end: {told!r}")
    return Quiet(begins=begins, ends=ends, zone=zone)


def span(section: Section, key: str, example: str) -> tuple[time, time]:
    """Read two times of a day with a hyphen between them."""
    told = section.text(key)
    begins, _, ends = told.partition("-")
    try:
        pair = time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())
    except ValueError:
        raise section.refuse(key, f'must be two times like "{example}", not {told!r}') from None
    if any(moment.tzinfo for moment in pair):
        raise section.refuse(key, f'must be two times like "{example}"; the zone stands in timezone')
    return pair
