import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from tests.given import NOW
from worker.records import agenda, attending, correspondences, journal
from worker.records.database import connect, reading
from worker.records.schema import MIGRATIONS
from worker.records.tables import REVISION

BEFORE = """
INSERT INTO mails (id, sha256, size, mailbox, name, trusted, imported, archived_at, status, reason, candidates, unread,
 attempts) VALUES (1, '5e', 3, 'desk', '', true, false, '2023-07-03T12:00:00+00:00', 'filed', '', '[]', false, 1);
INSERT INTO octets (mail_id, number, data) VALUES (1, 0, 'abc');
INSERT INTO places (mailbox, uidvalidity, uid, mail_id) VALUES ('desk', 7, 3, 1);
INSERT INTO messages (id, mail_id, ordinal, content, copy, received_at, how, "by") VALUES
 (1, 1, 0, '{}', '{}', '2023-07-03T12:00:00+00:00', 'direct', '');
INSERT INTO records (id, slug, name, acronym, country, domains, contacts, owner, status, confirmed) VALUES
 (1, 'harbour', 'Harbour', '', '', '[]', '[]', 'mara', 'open', true);
INSERT INTO entries (id, record_id, message_id, placed_by, sent_at, publication) VALUES
 ('e1', 1, 1, 'domain', '2023-07-03T12:00:00+00:00', 'pending');
INSERT INTO sources (entry_id, message_id) VALUES ('e1', 1);
INSERT INTO journal (id, at, who, kind, detail, why) VALUES
 (1, '2023-07-03T12:00:00+00:00', 'mara', 'confirm', '{"slug": "harbour"}', '')
"""
KEPT = ("mails", "octets", "places", "messages", "records", "entries", "sources", "journal")


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request, tmp_path):
    """Give the address of a database as the program before the notices left it, with mail in it."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'ledger.db'}"
        filled(address)
        yield address
        return
    with request.getfixturevalue("postgresql").database() as address:
        filled(address)
        yield address


def filled(address):
    engine = create_engine(address)
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        for statement in BEFORE.split(";"):
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_ledger_with_mail_is_brought_up_to_date_in_place(old):
    engine = connect(old)

    with reading(engine) as connection:
        counts = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in KEPT}
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == REVISION
        assert agenda.unsettled(connection, 10, by="the calendar") == ("harbour",)
        assert attending.unattended(connection, 10) == ()
        assert connection.execute(text("SELECT count(*) FROM mails WHERE attended")).scalar() == 1
        assert [line.who for line in journal.lines(connection)] == ["mara"]
        assert (agenda.overdue(connection, NOW), correspondences.held(connection)) == (0, ())
    engine.dispose()
    assert counts == dict.fromkeys(KEPT, 1)
