"""The content of a part with its transfer encoding undone (RFC 2045 section 6), whatever is broken in it."""

from __future__ import annotations

import binascii
import re

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def content(octets: bytes, encoding: str) -> bytes:
    """Undo a transfer encoding; what is broken is decoded as far as it goes."""
    match encoding:
        case "base64":
            return _base64(octets)
        case "quoted-printable":
            return binascii.a2b_qp(octets)
        case "x-uuencode" | "uuencode" | "x-uue" | "uue":
            return _uuencoded(octets)
        case _:
            return octets


def _base64(octets: bytes) -> bytes:
    try:
        return binascii.a2b_base64(octets)
    except binascii.Error:
        kept = _NOT_BASE64.sub(b"", octets.split(b"=", 1)[0])
        kept = kept[: len(kept) - (len(kept) % 4 == 1)]
        return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def _uuencoded(octets: bytes) -> bytes:
    found: list[bytes] = []
    within = False
    for row in octets.splitlines():
        if not within:
            within = row.startswith(b"begin ")
        elif row.startswith((b"end", b"begin ")):
            within = not row.startswith(b"end")
        else:
            try:
                found.append(binascii.a2b_uu(row))
            except binascii.Error:
                continue
    return b"".join(found) if found else octets
