"""What is public, by hand: each decision is checked against the ledger, then written as a line of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from worker.correspondence import COUNTED
from worker.errors import Refused
from worker.mail.message import Authentic, Direction
from worker.mail.message import Kind as Written
from worker.publication.attachable import attachable
from worker.publication.treatment import State
from worker.records import publications
from worker.records.line import Kind
from worker.records.page_decisions import add, assign, embargo, override, redact
from worker.records.public import decide
from worker.records.subjects import Subject, on_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from worker.mail.message import Message

__all__ = [
    "add", "assign", "attach", "barred", "correct", "embargo", "override", "redact", "release", "summarise", "withhold"
]  # fmt: skip

BY_MACHINE = {Written.AUTO_REPLY: "an automatic reply", Written.BOUNCE: "a delivery report"}
SHORTEST = 8  # hex digits of an id
EDGE = 4  # hex digits that name a file of an entry, at least


def release(  # noqa: PLR0913 - what was decided, and who when and why
    connection: Connection, entry: str, text: str, *, who: str, at: datetime, why: str = ""
) -> int:
    """Let the public read an entry in these words; refuse what may not be public, and say why."""
    subject = on_ledger(connection, entry)
    require_releasable(subject)
    if publications.treatment(connection, entry).state == State.PUBLISHED:
        raise Refused(f"the entry {entry!r} is public already: 'onrecord correct' changes it with a dated line")
    if not text.strip():
        raise Refused(f"the entry {entry!r} has no words: 'onrecord summarise' gives it some")
    return line(connection, Kind.RELEASE, subject, {"text": text}, who=who, at=at, why=why)


def withhold(connection: Connection, entry: str, *, who: str, at: datetime, why: str = "") -> int:
    """Keep an entry from the public, or take it back with its files."""
    subject = on_ledger(connection, entry)
    if publications.treatment(connection, entry).state == State.WITHHELD:
        raise Refused(f"the entry {entry!r} is withheld already")
    return line(connection, Kind.WITHHOLD, subject, {}, who=who, at=at, why=why)


def summarise(  # noqa: PLR0913 - the same
    connection: Connection, entry: str, summary: str, *, who: str, at: datetime, why: str = ""
) -> int:
    """Let an editor's summary stand in the place of an entry's words, "" for the words; it releases nothing."""
    subject = on_ledger(connection, entry)
    require_releasable(subject)
    before = publications.treatment(connection, entry)
    if not summary.strip() and before.state == State.PUBLISHED and before.text is None:
        raise Refused(f"only the summary of {entry!r} was released: 'onrecord withhold' it first, and release it anew")
    return line(connection, Kind.SUMMARISE, subject, {"summary": summary.strip()}, who=who, at=at, why=why)


def correct(  # noqa: PLR0913 - the same
    connection: Connection, entry: str, note: str, *, who: str, at: datetime, why: str = "", words: str | None = None
) -> int:
    """Add a dated line to an entry that is public, and change its words where some are given."""
    subject = on_ledger(connection, entry)
    before = publications.treatment(connection, entry)
    if before.state != State.PUBLISHED:
        raise Refused(f"the entry {entry!r} is not public, so there is nothing to correct")
    if not note.strip():
        raise Refused("a correction needs a line that tells what was changed")
    if words is not None and before.summary:
        raise Refused(f"the public reads a summary of {entry!r}, not its words: 'onrecord summarise' changes it")
    if words is not None and not words.strip():
        raise Refused("a letter without words can't be public: 'onrecord withhold' takes it back")
    return line(connection, Kind.CORRECT, subject, {"note": note.strip(), "words": words}, who=who, at=at, why=why)


def attach(  # noqa: PLR0913 - the same
    connection: Connection, entry: str, digest: str, *, who: str, at: datetime, why: str = "", released: bool = True
) -> int:
    """Let a file of an entry be public with it, or no longer; ``digest`` is how its sha256 begins."""
    subject = on_ledger(connection, entry)
    files = subject.message.attachments if subject.message else ()
    found = {f.sha256: f for f in files if len(digest) >= EDGE and f.sha256.startswith(digest.lower())}
    if len(found) != 1:
        raise Refused(f"{digest!r} is no file of the entry {entry!r}; it has {told(subject) or 'none'}")
    (file,) = found.values()
    if released and not attachable(file.filename):
        raise Refused(f"{file.filename!r} can't be public: browsers run or can't show files of its kind")
    detail = {"sha256": file.sha256, "released": released}
    return line(connection, Kind.ATTACH, subject, detail, who=who, at=at, why=why)


def require_releasable(subject: Subject) -> None:
    """Refuse an entry that may never be public, and say why."""
    if reason := barred(subject.message):
        raise Refused(f"the entry {subject.entry!r} can't be public: {reason}")


def barred(message: Message | None) -> str:
    """Tell why a message may never be public; "" where a person may release it."""
    if message is None:
        return ""
    if message.direction == Direction.INTERNAL:
        return "it is between ourselves"
    if message.kind not in COUNTED:
        return f"it is {BY_MACHINE.get(message.kind, message.kind.value)}, which no person wrote"
    if message.doubts:
        return "; ".join(doubt.value for doubt in message.doubts)
    return "its sender failed authentication" if message.authentic == Authentic.FAIL else ""


def line(  # noqa: PLR0913 - the same
    connection: Connection,
    kind: Kind,
    subject: Subject,
    told: Mapping[str, Any],
    *,
    who: str,
    at: datetime,
    why: str,
) -> int:
    """Write a decision about an entry, with the mail that brought it: a ledger built anew knows it by that."""
    messages = [list(copy) for copy in subject.copies]
    detail = {"entry": subject.entry, "slug": subject.slug, "messages": messages, **told}
    return decide(connection, kind, detail, who=who, at=at, why=why)


def told(subject: Subject) -> str:
    """Name the files of an entry, each with how its sha256 begins."""
    files = subject.message.attachments if subject.message else ()
    return ", ".join(f"{f.sha256[:SHORTEST]} ({f.filename})" for f in files)
