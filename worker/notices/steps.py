"""Why a reminder comes now, from the step of its deadline."""

from __future__ import annotations

from datetime import date

from worker.deadlines.reminders import DUE, FOLLOW_UP
from worker.prose.days import day
from worker.prose.people import counted


def why_now(step: str) -> str:
    """Tell the step of a reminder in words: "2 working days before", "snoozed until July 10, 2023"."""
    name, _, detail = step.partition(" ")
    if name in {"before", "after"} and detail.isdecimal():
        if name == "before" and int(detail) == 0:
            return "the morning of the day"
        return f"{counted(int(detail), 'working day', 'working days')} {name}"
    if name == "snoozed" and detail:
        return f"snoozed until {day(date.fromisoformat(detail[:10]))}"
    return {DUE: "the moment it was due", FOLLOW_UP: "no answer came in the working days that you set"}.get(name, step)
