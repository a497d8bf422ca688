"""A mail as a whole."""

import pytest

from worker.errors import Malformed
from worker.mail.newsroom import Newsroom
from worker.mail.read import read

NEWSROOM = Newsroom(domains=frozenset({"paper.example"}))
HEAD = "From: ann@paper.example\nTo: ann@paper.example\nSubject: Fwd: all\n"


def holding(mails):
    parts = "".join(f"--b\nContent-Type: message/rfc822\n\n{mail}\n" for mail in mails)
    return f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n{parts}--b--\n"


def test_forwards_that_hold_hundreds_of_mails_each_of_which_holds_hundreds_are_not_opened():
    inner = holding([f"{HEAD}\nhello"] * 60).replace("=b\n", "=c\n").replace("--b", "--c")

    with pytest.raises(Malformed, match="attached mails"):
        read(holding([inner] * 60).encode(), NEWSROOM)
