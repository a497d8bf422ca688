from __future__ import annotations

import imaplib
import sys
import threading

import pytest

from worker.demo.loopback import HOST
from worker.demo.server import serving
from worker.errors import Refused


def test_it_serves_one_empty_mailbox_until_it_is_left():
    with serving("desk", "open") as port, imaplib.IMAP4(HOST, port, timeout=5) as client:
        client.login("desk", "open")
        assert client.select() == ("OK", [b"0"])

    with pytest.raises(OSError, match=r"refused"):
        imaplib.IMAP4(HOST, port, timeout=5)
    assert "pymap" not in {thread.name for thread in threading.enumerate()}


def test_it_takes_no_other_password():
    with (
        serving("desk", "open") as port,
        imaplib.IMAP4(HOST, port, timeout=5) as client,
        pytest.raises(imaplib.IMAP4.error),
    ):
        client.login("desk", "sesame")


def test_a_missing_server_is_one_line_that_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pymap.backend.dict", None)

    with pytest.raises(Refused, match=r"pip install -e '\.\[demo\]'"), serving("desk", "open"):
        pytest.fail("it can't serve")
