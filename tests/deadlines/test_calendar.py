import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from itertools import chain
from zoneinfo import ZoneInfo

import pytest

from worker.deadlines.calendar import Calendar
from worker.errors import Refused


def a_calendar(country=""):
    return Calendar(zone=ZoneInfo("Europe/London"), close_of_business=time(17, 30), country=country)


@pytest.mark.parametrize(
    ("country", "day", "working"),
    [
        pytest.param("", date(2024, 3, 1), True, id="a Friday"),
        pytest.param("", date(2024, 3, 2), False, id="a Saturday"),
        pytest.param("", date(2024, 3, 3), False, id="a Sunday"),
        pytest.param("", date(2024, 12, 25), True, id="Christmas where no country is told"),
        pytest.param("GB", date(2024, 12, 25), False, id="Christmas"),
        pytest.param("us", date(2024, 7, 4), False, id="a country in small letters"),
        pytest.param("US", date(2300, 7, 4), True, id="a year no calendar of holidays reaches"),
    ],
)
def test_nobody_works_on_weekends_and_public_holidays(country, day, working):
    assert a_calendar(country).working_day(day) is working


def test_working_days_are_counted_from_the_day_after():
    assert a_calendar().after_working_days(date(2024, 3, 1), 1) == date(2024, 3, 4)


def test_a_holiday_is_no_working_day_to_be_counted():
    assert a_calendar("US").after_working_days(date(2024, 7, 3), 1) == date(2024, 7, 5)


def test_no_working_day_on_is_the_day_itself():
    assert a_calendar().after_working_days(date(2024, 3, 2), 0) == date(2024, 3, 2)


def test_business_closes_in_the_newsrooms_zone_of_that_day():
    assert a_calendar().closing(date(2024, 7, 1)).isoformat() == "2024-07-01T17:30:00+01:00"


def test_a_country_without_known_holidays_is_refused_in_one_line():
    with pytest.raises(Refused, match='for "Atlantis"'):
        a_calendar("Atlantis")


@pytest.mark.parametrize("country", ["GB", "gb", "Gb", "gB", "NZ", "nz", "Nz", "nZ"])
def test_a_holiday_is_one_for_all_who_ask_at_once(country):
    calendar = a_calendar(country)
    christmas = [day for year in range(1990, 2060) if (day := date(year, 12, 25)).weekday() < 5]
    usual = sys.getswitchinterval()

    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(3) as threads:
            asked = threads.map(
                lambda days: [*map(calendar.working_day, days)], (christmas, christmas[::-1], christmas)
            )
            at_once = [*chain.from_iterable(asked)]
    finally:
        sys.setswitchinterval(usual)

    assert not any(at_once)
    assert not any(map(calendar.working_day, christmas))
