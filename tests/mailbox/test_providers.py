from __future__ import annotations

import pytest
from imapclient.exceptions import LoginError

from worker.errors import Refused
from worker.mailbox.account import Account
from worker.mailbox.answers import translated


@pytest.mark.parametrize(
    ("host", "do"),
    [
        ("imap.gmail.com", "an app password"),
        ("outlook.office365.com", "[mailboxes.oauth2]"),
        ("IMAP.Mail.Me.com", "an app password"),
        ("imap.notgmail.com.example", "check username and password"),
    ],
    ids=["gmail", "microsoft", "icloud", "another"],
)
def test_a_refused_password_is_told_with_what_the_provider_wants(host, do):
    account = Account(name="desk", host=host, port=993, username="desk@newsroom.example", password="hunter22")

    told = translated(account, LoginError(b"[AUTHENTICATIONFAILED] Invalid credentials (Failure)"))

    assert isinstance(told, Refused)
    assert do in str(told)
    assert "hunter22" not in str(told)
