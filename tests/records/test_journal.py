from datetime import timedelta

import pytest

from tests.given import NOW
from worker.errors import Refused
from worker.records import journal
from worker.records.database import reading, writing
from worker.records.line import Kind
from worker.threads.directory import Directory, Ruling

HARBOUR = {
    "slug": "harbour",
    "name": "Harbour",
    "acronym": "",
    "country": "",
    "domains": ["harbour.example"],
    "contacts": [],
    "owner": "mara",
}


def wrote(engine, *lines):
    with writing(engine) as connection:
        for hours, (kind, detail) in enumerate(lines):
            journal.record(connection, kind, detail, who="mara", at=NOW + timedelta(hours=hours))


def undid(engine):
    with writing(engine) as connection:
        return journal.undo(connection, who="mara", at=NOW)


def told(engine):
    with reading(engine) as connection:
        return journal.directory(connection)


def test_an_empty_journal_tells_nothing(engine):
    assert told(engine) == Directory()


def test_a_line_says_who_did_what_when_and_why(engine):
    with writing(engine) as connection:
        journal.record(connection, Kind.CLOSE, {"slug": "harbour"}, who="mara", at=NOW, why="the story is out")

    with reading(engine) as connection:
        (line,) = journal.lines(connection)
    assert (line.who, line.kind, line.detail, line.at, line.why, line.undone) == (
        "mara",
        Kind.CLOSE,
        {"slug": "harbour"},
        NOW,
        "the story is out",
        None,
    )


def test_a_record_that_a_person_opened_is_listed_and_closed(engine):
    wrote(engine, (Kind.OPEN, HARBOUR), (Kind.CLOSE, {"slug": "harbour"}))

    (listing,) = told(engine).listings
    assert (listing.slug, listing.domains) == ("harbour", ("harbour.example",))
    assert listing.closed_at == NOW + timedelta(hours=1)
    assert told(engine).closed == {}


def test_a_record_that_mail_opened_can_be_closed_and_opened_again(engine):
    wrote(engine, (Kind.CLOSE, {"slug": "nordsund"}))
    assert told(engine).closed == {"nordsund": NOW}

    wrote(engine, (Kind.REOPEN, {"slug": "nordsund"}))
    assert told(engine).closed == {}


def test_later_rulings_overrule_earlier_ones(engine):
    wrote(
        engine,
        (Kind.MOVE, {"entry": "e1", "source": "a", "slug": "b", "messages": [["5e", 0], ["6f", 2]]}),
        (Kind.IGNORE, {"messages": [["5e", None]]}),
        (Kind.FILE, {"slug": "c", "messages": [["5e", None]]}),
    )

    assert told(engine).rulings == (
        Ruling(mail="5e", ordinal=0, slug="b", source="a", sequence=1),
        Ruling(mail="6f", ordinal=2, slug="b", source="a", sequence=1),
        Ruling(mail="5e", ordinal=None, slug="", sequence=2),
        Ruling(mail="5e", ordinal=None, slug="c", sequence=3),
    )


def test_undo_takes_back_the_newest_decision_each_time(engine):
    wrote(engine, (Kind.OPEN, HARBOUR), (Kind.MERGE, {"slug": "pier", "into": "harbour"}))

    assert [undid(engine).kind, undid(engine).kind] == [Kind.MERGE, Kind.OPEN]

    assert told(engine) == Directory()
    with pytest.raises(Refused, match="nothing to undo"):
        undid(engine)


def test_what_no_person_did_is_not_undone(engine):
    wrote(engine, (Kind.CONFIRM, {"slug": "harbour"}), (Kind.PLACED_ANEW, {"entry": "e", "source": "a", "slug": "b"}))

    assert undid(engine).kind == Kind.CONFIRM


def test_a_decision_after_an_undo_stands(engine):
    wrote(engine, (Kind.CLOSE, {"slug": "harbour"}))
    undid(engine)
    wrote(engine, (Kind.CLOSE, {"slug": "nordsund"}))

    assert set(told(engine).closed) == {"nordsund"}
    assert undid(engine).detail == {"slug": "nordsund"}
