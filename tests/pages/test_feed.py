"""What RFC 4287 asks of a feed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from tests.given import NOW
from tests.pages import letters
from tests.pages.paged import a_letter, a_page, at, the_exchange, words
from worker.mail.message import Direction
from worker.pages.feed import feed
from worker.pages.head import head
from worker.pages.shown import Paragraph
from worker.publication.record import Publication
from worker.publication.treatment import State, Treatment

ATOM = "{http://www.w3.org/2005/Atom}"


def fed(*pages, url="https://record.example/", newest=50):
    octets = feed([head(p) for p in pages], title="On the Record", newsroom="Saltline", url=url, newest=newest)
    return ET.fromstring(octets)


def told(root, name):
    return [entry.findtext(f"{ATOM}{name}") for entry in root.iter(f"{ATOM}entry")]


def a_record(slug, released, **changes):
    one = a_letter(int(slug[-1]), at(6, 21), released_at=released, **changes)
    return a_page([one], slug=slug, updated_at=released)


def test_a_feed_has_what_a_feed_must_have():
    root = fed(the_exchange())

    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")).tzinfo
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Saltline"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": "https://record.example/feed.atom", "alternate": "https://record.example/index.html"}


def test_every_entry_has_an_id_of_its_own_that_never_changes():
    first = told(fed(the_exchange()), "id")
    again = told(fed(the_exchange(), a_record("record-0", datetime(2025, 1, 1, tzinfo=UTC)), url=""), "id")

    assert len(set(first)) == 9
    assert set(first) < set(again)
    assert all(id_.startswith("urn:uuid:") for id_ in first)


def test_an_entry_leads_to_its_permalink():
    root = fed(a_record("record-1", datetime(2025, 1, 1, tzinfo=UTC)))

    assert (
        root.find(f"{ATOM}entry/{ATOM}link").get("href") == "https://record.example/record-1/index.html#e-000000000001"
    )


def test_what_was_released_last_stands_first_however_old_its_letter():
    begin = datetime(2025, 1, 1, tzinfo=UTC)
    pages = [a_record(f"record-{n}", begin + timedelta(days=n)) for n in (3, 1, 2)]

    root = fed(*pages)

    moments = told(root, "updated")
    assert all(later > earlier for later, earlier in pairwise(moments))
    assert root.findtext(f"{ATOM}updated") == moments[0] == "2025-01-04T00:00:00+00:00"
    assert told(root, "published") == ["2023-06-21T11:05:00-04:00"] * 3


def test_a_correction_is_news():
    plain, corrected = the_exchange().entries[4], the_exchange().entries[5]

    assert told(fed(a_page([plain])), "updated") == [plain.at.astimezone(UTC).isoformat()]
    assert told(fed(a_page([corrected])), "updated") == ["2024-02-02T00:00:00+00:00"]


def test_no_more_is_told_than_was_asked_for():
    assert len(told(fed(the_exchange(), newest=4), "id")) == 4


@pytest.mark.parametrize(
    ("name", "text", "read"),
    [
        ("markup", "<b>1 & 2</b>", "<b>1 & 2</b>"),
        ("what XML can't hold", "a\x00b\x0bc\ud800d\uffff", "ab cd"),
        ("what lies beyond the first plane", "fish 🐟", "fish 🐟"),
    ],
)
def test_words_stand_as_they_are(name, text, read):
    one = a_letter(1, at(6, 21), blocks=(Paragraph(spans=words(text)),))

    assert told(fed(a_page([one])), "summary") == [read], name


def test_a_long_letter_is_cut_after_a_word():
    one = a_letter(1, at(6, 21), Direction.REPLY, blocks=(Paragraph(spans=words("harbour " * 100)),))

    summary = told(fed(a_page([one])), "summary")[0]

    assert len(summary) <= 300
    assert summary.endswith("harbour…")


def test_a_feed_of_nothing_is_a_feed():
    root = fed()

    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"
    assert told(root, "id") == []


@pytest.mark.parametrize("of_its_own", [True, False], ids=["of a record that it left", "of its record"])
def test_a_letter_is_news_when_its_embargo_ends_unless_it_is_released_later(of_its_own):
    record = letters.a_record(letters.a_letter("a"), letters.an_answer("b"))
    end = NOW + timedelta(days=9)
    early, late = NOW - timedelta(days=9), end + timedelta(days=1)
    own = {"embargo_until": end} if of_its_own else {}
    decided = {
        id_: Treatment(state=State.PUBLISHED, text="Words.", released_at=at_, **own)
        for id_, at_ in (("a", early), ("b", late))
    }
    publication = Publication(treatments=decided, embargo_until=None if of_its_own else end)

    page = letters.the_page(record, publication, now=late)

    assert told(fed(page), "updated") == [late.isoformat(), end.isoformat()]
    assert page.updated_at == late
