"""Notices: the deadlines of each record, what people are told of them, and which mail nobody was told of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    unfinished()
    deadlines()
    outbox()
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.String(200), nullable=False),
    )


def unfinished() -> None:
    # With a default of the server no table of SQLite must be copied: that would empty those that refer to it.
    op.add_column("mails", sa.Column("attended", sa.Boolean, nullable=False, server_default=sa.true()))
    op.create_index(
        "ix_mails_unattended",
        "mails",
        ["id"],
        sqlite_where=sa.text("attended = 0"),
        postgresql_where=sa.text("NOT attended"),
    )
    op.add_column("records", sa.Column("settled_by", sa.String(64), nullable=False, server_default=""))


def deadlines() -> None:
    op.create_table(
        "deadlines",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("entry_id", sa.String(64), sa.ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("due_at", sa.String(32), nullable=False),
        sa.Column("phrase", sa.Text, nullable=False),
        sa.Column("awaited", sa.Boolean, nullable=False),
        sa.Column("known_at", sa.String(32), nullable=False),
        sa.Column("snoozed_until", sa.String(32)),
        sa.Column("sequence", sa.Integer, nullable=False),
    )
    op.create_index("ix_deadlines_entry_id", "deadlines", ["entry_id"])
    op.create_index("ix_deadlines_awaited", "deadlines", ["awaited", "due_at"])


def outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("recipient", sa.String(320), nullable=False),
        sa.Column("channel", sa.String(100), nullable=False),
        sa.Column("token", sa.String(40), nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("about", sa.JSON, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("not_before", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("doubts", sa.Integer, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("written_at", sa.String(32), nullable=False),
        sa.Column("sent_at", sa.String(32)),
        sa.Column("leased_until", sa.String(32)),
        sa.UniqueConstraint("token"),
        sa.UniqueConstraint("key", "recipient", "channel"),
    )
    op.create_index("ix_outbox_state", "outbox", ["state", "not_before"])
    op.create_index("ix_outbox_sent", "outbox", ["recipient", "channel", "sent_at"])
