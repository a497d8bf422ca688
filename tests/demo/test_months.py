from __future__ import annotations

from collections import Counter
from email.utils import getaddresses

import pytest

from worker.demo.delivered import delivered
from worker.demo.letter import answers
from worker.demo.told import identifier, read, text_in

NORA, IDRIS, LENA, RUTH = (f"{name}@longshore.example" for name in ("nora", "idris", "lena", "ruth"))
REMINDERS = """
2023-07-04 09:00 before 2    of 2023-07-06
2023-07-06 09:00 before 0    of 2023-07-06
2023-07-06 17:00 due         of 2023-07-06
2023-07-07 09:00 after 1     of 2023-07-06
2023-08-11 09:00 before 2    of 2023-08-15
2023-08-15 09:00 before 0    of 2023-08-15
2023-08-15 12:00 due         of 2023-08-15
2023-08-16 09:00 after 1     of 2023-08-15
2023-08-21 09:00 snoozed     of 2023-08-15
2023-08-23 09:00 after 6     of 2023-08-15
2023-09-13 09:00 before 2    of 2023-09-15
2023-09-15 09:00 before 0    of 2023-09-15
2024-02-16 09:00 before 2    of 2024-02-20
2024-02-20 09:00 before 0    of 2024-02-20
2024-02-20 17:00 due         of 2024-02-20
2024-02-21 09:00 after 1     of 2024-02-20
2024-02-22 09:00 before 2    of 2024-02-26
2024-02-26 09:00 before 0    of 2024-02-26
"""


@pytest.fixture(scope="session")
def zone(done):
    return done.settings.newsroom.zone


def of_kind(done, kind):
    return [notice for notice in done.notices if notice.row.kind == kind]


def test_its_owner_is_reminded_of_each_deadline_at_its_own_moments_and_of_none_after_the_answer(done, zone):
    due = {standing.id: standing.due_at.astimezone(zone) for standing in done.standings}

    told = [
        f"{n.at.astimezone(zone):%Y-%m-%d %H:%M} {step(n):<11} of {due[n.row.about['deadline']]:%Y-%m-%d}"
        for n in of_kind(done, "reminder")
    ]

    assert told == REMINDERS.strip().splitlines()
    assert {notice.row.recipient for notice in of_kind(done, "reminder")} == {NORA}


def step(notice):
    told = notice.row.about["step"]
    return told.partition(" ")[0] if told.startswith("snoozed") else told


def test_whoever_brings_a_letter_in_gets_a_receipt_then_and_nobody_else_does(done):
    ours = [mail for mail in delivered() if mail.way.by.domain == "longshore.example" and mail.letter.proof == "pass"]
    brought = Counter((mail.way.by.address, mail.at) for mail in ours if mail.way.how != "cc")
    written = Counter((mail.way.by.address, mail.at) for mail in ours)

    receipts = Counter((notice.row.recipient, notice.at) for notice in of_kind(done, "receipt"))

    assert brought <= receipts <= written
    assert {person for person, _ in receipts} == {NORA, IDRIS, LENA}


def test_the_desk_hears_of_held_mail_each_monday_once_there_is_any(done, zone):
    digests = [notice for notice in of_kind(done, "digest") if notice.row.recipient == RUTH]

    assert all(f"{notice.at.astimezone(zone):%A %H:%M}" == "Monday 09:00" for notice in digests)
    assert f"{digests[0].at:%Y-%m-%d}" == "2023-09-25"
    assert "a stranger who names a record" in text_in(digests[0].mail)


def test_no_notice_is_mailed_twice_nor_to_anybody_outside(done):
    ids = [identifier(notice.mail) for notice in done.notices]
    readers = {address for notice in done.notices for _, address in getaddresses([str(notice.mail["To"])])}

    assert len(set(ids)) == len(ids)
    assert readers == {NORA, IDRIS, LENA, RUTH}


def test_every_notice_left_when_the_clock_said_so_and_says_that_a_machine_wrote_it(done):
    assert all(notice.mail["Date"].datetime == notice.at.replace(microsecond=0) for notice in done.notices)
    assert {str(notice.mail["Auto-Submitted"]) for notice in done.notices} == {"auto-generated"}


def test_a_reporter_answers_a_reminder_with_one_line_and_is_reminded_again_when_she_said(done, zone):
    (answer,) = done.answers
    (confirmed,) = of_kind(done, "confirmation")
    asked = identifier(read(answer.octets), "In-Reply-To")
    reminders = of_kind(done, "reminder")
    number = next(n for n, notice in enumerate(reminders) if identifier(notice.mail) == asked)
    again = reminders[number + 1]

    assert answer.letter.words == answers()[0].words == "snooze to Monday"
    assert confirmed.row.about["deadlines"] == [reminders[number].row.about["deadline"]]
    assert text_in(confirmed.mail).startswith("No reminder before Monday, August 21, 2023")
    assert f"{again.at.astimezone(zone):%A}" == "Monday"


def test_an_answer_quotes_the_notice_below_its_line_and_names_all_above_it(done):
    (answer,) = done.answers
    mail = read(answer.octets)
    asked = next(n for n in done.notices if identifier(n.mail) == identifier(mail, "In-Reply-To"))

    assert mail["Authentication-Results"].startswith("mx.longshore.example;")
    assert mail["References"].split() == [*asked.mail["References"].split(), asked.mail["Message-ID"]]
    assert mail["To"] == asked.mail["Reply-To"]
    assert text_in(mail).startswith("snooze to Monday\n\nNora Achterberg\n")
    assert "> Harvest Labour Standards Board broke its promise" in text_in(mail)


def test_a_calendar_to_subscribe_to_shows_every_deadline_until_it_is_over(done, kept):
    del done
    (calendar,) = (kept / "calendars").glob("*.ics")

    assert calendar.read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
