"""The authserv_id: the name under which our own server writes its verdicts, proposed from the newest mail."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from worker.checking.finding import Finding, beware, works
from worker.mail.octets.authenticity import authserv
from worker.mail.octets.trace import verdicts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.mail.octets.fields import Fields

NAME = "authserv_id"
OPEN = "mail that claims to be ours is taken as ours without proof"
SHUT = "all polled mail of ours is held as not authenticated"


def told(headers: Sequence[Fields], configured: str) -> Finding:
    """Say whether the verdicts on the newest mails are those that the configuration believes; propose whose to."""
    if not headers:
        return works(NAME, f"{configured or 'none'} is set; no mail has come that could tell whether it is right")
    named = [[authserv(verdict) for verdict in verdicts(header)] for header in headers]
    newest = f"of the newest {len(headers)} mails" if len(headers) > 1 else "of the one mail that lies there"
    if configured:
        found = sum(configured in names for names in named)
        if found:
            return works(NAME, f"{configured} judges {found} {newest}")
    tops = Counter(names[0] for names in named if names and names[0])
    if not tops:
        return (
            beware(NAME, f"{configured} stands on none {newest}, so {SHUT}: take it out, or let the server write it")
            if configured
            else beware(NAME, f"none is set, and none {newest} carries a verdict: {OPEN}")
        )
    name, times = tops.most_common(1)[0]
    proposed = f'set authserv_id = "{name}", which judges {times} {newest}'
    if configured:
        return beware(NAME, f"{configured} stands on none {newest}, so {SHUT}: {proposed}")
    return beware(NAME, f"none is set, so {OPEN}: {proposed}")
