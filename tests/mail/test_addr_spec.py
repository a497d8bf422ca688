from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.given import DESK, a_mail, raw
from tests.noticed import NOW, ROOM
from worker import intake
from worker.mail.addr_spec import compared
from worker.mail.message import Address
from worker.mail.newsroom import Newsroom
from worker.records import correspondences, decisions
from worker.records.database import reading, writing

WRITTEN, NAMED = "zeitung-münchen.example", "xn--zeitung-mnchen-osb.example"


def test_a_newsroom_owns_its_addresses_however_their_domain_is_spelt():
    for domain in (WRITTEN, NAMED):
        ours = Newsroom(
            domains=frozenset({compared(domain)}), mailbox_addresses=frozenset({compared(f"desk@{domain}")})
        )

        assert ours.owns(f"Ann@{WRITTEN}")
        assert ours.owns(f"ann@{NAMED}")
        assert ours.is_mailbox(f"desk+harbour@{WRITTEN}")


def test_an_address_that_only_looks_like_another_is_another():
    assert compared("press@hаrbour.example") != "press@harbour.example"
    assert compared("press@ｈarbour.example") != "press@harbour.example"
    assert compared("press@straße.example") != compared("press@strasse.example")


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_compared_once_or_twice(local, domain):
    once = compared(f"{local}@{domain}")

    assert compared(once) == once or once.lower() != once
    assert Address(address=f"{local}@{domain}").key == once


def test_a_letter_finds_the_record_whose_domain_a_person_spelt_in_their_own_alphabet(engine):
    with writing(engine) as connection:
        decisions.open_record(connection, name="Zeitung", domains=(WRITTEN,), who="mara", at=NOW)
    letter = a_mail(sender=f"press@{NAMED}", to=DESK, subject="Our answer", words="We own it.")
    intake.receive(engine, [raw(letter)], ROOM, now=NOW)

    with reading(engine) as connection:
        (record,) = correspondences.all(connection, "zeitung")
    assert [entry.message.body.own.strip() for entry in record.entries] == ["We own it."]
