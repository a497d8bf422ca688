from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from worker.deadlines.calendar import Calendar
from worker.deadlines.deadline import Ask, Deadline
from worker.deadlines.follow_up import follow_up
from worker.deadlines.ruled import Ruled
from worker.deadlines.said import Said
from worker.deadlines.standing import standings
from worker.mail.message import Direction, Kind

ZONE = ZoneInfo("America/New_York")
CALENDAR = Calendar(zone=ZONE, close_of_business=time(17), country="US")
START = datetime(2023, 7, 3, 9, tzinfo=ZONE)
NOW = START + timedelta(days=30)


def on(number):
    return START + timedelta(days=number)


def said(id_, sent, direction, kind=Kind.MESSAGE, **fields):
    return Said(id=id_, direction=direction, kind=kind, sent_at=on(sent), **fields)


def we_write(sent, due=None, kind=Kind.MESSAGE):
    dates = () if due is None else (Deadline(kind=Ask.REQUEST, due_at=on(due), phrase="by then"),)
    return said(f"we{sent}", sent, Direction.INQUIRY, kind, deadlines=dates)


def they_write(sent, kind=Kind.MESSAGE, promise=None):
    dates = () if promise is None else (Deadline(kind=Ask.PROMISE, due_at=on(promise), phrase="by then"),)
    return said(f"they{sent}", sent, Direction.REPLY, kind, deadlines=dates)


def again(*letters, now=NOW, after=7, ruled=None):
    ruled = ruled or {}
    told = standings(letters, now=now, ruled=ruled)
    return follow_up(letters, told, now=now, calendar=CALENDAR, after=after, ruled=ruled)


CASES = {
    "nobody wrote": ([], None),
    "we wrote": ([we_write(0)], "we0"),
    "we wrote twice": ([we_write(0), we_write(2)], "we2"),
    "they answered": ([we_write(0), they_write(2)], None),
    "they answered, and we wrote again": ([we_write(0), they_write(2), we_write(4)], "we4"),
    "they only acknowledged": ([we_write(0), they_write(1, Kind.ACKNOWLEDGEMENT)], "we0"),
    "a machine of theirs answered": ([we_write(0), they_write(1, Kind.AUTO_REPLY)], "we0"),
    "it came back": ([we_write(0), they_write(1, Kind.BOUNCE)], "we0"),
    "a machine of ours wrote last": ([they_write(0), we_write(1, kind=Kind.AUTO_REPLY)], None),
    "we named a date": ([we_write(0, due=50)], None),
    "we named a date, and it is over": ([we_write(0, due=5)], None),
    "we named a date before, and wait for it": ([we_write(0, due=50), we_write(2)], None),
    "we named a date before, and they answered": ([we_write(0, due=5), they_write(2), we_write(4)], "we4"),
    "they promised by a date": ([we_write(0), they_write(1, Kind.ACKNOWLEDGEMENT, promise=50)], None),
}


@pytest.mark.parametrize(("letters", "entry"), CASES.values(), ids=CASES)
def test_we_ask_again_where_the_last_word_is_ours_and_no_date_is_awaited(letters, entry):
    found = again(*letters)

    assert (found and found.entry) == entry


def test_it_is_due_at_the_close_of_so_many_working_days_later():
    found = again(we_write(0))

    assert (found.kind, found.phrase, found.due_at.isoformat()) == (Ask.FOLLOW_UP, "", "2023-07-13T17:00:00-04:00")
    assert again(we_write(0), after=1).due_at.isoformat() == "2023-07-05T17:00:00-04:00"  # the 4th is a holiday


def test_days_are_counted_on_the_newsrooms_calendar():
    late = Said(
        id="we", direction=Direction.INQUIRY, kind=Kind.MESSAGE, sent_at=datetime(2023, 7, 6, 3, 30, tzinfo=UTC)
    )

    assert again(late, after=1).due_at.isoformat() == "2023-07-06T17:00:00-04:00"


def test_it_is_open_until_it_is_due():
    states = [again(we_write(0), now=at).state.value for at in (on(1), on(10) + timedelta(hours=8), on(11))]

    assert states == ["open", "open", "missed"]


def test_it_is_named_by_its_letter():
    first = again(we_write(0))

    assert again(we_write(0), after=3).id == first.id
    assert again(we_write(0), we_write(1)).id != first.id
    assert first.id not in {s.id for s in standings([we_write(0, due=5)], now=NOW)}


WORDS = {
    "extended": (Ruled(due_at=on(50)), "open", None, True),
    "not to be": (Ruled(cancelled=True), "cancelled", None, False),
    "not to be, whatever else": (Ruled(cancelled=True, answered_at=on(3)), "cancelled", None, False),
    "answered by another way": (Ruled(answered_at=on(3)), "met", on(3), False),
    "answered by another way, late": (Ruled(answered_at=on(20)), "late", on(20), False),
}


@pytest.mark.parametrize(("word", "state", "at", "waiting"), WORDS.values(), ids=WORDS)
def test_people_may_decide_of_it(word, state, at, waiting):
    found = again(we_write(0), ruled={again(we_write(0)).id: word})

    assert (found.state.value, found.answered_at, found.waiting, found.extended) == (
        state, at, waiting, word.due_at is not None,
    )  # fmt: skip


def test_it_may_be_snoozed():
    assert again(we_write(0), ruled={again(we_write(0)).id: Ruled(snoozed_until=on(20))}).snoozed_until == on(20)


def test_where_people_say_that_the_letter_was_answered_nobody_asks_again():
    asked = standings([we_write(0, due=5)], now=NOW)[0].id

    assert again(we_write(0, due=5), ruled={asked: Ruled(answered_at=on(-1))}) is None
    assert again(we_write(0, due=5), we_write(6), ruled={asked: Ruled(answered_at=on(6))}) is None
    assert again(we_write(0, due=5), we_write(6), ruled={asked: Ruled(answered_at=on(3))}).entry == "we6"


def test_where_people_say_that_its_date_is_none_it_is_a_letter_without_a_date():
    asked = standings([we_write(0, due=5)], now=NOW)[0].id

    assert again(we_write(0, due=5), ruled={asked: Ruled(cancelled=True)}).entry == "we0"


ENDS = {
    "the first day": datetime(1, 1, 1, 1, tzinfo=ZoneInfo("Asia/Tokyo")),
    "the last day": datetime(9999, 12, 31, 1, tzinfo=ZoneInfo("Asia/Tokyo")),
}


@pytest.mark.parametrize("at", ENDS.values(), ids=ENDS)
def test_a_letter_dated_at_the_end_of_time_is_left_alone(at):
    letter = Said(id="we", direction=Direction.INQUIRY, kind=Kind.MESSAGE, sent_at=at)

    assert again(letter) is None
