"""What a person is told of a deadline: of whom, by when or since when, in which words, and what to answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from worker.deadlines.deadline import Ask
from worker.notices.commands import CLOSE, DONE, EXTEND, NO_FOLLOW_UP, NOT_A_DEADLINE, SNOOZE
from worker.notices.entry import event
from worker.notices.excerpt import excerpt
from worker.notices.letter import acknowledgement, found, who
from worker.notices.moments import at_a_glance, days_between, in_full
from worker.notices.notice import Notice
from worker.notices.steps import why_now
from worker.prose.days import day
from worker.prose.due import outcome
from worker.prose.people import counted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from worker.correspondence import Correspondence, Entry
    from worker.deadlines.standing import Standing
    from worker.mail.newsroom import Newsroom

NUDGE: Final = "It names no date. You may want to ask again, with one."


def reminder(  # noqa: PLR0913 - all that a reminder tells
    standing: Standing,
    record: Correspondence,
    *,
    step: str,
    newsroom: Newsroom,
    zone: ZoneInfo,
    now: datetime,
    domain: str,
    sequence: int,
) -> Notice:
    """Remind of a deadline as it stands now; ``zone`` is the reader's."""
    letter = found(record, standing.entry)
    words = excerpt(letter.message.body.own, standing.phrase) if letter else standing.phrase
    promise, follow_up = standing.kind == Ask.PROMISE, standing.kind == Ask.FOLLOW_UP
    said = _said(letter, record, newsroom, zone, promise=promise) if letter else ()
    notice = Notice(
        kind="reminder",
        title=_title(standing, record, letter, now, zone),
        facts=(*_due(standing, newsroom, zone, now), *said, ("Reminder", why_now(step))),
        quote=words,
        commands=(DONE, EXTEND, SNOOZE, NOT_A_DEADLINE),
        slug=record.slug,
        record=record.name,
    )
    if follow_up:  # no letter sets its date, so it has no place in a calendar
        return replace(notice, kind="follow-up", paragraphs=(NUDGE,), commands=(NO_FOLLOW_UP, SNOOZE, CLOSE))
    entry = event(standing, record.name, domain=domain, sequence=sequence, words=words, cancelled=not standing.waiting)
    return replace(notice, event=entry)


def _title(standing: Standing, record: Correspondence, letter: Entry | None, now: datetime, zone: ZoneInfo) -> str:
    name, at = record.name, at_a_glance(standing.due_at, now, zone)
    if standing.kind == Ask.FOLLOW_UP:
        sent = f" of {day(letter.at.astimezone(zone).date())}" if letter else ""
        return f"{name} has not answered the inquiry{sent}."
    if not standing.waiting:
        return f"{name}: {outcome(standing)} (due {at})."
    over = now > standing.due_at
    if standing.kind == Ask.PROMISE:
        return (
            f"{name} broke its promise: an answer was due {at}." if over else f"{name}: a promised answer is due {at}."
        )
    return f"{name} is overdue: an answer was due {at}." if over else f"{name}: an answer is due {at}."


def _due(standing: Standing, newsroom: Newsroom, zone: ZoneInfo, now: datetime) -> Iterator[tuple[str, str]]:
    if standing.kind == Ask.FOLLOW_UP:
        return
    due = in_full(standing.due_at, zone, newsroom.zone)
    yield "Due", f"{due}, extended" if standing.extended else due
    if standing.waiting and now > standing.due_at:
        days = days_between(standing.due_at, now, zone)
        yield "Overdue", counted(days, "day", "days") if days else "since today"


def _said(
    letter: Entry, record: Correspondence, newsroom: Newsroom, zone: ZoneInfo, *, promise: bool
) -> Iterator[tuple[str, str]]:
    yield "Promised" if promise else "Asked", in_full(letter.at, zone, newsroom.zone)
    yield "Who", who(letter, newsroom)
    if letter.message.subject:
        yield "Letter", letter.message.subject
    if not promise:
        told = acknowledgement(record, letter.id, zone)
        yield "Reply", f"only an acknowledgement, {told}" if told else "none yet"
