"""The tables of what people are told: they tell what went out, and how an answer to it is known."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table, UniqueConstraint

from worker.records.column import Instant, Words
from worker.records.metadata import metadata

# What people are told, each once: by whom it is to be had, by which way, and what became of it.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", String(200), nullable=False),  # what it is about: the same is written once
    Column("kind", String(20), nullable=False),
    Column("slug", Words, nullable=False),
    Column("recipient", String(320), nullable=False),
    Column("channel", String(100), nullable=False),
    Column("token", String(40), nullable=False, unique=True),
    Column("message_id", Words, nullable=False),
    Column("about", JSON, nullable=False),
    Column("state", String(8), nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),  # begun; committed before each
    Column("doubts", Integer, nullable=False),  # attempts whose end nobody saw
    Column("why", Words, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("sent_at", Instant),
    Column("leased_until", Instant),
    UniqueConstraint("key", "recipient", "channel"),
    Index("ix_outbox_state", "state", "not_before"),
    Index("ix_outbox_sent", "recipient", "channel", "sent_at"),
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)
