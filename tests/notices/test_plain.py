from __future__ import annotations

from worker.notices.notice import Notice, Table
from worker.notices.plain import plain

NOTICE = Notice(
    kind="reminder",
    title="Harbour Alliance is overdue.",
    paragraphs=("A word.",),
    facts=(("Due", "July 6, 2023"),),
    quote="Please answer by July 6.",
    tables=(Table(title="Held", columns=("From", "Why"), rows=(("who@elsewhere.example", "a stranger"),)),),
    commands=(("done", "it has been answered"),),
)


def test_the_sentence_that_counts_comes_first_and_the_answers_last():
    assert plain(NOTICE) == (
        "Harbour Alliance is overdue.\n\nA word.\n\nIn the letter's words:\n\u201cPlease answer by July 6.\u201d\n\n"
        "Due: July 6, 2023\n\nHeld:\n- who@elsewhere.example | a stranger\n\n"
        "Reply with one line:\n  done - it has been answered\n"
    )


def test_a_chat_is_told_no_answers_and_the_title_by_itself_alone():
    told = plain(NOTICE, chat=True)

    assert told.startswith("A word.\n")
    assert told.endswith("a stranger\n")
    assert plain(Notice(kind="reminder", title="Nothing but this."), chat=True) == "Nothing but this.\n"


def test_an_empty_table_says_so():
    notice = Notice(kind="digest", title="Your week.", tables=(Table(title="Held", columns=("From",), rows=()),))

    assert plain(notice) == "Your week.\n\nHeld:\n- none\n"
