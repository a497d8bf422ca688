"""Who is told of things: somebody is, and nobody to whom it can't come or whose answer would be lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from worker.checking.finding import Finding, beware, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.notices.bureau import Bureau
    from worker.notices.reporter import Reporter

NAME = "notices"
POLLED = "this is a mailbox that is polled, where nobody reads notices: name a person's address"


def told(bureau: Bureau) -> Iterator[Finding]:
    """Yield what keeps a notice from whom it is for."""
    if not bureau.server and not bureau.channels:
        yield beware(NAME, "no [smtp] and no [[channels]]: nobody is told of deadlines")
        return
    if not bureau.desk:
        yield beware("desk", "none is named: nobody hears of a record without an owner: set desk")
    for reporter in bureau.desk:
        yield from doubts(bureau, reporter, f"desk {reporter.address}")
    for reporter in bureau.reporters:
        yield from doubts(bureau, reporter, f"reporter {reporter.address}")
    if not bureau.ways(replace(bureau.usual, address=f"anybody@{bureau.domain}")):
        yield beware("anybody else", f"{nowhere(bureau.usual)}; what is theirs is told to the desk")
    yield from answers(bureau)


def doubts(bureau: Bureau, reporter: Reporter, where: str) -> Iterator[Finding]:
    """Yield what is wrong with how one person is told."""
    newsroom = bureau.newsroom
    if newsroom.is_mailbox(reporter.address):
        yield wrong(where, POLLED)
        return
    for address in sorted({reporter.address, *reporter.others}):
        if not newsroom.owns(address):
            yield beware(where, f"{address} is no address of ours: add it to addresses in [newsroom], if it is")
    if not bureau.ways(reporter):
        yield beware(where, nowhere(reporter))


def nowhere(reporter: Reporter) -> str:
    """Say of whom nothing reaches by which ways that is."""
    return f"told by {', '.join(reporter.channels) or 'no channel'} only, which leads nowhere: give [smtp]"


def answers(bureau: Bureau) -> Iterator[Finding]:
    """Yield why answers to notices would not be read."""
    if not bureau.server:
        return
    if not bureau.reply_to:
        yield beware(f"{NAME}, reply_to", "no mailbox_addresses are named, so answers to notices are never read")
    elif not bureau.newsroom.is_mailbox(bureau.reply_to):
        yield beware(
            f"{NAME}, reply_to", f"{bureau.reply_to} is none of mailbox_addresses, so answers to notices are never read"
        )
