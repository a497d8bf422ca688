import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from tests.servers.postgresql import postgresql as run_postgresql
from worker.errors import Refused, Transient
from worker.records.database import connect, reading, writing
from worker.records.schema import MIGRATIONS
from worker.records.tables import REVISION, metadata
from worker.records.turn import turn

ADDRESSES = {
    "a scheme nobody knows": ("ledger.db", "is not known"),
    "another database": ("mysql://ledger:secret@db/ledger", "'mysql' is not known"),
    "a folder that does not exist": ("sqlite:////no/such/folder/ledger.db", "does not exist: create it"),
    "a port that is no number": ("postgresql+psycopg://db:door/ledger", "can't be read"),
}


@pytest.mark.parametrize(("address", "said"), ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_that_leads_nowhere_is_refused_in_one_line(address, said):
    with pytest.raises(Refused, match=said) as refusal:
        connect(address)

    assert "\n" not in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("These are notes, no database. " * 100)

    with pytest.raises(Refused, match="not a database"):
        connect(f"sqlite:///{file}")

    assert file.read_text().startswith("These are notes")


def test_the_migrations_make_the_tables_of_the_program(engine):
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_program_knows_the_newest_migration():
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == REVISION


def test_a_database_that_is_up_to_date_is_opened_without_alembic(engine):
    address = engine.url.render_as_string(hide_password=False)
    opens = f"import sys; from worker.records.database import connect; connect({address!r}).dispose()"

    done = subprocess.run([sys.executable, "-c", f"{opens}; sys.exit('alembic' in sys.modules)"], check=False)

    assert done.returncode == 0


def test_a_database_of_a_newer_program_is_refused(engine):
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(Refused, match="newer onrecord"):
        connect(engine.url.render_as_string(hide_password=False))


def test_a_commit_has_reached_the_disk(engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL commits synchronously unless its operator says otherwise")
    with engine.connect() as connection:
        settings = {p: connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("synchronous", "foreign_keys")}
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()

    assert (settings, journal) == ({"synchronous": 2, "foreign_keys": 1}, "wal")


def test_a_failed_transaction_leaves_nothing(engine):
    def fail():
        with writing(engine) as connection:
            connection.execute(text("INSERT INTO journal (id, at, who, kind, detail, why) VALUES (1,'','','','{}','')"))
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        fail()

    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM journal")).scalar() == 0


def test_a_database_that_is_gone_may_come_back(engine):
    is_sqlite = engine.dialect.name == "sqlite"
    fails = "ATTACH '/no/such/folder/file' AS other" if is_sqlite else "SELECT pg_terminate_backend(pg_backend_pid())"

    with reading(engine) as connection, pytest.raises(Transient, match="out of reach"):
        connection.exec_driver_sql(fails)


@pytest.fixture
def own_postgresql():
    """Give a PostgreSQL that a test may stop."""
    with run_postgresql() as server:
        yield server


def test_a_server_that_was_started_anew_is_met_as_if_nothing_had_been(own_postgresql):
    engine = connect(own_postgresql.address())
    with reading(engine) as connection:
        before = connection.execute(text("SELECT count(*) FROM mails")).scalar()
    own_postgresql.stop()
    with pytest.raises(Transient, match="out of reach"), reading(engine):
        pass
    own_postgresql.start()

    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM mails")).scalar() == before == 0
    engine.dispose()


def test_who_loses_the_turn_with_the_server_is_told_before_he_files(own_postgresql):
    engine = connect(own_postgresql.address())

    def lose():
        with turn(engine) as still_ours:
            still_ours()
            own_postgresql.stop()
            own_postgresql.start()
            still_ours()

    with pytest.raises(Transient, match="out of reach"):
        lose()
    with turn(engine) as still_ours:
        still_ours()
    engine.dispose()
