"""Notices leave: by mail on one connection, by chat one after the other."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from worker.mail.message import Address
from worker.notices.channel import tell
from worker.notices.chat import for_chat
from worker.notices.compose import compose
from worker.notices.outcome import Refused
from worker.notices.plain import plain
from worker.notices.reporter import MAIL
from worker.notices.sealed import sealed
from worker.notices.smtp import Envelope, send

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from worker.delivering.occasion import Occasion
    from worker.notices.notice import Notice
    from worker.notices.outcome import Outcome
    from worker.records.outbox import Outgoing

log = logging.getLogger(__name__)

Drawn = tuple["Outgoing", "Notice"]


def sending(drawn: Sequence[Drawn], occasion: Occasion) -> Generator[tuple[Outgoing, Outcome], None, None]:
    """Send notices, and yield what became of each as soon as it is known."""
    bureau = occasion.bureau
    by_mail = []
    for row, notice in drawn:
        if row.channel != MAIL:
            continue
        try:
            by_mail.append((row, mail(row, notice, occasion)))
        except Exception as error:  # an error of ours in one must not keep the others waiting
            log.exception("a notice can't be composed: notice=%s", row.id)
            yield row, Refused(f"it can't be composed: {type(error).__name__}: {error}")
    if by_mail and bureau.server:
        outcomes = send(bureau.server, [octets for _, octets in by_mail])
        yield from zip((row for row, _ in by_mail), outcomes, strict=True)
    elif by_mail:
        yield from ((row, Refused("no [smtp] stands in the configuration any more")) for row, _ in by_mail)
    for row, notice in drawn:
        if row.channel in bureau.channels:
            inert = for_chat(notice)
            yield row, tell(bureau.channels[row.channel], inert.title, plain(inert, chat=True))
        elif row.channel != MAIL:
            yield row, Refused(f"no channel {row.channel!r} stands in the configuration any more")


def mail(row: Outgoing, notice: Notice, occasion: Occasion) -> tuple[Envelope, bytes]:
    """Give a notice as a mail, with the Message-ID that was fixed when it was written."""
    bureau = occasion.bureau
    person = bureau.reporter(row.recipient)
    composed = compose(
        notice,
        message_id=row.message_id,
        sender=bureau.sender,
        recipient=Address(name=person.name if person else "", address=row.recipient),
        reply_to=bureau.reply_to,
        domain=bureau.domain,
        at=occasion.now,
    )
    envelope = Envelope(sender=bureau.bounce or bureau.sender.address, recipient=row.recipient)
    return envelope, sealed(composed)
