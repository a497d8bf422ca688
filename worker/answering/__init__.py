"""Mail is attended to, once: an answer to a notice of ours is obeyed, what a reporter brought in gets a receipt.

No mail is answered that a machine wrote, that we wrote ourselves, or whose sender is not proved to be ours.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from worker.answering.answer import answer_in
from worker.answering.closed import closed
from worker.answering.obeying import obey
from worker.answering.outside import outside
from worker.answering.receipts import receipt
from worker.answering.returned import note_returned
from worker.records import attending, correspondences, outbox
from worker.records.database import reading, writing

if TYPE_CHECKING:
    from datetime import datetime

    from worker.deadlines.calendar import Calendar
    from worker.notices.bureau import Bureau
    from worker.records.attending import Unattended
    from worker.records.database import Engine

AT_ONCE = 200  # mails
DIGITS = 10  # of a mail's sha256 in the log
log = logging.getLogger(__name__)


def attend(engine: Engine, bureau: Bureau, calendar: Calendar, *, now: datetime) -> int:
    """Attend to all mail that is placed and was not attended to, and count it.

    It can be interrupted at any moment and repeated: what an answer asks for, what confirms it and that it was
    attended to are committed together.
    """
    attended = 0
    while mails := waiting(engine):
        with reading(engine) as connection:
            seen = {mail.sha256: outside(connection, mail, bureau.newsroom) for mail in mails}
        found = (answer_in(mail, seen[mail.sha256], bureau) for mail in mails)
        answers = {answer.mail.sha256: answer for answer in found if answer}
        others = [mail for mail in mails if mail.sha256 not in answers]
        with writing(engine) as connection:
            owners = correspondences.closed(connection)
            for mail in others:
                note_returned(connection, mail)
                drafts = list(receipt(connection, mail, seen[mail.sha256], bureau, now=now))
                drafts += closed(mail, owners, bureau, {draft.recipient for draft in drafts}, now=now)
                outbox.write(connection, drafts, domain=bureau.domain, at=now)
            attending.mark_attended(connection, [mail.sha256 for mail in others])
        for answer in answers.values():
            obey(engine, bureau, calendar, answer, now=now)
            log.info("answered mail=%s notice=%s", answer.mail.sha256[:DIGITS], answer.notice.id)
        attended += len(mails)
    return attended


def waiting(engine: Engine) -> tuple[Unattended, ...]:
    """Give the next mails to attend to, in the order they came."""
    with reading(engine) as connection:
        return attending.unattended(connection, AT_ONCE)
