from __future__ import annotations

import pytest

from worker.deadlines.question import question


@pytest.mark.parametrize(
    ("text", "asks"),
    {
        "a question": ("Which vessel do you mean? Regards", True),
        "a question that ends the letter": ("Which vessel do you mean?", True),
        "a question in quotation marks": ("You write “who owns the pier?” in the third line.", True),
        "a Chinese question": ("您指的是哪艘船？谢谢", True),
        "an Arabic question": ("أي سفينة تقصدون؟", True),
        "a question across lines": ("Which vessel\ndo you mean?\nRegards", True),
        "no question": ("We have nothing to add.", False),
        "an address with a query": ("See https://harbour.example/press?id=4 for our answer.", False),
        "nothing": ("", False),
        "a question behind what is read": (" " * 300_000 + "Why?", False),
    }.values(),
    ids=lambda told: told[:20] if isinstance(told, str) else str(told),
)
def test_a_question_is_known_by_its_mark(text, asks):
    assert question(text) is asks
