"""Which files may stand on a static site: those that a browser shows or saves, and never runs."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"
PICTURES: Final[Mapping[str, str]] = {
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp"
}  # fmt: skip
OTHERS: Final[Mapping[str, str]] = {
    ".csv": "text/csv", ".doc": "application/msword", ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".m4a": "audio/mp4", ".mp3": "audio/mpeg", ".mp4": "video/mp4", ".odp": f"{_OPEN}.presentation",
    ".ods": f"{_OPEN}.spreadsheet", ".odt": f"{_OPEN}.text", ".ogg": "audio/ogg", ".pdf": "application/pdf",
    ".ppt": "application/vnd.ms-powerpoint", ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".rtf": "application/rtf", ".txt": "text/plain", ".wav": "audio/wav", ".webm": "video/webm",
    ".xls": "application/vnd.ms-excel", ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}  # fmt: skip


def attachable(filename: str) -> bool:
    """Tell whether a file of this name may be public: web servers tell by the suffix what a browser does with it.

    >>> attachable("Audit.PDF"), attachable("chart.svg"), attachable("letter.html"), attachable("photo.jpg.php")
    (True, False, False, False)
    """
    suffix = PurePosixPath(filename.strip().lower()).suffix
    return suffix in PICTURES or suffix in OTHERS


def type_of(filename: str) -> str:
    """Give the media type that a web server will give it; what its sender called it is a header field, and private.

    >>> type_of("Audit.pdf"), type_of("letter.html")
    ('application/pdf', 'application/octet-stream')
    """
    suffix = PurePosixPath(filename.strip().lower()).suffix
    return {**PICTURES, **OTHERS}.get(suffix, "application/octet-stream")
