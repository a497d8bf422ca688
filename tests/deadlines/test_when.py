from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.deadlines.calendar import Calendar
from worker.deadlines.when import when

CALENDAR = Calendar(zone=ZoneInfo("America/New_York"), close_of_business=time(17), country="US")
WEDNESDAY = datetime(2023, 7, 5, 15, tzinfo=UTC)  # eleven in the morning

TOLD = {
    "en": {
        "Friday": "07-07 17:00",
        "to Friday": "07-07 17:00",
        "fri": "07-07 17:00",
        "until next Tuesday": "07-11 17:00",
        "mon 9am": "07-10 09:00",
        "July 10": "07-10 17:00",
        "10 July 5:30pm": "07-10 17:30",
        "2023-07-10": "07-10 17:00",
        "2023-07-10 15:00": "07-10 15:00",
        "2023-07-10T15:00": "07-10 15:00",
        "2023-07-10T15:00+00:00": "07-10 11:00",
        "7/10": "07-10 17:00",
        "the 14th": "07-14 17:00",
        "today": "07-05 17:00",
        "tomorrow": "07-06 17:00",
        "noon tomorrow": "07-06 12:00",
        "this time tomorrow": "07-06 11:00",
        "5pm": "07-05 17:00",
        "10am": "07-06 10:00",
        "Monday 3pm GMT": "07-10 11:00",
        "3 days": "07-08 17:00",
        "for 3 days": "07-08 17:00",
        "3 working days": "07-10 17:00",
        "2 weeks": "07-19 17:00",
        "a week": "07-12 17:00",
        "in two weeks, please": "07-19 17:00",
        "48 hours": "07-07 11:00",
        "mid-August": "08-15 17:00",
        "end of month": "07-31 17:00",
    },
    "de": {
        "zum Freitag": "07-07 17:00",
        "auf den 10. Juli": "07-10 17:00",
        "10.07.2023 15:00": "07-10 15:00",
        "Freitag 16 Uhr": "07-07 16:00",
        "übermorgen": "07-07 17:00",
        "um 3 Tage": "07-08 17:00",
        "für 2 Wochen": "07-19 17:00",
        "3 Werktage": "07-10 17:00",
        "Mitte August": "08-15 17:00",
    },
    "es": {
        "al viernes": "07-07 17:00",
        "hasta el 10 de julio a las 16:00": "07-10 16:00",
        "mañana": "07-06 17:00",
        "3 días": "07-08 17:00",
        "3 días hábiles": "07-10 17:00",
        "dos semanas": "07-19 17:00",
        "mediados de agosto": "08-15 17:00",
    },
    "fr": {
        "à vendredi": "07-07 17:00",
        "le 10 juillet à 16h": "07-10 16:00",
        "après-demain": "07-07 17:00",
        "de 3 jours": "07-08 17:00",
        "3 jours ouvrés": "07-10 17:00",
        "2 semaines": "07-19 17:00",
        "mi-août": "08-15 17:00",
    },
    "pt": {
        "para sexta-feira": "07-07 17:00",
        "10 de julho às 16h": "07-10 16:00",
        "amanhã": "07-06 17:00",
        "3 dias": "07-08 17:00",
        "3 dias úteis": "07-10 17:00",
        "duas semanas": "07-19 17:00",
    },
    "it": {
        "a venerdì": "07-07 17:00",
        "10 luglio ore 16": "07-10 16:00",
        "dopodomani": "07-07 17:00",
        "di 3 giorni": "07-08 17:00",
        "3 giorni lavorativi": "07-10 17:00",
        "due settimane": "07-19 17:00",
    },
    "nl": {
        "naar vrijdag": "07-07 17:00",
        "10 juli 16 uur": "07-10 16:00",
        "overmorgen": "07-07 17:00",
        "met 3 dagen": "07-08 17:00",
        "3 werkdagen": "07-10 17:00",
        "2 weken": "07-19 17:00",
    },
    "zh": {
        "到周五": "07-07 17:00",
        "下周五": "07-14 17:00",
        "7月10日下午4点": "07-10 16:00",
        "明天": "07-06 17:00",
        "3天": "07-08 17:00",
        "3个工作日": "07-10 17:00",
        "两周": "07-19 17:00",
    },
}


@pytest.mark.parametrize(
    ("words", "at"),
    [pytest.param(words, at, id=f"{code}: {words}") for code, rows in TOLD.items() for words, at in rows.items()],
)
def test_a_moment_is_understood_in_the_languages_of_letters(words, at):
    found = when(words, said_at=WEDNESDAY, calendar=CALENDAR)

    assert found is not None
    assert f"{found.astimezone(CALENDAR.zone):%m-%d %H:%M}" == at


@pytest.mark.parametrize("words", ["July 3, 2023", "2023-07-03", "03.07.2023", "7/3/2023", "3 de julio de 2023"])
def test_a_day_that_is_past_is_told_as_it_is(words):
    assert when(words, said_at=WEDNESDAY, calendar=CALENDAR).isoformat() == "2023-07-03T17:00:00-04:00"


def test_an_hour_of_today_that_is_past_is_told_as_it_is():
    assert when("today 9am", said_at=WEDNESDAY, calendar=CALENDAR).isoformat() == "2023-07-05T09:00:00-04:00"


@pytest.mark.parametrize(("words", "year"), [("2027-01-05", 2027), ("12 months", 2024), ("January 5, 2031", 2031)])
def test_a_day_far_off_is_told_as_it_is(words, year):
    assert when(words, said_at=WEDNESDAY, calendar=CALENDAR).year == year


def test_the_order_of_figures_is_that_of_the_newsroom():
    london = Calendar(zone=ZoneInfo("Europe/London"), close_of_business=time(17))

    assert when("10/7/2023", said_at=WEDNESDAY, calendar=london).isoformat() == "2023-07-10T17:00:00+01:00"
    assert when("10/7/2023", said_at=WEDNESDAY, calendar=CALENDAR).isoformat() == "2023-10-07T17:00:00-04:00"


def test_close_of_business_is_by_the_clock_of_the_day():
    told = when("November 6", said_at=WEDNESDAY, calendar=CALENDAR)

    assert told.isoformat() == "2023-11-06T17:00:00-05:00"


@pytest.mark.parametrize(
    "words",
    [
        "", "   ", "nonsense", "done", "to", "days", "week", "3", "July", "2023", "T", "2023T", "help",
        "not Friday", "Friday unless they ring", "Friday or Monday", "-3 days", "0 days", "99999 days", "400 years",
        "June 31", "2023-13-40", "0001-01-01", "9999-12-31", "move to Harbour", "not a deadline",
        "x@harbour.example", "Friday\nMonday", "Friday " * 20,
    ],
)  # fmt: skip
def test_what_is_not_understood_whole_is_no_moment(words):
    assert when(words, said_at=WEDNESDAY, calendar=CALENDAR) is None


WORDS = st.lists(
    st.sampled_from([word for rows in TOLD.values() for told in rows for word in told.split()] + ["31", "9999", "-"]),
    max_size=5,
).map(" ".join)


@given(WORDS | st.text(max_size=30), st.datetimes(timezones=st.just(UTC)))
def test_whatever_is_said_a_moment_or_none_comes_of_it(words, said_at):
    found = when(words, said_at=said_at, calendar=CALENDAR)

    assert found is None or found.tzinfo is not None
