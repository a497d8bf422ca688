"""The name of a record in addresses and on the command line, made of its organisation's name."""

# ruff: noqa: RUF001 - letters of all scripts
from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST = 60
NAMELESS = "record"

# Letters of the Latin script that Unicode does not decompose into a letter of ASCII and a mark.
SPELT = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "ng"}
    | {"ŧ": "t", "ĸ": "k", "ə": "e", "ƒ": "f", "&": " and ", "’": "", "'": "", "ʻ": "", "ʼ": ""}
)


def slugify(name: str, taken: Container[str] = ()) -> str:
    """Spell a name in lower case, its words joined by "-": Latin letters in ASCII, those of other scripts as they are.

    Where the slug is taken it gets the first free number from 2 on.

    >>> slugify("Société Générale d'Été & Cie.", {"societe-generale-dete-and-cie"})
    'societe-generale-dete-and-cie-2'
    """
    slug = shortened("-".join("".join(map(spelt, folded(name))).split())) or NAMELESS
    numbered, number = slug, 2
    while numbered in taken:
        numbered, number = f"{slug}-{number}", number + 1
    return numbered


def folded(name: str) -> str:
    """Lower a name and write its Latin letters in ASCII."""
    lowered = unicodedata.normalize("NFKC", name).lower().translate(SPELT)
    return unicodedata.normalize("NFC", "".join(map(bare, unicodedata.normalize("NFC", lowered))))


def bare(character: str) -> str:
    """Give the ASCII letter below the marks of a Latin one; any other character as it is."""
    first = unicodedata.normalize("NFD", character)[0]
    return first if first.isascii() else character


def spelt(character: str) -> str:
    """Give what a character leaves in a slug: itself, nothing, or the end of a word."""
    if character.isalnum():
        return character
    if "\u0300" <= character <= "\u036f" or unicodedata.category(character) == "Cf":
        return ""
    # In the scripts of India and in Thai the marks are vowels: they belong to the word.
    return character if unicodedata.category(character).startswith("M") else " "


def shortened(slug: str) -> str:
    """Cut a slug that is too long between two words."""
    if len(slug) <= LONGEST:
        return slug
    return slug[: LONGEST + 1].rpartition("-")[0] or slug[:LONGEST]
