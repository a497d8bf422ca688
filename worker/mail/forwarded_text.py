"""The text of a forwarded message, without what the forward put before its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING

from worker.mail.announcement import ends_forward
from worker.mail.visible import unprefixed, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDS_WITHIN = 40  # lines from the last
_BLANK = " \t\u00a0\u200b\ufeff\u202f\u2060"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardedText:
    """The message's own text, and what the forwarder wrote below it."""

    text: str
    below: str = ""


def forwarded_text(lines: Sequence[str], start: int, depth: int, *, indented: bool) -> ForwardedText:
    """Read the text that begins at ``lines[start]``, whose opening had ``depth`` prefixes."""
    kept = lines[start : _end(lines, start)]
    below = ""
    if not depth and _all_prefixed(kept):
        depth = 1
    elif depth:
        kept, below = _part(kept)
    if depth:
        strip = re.compile(r"[ \t\u00a0]{0,3}(?:[>|][ \t\u00a0]?){1,%d}" % min(depth, 20))
        kept = [strip.sub("", line, count=1) if line.lstrip(_BLANK)[:1] in {">", "|"} else line for line in kept]
    text = "\n".join(_trimmed(kept))
    return ForwardedText(text=dedent(text).strip("\n") if indented else text, below=below)


def _end(lines: Sequence[str], start: int) -> int:
    for at in range(len(lines) - 1, max(start, len(lines) - _ENDS_WITHIN) - 1, -1):
        if "--" in lines[at] and ends_forward(unprefixed(lines[at])[1]):
            return at
    return len(lines)


def _all_prefixed(lines: Sequence[str]) -> bool:
    written = [line for line in lines if line.strip(_BLANK)]
    return bool(written) and all(line.lstrip(_BLANK)[0] == ">" for line in written)


def _part(lines: Sequence[str]) -> tuple[Sequence[str], str]:
    """Leave out the forwarder's own words below: paragraphs without prefix behind the last line that has one."""
    last = max((at for at, line in enumerate(lines) if line.lstrip(_BLANK)[:1] in {">", "|"}), default=-1)
    if last < 0 or last + 1 >= len(lines) or lines[last + 1].strip(_BLANK):
        return lines, ""
    return lines[: last + 1], "\n".join(lines[last + 1 :]).strip()


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    start, end = 0, len(lines)
    while start < end and not visible(lines[start]).strip():
        start += 1
    while end > start and not visible(lines[end - 1]).strip():
        end -= 1
    return lines[start:end]
