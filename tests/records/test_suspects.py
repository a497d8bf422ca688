from __future__ import annotations

from worker.records.database import reading, writing
from worker.records.suspects import clear, suspect, suspects


def noted(engine, *uids, mailbox="desk/INBOX", uidvalidity=7):
    with writing(engine) as connection:
        suspect(connection, mailbox, uidvalidity, uids)


def test_mails_that_were_present_most_often_come_last(engine):
    noted(engine, 3, 4, 5)
    noted(engine, 4)
    noted(engine, 4, 9)
    noted(engine, 1, mailbox="desk/Sent")
    noted(engine, 2, uidvalidity=8)

    with reading(engine) as connection:
        found = suspects(connection, "desk/INBOX", 7)
    assert list(found.items()) == [(3, 1), (5, 1), (9, 1), (4, 3)]


def test_a_mail_that_was_fetched_is_suspect_no_more(engine):
    noted(engine, 3, 4)

    with writing(engine) as connection:
        clear(connection, "desk/INBOX", 7, 3)

    with reading(engine) as connection:
        assert suspects(connection, "desk/INBOX", 7) == {4: 1}
