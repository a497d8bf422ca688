"""Forged mail, and mail that nobody vouches for, never comes to stand in public: by no release of a whole record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import CONFIG, Desk
from tests.public import standing, told
from worker import intake, tasks
from worker.mail.raw import RawMessage
from worker.records import correspondences
from worker.records.database import connect, reading
from worker.settings import load

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2023, 9, 1, 12, tzinfo=UTC)
SERVER = "mx.gazette.example"
ANN, PRESS = "Ann Roe <ann@gazette.example>", "Jón Jónsson <press@harbour.example>"
ONE, TWO = "<one.8c1f@gazette.example>", "<two.77ab@harbour.example>"
GENUINE = {"WHO-OWNS": "Who owns the pier, WHO-OWNS?", "THE-HARBOUR": "It belongs to THE-HARBOUR itself."}


def verdict(*results, server=SERVER):
    return ("Authentication-Results", f"{server}; {'; '.join(results)}")


def proved(domain):
    return verdict(f"dkim=pass header.d={domain}", f"dmarc=pass header.from={domain}")


def a_mail(words, *fields, sender=PRESS, to=ANN, bcc=True, type_="text/plain; charset=utf-8"):
    """Write a mail field by field, as who forges one can: nothing is checked, and any field may stand twice."""
    told = [
        *([("Delivered-To", "desk@gazette.example")] if bcc else []),
        *fields,
        *([("From", sender)] if sender else []),
        *([("To", to)] if to else []),
        ("Date", "Wed, 12 Jul 2023 09:00:00 +0000"),
        ("MIME-Version", "1.0"),
        ("Content-Type", type_),
    ]
    names = {name.lower() for name, _ in fields}
    told += [] if "subject" in names else [("Subject", "Re: The pier")]
    told += [] if "message-id" in names else [("Message-ID", f"<{abs(hash(words))}@somewhere.example>")]
    return "".join(f"{name}: {value}\r\n" for name, value in told).encode() + b"\r\n" + words.encode() + b"\r\n"


ANSWERS = ("In-Reply-To", ONE), ("References", ONE)
PROOF, OURS = proved("harbour.example"), proved("gazette.example")
EVIL = proved("evil.example")
FORWARD = """{note}

---------- Forwarded message ---------
From: Jón Jónsson <press@harbour.example>
Date: Wed, Jul 12, 2023 at 9:00 AM
Subject: Re: The pier
To: Ann Roe <ann@gazette.example>

