from __future__ import annotations

import time

import pytest

from tests.servers.tokens import Tokens
from worker.errors import Refused, Transient
from worker.mailbox import oauth2 as module
from worker.mailbox.account import OAuth2
from worker.mailbox.oauth2 import access_token


@pytest.fixture
def tokens():
    with Tokens() as server:
        yield server


@pytest.fixture(autouse=True)
def no_tokens(monkeypatch):
    monkeypatch.setattr(module, "tokens", {})


def source(tokens, **told):
    usual = {"token_url": tokens.url, "client_id": "onrecord", "refresh_token": "refresh-1", "scope": "mail"}
    return OAuth2(**(usual | told))


def test_a_token_is_fetched_once_and_kept(tokens):
    given = [access_token(source(tokens)) for _ in range(3)]

    assert given == ["token-1"] * 3
    assert tokens.asked == [
        {"grant_type": "refresh_token", "refresh_token": "refresh-1", "client_id": "onrecord", "scope": "mail"}
    ]


def test_a_token_is_fetched_anew_when_it_expires(tokens, monkeypatch):
    access_token(source(tokens))
    now = time.monotonic()

    monkeypatch.setattr(module.time, "monotonic", lambda: now + 3541)

    assert access_token(source(tokens)) == "token-2"


def test_a_token_that_was_refused_is_fetched_anew(tokens):
    access_token(source(tokens))

    assert access_token(source(tokens), anew=True) == "token-2"


def test_a_new_refresh_token_counts_from_then_on(tokens):
    tokens.answer = (200, b'{"access_token": "first", "refresh_token": "refresh-2"}')
    access_token(source(tokens))
    tokens.answer, tokens.refresh = None, "refresh-2"

    assert access_token(source(tokens), anew=True) == "token-1"


ANSWERS = {
    "the refresh token is no longer valid": (400, b'{"error": "invalid_grant"}', Refused, "get a new refresh_token"),
    "the client is unknown": (401, b'{"error": "invalid_client"}', Refused, "check token_url, client_id"),
    "no such page": (404, b"<html>", Refused, "answers 404; check token_url"),
    "too many": (429, b"", Transient, "answers 429; try again later"),
    "the server has an error": (503, b"", Transient, "answers 503; try again later"),
    "a redirection": (302, b"", Transient, "answers 302"),
    "no JSON": (200, b"<html>", Transient, "is token_url right"),
    "a list": (200, b"[]", Transient, "answered without a token"),
    "a token that breaks a line": (200, b'{"access_token": "a\\r\\nb"}', Transient, "answered without a token"),
}


@pytest.mark.parametrize(("code", "body", "kind", "says"), ANSWERS.values(), ids=ANSWERS)
def test_a_server_that_gives_no_token_is_told_in_one_line(tokens, code, body, kind, says):
    tokens.answer = (code, body)

    with pytest.raises(kind, match=says) as told:
        access_token(source(tokens, client_secret="hidden"))

    assert "\n" not in str(told.value)
    assert "hidden" not in str(told.value)
    assert "refresh-1" not in str(told.value)


def test_a_server_that_is_away_may_come_back(tokens):
    tokens.__exit__()

    with pytest.raises(Transient, match=r"no token from 127.0.0.1: .*refused"):
        access_token(source(tokens))


def test_no_secret_stands_in_what_is_printed(tokens):
    token = module.fetched(source(tokens), "refresh-1")

    assert "token-1" not in repr(token)
    assert "refresh-1" not in repr(token)
