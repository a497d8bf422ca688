"""Who sent a mail: nothing that whoever wrote it can claim of himself."""

import pytest

from worker.mail.message import Authentic, Direction, Doubt, Forwarded
from worker.mail.newsroom import Newsroom
from worker.mail.read import read

NEWSROOM = Newsroom(
    domains=frozenset({"strasse.example"}),
    mailbox_addresses=frozenset({"desk@strasse.example"}),
    authserv_id="mx",
)
FORGED = "mx; spf=pass smtp.mailfrom=evil.example; dmarc=fail header.from=harbour.example"


def a_mail(*headers, sender="clerk@harbour.example", to="mara@strasse.example"):
    return "\r\n".join([*headers, f"From: {sender}", f"To: {to}", "Subject: x", "", "We withdraw."]).encode()


def test_a_forged_letter_that_claims_to_be_sent_on_by_one_of_ours_is_doubted():
    octets = a_mail(f"Authentication-Results: {FORGED}", "Resent-From: mara@strasse.example")

    (message,) = read(octets, NEWSROOM).messages

    assert message.doubts == (Doubt.FAILED,)


@pytest.mark.parametrize("proof", ["spf=pass smtp.mailfrom=mara@strasse.example", "dkim=pass header.d=strasse.example"])
def test_a_letter_that_one_of_ours_proves_to_have_sent_on_may_have_lost_its_own_proof(proof):
    octets = a_mail(
        f"Authentication-Results: mx; {proof}; dmarc=fail header.from=harbour.example",
        "Resent-From: mara@strasse.example",
    )

    (message,) = read(octets, NEWSROOM).messages

    assert (message.doubts, message.forwarded) == ((), Forwarded.REDIRECT)


def test_a_domain_that_is_spelt_alike_when_case_is_folded_is_not_ours():
    octets = a_mail("Authentication-Results: mx; dmarc=pass header.from=straße.example", sender="mara@straße.example")

    (message,) = read(octets, NEWSROOM).messages

    assert message.direction == Direction.REPLY


def test_a_greeting_that_reads_like_a_hop_in_our_house_makes_no_forged_verdict_ours():
    octets = a_mail(
        "Received: from [127.0.0.1] by x (evil.example [203.0.113.5]) by mx with ESMTP; Mon, 3 Jul 2023 09:00:00 +0000",
        "Received: from a by b (b [203.0.113.5]); Mon, 3 Jul 2023 09:00:00 +0000",
        "Authentication-Results: mx; dmarc=pass header.from=harbour.example",
    )

    (message,) = read(octets, NEWSROOM).messages

    assert message.authentic == Authentic.NONE


@pytest.mark.parametrize("verdict", ["fail", "pass"])
def test_a_mail_of_ours_that_our_own_server_found_forged_is_not_opened_though_one_of_ours_attached_it(verdict):
    forged = (
        f"Authentication-Results: mx; dmarc={verdict} header.from=strasse.example\nFrom: tom@strasse.example\n"
        "To: mara@strasse.example\nSubject: Fwd: x\n\n---------- Forwarded message ---------\n"
        "From: Clerk <clerk@harbour.example>\nDate: Mon, 3 Jul 2023 at 09:00\nSubject: x\nTo: <tom@strasse.example>\n\n"
        "We withdraw.\n"
    )
    octets = (
        "Authentication-Results: mx; dmarc=pass header.from=strasse.example\nFrom: mara@strasse.example\n"
        "To: desk@strasse.example\nSubject: Fwd: x\nContent-Type: multipart/mixed; boundary=b\n\n"
        f"--b\nContent-Type: message/rfc822\n\n{forged}\n--b--\n"
    )

    (message,) = read(octets.encode(), NEWSROOM).messages

    assert message.doubts == ((Doubt.FORGED,) if verdict == "fail" else ())
    assert message.sender.address == ("tom@strasse.example" if verdict == "fail" else "clerk@harbour.example")
