from __future__ import annotations

import io
import sys

from worker.cli.table import show


class Terminal(io.StringIO):
    def isatty(self):
        return True


def on_a_terminal(monkeypatch, columns, rows):
    monkeypatch.setattr(sys, "stdout", out := Terminal())
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    show(columns, rows)
    return out.getvalue()


ROWS = [("a-slug-of-twenty-four-ch", "[bold]words[/bold]\x1b[2J\n\tof a mail", ("one", "two"))]


def test_elsewhere_than_on_a_terminal_cells_are_parted_by_tabs_and_nothing_is_cut_off(capsys):
    show(("slug", "words", "candidates"), ROWS)

    assert capsys.readouterr().out == (
        "slug\twords\tcandidates\na-slug-of-twenty-four-ch\t[bold]words[/bold][2J of a mail\tone, two\n"
    )


def test_on_a_terminal_the_first_cell_is_not_broken_and_the_words_of_a_mail_do_nothing(monkeypatch):
    told = on_a_terminal(monkeypatch, ("slug", "words"), [row[:2] for row in ROWS])

    assert "\na-slug-of-twenty-four-ch " in told
    assert "[bold]" in told
    assert "\x1b[2J" not in told
    assert "\x1b[1m" in told


def test_on_a_terminal_several_things_in_a_cell_stand_below_each_other(monkeypatch):
    told = on_a_terminal(monkeypatch, ("id", "candidates"), [("1", ("one", "two"))])

    assert [line.split()[-1] for line in told.splitlines()[-2:]] == ["one", "two"]
