"""A deadline in words: who waits for what, by when, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.deadlines.deadline import Ask
from worker.deadlines.standing import State
from worker.prose.days import day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from worker.deadlines.standing import Standing

SETS = {Ask.REQUEST: "asks for an answer", Ask.PROMISE: "promises an answer", Ask.FOLLOW_UP: "names no date"}
REQUEST = {
    State.OPEN: "not answered yet",
    State.ACKNOWLEDGED: "acknowledged, not answered yet",
    State.MET: "answered in time",
    State.LATE: "answered {late}",
    State.MISSED: "not answered in time",
    State.SUPERSEDED: "asked again since",
    State.CANCELLED: "cancelled",
}
PROMISE = REQUEST | {
    State.OPEN: "not kept yet",
    State.MET: "kept",
    State.LATE: "kept {late}",
    State.MISSED: "broken",
}
OUTCOMES: Mapping[Ask, Mapping[State, str]] = {Ask.REQUEST: REQUEST, Ask.PROMISE: PROMISE, Ask.FOLLOW_UP: REQUEST}


def due(standing: Standing) -> str:
    """Tell of a deadline in a line: what it asks or promises in the letter's own words, when that is, what came."""
    phrase = " ".join(standing.phrase.split())
    return f"{SETS[standing.kind]} {phrase} (due {due_by(standing)}): {outcome(standing)}"


def due_by(standing: Standing) -> str:
    """Write when a deadline is due, and where that stands in no letter, so."""
    return f"{moment(standing.due_at)}, extended" if standing.extended else moment(standing.due_at)


def outcome(standing: Standing) -> str:
    """Say how a deadline stands: "answered in time", "kept 9 days late"."""
    return OUTCOMES[standing.kind][standing.state].format(late=late(standing))


def late(standing: Standing) -> str:
    """Say by how many days an answer was late, on the calendar of the deadline."""
    if standing.answered_at is None:
        return "late"
    days = (standing.answered_at.astimezone(standing.due_at.tzinfo).date() - standing.due_at.date()).days
    return {0: "later the same day", 1: "a day late"}.get(days, f"{days} days late")


def moment(at: datetime) -> str:
    """Write a moment with its zone: "July 6, 2023, 17:00 EDT"."""
    zone = at.tzname() or ""
    # Many zones have no name of their own but their offset, "-03".
    return f"{day(at.date())}, {at:%H:%M} {zone if zone[:1].isalpha() else f'UTC{zone}'}"
