"""The tables. ``mails``, ``octets``, ``places`` and ``journal`` are the truth, the others are derived from them.

``cursors``, ``suspects`` and ``pulses`` belong to the service: without them all is polled again, and none comes twice.
``outbox`` and ``secrets`` tell what people were told, and how their answers are known: nobody is told twice.
``sites``, ``pages`` and ``written`` tell what was written into the folders of sites, so that all of it can be removed.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    text,
    true,
)

from worker.records.column import Instant, Moment, Words
from worker.records.metadata import metadata
from worker.records.outbox_tables import outbox, secrets
from worker.records.page_tables import pages, sites, written

__all__ = ["metadata", "outbox", "pages", "secrets", "sites", "written"]

REVISION = "0006"  # the newest of migrations/versions

NOBODY = 0  # no reader has this number

mails = Table(
    "mails",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("mailbox", Words, nullable=False),  # where it was met first
    Column("name", Words, nullable=False),  # the file, where there was one
    Column("internal_date", Moment),  # the earliest time of receipt that is known
    Column("trusted", Boolean, nullable=False),  # it lay in some place where only we put mail
    Column("imported", Boolean, nullable=False),  # it was first met by import: nobody is told of what is long past
    Column("archived_at", Moment, nullable=False),
    Column("status", String(8), nullable=False),
    Column("reason", Words, nullable=False, default=""),
    Column("candidates", JSON, nullable=False, default=list),  # [[slug, evidence], …] of a held mail
    Column("unread", Boolean, nullable=False, default=True),  # its messages are still to be read from the octets
    Column("attempts", Integer, nullable=False, default=0),  # readings begun; committed before each
    Column("reader", BigInteger),  # who read it last, or does so just now; NOBODY where it is to be read again
    Column("attended", Boolean, nullable=False, server_default=true()),  # who brought it in was told, or need not be
    Index("ix_mails_unattended", "id", sqlite_where=text("attended = 0"), postgresql_where=text("NOT attended")),
    Index("ix_mails_status", "status", "unread", "attempts"),
)

octets = Table(
    "octets",
    metadata,
    Column("mail_id", ForeignKey("mails.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

# Every place on a server where a mail was seen: a poll asks here what it need not fetch again (RFC 9051 2.3.1).
places = Table(
    "places",
    metadata,
    Column("mailbox", String(200), primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", BigInteger, primary_key=True, autoincrement=False),
    Column("mail_id", ForeignKey("mails.id", ondelete="CASCADE"), nullable=False, index=True),
)

# How far each folder is polled: all mail up to ``uid`` is archived or gone, all up to ``marked`` marked on the server.
cursors = Table(
    "cursors",
    metadata,
    Column("mailbox", String(200), primary_key=True),
    Column("uidvalidity", BigInteger, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("marked", BigInteger, nullable=False),
    Column("checked_at", Moment),  # when all of it was last compared with the places
)

# Mails that were being fetched when the connection ended, and how often.
suspects = Table(
    "suspects",
    metadata,
    Column("mailbox", String(200), primary_key=True),
    Column("uidvalidity", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", BigInteger, primary_key=True, autoincrement=False),
    Column("cuts", Integer, nullable=False),
)

# The last sign of life of each part of the service, and of each folder that was polled to its end.
pulses = Table(
    "pulses",
    metadata,
    Column("role", String(250), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("detail", Words, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("mail_id", ForeignKey("mails.id", ondelete="CASCADE"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("content", JSON, nullable=False),  # the Message
    Column("copy", JSON, nullable=False),  # the Copy, but for what stands in the columns
    Column("received_at", Moment, nullable=False),
    Column("how", String(8), nullable=False),  # how the mail brought it: direct | bcc | forward | …
    Column("by", Words, nullable=False),  # who of ours brought it in
    UniqueConstraint("mail_id", "ordinal"),
)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("slug", Words, nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("acronym", Words, nullable=False),
    Column("country", Words, nullable=False),
    Column("domains", JSON, nullable=False),
    Column("contacts", JSON, nullable=False),
    Column("owner", Words, nullable=False),
    Column("status", String(6), nullable=False),  # open | closed
    Column("confirmed", Boolean, nullable=False),
    # By which calendar and rules ``deadlines`` tells what its letters tell; "" where it does not.
    Column("settled_by", String(64), nullable=False, server_default=""),
    # By which theme, rules and version its page was rendered as it stands; "" where it is to be rendered again.
    Column("fresh_by", String(64), nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default="0"),  # how often it was to be rendered again
    Column("stale_at", Instant),  # when time alone changes its page: an embargo ends, a date passes
)

entries = Table(
    "entries",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("record_id", ForeignKey("records.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("message_id", ForeignKey("messages.id", ondelete="CASCADE"), nullable=False, index=True),  # the best copy
    Column("placed_by", String(20), nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("publication", String(9), nullable=False, default="pending"),
)

sources = Table(
    "sources",
    metadata,
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("message_id", ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True, index=True),
)

# What the letters of a record set as dates, as it stood when the record was settled.
deadlines = Table(
    "deadlines",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("entry_id", ForeignKey("entries.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),  # request | promise | follow-up
    Column("due_at", Instant, nullable=False),
    Column("phrase", Words, nullable=False),
    Column("awaited", Boolean, nullable=False),
    Column("known_at", Instant, nullable=False),  # when the first mail with it was archived
    Column("snoozed_until", Instant),
    Column("sequence", Integer, nullable=False),  # of its changes (RFC 5545 3.8.7.4)
    Index("ix_deadlines_awaited", "awaited", "due_at"),
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", Words, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("why", Words, nullable=False),
    Column("undone", ForeignKey("journal.id")),  # by which line
    Column("subject", Words, nullable=False, server_default=""),  # an entry's id, a slug, or what else it is found by
    Index("ix_journal_kind", "kind", "subject"),
    Index("ix_journal_subject", "subject"),
)
