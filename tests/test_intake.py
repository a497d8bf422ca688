from dataclasses import replace
from datetime import timedelta

from tests.given import (
    DESK,
    HARBOUR,
    MONDAY,
    NEWSROOM,
    NOW,
    a_mail,
    a_reply_to,
    a_stranger,
    an_inquiry,
    raw,
)
from tests.ledger import ledger, receive, texts
from worker import intake
from worker.intake import Received
from worker.mail.read import read
from worker.records import archive
from worker.records.database import connect, reading, writing


def test_an_inquiry_and_its_reply_make_a_record(engine):
    inquiry = an_inquiry(words="Who owns the pier?")

    received = receive(engine, a_reply_to(inquiry, words="We do."), inquiry)

    (record,), held, ignored = ledger(engine)
    assert received == Received(new=2, filed=2)
    assert [e.message.body.own for e in record.entries] == ["Who owns the pier?", "We do."]
    assert (record.inquiries, record.replies, record.confirmed, record.owner) == (1, 1, False, "mara@newsroom.example")
    assert (held, ignored) == ((), ())


def test_receiving_twice_adds_nothing(asked_and_answered):
    inquiry = an_inquiry("office@nordsund.example")
    receive(asked_and_answered, inquiry)
    before = ledger(asked_and_answered)

    again = receive(asked_and_answered, inquiry)

    assert again == Received(known=1)
    assert ledger(asked_and_answered) == before


def test_the_order_of_arrival_does_not_matter(tmp_path, engine):
    inquiry = an_inquiry()
    mails = [inquiry, a_reply_to(inquiry), an_inquiry("office@nordsund.example"), a_stranger()]
    receive(engine, *mails)
    before = texts(engine)
    other = connect(f"sqlite:///{tmp_path / 'other.db'}")

    for mail in reversed(mails):
        receive(other, mail)

    assert texts(other) == before
    other.dispose()


def test_every_mail_stands_exactly_once(engine):
    inquiry = an_inquiry()
    talk = a_mail(sender="mara@newsroom.example", to="lee@newsroom.example", words="Shall we print it?")
    mails = [inquiry, a_reply_to(inquiry), a_stranger(subject="A pier"), talk, b"no mail at all"]
    receive(engine, *mails)

    records, held, ignored = ledger(engine)

    sources = [s.sha256 for c in records for e in c.entries for s in e.sources]
    standing = sources + [h.sha256 for h in held] + [i.sha256 for i in ignored]
    assert len(standing) == len(set(standing)) == len(mails)


def test_a_mail_that_cannot_be_read_is_held_with_the_reason_and_keeps_its_octets(engine):
    received = receive(engine, b"no mail at all")

    (held,) = ledger(engine)[1]
    assert received == Received(new=1, failed=1)
    assert held.reason.startswith("could not be read: ")
    assert (held.message, held.sender, held.subject) == (None, "", "")
    with reading(engine) as connection:
        assert archive.octets(connection, archive.find(connection, held.id)) == b"no mail at all"


def test_an_error_in_reading_one_mail_does_not_keep_the_others_waiting(engine, monkeypatch):
    def stumbling(octets, newsroom, *, trusted):
        if b"stone" in octets:
            raise RecursionError("too deep\nfor words")
        return read(octets, newsroom, trusted=trusted)

    monkeypatch.setattr("worker.reading.read", stumbling)

    received = receive(engine, an_inquiry(), an_inquiry(words="a stone"))

    assert (received.filed, received.failed) == (1, 1)
    assert ledger(engine)[1][0].reason == "could not be read: RecursionError: too deep for words"


def test_a_second_copy_is_a_source_of_the_entry_it_repeats(engine):
    inquiry = an_inquiry()
    copy = inquiry.as_bytes().replace(b"From:", b"Received: from mx.newsroom.example\nFrom:", 1)

    receive(engine, inquiry)
    (before,) = ledger(engine)[0][0].entries
    receive(engine, copy)

    (after,) = ledger(engine)[0][0].entries
    assert after.id == before.id
    assert len(after.sources) == 2


def test_what_is_archived_is_finished_by_the_next_run(engine):
    with writing(engine) as connection:
        archive.store(connection, [raw(an_inquiry())], now=NOW)

    assert intake.resume(engine, NEWSROOM, now=NOW) == Received(filed=1)
    assert intake.resume(engine, NEWSROOM, now=NOW) == Received()


def test_progress_hears_of_every_mail(engine):
    heard = []

    intake.receive(engine, [raw(an_inquiry()), raw(a_stranger())], NEWSROOM, now=NOW, progress=heard.append)

    assert sum(heard) == 2


def test_a_mail_without_a_date_counts_as_sent_when_it_was_received(engine):
    inquiry = an_inquiry()
    del inquiry["Date"]

    receive(engine, raw(inquiry, internal_date=MONDAY))

    (entry,) = ledger(engine)[0][0].entries
    assert (entry.sent_at, entry.message.sent_at) == (MONDAY, None)


def test_a_mail_met_later_in_a_folder_of_ours_is_believed_then(engine):
    newsroom = replace(NEWSROOM, authserv_id="mx.newsroom.example")
    mail = raw(an_inquiry(), trusted=False)
    receive(engine, mail, newsroom=newsroom)
    held = ledger(engine)[1]

    received = receive(engine, replace(mail, mailbox="desk/Sent", trusted=True), newsroom=newsroom)

    assert len(held) == 1
    assert received == Received(known=1, filed=1)


def test_how_a_mail_came_is_told_with_its_source(engine):
    inquiry = an_inquiry(sent_at=MONDAY)
    receive(
        engine,
        raw(inquiry),
        raw(a_reply_to(inquiry, Cc=DESK, sent_at=MONDAY + timedelta(hours=1))),
        raw(an_inquiry(HARBOUR, words="More.", sent_at=MONDAY + timedelta(hours=2)), imported=True),
    )

    sources = [e.sources[0] for e in ledger(engine)[0][0].entries]
    assert [(s.how, s.by) for s in sources] == [
        ("bcc", "mara@newsroom.example"),
        ("direct", ""),
        ("import", "mara@newsroom.example"),
    ]


def test_a_reply_that_came_blind_came_directly(engine):
    inquiry = an_inquiry()
    receive(engine, inquiry, a_reply_to(inquiry, words="We do."))
    reply = a_mail(sender=HARBOUR, to="lawyer@mill.example", words="They asked us.", answers=inquiry)

    receive(engine, raw(reply, trusted=False))

    sources = [s for c in ledger(engine)[0] for e in c.entries for s in e.sources]
    assert ("bcc", "") not in [(s.how, s.by) for s in sources]
    assert len(sources) == 3
