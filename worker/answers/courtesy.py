"""The thanks, the sign-off and the name that stand behind a command on its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.answers.verbs import line_of, whole
from worker.mail.body.signoff import signs_off

if TYPE_CHECKING:
    from worker.answers.verbs import Line

PARTS: Final = 5  # of a line that may be courtesies
NAMES: Final = 3  # words of a name
STOPS: Final = ",.;!\u3002"


def uncourteous(line: Line) -> Line:
    """Give a line without "Thanks! Best, Ann" at its end; a name is one only behind a courtesy."""
    ends, named = len(line.written), False
    at = ends
    for _ in range(PARTS):
        bare = line.written[:at].rstrip(STOPS + " ")
        start = max(map(bare.rfind, STOPS)) + 1
        if not start:
            break
        part = bare[start:].split()
        if is_courtesy(part):
            ends = start
        elif named or ends != len(line.written) or not is_name(part):
            break
        else:
            named = True
        at = start
    return line if ends == len(line.written) else line.until(ends)


def is_courtesy(part: list[str]) -> bool:
    """Tell whether these words are thanks or a sign-off, and a name at most behind it."""
    return any(
        thanks(" ".join(part[: len(part) - names])) and (not names or is_name(part[-names:]))
        for names in range(min(NAMES + 1, len(part)))
    )


def thanks(words: str) -> bool:
    """Tell whether words are polite or take leave, and say no more."""
    return line_of(words).bare in whole("polite") or signs_off(words)


def is_name(part: list[str]) -> bool:
    """Tell whether words may be what a person signs with."""
    return 0 < len(part) <= NAMES and all(word[0].isupper() and word.strip(".").isalpha() for word in part)
