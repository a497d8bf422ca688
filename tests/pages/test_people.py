from __future__ import annotations

import pytest

from tests.pages.letters import an_answer
from worker.correspondence import Contact
from worker.mail.message import Address
from worker.pages.people import Person, author


def named(name, *, signature="", known=()):
    sender = Address(name=name, address="vale@harbour.example")
    letter = an_answer("a", sender=sender, signature=signature)
    return author(letter.message, {c.address: c for c in known})


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Imogen Vale", "Imogen Vale"),
        ("Vale, Imogen", "Imogen Vale"),
        ("Vale-Ortega, Imogen K.", "Imogen K. Vale-Ortega"),
        ("Imogen Vale, PhD", "Imogen Vale, PhD"),
        ("Vale, Imogen, Press", "Vale, Imogen, Press"),
        ("'Imogen Vale'", "Imogen Vale"),
        ("Imogen \u202e Vale\n", "Imogen Vale"),
        ("王小明", "王小明"),
        ("imogen@harbour.example", ""),
        ("'vale@harbour.example' via Desk", ""),
        ("", ""),
    ],
)
def test_a_person_is_called_by_name_never_by_address(written, told):
    assert named(written).name == told


def test_a_role_is_of_the_letters_own_signature_else_of_another_public_letter():
    known = (Contact(name="Imogen Vale", address="vale@harbour.example", role="Director"),)

    assert named("Imogen Vale", signature="Imogen Vale\nHead of Press", known=known).role == "Head of Press"
    assert named("Vale, Imogen", signature="Imogen Vale\nHead of Press").role == "Head of Press"
    assert named("", known=known) == Person(name="Imogen Vale", role="Director")
    assert named("Imogen Vale").role == ""
