from __future__ import annotations

import socket

import pytest

from worker.errors import Transient
from worker.mailbox.account import Account, Timeouts
from worker.mailbox.look import look


def test_a_server_that_never_answers_is_left_in_time_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        account = Account(
            name="desk",
            host="127.0.0.1",
            port=silent.getsockname()[1],
            tls="none",
            username="desk",
            timeouts=Timeouts(connect=0.2, read=0.2),
        )

        with pytest.raises(Transient, match='is silent: does this port want tls = "tls"'):
            look(account)
