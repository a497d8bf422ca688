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


MAIL = {"messages": [["5e", None]]}
ON_D1 = {"deadline": "d1", "entry": "e1", "slug": "harbour"}
BUILT_UPON = {
    "a record that was closed": [(Kind.OPEN, HARBOUR), (Kind.CLOSE, {"slug": "harbour"})],
    "a record that was filed on": [(Kind.OPEN, HARBOUR), (Kind.FILE, {"slug": "harbour", **MAIL})],
    "a record that was merged into": [(Kind.OPEN, HARBOUR), (Kind.MERGE, {"slug": "pier", "into": "harbour"})],
    "a record with a deadline that was ruled on": [(Kind.OPEN, HARBOUR), (Kind.DISMISS, ON_D1)],
    "a mail that was filed anew": [(Kind.FILE, {"slug": "a", **MAIL}), (Kind.IGNORE, MAIL)],
    "a deadline that was ruled on again": [(Kind.DISMISS, ON_D1), (Kind.ANSWERED, ON_D1 | {"answered_at": "x"})],
}
APART = {
    "another record": [(Kind.OPEN, HARBOUR), (Kind.CLOSE, {"slug": "nordsund"})],
    "another mail on the record": [
        (Kind.FILE, {"slug": "a", **MAIL}),
        (Kind.FILE, {"slug": "a", "messages": [["6f", None]]}),
    ],
    "another deadline of the letter": [(Kind.DISMISS, ON_D1), (Kind.DISMISS, ON_D1 | {"deadline": "d2"})],
    "the record it was filed on": [(Kind.FILE, {"slug": "harbour", **MAIL}), (Kind.CLOSE, {"slug": "harbour"})],
    "new mail": [(Kind.CLOSE, {"slug": "b"}), (Kind.PLACED_ANEW, {"entry": "e", "source": "a", "slug": "b"})],
}


def undid_line(engine, line):
    with writing(engine) as connection:
        return journal.undo(connection, who="mara", at=NOW, line=line)


@pytest.mark.parametrize("taken", BUILT_UPON.values(), ids=BUILT_UPON)
def test_a_line_that_another_is_built_upon_is_not_undone_before_it(engine, taken):
    wrote(engine, *taken)

    with pytest.raises(Refused, match="line 1 can't be undone before line 2"):
        undid_line(engine, 1)
    undid_line(engine, 2)

    assert undid_line(engine, 1).id == 1


@pytest.mark.parametrize("taken", APART.values(), ids=APART)
def test_a_line_is_undone_whatever_was_decided_of_something_else_since(engine, taken):
    wrote(engine, *taken)

    assert undid_line(engine, 1).kind == taken[0][0]

    with reading(engine) as connection:
        assert [line.undone for line in journal.lines(connection)] == [3, None, None]


@pytest.mark.parametrize("line", [2, 3, 9])
def test_a_line_that_is_no_decision_that_stands_is_not_undone(engine, line):
    wrote(engine, (Kind.OPEN, HARBOUR), (Kind.PLACED_ANEW, {"entry": "e", "source": "a", "slug": "b"}))

    with pytest.raises(Refused, match=f"line {line} is no decision that stands"):
        undid_line(engine, line)
