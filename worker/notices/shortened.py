"""A text that is not longer than there is room for."""

from __future__ import annotations


def shortened(text: str, longest: int) -> str:
    """Cut a text that is too long, and show that it goes on."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}\u2026"
