from __future__ import annotations

import pytest

from worker.mail.ours import identifier, token_of

SECRET = b"a secret of the newsroom"
TOKEN = "0123456789abcdef0123"
OURS = identifier(TOKEN, "newsroom.example", SECRET)


def test_the_same_token_has_the_same_identifier():
    assert identifier(TOKEN, "Newsroom.Example", SECRET) == OURS
    assert OURS.startswith(f"onrecord.{TOKEN}.")
    assert OURS.endswith("@newsroom.example")


@pytest.mark.parametrize("written", [OURS, f"<{OURS}>", OURS.upper(), f" <{OURS}> "])
def test_our_own_identifier_tells_its_token_however_it_comes_back(written):
    assert token_of(written, SECRET) == TOKEN


@pytest.mark.parametrize(
    ("_name", "written"),
    [
        ("another token", OURS.replace("0123456789", "1123456789", 1)),
        ("another domain", OURS.replace("newsroom", "elsewhere")),
        ("a changed code", OURS[:-18] + ("0" if OURS[-18] != "0" else "1") + OURS[-17:]),
        ("no code", f"onrecord.{TOKEN}.@newsroom.example"),
        ("no token", "onrecord@newsroom.example"),
        ("another maker", OURS.replace("onrecord", "offrecord")),
        ("one part more", OURS.replace("@", ".more@")),
        ("lone surrogates", "onrecord.\udc80.\udc81@\udc82"),
        ("nothing", ""),
        ("without end", "a." * 1_000_000),
    ],
    ids=lambda value: value[:20],
)
def test_what_others_make_tells_nothing(_name, written):
    assert token_of(written, SECRET) is None


def test_another_secret_makes_another_identifier():
    assert token_of(OURS, b"guessed") is None
