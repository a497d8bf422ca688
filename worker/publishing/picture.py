"""A picture written anew from its pixels alone: nothing that a camera or a program noted in it is left."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP")
MAGIC: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
# Those that begin with letters have more to tell them by than a word of a text.
SPELT: Final = re.compile(rb"BM.{4}\0{4}|RIFF.{4}WEBP", re.DOTALL)
MOST: Final = 40_000_000  # pixels
QUALITY: Final = 90
OPAQUE: Final = {"1": "L", "L": "L", "RGB": "RGB", "CMYK": "RGB", "YCbCr": "RGB", "I;16": "L", "I": "L"}


def pictured(octets: bytes) -> bool:
    """Tell whether a file begins as a picture does, whatever it is called."""
    return octets.startswith(MAGIC) or bool(SPELT.match(octets))


def picture(octets: bytes) -> bytes | None:
    """Give a picture's pixels in its own format, upright, of a moving one the first; None where it can't be done."""
    try:
        with Image.open(BytesIO(octets), formats=FORMATS) as found:
            if found.width * found.height > MOST:
                return None
            kind = str(found.format)
            upright = ImageOps.exif_transpose(found)
            plain = upright.convert(OPAQUE.get(upright.mode, "RGB" if kind == "JPEG" else "RGBA"))
        clean = Image.frombytes(plain.mode, plain.size, plain.tobytes())
        written = BytesIO()
        clean.save(written, format=kind, **({} if kind in {"PNG", "GIF"} else {"quality": QUALITY}))
    except Exception:  # noqa: BLE001 - whatever the decoders raise on what a stranger made
        return None
    return written.getvalue()
