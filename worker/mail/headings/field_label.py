"""The label with which a mail client names a header field, in any language, and the value behind it."""

from __future__ import annotations

import re
from functools import cache

from worker.mail.tables import table
from worker.mail.visible import visible

_LONGEST = 40
_MARKS = "*_ "
_OPENED = re.compile(r"\A[*_]{1,3}")


def field_label(text: str) -> tuple[str, str] | None:
    """Part ``From: x`` into field and value, or return None where no known label stands; bold marks are left out.

    >>> field_label("*Von:* Imogen Vale")
    ('from', 'Imogen Vale')
    """
    head = text[:_LONGEST]
    colon, wide = head.find(":"), head.find("\uff1a")
    if wide >= 0 and (wide < colon or colon < 0):
        colon = wide
    bar = head.find(" | ")
    if bar > 0 and (bar < colon or colon < 0) and text.endswith("|"):
        return _cell(text, bar)
    if colon <= 0:
        return None
    label = head[:colon]
    bare = label.strip(_MARKS).casefold()
    field = labels().get(bare) or ("other" if bare.startswith("x-") else _spaced(label))
    if field is None:
        return None
    value = text[colon + 1 :]
    if opened := _OPENED.match(label):
        mark = opened.group()
        if not label.rstrip().endswith(mark[0]) or label.strip() == mark:
            value = value.lstrip().removeprefix(mark)
    value = value.strip()
    return field, value.strip("| ") if value.startswith("|") else value  # a row of a table drawn in text


def _cell(text: str, bar: int) -> tuple[str, str] | None:
    """Read "From | Wang <wang@x.example> |", as NetEase writes its table in plain text."""
    field = labels().get(text[:bar].strip(_MARKS).casefold())
    return (field, text[bar + 2 :].strip("| ")) if field else None


@cache
def labels() -> dict[str, str]:
    """Map every label, folded, to its field: from, to, cc, bcc, reply_to, date, subject or other."""
    found: dict[str, str] = {}
    for row in table("fields").values():
        for field, written in row.items():
            for label in written:
                found.setdefault(visible(label).casefold().rstrip("."), field)
    return found


def _spaced(label: str) -> str | None:
    # "主  题", "보낸 사람": clients pad short labels to one width; "D a t e" nobody writes.
    folded = visible(label).strip(_MARKS + ".").casefold()
    known = labels()
    return known.get(" ".join(folded.split())) or (None if folded.isascii() else known.get(folded.replace(" ", "")))
