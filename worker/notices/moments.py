"""Moments and spans as a reader far from the newsroom needs them told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.prose.days import MONTHS
from worker.prose.due import moment

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NEAR: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}


def on_weekday(at: datetime) -> str:
    """Write a moment with its weekday, which people check dates by."""
    return f"{WEEKDAYS[at.weekday()]}, {moment(at)}"


def in_full(at: datetime, zone: ZoneInfo, newsroom: ZoneInfo) -> str:
    """Write a moment in the reader's zone, and in the newsroom's where its clock shows another time."""
    here, there = at.astimezone(zone), at.astimezone(newsroom)
    told = on_weekday(here)
    if here.utcoffset() == there.utcoffset():
        return told
    hour = moment(there).rpartition(", ")[2]  # the day is the same: the hour is enough
    return f"{told} ({hour if here.date() == there.date() else moment(there)} in the newsroom)"


def at_a_glance(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Write a moment as a headline: "tomorrow, Thursday, July 6, 17:00 EDT"; the year where it is another one."""
    here, today = at.astimezone(zone), now.astimezone(zone).date()
    near = _NEAR.get((here.date() - today).days)
    on = f"{WEEKDAYS[here.weekday()]}, {MONTHS[here.month - 1]} {here.day}"
    if here.year != today.year:
        on = f"{on}, {here.year}"
    hour = moment(here).rpartition(", ")[2]
    return f"{near}, {on}, {hour}" if near else f"{on}, {hour}"


def days_between(earlier: datetime, later: datetime, zone: ZoneInfo) -> int:
    """Count the days from one moment to another on the reader's calendar."""
    return (later.astimezone(zone).date() - earlier.astimezone(zone).date()).days
