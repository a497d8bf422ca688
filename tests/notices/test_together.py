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


def test_of_very_many_so_many_are_told_as_anybody_reads_and_the_others_counted():
    notice = together([HARBOUR] * 1400)

    assert len(notice.tables[0].rows) == 51
    assert notice.tables[0].rows[-1] == ("", "and 1350 more: onrecord outbox and onrecord deadlines tell them.")


def test_many_of_one_record_hide_none_of_another():
    notice = together([*[HARBOUR] * 1400, PIER])

    assert ("Pier Trust", PIER.title) in notice.tables[0].rows


def test_those_that_are_broken_are_counted():
    notice = together([HARBOUR], broken=2)

    assert notice.title.startswith("3 notices")
    assert "2 notices can't be drawn up" in plain(notice)
