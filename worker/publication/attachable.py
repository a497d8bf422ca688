"""Which files may stand on a static site: those that a browser shows or saves, and never runs."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp"})
OTHERS: Final = frozenset(
    {
        ".csv", ".doc", ".docx", ".m4a", ".mp3", ".mp4", ".odp", ".ods", ".odt", ".ogg", ".pdf", ".ppt", ".pptx",
        ".rtf", ".txt", ".wav", ".webm", ".xls", ".xlsx",
    }
)  # fmt: skip


def attachable(filename: str) -> bool:
    """Tell whether a file of this name may be public: web servers tell by the suffix what a browser does with it.

    >>> attachable("Audit.PDF"), attachable("chart.svg"), attachable("letter.html"), attachable("photo.jpg.php")
    (True, False, False, False)
    """
    suffix = PurePosixPath(filename.strip().lower()).suffix
    return suffix in PICTURES or suffix in OTHERS
