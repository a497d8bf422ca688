from datetime import UTC, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from worker.deadlines.author import author
from worker.deadlines.calendar import Calendar

NEW_YORK = ZoneInfo("America/New_York")
CALENDAR = Calendar(zone=NEW_YORK, close_of_business=time(17))
CLOCKS = {
    "of ours in Berlin": ("2026-11-20T10:00:00+01:00", True, timezone(timedelta(hours=1))),
    "of ours on the West Coast": ("2026-11-20T10:00:00-08:00", True, timezone(timedelta(hours=-8))),
    "of ours at home": ("2026-11-20T10:00:00-05:00", True, NEW_YORK),
    "of ours at home, in summer": ("2026-07-20T10:00:00-04:00", True, NEW_YORK),
    "of ours, whose client tells no offset": ("2026-11-20T10:00:00+00:00", True, NEW_YORK),
    "of theirs": ("2026-11-20T10:00:00+01:00", False, timezone(timedelta(hours=1))),
    "of theirs, in universal time": ("2026-11-20T10:00:00+00:00", False, UTC),
}


@pytest.mark.parametrize(("sent_at", "ours", "clock"), CLOCKS.values(), ids=CLOCKS)
def test_everybody_reads_the_clock_on_the_own_wall(sent_at, ours, clock):
    writer = author(sent_at=datetime.fromisoformat(sent_at), calendar=CALENDAR, ours=ours)

    assert (writer.clock, writer.clock.utcoffset(writer.sent_at)) == (clock, clock.utcoffset(writer.sent_at))


def test_business_closes_in_the_newsroom_wherever_one_of_ours_writes():
    writer = author(sent_at=datetime.fromisoformat("2026-11-20T10:00:00+01:00"), calendar=CALENDAR, ours=True)

    assert writer.zone == NEW_YORK
