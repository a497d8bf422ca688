"""Words and figures of a date as they are compared: one case, European digits, no full stops within words."""

from __future__ import annotations

import re
import unicodedata

from worker.mail.visible import visible

_ZEROS = (0x660, 0x6F0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xBE6, 0xC66, 0xCE6, 0xE50)  # Arabic, Persian, Indic, Thai
_DIGITS: dict[int, str | None] = {zero + n: str(n) for zero in _ZEROS for n in range(10)}
_DIGITS |= {0x307: None, 0x2212: "-", 0x2013: "-", 0x2011: "-", 0x2010: "-"}  # Turkish I folds to i and a dot above
_STOPS = re.compile(r"(?<=[^\W\d_])\.(?=[^\W\d_])|(?<=[\u0e00-\u0e7f])\.")  # a.m., π.μ., ก.ค.


def plain_words(text: str) -> str:
    """Fold a text so that equal dates read equal, whoever wrote them."""
    if text.isascii():
        return _STOPS.sub("", text.casefold())
    folded = unicodedata.normalize("NFKC", visible(text).casefold()).translate(_DIGITS)
    return _STOPS.sub("", folded)
