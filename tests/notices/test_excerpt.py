from __future__ import annotations

import pytest

from worker.notices.excerpt import excerpt

LETTER = (
    "Dear Jo,\n\nThe pier closed in winter. Who certified it?\nWe would be grateful for\nyour answer by close\nof business "
    "on July 6, 2023, thank you. We print on Monday.\n\nMara"
)


def test_the_sentence_around_the_phrase_is_told_in_one_line():
    told = excerpt(LETTER, "by close\nof business on July 6, 2023")

    assert told == "We would be grateful for your answer by close of business on July 6, 2023, thank you."


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (LETTER, "Who certified it?"),
        ("尊敬的先生：\n\n谁认证了码头？谢谢。", "谁认证了码头？"),
        (
            "Hi,\n\nPlease send us the certificate of the pier today. Thanks.",
            "Please send us the certificate of the pier today.",
        ),
        ("Hi.", "Hi."),
        ("", ""),
    ],
)
def test_without_a_phrase_it_is_what_the_letter_asks(own, told):
    assert excerpt(own, "") == told


@pytest.mark.parametrize("before", [0, 10, 60, 200])
@pytest.mark.parametrize("after", [0, 10, 60])
def test_a_long_sentence_is_cut_at_its_words_around_the_phrase(before, after):
    told = excerpt(f"{'before ' * before}by July 6, 2023{' afterwards' * after}.", "by July 6, 2023")

    assert "by July 6, 2023" in told
    assert len(told) <= 302
    assert set(told.replace("by July 6, 2023", "").split()) <= {
        "before",
        "afterwards",
        "…before",
        "afterwards…",
        ".",
        "afterwards.",
    }


def test_a_script_without_blanks_is_cut_too():
    told = excerpt(f"{'前' * 400}七月六日之前{'后' * 400}", "七月六日之前")

    assert "七月六日之前" in told
    assert (told[0], told[-1], len(told)) == ("…", "…", 302)


def test_a_phrase_that_left_the_letter_stands_for_itself():
    assert excerpt("Nothing.", "by\nFriday") == "by Friday"
