"""Whether a letter asks its reader something."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 256 * 1024
_MARK: Final = re.compile(r"""[?\u061f](?=[\s"'\u2019\u201d\u00bb)\]!?.*_]|$)|\uff1f""")  # not that of an address


def question(text: str) -> bool:
    """Tell whether a question is put in an author's own words."""
    return _MARK.search(text, 0, _LONGEST) is not None
