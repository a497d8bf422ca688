from __future__ import annotations

from worker.notices.confirmation import confirmation


def test_what_was_done_comes_first_and_can_be_taken_back():
    notice = confirmation(
        ("Extended to July 7, 2023.", "You are reminded then."), undo=True, record="Harbour Alliance", slug="ha"
    )

    assert (notice.title, notice.paragraphs) == ("Extended to July 7, 2023.", ("You are reminded then.",))
    assert [command for command, _ in notice.commands] == ["undo"]
    assert notice.subject == "On the Record: Harbour Alliance"


def test_what_can_not_be_taken_back_does_not_offer_it():
    assert confirmation((), undo=False).commands == ()
    assert confirmation((), undo=False).title == "Nothing was changed."
