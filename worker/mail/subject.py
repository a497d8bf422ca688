"""Subjects as they are compared, without what clients and gateways put before them (RFC 5256 2.1, in any language)."""

from __future__ import annotations

import re
from functools import cache

from worker.mail.phrases import phrases

LONGEST = 998  # octets of a line (RFC 5322 2.1.1)
TRAILER = re.compile(r"\s*\(\s*fwd\s*\)\s*$", re.IGNORECASE)
COUNT = r"\s*(?:[\[(]\s*\d{1,4}\s*[\])]|\^\d{1,4}|\*\d{1,4})?\s*"


def base_subject(subject: str) -> str:
    """Return a subject as it is compared: prefixes, gateways' tags and trailers gone, case folded, spaces collapsed.

    >>> base_subject("AW: [EXT] Re[2]: Catch  records (fwd)")
    'catch records'
    """
    text = _collapsed(subject)
    while True:
        shorter = _without_lead(TRAILER.sub("", text))
        # RFC 5256 2.1 (6): "[fwd: ...]" around the whole
        if shorter.endswith("]") and (around := _around().match(shorter)):
            shorter = shorter[around.end() : -1].strip()
        if shorter == text:
            return text
        text = shorter


def reply_prefixed(subject: str) -> bool:
    """Tell whether the outermost prefix says that this answers something."""
    return _outermost(subject) == "reply"


def forward_prefixed(subject: str) -> bool:
    """Tell whether the outermost prefix says that this sends something on."""
    return _outermost(subject) == "forward"


def without_forward(subject: str) -> str:
    """Return the subject of what was sent on, where nothing but the subject of the mail that brought it tells it.

    >>> without_forward("WG: Your audits")
    'Your audits'
    """
    whole = " ".join(subject.split())
    return re.split("[:：]", whole, maxsplit=1)[1].strip() if forward_prefixed(whole) and not _ends(whole) else whole


def _ends(subject: str) -> bool:
    return TRAILER.search(subject) is not None or ":" not in subject.replace("：", ":")


def _collapsed(subject: str) -> str:
    return " ".join(subject[:LONGEST].split()).casefold()


def _without_lead(text: str) -> str:
    while True:
        found = _prefix().match(text) or _tag().match(text)
        rest = text[found.end() :].lstrip() if found else ""
        # RFC 5256 2.1 (4): a blob is removed only if something stays; a lone prefix leaves nothing
        if found is None or (not rest and found.re is _tag()):
            return text
        text = rest


def _outermost(subject: str) -> str:
    text = _collapsed(subject)
    while tag := _tag().match(text):
        text = text[tag.end() :].lstrip()
    if _around().match(text) or TRAILER.search(text):
        return "forward"
    found = _prefix().match(text)
    if found is None:
        return ""
    told = [meaning for meaning in ("reply", "forward") if found["word"] in phrases("subject", meaning)]
    return told[0] if len(told) == 1 else ""  # "VS:" answers in Finnish and sends on in Danish: it tells nothing


@cache
def _prefix() -> re.Pattern[str]:
    words = sorted({*phrases("subject", "reply"), *phrases("subject", "forward")}, key=len, reverse=True)
    return re.compile(rf"(?P<word>{'|'.join(map(re.escape, words))}){COUNT}[:：]\s*")


@cache
def _around() -> re.Pattern[str]:
    return re.compile(rf"\[\s*(?:{'|'.join(map(re.escape, phrases('subject', 'forward')))})\s*[:：]")


@cache
def _tag() -> re.Pattern[str]:
    words = phrases("subject", "tag")
    closed = "|".join(re.escape(word) for word in words if not word.endswith("*"))
    opened = "|".join(re.escape(word.rstrip("*")) for word in words if word.endswith("*"))
    after = "|".join(map(re.escape, phrases("subject", "after")))
    ticket = "|".join(map(re.escape, phrases("subject", "ticket")))
    # a word the tables know, alone or of a mail, or a ticket's number: "[External sender]", "[ACME-1204]", "[#4711]"
    gateway = rf"(?:{closed}|(?:{opened})\w{{0,3}})(?:[\s\-_:]{{0,3}}(?:{after})){{0,2}}"
    number = rf"(?:(?:{ticket}|[a-z]{{2,10}})\s?[-_:#. ]{{1,3}}|#|(?=\d{{5}}))\s?[\w\-/.]{{0,12}}\d[\d\-/.]{{0,20}}"
    inner = rf"\s*(?:{gateway}|{number})\s*[!:]?\s*"
    return re.compile(rf"(?:\[{inner}\]|【{inner}】|[(*<]{{1,2}}\s*(?:{opened})\w{{0,3}}\s*[)*>]{{1,2}})\s*:?\s*")
