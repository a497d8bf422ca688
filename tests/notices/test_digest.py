from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tests.notices.told import BERLIN, NEW_YORK, NEWSROOM, asked_and_acknowledged, standings
from worker.notices.digest import LONGEST, Week, digest
from worker.notices.html import html

RECORD = asked_and_acknowledged()
REQUEST, PROMISE = standings(RECORD, datetime(2023, 7, 4, 9, tzinfo=NEW_YORK))


@dataclass(frozen=True)
class Held:
    id: str = "9b74c9897b"
    sender: str = "who@elsewhere.example"
    subject: str = "The pier"
    reason: str = "several records"


def told(zone=NEW_YORK, **found):
    return digest(Week(**found), newsroom=NEWSROOM, zone=zone)


def test_a_week_is_counted_in_one_sentence_with_what_is_late_first():
    later = replace(REQUEST, id="later", due_at=REQUEST.due_at + timedelta(days=1))
    notice = told(overdue=((RECORD, later), (RECORD, REQUEST)), promised=((RECORD, PROMISE),), held=(Held(),))

    assert notice.title == "Your week: 2 overdue, 1 promised, 1 held."
    assert [table.title for table in notice.tables] == ["Overdue", "Promised", "Held (onrecord held tells more)"]
    assert [row[0] for row in notice.tables[0].rows] == [
        "Thursday, July 6, 2023, 17:00 EDT",
        "Friday, July 7, 2023, 17:00 EDT",
    ]
    assert notice.tables[2].rows == (("who@elsewhere.example", "The pier", "several records"),)
    assert notice.paragraphs == ()


def test_a_week_of_nothing_says_so():
    notice = told()

    assert notice.title == "Your week: nothing is overdue, due, promised or held."
    assert notice.tables == ()


def test_a_reader_elsewhere_is_told_whose_clock_it_is():
    notice = told(BERLIN, due=((RECORD, REQUEST),), calendar_url="https://desk.newsroom.example/mara.ics")

    assert notice.tables[0].rows[0][0] == "Thursday, July 6, 2023, 23:00 CEST"
    assert notice.paragraphs == (
        "Times are those of Europe/Berlin; the newsroom keeps those of America/New_York.",
        "Your deadlines as a calendar to subscribe to: https://desk.newsroom.example/mara.ics",
    )


def test_however_much_there_is_no_mail_client_cuts_it_off():
    many = tuple((RECORD, replace(REQUEST, id=str(n), phrase="x" * 2_000)) for n in range(500))
    held = tuple(Held(subject="y" * 2_000) for _ in range(500))
    notice = told(due=many, overdue=many, promised=many, held=held)

    assert len(html(notice).encode()) < 102_000
    assert notice.tables[0].rows[-1] == (f"and {500 - LONGEST} more", "", "")
