from __future__ import annotations

import io
import sys

from worker.cli.progress import metered


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_how_far_it_is_by_number_and_rate(monkeypatch):
    monkeypatch.setattr(sys, "stderr", err := Terminal())
    monkeypatch.setenv("TERM", "xterm")

    with metered("Reading", 30) as meter:
        meter.advance(10)
        meter.advance(10)
        meter.rest("Placing")

    assert "2 mails" in err.getvalue()
    assert "/s" in err.getvalue()
    assert "Placing" in err.getvalue()


def test_elsewhere_nothing_is_shown(capsys):
    with metered("Reading", 30) as meter:
        meter.advance(10)
        meter.rest("Placing")

    assert capsys.readouterr() == ("", "")
