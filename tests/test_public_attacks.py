"""What somebody might try so that more is public than a person released, or that something is where it should not be."""

from __future__ import annotations

import json
import re
import time
import xml.etree.ElementTree as ET
from datetime import timedelta
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.cli.test_review import ids, states, waited, waits  # noqa: F401 - fixtures
from tests.given import MONDAY, NOW, OURS, a_mail, a_reply_to, an_inquiry
from tests.ledger import ME, decide, receive
from tests.public import decided, entries, published, release, standing, told, with_file
from worker.errors import Refused
from worker.mail.message import Direction
from worker.pages.file_name import file_name
from worker.pages.pattern import pattern
from worker.pages.redact import covers
from worker.pages.site import Site
from worker.publication.manual import Channel
from worker.publication.rule import DEFAULT_RULES, Redacts, Rule
from worker.records import decisions as ledger_decisions
from worker.records import publication_decisions as decisions
from worker.records.database import writing

SLUG = "harbour-example"
NASTY = """</p><script>alert(1)</script> "'><img src=x onerror=alert(1)> ]]> --> {{ 7 * 7 }} {% include "/etc/passwd" %}
\u202egnissim\u202c <svg/onload=alert(1)> &lt;b&gt; &#x3c; javascript:alert(1) https://x.example/"onmouseover=alert(1) \x0b\x1b[31m"""


@pytest.fixture
def out(tmp_path):
    return tmp_path / "public"


# A release is of what was seen.


def test_what_a_colleague_withholds_while_somebody_is_asked_is_not_released(waits, monkeypatch):  # noqa: F811
    one, *_ = ids(waits)

    def agreed(*_told, **_more):
        waits.run("withhold", one)
        return True

    monkeypatch.setattr("worker.cli.releasing.click.confirm", agreed)
    asked = waits.run("release", "--record", "harbour-alliance")

    assert asked.exit_code == 2
    assert f"has decided of {one} (withhold {one} on harbour-alliance) meanwhile" in asked.stderr
    assert states(waits) == ["withheld", "pending", "pending"]


def test_a_summary_that_came_while_somebody_looked_is_seen_before_it_is_public(waits, monkeypatch):  # noqa: F811
    one, *_ = ids(waits)
    pressed = iter("rq")

    def key():
        if (letter := next(pressed)) == "r":
            waits.run("summarise", one, "A summary that nobody saw.")
        return letter

    monkeypatch.setattr("worker.cli.review.key", key)
    asked = waits.run("review")

    assert f"has decided of {one} (summarise {one} on harbour-alliance) meanwhile" in asked.stderr
    assert states(waits)[0] == "pending"
    assert "In an editor's summary:" in asked.stdout


# Files tell no more than they show.


def a_photo(kind="JPEG"):
    made, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "canary in the camera"
    Image.new("RGB", (40, 30), "navy").save(made, kind, exif=exif)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "AVIF", "ICNS"])
def test_what_is_called_a_picture_is_written_anew_or_not_at_all_whatever_its_type(engine, out, kind):
    try:
        octets = a_photo(kind)
    except (OSError, KeyError):
        octets = b"\0\0\0\x18ftypheic canary"
    with_file(engine, "quay.jpg", octets, "application/octet-stream")
    published(engine, out)

    assert told(out, "canary") == []
    assert [path for path in standing(out) if "/files/" in path][kind == "JPEG" :] == []


@pytest.mark.parametrize(("name", "content"), [("quay.jpg", a_photo()), ("plan.pdf", b"%PDF-1.7 the plan")])
def test_the_data_of_a_record_lead_to_its_files_and_name_no_octets_but_those_that_stand_there(
    engine, out, name, content
):
    with_file(engine, name, content, "application/octet-stream")
    published(engine, out)

    (told_of,) = json.loads((out / SLUG / "record.json").read_bytes())["entries"][0]["attachments"]
    octets = (out / SLUG / told_of["file"]).read_bytes()
    assert told_of["size"] == len(octets)
    assert told_of.get("sha256") == (None if name == "quay.jpg" else sha256(octets).hexdigest())
    listed = {f"{SLUG}/record.json", "onrecord.sha256"}
    assert set(told(out, sha256(content).hexdigest())) == (set() if name == "quay.jpg" else listed)


