from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from tests.servers.having import free_port
from worker.errors import Refused
from worker.notices.channel import opened, tell
from worker.notices.outcome import Again, InDoubt, Sent

TOKEN = "T0ken-of-the-newsroom"


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self):
        octets = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((self.path, json.loads(octets)))
        self.server.over.wait(self.server.slow)
        self.send_response(self.server.answers)
        if self.server.elsewhere:
            self.send_header("Location", self.server.elsewhere)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def webhook(answers=200, slow=0, elsewhere=""):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
    server.told, server.answers, server.slow, server.elsewhere = [], answers, slow, elsewhere
    server.over = Event()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def url(server, more=""):
    return f"json://desk:hunter22@127.0.0.1:{server.server_port}/hook/{TOKEN}{more}"


def test_what_is_told_arrives_as_it_was_written():
    with webhook() as server:
        outcome = tell(url(server), "Due today: <Harbour> & Co", "It's *due*.\n\\n stays, :smile: too, and ${HOME}.\n")

    assert outcome == Sent()
    ((path, told),) = server.told
    assert path == f"/hook/{TOKEN}"
    assert told["title"] == "Due today: <Harbour> & Co"
    assert told["message"].rstrip() == "It's *due*.\n\\n stays, :smile: too, and ${HOME}."
    assert told["attachments"] == []


@pytest.mark.parametrize("title", ["Due", "Due " * 100])
def test_what_is_longer_than_a_service_takes_is_cut_and_shown_to_go_on(monkeypatch, title):
    monkeypatch.setattr("apprise.plugins.custom_json.NotifyJSON.body_maxlen", 2000)
    with webhook() as server:
        outcome = tell(url(server), title, "It is due. " * 2000)

    assert outcome == Sent()
    ((_, told),) = server.told
    assert 1400 < len(told["message"]) <= 2000
    assert told["message"].endswith("\u2026")


LIMITED = {
    "discord://123456789012345678/abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghij": 2000,
    "tgram://123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghi/12345": 4096,
}


@pytest.mark.parametrize(("address", "most"), LIMITED.items(), ids=["Discord", "Telegram"])
def test_a_service_gets_one_message_that_it_takes_whatever_is_too_long(monkeypatch, address, most):
    sent = []
    monkeypatch.setattr(type(opened(address)), "send", lambda _self, **told: sent.append(told["body"]) or True)

    assert tell(address, "Due", "It is due & more. " * 2000) == Sent()
    assert [len(body) <= most for body in sent] == [True]


def test_an_answer_other_than_yes_means_again_with_the_reason():
    with webhook(answers=500) as server:
        outcome = tell(url(server), "Due", "today")

    assert isinstance(outcome, Again)
    assert "JSON: Failed to send" in outcome.why
    assert "500" in outcome.why
    assert len(server.told) == 1


def test_a_service_that_is_out_of_reach_means_again_without_its_address():
    outcome = tell(f"json://127.0.0.1:{free_port()}/{TOKEN}", "Due", "today")

    assert isinstance(outcome, Again)
    assert TOKEN not in outcome.why


def test_a_service_that_does_not_answer_in_time_may_have_told_it():
    with webhook(slow=20) as server:
        began = time.monotonic()
        outcome = tell(url(server), "Due", "today", patience=0.3)

    assert outcome == InDoubt("JSON has not answered within 0.3 seconds")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("more", ["", "?redirect=yes"])
def test_a_notice_is_led_to_no_other_place(more):
    with webhook() as other, webhook(answers=307, elsewhere=f"http://localhost:{other.server_port}/") as server:
        outcome = tell(url(server, more), "Due", "today")

    assert isinstance(outcome, Again)
    assert len(server.told) == 1
    assert other.told == []


def test_certificates_are_verified_whatever_the_address_says():
    assert opened("jsons://gazette.example/?verify=no").verify_certificate is True


def test_an_error_of_a_service_means_again_and_repeats_no_secret(monkeypatch):
    def fail(*_, **__):
        raise RuntimeError(f"no way to {TOKEN} for hunter22")

    with webhook() as server:
        monkeypatch.setattr("apprise.Apprise.notify", fail)
        outcome = tell(url(server), "Due", "today")

    assert outcome == Again("RuntimeError: no way to … for …")


@pytest.fixture
def log():
    """Give what the program logs at the finest level."""
    root, written = logging.getLogger(), io.StringIO()
    handler, level = logging.StreamHandler(written), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def test_no_secret_stands_in_a_log(log):
    with webhook(answers=500) as server:
        tell(url(server), "Due", "today")
    tell(f"slack://{TOKEN}", "Due", "today")
    logging.getLogger("worker").info("told")

    assert "told" in log.getvalue()
    assert TOKEN not in log.getvalue()
    assert "hunter22" not in log.getvalue()


@pytest.mark.parametrize("wrong", [f"slack://{TOKEN}", f"slak://{TOKEN}/b/c", "json://", TOKEN])
def test_an_address_that_nobody_can_read_is_told_without_repeating_it(wrong):
    with pytest.raises(Refused, match=r"see appriseit\.com") as told:
        opened(wrong)

    assert TOKEN not in str(told.value)
    assert isinstance(tell(wrong, "Due", "today"), Again)


def test_who_tells_nothing_by_a_channel_waits_for_no_library():
    program = "import sys; import worker.notices.channel, worker.settings; sys.exit('apprise' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
