from __future__ import annotations

from worker.notices.notice import Notice
from worker.notices.plain import plain
from worker.notices.together import together

HARBOUR = Notice(kind="reminder", title="Harbour Alliance is overdue.", slug="ha", record="Harbour Alliance")
PIER = Notice(kind="reminder", title="Pier Trust is overdue.", slug="pt", record="Pier Trust")


def test_several_notices_are_told_in_one():
    notice = together((HARBOUR, PIER))

    assert notice.title.startswith("2 notices")
    assert "- Pier Trust | Pier Trust is overdue.\n" in plain(notice)
    assert notice.commands == ()
    assert (notice.slug, notice.subject) == ("", "On the Record: several at once")


def test_those_of_one_record_stand_in_its_thread():
    assert together((HARBOUR, HARBOUR)).slug == "ha"
