from __future__ import annotations

import queue
import threading
import time
from contextlib import contextmanager
from dataclasses import replace

import pytest

from tests.given import an_inquiry
from tests.servers.dovecot import Dovecot
from tests.servers.proxy import Proxy
from worker.mailbox import watch as module
from worker.mailbox.watch import Rhythm, pause, watch

WITHOUT_IDLE = "protocol imap {\n  imap_capability = IMAP4rev1 LITERAL+ UIDPLUS\n}\n"
SOON = 5  # seconds


@pytest.fixture
def dovecot():
    with Dovecot() as server:
        yield server


@contextmanager
def watching(account, **rhythm):
    """Watch the inbox; gives the queue of the moments it was woken at."""
    woken, stop = queue.SimpleQueue(), threading.Event()
    told = {"stop": stop, "woken": lambda: woken.put(time.monotonic()), "rhythm": Rhythm(**rhythm)}
    thread = threading.Thread(target=watch, args=(account, "INBOX"), kwargs=told)
    thread.start()
    try:
        yield woken
    finally:
        stop.set()
        asked_at = time.monotonic()
        thread.join()
        assert time.monotonic() - asked_at < 3


def test_mail_is_told_of_as_soon_as_the_server_tells(dovecot):
    with watching(dovecot.account()) as woken:
        woken.get(timeout=SOON)
        time.sleep(0.2)
        delivered_at = time.monotonic()
        dovecot.deliver(an_inquiry().as_bytes())

        assert woken.get(timeout=SOON) - delivered_at < 3


def test_a_server_that_tells_nothing_is_asked(monkeypatch):
    asked = []
    wait = module.wait_by_asking
    monkeypatch.setattr(module, "wait_by_asking", lambda *given: asked.append(given) or wait(*given))
    with Dovecot(more=WITHOUT_IDLE) as dovecot, watching(dovecot.account(), interval=0.2) as woken:
        woken.get(timeout=SOON)
        dovecot.deliver(an_inquiry().as_bytes())

        woken.get(timeout=SOON)

    assert asked


def test_mail_is_told_of_after_the_wait_was_renewed(dovecot):
    with watching(dovecot.account(), renewal=0.2) as woken:
        woken.get(timeout=SOON)
        time.sleep(1.2)
        assert woken.empty()
        dovecot.deliver(an_inquiry().as_bytes())

        woken.get(timeout=SOON)


def test_a_server_that_restarts_is_watched_again(dovecot):
    with watching(dovecot.account(), shortest=0.1, longest=0.5) as woken:
        woken.get(timeout=SOON)
        dovecot.stop()
        time.sleep(0.5)
        dovecot.start()
        woken.get(timeout=SOON)
        dovecot.deliver(an_inquiry().as_bytes())

        woken.get(timeout=SOON)


def test_a_line_that_is_cut_while_waiting_is_made_anew(dovecot):
    with Proxy(dovecot.port) as line, watching(replace(dovecot.account(), port=line.port), shortest=0.1) as woken:
        woken.get(timeout=SOON)
        line.cut()

        woken.get(timeout=SOON)


def test_a_server_that_refuses_is_not_asked_again_and_again(dovecot, caplog):
    with watching(replace(dovecot.account(), password="wrong"), shortest=0.01) as woken:
        time.sleep(2.5)

    assert woken.empty()
    assert caplog.text.count("refuses the login") == 1


def test_a_silent_server_keeps_nobody_from_stopping(dovecot):
    with Proxy(dovecot.port, silent_after=0) as line, watching(replace(dovecot.account(), port=line.port)):
        time.sleep(0.2)


def test_an_error_of_the_program_is_raised_where_it_can_be_seen(dovecot):
    def wrong():
        raise ValueError("a fault of ours")

    with pytest.raises(ValueError, match="a fault of ours"):
        watch(dovecot.account(), "INBOX", stop=threading.Event(), woken=wrong)


def test_failures_in_a_row_wait_longer_each_time_up_to_a_limit():
    rhythm = Rhythm(shortest=1, longest=60)

    for failures, longest in ((1, 1), (2, 2), (5, 16), (7, 60), (5000, 60)):
        assert longest / 2 <= pause(failures, rhythm) <= longest
    assert len({pause(7, rhythm) for _ in range(10)}) > 1