{words}
"""
ATTACHED = (
    "--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
    "From: Jón Jónsson <press@harbour.example>\r\nTo: Ann Roe <ann@gazette.example>\r\nSubject: Re: The pier\r\n"
    f"Date: Wed, 12 Jul 2023 09:00:00 +0000\r\nIn-Reply-To: {ONE}\r\nMessage-ID: <f1@harbour.example>\r\n\r\n"
    "%s\r\n--b--\r\n"
)
MIXED = 'multipart/mixed; boundary="b"'
FAILED = verdict("dmarc=fail header.from=harbour.example")
SPF_ONLY = verdict("spf=pass smtp.mailfrom=bounce@evil.example", "dmarc=none header.from=harbour.example")
ELSEWHERE = ("Received", "from here (here [198.51.100.7]) by evil.example; Wed, 12 Jul 2023 08:59:00 +0000")
RECEIVED = (
    "Received",
    "from evil.example (evil.example [203.0.113.9]) by mx.gazette.example; Wed, 12 Jul 2023 09:00:00 +0000",
)


def forgeries():
    """Yield each forgery by what it tries; the words of all begin alike."""
    mails = {}

    def try_(name, *fields, **how):
        words = how.pop("words", "{}").format(f"FORGED-{len(mails):02}, they all agreed.")
        mails[name] = a_mail(words, *fields, **how)

    # The organisation, by somebody who is not it.
    try_("no verdict at all", *ANSWERS)
    try_("no verdict and no reference")
    try_("failed DMARC", FAILED, *ANSWERS)
    try_(
        "failed DMARC, and a DKIM of somebody else", verdict("dkim=pass header.d=evil.example", "dmarc=fail"), *ANSWERS
    )
    try_("SPF of the forger's own domain", SPF_ONLY, *ANSWERS)
    try_("DKIM of the forger's own domain", verdict("dkim=pass header.d=evil.example"), *ANSWERS)
    try_("DKIM of a domain that ends alike", verdict("dkim=pass header.d=notharbour.example"), *ANSWERS)
    try_("DKIM failed", verdict("dkim=fail header.d=harbour.example"), *ANSWERS)
    try_("soft failure of SPF", verdict("spf=softfail smtp.mailfrom=press@harbour.example"), *ANSWERS)
    try_(
        "a verdict of another server",
        verdict("dmarc=pass header.from=harbour.example", server="mx.evil.example"),
        *ANSWERS,
    )
    try_("a verdict of ours that came with the mail", RECEIVED, ELSEWHERE, PROOF, *ANSWERS)
    try_("ours failed, and one forged below it", FAILED, PROOF, *ANSWERS)
    try_("a server whose name begins like ours", verdict("dmarc=pass", server=f"{SERVER}.evil.example"), *ANSWERS)
    try_("a verdict within a comment", verdict("dmarc=none (dmarc=pass header.from=harbour.example)"), *ANSWERS)
    try_("a verdict within a quoted string", verdict('spf=none smtp.mailfrom="x; dmarc=pass"'), *ANSWERS)
    try_("a verdict of another version", ("Authentication-Results", f"{SERVER} 2; dmarc=pass"), *ANSWERS)
    try_("an ARC verdict", ("ARC-Authentication-Results", f"i=1; {SERVER}; dmarc=pass"), *ANSWERS)
    try_("Received-SPF alone", ("Received-SPF", "pass"), *ANSWERS)
    try_("the Message-ID of their true answer", ("Message-ID", TWO), *ANSWERS)
    try_("the Message-ID of our true letter", ("Message-ID", ONE))
    try_("two From, theirs first", EVIL, ("From", PRESS), *ANSWERS, sender="x@evil.example")
    try_("two From, theirs last", EVIL, ("From", "x@evil.example"), *ANSWERS)
    try_("two From, proved for theirs", PROOF, ("From", "x@evil.example"), *ANSWERS)
    try_("two authors in one From", EVIL, *ANSWERS, sender=f"{PRESS}, x@evil.example")
    try_("their name, another address", EVIL, sender="Jón Jónsson <press@evil.example>")
    try_("their name, another address, an answer", EVIL, *ANSWERS, sender="Jón Jónsson <press@evil.example>")
    try_("their address as a name", EVIL, sender='"press@harbour.example" <x@evil.example>')
    try_("their address as a local part", EVIL, sender='"press@harbour.example>"@evil.example')
    try_("two addresses in brackets", EVIL, *ANSWERS, sender="<press@harbour.example> <x@evil.example>")
    try_("a domain that looks like theirs", proved("xn--hrbour-4nf.example"), sender="press@hаrbour.example")
    try_(
        "a domain below which theirs seems to lie",
        proved("harbour.example.evil.example"),
        sender="p@harbour.example.evil.example",
    )
    try_("their Reply-To and Sender", EVIL, ("Reply-To", PRESS), ("Sender", PRESS), sender="x@evil.example")
    try_("no author", EVIL, ("Sender", PRESS), sender="")
    # Ours, by somebody who is not.
    try_("of ours, no verdict", sender=ANN, to=PRESS)
    try_("of ours, failed", verdict("dmarc=fail header.from=gazette.example"), sender=ANN, to=PRESS)
    try_("of ours, an answer", ("In-Reply-To", TWO), ("References", f"{ONE} {TWO}"), sender=ANN, to=PRESS)
    try_("of ours, to the desk's address of the record", sender=ANN, to="desk+harbour-alliance@gazette.example")
    try_("of ours as a name", EVIL, sender='"ann@gazette.example" <x@evil.example>', to=PRESS)
    # Forwards.
    forward = FORWARD.replace("{words}", "{}")
    try_(
        "a forward of ours that is not ours",
        sender=ANN,
        to="desk@gazette.example",
        words=forward.replace("{note}", "FYI"),
    )
    try_(
        "a forward by an outsider",
        EVIL,
        sender="x@evil.example",
        to="desk@gazette.example",
        words=forward.replace("{note}", "FYI"),
    )
    try_(
        "a mail attached to one of ours that is not ours",
        sender=ANN,
        to="desk@gazette.example",
        words=ATTACHED.replace("%s", "{}"),
        type_=MIXED,
    )
    try_(
        "a mail attached by an outsider",
        EVIL,
        sender="x@evil.example",
        to="desk@gazette.example",
        words=ATTACHED.replace("%s", "{}"),
        type_=MIXED,
    )
    try_("sent on as if by ours", ("Resent-From", ANN), ("Resent-To", "desk@gazette.example"), *ANSWERS)
    return mails


FORGERIES = forgeries()


@dataclass(frozen=True, slots=True)
class House:
    desk: Desk
    out: Path

    def receive(self, *mails):
        settings = load(self.desk.folder / "onrecord.toml", {})
        engine = connect(settings.database_url)
        intake.receive(
            engine, [RawMessage(octets=m, mailbox="desk", trusted=False) for m in mails], settings.newsroom, now=NOW
        )
        with reading(engine) as connection:
            slugs = [record.slug for record in correspondences.all(connection)]
        engine.dispose()
        return slugs

    def release(self, slugs):
        return [self.desk.run("release", "--record", slug, "--yes") for slug in slugs]

    def publish(self):
        self.desk.run("publish")
        served = tasks.House(load(self.desk.folder / "onrecord.toml", {}), lambda: NOW)
        tasks.publish(served)
        served.engine.dispose()


@pytest.fixture
def house(tmp_path):
    text = f'{CONFIG}authserv_id = "{SERVER}"\n[pages]\nout = "public"\n'
    (tmp_path / "onrecord.toml").write_text(text, encoding="utf-8")
    desk = Desk(folder=tmp_path)
    desk.run("open", "Harbour Alliance", "--acronym", "HA", "--domain", "harbour.example")
    return House(desk, tmp_path / "public")


@pytest.fixture
def conversation():
    asked, answered = GENUINE.values()
    return (
        a_mail(asked, OURS, ("Subject", "The pier"), ("Message-ID", ONE), sender=ANN, to=PRESS),
        a_mail(answered, PROOF, ("Message-ID", TWO), *ANSWERS),
    )


def test_there_are_forty_of_them():
    assert len(FORGERIES) >= 40


def test_what_is_genuine_is_released_with_its_record_and_published(house, conversation):
    house.release(house.receive(*conversation))
    house.publish()

    for word in GENUINE:
        assert "harbour-alliance/index.html" in told(house.out, word)


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forgery_alone_beside_what_is_genuine_is_not_published(house, conversation, name):
    slugs = house.receive(*conversation, FORGERIES[name])
    house.release(slugs)
    house.publish()

    assert all(told(house.out, word) for word in GENUINE)
    assert told(house.out, "FORGED") == []
    assert told(house.out, "evil") == []


@pytest.mark.parametrize("first", ["the genuine", "the forged"])
def test_forty_forgeries_at_once_change_nothing_of_what_is_public(house, conversation, first):
    batches = [conversation, tuple(FORGERIES.values())]
    for batch in batches if first == "the genuine" else batches[::-1]:
        slugs = house.receive(*batch)
    house.release(slugs)
    house.publish()

    assert told(house.out, "FORGED") == told(house.out, "evil") == []
    for word in GENUINE:
        assert "harbour-alliance/index.html" in told(house.out, word)


def test_who_reviews_a_redirected_letter_is_told_that_nobody_proves_it(house, conversation):
    house.receive(*conversation, FORGERIES["sent on as if by ours"])

    asked = house.desk.run("review", "harbour-alliance", keys="s\ns\ns\n").stdout

    assert "it says that ann@gazette.example redirected it, which anybody can write" in asked
    assert "who vouches for it" not in asked


def test_a_release_comes_before_the_forgeries_and_the_page_stays_as_it_was(house, conversation):
    house.release(house.receive(*conversation))
    house.publish()
    before = standing(house.out)

    house.release(house.receive(*FORGERIES.values()))
    house.publish()

    assert standing(house.out) == before
