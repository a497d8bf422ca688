"""What is told repeats no secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

SHORTEST: Final = 4  # characters of a secret that is looked for; shorter ones stand in any sentence


def blotted(words: str, secrets: Iterable[str]) -> str:
    """Give words with every secret blotted out, the longest first: one may hold another.

    >>> blotted("no hunter22, nor hunter", ["hunter", "hunter22", "no"])
    'no …, nor …'
    """
    for secret in sorted(set(secrets), key=len, reverse=True):
        if len(secret) >= SHORTEST:
            words = words.replace(secret, "…")
    return words