@pytest.mark.parametrize("words", ["BMW's answer of July 6", "GIF8 is no picture", "A letter WEBP", "BM"])
def test_a_text_is_public_though_it_begins_as_a_picture_does(engine, out, words):
    with_file(engine, "answer.txt", words.encode(), "text/plain")
    published(engine, out)

    assert [octets for path, octets in standing(out).items() if "/files/" in path] == [words.encode()]


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "WEBP", "PNG", "JPEG"])
def test_a_picture_under_another_suffix_is_no_less_one(engine, out, kind):
    with_file(engine, "answer.txt", octets := a_photo(kind), "text/plain")
    published(engine, out)

    assert octets not in standing(out).values()


def test_the_type_of_a_file_is_told_by_its_name_never_by_its_sender(engine, out):
    with_file(engine, "plan.pdf", b"%PDF-1.7 the plan", "application/x-canary")
    published(engine, out)

    assert told(out, "x-canary") == []
    assert (
        json.loads((out / SLUG / "record.json").read_bytes())["entries"][0]["attachments"][0]["type"]
        == "application/pdf"
    )


NAMED = Rule(id="r", redacts=Redacts.NAMES, values=("Jane Doe",), who="mara", why="", at=NOW)


@pytest.mark.parametrize(
    "name", ["Jane Doe.pdf", "jane_doe.pdf", "CV-Jane-Doe.pdf", "jane.doe.pdf", "Jane%20Doe.pdf", "x +Jane+Doe+.pdf"]
)
def test_a_covered_name_stands_in_no_name_of_a_file_however_it_is_spaced(name):
    assert file_name(name, (*DEFAULT_RULES, NAMED), slug="s", entry="e", number=2) == "attachment-2.pdf"


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("shell.php.txt", "shell-php.txt"),
        ("page.html.csv", "page-html.csv"),
        ("a.shtml.pdf", "a-shtml.pdf"),
        ("report v1.2.PDF", "report-v1-2.pdf"),
        ("plan..pdf", "plan.pdf"),
    ],
)
def test_a_file_has_one_suffix_for_a_web_server_may_act_on_any(name, cleaned):
    assert file_name(name, DEFAULT_RULES, slug="s", entry="e", number=1) == cleaned


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "..\\..\\x.pdf",
        "/abs.pdf",
        ".htaccess.pdf",
        "a\0b.pdf",
        "\u202efdp.exe.pdf",
        "CON/aux.pdf",
        "%2e%2e%2fx.pdf",
        "\u2025\u2215x.pdf",
    ],
)
def test_a_file_stands_below_its_record_whatever_it_is_called(name):
    cleaned = file_name(name, DEFAULT_RULES, slug="s", entry="e", number=1)

    assert re.fullmatch(r"[\w()-]+\.pdf", cleaned)


# Who is named.


def test_a_stranger_we_wrote_to_with_a_copy_to_the_organisation_is_not_named_as_theirs(engine, out):
    with writing(engine) as connection:
        ledger_decisions.open_record(connection, "Harbour Example", domains=("harbour.example",), **ME)
    asked = an_inquiry()
    sent_on = {"answers": asked, "Cc": "press@harbour.example", "sent_at": MONDAY + timedelta(hours=1)}
    mail = a_mail(sender=OURS, to="Sol Source <sol@source.example>", words="You see what we asked.", **sent_on)
    receive(engine, asked, mail)
    release(engine)
    published(engine, out)

    assert len(re.findall("Email sent to Harbour Example[.]", (out / SLUG / "index.html").read_text())) == 2
    assert told(out, "Sol") == []


