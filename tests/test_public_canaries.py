"""Sixty words that nobody may read are hidden in mail and in decisions; what is released goes out, and none of them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, PngImagePlugin

from tests.cli.conftest import CONFIG, Desk
from tests.public import standing
from worker import intake, tasks
from worker.mail.raw import RawMessage
from worker.records import correspondences, journal
from worker.records.database import connect, reading
from worker.settings import load

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2023, 9, 1, 12, tzinfo=UTC)
HARBOUR, MILL = "harbour-alliance", "mill-and-sons"
ANN, PRESS = "Ann Roe <ann@gazette.example>", "Jón Jónsson <press@harbour.example>"
CANARIES: dict[str, str] = {}


def canary(place):
    """Give a word that stands nowhere else, and remember where it was put."""
    word = f"Kanari{len(CANARIES):02}qx"
    CANARIES[word] = place
    return word


def header_canaries():
    ours = {
        "Received": f"from laptop.{canary('Received')}.example ([203.0.113.7]) by mx.example; Thu, 6 Jul 2023 17:00:01 +0000",
        "X-Originating-IP": f"[{canary('X-Originating-IP')}]",
        "X-Mailer": canary("X-Mailer"),
        "X-Source": f"=?utf-8?q?{canary('X- in an encoded word')}?=",
        "Reply-To": f"{canary('Reply-To, name')} <{canary('Reply-To, address')}@gazette.example>",
        "Sender": f"{canary('Sender')} <other@gazette.example>",
        "Return-Path": f"<{canary('Return-Path')}@gazette.example>",
        "Cc": f"{canary('Cc, name')} <{canary('Cc, address')}@gazette.example>, {canary('Cc of theirs')} <law@harbour.example>",
        "Bcc": f"{canary('Bcc, name')} <{canary('Bcc, address')}@source.example>, desk@gazette.example",
        "Comments": canary("Comments"),
        "Keywords": canary("Keywords"),
        "Organization": canary("Organization"),
        "User-Agent": canary("User-Agent"),
        "Thread-Topic": canary("Thread-Topic"),
        "Disposition-Notification-To": f"{canary('Disposition-Notification-To')}@gazette.example",
        "DKIM-Signature": f"v=1; d=gazette.example; s={canary('DKIM-Signature')}; b=x",
        "Delivered-To": f"{canary('Delivered-To')}@gazette.example",
    }
    theirs = {
        "References": f"<{canary('References')}@elsewhere.example> <one@post.example>",
        "List-Archive": f"<https://{canary('List-Archive')}.example/>",
        "Content-Description": canary("Content-Description"),
        "Return-Receipt-To": f"{canary('Return-Receipt-To')}@harbour.example",
        "X-MS-Exchange-CrossTenant-Id": canary("X-MS-Exchange"),
        "Resent-Cc": f"{canary('Resent-Cc')}@harbour.example",
    }
    return ours, theirs


OURS, THEIRS = header_canaries()
MESSAGE_ID = f"<{canary('Message-ID')}@harbour.example>"
AUTHOR = f"Jón Jónsson <{canary('address of the author')}.press@harbour.example>"
TRACKED = f"https://click.example.net/?id={canary('tracking link')}"
PARAMETER = f"https://harbour.example/report?utm_source={canary('tracking parameter')}"
QUOTED_BELOW = (
    f"On Thu, Jul 6, 2023 at 5:00 PM {canary('attribution line')} Roe <ann@gazette.example> wrote:\r\n"
    f"> Who owns the pier?\r\n> {canary('quoted history below')}\r\n>> {canary('quoted twice')}\r\n"
)
SIGNATURE = f"-- \r\nJón Jónsson\r\nHead of Communications\r\nMobile +354 555 0199, {canary('signature')} Street 4\r\n"
OUTLOOK = (
    f"-----Original Message-----\r\nFrom: {canary('Outlook header, From')} <ann@gazette.example>\r\nSent: Monday, July 10, 2023 9:00 AM\r\n"
    f"To: {canary('Outlook header, To')} <press@harbour.example>\r\nSubject: {canary('Outlook header, Subject')}\r\n\r\n"
    f"{canary('quoted history in Outlook')}\r\n"
)
HTML = f"""<html><head><title>{canary("title")}</title><meta name="author" content="{canary("meta")}">
<style>.x {{ content: "{canary("style sheet")}" }}</style><script>var x = "{canary("script")}";</script></head><body>
<!-- {canary("comment")} --><p>The pier was VISIBLE-HTML sold in May.</p>
<div style="display:none">{canary("display: none")}</div>
<span style="visibility:hidden">{canary("visibility: hidden")}</span>
<span style="font-size:0">{canary("font-size: 0")}</span>
<span style="color:#ffffff;background:#fff">{canary("white on white")}</span>
<div hidden>{canary("hidden")}</div>
<img src="https://pixel.example/{canary("image address")}.gif" alt="{canary("alt")}" width="1" height="1" title="{canary("title of an image")}">
<a href="https://{canary("target of a link")}.example/" title="{canary("title of a link")}">the report</a>
<template>{canary("template")}</template>
</body></html>"""
NOTE = f"{canary('our note above a forward')}: keep this from them, please."
TALK = canary("talk among colleagues")
SPAN, NAME, PATTERN = canary("covered span"), canary("covered name"), canary("covered by a pattern")
DUE = f"July {canary('words of a covered deadline')} 19, 2023"
WITHHELD, PENDING, EMBARGOED = canary("withheld entry"), canary("pending entry"), canary("embargoed record")
WHYS = {what: canary(f"why of {what}") for what in ("release", "withhold", "redact", "embargo", "count", "summarise")}
SUMMARISED = canary("words in whose place a summary stands")
EDITOR = canary("who decided")
BYHAND = canary("pending call")
EXIF, GPS, COMMENT, BEHIND = (
    canary("EXIF"),
    canary("GPS"),
    canary("comment of a JPEG"),
    canary("behind the end of a JPEG"),
)
THUMB, XMP, TEXT, ICC = canary("thumbnail"), canary("XMP"), canary("text of a PNG"), canary("profile of a PNG")
UNRELEASED, FILE = canary("name of a file that was not released"), canary("file that was not released")
COVERED_FILE, TYPE = NAME, canary("type of a file")
ID, SUBJECT = canary("Content-ID"), canary("Subject")


def a_photo():
    """Write a JPEG that tells all that a camera can."""
    made, exif = BytesIO(), Image.Exif()
    exif[0x010E], exif[0x013B] = EXIF, EXIF
    exif.get_ifd(0x8825)[0x001B] = GPS.encode()
    picture = Image.new("RGB", (60, 40), "navy")
    picture.save(made, "JPEG", exif=exif, comment=COMMENT.encode(), xmp=f"<x>{XMP}</x>".encode())
    octets = made.getvalue()
    app = f"\xff\xed{chr(0)}{chr(len(THUMB) + 2)}{THUMB}".encode("latin-1")
    return octets[:2] + app + octets[2:] + BEHIND.encode()


def a_chart():
    """Write a PNG with words beside its pixels."""
    made, told = BytesIO(), PngImagePlugin.PngInfo()
    told.add_text("Comment", TEXT)
    told.add_itxt("XML:com.adobe.xmp", XMP, zip=False)
    Image.new("RGBA", (30, 30), (1, 2, 3, 0)).save(made, "PNG", pnginfo=told, icc_profile=ICC.encode())
    return made.getvalue()


def a_mail(  # noqa: PLR0913 - what a mail is made of
    name, day, words, *, sender=ANN, to=PRESS, answers="", fields=(), **more
):
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    mail["Subject"] = more.get("subject", f"The pier {SUBJECT}")
    mail["Date"] = f"{day} Jul 2023 09:00:00 +0000"
    mail["Message-ID"] = more.get("message_id", f"<{name}@post.example>")
    mail.set_content(words)
    for field, value in dict(fields).items():
        mail[field] = value
    if answers and "References" not in mail:
        mail["References"] = f"<{answers}@post.example>"
    if "html" in more:
        mail.add_alternative(more["html"], subtype="html")
        del mail.get_payload()[0]
    for file, type_, octets in more.get("files", ()):
        maintype, _, subtype = type_.partition("/")
        mail.add_attachment(octets, maintype=maintype, subtype=subtype, filename=file, cid=f"<{ID}@x>")
    return mail


def the_mails():
    """Write the correspondence in which the words are hidden."""
    photo, chart = a_photo(), a_chart()
    asks = (
        f"PUBLIC-ONE Who owns the pier?\n\nAsk {NAME}, {SPAN} or {PATTERN}. Please answer by {DUE}.\n\nRegards,\nAnn\n"
    )
    inquiry = a_mail(
        "one", "Thu, 6", asks, fields=OURS,
        files=[("quay.jpg", "image/jpeg", photo), ("chart.png", f"application/x-{TYPE.lower()}", chart),
               (f"contract-{COVERED_FILE}.jpg", "application/octet-stream", photo),
               (f"{UNRELEASED}.pdf", "application/pdf", FILE.encode())],
    )  # fmt: skip
    yield inquiry
    words = f"PUBLIC-TWO We own it, see {TRACKED} and {PARAMETER} too.\r\n\r\nJón\r\n\r\n{SIGNATURE}\r\n{QUOTED_BELOW}"
    yield a_mail("two", "Fri, 7", words, sender=AUTHOR, to=ANN, fields=THEIRS, message_id=MESSAGE_ID)
    yield a_mail("three", "Mon, 10", "PUBLIC-THREE And who sold it?\n", answers="one")
    yield a_mail(
        "four", "Tue, 11", f"PUBLIC-FOUR The bank did.\r\n\r\n{OUTLOOK}", sender=PRESS, to=ANN, answers="three"
    )
    yield a_mail("five", "Wed, 12", "-", sender=PRESS, to=ANN, answers="three", html=HTML)
    forwarded = (
        f"{NOTE}\n\n---------- Forwarded message ---------\nFrom: Jón Jónsson <press@harbour.example>\n"
        f"Date: Thu, Jul 13, 2023 at 9:00 AM\nSubject: Re: The pier\nTo: Ann Roe <ann@gazette.example>\n\n"
        "PUBLIC-SIX In short, nobody lives there.\n"
    )
    yield a_mail("six", "Fri, 14", forwarded, to="desk@gazette.example", subject=f"Fwd: Re: The pier {SUBJECT}")
    yield a_mail(
        "seven", "Sat, 15", f"{TALK} is our source.", to="Bo <bo@gazette.example>, desk@gazette.example", answers="one"
    )
    yield a_mail("eight", "Sun, 16", f"{WITHHELD} told us.", answers="one")
    yield a_mail("nine", "Mon, 17", f"{PENDING} says so.", sender=PRESS, to=ANN, answers="one")
    yield a_mail("ten", "Tue, 18", f"{SUMMARISED} wants it.", sender=PRESS, to=ANN, answers="one")
    mill = a_mail("mill", "Wed, 19", f"{EMBARGOED} grinds?", to="Lee Mill <lee@mill.example>", subject="Flour")
    yield mill
    yield a_mail("oat", "Thu, 20", "PUBLIC-OAT Who mows?", to="Kim <kim@oat.example>", subject="Oat")


OPEN = (
    "PUBLIC-ONE",
    "PUBLIC-TWO",
    "PUBLIC-THREE",
    "PUBLIC-FOUR",
    "VISIBLE-HTML",
    "PUBLIC-SIX",
    "PUBLIC-SUMMARY",
    "PUBLIC-OAT",
)


@dataclass(frozen=True, slots=True)
class House:
    desk: Desk
    out: Path
    ids: dict[str, str]  # of entries, by a word of theirs

    def run(self, *args):
        told = self.desk.run(*args, "--as", EDITOR)
        assert told.exit_code == 0, told.stderr
        return told.stdout

    def id(self, word):
        return next(id_ for words, id_ in self.ids.items() if word in words)

    def publish(self):
        assert self.desk.run("publish").exit_code == 0
        served = tasks.House(load(self.desk.folder / "onrecord.toml", {}), lambda: NOW)
        tasks.publish(served)
        served.engine.dispose()
        return standing(self.out)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    (folder / "onrecord.toml").write_text(f'{CONFIG}[pages]\nout = "public"\n', encoding="utf-8")
    desk = Desk(folder=folder)
    desk.run("open", "Harbour Alliance", "--acronym", "HA", "--domain", "harbour.example")
    desk.run("open", "Mill and Sons", "--domain", "mill.example")
    desk.run("open", "Oat Board", "--domain", "oat.example")
    settings = load(folder / "onrecord.toml", {})
    engine = connect(settings.database_url)
    mails = [RawMessage(octets=m.as_bytes(), mailbox="desk", trusted=True) for m in the_mails()]
    intake.receive(engine, mails, settings.newsroom, now=NOW)
    with reading(engine) as connection:
        ids = {e.message.body.own: e.id for r in correspondences.all(connection) for e in r.entries}
    engine.dispose()
    house = House(desk, folder / "public", ids)
    house.run("redact", NAME, "--why", WHYS["redact"], "--label", "a name")
    house.run("redact", SPAN, "--kind", "span", "--on", house.id("PUBLIC-ONE"))
    house.run("redact", PATTERN[:6] + r"\d{2}qx", "--kind", "pattern", "--on", house.id("PUBLIC-ONE"))
    house.run("redact", f"by {DUE}", "--kind", "span", "--on", HARBOUR)
    house.run("withhold", house.id(WITHHELD), "--why", WHYS["withhold"])
    house.run("summarise", house.id(SUMMARISED), "PUBLIC-SUMMARY of it.", "--why", WHYS["summarise"])
    house.run(
        "add",
        HARBOUR,
        f"{BYHAND} called.",
        "--by",
        "phone",
        "--from-them",
        "--at",
        "2023-07-20 15:00",
        "--name",
        BYHAND,
    )
    house.run("assign", MILL, f"Grain {EMBARGOED}")
    house.run("embargo", MILL, "2023-12-01", "--why", WHYS["embargo"])
    for word in (
        "PUBLIC-ONE",
        "PUBLIC-TWO",
        "PUBLIC-THREE",
        "PUBLIC-FOUR",
        "VISIBLE-HTML",
        "PUBLIC-SIX",
        SUMMARISED,
        "PUBLIC-OAT",
        EMBARGOED,
    ):
        house.run("release", house.id(word), "--why", WHYS["release"])
    for file in ("quay.jpg", "chart.png", f"contract-{COVERED_FILE}.jpg"):
        house.run("attach", house.id("PUBLIC-ONE"), file)
    house.run("count", HARBOUR, "--inquiries", "7", "--why", WHYS["count"])
    return house


@pytest.fixture(scope="module")
def site(house):
    return house.publish()


@pytest.fixture
def changing(house, site, tmp_path):  # noqa: ARG001 - published before
    shutil.copytree(house.desk.folder, tmp_path, dirs_exist_ok=True)
    return House(Desk(folder=tmp_path), tmp_path / "public", house.ids)


def found(site, word):
    """Tell in which files a word stands, as it is or as it could be written, or in whose path."""
    needles = [
        w.encode(code) for w in {word, word.lower(), word.upper()} for code in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    return [path for path, octets in site.items() if word.lower() in path.lower() or any(n in octets for n in needles)]


def test_there_are_sixty_of_them_and_each_was_brought_in(house):
    """Else a word might be missed in public only because it never came."""
    assert len(CANARIES) >= 60
    parts = [part for mail in the_mails() for part in mail.walk()]
    brought = [str(value) for part in parts for value in part.values()]
    brought += [(part.get_payload(decode=True) or b"").decode("latin-1") for part in parts]
    engine = connect(load(house.desk.folder / "onrecord.toml", {}).database_url)
    with reading(engine) as connection:
        brought += [f"{line.who} {line.why} {line.detail}" for line in journal.lines(connection)]
    engine.dispose()
    told = "\n".join(brought).lower()
    packed = {ICC}  # the profile of a PNG is packed
    assert [place for word, place in CANARIES.items() if word.lower() not in told and word not in packed] == []


def test_what_was_released_is_public(site):
    for word in OPEN:
        assert any(word.encode() in octets for octets in site.values()), word
    files = [path for path in site if "/files/" in path]
    assert sorted(path.rpartition("/")[2] for path in files) == ["attachment-3.jpg", "chart.png", "quay.jpg"]


@pytest.mark.parametrize("word", CANARIES, ids=CANARIES.values())
def test_a_word_that_is_not_public_stands_in_no_file_and_no_name(site, word):
    assert found(site, word) == []


def test_no_address_and_no_identifier_stands_anywhere(site):
    text = {path: octets for path, octets in site.items() if "/files/" not in path}
    for needle in (
        b"gazette.example",
        b"post.example",
        b"ann@",
        b"press@",
        b"@harbour",
        b"mill-",
        b"Mill and",
        b"555 0199",
    ):
        assert [path for path, octets in text.items() if needle in octets] == [], needle


def test_of_a_record_under_embargo_nothing_is_counted(site):
    assert b"with 2 organisations" in site["index.html"]
    assert site["site.json"].count(b'"slug"') == 2


def test_of_a_covered_deadline_nothing_is_drawn_or_told(site):
    assert b"July 19" not in site[f"{HARBOUR}/index.html"]
    assert b"2023-07-19" not in site[f"{HARBOUR}/record.json"]


def test_an_entry_that_waits_changes_no_number_no_scale_and_no_moment(changing):
    before = changing.publish()
    settings = load(changing.desk.folder / "onrecord.toml", {})
    engine = connect(settings.database_url)
    late = a_mail("late", "Mon, 31", "And who paid for it?", answers="one")
    intake.receive(
        engine, [RawMessage(octets=late.as_bytes(), mailbox="desk", trusted=True)], settings.newsroom, now=NOW
    )
    engine.dispose()

    assert changing.publish() == before


def test_what_is_withdrawn_is_gone_from_every_file_in_one_run(changing):
    one = changing.id("PUBLIC-ONE")
    assert found(changing.publish(), "PUBLIC-ONE")
    changing.run("withhold", one)

    after = changing.publish()

    assert found(after, "PUBLIC-ONE") == found(after, f"e-{one}") == found(after, "quay.jpg") == []
    assert [path for path in after if "/files/" in path] == []
    assert found(after, "PUBLIC-TWO")
    assert not any((changing.out / HARBOUR).glob("files*"))
