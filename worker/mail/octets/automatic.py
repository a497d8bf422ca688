"""What a machine sent: delivery reports (RFC 3464), automatic replies (RFC 3834), mail to many (RFC 2919, RFC 2369)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from worker.mail.message import Kind
from worker.mail.octets.charset import line
from worker.mail.octets.parameters import parameters
from worker.mail.tables import table

if TYPE_CHECKING:
    from worker.mail.octets.fields import Fields

_LIST = ("list-id", "list-unsubscribe", "list-post")
_BULK = frozenset({"bulk", "list", "junk"})
_AUTOREPLY = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "x-mail-autoreply", "x-autoreply-from")
_DAEMON = re.compile(r"(?:^|[\s<\"])(?:mailer-?daemon|postmaster)@|^\W*mailer-?daemon\b", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*+\)")
_SUBJECT = 200  # characters in which a prefix is looked for
_BEFORE = " \t[(*【「（<\"'«“„"
_AFTER = ":：;-–—|])】」）>!,.\"'»”“…/"


def kind_of(fields: Fields) -> Kind:
    """Tell by its header whether a mail is a delivery report, an automatic reply, mail to many, or a message.

    ``X-Auto-Response-Suppress`` tells nothing: Exchange puts it on what people write.
    """
    given = fields.first("content-type")
    kind, told = parameters(given) if given else ("", {})
    report = told.get("report-type", "").lower() if kind == "multipart/report" else ""
    listed = any(name in fields for name in _LIST) or _token(fields, "precedence") in _BULK
    if _bounced(fields, report):
        return Kind.BOUNCE
    if listed and _token(fields, "auto-submitted") == "auto-generated":
        return Kind.BULK
    if report == "disposition-notification" or by_itself(fields) or _replied(fields):
        return Kind.AUTO_REPLY
    return Kind.BULK if listed else Kind.MESSAGE


def by_itself(fields: Fields) -> bool:
    """Tell whether a mail says of itself that no person sent it (``Auto-Submitted``, RFC 3834 section 5)."""
    return _token(fields, "auto-submitted") not in {"", "no"}


def kind_by_subject(subject: str) -> Kind:
    """Tell what a mail is where nothing but its subject is left of its header, as in a forward.

    >>> kind_by_subject("Automatische Antwort: Ihre Anfrage"), kind_by_subject("Out of office hours")
    (<Kind.AUTO_REPLY: 'auto-reply'>, <Kind.MESSAGE: 'message'>)
    """
    if _announced(subject, "returned"):
        return Kind.BOUNCE
    return Kind.AUTO_REPLY if _announced(subject) else Kind.MESSAGE


def _bounced(fields: Fields, report: str) -> bool:
    if report == "delivery-status" or "x-failed-recipients" in fields:
        return True
    return _DAEMON.search(fields.text("from")[:_SUBJECT]) is not None and (
        _null_path(fields) or "mailer" in fields.text("from").lower()
    )


def _replied(fields: Fields) -> bool:
    if any(name in fields and _token(fields, name) != "no" for name in _AUTOREPLY):
        return True
    if _token(fields, "precedence") == "auto_reply" or "autoresponder" in fields.text("x-post-messageclass").lower():
        return True
    return _null_path(fields) or _announced(fields.text("subject"))


def _announced(subject: str, key: str = "prefixes") -> bool:
    begun = line(subject[:_SUBJECT]).lstrip(_BEFORE).casefold()
    for prefix in _prefixes(key).get(begun[:2], ()):
        if begun.startswith(prefix):
            rest = begun[len(prefix) :].lstrip()
            if not rest or rest[0] in _AFTER:
                return True
    return False


def _null_path(fields: Fields) -> bool:
    return "".join(fields.text("return-path").split()) == "<>"


def _token(fields: Fields, name: str) -> str:
    # Auto-Submitted may have comments and parameters (RFC 3834 section 5).
    return _COMMENT.sub(" ", fields.text(name)).partition(";")[0].strip().lower() if name in fields else ""


@cache
def _prefixes(key: str) -> dict[str, tuple[str, ...]]:
    # By their first two letters, so that a subject is held against few.
    by_head: dict[str, list[str]] = {}
    for language in table("automatic").values():
        for prefix in language.get(key, ()):
            by_head.setdefault(prefix.casefold()[:2], []).append(prefix.casefold())
    return {head: tuple(found) for head, found in by_head.items()}
