"""A text as received, parted into its author's words, signature and quoted history."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from worker.mail.body.gateway import ticketed, without_gateway
from worker.mail.body.separated import Separated, separated
from worker.mail.body.signature import without_signature
from worker.mail.message import Body, Quoted
from worker.mail.octets.limits import LIMITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.mail.message import Address

LETTERS = 5  # of the history that are read
LEVELS = 20  # of quoting that are looked through for them
REMEMBERED = 8_000  # characters of a letter that is kept at hand
WIDEST = 2_000  # characters of a line that are looked at


def read_body(text: str, author: Address | None = None) -> Body:
    """Part a text into what its author wrote, the signature and the quoted letters, newest first."""
    lines = _lines(text)
    tickets = ticketed(text[: LIMITS.text])
    parts = separated(without_gateway(lines), tickets=tickets)
    own, signature = without_signature(parts.own, author)
    return Body(
        own=_joined(own),
        signature=_joined(signature),
        quotation=_joined(parts.quotation),
        full=text,
        quoted=_letters(parts, tickets=tickets),
    )


def _lines(text: str) -> list[str]:
    whole = text[: LIMITS.text].replace("\r\n", "\n").replace("\r", "\n")
    return [line.rstrip()[:WIDEST] for line in whole.split("\n")]


def _letters(parts: Separated, *, tickets: bool) -> tuple[Quoted, ...]:
    found: list[Quoted] = []
    for _ in range(LEVELS):
        if not parts.quotation or len(found) == LETTERS:
            break
        mark = parts.mark
        parts = separated(without_gateway(parts.letter), outermost=False, tickets=tickets)
        sender = mark.sender if mark else None
        text = "\n".join(parts.own)
        words = _remembered(text, sender) if len(text) <= REMEMBERED else _words(text, sender)
        if words or sender:
            found.append(Quoted(sender=sender, sent_at=mark.sent_at if mark else None, text=words))
    return tuple(found)


def _words(text: str, sender: Address | None) -> str:
    return _joined(without_signature(text.split("\n"), sender)[0])


# every answer of a conversation quotes the same letters again
_remembered = lru_cache(maxsize=512)(_words)


def _joined(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")
