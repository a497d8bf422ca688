"""Whether what stands of a record in public may stand on, where its page can't be rendered anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from worker.pages.marks import anchor

if TYPE_CHECKING:
    from datetime import datetime

    from worker.publication.record import Publication


def still_public(data: bytes | None, publication: Publication, now: datetime) -> bool:
    """Tell whether all entries on a page, by the data that stand beside it, are public still; unreadable, they aren't.

    >>> from datetime import UTC, datetime
    >>> from worker.publication.record import Publication
    >>> now = datetime(2023, 7, 6, tzinfo=UTC)
    >>> [still_public(data, Publication(), now) for data in (b'{"entries": []}', b'{"entries": [{"id": "e-1"}]}', None)]
    [True, False, False]
    """
    if data is None or publication.embargoed(now):
        return False
    public = {anchor(entry) for entry, told in publication.as_of(now).treatments.items() if told.public}
    try:
        return {entry["id"] for entry in json.loads(data)["entries"]} <= public
    except (KeyError, TypeError, ValueError):
        return False
