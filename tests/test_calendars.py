from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.given import HARBOUR, OURS, a_mail, a_reply_to
from tests.noticed import CALENDAR, MARA, NOW, ZONE, Newsdesk, a_letter
from tests.servers.smtp import Sink
from worker import calendars, telling
from worker.calendars import write_calendars
from worker.deadlines.reminders import Rules
from worker.delivering.occasion import Occasion
from worker.notices.server import Server
from worker.records import decisions
from worker.records.database import writing
from worker.records.outbox import Fate

THEIRS = {"Authentication_Results": "mx.newsroom.example; dmarc=pass header.from=harbour.example"}
LEE, RUTH = "lee@newsroom.example", "ruth@newsroom.example"

on_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


@pytest.fixture
def desk(engine, tmp_path):
    return Newsdesk(engine, calendars=tmp_path / "calendars")


def awaited(desk):
    """How much stands in each calendar."""
    write_calendars(desk.engine, desk.bureau)
    return sorted(file.read_text().count("BEGIN:VEVENT") for file in desk.bureau.calendars.glob("*.ics"))


@on_sqlite
def test_a_calendar_is_emptied_when_nothing_is_awaited_any_more(desk):
    letter = a_letter()
    desk.receive(letter)
    assert awaited(desk) == [1]

    desk.receive(a_reply_to(letter, sender=HARBOUR, words="The pier is ours.", sent_at=NOW, **THEIRS))
    assert awaited(desk) == [0]


@on_sqlite
def test_who_owns_no_open_record_any_more_finds_an_empty_calendar(desk):
    desk.receive(a_letter(), a_letter("press@dock.example", sender=LEE))
    assert awaited(desk) == [1, 1]

    with writing(desk.engine) as connection:
        decisions.close(connection, "harbour-example", who="x", at=desk.now)
    desk.receive(a_letter("press@mole.example", sender=LEE))
    assert awaited(desk) == [0, 2]


@on_sqlite
def test_where_nothing_changed_no_file_is_touched_and_what_is_lost_is_written_again(desk):
    desk.receive(a_letter(), a_letter("press@dock.example", sender=LEE))
    assert awaited(desk) == [1, 1]
    first, second = sorted(desk.bureau.calendars.glob("*.ics"))
    before = second.stat()
    first.unlink()

    assert awaited(desk) == [1, 1]
    assert second.stat().st_ino == before.st_ino


def test_two_who_write_at_once_do_not_meet(tmp_path):
    file = tmp_path / "x.ics"

    def write(number):
        for turn in range(50):
            calendars.replace(file, f"{number} {turn}".encode())

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(write, range(4)))
    assert [each.name for each in tmp_path.iterdir()] == ["x.ics"]


@on_sqlite
def test_a_folder_that_cannot_be_written_keeps_no_reminder_back(desk, tmp_path, caplog):
    (tmp_path / "calendars").write_text("no folder")
    desk.receive(a_letter(words="Please answer by July 6."))
    with Sink() as sink:
        server = Server(host="127.0.0.1", port=sink.port, tls="none")
        bureau = replace(desk.bureau, server=server)
        now = NOW + timedelta(days=2)
        telling.tell(desk.engine, Occasion(bureau=bureau, calendar=CALENDAR, rules=Rules(), now=now))

    assert {row.state for row in desk.outbox("reminder")} == {Fate.SENT}
    assert "the calendars can't be written" in caplog.text


@on_sqlite
def test_a_digest_says_where_the_calendar_is_of_whoever_has_one(desk):
    desk.bureau = replace(desk.bureau, calendars_url="https://desk.example/c/", desk=(replace(MARA, address=RUTH),))
    unproved = a_mail(sender=LEE, to="press@dock.example", words="Please answer.")  # so it is held
    desk.receive(a_letter(), unproved)
    with Sink() as sink:
        bureau = replace(desk.bureau, server=Server(host="127.0.0.1", port=sink.port, tls="none"))
        monday = datetime(2023, 7, 10, 9, tzinfo=ZONE)
        telling.tell(desk.engine, Occasion(bureau=bureau, calendar=CALENDAR, rules=Rules(), now=monday))
        digests = {row.recipient: sink.mails[row.message_id][0].octets.decode() for row in desk.outbox("digest")}

    (calendar,) = desk.bureau.calendars.glob("*.ics")
    assert digests.keys() == {OURS, RUTH}
    assert f"https://desk.example/c/{calendar.name}" in digests[OURS].replace("=\r\n", "")
    assert "calendar" not in digests[RUTH]


@on_sqlite
@pytest.mark.parametrize(("url_", "folder", "file"), [("", 0o700, 0o600), ("https://desk.example/c", 0o755, 0o644)])
def test_only_calendars_that_a_server_offers_can_be_read_by_others(desk, url_, folder, file):
    desk.bureau = replace(desk.bureau, calendars_url=url_)
    desk.receive(a_letter())
    before = os.umask(0o022)
    try:
        write_calendars(desk.engine, desk.bureau)
    finally:
        os.umask(before)

    (calendar,) = desk.bureau.calendars.glob("*.ics")
    modes = [path.stat().st_mode & 0o777 for path in (desk.bureau.calendars, calendar)]
    assert modes == [folder, file]


@on_sqlite
def test_when_to_ask_again_stands_in_no_calendar(desk):
    desk.receive(a_letter(), a_letter("press@dock.example", words="Who owns the dock?"))

    assert [deadline.kind for deadline in desk.deadlines()].count("follow-up") == 1
    assert awaited(desk) == [1]


@on_sqlite
def test_a_calendar_to_subscribe_to_is_no_message_of_one_to_another(desk):
    desk.receive(a_letter())
    write_calendars(desk.engine, desk.bureau)

    (calendar,) = desk.bureau.calendars.glob("*.ics")
    assert b"METHOD" not in calendar.read_bytes()
