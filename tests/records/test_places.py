from __future__ import annotations

from dataclasses import replace

from tests.given import NOW, an_inquiry, raw
from worker.records import archive, places
from worker.records.database import reading, writing
from worker.records.places import Cursor


def stored(engine, *uids, mailbox="desk/INBOX", uidvalidity=7):
    mail = raw(an_inquiry(), mailbox=mailbox, uidvalidity=uidvalidity)
    with writing(engine) as connection:
        archive.store(connection, [replace(mail, uid=uid) for uid in uids], now=NOW)


def moved(engine, cursor, mailbox="desk/INBOX"):
    with writing(engine) as connection:
        places.advance(connection, mailbox, cursor)
    with reading(engine) as connection:
        return places.cursor(connection, mailbox, cursor.uidvalidity)


def test_a_folder_that_was_never_polled_begins_at_the_beginning(engine):
    with reading(engine) as connection:
        assert places.cursor(connection, "desk/INBOX", 7) == Cursor(uidvalidity=7)


def test_a_cursor_is_moved_forward_and_never_back(engine):
    far = Cursor(uidvalidity=7, uid=90, marked=80, checked_at=NOW)

    assert moved(engine, far) == far
    assert moved(engine, Cursor(uidvalidity=7, uid=5, marked=85)) == replace(far, marked=85)


def test_a_folder_that_counts_anew_begins_at_the_beginning(engine):
    moved(engine, Cursor(uidvalidity=7, uid=90))

    assert moved(engine, Cursor(uidvalidity=8, uid=3)).uid == 3
    with reading(engine) as connection:
        assert places.cursor(connection, "desk/INBOX", 7).uid == 0


def test_each_folder_has_its_own_cursor(engine):
    moved(engine, Cursor(uidvalidity=7, uid=90))

    assert moved(engine, Cursor(uidvalidity=7, uid=2), "desk/Sent").uid == 2


def test_uids_are_told_from_the_first_to_the_last_that_are_asked_for(engine):
    stored(engine, 2, 3, 5, 9)

    with reading(engine) as connection:
        assert places.uids(connection, "desk/INBOX", 7, first=3, last=5) == {3, 5}
        assert places.uids(connection, "desk/INBOX", 7, first=4) == {5, 9}
        assert places.known(connection, "desk/INBOX", 7) == 4
        assert places.known(connection, "desk/INBOX", 8) == 0


def test_a_place_is_remembered_once(engine):
    stored(engine, 2, 3)
    stored(engine, 3, 4)

    with reading(engine) as connection:
        assert places.uids(connection, "desk/INBOX", 7) == {2, 3, 4}


def test_what_a_server_took_back_is_forgotten(engine):
    stored(engine, 2, 3, 4)
    moved(engine, Cursor(uidvalidity=7, uid=4))

    with writing(engine) as connection:
        places.forget(connection, "desk/INBOX", 7, uidnext=3)

    with reading(engine) as connection:
        assert places.uids(connection, "desk/INBOX", 7) == {2}
        assert places.cursor(connection, "desk/INBOX", 7).uid == 0
