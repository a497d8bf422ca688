from __future__ import annotations

from worker.notices.help import help_


def test_what_was_not_understood_is_told_in_the_words_that_were_written():
    assert help_("gimme more\ntime").title == "\u201cgimme more time\u201d was not understood; nothing was changed."
    assert len(help_("x" * 100_000).title) < 400


def test_whoever_asks_for_help_gets_every_command():
    notice = help_(" ", record="Harbour Alliance", slug="ha")

    assert notice.title == "What you can answer."
    verbs = ["done", "extend", "snooze", "not a deadline", "move", "new", "ignore", "close", "undo", "help"]
    assert [line.startswith(verb) for (line, _), verb in zip(notice.commands, verbs, strict=True)] == [True] * 10
