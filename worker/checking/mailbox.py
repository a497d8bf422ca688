"""A mailbox: reached, logged in, each folder there, and what can be done in it, a line for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker.checking.finding import Finding, beware, works, wrong

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from worker.mailbox.account import Account
    from worker.mailbox.look import Look, Seen

SECURED = {"tls": "by TLS", "starttls": "by STARTTLS", "none": "in clear"}
STAYS = "mail stays there unmarked, and nothing comes twice for it"


def told(account: Account, look: Look, new: Mapping[str, int]) -> Iterator[Finding]:
    """Say what was seen of a mailbox; ``new`` counts the mails of a folder that are not archived yet."""
    yield works(name(account), reached(account, look))
    for folder in look.folders:
        yield works(name(account, folder.name), counted(folder, new.get(folder.name)))
    for folder_name, why in look.shut.items():
        yield wrong(name(account, folder_name), why.removeprefix(f"{account.name}: "))
    yield from marked(account, look)


def name(account: Account, folder: str = "") -> str:
    """Name a mailbox, or a folder of it, as the first column does."""
    return f"mailbox {account.name}, {folder}" if folder else f"mailbox {account.name}"


def reached(account: Account, look: Look) -> str:
    """Say how the mailbox was reached, and how soon new mail will be noticed."""
    watch = "tells of new mail at once (IDLE)" if look.idle else "has no IDLE: new mail is asked for now and then"
    return f"{account.username} logged in at {account.host}:{account.port} {SECURED[account.tls]}; it {watch}"


def counted(folder: Seen, new: int | None) -> str:
    """Say how many mails lie in a folder, and how many of them are new."""
    mails = len(folder.uids)
    lie = f"{mails:,} {'mail lies' if mails == 1 else 'mails lie'} there"
    return lie if new is None else f"{lie}, {new:,} new"


def marked(account: Account, look: Look) -> Iterator[Finding]:
    """Say where mail can't be marked as the configuration wants; the cursor knows without any mark."""
    title = f"{name(account)}, mark"
    for why in look.unmarkable:
        yield wrong(title, why.removeprefix(f"{account.name}: "))
    unmarked = ", ".join(folder.name for folder in look.folders if not folder.marks)
    if account.mark == "move" and not look.moves:
        yield beware(title, f'the server has no MOVE: {STAYS}; set mark = "keyword" or "none"')
    elif account.mark == "keyword" and unmarked:
        other = '"move" or "none"' if look.moves else '"none"'
        yield beware(title, f"no keywords can be set in {unmarked}: {STAYS}; set mark = {other}")
