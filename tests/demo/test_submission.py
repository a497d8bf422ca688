from __future__ import annotations

import smtplib
import sys
import threading

import pytest

from worker.demo.loopback import HOST
from worker.demo.submission import submitting
from worker.errors import Refused


def test_it_keeps_each_mail_as_it_was_handed_over_once_for_each_who_gets_it():
    with submitting() as server, smtplib.SMTP(HOST, server.port, timeout=5) as client:
        client.sendmail("desk@ours.example", ["ann@ours.example", "bo@ours.example"], b"Subject: x\r\n\r\n.dots\r\n")

    assert server.mails == [b"Subject: x\r\n\r\n.dots\r\n"] * 2
    assert "aiosmtpd" not in {thread.name for thread in threading.enumerate()}


def test_a_missing_server_is_one_line_that_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "aiosmtpd.smtp", None)

    with pytest.raises(Refused, match=r"aiosmtpd.*pip install -e '\.\[demo\]'"), submitting():
        pytest.fail("it can't serve")
