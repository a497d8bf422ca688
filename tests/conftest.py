"""A database for the tests: SQLite always, PostgreSQL where a URL of one is given."""

from __future__ import annotations

import os

import pytest

POSTGRESQL = os.environ.get("ONRECORD_TEST_POSTGRESQL_URL")


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRESQL else [])])
def url(request, tmp_path):
    """Give the address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    from sqlalchemy import create_engine, text  # noqa: PLC0415 - the same

    engine = create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return POSTGRESQL


@pytest.fixture
def engine(url):
    """Give an open, empty database."""
    from worker.records.database import connect  # noqa: PLC0415 - most tests need none

    engine = connect(url)
    yield engine
    engine.dispose()


@pytest.fixture
def asked_and_answered(engine):
    """Give a database with one record: an inquiry and its reply."""
    from tests.given import a_reply_to, an_inquiry  # noqa: PLC0415 - the same
    from tests.ledger import receive  # noqa: PLC0415 - the same

    inquiry = an_inquiry(words="Who owns the pier?")
    receive(engine, inquiry, a_reply_to(inquiry, words="We do."))
    return engine
