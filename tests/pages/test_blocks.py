from __future__ import annotations

from datetime import UTC, datetime
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.pages.letters import linear
from worker.pages.blocks import blocks
from worker.pages.legible import legible
from worker.pages.redact import covers
from worker.pages.shown import Listed, Paragraph, Redacted, Words
from worker.pages.words import plain
from worker.publication.rule import Redacts, Rule

AT = datetime(2026, 11, 22, tzinfo=UTC)


def laid_out(text):
    return [(b.marker if isinstance(b, Listed) else "", "".join(s.text for s in b.spans)) for b in blocks(text)]


def test_paragraphs_and_numbered_questions_stand_as_in_the_letter():
    text = "Dear Ms Vale,\r\n\r\nTell us:\n1. Who owns it?\n\n2) Since when?\n  - in winter\n  - in summer\n\nRegards,\nMara"

    assert laid_out(text) == [
        ("", "Dear Ms Vale,"),
        ("", "Tell us:"),
        ("1.", "Who owns it?"),
        ("2)", "Since when?"),
        ("-", "in winter"),
        ("-", "in summer"),
        ("", "Regards,\nMara"),
    ]


def test_what_a_mail_client_wrapped_is_one_line_again_and_what_the_author_parted_is_not():
    text = (
        "We are preparing an article about the pier and would like to know\n"
        "from you since when it has been the property of that company, and\n"
        "whether it is for sale.\n"
        "Please reply soon.\n"
        "\n"
        "Kind regards, and thank you for everything that you do for us all,\n"
        "Mara"
    )

    assert [told for _, told in laid_out(text)] == [
        "We are preparing an article about the pier and would like to know from you since when it has been the property of that company, and whether it is for sale.\nPlease reply soon.",
        "Kind regards, and thank you for everything that you do for us all,\nMara",
    ]


def test_a_sentence_goes_on_at_whatever_width_a_client_wrapped():
    text = "Our auditors have been to the farm five times since 2020. " * 3 + "Two of the\nfive were announced."

    assert "Two of the five were announced." in plain(blocks(text))


def test_a_day_that_was_wrapped_is_whole_again():
    text = "Whom should we put our questions to? We would be glad of a reply by June 30,\n2023."

    assert laid_out(text) == [("", text.replace("\n", " "))]


def test_a_wrapped_question_is_one_item():
    text = "1. Who owns the pier, and since when has it been the property of\n   that company?\n2. Why?"

    assert laid_out(text)[0] == ("1.", "Who owns the pier, and since when has it been the property of that company?")


def test_chinese_lines_join_without_a_space():
    text = "我" * 60 + "\n" + "你" * 20

    assert laid_out(text) == [("", "我" * 60 + "你" * 20)]


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("1. One", "1."),
        ("(2) Two", "(2)"),
        ("a) First", "a)"),
        ("• point", "•"),
        ("– point", "–"),
        ("1、问题", "1、"),
        ("①问题", "①"),
        ("2023. That was the year", ""),
        ("-5 degrees", ""),
        ("1.5 million", ""),
        ("J. Vale wrote", ""),
        ("- ", ""),
    ],
)
def test_what_marks_an_item(text, marker):
    assert [m for m, _ in laid_out(text)] == [marker]


def test_a_figure_that_a_wrapped_line_begins_with_is_no_question():
    text = "The meeting took place in the presence of all of them on July\n6. It was about the pier."

    assert len(laid_out(text)) == 1


def covering(text, words):
    rule = Rule(id="r", redacts=Redacts.SPAN, values=(words,), label="cut", who="ann", why="", at=AT)
    return blocks(text, (rule,))


def test_what_is_not_public_is_one_label_over_the_end_of_a_line():
    assert covering("The price\nwas 5 then.", "price was 5") == (
        Paragraph(spans=(Words("The "), Redacted("cut"), Words(" then."))),
    )


def test_what_is_not_public_is_a_label_in_each_paragraph_it_reaches():
    assert covering("One two\n\n1. three four", "two 1. three") == (
        Paragraph(spans=(Words("One "), Redacted("cut"))),
        Paragraph(spans=(Redacted("cut"), Words(" four"))),
    )


def test_a_text_that_is_all_blank_has_no_block():
    assert blocks(" \n\t\n\u200b") == ()


letters = st.lists(
    st.sampled_from(["1. ", "2) ", "- ", "• ", "word", " ", "\n", "\n\n", "\t", "\u00a0", "王小明", "é", "a" * 55, "?", ".", ",", "\r\n", "(3) ", "\u202e", "\x85", "x y z " * 12]),
    max_size=60,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(), letters))
def test_a_letter_without_redactions_reads_as_its_own_words(text):
    assume(not covers(legible(text), (), slug="", entry=""))

    assert "".join(plain(blocks(text)).split()) == "".join(normalize("NFC", legible(text)).split())


