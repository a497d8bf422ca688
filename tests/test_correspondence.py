from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from tests.given import a_message
from worker.correspondence import Correspondence, Entry
from worker.deadlines.calendar import Calendar
from worker.deadlines.deadline import Ask
from worker.deadlines.ruled import Ruled
from worker.deadlines.set_by import set_by
from worker.deadlines.standing import State
from worker.mail.message import Address, Attachment, Body, Direction, Forwarded, Kind

ASKS = Body(own="Please reply by July 10, 2023.")
PROMISES = Body(own="We will send you our answer by July 10, 2023.")
CALENDAR = Calendar(zone=ZoneInfo("America/New_York"), close_of_business=time(17))
AT = datetime(2023, 7, 3, 9, 30, tzinfo=timezone(timedelta(hours=1)))


def read(**fields):
    return [(d.kind.value, d.due_at.isoformat()) for d in set_by(a_message(**fields), AT, CALENDAR)]


def test_a_letter_of_ours_asks_by_the_newsrooms_clock():
    assert read(body=ASKS) == [("request", "2023-07-10T17:00:00-04:00")]


def test_a_letter_of_theirs_promises_by_its_authors_clock():
    assert read(body=PROMISES, direction=Direction.REPLY) == [("promise", "2023-07-10T17:00:00+01:00")]


AT_THREE = Body(own="Please reply by 3 p.m. on July 10, 2023.")
HIMSELF, COLLEAGUE = a_message().sender, Address(name="Ode Finch", address="ode.finch@saltmarsh.example")
THREE = {
    "as it was sent": ({}, "2023-07-10T15:00:00+01:00"),
    "in the author's own forward": (
        {"forwarded": Forwarded.INLINE, "forwarded_by": HIMSELF},
        "2023-07-10T15:00:00+01:00",
    ),
    "in a colleague's forward": (
        {"forwarded": Forwarded.INLINE, "forwarded_by": COLLEAGUE},
        "2023-07-10T15:00:00-04:00",
    ),
    "attached by a colleague": (
        {"forwarded": Forwarded.ATTACHED, "forwarded_by": COLLEAGUE},
        "2023-07-10T15:00:00+01:00",
    ),
    "in a forward without an offset": (
        {"forwarded": Forwarded.INLINE, "forwarded_by": HIMSELF, "offset_known": False},
        "2023-07-10T15:00:00-04:00",
    ),
}


@pytest.mark.parametrize(("fields", "due_at"), THREE.values(), ids=THREE)
def test_an_hour_in_a_letter_of_ours_is_its_authors_where_the_mail_tells_his_clock(fields, due_at):
    assert read(body=AT_THREE, **fields) == [("request", due_at)]


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
    "long after, and somebody sent it on": ({"direct": False, "received_at": AT - 3 * DAY}, True),
    "nobody knows when it came": ({"direct": True}, False),
}


@pytest.mark.parametrize(("fields", "doubtful"), DATES.values(), ids=DATES)
def test_a_date_far_off_its_receipt_is_doubtful(fields, doubtful):
    assert an_entry(**fields).date_doubtful is doubtful


HOUR = timedelta(hours=1)
COUNTS = {
    "sent before it came": ({"direct": True, "received_at": AT + HOUR}, AT),
    "from a clock that is fast": ({"direct": True, "received_at": AT - HOUR}, AT - HOUR),
    "from another century": ({"at": AT.replace(year=2099), "direct": True, "received_at": AT}, AT),
    "from the end of the calendar": ({"at": AT.replace(9999, 12, 31), "direct": True, "received_at": AT}, AT),
    "old, and moved to our server": ({"direct": True, "received_at": AT + 3 * DAY}, AT),
    "old, and sent on": ({"direct": False, "received_at": AT + 3 * DAY}, AT),
    "sent on by a clock that is fast": ({"direct": False, "received_at": AT - HOUR}, AT),
    "from another century, and sent on": ({"at": AT.replace(year=2099), "received_at": AT}, AT),
    "nobody knows when it came": ({"direct": True}, AT),
}


@pytest.mark.parametrize(("fields", "at"), COUNTS.values(), ids=COUNTS)
def test_a_letter_counts_as_sent_no_later_than_it_came(fields, at):
    received_at = fields.get("received_at")
    entry = an_entry(**fields | {"received_at": received_at and received_at.astimezone(UTC)})

    assert (entry.at, entry.at.utcoffset()) == (at, entry.sent_at.utcoffset())


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


def they_write(**fields):
    fields = {"direction": Direction.REPLY, "body": Body(own="The pier is ours.")} | fields
    return a_message(**fields)


CAME = AT + 2 * DAY
BY_FRIDAY = an_entry(message=a_message(body=Body(own="Please reply by July 14, 2023.")), id="asked")


def test_the_head_goes_by_when_a_letter_came_that_is_dated_ahead():
    ahead = an_entry(at=AT.replace(year=2099), message=they_write(), direct=True, received_at=CAME)
    record = a_record(an_entry(), ahead)

    assert record.days(ZoneInfo("UTC")) == ("2023-07-03", "2023-07-05")


def test_an_answer_that_was_moved_to_our_server_later_met_its_deadline_all_the_same():
    record = a_record(BY_FRIDAY, an_entry(message=they_write(), id="answer", direct=True, received_at=AT + 20 * DAY))

    assert [s.state for s in record.deadlines(CALENDAR, AT + 30 * DAY)] == [State.MET]


def test_a_promise_of_another_century_is_due_by_when_it_came():
    promise = they_write(body=Body(own="We will send you our answer by July 20."))
    record = a_record(an_entry(at=AT.replace(year=2099), message=promise, direct=True, received_at=AT))

    assert [s.due_at.year for s in record.deadlines(CALENDAR, AT)] == [2023]


def test_a_clock_a_little_fast_moves_no_date():
    message = a_message(body=Body(own="Please reply within 24 hours."))
    record = a_record(an_entry(message=message, direct=True, received_at=AT - timedelta(minutes=5)))

    assert [s.due_at for s in record.deadlines(CALENDAR, AT)] == [AT + DAY]


SAYS = {
    "nothing": ({"own": ""}, (), State.ACKNOWLEDGED),
    "a mark": ({"own": "\n  .\n"}, (), State.ACKNOWLEDGED),
    "nothing above what it quotes": ({"own": "", "quotation": "> Who owns the pier?"}, (), State.ACKNOWLEDGED),
    "a word": ({"own": "No"}, (), State.MET),
    "a word in Chinese": ({"own": "不"}, (), State.MET),
    "a file": ({"own": ""}, (Attachment(filename="a.pdf", type="application/pdf", size=1, sha256="0"),), State.MET),
}


@pytest.mark.parametrize(("body", "files", "state"), SAYS.values(), ids=SAYS)
def test_a_reply_that_says_nothing_meets_no_request(body, files, state):
    reply = an_entry(AT + DAY, message=they_write(body=Body(**body), attachments=files), id="reply")

    assert [s.state for s in a_record(BY_FRIDAY, reply).deadlines(CALENDAR, AT + DAY)] == [state]
