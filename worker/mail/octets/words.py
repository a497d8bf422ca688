"""Encoded words in header fields (RFC 2047), read leniently and only in charsets we allow."""

from __future__ import annotations

import binascii
import re

from worker.mail.octets.charset import clean, codec, decoded

# Clients write spaces and even "?" inside a word; the number of words and the length of a field are bounded before.
_WORD = re.compile(rb"=\?([A-Za-z0-9_.:+-]{1,40})(?:\*[A-Za-z0-9-]{0,20})?\?([bBqQ])\?(.{0,8000}?)\?=", re.DOTALL)
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")


def unstructured(value: bytes) -> str:
    """Read an unfolded field value with its encoded words decoded.

    >>> unstructured(b"Re: =?utf-8?q?caf=C3?= =?utf-8?q?=A9?= today")
    'Re: café today'
    """
    if b"=?" not in value:
        return decoded(value)
    return "".join(text if text is not None else decoded(raw) for raw, text in _pieces(value))


def normal(value: bytes) -> bytes:
    """Rewrite a field value so that it holds valid UTF-8 and its encoded words no other charset and no control."""
    if not value.isascii():
        value = decoded(value).encode("utf-8", "replace")
    if b"=?" not in value:
        return value
    return b"".join(raw if text is None else _word(text) for raw, text in _pieces(value))


def _word(text: str) -> bytes:
    encoded = binascii.b2a_base64(clean(text).encode("utf-8", "replace"), newline=False)
    return b"=?utf-8?b?%b?=" % encoded


def _pieces(value: bytes) -> list[tuple[bytes, str | None]]:
    # Neighbouring words of one charset are decoded as one, for clients split characters between them.
    pieces: list[tuple[bytes, str | None]] = []
    at, charset, held = 0, "", b""
    for match in _WORD.finditer(value):
        between, name = value[at : match.start()], match[1].decode("ascii").lower()
        blank = not between.strip(b" \t\r\n")
        if held and (name != charset or not blank):
            pieces.append((b"", _text(held, charset)))
            held = b""
        if not blank:
            pieces.append((between, None))
        charset, at = name, match.end()
        held += _octets(match[2], match[3])
    if held:
        pieces.append((b"", _text(held, charset)))
    if value[at:]:
        pieces.append((value[at:], None))
    return pieces


def _text(octets: bytes, charset: str) -> str:
    return decoded(octets, codec(charset) or "utf-8")


def _octets(encoding: bytes, encoded: bytes) -> bytes:
    if encoding in b"qQ":
        return _HEX.sub(lambda match: bytes((int(match[1], 16),)), encoded.replace(b"_", b" "))
    kept = encoded.strip().rstrip(b"=")
    try:
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))
    except binascii.Error:
        return b""
