"""The mail that brought a record, as it came, with who brought it in and what our own server found of its sender."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.cli.plain import plain_moment
from worker.errors import Malformed
from worker.mail.octets.authenticity import authserv
from worker.mail.octets.file_content import contents
from worker.mail.octets.structure import structure
from worker.mail.octets.trace import verdicts
from worker.mail.read import read
from worker.pages.file_name import file_name
from worker.records import archive
from worker.records.provenance import provenance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from worker.cli.bundling.box import Box
    from worker.cli.plain import Plain
    from worker.correspondence import Correspondence, Entry, Source
    from worker.mail.newsroom import Newsroom
    from worker.records.database import Connection
    from worker.records.provenance import Provenance

DIGITS: Final = 16  # of an attachment's sha256 in its path


def mails(box: Box, record: Correspondence, connection: Connection, newsroom: Newsroom) -> Iterator[Plain]:
    """Put each mail of a record and the files attached to it into a box, one at a time, and tell of each mail."""
    names = _names(record)
    for digest, brought in _brought(record).items():
        octets = archive.octets(connection, digest)
        packed, came = box.put(f"mails/{digest}.eml", [octets], "a mail as it came"), provenance(connection, digest)
        files = list(_files(box, octets, names))
        yield {
            "file": packed.path,
            "sha256": digest,
            "entries": [{"id": e.id, "how": s.how, "by": s.by, "verdict": e.message.authentic} for e, s in brought],
            **_came(came),
            **_authentic(octets, newsroom, trusted=came.trusted),
            "attachments": files,
        }


def _brought(record: Correspondence) -> Mapping[str, list[tuple[Entry, Source]]]:
    found: dict[str, list[tuple[Entry, Source]]] = {}
    for entry in record.entries:
        for source in entry.sources:
            found.setdefault(source.sha256, []).append((entry, source))
    return found


def _names(record: Correspondence) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for entry in record.entries:
        for number, file in enumerate(entry.message.attachments, start=1):
            # Cleaned as for the public, for a lawyer too opens it on a machine; nothing is covered.
            name = file_name(file.filename, (), slug=record.slug, entry=entry.id, number=number)
            found.setdefault(file.sha256, f"attachments/{file.sha256[:DIGITS]}/{name}")
    return found


def _files(box: Box, octets: bytes, names: Mapping[str, str]) -> Iterator[Plain]:
    for digest, data in contents(octets):
        if path := names.get(digest):
            if path not in box.packed:
                box.put(path, [data], "an attachment")
            yield {"file": path, "sha256": digest}


def _came(came: Provenance) -> Plain:
    return {
        "mailbox": came.mailbox,
        "imported": came.imported,
        "put_there_by_us": came.trusted,
        "received_at": plain_moment(came.received_at),
        "archived_at": plain_moment(came.archived_at),
    }


def _authentic(octets: bytes, newsroom: Newsroom, *, trusted: bool) -> Plain:
    try:
        written = verdicts(structure(octets).fields)
        found = read(octets, newsroom, trusted=trusted).messages
    except Malformed as error:
        return {"authentication_results": [], "verdict": f"it can't be read: {error}"}
    own = newsroom.authserv_id.strip().lower()
    results = [{"server": authserv(w), "ours": bool(own) and authserv(w) == own, "text": w} for w in written]
    return {"authentication_results": results, "verdict": sorted({m.authentic.value for m in found})}
