import time
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mail.body.body import read_body
from worker.mail.message import Address

JANE = Address(name="Jane Vale", address="jane.vale@harbour.example")
SAID = "Dear Mara,\n\nWe deny it.\n\nKind regards,"
BLOCK = "From: Mara Lind <mara@paper.example>\nSent: Thursday, July 6, 2023 5:04 PM\nTo: Jane Vale <jane.vale@harbour.example>\nSubject: Sheds"
LEAD = "On Thu, Jul 6, 2023 at 5:04 PM Mara Lind <mara@paper.example> wrote:"
ASKED = "Hello,\n\nIs it true?\n\nBest regards,"

HISTORIES = [
    ("attribution and prefixes", LEAD + "\n\n> Hello,\n>\n> Is it true?\n>\n> Best regards,\n> Mara Lind"),
    ("attribution without prefixes", LEAD + f"\n\n{ASKED}\nMara Lind"),
    ("prefixed attribution", f"> {LEAD}\n>\n> Hello,\n>\n> Is it true?\n>\n> Best regards,\n> Mara"),
    ("outlook", f"________________________________\n{BLOCK}\n\n{ASKED}\nMara Lind"),
    ("outlook without a rule", f"{BLOCK}\n\n{ASKED}\nMara Lind\nReporter"),
    ("original message", f"-----Original Message-----\n{BLOCK}\n\n{ASKED}\n--\nMara Lind"),
    (
        "bold block",
        BLOCK.replace("From:", "*From:*")
        .replace("Sent:", "*Sent:*")
        .replace("To:", "*To:*")
        .replace("Subject:", "*Subject:*")
        + f"\n\n{ASKED}\nMara",
    ),
    ("banner in the history", f"{LEAD}\n\n> [EXTERNAL]\n>\n> Hello,\n>\n> Is it true?\n>\n> Best regards,\n> Mara"),
    (
        "german block",
        f"Von: Mara Lind <mara@paper.example>\nGesendet: Donnerstag, 6. Juli 2023 17:04\nAn: Jane Vale\nBetreff: Sheds\n\n{ASKED}\nMara",
    ),
    ("forwarded", f"---------- Forwarded message ---------\n{BLOCK.replace('Sent', 'Date')}\n\n{ASKED}\nMara"),
]


@pytest.mark.parametrize(("name", "history"), HISTORIES, ids=[row[0] for row in HISTORIES])
def test_history_is_parted_from_own_words_and_read(name, history):
    body = read_body(f"{SAID}\nJane Vale\nPress Officer\n\n{history}", JANE)

    assert body.own == SAID, name
    assert body.signature == "Jane Vale\nPress Officer"
    assert body.quotation == history
    assert len(body.quoted) == 1
    (letter,) = body.quoted
    assert letter.sender is not None
    assert letter.sender.address == "mara@paper.example"
    assert letter.sent_at == datetime(2023, 7, 6, 17, 4)  # noqa: DTZ001 - none is written
    assert letter.text == ASKED


def test_letters_in_the_history_come_newest_first():
    text = (
        "No.\n\n"
        + LEAD
        + "\n\n> And now?\n>\n> On 5 Jul 2023, at 10:00, Jane Vale <jane.vale@harbour.example> wrote:\n>\n>> Yes.\n>>\n>> On 4 Jul 2023, at 9:00, Mara Lind <mara@paper.example> wrote:\n>>\n>>> Is it?"
    )

    assert [letter.text for letter in read_body(text).quoted] == ["And now?", "Yes.", "Is it?"]


def test_only_five_letters_are_read():
    text = "No.\n" + "".join(
        f"{'>' * depth} On {depth + 1} Jul 2023, at 10:00, A <a@paper.example> wrote:\n{'>' * depth}> words {depth}\n"
        for depth in range(30)
    )

    assert len(read_body(text).quoted) == 5


def test_answers_between_quoted_lines_are_own_words():
    body = read_body(f"{LEAD}\n> Is it true?\n\nNo.\n\n> Since when?\n\nNever was.")

    assert body.own == "No.\n\nNever was."
    assert body.quoted[0].text == "Is it true?\n\nSince when?"


def test_answers_below_the_quotation_are_own_words():
    assert read_body(f"{LEAD}\n> Is it true?\n\nNo.").own == "No."


def test_prose_that_speaks_of_letters_stays():
    own = "On Monday she wrote:\n\nthat all was well.\n\nFrom: the harbour\nTo: the plant\n\nOn 3 March 2022 at 10:30 your spokesman wrote:\nall is well."

    assert read_body(own).own == own


def test_what_gateways_and_ticket_systems_add_is_nobodys():
    line = "##- Please type your reply above this line -##"
    body = read_body(f"[EXTERNAL]\n{line}\n\nWe deny it.\n\n{LEAD}\n> {line}\n> Is it true?")

    assert body.own == "We deny it."
    assert body.quoted[0].text == "Is it true?"


def test_below_a_ticket_line_stands_history():
    body = read_body("We deny it.\n\n-- reply above this line --\n\nIs it true?")

    assert body.own == "We deny it."
    assert "Is it true?" in body.quotation


def test_a_text_without_history_is_all_own():
    own = "Dear Mara,\n\n1. Yes.\n2. No.\n\n- a\n- b\n\nThank you for your time."

    body = read_body(own)

    assert (body.own, body.signature, body.quotation, body.quoted, body.full) == (own, "", "", (), own)


def test_carriage_returns_are_line_ends():
    assert read_body("Yes.\r\n\r\nNo.\r\n").own == "Yes.\n\nNo."


@given(st.text(alphabet=st.sampled_from(list("> \n:-_ab1@.|")), max_size=200))
def test_no_text_is_too_odd_and_nothing_is_invented(text):
    body = read_body(text, JANE)

    assert {*body.own.split()} <= {*text.split()}
    assert body.full == text


HOSTILE = [
    ("openings", "On \n" * 40_000),
    ("one line", "x" * 262_144),
    ("quoted lines", "> quoted\n" * 25_000),
    ("colons", "a:\n" * 60_000),
    ("attributions", f"{LEAD}\n" * 3_000),
    ("brackets", "<" * 262_144),
    ("blocks", f"{BLOCK}\n\n" * 1_000),
    ("names", "Jane Vale\n" * 25_000),
]


def seconds(text):
    """Give what reading a text takes, without what else the machine does."""
    began = time.process_time()
    read_body(text, JANE)
    return time.process_time() - began


@pytest.mark.parametrize(("name", "text"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_hostile_texts_take_linear_time(name, text):
    # Twice the text takes twice the time; four times as much, and what is quadratic, is too long.
    # A machine that is busy may spoil one measurement, hardly three.
    assert any(seconds(text) < 3 * seconds(text[: len(text) // 2]) + 0.2 for _ in range(3)), name
