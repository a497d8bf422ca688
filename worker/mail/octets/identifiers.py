"""Message identifiers (RFC 5322 section 3.6.4), kept without angle brackets."""

from __future__ import annotations

import re

from worker.mail.octets.charset import clean

_ANGLED = re.compile(r"<([^<>]*)>")
_BETWEEN = re.compile(r"[\s<>\"(),;]+")
_LONGEST = 998  # characters of a line (RFC 5322 section 2.1.1)


def identifiers(written: str) -> tuple[str, ...]:
    r"""Give each identifier of a field once, as it stands there from left to right.

    >>> identifiers("<a@b.example>\r\n\t<c@d.example> <a@b.example>")
    ('a@b.example', 'c@d.example')
    """
    # Clients fold long identifiers in their middle, so white space inside the brackets is none.
    bare = _ANGLED.findall(written) or [each for each in _BETWEEN.split(written) if "@" in each]
    found = ("".join(clean(each).split())[:_LONGEST] for each in bare)
    return tuple(dict.fromkeys(each for each in found if each))
