import json
from datetime import UTC, datetime

import pytest

from tests.pages.paged import a_letter, a_page, at, the_exchange, words
from worker.pages.head import head, kept, read
from worker.pages.search import search
from worker.pages.shown import Listed, Paragraph, Redacted, Words
from worker.pages.words import folded, plain
from worker.pages.words import words as searched


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Pêche, PÊCHE; pêche!", "peche"),
        ("Straße STRASSE", "strasse"),
        ("Þórsson Ørsted Łódź Đorđe Ǿ Ísafjörður garðar", "dorde gardar isafjordur lodz o orsted thorsson"),
        ("Ångström", "angstrom"),
        ("ﬁsh", "fish"),
        ("मत्स्य पालन", "पलन मतसय"),
        ("２０２３", "2023"),
        ("snake_case e-mail", "e mail snake_case"),
        ("x" * 201, ""),
        ("", ""),
    ],
)
def test_words_are_kept_once_and_folded(written, found):
    assert searched([written]) == found


def test_folding_twice_changes_nothing():
    for text in ("İstanbul", "ǅ", "Ω", "한국", "ÿ"):
        assert folded(folded(text)) == folded(text)


def test_blocks_are_told_with_blank_lines_between_them_with_markers_and_labels():
    blocks = (
        Paragraph(spans=words("Dear all,")),
        Listed(marker="1.", spans=words("Tell us\nsoon:")),
        Listed(marker="a)", spans=(Words("Call "), Redacted("number redacted")), depth=1),
    )

    assert plain(blocks) == "Dear all,\n\n1. Tell us\nsoon:\n\n  a) Call [number redacted]"


def test_what_is_searched_is_each_word_of_the_page():
    script = search([head(the_exchange())]).decode()
    told = json.loads(script.removeprefix("onrecord(").removesuffix(");\n"))["records"]

    assert [one["slug"] for one in told] == ["harbour-standards-alliance"]
    assert {"harbour", "hsa", "kingdom", "unannounced", "thorne", "ellery"} <= set(told[0]["words"].split())


def stored(*pages):
    return [json.loads(json.dumps(kept(head(page)))) for page in pages]


def test_a_head_comes_back_from_json_as_it_was():
    assert read(stored(the_exchange()), newest=1) == (head(the_exchange()),)


def test_heads_come_back_newest_first_and_only_those_with_what_the_feed_tells():
    pages = [
        a_page([a_letter(n, at(n, 1))], slug=f"record-{n}", updated_at=datetime(2024, n, 1, tzinfo=UTC))
        for n in (1, 3, 2)
    ]

    found = read(stored(*pages), newest=2)

    assert [(one.slug, len(one.newest)) for one in found] == [("record-3", 1), ("record-2", 1), ("record-1", 0)]


def test_a_head_counts_requests_and_not_promises():
    told = head(the_exchange())

    assert (told.asked, told.answered, told.late) == (3, 2, 1)


def test_a_head_holds_no_more_than_the_feed_can_ask_for():
    told = head(a_page([a_letter(n, at(1 + n // 28, 1 + n % 28)) for n in range(60)]))

    assert len(told.newest) == 50
    assert told.newest[0].anchor == f"e-{59:012x}"
