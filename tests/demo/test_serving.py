from __future__ import annotations

import threading
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from worker.demo.serving import pages


@pytest.fixture
def ask(tmp_path):
    (tmp_path / "secret").write_text("not public", encoding="utf-8")
    site = tmp_path / "public"
    (site / "mill" / "files").mkdir(parents=True)
    (site / "index.html").write_text("<p>all records</p>", encoding="utf-8")
    (site / "feed.atom").write_text("<feed/>", encoding="utf-8")
    with pages(site) as address:
        told = urlsplit(address)

        def ask(path):
            connection = HTTPConnection(told.hostname, told.port, timeout=5)
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            return answer, body

        assert told.hostname == "127.0.0.1"
        yield ask
    assert "pages" not in {thread.name for thread in threading.enumerate()}


def test_pages_come_under_the_strict_policy(ask):
    answer, body = ask("/")

    policy = answer.getheader("Content-Security-Policy")
    assert (answer.status, body) == (200, b"<p>all records</p>")
    assert policy.startswith("default-src 'none'; style-src 'self'; ")
    assert "unsafe" not in policy
    assert answer.getheader("X-Content-Type-Options") == "nosniff"


def test_each_kind_of_file_has_its_type(ask):
    assert ask("/feed.atom")[0].getheader("Content-Type") == "application/atom+xml"


@pytest.mark.parametrize("path", ["/%00", "/../secret", "/%2e%2e/secret", "/nothing.html", "/mill/", "/mill/files/"])
def test_nothing_else_is_shown(ask, path):
    answer, body = ask(path)

    assert answer.status == 404
    assert b"not public" not in body
    assert answer.getheader("Content-Security-Policy")
