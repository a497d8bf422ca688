from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from worker.records.column import Instant

TABLE = Table("instants", MetaData(), Column("id", Integer, primary_key=True), Column("at", Instant))
EAST, WEST = (timezone(timedelta(hours=hours)) for hours in (14, -12))
IN_ORDER = [
    datetime(1, 1, 1, tzinfo=EAST),  # no year of UTC
    datetime(2023, 7, 4, 1, tzinfo=EAST),
    datetime(2023, 7, 3, 12, tzinfo=UTC),
    datetime(2023, 7, 3, 12, 0, 0, 1, tzinfo=UTC),
    datetime(2023, 7, 3, 1, tzinfo=WEST),
    datetime(9999, 12, 31, 23, tzinfo=WEST),  # neither
]


@pytest.fixture
def connection(engine):
    with engine.connect() as connection:
        TABLE.metadata.create_all(connection)
        yield connection
        connection.rollback()


def test_instants_are_in_order_whatever_clock_told_them(connection):
    rows = [{"id": number, "at": at} for number, at in enumerate(IN_ORDER)]
    connection.execute(insert(TABLE), list(reversed(rows)))

    assert connection.execute(select(TABLE.c.id).order_by(TABLE.c.at)).scalars().all() == list(range(len(IN_ORDER)))
    assert set(connection.execute(select(TABLE.c.id).where(TABLE.c.at < IN_ORDER[2])).scalars()) == {0, 1}


def test_an_instant_comes_back_in_utc(connection):
    connection.execute(insert(TABLE), {"id": 1, "at": IN_ORDER[1]})

    (back,) = connection.execute(select(TABLE.c.at)).scalars()
    assert (back, back.tzinfo) == (IN_ORDER[1], UTC)
