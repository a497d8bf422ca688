"""What the search in the page looks in: the words of each record, without a server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from worker.pages.octets import octets
from worker.pages.words import FOLDED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.pages.head import Head


def search(heads: Sequence[Head]) -> bytes:
    """Write what the script of the index searches, for each record its words, and how they were folded.

    It is a script itself: a page that is read from a folder may fetch no data.
    """
    told = {"folded": FOLDED, "records": [{"slug": h.slug, "words": h.words} for h in heads]}
    return octets(f"onrecord({json.dumps(told, ensure_ascii=False)});\n")
