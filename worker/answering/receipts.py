"""The receipt for mail that a reporter brought in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, assert_never

from worker.addressing import addressed
from worker.answering.concern import only
from worker.correspondence import COUNTED
from worker.mail.message import Direction, Doubt
from worker.notices.reporter import Receipts
from worker.records import answers
from worker.records.outbox import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.answering.outside import Outside
    from worker.deadlines.hours import Hours
    from worker.mail.newsroom import Newsroom
    from worker.notices.bureau import Bureau
    from worker.notices.reporter import Reporter
    from worker.records.attending import Unattended
    from worker.records.database import Connection

LATEST: Final = timedelta(days=3)  # nobody is told of what came in before
BROUGHT: Final = frozenset({"direct", "bcc", "forward", "attached", "redirect"})


def receipt(
    connection: Connection, mail: Unattended, seen: Outside | None, bureau: Bureau, *, now: datetime
) -> Iterator[Draft]:
    """Yield the receipt for a mail, once for each channel of whoever brought it in; none where nobody of ours did."""
    if seen is None or seen.automatic or seen.notice or not seen.vouched or now - sent(mail, seen) > LATEST:
        return
    reporter = bureau.reporter(brought_by(mail, bureau.newsroom))
    if reporter is None or (mail.how in answers.SENT and answers.repeated(connection, mail.sha256)):
        return
    not_before = told_at(reporter, now)
    if not_before is None:
        return
    key, slug = f"receipt:{mail.sha256}", only(slug for slug, _ in mail.placed)
    draft = Draft(key=key, kind="receipt", slug=slug, about={"mail": mail.sha256}, not_before=not_before)
    yield from addressed(draft, bureau, reporter)


def brought_by(mail: Unattended, newsroom: Newsroom) -> str:
    """Give the address of whoever of ours brought a mail in; "" for nobody, a machine, and whoever is not proved."""
    if not mail.messages or mail.how not in BROUGHT:
        return ""
    first = mail.messages[0]
    if any(message.kind not in COUNTED for message in mail.messages):
        return ""
    if first.doubts == (Doubt.UNREADABLE_FORWARD,):  # it is in doubt what was forwarded, not by whom
        return first.sender.key
    doubted = any(message.doubts for message in mail.messages)
    # Who put the desk in Cc has brought it, too; but not what they write to the desk alone.
    by = mail.by or (first.sender.key if first.direction != Direction.INTERNAL else "")
    return by if newsroom.owns(by) and not doubted else ""


def sent(mail: Unattended, seen: Outside) -> datetime:
    """Give when a mail was brought in: an old one that is met on a server for the first time is old all the same."""
    return min(mail.archived_at, seen.message.sent_at or mail.archived_at)


def told_at(reporter: Reporter, now: datetime) -> datetime | None:
    """Give when a person is to hear of a mail that came in now."""
    match reporter.receipts:
        case Receipts.IMMEDIATE:
            return now
        case Receipts.DAILY:
            return closing(reporter.hours, now)
        case Receipts.OFF:
            return None
        case _:
            assert_never(reporter.receipts)


def closing(hours: Hours, now: datetime) -> datetime:
    """Give the last minute of the working day that is, or of the next one."""
    day = hours.local(hours.next_open(now)).date()
    closes = datetime.combine(day, hours.closes, hours.calendar.zone)
    return max(hours.local(closes - timedelta(minutes=1)), now)
