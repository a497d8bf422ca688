from email.message import EmailMessage
from hashlib import sha256

import pytest

from worker.mail.octets.file_content import file_content
from worker.mail.octets.parse import parse

PLAN, NOTES = b"%PDF-1.7 plan", "Größe\r\nund Notizen\r\n"


def a_mail(words="Hello."):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@one.example", "b@two.example", "Plans"
    mail.set_content(words)
    mail.add_attachment(PLAN, maintype="application", subtype="pdf", filename="plan.pdf")
    mail.add_attachment(NOTES, filename="notes.txt", cte="quoted-printable")
    return mail


def test_every_file_that_a_mail_is_said_to_have_is_found_by_its_digest():
    octets = a_mail().as_bytes()
    said = parse(octets).attachments

    assert len(said) == 2
    for file in said:
        found = file_content(octets, file.sha256)
        assert (len(found), sha256(found).hexdigest()) == (file.size, file.sha256)


def test_a_file_of_an_attached_mail_is_found():
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "c@two.example", "Fwd: Plans"
    outer.set_content("See below.")
    outer.add_attachment(a_mail())

    assert file_content(outer.as_bytes(), sha256(PLAN).hexdigest()) == PLAN


@pytest.mark.parametrize("octets", [b"", b"no mail", a_mail().as_bytes()])
def test_what_is_not_there_is_none(octets):
    assert file_content(octets, "0" * 64) is None
