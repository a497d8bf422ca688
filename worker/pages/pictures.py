"""Where a mail program left the name of a file for a picture that stood in the text: "<chart.png>"."""

from __future__ import annotations

import re
from typing import Final

_PLACE: Final = re.compile(
    r"<([^<>\n/@:]{1,100}\.(?:png|jpe?g|gif|heic|webp|tiff?|bmp))>|\[image: ([^\[\]\n@]{1,100})\]", re.IGNORECASE
)


def pictures(text: str) -> str:
    """Say of each such name that it is a picture's.

    >>> pictures("See below. <chart.png>")
    'See below. [picture: chart.png]'
    """
    return _PLACE.sub(lambda found: f"[picture: {found[1] or found[2]}]", text)
