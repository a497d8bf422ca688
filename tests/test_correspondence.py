from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from tests.given import a_message
from worker.correspondence import deadlines
from worker.deadlines.calendar import Calendar
from worker.mail.message import Body, Direction, Kind

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
