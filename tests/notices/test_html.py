from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.notices.test_plain import NOTICE
from worker.notices.html import html
from worker.notices.notice import Table

EVIL = '<script>alert(1)</script><img src="https://track.example/a.png"> {{ 7 * 7 }} "x" onload=\'y\''


class Tags(HTMLParser):
    """The elements of a page, what they carry, and the text."""

    def __init__(self):
        super().__init__()
        self.opened, self.closed, self.carried, self.text = [], [], set(), ""

    def handle_starttag(self, tag, attrs):
        self.opened.append(tag)
        self.carried.update(name for name, _ in attrs)

    def handle_endtag(self, tag):
        self.closed.append(tag)

    def handle_data(self, data):
        self.text += data


def tags(page):
    found = Tags()
    found.feed(page)
    return found


def every_field(words):
    return replace(
        NOTICE, title=words, paragraphs=(words,), facts=((words, words),), quote=words, commands=((words, words),),
        tables=(Table(title=words, columns=(words,), rows=((words,),)),), record=words,
    )  # fmt: skip


def test_nothing_written_by_a_stranger_becomes_an_element():
    evil, tame = tags(html(every_field(EVIL))), tags(html(every_field("tame")))

    assert evil.opened == tame.opened
    assert evil.carried == tame.carried
    assert evil.text.count(EVIL) == tame.text.count("tame") == 11


def test_nothing_comes_from_elsewhere_and_nothing_runs():
    found = tags(html(NOTICE))

    assert not {"img", "script", "link", "a", "form", "iframe", "object"} & set(found.opened)
    assert not {"src", "href", "background"} & found.carried
    assert "url(" not in html(NOTICE)


def test_every_element_is_closed():
    found = tags(html(NOTICE))
    void = {"meta"}

    assert sorted(tag for tag in found.opened if tag not in void) == sorted(found.closed)


@pytest.mark.parametrize(
    "words", ["prefers-color-scheme: dark", "color-scheme", "width=device-width", "max-width:600px"]
)
def test_it_is_made_for_a_phone_and_for_the_dark(words):
    assert words in html(NOTICE)


def test_it_is_small_enough_that_nothing_cuts_it_off():
    rows = tuple(
        (f"July {n}, 2023, 17:00 EDT", "Harbour Alliance", "by close of business on July 6") for n in range(31)
    )
    table = Table(title="Due", columns=("By", "Record", "Asked"), rows=rows)

    assert len(html(replace(NOTICE, tables=(table, table, table, table))).encode()) < 102_000
