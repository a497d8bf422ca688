"""Pages: what people decided for the public is found by its subject, and what was published is remembered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("records", sa.Column("fresh_by", sa.String(64), nullable=False, server_default=""))
    op.add_column("records", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    op.add_column("records", sa.Column("stale_at", sa.String(32)))
    op.add_column("journal", sa.Column("subject", sa.Text, nullable=False, server_default=""))
    op.create_index("ix_journal_kind", "journal", ["kind", "subject"])
    op.create_index("ix_journal_subject", "journal", ["subject"])
    published()


def published() -> None:
    op.create_table(
        "sites",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("out", sa.Text, nullable=False, unique=True),
        sa.Column("shared_by", sa.String(64), nullable=False),
    )
    op.create_table(
        "pages",
        sa.Column("site", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("slug", sa.Text, primary_key=True),
        sa.Column("head", sa.JSON, nullable=False),
    )
    op.create_table(
        "written",
        sa.Column("site", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.BigInteger),
        sa.Column("ours", sa.Boolean, nullable=False),
    )
    op.create_index("ix_written_slug", "written", ["site", "slug"])
