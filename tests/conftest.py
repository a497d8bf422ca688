"""The servers of the tests, one of each in a session, and a database for each test: SQLite and PostgreSQL alike."""

from __future__ import annotations

import shutil

import pytest

from tests.servers.browser import axe, chromium
from tests.servers.certificates import Authority
from tests.servers.postgresql import postgresql as run_postgresql
from tests.servers.redis import redis as run_redis


@pytest.fixture(scope="session")
def postgresql():
    """Give a PostgreSQL; its database ``ledger`` has the tables of the program, for others to copy."""
    from worker.records.database import connect  # noqa: PLC0415 - most tests need none

    with run_postgresql() as server:
        server.run("CREATE DATABASE ledger TEMPLATE template0")
        connect(server.address("ledger")).dispose()
        yield server


@pytest.fixture(scope="session")
def redis(tmp_path_factory):
    """Give a Redis."""
    with run_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="module")
def browser():
    """Give a Chromium; its loop runs in this thread, so it stays no longer than a module."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def looks(tmp_path_factory):
    """Give what looks a page over for those who read with a keyboard or a screen reader."""
    return axe(tmp_path_factory.mktemp("axe"))


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """Give who certifies the servers of the tests."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(authority, monkeypatch):
    """Let its certificates be trusted."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory):
    """Give a file of SQLite with the tables of the program, for others to copy."""
    from worker.records.database import connect  # noqa: PLC0415 - most tests need none

    file = tmp_path_factory.mktemp("sqlite") / "ledger.db"
    connect(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """Give the address of an empty database."""
    if request.param == "sqlite":
        file = tmp_path / "ledger.db"
        shutil.copyfile(request.getfixturevalue("empty_ledger"), file)
        yield f"sqlite:///{file}"
        return
    from worker.records.tables import REVISION, metadata  # noqa: PLC0415 - most tests need none

    server = request.getfixturevalue("postgresql")
    with server.emptied("ledger", [table.name for table in reversed(metadata.sorted_tables)]) as address:
        yield address
    server.run(f"UPDATE alembic_version SET version_num = '{REVISION}'", name="ledger")


@pytest.fixture
def engine(url):
    """Give an open, empty database."""
    from worker.records.database import connect  # noqa: PLC0415 - most tests need none

    engine = connect(url)
    yield engine
    engine.dispose()


@pytest.fixture
def desk(engine):
    """Give a newsroom whose people are told of the one letter that waits for an answer."""
    from tests.noticed import Newsdesk, a_letter  # noqa: PLC0415 - most tests need none

    desk = Newsdesk(engine)
    desk.receive(a_letter())
    return desk


@pytest.fixture
def asked_and_answered(engine):
    """Give a database with one record: an inquiry and its reply."""
    from tests.given import a_reply_to, an_inquiry  # noqa: PLC0415 - the same
    from tests.ledger import receive  # noqa: PLC0415 - the same

    inquiry = an_inquiry(words="Who owns the pier?")
    receive(engine, inquiry, a_reply_to(inquiry, words="We do."))
    return engine
