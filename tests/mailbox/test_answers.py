from __future__ import annotations

import imaplib
import socket

import pytest
from imapclient.exceptions import LoginError, ProtocolError

from worker.errors import Refused, Transient
from worker.mailbox.account import Account
from worker.mailbox.answers import CutOff, Declined, translated

ACCOUNT = Account(name="desk", host="imap.newsroom.example", port=993, username="desk", password="hidden")
ANSWERS = {
    "Gmail's limit": (imaplib.IMAP4.error("select failed: [THROTTLED] slow down"), Transient, "try again later"),
    "Gmail's callers": (LoginError("[ALERT] Too many simultaneous connections. (Failure)"), Transient, "later"),
    "Dovecot's disk": (imaplib.IMAP4.error("[UNAVAILABLE] Temporary failure"), Transient, "is busy"),
    "another writer": (imaplib.IMAP4.error("[INUSE] locked"), Transient, "is busy"),
    "a full mailbox": (imaplib.IMAP4.error("[OVERQUOTA] full"), Transient, "is busy"),
    "Exchange": (imaplib.IMAP4.error("User is authenticated but not connected."), Transient, "is busy"),
    "one command": (imaplib.IMAP4.error("fetch failed: [SERVERBUG] internal error"), Declined, "says: fetch failed"),
    "no IMAP in an answer": (ProtocolError("uneven number"), Declined, "answers what is no IMAP"),
    "a wrong password": (LoginError("[AUTHENTICATIONFAILED] no"), Refused, "check username and password"),
    "a bug while logging in": (LoginError("[SERVERBUG] oops"), Transient, "lets nobody in for the moment"),
    "the end of the line": (imaplib.IMAP4.abort("socket error: EOF"), CutOff, "ended the connection"),
    "a reset": (ConnectionResetError(104, "Connection reset by peer"), CutOff, "Connection reset by peer"),
    "silence": (TimeoutError("timed out"), Transient, "is silent"),
    "no such host": (socket.gaierror(-2, "Name or service not known"), Transient, "is not found"),
    "octets": (imaplib.IMAP4.error(b"\xff\r\nBAD"), Declined, "BAD"),
    "nothing at all": (imaplib.IMAP4.error(), Declined, "says: error"),
}


@pytest.mark.parametrize(("error", "kind", "says"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_told_as_what_it_is(error, kind, says):
    told = translated(ACCOUNT, error)

    assert type(told) is kind
    assert says in str(told)
    assert str(told).startswith("desk: ")
    assert "\n" not in str(told)
