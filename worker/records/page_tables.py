"""What was published: the folders of sites, the records in short, and the files that were written."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, String, Table

from worker.records.column import Words
from worker.records.metadata import metadata

# Each folder that a site was written into; ``shared_by`` is "" while the files that all records share are out of step.
sites = Table(
    "sites",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("out", Words, nullable=False, unique=True),
    Column("shared_by", String(64), nullable=False),
)

pages = Table(
    "pages",
    metadata,
    Column("site", Integer, primary_key=True, autoincrement=False),
    Column("slug", Words, primary_key=True),
    Column("head", JSON, nullable=False),
)

# Each file that was written, or was just about to be: nothing else is ever removed.
written = Table(
    "written",
    metadata,
    Column("site", Integer, primary_key=True, autoincrement=False),
    Column("path", Words, primary_key=True),
    Column("slug", Words, nullable=False),  # of the record it tells of; "" where it tells of all
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("changed_at", BigInteger),  # as the file system tells it, in ns; None until it is written
    Column("ours", Boolean, nullable=False),  # it was written once at least
    Index("ix_written_slug", "site", "slug"),
)
