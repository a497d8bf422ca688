"""Where a letter ends and the block that names its author begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from worker.mail.body.disclaimer import disclaimer_start
from worker.mail.body.footer import is_footer
from worker.mail.body.name_line import may_name
from worker.mail.body.signoff import EDGES, signs_off
from worker.mail.families import families
from worker.mail.phrases import phrases
from worker.mail.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.mail.message import Address

REGION = 40  # lines at the end in which a name is looked for
TAIL = 15  # lines of a block without a telephone number or address
BLOCK = 30  # lines of one with
SHORT, SENTENCE = 90, 7  # characters of its lines; words of what is a sentence

DELIMITERS = frozenset({"--", "- -", "—", "–", "---", "——", "__", "___"})
SURE = frozenset({"--", "- -"})
ITEM = re.compile(r"\s*(?:\d{1,3}[.)]|[a-zA-Z][.)]|[•·‣▪*]|[-–]\s)\s*\S")
CONTACT = re.compile(
    r"(?:\d[\s().\-/]*){7}|\S@\S+\.\w|https?://|www\.|^\W*(?:t|m|tel|mob|phone|fax|cell)\b\W*[+\d(]", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def without_signature(lines: Sequence[str], author: Address | None = None) -> tuple[list[str], list[str]]:
    """Part an author's lines into what the letter says, greeting and sign-off included, and its signature."""
    end = _length(lines, len(lines))
    cut = end
    for find in (_footer, disclaimer_start, _delimiter):
        cut = _length(lines, find(lines, cut))
    start, stop = _name(lines, cut, _names(author))
    if start == stop:
        return list(lines[:cut]), list(lines[cut:end])
    # a postscript below the name is still the letter
    own, kept = list(lines[: _length(lines, start)]), list(lines[stop:cut])
    return own + ([""] if kept else []) + kept, [*lines[start:stop], *lines[cut:end]]


def contacts_role(signature: str, name: str) -> str:
    r"""Return what a signature block says its owner is, or nothing.

    >>> contacts_role("Imogen Vale\nDirector, Corporate Affairs\nT: +44 20 7946 0123", "Imogen Vale")
    'Director, Corporate Affairs'
    """
    lines = [visible(line).strip(EDGES) for line in signature.split("\n")[:BLOCK]]
    lines = [line for line in lines if line]
    wanted = {word.casefold() for word in WORD.findall(name)}
    for at, line in enumerate(lines):
        head, mark, rest = _headed(line)
        if (
            wanted
            and wanted <= {word.casefold() for word in WORD.findall(head)}
            and len(WORD.findall(head)) <= len(wanted) + 2
        ):
            if mark and _is_role(rest):
                return rest
            return next((below for below in lines[at + 1 : at + 4] if _is_role(below)), "")
    return ""


def _headed(line: str) -> tuple[str, str, str]:
    found = re.search(r"\s*(?:,|\||·|•|\s[-–—/]\s)\s*", line)
    return (line[: found.start()], found.group(), line[found.end() :].strip(EDGES)) if found else (line, "", "")


def _is_role(line: str) -> bool:
    folded = line.casefold()
    if not WORD.search(line) or len(line) > SHORT or CONTACT.search(line) or is_footer(line) or folded.startswith("("):
        return False
    if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", line) or "company" in families("signature", folded):
        return False
    return not signs_off(line) and sum(map(str.isdigit, line)) < 4  # noqa: PLR2004 - a street or a postcode has more


def _length(lines: Sequence[str], end: int) -> int:
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _footer(lines: Sequence[str], end: int) -> int:
    """Find what a telephone wrote below the letter; what stands below that is no letter either."""
    for at in range(end):
        if is_footer(lines[at]) and (not at or len(lines[at - 1].strip()) < SHORT // 2):
            return at if _length(lines, at) else end
    return end


def _delimiter(lines: Sequence[str], end: int) -> int:
    for at in range(max(end - REGION, 0), end):
        mark = lines[at].strip()
        if mark not in DELIMITERS or not _length(lines, at):
            continue
        tail = lines[at + 1 : end]
        if _closes(tail) or (
            mark in SURE and len(tail) <= BLOCK and not any(ITEM.match(line) or "?" in line for line in tail)
        ):
            return at
    return end


def _name(lines: Sequence[str], end: int, names: tuple[frozenset[str], ...]) -> tuple[int, int]:
    """Find the block from the name line on, and where it ends; an empty one if there is none."""
    for at in range(max(end - REGION, 0), end):
        line = lines[at]
        if not line.strip() or len(line) > SHORT:
            continue
        start = at if at and _is_name(line, names) else _signed(lines, at, end, names)
        if start is None:
            continue
        stop = next((below for below in range(start + 1, end) if _postscript(lines[below])), end)
        if start < stop and _closes(lines[start:stop]):
            return start, stop
    return end, end


def _signed(lines: Sequence[str], at: int, end: int, names: tuple[frozenset[str], ...]) -> int | None:
    """Where the block below a sign-off begins: "Kind regards," and a name, or "Best, Imogen" and a role."""
    line = lines[at].rstrip()
    if len(line) > SHORT // 2 and line[-1] not in ",，、":
        return None
    head, comma, rest = visible(line).strip().partition(",")
    if comma and rest.strip() and signs_off(head) and _is_name(rest, names):
        return at + 1
    if not signs_off(line):
        return None
    below = next((row for row in range(at + 1, end) if lines[row].strip()), end)
    return below if below < end and may_name(lines[below]) else None


def _names(author: Address | None) -> tuple[frozenset[str], ...]:
    if author is None:
        return ()
    words = [word.casefold() for word in WORD.findall(author.name or author.address.partition("@")[0])]
    return (frozenset(words), *(frozenset({word}) for word in words if len(word) > 1)) if words else ()


def _is_name(line: str, names: tuple[frozenset[str], ...]) -> bool:
    if not names:
        return False
    folded = line.casefold()
    if not any(word in folded for word in names[0]):
        return False
    text = visible(line).strip(EDGES)
    words = WORD.findall(text)
    if not words or text[-1:] in ":?;" or (text.islower() and len(words) > 1):
        return False
    if frozenset(word.casefold() for word in words) in names:
        return True
    head, mark, _ = _headed(text)  # "Imogen Vale, Press Officer"
    return bool(mark) and frozenset(word.casefold() for word in WORD.findall(head)) == names[0] and len(names[0]) > 1


def _postscript(line: str) -> bool:
    head = line.strip()[:12].casefold()
    return bool(head) and head.partition(":")[0].partition(" ")[0].strip(".") in phrases("signature", "postscript")


def _closes(tail: Sequence[str]) -> bool:
    """Whether lines below a name say nothing: short ones only, until a telephone number or address has been told."""
    told, count = False, 0
    for line in tail:
        text = line.strip()
        if not text:
            continue
        count += 1
        told = told or bool(CONTACT.search(text[: SHORT * 2]))
        if count > (BLOCK if told else TAIL) or text[-1] in "?？" or (ITEM.match(text) and not CONTACT.search(text)):
            return False
        if not told and (len(text) > SHORT or (text[-1] in ".!。！" and len(text.split()) >= SENTENCE)):
            return False
    return True
