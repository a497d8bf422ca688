"""The name of a heading as a link ends in it."""

from __future__ import annotations

import re
from typing import Final

BETWEEN: Final = re.compile(r"[\W_]+")


def fragment(heading: str) -> str:
    """Make a fragment of a heading, the same on every page.

    >>> fragment("Divers of Port Ellery (2023)")
    'g-divers-of-port-ellery-2023'
    """
    return "g-" + BETWEEN.sub("-", heading.casefold()).strip("-")
