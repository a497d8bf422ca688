"""Octets to text: the charset a mail declares is believed only if it is on the list, and no control survives."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# Every text encoding mail is written in; not idna, punycode, utf-7 and the escapes, which are slow or deceive.
_ALLOWED = frozenset(
    "ascii utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be big5 big5hkscs cp950 cp949 cp932 "  # noqa: SIM905 - a table of words
    "euc_kr johab euc_jp euc_jisx0213 euc_jis_2004 shift_jis shift_jisx0213 shift_jis_2004 gb2312 gbk gb18030 hz "
    "iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_jp_2004 iso2022_jp_ext iso2022_kr koi8-r koi8-u koi8-t "
    "kz1048 ptcp154 tis-620 mac-roman mac-cyrillic mac-greek mac-turkish mac-latin2 mac-iceland hp-roman8 "
    "iso8859-1 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso8859-10 iso8859-11 "
    "iso8859-13 iso8859-14 iso8859-15 iso8859-16 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 "
    "cp437 cp720 cp737 cp775 cp850 cp852 cp855 cp857 cp858 cp860 cp861 cp862 cp863 cp864 cp865 cp866 cp869 "
    "cp874".split()
)
# What clients call by one name and mean by another (the WHATWG encoding labels), by the codec's own name.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "big5": "big5hkscs",
    "utf-8-sig": "utf-8",
}
_ALIASES = {
    "unicode-1-1-utf-8": "utf-8",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-gbk": "gb18030",
    "gb18030-2000": "gb18030",
    "x-euc-jp": "euc_jp",
    "cn-gb": "gb18030",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "windows-949": "cp949",
    "ks_c_5601-1987": "cp949",
    "macintosh": "mac-roman",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
}
# Valid ASCII or UTF-8 by accident, so the declaration must come first.
_DECLARED_FIRST = ("iso2022", "hz", "utf-16", "utf-32")
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,39}")

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_LINE_END = re.compile("\r\n?|[\v\f\u2028\u2029]")


@lru_cache(maxsize=256)
def codec(label: str) -> str:
    """Name the codec a charset label means, or give "" for one that is unknown or not to be used.

    >>> codec("GB2312"), codec("idna")
    ('gb18030', '')
    """
    label = label.strip().strip("'\"").lower()
    if not _LABEL.fullmatch(label):
        return ""
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(name, name) if name in _ALLOWED else ""


def decoded(octets: bytes, declared: str = "") -> str:
    """Decode text as UTF-8 if it is, else as declared, else as what Western mail was written in before UTF-8."""
    name = codec(declared) if declared else ""
    if name.startswith(_DECLARED_FIRST):
        return octets.decode(name, "replace")
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("cp1252" if name in {"", "utf-8"} else name, "replace")


def clean(text: str) -> str:
    """Give every line one end and drop what is not seen: NUL, controls, bidi controls, lone surrogates."""
    return _UNSEEN.sub("", _LINE_END.sub("\n", text))


def line(text: str) -> str:
    r"""Make one clean line of a text, its white space collapsed.

    >>> line(" A\x00 \r\n\tname\u202e ")
    'A name'
    """
    return " ".join(clean(text).split())
