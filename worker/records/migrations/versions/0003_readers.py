"""Readers: who reads a mail just now, so that several may read at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mails") as mails:
        mails.add_column(sa.Column("reader", sa.BigInteger))
    op.execute("UPDATE mails SET reader = 0")
