from dataclasses import replace
from datetime import timedelta

import pytest

from tests.given import NOW, a_stranger, an_inquiry, raw
from worker.errors import Refused
from worker.records import archive, places
from worker.records.database import reading, writing


def stored(engine, *raws):
    with writing(engine) as connection:
        return archive.store(connection, raws, now=NOW)


def test_octets_come_back_as_they_came(engine):
    mail = raw(b"\x00\xff any octets\r\n")

    new = stored(engine, mail).new

    with reading(engine) as connection:
        assert archive.octets(connection, new[0]) == mail.octets


def test_a_large_mail_is_kept_in_slices(engine):
    mail = raw(b"0123456789" * (archive.ROW // 4))

    new = stored(engine, mail).new

    with reading(engine) as connection:
        assert archive.octets(connection, new[0]) == mail.octets


def test_a_mail_without_octets_is_kept_too(engine):
    new = stored(engine, raw(b"")).new

    with reading(engine) as connection:
        assert archive.octets(connection, new[0]) == b""


def test_the_same_octets_are_stored_once(engine):
    mail = raw(an_inquiry())

    first, second = stored(engine, mail, mail), stored(engine, mail)

    assert (len(first.new), first.known) == (1, 1)
    assert (second.new, second.known) == ((), 1)


def test_every_place_of_a_mail_is_known_to_the_next_poll(engine):
    mail = raw(an_inquiry(), uidvalidity=7, uid=3)

    stored(engine, mail)
    stored(engine, replace(mail, uid=9), replace(mail, mailbox="other", uid=4))

    with reading(engine) as connection:
        assert places.uids(connection, "desk", 7) == {3, 9}
        assert places.uids(connection, "other", 7) == {4}
        assert places.uids(connection, "desk", 8) == frozenset()


def test_a_mail_met_again_in_a_trusted_place_is_read_anew(engine):
    mail = raw(an_inquiry(), trusted=False)
    (digest,) = stored(engine, mail).new
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE mails SET status = 'held'")

    stored(engine, replace(mail, trusted=True))

    with reading(engine) as connection:
        assert archive.states(connection, [digest]) == {digest: "pending"}


def test_a_mail_met_again_where_it_tells_nothing_new_stays_as_it_is(engine):
    mail = raw(an_inquiry(), internal_date=NOW)
    (digest,) = stored(engine, mail).new
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE mails SET status = 'held'")

    stored(engine, replace(mail, trusted=False, internal_date=NOW + timedelta(days=1), uid=5))

    with reading(engine) as connection:
        assert archive.states(connection, [digest]) == {digest: "held"}


def test_a_mail_is_found_by_the_beginning_of_its_digest(engine):
    new = stored(engine, raw(an_inquiry())).new

    with reading(engine) as connection:
        assert archive.find(connection, new[0][:10].upper()) == new[0]


@pytest.mark.parametrize("prefix", ["", "abc", "0000000000", "%%%%"])
def test_a_beginning_that_names_no_mail_is_refused(engine, prefix):
    stored(engine, raw(an_inquiry()), raw(a_stranger()))

    with reading(engine) as connection, pytest.raises(Refused, match="no mail begins"):
        archive.find(connection, prefix)


def test_batches_are_bounded_in_number_and_size():
    small = [raw(b"x")] * (archive.BATCH + 1)
    large = [raw(bytes(archive.BATCH_OCTETS))] * 2

    assert [len(batch) for batch in archive.batches(small)] == [archive.BATCH, 1]
    assert [len(batch) for batch in archive.batches(large)] == [1, 1]
    assert list(archive.batches([])) == []


def test_names_of_files_that_are_no_text_are_kept_readable(engine):
    stored(engine, raw(an_inquiry(), name="caf\udce9\0.eml"))

    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT name FROM mails").scalar() == "caf?.eml"
