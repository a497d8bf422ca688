"""What the pages say of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

NOBODY: Final = "The newsroom"  # what a newsroom without a name is called on its pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the pages say of themselves; ``url`` is where they stand ("" where that is not known)."""

    newsroom: str = NOBODY
    title: str = "On the Record"
    url: str = ""
    theme: Path | None = None
    newest_feed: int = 50  # entries in the feed

    @property
    def base(self) -> str:
        """Give the address that the addresses of files are put behind."""
        return f"{self.url.rstrip('/')}/" if self.url else ""
