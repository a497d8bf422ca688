"""Paragraphs that a client broke for transport are put together again (RFC 3676)."""

from __future__ import annotations

_SIGNATURE = "-- "


def unflowed(text: str, *, delete_space: bool = False) -> str:
    r"""Join the lines of each flowed paragraph, quoted ones within their quotation.

    >>> unflowed("We need \nyour answer.\n> by \n> Friday\n-- \nAnn")
    'We need your answer.\n> by Friday\n-- \nAnn'
    """
    told: list[str] = []
    paragraph: list[str] = []
    depth = 0
    for row in text.split("\n"):
        content = row.lstrip(">")
        level = len(row) - len(content)
        content = content.removeprefix(" ")  # step 1 of section 4.5: space-stuffing
        if paragraph and (level != depth or not content.strip() or content == _SIGNATURE):
            told.append(_quoted(paragraph, depth))
            paragraph = []
        depth = level
        flows = content.endswith(" ") and content != _SIGNATURE and bool(content.strip())
        paragraph.append(content[:-1] if flows and delete_space else content)
        if not flows:
            told.append(_quoted(paragraph, depth))
            paragraph = []
    if paragraph:
        told.append(_quoted(paragraph, depth))
    return "\n".join(told)


def _quoted(paragraph: list[str], depth: int) -> str:
    return f"{'>' * depth} {''.join(paragraph)}" if depth else "".join(paragraph)
