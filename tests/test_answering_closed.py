from __future__ import annotations

from datetime import timedelta

import pytest

from tests.given import HARBOUR, a_reply_to
from tests.noticed import CALENDAR, NOW, Newsdesk, a_letter
from worker.deadlines.reminders import Rules
from worker.delivering.drawn_up import drawn_up
from worker.delivering.occasion import Occasion
from worker.delivering.shelf import Shelf
from worker.delivering.verdict import Moot
from worker.notices.plain import plain
from worker.records import attending, decisions
from worker.records.database import reading, writing

LEE = "lee@newsroom.example"
THEIRS = {"Authentication_Results": "mx.newsroom.example; dmarc=pass header.from=harbour.example"}

pytestmark = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture
def letter():
    return a_letter(subject="The pier")


@pytest.fixture
def desk(engine, letter):
    """The record of the Harbour Alliance is closed."""
    desk = Newsdesk(engine)
    desk.receive(letter)
    with writing(engine) as connection:
        decisions.close(connection, "harbour-example", who="x", at=desk.now)
    return desk


def told(desk):
    return [row for row in desk.outbox("receipt") if row.key.startswith("closed:")]


def drawn(desk, row):
    occasion = Occasion(bureau=desk.bureau, calendar=CALENDAR, rules=Rules(), now=desk.now)
    with reading(desk.engine) as connection:
        return drawn_up(Shelf(occasion).opened(connection), row)


def replies(letter, count, **fields):
    return [
        a_reply_to(letter, sender=HARBOUR, words=f"Part {n}.", sent_at=NOW + timedelta(seconds=n), **THEIRS, **fields)
        for n in range(count)
    ]


def test_the_owner_hears_once_a_day_of_what_comes_to_a_closed_record(desk, letter):
    first, *others, last = replies(letter, 30)
    desk.receive(first)
    desk.receive(*others)
    assert len(told(desk)) == 1

    desk.now += timedelta(days=1)
    desk.receive(last)
    assert len(told(desk)) == 2


def test_nobody_hears_of_what_a_machine_wrote_to_a_closed_record(desk, letter):
    desk.receive(*replies(letter, 1, Auto_Submitted="auto-replied"))

    assert told(desk) == []


def test_the_owner_hears_of_the_closed_record_only(desk, letter):
    desk.receive(a_letter("press@dock.example", sender=LEE, subject="The dock", words="Who owns the dock?"))
    words = "Who pays for the bridge between pier and dock? Please answer by July 12."
    to = "press@harbour.example, press@dock.example"
    both = a_letter(to, sender=LEE, subject="Both", words=words, sent_at=NOW)
    both["References"] = letter["Message-ID"]
    desk.receive(both)
    [row] = told(desk)
    with reading(desk.engine) as connection:
        assert len(attending.find(connection, row.about["mail"]).placed) == 2
    notice = drawn(desk, row)

    assert (notice.slug, notice.record) == ("harbour-example", "Harbour")
    assert "which is closed" in plain(notice)
    assert "dock-example" not in plain(notice)


def test_nobody_hears_of_a_record_that_is_open_again(desk, letter):
    first, last = replies(letter, 2)
    desk.receive(first)
    [row] = told(desk)
    with writing(desk.engine) as connection:
        decisions.reopen(connection, "harbour-example", who="x", at=desk.now)
    desk.receive(last)

    assert isinstance(drawn(desk, row), Moot)
