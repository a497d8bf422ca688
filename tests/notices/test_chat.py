from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.notices.chat import for_chat, inert
from worker.notices.notice import Notice
from worker.notices.plain import plain

DOES = {
    "calls everybody": "@everyone",
    "calls who is here": "@here",
    "calls the channel": "@channel",
    "calls the channel of Slack": "<!channel>",
    "calls a person of Slack": "<@U012AB3CD>",
    "links in Slack": "<https://evil.example|the answer>",
    "links in Markdown": "[the answer](https://evil.example)",
    "links as it is": "https://evil.example/answer",
    "links without a scheme": "www.evil.example",
    "shows an image": "![x](http://evil.example/x.png)",
    "is a heading": "# Overdue",
    "is bold": "**done**",
    "is slanted": "_done_",
    "is code": "`done`",
    "is struck": "~~done~~",
    "is hidden": "||done||",
    "is HTML": "<b>done</b>",
    "escapes what follows": "\\*",
    "names a character": "&#64;everyone &lt;!channel&gt;",
}
ACTS = re.compile(r"[@<>\[\]#*`~|\\]|://|(?<![^\W_])www\.|(?<![^\W_])_|_(?![^\W_])|&#?\w+;")


@pytest.mark.parametrize("words", DOES.values(), ids=DOES)
def test_a_letters_words_do_nothing_in_a_chat(words):
    assert ACTS.search(words)
    assert not ACTS.search(inert(words))
    assert not ACTS.search(inert(f"Harbour ({words}) and {words}."))


@given(st.text("@<>[]#*`~|\\_&;:/w.aé5 "))
def test_no_words_do(words):
    assert not ACTS.search(inert(words))
    assert inert(inert(words)) == inert(words)


@pytest.mark.parametrize(
    "words", ["Harbour & Sons (Malta): due July 10, 17:00?", "press_office", "香港標準聯盟 é", "a - b"]
)
def test_other_words_stay_as_they_are(words):
    assert inert(words) == words


def test_every_word_of_a_notice_is_made_inert_and_stays_so():
    bad = "@everyone <!here>"
    notice = Notice(kind="reminder", title=bad, paragraphs=(bad,), facts=(("Who", bad),), quote=bad, record=bad)
    told = for_chat(notice)

    assert not ACTS.search(told.title + told.record)
    assert not ACTS.search(plain(told, chat=True))
