"""Builders of copies that read as sentences: a letter to somebody, an answer to it, a forward of it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from worker.mail.message import Authentic, Direction, Forwarded, Kind
from worker.threads.copy import Copy, CopyId, Quote, normalised
from worker.threads.directory import Directory, Listing
from worker.threads.place import place

MORNING = datetime(2023, 7, 3, 9, 0, tzinfo=UTC)
NUMBERS = count(1)
HARBOUR = Listing(slug="harbour-alliance", name="Harbour Alliance", domains=("harbour.example",))
NORDSUND = Listing(slug="nordsund", name="Nordsund Group", domains=("nordsund.example",))
BOTH = Directory(listings=(HARBOUR, NORDSUND))
OURS = "mara@newsroom.example"


def a_copy(*, sender, to=(), words, sent_at=MORNING, **fields):
    number = next(NUMBERS)
    mail = hashlib.sha256(str(number).encode()).hexdigest()
    ours = sender.endswith("@newsroom.example")
    defaults = {
        "id": CopyId(number),
        "mail": mail,
        "ordinal": 0,
        "digest": mail,
        "received_at": sent_at,
        "message_id": f"{number}@{sender.partition('@')[2]}",
        "references": (),
        "thread_index": "",
        "sender_name": "",
        "to_names": tuple("" for _ in to),
        "cc": (),
        "base_subject": "",
        "offset_known": True,
        "direction": Direction.INQUIRY if ours else Direction.REPLY,
        "kind": Kind.MESSAGE,
        "authentic": Authentic.PASS,
        "forwarded": None,
        "slug": "",
        "doubts": (),
        "quotes": (),
    }
    return Copy(sender=sender, to=tuple(to), words=normalised(words), sent_at=sent_at, **(defaults | fields))


def a_letter_to(*addresses, words="When did you first learn of the transfers at the plant?", **fields):
    return a_copy(sender=OURS, to=addresses, words=words, **fields)


def an_answer_to(letter, *, sender=None, words="We take this seriously and have begun a review of it.", **fields):
    fields.setdefault("sent_at", letter.sent_at + timedelta(hours=5))
    return a_copy(
        sender=sender or letter.to[0], words=words, references=(*letter.references, letter.message_id), **fields
    )


def a_note_from(sender, *, words="We should like to speak to you about your article of last week.", **fields):
    return a_copy(sender=sender, words=words, **fields)


def a_forward_of(copy, **fields):
    """Fields and references are lost, the time is rounded to the minute."""
    number = next(NUMBERS)
    lost = {
        "id": CopyId(number),
        "mail": f"{number:064x}",
        "digest": f"{number}/inline",
        "message_id": "",
        "references": (),
    }
    lost |= {"thread_index": "", "forwarded": Forwarded.INLINE, "offset_known": False}
    lost |= {"sent_at": copy.sent_at.replace(second=0), "received_at": copy.sent_at + timedelta(hours=9)}
    return replace(copy, **(lost | fields))


def quoting(copy, *, zone_apart=timedelta()):
    return Quote(
        sender=copy.sender, name="", sent_at=(copy.sent_at + zone_apart).replace(tzinfo=None), words=copy.words
    )


def records_of(copies, directory=BOTH):
    """Place, and tell for each copy its records, or what became of it."""
    ledger = place(copies, directory)
    told = []
    for copy in copies:
        placement = ledger.placements[copy.id]
        placement = ledger.placements[placement.of] if hasattr(placement, "of") else placement
        told.append(placement.records if hasattr(placement, "records") else placement.reason)
    return told
