from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.deadlines.calendar import Calendar
from worker.deadlines.hours import Hours
from worker.mail.newsroom import Newsroom
from worker.notices.bureau import Bureau
from worker.notices.quiet import Quiet
from worker.notices.reporter import Receipts, Reporter
from worker.notices.server import Server

LISBON = ZoneInfo("Europe/Lisbon")
HOURS = Hours(calendar=Calendar(zone=LISBON, close_of_business=time(17)))
NEWSROOM = Newsroom(
    domains=frozenset({"gazette.example"}),
    addresses=frozenset({"stringer@elsewhere.example"}),
    mailbox_addresses=frozenset({"desk@gazette.example"}),
)
USUAL = Reporter(address="", hours=HOURS, receipts=Receipts.DAILY)
ANN = Reporter(
    address="ann@gazette.example",
    name="Ann Roe",
    others=frozenset({"ann@home.example"}),
    hours=HOURS,
    channels=("chat",),
)
EDITOR = Reporter(address="editor@gazette.example", hours=HOURS)
SERVER = Server(host="mx.example", port=25)
CHAT = {"chat": "json://localhost"}
BUREAU = Bureau(newsroom=NEWSROOM, usual=USUAL, reporters=(ANN,), desk=(EDITOR,), server=SERVER, channels=CHAT)
BY_CHAT = {"server": None}

PEOPLE = {
    "configured": ("Ann@Gazette.example", "ann@gazette.example", "Ann Roe", Receipts.IMMEDIATE),
    "by another address": ("ann@HOME.example", "ann@gazette.example", "Ann Roe", Receipts.IMMEDIATE),
    "of the domain": ("Bob@Gazette.example", "bob@gazette.example", "", Receipts.DAILY),
    "of an address": ("stringer@elsewhere.example", "stringer@elsewhere.example", "", Receipts.DAILY),
}


@pytest.mark.parametrize(("address", "becomes", "name", "receipts"), PEOPLE.values(), ids=PEOPLE.keys())
def test_everybody_of_ours_is_somebody(address, becomes, name, receipts):
    reporter = BUREAU.reporter(address)

    assert reporter is not None
    assert (reporter.address, reporter.name, reporter.receipts) == (becomes, name, receipts)
    assert BUREAU.owners(address) == (reporter,)


@pytest.mark.parametrize("address", ["press@harbour.example", "desk@gazette.example", "desk+hsa@gazette.example", ""])
def test_a_stranger_or_a_mailbox_is_nobody_and_the_desk_hears_instead(address):
    assert BUREAU.reporter(address) is None
    assert BUREAU.owners(address) == (EDITOR,)


def test_a_channel_counts_only_where_it_leads_somewhere():
    bob = BUREAU.owners("bob@gazette.example")[0]
    none, mail, chat = (
        replace(BUREAU, **only) for only in ({"server": None, "channels": {}}, {"channels": {}}, BY_CHAT)
    )

    assert (none.ways(bob), mail.ways(bob), chat.ways(bob)) == ((), ("mail",), ())
    assert (none.ways(ANN), mail.ways(ANN), chat.ways(ANN)) == ((), (), ("chat",))


def test_the_desk_hears_of_a_record_whose_owner_is_told_by_no_way_that_leads_anywhere():
    at_chat = replace(EDITOR, channels=("chat",))
    bureau = replace(BUREAU, desk=(at_chat,), **BY_CHAT)

    assert bureau.owners("bob@gazette.example") == (at_chat,)
    assert bureau.owners("ann@gazette.example") == (ANN,)


def test_no_secret_stands_in_what_is_printed():
    server = Server(host="mx.example", port=25, username="desk", password="hunter22")

    assert "hunter22" not in repr(
        Bureau(newsroom=NEWSROOM, usual=USUAL, server=server, channels={"chat": "json://hunter22"})
    )


NIGHT = Quiet(begins=time(19), ends=time(8), zone=LISBON)
NOON = Quiet(begins=time(12), ends=time(13), zone=LISBON)
MOMENTS = {
    "before the night": (NIGHT, "2023-07-06T18:59:59+01:00", None),
    "the night begins": (NIGHT, "2023-07-06T19:00:00+01:00", "2023-07-07T08:00:00+01:00"),
    "after midnight": (NIGHT, "2023-07-07T00:30:00+01:00", "2023-07-07T08:00:00+01:00"),
    "the night ends": (NIGHT, "2023-07-07T08:00:00+01:00", None),
    "told in another zone": (NIGHT, "2023-07-06T18:30:00+00:00", "2023-07-07T07:00:00+00:00"),
    "a winter's night": (NIGHT, "2023-12-06T19:30:00+00:00", "2023-12-07T08:00:00+00:00"),
    "the night clocks go on": (NIGHT, "2023-03-25T22:00:00+00:00", "2023-03-26T07:00:00+00:00"),
    "at noon": (NOON, "2023-07-06T12:15:00+01:00", "2023-07-06T13:00:00+01:00"),
    "not at noon": (NOON, "2023-07-06T13:00:00+01:00", None),
}


@pytest.mark.parametrize(("quiet", "at", "over"), MOMENTS.values(), ids=MOMENTS.keys())
def test_quiet_hours_begin_and_are_over(quiet, at, over):
    moment = datetime.fromisoformat(at)

    assert quiet.quiet(moment) == (over is not None)
    assert quiet.over(moment) == datetime.fromisoformat(over or at)


@given(
    at=st.integers(1_577_836_800, 1_893_456_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    begins=st.times(),
    ends=st.times(),
    zone=st.sampled_from(["UTC", "Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_quiet_hours_are_over_within_a_day_and_never_before_now(at, begins, ends, zone):
    quiet = Quiet(begins=begins, ends=ends, zone=ZoneInfo(zone))
    if begins == ends:
        return

    over = quiet.over(at).astimezone(UTC)

    assert at <= over
    assert (over - at).total_seconds() <= 25 * 3600
    assert over == at or quiet.quiet(at)


@pytest.mark.parametrize("owner", ["ann..roe@gazette.example", "an[n@gazette.example", "änn@gazette.example"])
def test_the_desk_hears_of_a_record_whose_owner_cannot_be_mailed(owner):
    by_mail = BUREAU.reporter(owner)

    assert BUREAU.owners(owner) == (EDITOR,)
    assert BUREAU.ways(by_mail) == ()


def test_who_is_told_by_chat_needs_no_address_that_can_be_mailed():
    ann = replace(ANN, address="änn@gazette.example")
    bureau = replace(BUREAU, reporters=(ann,))

    assert bureau.owners(ann.address) == (ann,)
    assert bureau.ways(ann) == ("chat",)


COVERED = {
    "a night": (NIGHT, "09:00", "18:00", False),
    "noon": (NOON, "09:00", "18:00", False),
    "noon, of who works at noon alone": (NOON, "12:00", "13:00", True),
    "noon, of who works a minute longer": (NOON, "12:00", "13:01", False),
    "a night, of who works in the evening": (NIGHT, "19:30", "23:00", True),
    "a night, of who works before dawn": (NIGHT, "05:00", "08:00", True),
    "a night, of who begins before it": (NIGHT, "18:59", "23:00", False),
}


@pytest.mark.parametrize(("quiet", "opens", "closes", "covered"), COVERED.values(), ids=COVERED.keys())
def test_quiet_hours_may_leave_nothing_of_working_hours(quiet, opens, closes, covered):
    assert quiet.covers(time.fromisoformat(opens), time.fromisoformat(closes)) is covered
