from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.deadlines.calendar import Calendar
from worker.deadlines.hours import Hours
from worker.errors import Refused

NEW_YORK, BERLIN = ZoneInfo("America/New_York"), ZoneInfo("Europe/Berlin")
HOURS = Hours(calendar=Calendar(zone=NEW_YORK, close_of_business=time(17), country="US"))


def local(day, clock="09:00", month=7, year=2023):
    return datetime.combine(date(year, month, day), time.fromisoformat(clock), NEW_YORK)


@pytest.mark.parametrize(
    ("at", "opens"),
    {
        "within hours": (local(6, "12:00"), local(6, "12:00")),
        "on the minute they open": (local(6, "09:00"), local(6, "09:00")),
        "a second before they close": (local(6, "17:59:59"), local(6, "17:59:59")),
        "on the minute they close": (local(6, "18:00"), local(7)),
        "before they open": (local(6, "08:59"), local(6)),
        "past midnight": (local(6, "00:30"), local(6)),
        "on a Friday evening": (local(7, "19:00"), local(10)),
        "on a Saturday": (local(8, "12:00"), local(10)),
        "early on a holiday": (local(4, "03:00"), local(5)),
        "on the eve of a holiday": (local(3, "20:00"), local(5)),
        "on a holiday before a weekend": (local(10, "12:00", month=11), local(13, month=11)),
        "in another zone, where it is day": (datetime(2023, 7, 6, 10, tzinfo=BERLIN), local(6)),
        "in another zone, where it is night": (
            datetime(2023, 7, 6, 23, tzinfo=BERLIN),
            datetime(2023, 7, 6, 23, tzinfo=BERLIN),
        ),
        "in the night that clocks are put on": (local(11, "23:00", month=3), local(13, month=3)),
        "in the night that clocks are put back": (local(4, "23:00", month=11), local(6, month=11)),
    }.values(),
    ids=str,
)
def test_the_next_open_moment_is_the_first_within_hours(at, opens):
    assert HOURS.next_open(at).astimezone(UTC) == opens.astimezone(UTC)
    assert HOURS.open(at) == (at == opens)


def test_a_day_opens_by_the_clock_whatever_the_season():
    assert [HOURS.opening(day).isoformat() for day in (date(2023, 3, 10), date(2023, 3, 13), date(2023, 11, 6))] == [
        "2023-03-10T09:00:00-05:00",
        "2023-03-13T09:00:00-04:00",
        "2023-11-06T09:00:00-05:00",
    ]


def test_hours_that_come_twice_in_a_night_are_not_told_before_the_moment():
    cairo = ZoneInfo("Africa/Cairo")  # where clocks are put back at the end of a Thursday
    late = Hours(calendar=Calendar(zone=cairo, close_of_business=time(17)), opens=time(23, 30), closes=time(23, 50))
    again = datetime(2023, 10, 26, 23, 15, tzinfo=cairo, fold=1)

    assert late.next_open(again.astimezone(UTC)).astimezone(UTC) == again.astimezone(UTC) + timedelta(minutes=15)


@pytest.mark.parametrize(("opens", "closes"), [(time(9), time(9)), (time(22), time(6))])
def test_hours_over_midnight_are_refused(opens, closes):
    with pytest.raises(Refused, match="open before they close"):
        Hours(calendar=HOURS.calendar, opens=opens, closes=closes)


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
CALENDARS = st.builds(
    Calendar,
    zone=st.sampled_from([NEW_YORK, BERLIN, ZoneInfo("Asia/Kathmandu"), ZoneInfo("Africa/Cairo"), ZoneInfo("UTC")]),
    close_of_business=st.just(time(17)),
    country=st.sampled_from(["", "US", "DE", "CN", "EG"]),
)
NIGHT = st.builds(lambda calendar: Hours(calendar=calendar, opens=time(1, 30), closes=time(4)), CALENDARS)


@given(MOMENTS, st.builds(Hours, calendar=CALENDARS) | NIGHT)
def test_it_is_open_never_before_and_nothing_open_is_passed_over(at, hours):
    opens = hours.next_open(at)

    assert hours.open(opens)
    assert opens.astimezone(UTC) >= at
    assert hours.next_open(opens) == opens
    if opens.astimezone(UTC) > at:
        assert not hours.open(at)
        assert not hours.open(opens.astimezone(UTC) - timedelta(seconds=1))
        assert hours.next_open(opens.astimezone(UTC) - timedelta(seconds=1)).astimezone(UTC) == opens.astimezone(UTC)
