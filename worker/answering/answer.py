"""Which mail is an answer to a notice of ours, from somebody who is proved to be one of us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.mail.message import Authentic, Direction, Kind
from worker.mail.ours import token_of
from worker.records import outbox
from worker.records.answers import known_secret

if TYPE_CHECKING:
    from worker.mail.message import Message
    from worker.mail.newsroom import Newsroom
    from worker.notices.bureau import Bureau
    from worker.notices.reporter import Reporter
    from worker.records.attending import Unattended
    from worker.records.database import Connection
    from worker.records.outbox import Outgoing

NAME: Final = "onrecord"  # begins every identifier of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A mail, the person who wrote it, and the notice it answers."""

    mail: Unattended
    message: Message
    reporter: Reporter
    notice: Outgoing

    @property
    def key(self) -> str:
        """Name it so that another copy of it is the same answer."""
        return self.message.message_id or self.mail.sha256


def answer_in(connection: Connection, mail: Unattended, bureau: Bureau, newsroom: Newsroom) -> Answer | None:
    """Give the answer that a mail is, or None: what is not proved to be ours, or not to be meant for us, is none."""
    if len(mail.messages) != 1 or not proved(message := mail.messages[0], newsroom):
        return None
    reporter = bureau.reporter(message.sender.key)
    notice = notice_of(connection, message)
    return Answer(mail=mail, message=message, reporter=reporter, notice=notice) if reporter and notice else None


def proved(message: Message, newsroom: Newsroom) -> bool:
    """Tell whether a person of ours wrote this to ourselves, by the verdict of our own server."""
    return (
        message.kind == Kind.MESSAGE
        and message.direction == Direction.INTERNAL
        and message.authentic == Authentic.PASS
        and not message.doubts
        and message.forwarded is None
        and newsroom.owns(message.sender.key)
        and not newsroom.is_mailbox(message.sender.key)
    )


def notice_of(connection: Connection, message: Message) -> Outgoing | None:
    """Give the newest notice of ours that a message refers to, by an identifier that nobody else could have made."""
    references = [reference for reference in reversed(message.references) if reference.startswith(f"{NAME}.")]
    secret = known_secret(connection) if references else None
    if secret is None:
        return None
    tokens = (token_of(reference, secret) for reference in references)
    found = (outbox.find(connection, token) for token in tokens if token)
    return next((notice for notice in found if notice), None)
