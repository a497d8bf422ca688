"""The service: how far each folder is polled, and the pulses of its parts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cursors",
        sa.Column("mailbox", sa.String(200), primary_key=True),
        sa.Column("uidvalidity", sa.BigInteger, nullable=False),
        sa.Column("uid", sa.BigInteger, nullable=False),
        sa.Column("marked", sa.BigInteger, nullable=False),
        sa.Column("checked_at", sa.String(40)),
    )
    op.create_table(
        "pulses",
        sa.Column("role", sa.String(250), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
