"""``onrecord release``: the public reads entries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from worker.cli.candidate import candidates, found
from worker.cli.deciding import deciding
from worker.cli.ledger import meant, opened
from worker.cli.log import told
from worker.cli.reviewing import unconfirmed
from worker.cli.table import plain
from worker.errors import Refused
from worker.mail.message import Authentic, Direction, Forwarded
from worker.pages.mail_addresses import mail_addresses
from worker.pages.telling import telling
from worker.prose.people import counted
from worker.records import correspondences, publication_decisions
from worker.records.database import reading
from worker.records.publications import latest, publication
from worker.threads.decision import Evidence
from worker.threads.organisations import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.cli.candidate import Candidate
    from worker.cli.deciding import Decider
    from worker.correspondence import Correspondence
    from worker.records.database import Connection

VOUCHED = frozenset({Forwarded.INLINE, Forwarded.ATTACHED})
UNPROVED = "nobody vouches for its sender: --unproved releases it too"

STRANGER = "its sender is of no house that we wrote to: --unproved releases it too"

OTHERWISE = "and its page would be, too: `onrecord open NAME`, and `onrecord merge` it into that"
ADDRESSED = f"is called by a mail address, {OTHERWISE}"
COVERED = f"is called by what is covered, {OTHERWISE}"


@click.command()
@click.argument("entries", nargs=-1, metavar="[ENTRY]...")
@click.option("--record", "slug", metavar="SLUG", help="All of this record that waits and may be public.")
@click.option("--unproved", is_flag=True, help="Of a record, also what strangers wrote or nobody vouches for.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@deciding
def release(decider: Decider, entries: tuple[str, ...], slug: str | None, *, unproved: bool, yes: bool) -> None:
    r"""Let the public read entries.

    ENTRY is the id in brackets that `onrecord show` prints before each letter. The words are public as they stand
    now, less what the rules of redaction cover; `onrecord review` shows them before. `onrecord publish` writes the
    pages.

    \b
    Example:
      onrecord release 1f3a9c02 4b77e010 --why "checked with legal"
      onrecord release --record harbour-alliance
    """
    if bool(entries) == bool(slug):
        raise Refused("what is to be public? `onrecord release ENTRY`, or --record SLUG for all that waits on one")
    if not slug:
        for entry in dict.fromkeys(entries):
            of = decider.note(partial(release_one, decider, entry), entry=entry)
            decider.tell(f"{entry} is released")
            warn(of)
        return
    chosen, left = sorted_out(waiting(decider, slug), unproved=unproved)
    for candidate, reason in left:
        click.echo(plain(f"left: {candidate.id} ({subject(candidate)}): {reason}"), err=True)
    if not chosen:
        raise Refused(f"nothing of {slug} can be released: {counted(len(left), 'entry waits', 'entries wait')}")
    listed = ", ".join(c.id for c in chosen)
    how_many = counted(len(chosen), "entry", "entries")
    if not yes:
        click.confirm(f"Release {how_many} of {slug} ({listed})?", abort=True, err=True)
    decider.note(partial(release_all, decider, chosen), slugs=(slug,))
    decider.tell(f"released {how_many} of {slug}: {listed}", undone="takes back one at a time")
    warn(chosen[0].record)


def warn(record: Correspondence) -> None:
    """Tell of a record that goes public and that nobody has confirmed."""
    if not record.confirmed:
        click.echo(plain(f"onrecord: {record.slug} was opened by mail; {unconfirmed(record.slug)}"), err=True)


def release_one(decider: Decider, entry: str, connection: Connection) -> Correspondence:
    """Release an entry by its id, and give its record."""
    candidate = found(connection, entry)
    release_words(decider, connection, candidate)
    return candidate.record


def release_all(decider: Decider, chosen: Iterable[Candidate], connection: Connection) -> None:
    """Release several entries, all of them or none."""
    for candidate in chosen:
        release_words(decider, connection, candidate)


def release_words(decider: Decider, connection: Connection, candidate: Candidate) -> None:
    """Release an entry in the words that were seen; refuse it where somebody decided of it since."""
    if found(connection, candidate.id).treatment != candidate.treatment:
        raise Refused(f"{meanwhile(connection, candidate.id, decider)} meanwhile: look at it again")
    if any(mail_addresses(candidate.record.name)):
        raise Refused(f"{candidate.record.slug} {ADDRESSED}")
    if telling(candidate.record.slug, candidate.publication.rules):
        raise Refused(f"{candidate.record.slug} {COVERED}")
    publication_decisions.release(connection, candidate.id, candidate.words, **decider.by)


def meanwhile(connection: Connection, entry: str, decider: Decider) -> str:
    """Say who has decided what of an entry."""
    line = latest(connection, entry)
    if line is None:
        return f"somebody has decided of {entry}"
    what = told(line, decider.session.settings().newsroom.zone)
    return f"{line.who} has decided of {entry} ({what}{', and that was undone' if line.undone else ''})"


def waiting(decider: Decider, slug: str) -> tuple[Candidate, ...]:
    """Give what nobody has decided of yet on a record."""
    engine = opened(decider.session.settings())
    with meant(engine, slugs=(slug,)), reading(engine) as connection:
        (record,) = correspondences.all(connection, slug)
        decided = publication(connection, slug)
    return tuple(c for c in candidates(record, decided) if c.waits)


def sorted_out(waiting: Iterable[Candidate], *, unproved: bool) -> tuple[list[Candidate], list[tuple[Candidate, str]]]:
    """Part what may be public from what is left, and tell why."""
    chosen: list[Candidate] = []
    left: list[tuple[Candidate, str]] = []
    for candidate in waiting:
        reason = hindrance(candidate, unproved=unproved)
        if reason:
            left.append((candidate, reason))
        else:
            chosen.append(candidate)
    return chosen, left


def hindrance(candidate: Candidate, *, unproved: bool) -> str:
    """Tell why an entry is not released together with others; "" where nothing hinders it."""
    message = candidate.entry.message if candidate.entry else None
    if reason := publication_decisions.barred(message):
        return reason
    if not candidate.words.strip():
        return "it has no words: `onrecord summarise` gives it some"
    # Who forwards a letter vouches for it, but anybody can write in a letter that one of ours redirected it.
    outside = message is not None and message.direction == Direction.REPLY and message.forwarded not in VOUCHED
    if not outside or unproved:
        return ""
    if message and message.authentic != Authentic.PASS:
        return UNPROVED
    return "" if of_a_known_house(candidate) else STRANGER


def of_a_known_house(candidate: Candidate) -> bool:
    """Tell whether a reply is of the organisation, or of somebody we wrote to, or stands there by a person's word.

    What answers a letter of ours stands on its record whoever wrote it; and a proved stranger can take any name.
    """
    entry, record = candidate.entry, candidate.record
    if entry is None or entry.placed_by == Evidence.PERSON:
        return True
    sender = entry.message.sender.key
    house, host = key_of(sender), sender.rpartition("@")[2]
    if any(host == d or host.endswith(f".{d}") for d in record.domains):
        return True
    ours = (e.message for e in record.entries if e.message.direction == Direction.INQUIRY and not e.message.doubts)
    written_to = (a.key for message in ours for a in message.recipients)
    return any(house == key_of(known.lower()) for known in (*record.listed_contacts, *written_to))


def subject(candidate: Candidate) -> str:
    """Name an entry for a person."""
    if candidate.entry:
        return candidate.entry.message.subject or "no subject"
    return f"{candidate.added.channel.value} by hand" if candidate.added else ""
