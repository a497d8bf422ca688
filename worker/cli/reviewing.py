"""An entry as a person reviews it: as it would stand in public, and what to know before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.cli.candidate import AUTHENTIC
from worker.mail.message import Authentic, Direction, Forwarded
from worker.pages.files import size
from worker.pages.redact import plain as spans
from worker.pages.shown import Listed
from worker.prose.due import moment
from worker.prose.people import named
from worker.records.publication_decisions import barred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.cli.candidate import Candidate
    from worker.correspondence import Source
    from worker.pages.shown import Shown
    from worker.settings import Settings

HOW = {
    "direct": "to our mailbox",
    "bcc": "to our mailbox, blind copied",
    "forward": "in a forward",
    "attached": "attached to a mail",
    "redirect": "redirected",
    "import": "by import",
}
DIGITS = 10  # of a sha256


def told(candidate: Candidate, shown: Shown | None, settings: Settings) -> Iterator[str]:
    """Yield the lines that tell of an entry."""
    record = candidate.record
    yield f"{record.name} ({record.acronym})" if record.acronym else record.name
    if not record.confirmed:
        yield f"This record was opened by mail; {unconfirmed(record.slug)}."
    if until := candidate.embargo_until:
        yield f"Under embargo until {moment(until.astimezone(settings.newsroom.zone))}."
    yield ""
    if shown is None:
        yield "It would not stand on the page."
    else:
        yield from as_public(shown)
    yield ""
    yield from beside(candidate, settings)


def unconfirmed(slug: str) -> str:
    """Say what to do about a record that mail opened by itself."""
    otherwise = f"`onrecord open NAME`, then `onrecord merge {slug}` into that, gives it another name"
    return f"nobody has confirmed it yet: `onrecord confirm {slug}` does; {otherwise}"


def as_public(shown: Shown) -> Iterator[str]:
    """Yield an entry as its page shows it."""
    late = f" ({shown.late})" if shown.late else ""
    yield f"{shown.day}{late}"
    yield f"{shown.lead} {shown.said}".strip()
    for block in shown.blocks:
        yield ""
        marker = f"{'  ' * block.depth}{block.marker} " if isinstance(block, Listed) else ""
        yield from (f"  {line}".rstrip() for line in f"{marker}{spans(block.spans)}".splitlines())
    for correction in shown.corrections:
        yield ""
        yield f"  {correction.day}: {correction.text}"


def beside(candidate: Candidate, settings: Settings) -> Iterator[str]:
    """Yield what the public does not read: what was covered, files, who wrote and who brought it in."""
    for covered in candidate.covered():
        why = f": {covered.why}" if covered.why else ""
        yield f"redacted: {' '.join(covered.words.split())!r} ({covered.rule}{why})"
    for file in candidate.files:
        state = "released" if file.sha256 in candidate.treatment.attachments else "not released"
        described = f"{file.filename or file.type} ({file.type}, {size(file.size)}, {file.sha256[:DIGITS]})"
        yield f"attached: {described}: {state}"
    if candidate.entry is None:
        yield "added by hand"
        return
    message = candidate.entry.message
    yield f"sender: {named(message.sender)}: {authenticity(candidate, settings)}"
    yield from (f"brought in: {brought(source)}" for source in candidate.entry.sources)
    yield from (f"doubt: {doubt.value}" for doubt in message.doubts)
    if candidate.entry.date_doubtful:
        yield "doubt: its date is far from when it came"
    if reason := barred(message):
        yield f"It can't be released: {reason}."


def authenticity(candidate: Candidate, settings: Settings) -> str:
    """Say whether the sender is proved: by our server, or by who of ours sent the letter on."""
    assert candidate.entry is not None
    message = candidate.entry.message
    if message.authentic == Authentic.NONE and message.forwarded_by and not message.doubts:
        by = message.forwarded_by.address
        if message.forwarded == Forwarded.REDIRECT:
            return f"{AUTHENTIC[Authentic.NONE]}; it says that {by} redirected it, which anybody can write"
        return f"sent on by {by}, who vouches for it"
    if message.authentic == Authentic.NONE and not settings.newsroom.authserv_id:
        return "no mail server of ours is named to vouch for senders (newsroom.authserv_id)"
    if message.authentic == Authentic.NONE and message.direction == Direction.INQUIRY and not message.doubts:
        return "ours, from a place where only we put mail"
    return AUTHENTIC[message.authentic]


def brought(source: Source) -> str:
    """Say how a mail came and who of ours brought it in."""
    by = f" by {source.by}" if source.by else ""
    return f"{HOW.get(source.how, source.how)}{by} ({source.sha256[:DIGITS]})"
