from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

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
from worker import intake
from worker.errors import Malformed, Refused
from worker.intake import Received
from worker.records import archive, correspondences, decisions, journal, readings
from worker.records.database import reading, writing
from worker.records.line import Kind

ME = {"who": "mara", "at": NOW}


def receive(engine, *mails, newsroom=NEWSROOM):
    return intake.receive(engine, [m if hasattr(m, "octets") else raw(m) for m in mails], newsroom, now=NOW)


def decide(engine, decision, *told, **more):
    return intake.decide(engine, partial(decision, *told, **ME, **more), now=NOW)


def ledger(engine):
    """All that stands in the ledger, as a reader sees it."""
    with reading(engine) as connection:
        return (
            correspondences.all(connection),
            correspondences.held(connection),
            correspondences.ignored(connection),
        )


def texts(engine):
    """The words of every entry, by record."""
    return {c.slug: [e.message.body.own for e in c.entries] for c in ledger(engine)[0]}


def kinds(engine):
    with reading(engine) as connection:
        return [line.kind for line in journal.lines(connection)]


@pytest.fixture
def asked_and_answered(engine):
    inquiry = an_inquiry(words="Who owns the pier?")
    receive(engine, inquiry, a_reply_to(inquiry, words="We do."))
    return engine


def test_an_inquiry_and_its_reply_make_a_record(engine):
    inquiry = an_inquiry(words="Who owns the pier?")

    received = receive(engine, a_reply_to(inquiry, words="We do."), inquiry)

    (record,), held, ignored = ledger(engine)
    assert received == Received(new=2, filed=2)
    assert [e.message.body.own for e in record.entries] == ["Who owns the pier?", "We do."]
    assert (record.inquiries, record.replies, record.confirmed, record.owner) == (1, 1, False, "mara@newsroom.example")
    assert (held, ignored) == ((), ())


def test_receiving_twice_adds_nothing(asked_and_answered):
    inquiry = an_inquiry("office@nordfisk.example")
    receive(asked_and_answered, inquiry)
    before = ledger(asked_and_answered)

    again = receive(asked_and_answered, inquiry)

    assert again == Received(known=1)
    assert ledger(asked_and_answered) == before


def test_the_order_of_arrival_does_not_matter(tmp_path, engine):
    inquiry = an_inquiry()
    mails = [inquiry, a_reply_to(inquiry), an_inquiry("office@nordfisk.example"), a_stranger()]
    receive(engine, *mails)
    before = texts(engine)
    other = intake_database(tmp_path)

    for mail in reversed(mails):
        receive(other, mail)

    assert texts(other) == before
    other.dispose()


def intake_database(tmp_path):
    from worker.records.database import connect  # noqa: PLC0415 - a second database for one test

    return connect(f"sqlite:///{tmp_path / 'other.db'}")


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

    read = intake.read
    monkeypatch.setattr(intake, "read", stumbling)

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


STEPS = {
    "before the archive": (archive, "store"),
    "before the attempt": (readings, "begin"),
    "while the octets are fetched": (readings, "octets_of"),
    "while the messages are written": (readings, "keep"),
    "while all copies are loaded": (intake, "copies"),
    "while the messages are placed": (intake, "place"),
    "while the ledger is written": (intake.filing, "write_sources"),
    "before the states are written": (intake.filing, "write_states"),
}


@pytest.mark.parametrize(("module", "step"), STEPS.values(), ids=STEPS)
def test_a_crash_at_any_step_loses_and_repeats_nothing(engine, monkeypatch, module, step):
    inquiry = an_inquiry()
    mails = [inquiry, a_reply_to(inquiry)]

    def crash(*_given, **_told):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(module, step, crash)
        receive(engine, *mails)
    assert ledger(engine)[0] == ()
    receive(engine, *mails)

    assert [len(c.entries) for c in ledger(engine)[0]] == [2]


def test_what_is_archived_is_finished_by_the_next_run(engine):
    with writing(engine) as connection:
        archive.store(connection, [raw(an_inquiry())], now=NOW)

    assert intake.resume(engine, NEWSROOM, now=NOW) == Received(filed=1)
    assert intake.resume(engine, NEWSROOM, now=NOW) == Received()


