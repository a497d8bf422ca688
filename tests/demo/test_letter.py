from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from worker.demo.letter import answers, letter, letters, noise
from worker.demo.people import people

OURS = "longshore.example"
WRITTEN = """# Why it is here.
From: Nora Achterberg
To: HLSB Press Office, Jo Roe <jo@roe.example>
Sent: 2023-06-21 10:14:09 -0400
Subject: Hours: how many?
Field: X-Note: a: b
Reached us: bcc
Reached us: forward; gmail; Lena Vogt; 2023-06-22 09:00:00 +0200; So far; and no further.

Dear all,

# this is no comment
"""


def test_nineteen_letters_are_ten_inquiries_and_nine_replies():
    ours = [x.sender.domain == OURS for x in letters().values()]

    assert (len(ours), ours.count(True), ours.count(False)) == (19, 10, 9)


def test_they_run_from_june_2023_to_february_2024_in_the_order_of_their_numbers():
    times = [x.sent_at for x in letters().values()]

    assert times == sorted(times)
    assert (times[0].date(), times[-1].date()) == (date(2023, 6, 21), date(2024, 2, 27))


def test_the_answers_come_a_day_after_the_deadline():
    asked, answered = letters()["04"], letters()["06"]

    assert "by close of business on July 6, 2023" in asked.words
    assert answered.answers == "04"
    assert answered.sent_at.date() == date(2023, 7, 7)


def test_a_promise_an_unsolicited_letter_and_a_new_subject_are_among_them():
    starts = [x.number for x in letters().values() if not x.answers]

    assert "by\nmid-August" in letters()["08"].words
    assert starts == ["01", "14", "17"]
    assert letters()["14"].sender.domain != OURS


def test_they_come_by_every_way_and_from_several_mail_programs():
    ways = [way for x in letters().values() for way in x.ways]

    assert {way.how for way in ways} == {"bcc", "cc", "forward", "attached", "redirect"}
    assert {way.program for way in ways if way.how == "forward"} == {"gmail", "apple", "outlook", "outlook-german"}


def test_nothing_is_sent_on_before_it_was_written():
    assert [x.name for x in letters().values() if any(way.at < x.sent_at for way in x.ways)] == []


def test_every_letter_answers_an_earlier_one():
    assert [x.name for x in letters().values() if x.answers and letters()[x.answers].sent_at >= x.sent_at] == []


@pytest.mark.parametrize("each", [*letters().values(), *noise(), *answers()], ids=lambda x: x.name)
def test_every_file_begins_with_why_it_is_there_and_keeps_to_reserved_domains(each):
    everybody = (each.sender, *each.to, *each.cc)

    assert each.words
    assert each.ways
    assert all(somebody.address.endswith(".example") for somebody in everybody)


def test_everybody_s_address_is_reserved_for_examples():
    assert all(person.address.endswith(".example") for person in people().values())


def test_a_file_is_read_as_a_letter():
    read = letter("07-hours", WRITTEN)

    assert (read.number, read.subject) == ("07", "Hours: how many?")
    assert read.sent_at == datetime(2023, 6, 21, 14, 14, 9, tzinfo=UTC)
    assert [somebody.address for somebody in read.to] == ["press@hlsb.example", "jo@roe.example"]
    assert read.fields == (("X-Note", "a: b"),)
    assert read.words == "Dear all,\n\n# this is no comment"
    assert [(way.how, way.by.name, way.note) for way in read.ways] == [
        ("bcc", "Nora Achterberg", ""),
        ("forward", "Lena Vogt", "So far; and no further."),
    ]
