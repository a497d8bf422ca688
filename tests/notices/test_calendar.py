from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from tests.notices.told import NEW_YORK
from worker.notices.calendar import ics
from worker.notices.notice import Event

AT = datetime(2023, 7, 4, 9, tzinfo=NEW_YORK)
EVENT = Event(
    uid="79aa2a3e36@newsroom.example",
    due_at=datetime(2023, 7, 6, 17, tzinfo=NEW_YORK),
    summary="Harbour Alliance: answer due; soon, we hope",
    description="Größe 香港標準聯盟 " * 20,
    sequence=2,
)


def only(octets):
    [event] = Calendar.from_ical(octets).walk("VEVENT")
    return event


def test_a_deadline_is_told_with_all_that_a_calendar_needs():
    octets = ics([EVENT], at=AT, organizer="desk@newsroom.example")
    event = only(octets)

    assert Calendar.from_ical(octets)["METHOD"] == "PUBLISH"
    assert event["UID"] == EVENT.uid
    assert event["SUMMARY"] == EVENT.summary
    assert event["DESCRIPTION"] == EVENT.description.strip()
    assert event["ORGANIZER"] == "mailto:desk@newsroom.example"
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CONFIRMED")
    assert event.decoded("DTSTART") == datetime(2023, 7, 6, 21, tzinfo=UTC)
    assert event.decoded("DTSTAMP") == AT.astimezone(UTC)


def test_it_warns_a_day_before():
    [alarm] = only(ics([EVENT], at=AT)).walk("VALARM")

    assert (alarm["ACTION"], alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta(days=-1))


@pytest.mark.parametrize("days", [1, 2, 30])
def test_it_does_not_warn_of_what_is_past_or_less_than_a_day_away(days):
    assert only(ics([EVENT], at=AT + timedelta(days=days, hours=9))).walk("VALARM") == []


def test_what_nobody_waits_for_is_cancelled_and_does_not_warn():
    event = only(ics([replace(EVENT, cancelled=True)], at=AT))

    assert event["STATUS"] == "CANCELLED"
    assert event.walk("VALARM") == []


def test_lines_are_folded_and_ended_as_the_rfc_says():
    octets = ics([EVENT], at=AT, name="Mara's deadlines")
    lines = octets.split(b"\r\n")

    assert octets.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode()  # no character is cut in two


def test_a_calendar_to_subscribe_to_has_a_name_and_every_deadline():
    calendar = Calendar.from_ical(ics([EVENT, replace(EVENT, uid="b@x.example")], at=AT, name="Mara's deadlines"))

    assert (calendar["X-WR-CALNAME"], calendar["NAME"]) == ("Mara's deadlines", "Mara's deadlines")
    assert len(calendar.walk("VEVENT")) == 2


@pytest.mark.parametrize("field", ["uid", "summary", "description"])
def test_no_word_becomes_a_property(field):
    event = replace(EVENT, **{field: "x\r\nATTACH:https://track.example/\nEND:VEVENT"})

    assert b"\r\nATTACH" not in ics([event], at=AT)
    assert only(ics([event], at=AT))[field.upper()] == "x ATTACH:https://track.example/ END:VEVENT"


def test_it_is_the_same_octets_each_time():
    assert ics([EVENT], at=AT) == ics([EVENT], at=AT)
