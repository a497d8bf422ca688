"""Words that only a sentence has, which tell it from a name and from a polite formula."""

from __future__ import annotations

from worker.mail.families import families
from worker.mail.phrases import pattern

AROUND = " \t-–—~/*_|\"'«»„“”()[],;:!?…"


def speaks(text: str) -> bool:
    """Tell whether a line has a pronoun, a verb or a conjunction; capitals are those of names: "Will" is one.

    >>> speaks("We decline"), speaks("Will Vale of the press team")
    (True, False)
    """
    words = [word.strip(AROUND) for word in text.split()]
    small = [not word[:1].isupper() for word in words]
    plain = " ".join(word for word, written_small in zip(words, small, strict=True) if written_small).casefold()
    if "sentence" in families("signature", pattern("signature", "signoff").sub(" ", plain)):
        return True
    # "Vi Nguyen" is a name, and so is "I. Weber" in any company
    begins = small[1:2] == [True] and not words[0].endswith(".")
    return begins and "voice" in families("acknowledgement", words[0].casefold())
