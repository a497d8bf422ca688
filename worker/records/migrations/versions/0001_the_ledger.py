"""The ledger: mails and their octets, messages, records, entries, and the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("mailbox", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("internal_date", sa.String(40)),
        sa.Column("trusted", sa.Boolean, nullable=False),
        sa.Column("imported", sa.Boolean, nullable=False),
        sa.Column("archived_at", sa.String(40), nullable=False),
        sa.Column("status", sa.String(8), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
        sa.Column("unread", sa.Boolean, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.UniqueConstraint("sha256", name="uq_mails_sha256"),
    )
    op.create_index("ix_mails_status", "mails", ["status", "unread", "attempts"])
    op.create_table(
        "octets",
        sa.Column("mail_id", sa.Integer, sa.ForeignKey("mails.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "places",
        sa.Column("mailbox", sa.String(200), primary_key=True),
        sa.Column("uidvalidity", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("uid", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("mail_id", sa.Integer, sa.ForeignKey("mails.id", ondelete="CASCADE"), nullable=False),
    )
    op.create_index("ix_places_mail_id", "places", ["mail_id"])
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("mail_id", sa.Integer, sa.ForeignKey("mails.id", ondelete="CASCADE"), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("copy", sa.JSON, nullable=False),
        sa.Column("received_at", sa.String(40), nullable=False),
        sa.Column("how", sa.String(8), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.UniqueConstraint("mail_id", "ordinal", name="uq_messages_mail_id"),
    )
    op.create_table(
        "records",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("acronym", sa.Text, nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("domains", sa.JSON, nullable=False),
        sa.Column("contacts", sa.JSON, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("status", sa.String(6), nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.UniqueConstraint("slug", name="uq_records_slug"),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("record_id", sa.Integer, sa.ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
        sa.Column("message_id", sa.Integer, sa.ForeignKey("messages.id", ondelete="CASCADE"), nullable=False),
        sa.Column("placed_by", sa.String(20), nullable=False),
        sa.Column("sent_at", sa.String(40), nullable=False),
        sa.Column("publication", sa.String(9), nullable=False),
    )
    op.create_index("ix_entries_record_id", "entries", ["record_id"])
    op.create_index("ix_entries_message_id", "entries", ["message_id"])
    op.create_table(
        "sources",
        sa.Column("entry_id", sa.String(64), sa.ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("message_id", sa.Integer, sa.ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_sources_message_id", "sources", ["message_id"])
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("undone", sa.Integer, sa.ForeignKey("journal.id")),
    )
