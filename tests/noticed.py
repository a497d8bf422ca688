"""A newsroom whose people are sent notices and answer them, on a real ledger and with a clock of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.given import DESK, MONDAY, NEWSROOM, OURS, a_mail, an_inquiry, raw
from worker import intake
from worker.answering import attend
from worker.deadlines.calendar import Calendar
from worker.deadlines.hours import Hours
from worker.mail.message import Address
from worker.notices.bureau import Bureau
from worker.notices.reporter import Reporter
from worker.notices.server import Server
from worker.records import agenda, attending, correspondences, journal, outbox
from worker.records.database import reading, writing
from worker.records.outbox import Draft

ZONE = ZoneInfo("America/New_York")
CALENDAR = Calendar(zone=ZONE, close_of_business=time(17))
HOURS = Hours(calendar=CALENDAR)
NOW = datetime(2023, 7, 5, 10, tzinfo=ZONE)  # a Wednesday
ROOM = replace(NEWSROOM, authserv_id="mx.newsroom.example", zone=ZONE)
MARA = Reporter(address=OURS, name="Mara", hours=HOURS)
PROOF = {"Authentication_Results": "mx.newsroom.example; dmarc=pass header.from=newsroom.example"}


def a_bureau(**fields):
    """A bureau that can send mail."""
    told = {
        "newsroom": ROOM,
        "usual": replace(MARA, address="", name=""),
        "reporters": (MARA,),
        "server": Server(host="localhost", port=25),
        "sender": Address(address=DESK),
        "reply_to": DESK,
        "domain": "newsroom.example",
    }
    return Bureau(**(told | fields))


class Newsdesk:
    """The ledger, and those who work with it; ``now`` goes on a minute with each round."""

    def __init__(self, engine, **fields):
        self.engine, self.bureau, self.now = engine, a_bureau(**fields), NOW

    def receive(self, *mails, **fields):
        """Take mail in that came from outside, and attend to all of it."""
        self.archive(*mails, **fields)
        return self.attend()

    def archive(self, *mails, **fields):
        raws = [raw(mail, **{"trusted": False, **fields}) for mail in mails]
        intake.receive(self.engine, raws, ROOM, now=self.now)
        self.settle()

    def attend(self):
        attended = attend(self.engine, self.bureau, CALENDAR, now=self.now)
        self.settle()
        self.now += timedelta(minutes=1)
        return attended

    def settle(self):
        with writing(self.engine) as connection:
            for slug in agenda.unsettled(connection, 100, by="the calendar"):
                (record,) = correspondences.all(connection, slug)
                agenda.settle(connection, slug, record.agenda(CALENDAR, self.now, 7), by="the calendar")

    def reminder(self, step="due"):
        """Write a reminder of the one deadline there is."""
        (deadline,) = self.deadlines()
        return self.remind(deadline, step)

    def follow_up(self):
        """Write a reminder of the one letter that got no answer and named no date."""
        (deadline,) = (d for d in self.deadlines() if not d.phrase)
        return self.remind(deadline, "follow-up")

    def remind(self, deadline, step):
        about = {"deadline": deadline.id, "step": step}
        return self.write(f"reminder:{deadline.id}:{step}", "reminder", about, deadline.slug)

    def write(self, key, kind, about, slug=""):
        """Write a notice to Mara, by mail."""
        draft = Draft(key=key, kind=kind, slug=slug, recipient=OURS, channel="mail", about=about, not_before=self.now)
        with writing(self.engine) as connection:
            outbox.write(connection, [draft], domain="newsroom.example", at=self.now)
        return self.outbox(kind)[-1]

    def deadlines(self):
        with reading(self.engine) as connection:
            return [agenda.find(connection, id_) for id_ in agenda.ids(connection)]

    def outbox(self, kind=""):
        with reading(self.engine) as connection:
            return [row for row in outbox.listing(connection, every=True) if kind in {"", row.kind}]

    def says(self):
        """What the newest confirmation says."""
        return " ".join(max(self.outbox("confirmation"), key=lambda row: row.id).about["says"])

    def decisions(self):
        with reading(self.engine) as connection:
            return [(str(line.kind), line.who, line.why) for line in journal.decisions(connection)]

    def records(self):
        with reading(self.engine) as connection:
            return {c.slug: [e.message.body.own.strip() for e in c.entries] for c in correspondences.all(connection)}

    def unattended(self):
        with reading(self.engine) as connection:
            return attending.unattended(connection, 100)


def a_letter(to="press@harbour.example", **fields):
    """A letter of ours that came by Bcc, proved."""
    return an_inquiry(to, **{"words": "Who owns the pier? Please answer by July 10.", **PROOF, **fields})


def an_answer(notice, words, **fields):
    """A reporter's answer to a notice, proved and quoting it, as a mail client writes it."""
    quoted = f"{words}\n\nOn Wed, 5 Jul 2023 at 10:00, On the Record <{DESK}> wrote:\n> It is due.\n> undo\n"
    told = {"sender": OURS, "to": DESK, "subject": "Re: On the Record: Harbour", "words": quoted, "sent_at": NOW}
    reference = f"<{notice.message_id}>"
    return a_mail(
        **(told | PROOF | {"In_Reply_To": reference, "References": f"<record.x@newsroom.example> {reference}"} | fields)
    )


def monday(days):
    """A moment some days after the letter was written."""
    return MONDAY + timedelta(days=days)
