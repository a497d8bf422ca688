import pytest
from sqlalchemy import text

from tests.given import HARBOUR, NEWSROOM, NOW, an_inquiry, raw
from tests.ledger import kinds, ledger, receive
from worker import intake
from worker.mail.read import read
from worker.records import correspondences, filing, journal, waiting
from worker.records.copies import copies
from worker.records.database import reading, writing
from worker.records.line import Kind
from worker.threads.decision import Append, Evidence, Hold, Ignore, Ledger, Opened, Twin

RECORDS = tuple(
    Opened(slug=slug, name=slug.title(), domain="", contact=HARBOUR, owner="mara") for slug in ("harbour", "nordsund")
)


def on(*slugs, evidence=Evidence.DOMAIN):
    return Append(records=slugs, evidence=evidence)


def file(engine, *placements, opened=RECORDS, automatic=True):
    """File the messages in the order they came as these placements say."""
    with writing(engine) as connection:
        every = copies(connection)
        placed = {copy.id: placement for copy, placement in zip(every, placements, strict=True)}
        told = Ledger(placements=placed, opened=opened)
        filing.file(connection, told, every, journal.decided(connection), at=NOW, automatic=automatic)


def publish(engine):
    with writing(engine) as connection:
        connection.execute(text("UPDATE entries SET publication = 'published'"))


def standing(engine):
    return {c.slug: [e.id for e in c.entries] for c in ledger(engine)[0]}


@pytest.fixture
def two_mails(engine):
    receive(engine, an_inquiry(words="Who owns the pier?"), an_inquiry(words="And the boats?"))
    file(engine, on("harbour"), on("nordsund"))
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM journal"))
    return engine


def test_an_entry_that_new_mail_moves_leaves_a_line_that_is_nobodys(two_mails):
    (moved,) = standing(two_mails)["harbour"]

    file(two_mails, on("nordsund"), on("nordsund"))

    with reading(two_mails) as connection:
        (line,) = journal.lines(connection)
    assert (line.who, line.kind) == ("onrecord", Kind.PLACED_ANEW)
    assert line.detail == {"entry": moved, "source": "harbour", "slug": "nordsund"}
    assert moved in standing(two_mails)["nordsund"]


def test_what_follows_a_decision_leaves_no_line_of_its_own(two_mails):
    file(two_mails, on("nordsund"), on("nordsund"), automatic=False)

    assert kinds(two_mails) == []


def test_a_published_entry_stays_where_readers_saw_it(two_mails):
    before = standing(two_mails)
    publish(two_mails)

    file(two_mails, on("nordsund"), Hold(reason="two candidates"), opened=())

    assert standing(two_mails) == before
    assert kinds(two_mails) == []


def test_a_person_moves_a_published_entry(two_mails):
    publish(two_mails)

    file(two_mails, on("nordsund", evidence=Evidence.PERSON), on("nordsund"))

    assert [len(ids) for ids in standing(two_mails).values()] == [0, 2]


def test_a_copy_that_turns_out_to_be_another_letter_gets_an_entry_of_its_own(two_mails):
    (kept,) = standing(two_mails)["harbour"]
    with reading(two_mails) as connection:
        first = copies(connection)[0].id
    file(two_mails, on("harbour"), Twin(of=first))
    together = standing(two_mails)

    file(two_mails, on("harbour"), on("harbour"))

    assert together == {"harbour": [kept], "nordsund": []}
    assert [len(e.sources) for e in ledger(two_mails)[0][0].entries] == [1, 1]
    assert kept in standing(two_mails)["harbour"]


def test_a_letter_to_two_organisations_is_an_entry_on_each_record_with_the_same_source(two_mails):
    file(two_mails, on("harbour", "nordsund"), Ignore(reason="bulk"))

    records, _, ignored = ledger(two_mails)
    first, second = (record.entries[0] for record in records)
    assert first.sources == second.sources
    assert first.id != second.id
    assert [i.reason for i in ignored] == ["bulk"]


def test_a_record_that_nobody_opens_any_more_is_gone_with_its_last_entry(two_mails):
    file(two_mails, on("harbour"), on("harbour"), opened=RECORDS[:1])

    assert list(standing(two_mails)) == ["harbour"]


def test_a_record_that_is_only_spoken_of_stands_by_its_slug(two_mails):
    file(two_mails, on("harbour"), on("pier"), opened=RECORDS[:1])

    assert [(c.slug, c.name) for c in ledger(two_mails)[0]] == [("harbour", "Harbour"), ("pier", "pier")]


def test_a_held_mail_keeps_its_candidates(two_mails):
    file(two_mails, on("harbour"), Hold(reason="a stranger"))

    (held,) = ledger(two_mails)[1]
    assert (held.reason, held.candidates, held.sender) == ("a stranger", (), "mara@newsroom.example")
    assert held.message.body.own == "And the boats?"


def test_a_message_that_is_no_longer_found_in_its_mail_leaves_its_record(two_mails, monkeypatch):

    def emptier(octets, newsroom, *, trusted):
        found = read(octets, newsroom, trusted=trusted)
        return type(found)(messages=found.messages[1:])

    monkeypatch.setattr("worker.reading.read", emptier)
    intake.reparse(two_mails, NEWSROOM, now=NOW)

    records, held, ignored = ledger(two_mails)
    assert (records, held) == ((), ())
    assert [i.reason for i in ignored] == ["no message in it"] * 2


def test_one_record_is_read_without_the_others(two_mails):
    with reading(two_mails) as connection:
        (record,) = correspondences.all(connection, "nordsund")

    assert [e.message.body.own for e in record.entries] == ["And the boats?"]


def test_what_stopped_the_program_before_is_read_in_ever_smaller_batches(engine, monkeypatch):
    monkeypatch.setattr(waiting, "BATCH", {0: 4, 1: 2, 2: 1})
    with writing(engine) as connection:
        intake.archive.store(connection, [raw(an_inquiry()) for _ in range(4)], now=NOW)
    sizes = []

    for _ in range(3):
        with writing(engine) as connection:
            batch = waiting.next_unread(connection)
            waiting.begin(connection, batch, 1)
            sizes.append(len(batch))
        with writing(engine) as connection:
            connection.execute(text("UPDATE mails SET attempts = (SELECT max(attempts) FROM mails)"))

    assert sizes == [4, 2, 1]


def test_a_batch_is_bounded_by_its_octets(engine, monkeypatch):
    monkeypatch.setattr(waiting, "BATCH_OCTETS", 1000)
    with writing(engine) as connection:
        intake.archive.store(connection, [raw(bytes([n]) * 600) for n in range(3)], now=NOW)

    with reading(engine) as connection:
        assert len(waiting.next_unread(connection)) == 1
