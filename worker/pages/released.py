"""The entries of a record that the public may read, those added by hand among them, in order of the conversation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from worker.correspondence import Entry
from worker.mail.message import Address, Body, Direction, Message
from worker.publication.manual import Channel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from worker.correspondence import Correspondence
    from worker.publication.manual import Added
    from worker.publication.record import Publication
    from worker.publication.treatment import Treatment

_SIDES: Final = (Direction.INQUIRY, Direction.REPLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """An entry and what was decided of it; one by hand has its own words and no address."""

    entry: Entry
    treatment: Treatment
    channel: Channel = Channel.EMAIL
    counted: bool = True
    name: str = ""  # of the other side's person, of an entry by hand
    role: str = ""


def released(record: Correspondence, publication: Publication) -> tuple[Released, ...]:
    """Choose what is public: what a person released, and never what a machine wrote or what is between ourselves."""
    return tuple(_merged(_mailed(record, publication), _added(publication)))


def _decided(publication: Publication, entry: str) -> Treatment:
    """Give what was decided of an entry, released no sooner than the embargoes that kept it back ended."""
    treatment = publication.treatment(entry)
    moments = (treatment.released_at, publication.embargo_until, treatment.embargo_until)
    return replace(treatment, released_at=max(filter(None, moments), default=None))


def _mailed(record: Correspondence, publication: Publication) -> Iterator[Released]:
    for entry in record.entries:
        treatment = _decided(publication, entry.id)
        if treatment.public and entry.counted and entry.message.direction in _SIDES:
            yield Released(entry=entry, treatment=treatment)


def _added(publication: Publication) -> list[Released]:
    found = [
        Released(
            entry=_entry(added),
            treatment=_decided(publication, added.id),
            channel=added.channel,
            counted=added.counted,
            name=added.name,
            role=added.role,
        )
        for added in publication.added
        if publication.treatment(added.id).public and added.direction in _SIDES
    ]
    return sorted(found, key=lambda r: (r.entry.at, r.entry.id))


def _entry(added: Added) -> Entry:
    message = Message(sender=Address(), direction=added.direction, sent_at=added.at, body=Body(own=added.text))
    return Entry(id=added.id, message=message, sent_at=added.at, sources=(), placed_by="by hand")


def _merged(mailed: Iterable[Released], added: list[Released]) -> Iterator[Released]:
    waiting = added[::-1]
    for mail in mailed:
        while waiting and waiting[-1].entry.at < mail.entry.at:
            yield waiting.pop()
        yield mail
    yield from reversed(waiting)
