"""What became of a mail: every stored mail stands in exactly one of these states."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The states of a stored mail."""

    PENDING = "pending"  # archived; read or placed by the next run
    FILED = "filed"  # a source of one or more entries
    HELD = "held"  # a person must place it
    IGNORED = "ignored"  # it belongs on no record
    FAILED = "failed"  # it can't be read; the reason says why
