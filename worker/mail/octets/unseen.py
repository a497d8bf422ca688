"""What an element's style keeps from being seen: letters of no size, or of the colour that they stand on."""

from __future__ import annotations

import re
from typing import Final

# Around others these set no size but that of the gaps between them: what stands within sets its own (MJML does so).
_AROUND: Final = frozenset("table thead tbody tr td th div section article center ul ol li body html".split())  # noqa: SIM905 - a table of words
_NOTHING: Final = re.compile(
    r"(?:font-size|opacity)\s*:\s*0*\.?0+\s*(?:px|pt|em|rem|ex|%)?\s*(?:[;\"'!]|\Z)", re.IGNORECASE
)
_COLOUR: Final = re.compile(r"(?<![\w-])(color|background(?:-color)?)\s*:\s*([^;\"'!]{1,40})", re.IGNORECASE)
_SHORT: Final = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
_NAMES: Final = {"white": "#ffffff", "black": "#000000", "rgb(255,255,255)": "#ffffff", "rgb(0,0,0)": "#000000"}


def unseen(name: str, attributes: str) -> bool:
    """Tell whether nobody sees what stands directly in an element.

    >>> unseen("span", ' style="font-size:0"'), unseen("span", ' style="font-size:0.9em"')
    (True, False)
    >>> unseen("span", ' style="color:#fff;background:white"'), unseen("span", ' style="color:#fff"')
    (True, False)
    """
    if name in _AROUND or ":" not in attributes:
        return False
    return bool(_NOTHING.search(attributes)) or _on_its_own_colour(attributes)


def _on_its_own_colour(attributes: str) -> bool:
    told = {match[1].lower().partition("-")[0]: _plain(match[2]) for match in _COLOUR.finditer(attributes)}
    return "color" in told and told["color"] == told.get("background")


def _plain(colour: str) -> str:
    written = "".join(colour.lower().split())
    short = _SHORT.fullmatch(written)
    return _NAMES.get(written, "#" + "".join(2 * digit for digit in short.groups()) if short else written)
