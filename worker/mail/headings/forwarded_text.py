"""The text of a forwarded message, without what the forward put before its lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING

from worker.mail.headings.announcement import ends_forward
from worker.mail.visible import unprefixed, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

_RULE = re.compile(r"-{20,}")  # with which KMail closes
_ENDS_WITHIN = 40  # lines from the last
_WIDTHLESS = "\u200b\u200c\u200d\u200e\u200f\ufeff\u2060"
_MARKS = (">", "|")
_DEEPEST = 20
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
    if depth:
        kept, below = _part(kept)
        kept = [_stripped(line, depth) for line in kept]
    else:
        kept = without_prefixes(kept)
    if indented:
        kept = dedent("\n".join(line.lstrip(_WIDTHLESS) for line in kept)).split("\n")
    return ForwardedText(text="\n".join(_trimmed(kept)), below=below)


def without_prefixes(lines: Sequence[str]) -> Sequence[str]:
    """Leave out one prefix where every line that says anything has one."""
    written = [line for line in lines if line.strip(_BLANK)]
    prefixed = bool(written) and all(line.lstrip(_BLANK)[0] in _MARKS for line in written)
    return [_stripped(line, 1) for line in lines] if prefixed else lines


def _stripped(line: str, depth: int) -> str:
    text = line.lstrip(_BLANK)
    if text[:1] not in _MARKS:
        return line
    for _ in range(min(depth, _DEEPEST)):
        if text[:1] not in _MARKS:
            break
        text = text[1:]
        after = text.lstrip(_BLANK)
        if after[:1] not in _MARKS or not after:
            return text[1:] if text[:1] in _BLANK else text
        text = after
    return text


def _end(lines: Sequence[str], start: int) -> int:
    last = True
    for at in range(len(lines) - 1, max(start, len(lines) - _ENDS_WITHIN) - 1, -1):
        text = unprefixed(lines[at])[1]
        if "--" in text and ((last and _RULE.fullmatch(text)) or ends_forward(text)):
            return at
        last = last and not text
    return len(lines)


def _part(lines: Sequence[str]) -> tuple[Sequence[str], str]:
    """Leave out the forwarder's own words below: paragraphs without prefix behind the last line that has one."""
    last = max((at for at, line in enumerate(lines) if line.lstrip(_BLANK)[:1] in _MARKS), default=-1)
    written = any(line.strip(_BLANK + ">|") for line in lines[: last + 1])
    if not written or last + 1 >= len(lines) or lines[last + 1].strip(_BLANK):
        return lines, ""
    return lines[: last + 1], "\n".join(lines[last + 1 :]).strip()


def _trimmed(lines: Sequence[str]) -> Sequence[str]:
    start, end = 0, len(lines)
    while start < end and not visible(lines[start]).strip():
        start += 1
    while end > start and not visible(lines[end - 1]).strip():
        end -= 1
    return lines[start:end]