@given(letters, st.sampled_from(["word", "1. word", "a" * 55, "王小明 1."]))
def test_covered_words_stand_in_no_block(text, words):
    shown = "\n".join("".join(s.text for s in b.spans if isinstance(s, Words)) for b in covering(text, words))

    assert words not in " ".join(shown.split()) or words not in text


@pytest.mark.parametrize(
    "line", ["1. ", "1.\n", "- x\n", "1. a) x\n", "a) x\n\ny\n\n", "x\n\n", " \t", "a" * 70 + "\n"]
)
def test_no_text_is_slow_to_lay_out(line):
    assert linear(lambda text: covering(text, "1."), line)


def nested(text):
    return [(b.depth if isinstance(b, Listed) else "", getattr(b, "marker", ""), "".join(s.text for s in b.spans)) for b in blocks(text)]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "3. How much?\na) to the mayor\nb) to the consultants\n4. Who paid?",
        "3. How much?\n   a. to the mayor\n   b. to the consultants\n4. Who paid?",
        "3. How much?\n\n   a. to the mayor\n   b. to the consultants\n4. Who paid?",
        "3. How much?\ni) to the mayor\nii) to the consultants\n4. Who paid?",
        "3. How much?\n1) to the mayor\n2) to the consultants\n4. Who paid?",
        "3. How much?\n  1. to the mayor\n  2. to the consultants\n4. Who paid?",
        "3. How much?\n- to the mayor\n- to the consultants\n4. Who paid?",
        "(iii) How much?\n(A) to the mayor\n(B) to the consultants\n(iv) Who paid?",
        "a) How much?\ni) to the mayor\nii) to the consultants\nb) Who paid?",
        "- How much?\n  - to the mayor\n  - to the consultants\n- Who paid?",
        "3. How much?\n\na) to the mayor\n\nb) to the consultants\n\n4. Who paid?",
    ],
)
def test_questions_within_a_question_stand_one_deeper_and_the_next_stands_beside_it(text):
    text = text.replace("(iii)", "(i)").replace("(iv)", "(ii)")

    assert [(depth, words) for depth, _, words in nested(text)] == [
        (0, "How much?"),
        (1, "to the mayor"),
        (1, "to the consultants"),
        (0, "Who paid?"),
    ]


def test_lists_within_lists_go_back_as_far_as_the_number_says():
    text = "1. One\na) A\n- x\n- y\nb) B\n2. Two\na) A\n\nThank you. We ask, too:\n\na) C\nb) D\n3. Three"

    assert [f"{depth}{marker}" for depth, marker, _ in nested(text)] == [
        "01.", "1a)", "2-", "2-", "1b)", "02.", "1a)", "", "0a)", "0b)", "03.",
    ]  # fmt: skip


def test_a_list_behind_a_paragraph_stands_in_none():
    text = "1. One\n2. Two\n\nWe ask the harbour, too:\n\n- when\n- why\n\nAnd last:\n\n3. Three"

    assert [depth for depth, _, _ in nested(text)] == [0, 0, "", 0, 0, "", 0]


def test_of_two_numbers_in_a_line_each_is_an_item():
    assert nested("1. a) to the mayor\nb) to the consultants\n2. Who paid?") == [
        (0, "1.", ""),
        (1, "a)", "to the mayor"),
        (1, "b)", "to the consultants"),
        (0, "2.", "Who paid?"),
    ]


def test_a_number_above_its_answer_is_its_number():
    assert laid_out("4.\n\nWe paid nothing.\n\n5.\nNo.\n\n6.") == [
        ("4.", "We paid nothing."),
        ("5.", "No."),
        ("6.", ""),
    ]


@pytest.mark.parametrize(
    "text", ["z. B. the pier", "i. e. the pier", "a. m. or later", "e. V.", "(ii) It is ours", "x. y"]
)
def test_a_letter_with_a_point_is_no_item_unless_a_list_stands_before_it(text):
    assert laid_out(text) == [("", text)]


def test_the_place_of_a_picture_is_told_as_one():
    assert laid_out("See this:\n\n<audit visits.PNG>\n\n[image: chart.gif]\n\n<not a picture> <a.b/c.png>") == [
        ("", "See this:"),
        ("", "[picture: audit visits.PNG]"),
        ("", "[picture: chart.gif]"),
        ("", "<not a picture> <a.b/c.png>"),
    ]


def test_a_picture_whose_name_is_not_public_is_covered_as_it_was_written():
    assert covering("See <jane.png>", "<jane.png>") == (Paragraph(spans=(Words("See "), Redacted("cut"))),)


def test_an_item_that_stands_in_goes_on_no_sentence_however_long_the_line_before_it_is():
    text = "3. How much was paid in all of these years by the harbour and\n  a. to the mayor\n  b. to the consultants"

    assert [marker for _, marker, _ in nested(text)] == ["3.", "a.", "b."]
