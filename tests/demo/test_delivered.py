from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest

from worker.demo.delivered import brought, delivered
from worker.demo.letter import letters
from worker.demo.written import text_of, written


def mails(number):
    return [message_from_bytes(mail.octets, policy=default) for mail in brought(letters()[number])]


def test_the_same_letters_are_the_same_octets_each_time():
    assert [mail.octets for mail in delivered()] == [mail.octets for mail in delivered()]


def test_they_come_in_the_order_of_time_and_none_twice():
    times = [mail.at for mail in delivered()]

    assert times == sorted(times)
    assert len({mail.sha256 for mail in delivered()}) == len(times) == 24


@pytest.mark.parametrize("mail", delivered(), ids=lambda mail: mail.name)
def test_each_is_a_mail_with_the_verdict_of_our_own_server_on_top(mail):
    read = message_from_bytes(mail.octets, policy=default)
    verdict = read["Authentication-Results"]

    assert all(read[name] for name in ("From", "To", "Subject", "Date", "Message-ID", "Delivered-To"))
    assert verdict.startswith("mx.longshore.example;")
    assert ("dmarc=fail" in verdict) == (mail.name == "a-forgery")
    assert read.defects == []
    assert max(map(len, mail.octets.splitlines())) <= 998  # RFC 5322 section 2.1.1


def test_a_copy_by_bcc_does_not_name_the_desk():
    (mail,) = mails("01")

    assert "desk@" not in f"{mail['To']}{mail['Cc']}"


def test_a_forward_has_a_note_the_lines_of_the_program_and_the_letter_with_its_history():
    (mail,) = mails("11")
    text = mail.get_content().replace("\r\n", "\n")

    assert mail["Subject"] == "WG: RE: Inquiry: seasonal workers at Wyecroft Fruit"
    assert text.startswith("Antwort zu Wyecroft, bitte ablegen.\n\nVon: Harriet Penrose <h.penrose@hlsb.example>\n")
    assert "Gesendet: Donnerstag, 24. August 2023 15:40\n" in text
    assert text.endswith(text_of(letters()["11"]))


def test_an_attached_letter_is_whole():
    (mail,) = mails("13")
    (attached,) = mail.iter_attachments()

    assert attached.get_content_type() == "message/rfc822"
    assert attached.get_content()["Message-ID"] == written(letters()["13"])["Message-ID"]


def test_a_redirected_letter_names_who_sent_it_on_beside_its_author():
    (mail,) = mails("19")

    assert mail["Resent-From"] == "Idris Calloway <idris@longshore.example>"
    assert mail["From"] == "Harriet Penrose <h.penrose@hlsb.example>"


def test_a_picture_stands_in_the_text():
    (mail,) = mails("05")
    (picture,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    html = mail.get_body(("html",)).get_content()

    assert picture.get_content().startswith(b"\x89PNG")
    assert f"cid:{picture['Content-ID'][1:-1]}" in html


def test_a_letter_names_all_it_goes_back_to_and_quotes_them():
    answer, question = written(letters()["06"]), written(letters()["04"])

    assert answer["In-Reply-To"] == question["Message-ID"]
    assert answer["References"].split()[-1] == question["Message-ID"]
    assert "Sent: Thursday, June 29, 2023 4:05 PM\n" in text_of(letters()["06"])
    assert "> Dear Nora, dear Idris," in text_of(letters()["07"])
