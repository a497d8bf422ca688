from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.notices.told import BERLIN, NEW_YORK, TOKYO
from worker.notices.moments import at_a_glance, days_between, in_full

DUE = datetime(2023, 7, 6, 17, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        (NEW_YORK, "Thursday, July 6, 2023, 17:00 EDT"),
        (BERLIN, "Thursday, July 6, 2023, 23:00 CEST (17:00 EDT in the newsroom)"),
        (TOKYO, "Friday, July 7, 2023, 06:00 JST (July 6, 2023, 17:00 EDT in the newsroom)"),
    ],
    ids=str,
)
def test_a_moment_is_told_by_both_clocks_where_they_differ(zone, told):
    assert in_full(DUE, zone, NEW_YORK) == told


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (DUE - timedelta(days=2), "Thursday, July 6, 17:00 EDT"),
        (DUE - timedelta(days=1), "tomorrow, Thursday, July 6, 17:00 EDT"),
        (DUE - timedelta(hours=16), "today, Thursday, July 6, 17:00 EDT"),
        (datetime(2023, 7, 7, 3, 59, tzinfo=UTC), "today, Thursday, July 6, 17:00 EDT"),
        (datetime(2023, 7, 7, 4, 0, tzinfo=UTC), "yesterday, Thursday, July 6, 17:00 EDT"),
        (DUE - timedelta(days=300), "Thursday, July 6, 2023, 17:00 EDT"),
    ],
)
def test_a_headline_tells_how_near_a_moment_is_on_the_readers_calendar(now, told):
    assert at_a_glance(DUE, now, NEW_YORK) == told


def test_days_are_those_of_the_readers_calendar():
    later = datetime(2023, 7, 7, 5, tzinfo=NEW_YORK)

    assert days_between(DUE, later, NEW_YORK) == 1
    assert days_between(DUE, later, TOKYO) == 0
