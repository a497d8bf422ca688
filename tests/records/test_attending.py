import pytest

from tests.given import DESK, NEWSROOM, NOW, OURS, a_stranger, an_inquiry, raw
from tests.ledger import ledger, receive
from worker import intake
from worker.records import archive, attending
from worker.records.database import reading, writing
from worker.records.status import Status


def unattended(engine, limit=10):
    with reading(engine) as connection:
        return attending.unattended(connection, limit)


def test_mail_that_came_in_is_given_with_what_became_of_it(engine):
    receive(engine, an_inquiry(bcc=DESK, words="Who owns the pier?"), a_stranger(subject="Questions"))
    (record,), _, _ = ledger(engine)

    filed, held = unattended(engine)

    assert (filed.status, filed.placed) == (Status.FILED, (("harbour-example", record.entries[0].id),))
    assert filed.messages[0].body.own == "Who owns the pier?"
    assert filed.by == OURS
    assert (held.status, held.placed, held.by) == (Status.HELD, (), "")
    assert held.reason


def test_each_mail_is_attended_to_once(engine):
    receive(engine, an_inquiry(), a_stranger(subject="Questions"))
    first, second = unattended(engine)

    with writing(engine) as connection:
        attending.mark_attended(connection, [first.sha256])

    assert [mail.sha256 for mail in unattended(engine)] == [second.sha256]
    assert unattended(engine, limit=0) == ()


def test_nobody_is_told_of_mail_that_was_imported(engine):
    receive(engine, raw(an_inquiry(), imported=True), raw(an_inquiry()))

    assert len(unattended(engine)) == 1


@pytest.mark.parametrize("imported_first", [True, False])
def test_where_a_mail_was_met_first_decides(engine, imported_first):
    mail = an_inquiry()
    for imported in (imported_first, not imported_first):
        receive(engine, raw(mail, imported=imported))

    assert len(unattended(engine)) == (not imported_first)


def test_mail_that_waits_or_cannot_be_read_is_not_given(engine):
    receive(engine, b"no mail at all")
    with writing(engine) as connection:
        archive.store(connection, [raw(an_inquiry())], now=NOW)

    assert unattended(engine) == ()


def test_mail_that_is_read_anew_is_not_attended_to_again(engine):
    receive(engine, an_inquiry())
    with writing(engine) as connection:
        attending.mark_attended(connection, [mail.sha256 for mail in attending.unattended(connection, 10)])

    intake.reparse(engine, NEWSROOM, now=NOW)

    assert unattended(engine) == ()
