"""How much of a mail is read at all: what exceeds a limit of structure is set aside, what is only long is cut."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of one mail; generous for any letter, small for a bomb."""

    octets: int = 50_000_000
    header_octets: int = 256 * 1024  # of one header block
    header_lines: int = 1_000
    field_octets: int = 64 * 1024
    encoded_words: int = 200  # in one field (RFC 2047)
    parameters: int = 100  # in one field (RFC 2045)
    addresses: int = 500  # in one field
    parts: int = 200
    depth: int = 20
    text: int = 256 * 1024  # characters that are used of a text; the rest is cut off
    html: int = 1_000_000  # octets that are used of an HTML part; the rest is cut off


LIMITS = Limits()
