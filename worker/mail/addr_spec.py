"""An addr-spec (RFC 5322 3.4.1), or a domain alone, as it is compared with another."""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 253  # characters of a domain (RFC 1035 2.3.4); naming a longer one in ASCII takes its time


def compared(address: str) -> str:
    """Give an address in lower case, for nobody tells mailboxes apart by case, and its domain as DNS names it.

    Not case folded, and in ASCII (RFC 3490) only where that names the same domain: else it would be another one.

    >>> compared("Desk@Zeitung-München.example"), compared("desk@straße.example"), compared("Münch.example")
    ('desk@xn--zeitung-mnchen-osb.example', 'desk@straße.example', 'xn--mnch-0ra.example')
    """
    key = address.lower()
    if key.isascii():
        return key
    local, at, domain = key.rpartition("@")
    if len(domain) > _LONGEST:
        return key
    try:
        named = domain.encode("idna")
        return f"{local}{at}{named.decode()}" if named.decode("idna") == domain else key
    except UnicodeError:  # a label is empty, or too long
        return key