def test_a_mail_that_stops_the_program_three_times_is_set_aside_and_the_others_are_not(engine, monkeypatch):
    poison = an_inquiry(words="poison")
    read = intake.read

    def deadly(octets, newsroom, *, trusted):
        if b"poison" in octets:
            raise KeyboardInterrupt
        return read(octets, newsroom, trusted=trusted)

    # What kills the process takes nothing back.
    monkeypatch.setattr(readings, "take_back", lambda _connection, _batch: None)
    monkeypatch.setattr(intake, "read", deadly)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            receive(engine, an_inquiry(), poison, an_inquiry("office@nordfisk.example"))

    intake.resume(engine, NEWSROOM, now=NOW)

    records, held, _ = ledger(engine)
    assert [h.reason for h in held] == ["could not be read: reading it stopped the program"]
    assert {c.slug for c in records} == {"harbour-example", "nordfisk-example"}


def test_an_interruption_is_no_fault_of_the_mail(engine, monkeypatch):
    def interrupted(_octets, _newsroom, *, trusted):
        assert trusted
        raise KeyboardInterrupt

    inquiry = an_inquiry()
    with monkeypatch.context() as broken:
        broken.setattr(intake, "read", interrupted)
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                receive(engine, inquiry)

    assert intake.resume(engine, NEWSROOM, now=NOW).filed == 1


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


def test_reading_again_gives_the_same_ledger(asked_and_answered):
    before = ledger(asked_and_answered)

    received = intake.reparse(asked_and_answered, NEWSROOM, now=NOW)

    assert received == Received(filed=2)
    assert ledger(asked_and_answered) == before
    assert kinds(asked_and_answered) == []


def test_reading_again_applies_new_settings_and_tells_what_moved(engine):
    receive(engine, an_inquiry("lee@sister.example"))

    sisters = replace(NEWSROOM, domains=NEWSROOM.domains | {"sister.example"})
    intake.reparse(engine, sisters, now=NOW)

    records, _, ignored = ledger(engine)
    assert (records, len(ignored)) == ((), 1)
    assert kinds(engine) == [Kind.PLACED_ANEW]


def test_reading_one_record_again_leaves_the_others(engine, monkeypatch):
    receive(engine, an_inquiry(), an_inquiry("office@nordfisk.example"))
    before = ledger(engine)
    again = []
    read = intake.read

    def counted(octets, newsroom, *, trusted):
        again.append(octets)
        return read(octets, newsroom, trusted=trusted)

    monkeypatch.setattr(intake, "read", counted)
    intake.reparse(engine, NEWSROOM, now=NOW, slug="nordfisk-example")

    assert len(again) == 1
    assert ledger(engine) == before


def test_a_mail_that_can_no_longer_be_read_leaves_its_record_and_comes_back_with_its_id(
    asked_and_answered, monkeypatch
):
    before = ledger(asked_and_answered)

    def unreadable(_octets, _newsroom, *, trusted):
        raise Malformed(f"trusted: {trusted}")

    with monkeypatch.context() as broken:
        broken.setattr(intake, "read", unreadable)
        intake.reparse(asked_and_answered, NEWSROOM, now=NOW)
    records, held, _ = ledger(asked_and_answered)
    intake.reparse(asked_and_answered, NEWSROOM, now=NOW)

    assert (records, len(held)) == ((), 2)
    assert ledger(asked_and_answered) == before


def test_decisions_outlive_a_new_reading(engine):
    receive(engine, an_inquiry(), an_inquiry("office@nordfisk.example"))
    (harbour, nordfisk), _, _ = ledger(engine)
    decide(engine, decisions.move, entry=harbour.entries[0].id, slug=nordfisk.slug)
    moved = ledger(engine)

    intake.reparse(engine, NEWSROOM, now=NOW)

    assert ledger(engine) == moved
    assert harbour.entries[0].id in {e.id for c in moved[0] for e in c.entries}


def opened(connection):
    return decisions.open_record(connection, "Nordfisk Group", domains=("Nordfisk.example ",), **ME)