def test_the_name_of_a_record_tells_neither_an_address_nor_a_covered_name(engine, out):
    receive(engine, an_inquiry("x.canary@gmail.com"), an_inquiry("Jane Doe <jd@gmail.com>"))
    release(engine)
    decided(engine, decisions.redact, Redacts.NAMES, ("Jane Doe",), label="a name")
    published(engine, out)

    assert told(out, "gmail") == told(out, "x.canary") == told(out, "Jane Doe") == told(out, "jane") == []
    assert not any("jane" in path for path in standing(out))
    assert told(out, "[address redacted]") != []


def test_a_record_that_is_called_by_an_address_is_not_released(waits):  # noqa: F811
    path = waits.deliver("free", "Ann Roe <ann@gazette.example>", "x.canary@gmail.com", "You", "Who are you?\n")
    waits.run("import", str(path))

    asked = waits.run("release", "--record", "x-canary", "--yes")

    assert asked.exit_code == 2
    assert "x-canary is called by a mail address" in asked.stderr
    waits.run("open", "Jane Doe")
    waits.run("merge", "x-canary", "jane-doe")
    assert waits.run("release", "--record", "jane-doe", "--yes").exit_code == 0
    waits.run("publish")
    assert told(waits.folder / "public", "canary") == []


# Words stay words.


class Markup(HTMLParser):
    """The tags of a page, as a browser makes them out."""

    def __init__(self):
        super().__init__()
        self.tags, self.names, self.scripts, self.links, self.text = set(), set(), [], set(), ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.links |= {urlsplit(value or "").scheme for name, value in attrs if name in ("href", "src", "xlink:href")}
        if tag == "script":
            self.scripts.append(attrs)

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def nasty(engine, out):
    with writing(engine) as connection:
        slug = ledger_decisions.open_record(
            connection, NASTY, acronym="<i>A</i>", country='"><i>', domains=("harbour.example",), **ME
        )
    mail = an_inquiry(words=NASTY, subject=NASTY.partition("\n")[0])
    receive(engine, mail, a_reply_to(mail, sender="\"<b>Jo</b> & 'x'\" <press@harbour.example>", words=NASTY))
    release(engine)
    one, _ = entries(engine)
    decided(engine, decisions.redact, Redacts.SPAN, ("javascript",), label="<i>label</i>]")
    decided(engine, decisions.correct, one.id, NASTY)
    decided(engine, decisions.assign, slug, NASTY)
    call = {
        "channel": Channel.PHONE,
        "direction": Direction.REPLY,
        "moment": NOW,
        "text": NASTY,
        "name": NASTY,
        "role": NASTY,
    }
    decided(engine, decisions.release, decided(engine, decisions.add, slug, **call), NASTY)
    published(engine, out, site=Site(newsroom=NASTY, title=NASTY))
    return out


def test_no_markup_of_anybody_becomes_markup_of_a_page(nasty):
    for path, octets in standing(nasty).items():
        if path.endswith(".html"):
            read = Markup()
            read.feed(octets.decode())
            assert read.tags.isdisjoint({"img", "b>jo", "i", "iframe", "base", "object", "style"}), path
            assert [name for name in read.names if name.startswith("on")] == [], path
            assert read.scripts in ([], [[("src", "search.js"), ("defer", None)]]), path
            assert read.links <= {"http", "https", ""}, path
            assert "49 " not in read.text.replace("7 * 7", ""), path
            assert "<script>alert(1)</script>" in read.text, path


def test_the_feed_is_xml_and_the_data_json_whatever_stands_in_a_letter(nasty):
    root = ET.fromstring((nasty / "feed.atom").read_bytes())
    assert "<script>" in "".join(root.itertext())
    for path, octets in standing(nasty).items():
        if path.endswith(".json"):
            json.loads(octets)
        assert b"\x1b" not in octets
        assert "\u202e".encode() not in octets


# Nothing takes long.


HUGE = {
    "addresses": "%40" * 85_000,
    "an address of points": "a@b" + " [dot] " * 36_000,
    "at after at": "a [at] " * 36_000,
    "numbers": "1 (2) " * 40_000,
    "links": "http://x?" * 28_000,
    "a link of parameters": "http://a/?" + "a=b&" * 60_000,
    "bullets": "- - " * 60_000,
    "empty lines": "\n" * 250_000,
    "one line": "July 6 " * 36_000,
    "one word": "a" * 250_000,
}


