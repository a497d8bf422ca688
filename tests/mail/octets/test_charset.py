import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mail.octets.charset import clean, codec, decoded, line

DECODED = {
    "utf-8 although another is declared": ("Grüße".encode(), "iso-8859-1", "Grüße"),
    "as declared where it is no utf-8": ("Grüße".encode("cp1250"), "windows-1250", "Grüße"),
    "western where nothing is declared": ("£5 — “so”".encode("cp1252"), "", "£5 — “so”"),
    "western where utf-8 is declared and is not": ("£5".encode("cp1252"), "utf-8", "£5"),
    "latin-1 with the quotes of windows": ("“so”".encode("cp1252"), "iso-8859-1", "“so”"),
    "seven-bit japanese though it is valid ascii": ("山田".encode("iso2022_jp"), "ISO-2022-JP", "山田"),
    "seven-bit chinese though it is valid ascii": ("张三".encode("hz"), "hz-gb-2312", "张三"),
    "utf-16 though it may be valid utf-8": ("Hi".encode("utf-16-le"), "utf-16le", "Hi"),
    "gb2312 with a sign of gb18030": ("镕€".encode("gb18030"), "gb2312", "镕€"),
    "korean under its old name": ("똠방".encode("cp949"), "ks_c_5601-1987", "똠방"),
    "a charset nobody knows": (b"caf\xe9", "x-nope", "café"),
    "a codec that is no charset": (b"caf\xe9", "zip", "café"),
    "a codec that deceives": (b"+ADw-script+AD4-", "utf-7", "+ADw-script+AD4-"),
    "a codec that is slow": (b"xn--a\xe4", "punycode", "xn--aä"),
}


@pytest.mark.parametrize(("octets", "declared", "text"), DECODED.values(), ids=DECODED.keys())
def test_text_is_decoded(octets, declared, text):
    assert decoded(octets, declared) == text


@pytest.mark.parametrize(
    "label",
    [
        "idna",
        "punycode",
        "undefined",
        "unicode_escape",
        "raw_unicode_escape",
        "utf-7",
        "zip",
        "rot13",
        "hex",
        "base64",
        "mbcs",
        "../../etc/passwd",
        "os.system",
        "utf-8\0x",
        "x" * 1_000_000,
        "",
    ],
)
def test_no_other_codec_is_ever_looked_up(label):
    assert codec(label) == ""


@given(st.binary(max_size=200), st.sampled_from(["", "utf-8", "big5", "hz", "utf-16", "iso-2022-kr", "cp1255", "idna"]))
def test_any_octets_in_any_charset_are_text(octets, declared):
    clean(decoded(octets, declared)).encode("utf-8")


@given(st.text())
def test_what_is_clean_has_no_control_and_stays_clean(text):
    told = clean(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in told)
    assert not set(told) & set("\x7f\x85\u2028\u202e\u2066\u200f\ufeff")
    assert clean(told) == told


def test_every_line_end_becomes_one():
    assert clean("a\r\nb\rc\nd\u2028e") == "a\nb\nc\nd\ne"


def test_joiners_stay_for_scripts_need_them():
    assert clean("می\u200cخواهم 👩\u200d💻") == "می\u200cخواهم 👩\u200d💻"


def test_a_line_is_one_line():
    assert line("  a\r\n\tb\u00a0 c\0 ") == "a b c"


def test_every_meant_codec_exists():
    assert all(codecs.lookup(codec(label)) for label in ("ascii", "latin-1", "gbk", "euc-kr", "sjis", "big5", "x-sjis"))
