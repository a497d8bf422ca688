from __future__ import annotations

from hashlib import sha256

from tests.given import MONDAY, NOW, an_inquiry, raw
from tests.ledger import receive
from worker.records.database import reading
from worker.records.provenance import provenance


def test_it_is_told_where_a_mail_was_met_and_when_it_came(engine):
    octets = an_inquiry().as_bytes()
    receive(engine, raw(octets, trusted=False, internal_date=MONDAY))

    with reading(engine) as connection:
        told = provenance(connection, sha256(octets).hexdigest())

    assert (told.sha256, told.size) == (sha256(octets).hexdigest(), len(octets))
    assert (told.mailbox, told.trusted, told.imported) == ("desk", False, False)
    assert (told.received_at, told.archived_at) == (MONDAY, NOW)
