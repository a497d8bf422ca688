"""Fields that a mail client let run together on one line: "From: a@x.exampleTo: b@x.exampleSubject: ..."."""

from __future__ import annotations

import re
from functools import cache

from worker.mail.tables import table

_LONGEST = 2_000
_INITIALS = 3  # Cc and CC


def run_together(text: str) -> tuple[str, ...]:
    """Part such a line into a line for each field; the subject runs to the end."""
    text = text[:_LONGEST]
    starts: list[int] = []
    seen: set[str] = set()
    for found in _pattern().finditer(text):
        field = _fields()[found[1]]
        if field in seen or not (found[2] or _runs_on(text, found.start())) or (not starts and found.start()):
            continue
        seen.add(field)
        starts.append(found.start())
        if field == "subject":
            break
    if not starts:
        return (text,)
    parts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return tuple(_with_colon(part) for part in parts)


def _runs_on(text: str, at: int) -> bool:
    # Yahoo forgets the colon in Polish and Portuguese: "...@x.example>Dw Walter", "CETAssunto Ports".
    return at > 0 and not text[at - 1].isspace() and not text[at - 1].islower()


def _with_colon(part: str) -> str:
    found = _pattern().match(part)
    return part if found is None or found[2] else f"{found[1]}: {part[found.end() :]}"


@cache
def _fields() -> dict[str, str]:
    rows = table("fields").values()
    written = {label: field for row in rows for field, labels in row.items() for label in labels}
    return written | {label.upper(): field for label, field in written.items() if len(label) <= _INITIALS}


@cache
def _pattern() -> re.Pattern[str]:
    labels = sorted(_fields(), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, labels))})" + r"(?:\s?([:\uff1a])|\s)")
