"""What the search in the page looks in: the words of each record, without a server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from worker.pages.octets import octets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.pages.head import Head


def search(heads: Sequence[Head]) -> bytes:
    """Write what the script of the index searches: for each record its words."""
    return octets(json.dumps([{"slug": h.slug, "words": h.words} for h in heads], ensure_ascii=False))
