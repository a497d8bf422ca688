"""Who sent a mail, whether that is proved, and whether it may be opened: what is judged before a word is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from worker.mail.addr_spec import compared
from worker.mail.message import Address, Authentic, Doubt, Forwarded
from worker.mail.octets.authenticity import authenticity, vouches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from worker.mail.newsroom import Newsroom
    from worker.mail.octets.parse import Parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The outside of a mail, or, of a mail that was attached, the outside of the one that brought it."""

    author: Address
    authentic: Authentic
    opens: bool  # sent by a person of ours to ourselves alone, and proved: what it forwards is unwrapped
    slug: str = ""
    blind: bool = False
    doubts: tuple[Doubt, ...] = ()
    forwarded: Forwarded | None = None
    forwarded_by: Address | None = None
    note: str = ""

    def around(self, inner: Parsed, newsroom: Newsroom, note: str) -> Envelope:
        """Give the envelope of an attached mail: whoever attached it vouches for it."""
        author = author_of(inner)
        ours = newsroom.owns(author.key)
        # For an outsider he vouches; that one of ours wrote it our own server may know better.
        verdict = authenticity(inner.authentication_results, newsroom.authserv_id, author) if ours else Authentic.NONE
        doubts = tuple(doubts_of(inner, verdict, ours=ours, trusted=True))
        return replace(
            self,
            author=author,
            opens=ours and not doubts and among_ourselves(inner, newsroom),
            doubts=doubts,
            forwarded=Forwarded.ATTACHED,
            forwarded_by=self.forwarded_by or self.author,
            note=self.note or note,
        )


def envelope(parsed: Parsed, newsroom: Newsroom, *, trusted: bool) -> Envelope:
    """Judge the sender of a mail by the verdict of our own server (RFC 8601)."""
    author = author_of(parsed)
    authentic = authenticity(parsed.authentication_results, newsroom.authserv_id, author)
    ours = newsroom.owns(author.key)
    trusted = trusted or not newsroom.authserv_id
    redirector = next((a for a in parsed.resent_from if newsroom.owns(a.key)), None)
    doubts = tuple(doubts_of(parsed, authentic, ours=ours, trusted=trusted))
    if (
        redirector
        and not ours
        and (trusted or vouches(parsed.authentication_results, newsroom.authserv_id, redirector))
    ):
        # On its way through our reporter's mailbox it may have lost its proof; but anybody can write a Resent-From.
        doubts = tuple(d for d in doubts if d != Doubt.FAILED)
    vouched = ours and not doubts
    return Envelope(
        author=author,
        authentic=authentic,
        opens=vouched and not parsed.loop and among_ourselves(parsed, newsroom),
        slug=own_address(parsed, newsroom) if vouched else "",
        blind=not any(newsroom.is_mailbox(a.key) for a in parsed.recipients),
        doubts=doubts,
        forwarded=Forwarded.REDIRECT if redirector else None,
        forwarded_by=redirector,
    )


def author_of(parsed: Parsed) -> Address:
    """Give the first originator; an empty address where there is none."""
    return parsed.originators[0] if parsed.originators else Address()


def doubts_of(parsed: Parsed, authentic: Authentic, *, ours: bool, trusted: bool) -> Iterable[Doubt]:
    """Give the reasons not to believe a mail."""
    if authentic == Authentic.FAIL:
        yield Doubt.FORGED if ours else Doubt.FAILED
    if ours and authentic == Authentic.NONE and not trusted:
        yield Doubt.NOT_OURS_FOR_SURE
    if parsed.doubled:
        yield Doubt.DOUBLED


def among_ourselves(parsed: Parsed, newsroom: Newsroom) -> bool:
    """Tell whether a mail was openly sent to nobody but ourselves."""
    return all(newsroom.owns(a.key) for a in parsed.recipients)


def own_address(parsed: Parsed, newsroom: Newsroom) -> str:
    """Give the slug of the record whose own address (``desk+SLUG@...``, RFC 5233) a mail was sent to."""
    for address in (*(a.key for a in parsed.recipients), *map(compared, parsed.delivered_to)):
        if newsroom.is_mailbox(address) and "+" in address:
            return address.rpartition("@")[0].partition("+")[2]
    return ""
