"""The entries of a page: each told in a sentence, then in its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from worker.mail.message import Direction
from worker.pages.file_name import file_name
from worker.pages.legible import in_a_line
from worker.pages.marks import anchor
from worker.pages.narration import Sides, Turn, narration
from worker.pages.people import author, by_hand, readers
from worker.pages.redact import plain, redacted
from worker.pages.shown import Corrected, File, Shown
from worker.pages.words import folded
from worker.prose.days import day
from worker.publication.manual import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from worker.correspondence import Contact, Correspondence
    from worker.mail.newsroom import Newsroom
    from worker.pages.people import Person
    from worker.pages.released import Released
    from worker.pages.shown import Block
    from worker.publication.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the entries of a record have in common; ``known`` is who wrote in public, by address."""

    record: Correspondence
    rules: tuple[Rule, ...]
    newsroom: Newsroom
    known: Mapping[str, Contact]

    def public(self, text: str, entry: str) -> str:
        """Give a line of text with what is not public cut out."""
        return plain(redacted(text, self.rules, slug=self.record.slug, entry=entry))


def showing(
    conversation: Sequence[Released], blocks: Mapping[str, tuple[Block, ...]], late: Mapping[str, str], setting: Setting
) -> Iterator[Shown]:
    """Yield the entries as a page shows them."""
    ours, last, replies = False, None, set[str]()
    for released in conversation:
        message = released.entry.message
        mine = message.direction == Direction.INQUIRY
        answers = _goes_back(released, last, replies, setting) if mine else ours
        id_ = released.entry.id
        yield _shown(released, blocks[id_], late.get(id_, ""), setting, answers=answers)
        if released.counted:
            ours, last = ours or mine, released
            if not mine and message.message_id:
                replies.add(message.message_id)


def _goes_back(released: Released, last: Released | None, replies: set[str], setting: Setting) -> bool:
    """Tell whether a letter of ours answers theirs: one that it refers to, or the last before it, to its author."""
    message = released.entry.message
    if any(reference in replies for reference in message.references):
        return True
    if last is None or last.entry.message.direction != Direction.REPLY:
        return False
    if released.channel != Channel.EMAIL:  # by hand, with no address: it is told to whom, or to nobody in person
        (reader,), (wrote,) = _people(released, setting), _people(last, setting)
        return bool(reader.name) and folded(reader.name) == folded(wrote.name)
    writer = last.entry.message.sender
    return not message.to or not writer.address or writer.key in {a.key for a in message.recipients}


def _shown(released: Released, blocks: tuple[Block, ...], late: str, setting: Setting, *, answers: bool) -> Shown:
    entry, treatment = released.entry, released.treatment
    message = entry.message
    at = entry.dated(setting.newsroom.zone)
    turn = Turn(
        direction=message.direction,
        kind=message.kind,
        channel=released.channel,
        people=_people(released, setting),
        answers=answers,
        summarised=bool(treatment.summary),
    )
    record = setting.record
    sides = Sides(
        newsroom=in_a_line(setting.newsroom.name),
        organisation=in_a_line(record.name),
        acronym=in_a_line(record.acronym),
    )
    lead, said = narration(turn, sides)
    return Shown(
        anchor=anchor(entry.id),
        at=at,
        day=day(at.date()),
        lead=setting.public(lead, entry.id),
        said=said,
        blocks=blocks,
        summarised=turn.summarised,
        counted=released.counted,
        direction=message.direction,
        kind=message.kind,
        channel=released.channel,
        corrections=tuple(_corrections(released, setting)),
        attachments=tuple(_files(released, setting)),
        late=late,
        released_at=treatment.released_at,
    )


def _people(released: Released, setting: Setting) -> tuple[Person, ...]:
    message = released.entry.message
    if released.channel != Channel.EMAIL:
        return (by_hand(released.name, released.role),)
    if message.direction == Direction.REPLY:
        return (author(message, setting.known),)
    return readers(message, setting.record, setting.newsroom, setting.known)


def _corrections(released: Released, setting: Setting) -> Iterator[Corrected]:
    for correction in sorted(released.treatment.corrections, key=lambda c: c.at):
        at = correction.at.astimezone(setting.newsroom.zone)
        yield Corrected(
            at=at,
            day=day(at.date()),
            text=setting.public(in_a_line(correction.text), released.entry.id),
        )


def _files(released: Released, setting: Setting) -> Iterator[File]:
    entry = released.entry
    for number, attachment in enumerate(entry.message.attachments, start=1):
        if attachment.sha256 not in released.treatment.attachments:
            continue
        name = file_name(attachment.filename, setting.rules, slug=setting.record.slug, entry=entry.id, number=number)
        yield File(name=name, type=attachment.type, size=attachment.size, sha256=attachment.sha256)
