from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from tests.given import a_message
from worker.correspondence import Correspondence, Entry, deadlines
from worker.deadlines.calendar import Calendar
from worker.deadlines.deadline import Ask
from worker.deadlines.ruled import Ruled
from worker.mail.message import Body, Direction, Forwarded, Kind

ASKS = Body(own="Please reply by July 10, 2023.")
PROMISES = Body(own="We will send you our answer by July 10, 2023.")
CALENDAR = Calendar(zone=ZoneInfo("America/New_York"), close_of_business=time(17))
AT = datetime(2023, 7, 3, 9, 30, tzinfo=timezone(timedelta(hours=1)))


def read(**fields):
    return [(d.kind.value, d.due_at.isoformat()) for d in deadlines(a_message(**fields), AT, CALENDAR)]


def test_a_letter_of_ours_asks_by_the_newsrooms_clock():
    assert read(body=ASKS) == [("request", "2023-07-10T17:00:00-04:00")]


def test_a_letter_of_theirs_promises_by_its_authors_clock():
    assert read(body=PROMISES, direction=Direction.REPLY) == [("promise", "2023-07-10T17:00:00+01:00")]


def test_where_nobody_knows_their_clock_it_is_the_newsrooms():
    told = read(body=PROMISES, direction=Direction.REPLY, offset_known=False)

    assert told == [("promise", "2023-07-10T17:00:00-04:00")]


def test_an_acknowledgement_can_promise():
    assert read(body=PROMISES, direction=Direction.REPLY, kind=Kind.ACKNOWLEDGEMENT) != []


@pytest.mark.parametrize(
    "fields",
    [
        {"body": PROMISES, "direction": Direction.REPLY, "kind": Kind.AUTO_REPLY},
        {"body": ASKS, "direction": Direction.REPLY, "kind": Kind.BOUNCE},
        {"body": ASKS, "direction": Direction.INTERNAL},
    ],
    ids=["an automatic reply", "a delivery report", "talk among ourselves"],
)
def test_what_is_no_letter_sets_no_date(fields):
    assert read(**fields) == []


def an_entry(at=AT, **fields):
    told = {"id": "e1", "message": a_message(), "sent_at": at, "sources": (), "placed_by": "reference"}
    return Entry(**(told | fields))


DAY = timedelta(days=1)
DATES = {
    "two days before its receipt": ({"direct": True, "received_at": AT + 2 * DAY}, False),
    "more than two days before": ({"direct": True, "received_at": AT + 2 * DAY + timedelta(seconds=1)}, True),
    "more than two days after": ({"direct": True, "received_at": AT - 3 * DAY}, True),
    "long before, and somebody sent it on": ({"direct": False, "received_at": AT + 30 * DAY}, False),
    "nobody knows when it came": ({"direct": True}, False),
}


@pytest.mark.parametrize(("fields", "doubtful"), DATES.values(), ids=DATES)
def test_a_date_far_off_its_receipt_is_doubtful(fields, doubtful):
    assert an_entry(**fields).date_doubtful is doubtful


def a_record(*entries, **fields):
    told = {
        "slug": "harbour-authority", "name": "Harbour Authority", "acronym": "HA", "country": "", "domains": (),
        "listed_contacts": (), "owner": "", "status": "open", "confirmed": True, "entries": entries,
    }  # fmt: skip
    return Correspondence(**(told | fields))


LATER = AT + 10 * DAY


def test_what_people_decided_counts_in_the_deadlines_of_a_record():
    record = a_record(an_entry(message=a_message(body=ASKS)))
    (read,) = record.deadlines(CALENDAR, LATER)
    (told,) = a_record(*record.entries, ruled={read.id: Ruled(cancelled=True)}).deadlines(CALENDAR, LATER)

    assert (read.state.value, told.state.value) == ("missed", "cancelled")


def test_the_agenda_of_a_letter_without_a_date_is_to_ask_again_but_that_is_no_deadline():
    record = a_record(an_entry())

    (again,) = record.agenda(CALENDAR, LATER, 7)

    assert (again.kind, again.due_at.isoformat()) == (Ask.FOLLOW_UP, "2023-07-12T17:00:00-04:00")
    assert record.deadlines(CALENDAR, LATER) == ()


def test_people_may_decide_of_asking_again():
    record = a_record(an_entry())
    (again,) = record.agenda(CALENDAR, LATER, 7)

    (told,) = a_record(*record.entries, ruled={again.id: Ruled(cancelled=True)}).agenda(CALENDAR, LATER, 7)

    assert told.state.value == "cancelled"


def test_the_agenda_of_a_letter_with_a_date_is_its_deadline():
    record = a_record(an_entry(message=a_message(body=ASKS)))

    assert record.agenda(CALENDAR, LATER, 7) == record.deadlines(CALENDAR, LATER) != ()


BACK = Body(own="We will answer by July 20, 2023. Which pier do you mean?")


@pytest.mark.parametrize(("own", "ours"), [(BACK.own, True), (BACK.own.replace("?", "."), False)])
def test_where_their_letter_asks_us_something_the_ball_is_ours(own, ours):
    record = a_record(an_entry(message=a_message(body=Body(own=own), direction=Direction.REPLY)))

    assert [s.ours for s in record.agenda(CALENDAR, AT, 7)] == [ours]


def test_records_can_be_told_apart_by_a_set_whatever_people_decided():
    assert len({a_record(), a_record(), a_record(slug="another")}) == 2


SUNDAY_NIGHT = datetime(2023, 7, 2, 22, 30, tzinfo=ZoneInfo("America/New_York"))  # already Monday in London
SOON = a_message(body=Body(own="You will hear from us within five working days."), direction=Direction.REPLY)
ELSEWHERE = an_entry(message=a_message(direction=Direction.REPLY))


@pytest.mark.parametrize(
    ("others", "due_at"),
    [
        pytest.param((), "2023-07-07T17:00:00-04:00", id="nobody knows where they are"),
        pytest.param((ELSEWHERE,), "2023-07-10T17:00:00-04:00", id="another letter tells"),
    ],
)
def test_days_are_counted_where_the_author_is(others, due_at):
    forwarded = replace(SOON, offset_known=False, forwarded=Forwarded.INLINE)
    record = a_record(*others, an_entry(message=forwarded, sent_at=SUNDAY_NIGHT))

    assert [d.due_at.isoformat() for d in record.deadlines(CALENDAR, LATER)] == [due_at]


def test_our_own_offset_in_a_forward_is_the_forwarders():
    forwarded = replace(SOON, forwarded=Forwarded.INLINE)
    record = a_record(ELSEWHERE, an_entry(message=forwarded, sent_at=SUNDAY_NIGHT))

    assert [d.due_at.isoformat() for d in record.deadlines(CALENDAR, LATER)] == ["2023-07-10T17:00:00-04:00"]
