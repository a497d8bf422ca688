"""A machine that answers every notice, for a month: what it costs, and that it ends."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from tests.given import DESK, OURS, a_mail, raw
from tests.noticed import CALENDAR, PROOF, ROOM, ZONE, a_bureau, a_letter
from tests.servers.smtp import Sink
from worker import intake, telling
from worker.deadlines.reminders import Rules
from worker.delivering.occasion import Occasion
from worker.notices.server import Server
from worker.records import journal, outbox
from worker.records.database import connect, reading

BEGIN = datetime(2023, 7, 3, 9, 30, tzinfo=ZONE)
DAYS = 30
EVERY = 6  # hours
AWAY = "I am travelling and read my mail rarely. For urgent matters please call Ole."


class Month:
    """A month in which letters with deadlines are brought in by Mara, whose machine answers what she is sent."""

    def __init__(self, engine, sink, answer):
        self.engine, self.sink, self.answer, self.now = engine, sink, answer, BEGIN
        self.bureau = a_bureau(server=Server(host="127.0.0.1", port=sink.port, tls="none"))
        self.kinds = Counter()
        self.answered = 0

    def run(self):
        for moment in range(DAYS * 24 // EVERY):
            at = self.now = BEGIN + timedelta(hours=moment * EVERY)
            days, hours = divmod(moment * EVERY, 24)
            if hours == 0 and days % 5 == 0:
                due = at + timedelta(days=6)
                words = f"Who owns the pier? Please answer by {due:%B} {due.day}."
                self.receive(a_letter(f"press@harbour{days}.example", words=words, sent_at=at))
            self.tell()
        return self

    def tell(self):
        """Tell people, and let the machine answer all that came, until nothing comes any more."""
        for _ in range(50):
            telling.tell(self.engine, Occasion(bureau=self.bureau, calendar=CALENDAR, rules=Rules(), now=self.now))
            new = [mail.message for mail in self.sink.taken if mail.recipient == OURS]
            self.sink.mails.clear()
            if not new:
                return
            for notice in new:
                self.kinds[notice["X-OnRecord-Notice"]] += 1
                if answer := self.answer(notice, self.now):
                    self.answered += 1
                    self.receive(answer)
            self.now += timedelta(minutes=1)
        pytest.fail("the machines go on without end")

    def receive(self, mail):
        intake.receive(self.engine, [raw(mail, trusted=False)], ROOM, now=self.now)

    def decisions(self):
        with reading(self.engine) as connection:
            return list(journal.decisions(connection))

    def helps(self):
        with reading(self.engine) as connection:
            return [row for row in outbox.listing(connection, every=True) if row.kind == "help"]


def machine(words=AWAY, *, subject="Re: {}", **fields):
    """Give a machine that answers by the notice's own identification, as if proved to be Mara's."""

    def answers(notice, now):
        told = words(now) if callable(words) else words
        names = {"In_Reply_To": notice["Message-ID"], "References": f"{notice['References']} {notice['Message-ID']}"}
        return a_mail(
            sender=OURS, to=DESK, subject=subject.format(notice["Subject"]), words=told, sent_at=now, **PROOF, **names,
            **fields,
        )  # fmt: skip

    return answers


def silent(_notice, _now):
    return None


@pytest.fixture(scope="module")
def month(tmp_path_factory, empty_ledger):
    def lived(answer):
        file = tmp_path_factory.mktemp("month") / "ledger.db"
        shutil.copyfile(empty_ledger, file)
        engine = connect(f"sqlite:///{file}")
        with Sink() as sink:
            month = Month(engine, sink, answer).run()
        came_to = month.kinds, month.answered, month.decisions(), month.helps()
        engine.dispose()
        return came_to

    return lived


@pytest.fixture(scope="module")
def usual(month):
    """What Mara is sent in a month in which nobody answers."""
    kinds, answered, _, _ = month(silent)
    assert answered == 0
    assert sum(kinds.values()) > 25
    return kinds


MACHINES = {
    "says that it is one": machine(Auto_Submitted="auto-replied"),
    "says so in the subject alone": machine(subject="Out of office: Re: {}"),
    "says so in the subject alone, in German": machine(subject="Abwesenheitsnotiz: {}"),
    "asks for no answers of machines": machine(X_Auto_Response_Suppress="All", Precedence="auto_reply"),
}


@pytest.mark.parametrize("answer", MACHINES.values(), ids=MACHINES)
def test_a_machine_that_can_be_told_is_never_answered(month, usual, answer):
    kinds, answered, decisions, _ = month(answer)

    assert answered > 25
    assert kinds == usual
    assert decisions == []


def test_a_machine_that_writes_like_a_person_is_helped_once(month, usual):
    kinds, _, decisions, helps = month(machine())

    assert kinds - usual == {"help": 1}
    assert len(helps) == 1
    assert decisions == []


def test_a_machine_with_new_words_each_time_costs_three_helps_a_month(month, usual):
    kinds, _, decisions, helps = month(machine(lambda now: f"I am travelling. Now it is {format_datetime(now)} here."))

    assert kinds - usual == {"help": len(helps)}
    assert len(helps) == 3
    assert decisions == []
