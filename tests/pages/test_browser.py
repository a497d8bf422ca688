import pytest

from tests.pages.paged import a_letter, a_page, at, the_exchange, words
from tests.servers.browser import served
from worker.mail.message import Direction
from worker.pages.head import head
from worker.pages.page import Stands
from worker.pages.shown import Paragraph
from worker.pages.site import Site
from worker.pages.site_files import record_files, shared_files
from worker.pages.words import plain

SITE = Site(newsroom="Saltline Investigations")
RECORD = "harbour-standards-alliance/index.html"
PAGES = ("index.html", "investigations.html", "countries.html", "standings.html", RECORD)


def the_others():
    mine = Paragraph(spans=words("Où sont les Économies de la flotte de M. Þórsson? 渔船在哪里"))
    yield a_page(
        [a_letter(21, at(5, 2), blocks=(mine,)), a_letter(22, at(5, 9), Direction.REPLY)],
        slug="pecheries-du-nord", name="Pêcheries du Nord", acronym="", country="France", investigation="",
    )  # fmt: skip
    yield a_page(
        [a_letter(31, at(6, 1))],
        slug="northern-catch-board", name="Northern Catch Board", acronym="NCB", country="Norway",
        standing=Stands.OVERDUE, deadlines=(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    pages = [the_exchange(), *the_others()]
    files = dict(shared_files([head(p) for p in pages], SITE))
    for page in pages:
        files |= record_files(page, SITE)
    for path, octets in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(octets)
    return folder


@pytest.fixture(scope="module")
def site(folder):
    with served(folder) as address:
        yield address


@pytest.fixture
def opened(browser, site):
    contexts = []

    def opened(path, *, width=1200, **how):
        context = browser.new_context(viewport={"width": width, "height": 900}, **how)
        contexts.append(context)
        page = context.new_page()
        page.asked, page.told = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("response", lambda response: page.told.append((response.status, response.url)))
        page.on("console", lambda message: page.told.append((message.type, message.text)))
        page.on("pageerror", lambda error: page.told.append(("error", str(error))))
        page.goto(site + path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_loads_what_it_needs_from_its_own_site_and_nothing_is_missing(opened, site, path):
    page = opened(path)

    assert len(page.asked) >= 2
    assert all(url.startswith(site) for url in page.asked)
    assert all(kind == 200 for kind, _ in page.told), page.told


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_wrong(opened, looks, path, scheme):
    page = opened(path, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")

    page.evaluate(looks)
    found = page.evaluate("axe.run(document)")

    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 10


@pytest.mark.parametrize("width", [320, 390, 768, 1200])
@pytest.mark.parametrize("path", ["index.html", RECORD])
def test_nothing_reaches_over_the_edge_of_a_screen(opened, path, width):
    page = opened(path, width=width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_words_on_the_page_are_the_words_that_were_released(opened):
    page = opened(RECORD)

    for entry in the_exchange().entries:
        shown = page.locator(f"#{entry.anchor} .words").inner_text()
        assert shown.split() == plain(entry.blocks).split()
        assert page.locator(f"#{entry.anchor} .lead").inner_text() == f"{entry.lead} {entry.said}".strip()


def test_the_head_tells_organisation_country_range_and_counts(opened):
    told = opened(RECORD).locator("header.head").inner_text()

    parts = [
        "Harbour Standards Alliance (HSA)",
        "United Kingdom",
        "Correspondence",
        "June 21, 2023 - February 27, 2024",
    ]
    assert [part for part in parts if part not in told] == []
    assert "5 inquiries 4 replies" in " ".join(told.split())


def test_a_permalink_leads_to_its_entry(opened, site):
    page = opened(RECORD)

    page.locator("article:nth-of-type(8) h3 a").click()

    assert page.url == f"{site}{RECORD}#{the_exchange().entries[7].anchor}"
    assert page.locator("article:target").count() == 1
    assert page.evaluate("document.querySelector('article:target').getBoundingClientRect().top") < 700


def test_a_record_is_read_without_a_script(opened):
    page = opened("index.html", java_script_enabled=False)
    assert not page.locator("form.find").is_visible()

    page.get_by_role("link", name="Harbour Standards Alliance (HSA)", exact=True).click()

    assert page.get_by_text("One visit was unannounced").is_visible()


def names(page):
    return page.locator(".records li:not([hidden]) h3").all_inner_texts()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("divers", ["Harbour Standards Alliance (HSA)", "Northern Catch Board (NCB)", "Pêcheries du Nord"]),
        ("unannounced", ["Harbour Standards Alliance (HSA)"]),
        ("ECONOMIES peche", ["Pêcheries du Nord"]),
        ("船在", ["Pêcheries du Nord"]),
        ("thorsson", ["Pêcheries du Nord"]),
        ("ÞÓRSSON", ["Pêcheries du Nord"]),
        ("norw", ["Northern Catch Board (NCB)"]),
        ("orway", []),
    ],
)
def test_the_search_finds_words_of_letters_by_how_they_begin(opened, typed, found):
    page = opened("index.html")

    page.get_by_label("Search in all letters").press_sequentially(typed)
    page.locator("output").get_by_text(f"{len(found)} of 3 records").wait_for()

    assert sorted(names(page)) == found


def test_the_words_are_loaded_when_somebody_types_and_not_before(opened, site):
    page = opened("index.html")
    before = list(page.asked)

    page.get_by_label("Search in all letters").press_sequentially("quay")
    page.locator("output").get_by_text("1 of 3 records").wait_for()

    assert f"{site}words.js" not in before
    assert page.asked.count(f"{site}words.js") == 1


def test_the_search_works_on_pages_that_are_read_from_a_folder(browser, folder):
    page = browser.new_page()
    page.goto(folder.joinpath("index.html").as_uri())

    page.get_by_label("Search in all letters").press_sequentially("quay")

    page.locator("output").get_by_text("1 of 3 records").wait_for()
    page.close()


def test_where_the_words_can_not_be_loaded_the_search_says_so(opened):
    page = opened("index.html")
    page.route("**/words.js", lambda route: route.abort())

    page.get_by_label("Search in all letters").press_sequentially("quay")

    page.get_by_text("0 of 3 records; the letters themselves could not be searched").wait_for()


def test_the_index_is_filtered_by_country_and_standing(opened):
    page = opened("countries.html")

    page.get_by_label("Country").select_option("Norway")
    assert names(page) == ["Northern Catch Board (NCB)"]
    assert page.locator(".group:not([hidden]) h2").all_inner_texts() == ["Norway"]

    page.get_by_label("Standing").select_option("replied")
    assert names(page) == []


def test_the_first_stop_of_the_keyboard_skips_to_the_correspondence(opened):
    page = opened(RECORD)

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_the_policy_lets_no_image_script_or_style_of_anybody_else_in(opened, tmp_path):
    (tmp_path / "pixel.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    page = opened(RECORD)

    with served(tmp_path) as elsewhere:
        refused = page.evaluate(
            """elsewhere => new Promise(done => {
                const seen = [];
                document.addEventListener("securitypolicyviolation", told => {
                    seen.push(told.effectiveDirective);
                    if (seen.length === 3) done(seen.sort());
                });
                const add = (name, facts) => document.body.append(Object.assign(document.createElement(name), facts));
                add("img", { src: elsewhere + "pixel.svg" });
                add("script", { textContent: "document.title = 'mine'" });
                add("style", { textContent: "body { display: none }" });
            })""",
            elsewhere,
        )

    assert refused == ["img-src", "script-src-elem", "style-src-elem"]
    assert [url for kind, url in page.told if kind == 200 and url.startswith(elsewhere)] == []


def test_dark_is_dark_and_print_is_black_on_white_without_what_is_for_the_screen(opened):
    page = opened("index.html", color_scheme="dark")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(21, 22, 23)"

    page.emulate_media(media="print")

    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert not page.locator("form.find").is_visible()
    assert not page.locator("nav.by").is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_a_screen_reader_is_told_of_the_chart_in_words(opened):
    page = opened(RECORD)
    chart = page.get_by_role("img", name="Who wrote when")

    assert "5 inquiries and 4 replies" in chart.locator("desc").text_content()
    page.get_by_text("The same in words").click()

    told = page.locator(".told li").all_inner_texts()
    assert len(told) == 9 + 4
    assert "July 7, 2023: HSA wrote to Saltline Investigations, a day late." in told
    assert "Answer asked for by July 6, 2023, 17:05 EDT: answered a day late." in told


def test_on_paper_a_dot_stays_full_where_it_says_that_they_replied(opened):
    page = opened("index.html")
    page.emulate_media(media="print")

    dot = "one => getComputedStyle(one, '::before')"
    for standing, full in (("replied", True), ("awaiting", False)):
        shown = page.locator(f".records .standing.{standing}").first
        ground = shown.evaluate(f"one => ({dot})(one).backgroundColor")
        assert (ground != "rgba(0, 0, 0, 0)") is full
        assert shown.evaluate(f"one => ({dot})(one).printColorAdjust") == "exact"
