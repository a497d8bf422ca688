"""An answer is obeyed and confirmed, once: the decision, its confirmation and the mark are committed together."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from worker import intake
from worker.addressing import addressed
from worker.answering.carrying_out import carry_out
from worker.answering.concern import Concern, concern_of
from worker.answering.order import Order
from worker.answers.command import Done, Extend, Help, NotADeadline, Undo
from worker.answers.meant import meant
from worker.answers.understood import understood
from worker.errors import Refused, Transient
from worker.records import answers, journal, outbox
from worker.records.by import By
from worker.records.database import writing
from worker.records.outbox import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from worker.answering.answer import Answer
    from worker.answering.carrying_out import Doing
    from worker.deadlines.calendar import Calendar
    from worker.notices.bureau import Bureau
    from worker.records.database import Connection, Engine

log = logging.getLogger(__name__)

BY_MAIL: Final = "by mail"
BROKE: Final = "an error of the program, which its log tells of, kept it from being done"
DIGITS: Final = 10  # of a mail's sha256 in the log
# How many helps a person gets within a span: of those who say new words each day, most are machines.
UNASKED: Final = ((1, timedelta(days=1)), (3, timedelta(days=30)))
ASKED: Final = ((3, timedelta(days=1)),)
SAME_WORDS: Final = timedelta(days=60)  # within which nobody is helped twice with them: a machine may say them
DEEPEST: Final = 10  # answers to confirmations of answers
IN_A_ROW: Final = 3  # answers to one another that begin as commands and are none: more are a machine's
DATED: Final = (Done, Extend, NotADeadline, Undo)
SAID: Final = 200  # characters of what was not understood


def obey(engine: Engine, bureau: Bureau, calendar: Calendar, answer: Answer, *, now: datetime) -> None:
    """Do what an answer asks for and confirm it; where it can't be done, say why; where it says nothing known, help."""
    said_at = (answer.message.sent_at or answer.mail.archived_at).astimezone(calendar.zone)
    command = understood(answer.message.body.own, said_at=said_at, calendar=calendar)
    confirmation = Confirmation(bureau, answer, now)
    if command is None or isinstance(command, Help):
        with writing(engine) as connection:
            if confirmation.wanted(connection):
                confirmation.unread(connection, asked=command is not None)
        return
    try:
        intake.decide(engine, partial(done, confirmation=confirmation, command=command, calendar=calendar), now=now)
    except Transient:
        raise
    except Exception as error:
        if not isinstance(error, Refused):  # an error of ours must not keep the answers behind it waiting
            log.exception("an answer can't be obeyed: mail=%s", answer.mail.sha256[:DIGITS])
        with writing(engine) as connection:
            if confirmation.wanted(connection):
                confirmation.refusal(connection, str(error) if isinstance(error, Refused) else BROKE)


def done(connection: Connection, *, confirmation: Confirmation, command: Doing, calendar: Calendar) -> None:
    """Take the decision that an answer is, and write what confirms it."""
    if not confirmation.wanted(connection):
        return
    answer, now = confirmation.answer, confirmation.now
    concern = concern_of(connection, answer.notice)
    before = last_line(connection)
    by = By(who=answer.reporter.address, at=now, why=BY_MAIL)
    order = Order(concern=concern, by=by, calendar=calendar, hours=answer.reporter.hours)
    says = carry_out(connection, command, order)
    lines = [line.id for line in journal.decisions(connection) if line.id > before]
    confirmation.done(connection, concern, says, lines, dated=isinstance(command, DATED))


def last_line(connection: Connection) -> int:
    """Give the id of the newest decision that stands."""
    return max((line.id for line in journal.decisions(connection)), default=0)


class Confirmation:
    """What a person is told about their answer."""

    def __init__(self, bureau: Bureau, answer: Answer, now: datetime) -> None:
        self.bureau, self.answer, self.now = bureau, answer, now
        self.key = f"confirmation:{answer.key}"
        self.said = " ".join(answer.message.body.own.split())[:SAID]
        self.depth = int(answer.notice.about.get("depth", 0)) + 1

    def wanted(self, connection: Connection) -> bool:
        """Take the answer in hand; false if it, or a copy of it, was obeyed before, or machines talk in circles."""
        taken = answers.take(connection, self.answer.mail.sha256)
        return taken and self.depth <= DEEPEST and not answers.written(connection, self.key)

    def done(
        self, connection: Connection, concern: Concern, says: Sequence[str], lines: Sequence[int], *, dated: bool
    ) -> None:
        """Say what was done; ``dated`` if it may have changed what a calendar shows."""
        about = {"says": list(says), "line": lines[-1] if lines else None, "lines": list(lines), "dated": dated}
        told = {"deadlines": list(concern.deadlines), "mail": concern.mail}
        self.write(connection, "confirmation", self.key, about | told, concern.slug)

    def unread(self, connection: Connection, *, asked: bool) -> None:
        """Tell the commands; of what was plainly meant as one, that it was not understood, and what it is near to."""
        near = None if asked else meant(self.answer.message.body.own)
        if near is None or self.answer.notice.about.get("unread", 0) >= IN_A_ROW:
            self.help(connection, asked=asked)
        else:
            self.refusal(
                connection, f"\u201c{near.words}\u201d was not understood; nothing was changed", near=near.kind
            )

    def refusal(self, connection: Connection, why: str, *, near: str = "") -> None:
        """Say why nothing was done; not twice for the same words, as a machine says them."""
        notice = self.answer.notice
        if notice.about.get("refused") and notice.about.get("said") == self.said:
            return
        concern = concern_of(connection, notice)
        says = f"{why[:1].upper()}{why[1:]}."
        about = {"says": [says], "line": None, "lines": list(concern.lines), "refused": True, "said": self.said}
        about |= {"near": near, "unread": notice.about.get("unread", 0) + 1} if near else {}
        told = {"deadlines": list(concern.deadlines), "mail": concern.mail}
        self.write(connection, "confirmation", self.key, about | told, concern.slug)

    def help(self, connection: Connection, *, asked: bool) -> None:
        """Tell the commands: once for a notice, never for help, to nobody often, nor for what was said before."""
        notice, words = self.answer.notice, "" if asked else self.said
        # What was asked for is not counted with what was not: neither uses the other up.
        given = [h for h in answers.helps(connection, self.answer.reporter.address) if asked != bool(h.said)]
        often = any(
            sum(helped.at > self.now - span for helped in given) >= most for most, span in (ASKED if asked else UNASKED)
        )
        repeated = words and any(h.said == words and h.at > self.now - SAME_WORDS for h in given)
        if notice.kind != "help" and not often and not repeated:
            about = {"said": words, "of": notice.token, "unread": notice.about.get("unread", 0)}
            self.write(connection, "help", f"help:{notice.token}", about, notice.slug)

    def write(self, connection: Connection, kind: str, key: str, about: Mapping[str, Any], slug: str) -> None:
        """Write a notice for each channel of the person."""
        told = {**about, "depth": self.depth, "answer": self.answer.message.message_id}
        draft = Draft(key=key, kind=kind, slug=slug, about=told, not_before=self.now)
        drafts = [*addressed(draft, self.bureau, self.answer.reporter)]
        outbox.write(connection, drafts, domain=self.bureau.domain, at=self.now)
