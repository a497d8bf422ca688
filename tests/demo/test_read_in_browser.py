"""The site as Chromium reads it: the words of the ledger, from its own origin, for everybody, on paper too."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import timedelta
from unicodedata import normalize

import pytest

from tests.given import MONDAY, NOW, a_reply_to, an_inquiry
from tests.ledger import receive
from tests.public import entries, published, release
from worker.demo.released import private, released
from worker.demo.serving import pages
from worker.settings import load

NASTY = (
    """Dear \u202eMs\u202c Thorne,

</blockquote></article><script>document.title = "mine"</script> <img src="http://127.0.0.1:9/pixel.gif" onerror="alert(1)">
{{ 7 * 7 }} ]]> <!-- not a comment --> &lt;b&gt; 1 < 2 & 3 > 2 "quoted" 'apart' \\u003c http://127.0.0.1:9/x?a=1&b=2

1. \u05e9\u05dc\u05d5\u05dd and \u0645\u0631\u062d\u0628\u0627, \u6e14\u8239\u5728\u54ea\u91cc?
2. A name\u0301 with an accent, an emoji \U0001f469\u200d\U0001f680, a soft\u00adhyphen, no\u00a0break.
   - below it, in an item

"""
    + "Averylongword" * 40
    + "\n\nRegards,\nMara\n"
)
WAYS = ("index.html", "investigations.html", "countries.html", "standings.html")


@pytest.fixture(scope="module")
def sample(done, kept, tmp_path_factory):
    """The sample as it is published, with its ledger."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    out = released(replace(done, settings=load(folder / "onrecord.toml", environ={})), folder)
    with pages(out) as address:
        yield (
            address,
            done.record.slug,
            {f"e-{e.id}": e.message.body.own for e in done.record.entries if not private(e)},
            out,
        )


@pytest.fixture
def nasty(asked_and_answered, tmp_path):
    """A record with letters that would break a page if they could."""
    mail = an_inquiry(words=NASTY, sent_at=MONDAY + timedelta(days=2))
    receive(asked_and_answered, mail, a_reply_to(mail, words=NASTY, sent_at=NOW))
    release(asked_and_answered)
    published(asked_and_answered, tmp_path / "public")
    told = {f"e-{e.id}": e.message.body.own for e in entries(asked_and_answered)}
    with pages(tmp_path / "public") as address:
        yield address, "harbour-example", told, tmp_path / "public"


@pytest.fixture
def opened(browser):
    contexts = []

    def opened(url, *, width=1200, **how):
        context = browser.new_context(viewport={"width": width, "height": 900}, **how)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.told = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("console", lambda message: page.told.append(message.text))
        page.on("pageerror", lambda error: page.told.append(str(error)))
        page.on("dialog", lambda dialog: page.told.append(dialog.message))
        page.goto(url)
        return page

    yield opened
    for context in contexts:
        context.close()


UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def bare(text):
    """Give a text without white space, which a page lays out anew, and without what nobody sees."""
    return "".join(normalize("NFC", UNSEEN.sub("", text)).split())


def fits(shown, own):
    """Tell whether a page shows a letter whole, but for what stands covered in it, and for the places of pictures."""
    shown = re.sub(r"\[picture: (.+?)\]", r"<\1>", shown)
    parts = re.split(
        r"\[(?:name of a member of staff|address redacted|telephone number redacted|link redacted)\]", shown
    )
    return re.fullmatch(".{1,60}?".join(re.escape(bare(part)) for part in parts), bare(own)) is not None


def reads(opened, site):
    """Check each letter that a browser shows against the ledger, and the page against its data."""
    address, slug, told, out = site
    page = opened(f"{address}{slug}/index.html")
    shown = {a.get_attribute("id"): a.locator(".words").inner_text() for a in page.locator("article.entry").all()}
    assert shown.keys() == told.keys()
    assert [anchor for anchor in shown if not fits(shown[anchor], told[anchor])] == []
    data = json.loads((out / slug / "record.json").read_text("utf-8"))
    assert [e["id"] for e in data["entries"]] == list(shown)
    assert [e["id"] for e in data["entries"] if bare(e["text"]) != bare(shown[e["id"]])] == []
    head = " ".join(page.locator(".ledger").inner_text().split())
    assert f"{data['inquiries']} inquir" in head
    assert data["range"] in head
    return page


def test_the_page_of_the_sample_says_what_its_ledger_says(opened, sample):
    page = reads(opened, sample)
    assert page.locator(".redacted").count() > 1
    assert page.told == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_page_of_nasty_letters_says_what_they_say_and_does_nothing_else(opened, nasty):
    page = reads(opened, nasty)

    assert page.title() != "mine"
    assert page.told == []
    assert [url for url in page.asked if not url.startswith(nasty[0])] == []
    assert page.locator("main img, main script, main iframe").count() == 0
    assert page.locator(".words a").count() == 0
    narrow = opened(f"{nasty[0]}{nasty[1]}/index.html", width=320)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_difference_of_a_word_would_be_seen():
    assert fits("Dear [address redacted], hello", "Dear  jo@mill.example,\nhello")
    assert not fits("Dear [address redacted], hello", "Dear jo@mill.example, hello, world")
    assert not fits("Dear you", "Dear jo@mill.example you")


def ways(sample):
    return [*(way for way in WAYS if (sample[3] / way).exists()), f"{sample[1]}/index.html"]


def test_no_request_leaves_the_origin_of_the_site(opened, sample):
    for path in ways(sample):
        page = opened(sample[0] + path)
        if path == "index.html":
            page.locator("form.find input").press_sequentially("quay")
            page.locator("output").get_by_text("of 1 record").wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        page.wait_for_load_state("networkidle")
        assert page.asked
        assert [url for url in page.asked if not url.startswith(sample[0])] == [], path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_in_the_sample(opened, sample, looks, scheme):
    for path in ways(sample):
        page = opened(sample[0] + path, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        page.evaluate(looks)
        found = page.evaluate("axe.run(document)")
        assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == [], path


def test_the_sample_fits_a_telephone_and_goes_on_paper_whole(opened, sample):
    for path in ways(sample):
        page = opened(sample[0] + path, width=320)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.pdf().startswith(b"%PDF")
    seen = page.locator("article.entry .words").all()
    assert len(seen) == len(sample[2])
    assert all(words.is_visible() for words in seen)
