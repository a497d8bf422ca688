"""The list of all files of a bundle with their sha256, for programs and for people, and how it is verified."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from worker.cli.plain import plain_moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from worker.cli.bundling.box import Packed
    from worker.cli.plain import Plain
    from worker.correspondence import Correspondence

VERSION: Final = 1
VERIFY: Final = (
    "Unpack the file, and in its folder run: sha256sum -c MANIFEST.txt (on macOS: shasum -a 256 -c MANIFEST.txt).",
    "Each file in mails/ is a mail as it was fetched, octet by octet; its name is its sha256.",
    "An entry in ledger.json names by sha256 the mails that brought it, who sent them on, and how.",
    "authentication_results in manifest.json are what the newsroom's own mail server wrote on receipt (RFC 8601).",
    "The same stands in the header of each mail; verdict is what the ledger made of it.",
    "A DKIM-Signature in a mail can be checked with any DKIM verifier as long as its domain publishes the key.",
    "The sha256 of the bundle itself is printed when it is written: note it elsewhere, so that nobody can change both.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a bundle is about, when it was made, and what could not be put in."""

    record: Correspondence
    newsroom: str
    missing: tuple[str, ...]
    made_at: datetime


def for_programs(head: Heading, packed: Mapping[str, Packed], mails: Sequence[Plain]) -> bytes:
    """Write the manifest as JSON: the files, where each mail came from, and what is missing."""
    told = {
        "version": VERSION,
        "record": head.record.slug,
        "organisation": head.record.name,
        "newsroom": head.newsroom,
        "made_at": plain_moment(head.made_at),
        "verify": VERIFY,
        "missing": head.missing,
        "files": [{"path": p.path, "sha256": p.sha256, "size": p.size, "what": p.what} for p in packed.values()],
        "mails": mails,
    }
    return json.dumps(told, indent=1).encode("ascii") + b"\n"


def for_people(head: Heading, packed: Mapping[str, Packed]) -> bytes:
    """Write the manifest as a list that ``sha256sum -c`` reads; what is for people only begins with "#"."""
    record = head.record
    told = (
        f"The correspondence of {head.newsroom} with {record.name} ({record.slug})",
        f"made at {plain_moment(head.made_at)} from the archived mail",
        "",
        *VERIFY,
        *(f"Missing: {what}" for what in head.missing),
        "",
    )
    lines = [f"# {' '.join(line.split())}".rstrip() for line in told]
    lines.extend(f"{p.sha256}  {p.path}" for p in packed.values())
    return "\n".join(lines).encode("utf-8", "replace") + b"\n"
