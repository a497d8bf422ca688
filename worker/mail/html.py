"""placeholder."""

from __future__ import annotations

import re


def plain(html: str) -> str:
    """placeholder."""
    return re.sub("<[^<>]*>", "", html)
