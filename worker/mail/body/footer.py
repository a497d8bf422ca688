"""What telephones and mail programs write below a letter: "Sent from my iPhone"."""

from __future__ import annotations

from functools import cache

from worker.mail.body.signoff import EDGES
from worker.mail.families import families
from worker.mail.phrases import phrases
from worker.mail.visible import visible

LONGEST = 180
MOST = 15  # words
AROUND = EDGES + "()[]\"'"


def is_footer(line: str) -> bool:
    """Tell whether a program wrote this line below a letter, in any language."""
    if len(line) > LONGEST:
        return False
    if not line or line.count(" ") >= MOST:
        return False
    text = visible(line).strip(AROUND).casefold()
    words = text.split()
    if not words:
        return False
    begins, ends = _outer_words()
    begun = words[0] in begins or not words[0].isascii()
    ended = words[-1] in ends or not words[-1].isascii()
    if not (begun and text.startswith(phrases("signature", "mobile"))) and not (
        ended and text.endswith(phrases("signature", "mobile_end"))
    ):
        return False
    return "http" in text or "device" in families("signature", text)


@cache
def _outer_words() -> tuple[frozenset[str], frozenset[str]]:
    """Return first and last words of footers: they spare nearly every line the comparison with all of them."""
    begins = frozenset(phrase.split()[0] for phrase in phrases("signature", "mobile"))
    return begins, frozenset(phrase.split()[-1] for phrase in phrases("signature", "mobile_end"))