@pytest.mark.parametrize("text", HUGE.values(), ids=HUGE)
def test_a_huge_letter_is_covered_soon(text):
    begun = time.perf_counter()
    covers(text, (*DEFAULT_RULES, NAMED), slug="s", entry="e")
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "written",
    [
        "(a+)+$",
        "(a|a)*b",
        "(a*)*",
        ".*.*.*.*x",
        r"(\w+\s?)*z",
        "a{1,64}a{1,64}a{1,64}b",
        r"\w+\w+\w+\w+!",
        "(x+x+)+y",
        r"(?=a)b",
        r"(a)\1",
    ],
)
def test_a_pattern_that_could_be_slow_is_refused_or_fast(written):
    try:
        found = pattern(written)
    except Refused:
        return
    begun = time.perf_counter()
    for text in ("a" * 50_000, "ab" * 25_000, "a " * 25_000, "x" * 50_000):
        list(found.finditer(text))
    assert time.perf_counter() - begun < 5


# The folder.


def test_what_stands_in_the_way_of_a_half_written_file_is_not_followed(asked_and_answered, out, tmp_path):
    (tmp_path / "theirs").write_text("theirs")
    out.mkdir()
    (out / ".index.html.onrecord").symlink_to(tmp_path / "theirs")
    release(asked_and_answered)
    published(asked_and_answered, out)

    assert (tmp_path / "theirs").read_text() == "theirs"
    assert not (out / "index.html").is_symlink()
    assert told(out, "Who owns the pier?")


# Embargo and place.


def test_an_embargo_goes_with_a_record_that_is_merged_into_a_public_one(asked_and_answered, out):
    engine = asked_and_answered
    receive(engine, an_inquiry("office@nordsund.example", words="Who owns the ferry?"))
    release(engine)
    decided(engine, decisions.embargo, NOW + timedelta(days=1), slug=SLUG)
    decide(engine, ledger_decisions.merge, slug=SLUG, into="nordsund-example")
    published(engine, out)

    assert told(out, "pier") == told(out, "We do.") == []


@pytest.mark.parametrize("before", [True, False], ids=["before the move", "after the move"])
@pytest.mark.parametrize("of_investigation", [True, False], ids=["investigation", "record"])
def test_nothing_leaves_an_embargo_by_being_moved(asked_and_answered, out, before, of_investigation):
    engine = asked_and_answered
    receive(engine, an_inquiry("office@nordsund.example", words="Who owns the ferry?"))
    release(engine)
    published(engine, out)
    decided(engine, decisions.assign, SLUG, "Piers")
    on = {"investigation": "Piers"} if of_investigation else {"slug": SLUG}
    keep = partial(decided, engine, decisions.embargo, NOW + timedelta(days=1), **on)
    first = next(entry for entry in entries(engine) if "pier" in entry.message.body.own)

    if before:
        keep()
    decide(engine, ledger_decisions.move, entry=first.id, slug="nordsund-example")
    published(engine, out)
    if not before:
        keep()
        published(engine, out)

    assert told(out, "Who owns the pier?") == []
    assert told(out, "Who owns the ferry?")
    published(engine, out, now=NOW + timedelta(days=1))
    assert "nordsund-example/index.html" in told(out, "Who owns the pier?")


def test_what_waits_moves_neither_the_chart_nor_any_number(asked_and_answered, out):
    engine = asked_and_answered
    release(engine)
    published(engine, out)
    before = standing(out)
    late = a_mail(sender="mara@newsroom.example", to="press@harbour.example", words="Is there more?", sent_at=NOW)
    receive(engine, late)
    decided(engine, decisions.summarise, entries(engine)[-1].id, "They promise more.")
    decided(engine, decisions.withhold, entries(engine)[-1].id)
    call = {"channel": Channel.PHONE, "direction": Direction.REPLY, "moment": NOW, "text": "Canary", "name": "Canary"}
    decided(engine, decisions.add, SLUG, **call)
    published(engine, out)

    assert standing(out) == before
