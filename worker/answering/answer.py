"""An answer of a reporter's to a notice of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from worker.answering.outside import Outside
    from worker.mail.message import Message
    from worker.notices.bureau import Bureau
    from worker.notices.reporter import Reporter
    from worker.records.attending import Unattended
    from worker.records.outbox import Outgoing


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


def answer_in(mail: Unattended, seen: Outside | None, bureau: Bureau) -> Answer | None:
    """Give the answer that a mail is, or None: only who a notice was written to answers it, and is proved."""
    if seen is None or seen.notice is None or not seen.answers(bureau.newsroom):
        return None
    reporter = bureau.reporter(seen.message.sender.key)
    if reporter is None or not written_to(reporter, seen.notice, bureau):
        return None
    return Answer(mail=mail, message=seen.message, reporter=reporter, notice=seen.notice)


def written_to(reporter: Reporter, notice: Outgoing, bureau: Bureau) -> bool:
    """Tell whether a notice was written to a person, or to the desk at which they sit."""
    desk = {person.address for person in bureau.desk}
    return notice.recipient in {reporter.address, *reporter.others} or {notice.recipient, reporter.address} <= desk
