import json
import re
import time
from dataclasses import replace
from html import unescape

import pytest

from tests.given import NEWSROOM, NOW
from tests.pages import letters
from tests.pages.paged import QUESTIONS, a_deadline, a_letter, a_page, at, the_exchange, words
from worker.deadlines.standing import State
from worker.errors import Refused
from worker.mail.message import Direction
from worker.pages.files import href, place
from worker.pages.head import head
from worker.pages.index import facts
from worker.pages.page import Stands
from worker.pages.shown import Corrected, File, Listed, Paragraph, Redacted, Words
from worker.pages.site import Site
from worker.pages.site_files import record_files, shared_files
from worker.pages.view import view
from worker.publication.treatment import State as Released
from worker.publication.treatment import Treatment

SITE = Site(newsroom="Saltline Investigations", url="https://record.example")


def html(page, site=SITE):
    return record_files(page, site)[f"{page.slug}/index.html"].decode()


def text(markup):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def long_letter(number):
    blocks = [Paragraph(spans=words("Dear Ada Thorne,")), Paragraph(spans=words("What follows we would print. " * 10))]
    blocks += [Listed(marker=f"{n}.", spans=words(q)) for n, q in enumerate(QUESTIONS, 1)]
    side = Direction.REPLY if number % 2 else Direction.INQUIRY
    return a_letter(number, at(1 + number % 12, 1 + number % 28, year=2015 + number // 20), side, blocks=tuple(blocks))


def test_a_record_is_a_page_and_its_data():
    assert set(record_files(the_exchange(), SITE)) == {
        "harbour-standards-alliance/index.html",
        "harbour-standards-alliance/record.json",
    }


def test_the_site_has_its_index_feed_data_and_style():
    assert set(shared_files([head(the_exchange())], SITE)) == {
        "index.html", "investigations.html", "countries.html", "standings.html",
        "feed.atom", "site.json", "words.js", "style.css", "search.js", "icon.svg",
    }  # fmt: skip


def test_the_page_of_a_record_reads_as_such_pages_read():
    read = text(html(the_exchange()))

    assert "Harbour Standards Alliance (HSA) United Kingdom Correspondence June 21, 2023 - February 27, 2024" in read
    assert "5 inquiries 4 replies" in read
    assert (
        "Email sent to Ada Thorne, Head of Communications at Harbour Standards Alliance (HSA). The email said:" in read
    )
    assert "Correction, February 2, 2024: An earlier version of this page left out the last sentence." in read
    assert "Future correspondence will be added here as this conversation continues." in read


@pytest.mark.parametrize(
    ("changes", "there", "gone"),
    [
        ({"inquiries": 1, "replies": 0}, "1 inquiry 0 replies", "inquiries"),
        ({"inquiries": 0, "replies": 1}, "0 inquiries 1 reply", "1 replies"),
        ({"country": ""}, "(HSA) Correspondence", "United Kingdom"),
        ({"acronym": ""}, "Harbour Standards Alliance United Kingdom", "()"),
        ({"open": False, "standing": Stands.CLOSED}, "closed", "Future correspondence"),
        ({"investigation": ""}, "Harbour Standards", "Divers of"),
    ],
)
def test_the_page_tells_what_there_is_and_nothing_of_what_there_is_not(changes, there, gone):
    one = a_letter(1, at(6, 21), lead="Email sent to HSA.", blocks=(Paragraph(spans=words("Dear all,")),))

    read = text(html(a_page([one], **changes)).partition("<main")[2].partition("<figure")[0])
    rest = text(html(a_page([one], **changes)))

    assert there in (read if there != "closed" else rest)
    assert gone not in rest.partition("Skip to")[2].replace("inquiries and replies", "")


def test_paragraphs_and_numbers_stand_as_in_the_letter():
    page = html(the_exchange())

    assert '<ol role="list">\n<li><span>1.</span> How many times' in page
    assert page.count("<li><span>3.</span>") == 2


def test_what_is_no_number_makes_no_numbered_list():
    one = a_letter(
        1, at(6, 21), blocks=(Listed(marker="-", spans=words("nets")), Listed(marker="b)", spans=words("boats")))
    )

    page = html(a_page([one]))

    assert '<ul role="list">\n<li><span>-</span> nets</li>\n</ul>' in page
    assert '<ol role="list">\n<li><span>b)</span> boats</li>\n</ol>' in page


def test_a_redaction_is_shown_as_such_and_in_words():
    assert '<span class="redacted">[address redacted]</span>' in html(the_exchange())


@pytest.mark.parametrize(
    "where", ["name", "acronym", "country", "investigation", "lead", "words", "label", "file", "note"]
)
def test_whatever_strangers_wrote_stays_text(where):
    bad = '"><script>alert(1)</script><img src=x onerror=y>\x00\u202e'
    given = {name: bad if name == where else "good" for name in ("name", "acronym", "country", "investigation")}
    one = a_letter(
        1,
        at(6, 21),
        lead=bad if where == "lead" else "Email sent.",
        blocks=(
            Paragraph(spans=(Words(bad if where == "words" else "so"), Redacted(bad if where == "label" else "x"))),
        ),
        attachments=(File(name=bad if where == "file" else "a.pdf", type="a/b", size=1, sha256="0" * 64),),
        corrections=(Corrected(at=at(7, 1), day="July 1, 2023", text=bad if where == "note" else "x"),),
    )
    page = a_page([one], **given)

    files = {**record_files(page, SITE), **shared_files([head(page)], SITE)}

    for path, octets in files.items():
        assert b"\x00" not in octets
        assert "\u202e".encode() not in octets
        if path.endswith(".html"):
            assert octets.count(b"<script") == (
                path in {"index.html", "investigations.html", "countries.html", "standings.html"}
            )
            assert b"<img" not in octets


def test_no_page_holds_a_style_or_a_script_or_asks_another_host():
    page = the_exchange()
    files = {**record_files(page, Site()), **shared_files([head(page)], Site())}

    for path, octets in files.items():
        if path.endswith(".html"):
            markup = octets.decode()
            assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=\"search\.js\")", markup), path
            assert not re.search(r'(?:src|href)="(?:https?:)?//', markup), path
            assert "default-src &#39;none&#39;" in markup


def test_an_attachment_is_linked_where_it_is_put():
    file = File(name="plan & map.pdf", type="application/pdf", size=1, sha256="ab" * 32)

    assert place(file) == "files/abababababababab/plan & map.pdf"
    assert f'href="{href(file)}" rel="nofollow noopener noreferrer ugc"' in html(
        a_page([a_letter(1, at(6, 21), attachments=(file,))])
    )


def test_the_data_of_a_record_are_what_its_page_shows_and_nothing_else():
    told = json.loads(record_files(the_exchange(), SITE)["harbour-standards-alliance/record.json"])

    assert set(told) == {
        "version", "slug", "organisation", "investigation", "status", "standing", "first", "last", "range", "inquiries",
        "replies", "updated_at", "entries", "deadlines",
    }  # fmt: skip
    assert set(told["entries"][0]) == {
        "id", "direction", "kind", "channel", "counted", "at", "lead", "text", "summary", "late", "corrections",
        "attachments",
    }  # fmt: skip
    assert told["entries"][3]["text"].split("\n\n")[3] == (
        "2. Between six and ten. Write to [address redacted] or call [telephone number redacted] for the notes."
    )
    assert [d["state"] for d in told["deadlines"]] == ["late", "missed", "met", "open"]


def some_records():
    for number, (country, standing, sides) in enumerate(
        [
            ("Norway", Stands.OVERDUE, [Direction.INQUIRY]),
            ("Chile", Stands.REPLIED, [Direction.INQUIRY, Direction.REPLY]),
            ("", Stands.AWAITING, [Direction.INQUIRY]),
            ("Norway", Stands.REPLIED, [Direction.INQUIRY, Direction.REPLY]),
        ]
    ):
        written = [a_letter(10 * number + n, at(6, 1 + n), side) for n, side in enumerate(sides)]
        due = a_deadline(10 * number, at(6, 5), State.LATE if len(sides) > 1 else State.MISSED, "so")
        yield head(
            a_page(
                written, slug=f"record-{number}", name=f"Board {number}", country=country, standing=standing,
                investigation="", deadlines=[due],
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("file", "headings"),
    [
        ("index.html", ["All records"]),
        ("countries.html", ["Chile", "Norway", "No country given"]),
        ("standings.html", ["Overdue", "Awaiting reply", "Replied"]),
    ],
)
def test_the_records_are_grouped(file, headings):
    page = shared_files(list(some_records()), SITE)[file].decode()

    assert re.findall(r"<h2 id[^>]*>([^<]*)</h2>", page) == headings
    assert page.count("<li data-slug=") == 4


def test_an_index_by_investigation_is_written_where_there_is_one():
    assert "investigations.html" not in shared_files(list(some_records()), SITE)


@pytest.mark.parametrize("other", ["working Hours", "Working-hours", "Working hours."])
def test_an_investigation_is_one_however_it_is_cased_and_pointed(other):
    spelt = ("Working hours", other, "Wages")  # that of the record changed last stands
    heads = [head(a_page([a_letter(n, at(6, 21))], slug=f"r-{n}", investigation=s)) for n, s in enumerate(spelt)]

    page = shared_files(heads, SITE)["investigations.html"].decode()

    assert re.findall(r'<h2 id="(\S*)">([^<]*)</h2>', page) == [
        ("g-wages", "Wages"),
        ("g-working-hours", "Working hours"),
    ]
    assert re.findall('data-investigation="([^"]*)"', page) == ["Wages", "Working hours", "Working hours"]
    assert page.count("<option>Working hours</option>") == 1
    assert other not in page


def test_several_records_are_told_with_their_rate_of_response():
    heads = list(some_records())

    assert (
        facts(heads)
        == "4 inquiries, 2 replies · 2 of 4 organisations replied (50%) · 2 of 4 deadlines answered, 2 of them late"
    )
    assert facts(heads[:1]) == facts([]) == ""


def test_a_rate_of_response_leaves_out_whose_answers_the_public_can_not_read():
    heads = [replace(one, answer_told=number != 2) for number, one in enumerate(some_records())]

    assert " · 2 of 3 organisations of which that can be told replied (66%) · " in facts(heads)
    assert "replied" not in facts([replace(one, answer_told=False) for one in heads])


def test_a_site_of_nothing_says_so():
    page = shared_files([], SITE)["index.html"].decode()

    assert "<h1>Nothing is public yet</h1>" in page
    assert "organisations</" not in page


def test_what_was_released_last_is_told_as_newly_published_whenever_it_was_written():
    page = shared_files(list(some_records()), SITE)["countries.html"].decode()

    assert '<a href="index.html">Newly published</a>' in page
    assert "Newest first" not in page
    assert "<h2>Newly published letters</h2>" in shared_files(list(some_records()), SITE)["index.html"].decode()


def test_the_data_of_the_site_name_every_record():
    told = json.loads(shared_files(list(some_records()), SITE)["site.json"])

    assert {one["slug"] for one in told["records"]} == {f"record-{n}" for n in range(4)}
    assert told["records"][0]["page"].endswith("/index.html")
    assert "words" not in told["records"][0]


def test_two_hundred_letters_are_a_page_of_less_than_300_kb():
    written = [long_letter(n) for n in range(200)]
    dues = [a_deadline(n, written[n].at, State.MET, "answered in time") for n in range(0, 200, 4)]

    page = html(a_page(written, deadlines=dues))

    assert sum(len(b.spans[0].text) for e in written for b in e.blocks) > 120_000
    assert len(page.encode()) <= 300_000


def test_a_record_of_twenty_letters_is_written_in_15_ms():
    page = a_page([long_letter(n) for n in range(20)])
    html(page)

    began = time.process_time()
    for _ in range(5):
        record_files(page, SITE)

    assert (time.process_time() - began) / 5 < 0.015


@pytest.mark.parametrize("state", [Released.PENDING, Released.WITHHELD])
def test_what_is_not_public_is_in_no_file_of_the_site(state):
    asked, kept, answered = (
        letters.a_letter("a", "Who owns the pier?"),
        letters.an_answer("b7f3", "Canary Wharfinger owns it, says mole@harbour.example."),
        letters.an_answer("c", "The harbour does.", day=2),
    )
    record = letters.a_record(asked, kept, answered)
    public = letters.let_out(asked, kept, answered)
    withdrawn = letters.let_out(asked, answered, treatments={"b7f3": Treatment(state=state, text="Canary Wharfinger")})

    before, after = (b"".join(files(record, decided).values()) for decided in (public, withdrawn))

    assert b"Canary Wharfinger" in before
    assert b"canary" in before  # the words of the search
    assert b"anary" not in after
    assert b"b7f3" in before
    assert b"b7f3" not in after
    assert b"harbour.example" not in before + after


def files(record, decided):
    page = view(record, decided, newsroom=NEWSROOM, calendar=letters.CALENDAR, now=NOW)
    return {**record_files(page, SITE), **shared_files([head(page)], SITE)}


@pytest.fixture
def folder(tmp_path):
    held = tmp_path / "theme"
    held.mkdir()
    return held


def test_a_theme_replaces_what_it_holds_and_leaves_the_rest(folder):
    (folder / "row.html").write_text("<li>{{ head.name }} of ours</li>")
    (folder / "style.css").write_text("body { color: teal }")
    site = Site(newsroom="Saltline", theme=folder)

    shared = shared_files([head(the_exchange())], site)

    assert b"<li>Harbour Standards Alliance of ours</li>" in shared["index.html"]
    assert shared["style.css"] == b"body { color: teal }"
    assert "The email said:" in html(the_exchange(), site)


def test_a_theme_that_was_changed_is_read_again(folder):
    site = Site(theme=folder)
    (folder / "record.html").write_text("first")
    assert html(the_exchange(), site) == "first"

    (folder / "record.html").write_text("and second")

    assert html(the_exchange(), site) == "and second"


def test_a_theme_is_no_way_round_the_escaping(folder):
    (folder / "record.html").write_text("{{ page.name }}")

    assert html(a_page([a_letter(1, at(6, 21))], name="<b>"), Site(theme=folder)) == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("name", "file", "content", "told"),
    [
        ("a template that does not parse", "record.html", b"\n{% if %}", "record.html, line 2"),
        ("a name that there is not", "record.html", b"{{ pag.name }}", "'pag' is undefined"),
        ("a field that there is not", "record.html", b"{{ page.sender }}", "sender"),
        ("a sum of words", "record.html", b"{{ page.name + 1 }}", "record.html can't be rendered"),
        ("a way out", "record.html", b"{{ page.__class__.__mro__ }}", "unsafe"),
        ("a way out by a filter", "record.html", b"{{ [page] | map(attribute='__class__') | first }}", "unsafe"),
        ("a way out by a format", "record.html", b"{{ '{0.__class__.__mro__}'.format(page) }}", "unsafe"),
        ("a way out by a function", "record.html", b"{{ lipsum.__globals__ }}", "unsafe"),
        ("a way out by the template", "record.html", b"{{ self._TemplateReference__context }}", "unsafe"),
        ("a file to read", "record.html", b"{{ site.theme.joinpath('/etc/motd').read_text() }}", "'joinpath'"),
        ("a file to write", "index.html", b"{{ site.theme.joinpath('x').write_text('y') }}", "'joinpath'"),
        ("a missing part", "record.html", b'{% include "other.html" %}', "other.html"),
        ("a broken row", "row.html", b"{{ head.sender }}", "row.html can't be rendered"),
        ("a misspelt file", "recrod.html", b"x", "recrod.html is none of"),
        ("another charset", "style.css", b"\xff", "is not UTF-8"),
        ("a huge file", "style.css", b" " * (1 << 20) + b" ", "larger than 1 MB"),
    ],
)
def test_a_broken_theme_is_refused_in_a_line(folder, name, file, content, told):
    (folder / file).write_bytes(content)
    site = Site(theme=folder)

    with pytest.raises(Refused, match=re.escape(told)) as refused:
        (record_files(the_exchange(), site), shared_files([head(the_exchange())], site))

    assert str(folder) in str(refused.value), name
    assert "\n" not in str(refused.value)


def test_a_theme_that_is_not_there_or_empty_is_refused(folder):
    with pytest.raises(Refused, match="can't be read: No such file"):
        html(the_exchange(), Site(theme=folder / "none"))
    with pytest.raises(Refused, match="holds none of layout"):
        html(the_exchange(), Site(theme=folder))


def test_a_theme_is_told_nothing_of_where_it_lies(folder):
    (folder / "layout.html").write_text("{{ site }} {{ site.base }}{% block main %}{% endblock %}")
    site = Site(url="https://record.example", theme=folder)

    made = {**record_files(the_exchange(), site), **shared_files([head(the_exchange())], site)}

    for path in ("index.html", "harbour-standards-alliance/index.html"):
        assert str(folder) not in unescape(made[path].decode())
        assert "https://record.example/" in made[path].decode()


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document"),
        ("Application/PDF", "PDF"),
        ("application/x-harbour", "application/x-harbour"),
    ],
)
def test_a_file_is_called_as_people_call_it(kind, told):
    file = File(name="plan", type=kind, size=6, sha256="ab" * 32)

    page = record_files(a_page([a_letter(1, at(6, 21), attachments=(file,))]), SITE)[
        "harbour-standards-alliance/index.html"
    ]

    assert f"<small>({told}, 6 bytes)</small>" in page.decode()
