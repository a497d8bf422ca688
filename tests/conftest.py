"""A database for the tests: SQLite always, PostgreSQL where a URL of one is given."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import create_engine, text

from worker.records.database import connect

POSTGRESQL = os.environ.get("ONRECORD_TEST_POSTGRESQL_URL")


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRESQL else [])])
def url(request, tmp_path):
    """Give the address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ledger.db'}"
    engine = create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return POSTGRESQL


@pytest.fixture
def engine(url):
    """Give an open, empty database."""
    engine = connect(url)
    yield engine
    engine.dispose()
