"""placeholder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.mail.message import Kind

if TYPE_CHECKING:
    from worker.mail.fields import Fields


def kind_of(fields: Fields) -> Kind:
    """placeholder."""
    return Kind.MESSAGE
