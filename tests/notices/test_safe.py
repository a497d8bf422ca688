from __future__ import annotations

import unicodedata
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.notices.told import BERLIN
from worker.notices.notice import Event, Notice, Table
from worker.notices.safe import line, safe


@pytest.mark.parametrize(
    ("_name", "written", "told"),
    [
        ("a header line", "Harbour\r\nBcc: all@harbour.example", "Harbour Bcc: all@harbour.example"),
        ("every other line end", "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g", "a b c d e f g"),
        ("a reversal", "invoice\u202efdp.exe\u2066", "invoicefdp.exe"),
        ("no width", "Har\u200bbour\ufeff", "Harbour"),
        ("hidden tags", "Harbour\U000e0041\U000e0042", "Harbour"),
        ("NUL", "Harbour\0Alliance", "Harbour Alliance"),
        ("a lone surrogate", "Harbour\udc80", "Harbour"),
        ("Persian keeps its joiner", "می\u200cخواهم", "می\u200cخواهم"),
        ("Chinese stays", "香港標準聯盟", "香港標準聯盟"),
    ],
)
def test_a_line_only_says_what_can_be_seen(_name, written, told):
    assert line(written) == told


@given(st.text(st.characters()))
def test_no_text_breaks_or_hides_a_line(text):
    told = line(text)

    assert len(told.splitlines()) <= 1
    assert not [
        c for c in told if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and c not in "\u200c\u200d"
    ]
    assert line(told) == told
    told.encode()


def test_every_word_of_a_notice_is_made_safe():
    bad = "a\r\nb"
    event = Event(uid=bad, due_at=datetime(2023, 7, 6, tzinfo=BERLIN), summary=bad, description=bad)
    notice = Notice(
        kind="reminder", title=bad, paragraphs=(bad,), facts=((bad, bad),), quote=bad, commands=((bad, bad),),
        tables=(Table(title=bad, columns=(bad,), rows=((bad,),)),), event=event, record=bad,
    )  # fmt: skip

    assert "\\n" not in repr(safe(notice))
    assert repr(safe(notice)).count("a b") == 14
