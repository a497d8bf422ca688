"""The verdict of our own server on who wrote a mail, read from Authentication-Results (RFC 8601)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.message import Authentic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.mail.message import Address

_TOKEN = re.compile(r"\\.?|[\"()]|[^\\\"()]+", re.DOTALL)
_MEANING = re.compile(r"[;=\s]")
_AROUND = re.compile(r"\s*([=/])\s*")
_FAILED = frozenset({"fail", "hardfail"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    method: str
    result: str
    properties: dict[str, str]


def authenticity(results: Sequence[str], authserv_id: str, author: Address) -> Authentic:
    """Judge the author by the topmost of the fields that our own server wrote.

    ``results`` are those of our part of the trace; without an ``authserv_id`` nobody's word counts.
    """
    own = authserv_id.strip().lower()
    domain = author.key.rpartition("@")[2]
    if not own or not domain:
        return Authentic.NONE
    for written in results:
        named, found = _read(written)
        if named == own:
            return _judged(found, domain)
    return Authentic.NONE


def authserv(written: str) -> str:
    """Name the server that wrote an Authentication-Results field, in lower case, or nobody.

    >>> authserv("MX.Desk.example 1; spf=pass smtp.mailfrom=harbour.example")
    'mx.desk.example'
    """
    named = _read(written)[0]
    return "" if "=" in named else named  # Microsoft 365 begins with the first result, and names nobody


def vouches(results: Sequence[str], authserv_id: str, sender: Address) -> bool:
    """Tell whether our own server found that a mail came from the house of ``sender``, whoever its author is."""
    own, domain = authserv_id.strip().lower(), sender.key.rpartition("@")[2]
    for named, found in map(_read, results if own and domain else ()):
        if named == own:
            return any(each.result == "pass" and each.method != "dmarc" and _aligned(each, domain) for each in found)
    return False


def _judged(found: list[_Result], domain: str) -> Authentic:
    for each in found:
        if each.method == "dmarc" and each.result in _FAILED:
            return Authentic.FAIL
    if any(each.result == "pass" and _aligned(each, domain) for each in found):
        return Authentic.PASS
    return Authentic.FAIL if any(each.result in _FAILED for each in found) else Authentic.NONE


def _aligned(each: _Result, domain: str) -> bool:
    told = each.properties
    match each.method:
        case "dmarc":
            return _same_house(told.get("header.from", domain), domain)
        case "dkim":
            return _same_house(told.get("header.d") or told.get("header.i", ""), domain)
        case "spf":
            return _same_house(told.get("smtp.mailfrom", ""), domain)
        case _:
            return False


def _same_house(named: str, domain: str) -> bool:
    # Relaxed alignment (RFC 7489 section 3.1) without a list of public suffixes: one stands below the other, and
    # neither is a top-level domain.
    house = named.rpartition("@")[2].rstrip(".")
    if "." not in house or "." not in domain:
        return house == domain and bool(house)
    return house == domain or house.endswith("." + domain) or domain.endswith("." + house)


def _read(written: str) -> tuple[str, list[_Result]]:
    head, *told = _bare(written).split(";")
    named = head.split()
    known = len(named) == 1 or named[1:] == ["1"]  # of another version we know nothing (RFC 8601 section 2.2)
    return (named[0] if named and known else ""), [each for each in map(_result, told) if each is not None]


def _result(told: str) -> _Result | None:
    first, *others = _AROUND.sub(r"\1", told).split() or [""]
    method, equals, result = first.partition("=")
    if not equals:
        return None
    pairs = (each.partition("=") for each in others)
    properties: dict[str, str] = {}
    for name, _, value in pairs:
        properties.setdefault(name, value)
    return _Result(method=method.partition("/")[0], result=result, properties=properties)


def _bare(written: str) -> str:
    # Comments are dropped, and what is quoted loses what has a meaning outside of quotes.
    kept: list[str] = []
    depth, quoted = 0, False
    for match in _TOKEN.finditer(written):
        piece = match[0]
        if depth:
            depth += {"(": 1, ")": -1}.get(piece, 0)
        elif piece == '"':
            quoted = not quoted
        elif quoted:
            kept.append(_MEANING.sub("_", piece.removeprefix("\\")))
        elif piece == "(":
            depth = 1
            kept.append(" ")
        elif piece != ")":
            kept.append(piece)
    return "".join(kept).lower()