def moved(connection):
    (harbour,) = correspondences.all(connection, "harbour-example")
    decisions.move(connection, harbour.entries[0].id, "pier-trust", **ME)


def filed(connection):
    (held,) = correspondences.held(connection)
    decisions.file(connection, held.id, "pier-trust", **ME)


def ignored(connection):
    (held,) = correspondences.held(connection)
    decisions.ignore(connection, held.id, **ME)


DECISIONS = {
    "open": opened,
    "confirm": partial(decisions.confirm, slug="harbour-example", **ME),
    "close": partial(decisions.close, slug="harbour-example", **ME),
    "merge": partial(decisions.merge, slug="harbour-example", into="pier-trust", **ME),
    "move": moved,
    "file": filed,
    "ignore": ignored,
}


@pytest.mark.parametrize("decision", DECISIONS.values(), ids=DECISIONS)
def test_undo_restores_the_ledger_that_stood_before(engine, decision):
    inquiry = an_inquiry()
    receive(engine, inquiry, a_reply_to(inquiry), a_stranger(subject="Questions"))
    intake.decide(engine, partial(decisions.open_record, name="Pier Trust", **ME), now=NOW)
    before = ledger(engine)

    intake.decide(engine, decision, now=NOW)
    after = ledger(engine)
    intake.decide(engine, partial(journal.undo, **ME), now=NOW)

    assert after != before
    assert ledger(engine) == before


def test_a_held_mail_that_a_person_files_stands_on_that_record(engine):
    receive(engine, an_inquiry(), a_stranger(subject="Questions", words="I own it."))

    intake.decide(engine, partial(decisions.file, held=ledger(engine)[1][0].id, slug="harbour-example", **ME), now=NOW)

    assert "I own it." in texts(engine)["harbour-example"]
    assert ledger(engine)[1] == ()


def test_later_mail_follows_a_merge(engine):
    receive(engine, an_inquiry(), an_inquiry("office@nordfisk.example"))
    decide(engine, decisions.merge, slug="nordfisk-example", into="harbour-example")

    receive(engine, an_inquiry("office@nordfisk.example", words="And the boats?"))

    assert list(texts(engine)) == ["harbour-example"]
    assert "And the boats?" in texts(engine)["harbour-example"]


def test_opening_a_record_that_mail_opened_confirms_it_with_what_mail_told(engine):
    receive(engine, an_inquiry())
    (before,), _, _ = ledger(engine)

    slug = decide(engine, decisions.open_record, name=before.name, country="Norway")

    (record,), _, _ = ledger(engine)
    assert record.slug == slug
    assert record.domains == ("harbour.example",)
    assert (record.confirmed, record.country) == (True, "Norway")
    assert [e.id for e in record.entries] == [e.id for e in before.entries]


def test_a_second_record_of_the_same_name_gets_its_own_slug(engine):
    slugs = [decide(engine, decisions.open_record, name="Pier Trust") for _ in range(2)]

    assert slugs == ["pier-trust", "pier-trust-2"]


REFUSED = {
    "a record nobody knows": partial(decisions.close, slug="nobody"),
    "an entry nobody knows": partial(decisions.move, entry="nothing", slug="harbour-example"),
    "a merge with itself": partial(decisions.merge, slug="harbour-example", into="harbour-example"),
    "opening what is open": partial(decisions.reopen, slug="harbour-example"),
    "a record without a name": partial(decisions.open_record, name=" "),
    "a held mail nobody knows": partial(decisions.file, held="0000000000", slug="harbour-example"),
}


@pytest.mark.parametrize("decision", REFUSED.values(), ids=REFUSED)
def test_a_decision_that_makes_no_sense_is_refused_and_leaves_no_line(engine, decision):
    receive(engine, an_inquiry())

    with pytest.raises(Refused):
        decide(engine, decision)

    assert kinds(engine) == []


def test_an_entry_is_not_moved_to_where_it_stands(asked_and_answered):
    (record,), _, _ = ledger(asked_and_answered)

    with pytest.raises(Refused, match="already"):
        decide(asked_and_answered, decisions.move, entry=record.entries[0].id, slug=record.slug)


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
