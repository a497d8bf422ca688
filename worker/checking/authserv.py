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
OPEN = "none is set, so mail that claims to be ours is taken as ours without proof"
SHUT = "{} stands on none {}, so all polled mail of ours is held as not authenticated"
USUAL = 4  # our own server judges at least every fourth mail; what is rarer may be a stranger's invention


def told(headers: Sequence[Fields], configured: str) -> Finding:
    """Say whether the verdicts on the newest mails are those that the configuration believes; propose whose to."""
    if not headers:
        return works(NAME, f"{configured or 'none'} is set; no mail has come that could tell whether it is right")
    names = [[authserv(verdict) for verdict in verdicts(header)] for header in headers]
    newest = f"of the newest {len(headers)} mails" if len(headers) > 1 else "of the one mail that lies there"
    found = sum(configured in each for each in names)
    if configured and found:
        return works(NAME, f"{configured} judges {found} {newest}")
    return beware(NAME, f"{SHUT.format(configured, newest) if configured else OPEN}: {proposed(names, newest)}")


def proposed(names: Sequence[Sequence[str]], newest: str) -> str:
    """Say what to set, by the topmost verdict of each mail."""
    tops = Counter(each[0] for each in names if each)
    if not tops:
        return f"let your mail server write Authentication-Results, which none {newest} carries"
    name, times = tops.most_common(1)[0]
    if not name:
        return f"the verdicts on {times} {newest} bear no name (Microsoft 365 writes none), so none can be believed"
    if times * USUAL < len(names):
        return f"{name} judges only {times} {newest}: set it only if that is your own server"
    return f'set authserv_id = "{name}", which judges {times} {newest}'
