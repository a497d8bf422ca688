import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.errors import Malformed
from worker.mail.octets.limits import Limits
from worker.mail.octets.structure import structure

HEAD = b"From: Bea <bea@mill.example>\r\n"


def multipart(body, *, boundary=b"b", kind=b"mixed"):
    return HEAD + b'Content-Type: multipart/%b; boundary="%b"\r\n\r\n' % (kind, boundary) + body


def told(octets):
    parts = structure(octets).parts
    return [(part.type, None if part.multipart else octets[part.start : part.end]) for part in parts]


PARTS = {
    "one text": (HEAD + b"\r\nhello", [("text/plain", b"hello")]),
    "a header and nothing else": (HEAD, [("text/plain", b"")]),
    "lines that end in LF": (HEAD.replace(b"\r\n", b"\n") + b"\nhello\n", [("text/plain", b"hello\n")]),
    "lines that end in CR": (HEAD.replace(b"\r\n", b"\r") + b"\rhello\r", [("text/plain", b"hello\r")]),
    "the line an mbox puts on top": (
        b"From bea Mon Mar  6 09:00:00 2023\n" + HEAD + b"\nhello",
        [("text/plain", b"hello")],
    ),
    "a byte order mark": (b"\xef\xbb\xbf" + HEAD + b"\r\nhello", [("text/plain", b"hello")]),
    "blank lines above the header": (b"\r\n\r\n" + HEAD + b"\r\nhello", [("text/plain", b"hello")]),
    "junk in the header": (HEAD + b"no field\r\n: none\r\nSubject: a\r\n\r\nhello", [("text/plain", b"hello")]),
    "a type that is none": (HEAD + b"Content-Type: ???\r\n\r\nhello", [("text/plain", b"hello")]),
    "two parts": (
        multipart(b"preamble\r\n--b\r\n\r\none\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>\r\n--b--\r\nepilogue"),
        [("multipart/mixed", None), ("text/plain", b"one"), ("text/html", b"<p>")],
    ),
    "no boundary given": (HEAD + b"Content-Type: multipart/mixed\r\n\r\nhello", [("text/plain", b"hello")]),
    "a boundary that never comes": (multipart(b"hello"), [("text/plain", b"hello")]),
    "a boundary never closed": (
        multipart(b"--b\r\n\r\none\r\n"),
        [("multipart/mixed", None), ("text/plain", b"one\r\n")],
    ),
    "a boundary that begins another": (
        multipart(b"--bb\r\n\r\nno\r\n--b \t\r\n\r\none\r\n--b--more\r\nstill\r\n--b--"),
        [("multipart/mixed", None), ("text/plain", b"one\r\n--b--more\r\nstill")],
    ),
    "a boundary within a line": (
        multipart(b"--b\r\n\r\none --b\r\n--b--"),
        [("multipart/mixed", None), ("text/plain", b"one --b")],
    ),
    "a boundary of signs": (
        multipart(b"--(.*)+\r\n\r\none\r\n--(.*)+--", boundary=b"(.*)+"),
        [("multipart/mixed", None), ("text/plain", b"one")],
    ),
    "parts in parts, from top to bottom": (
        multipart(
            b'--b\r\nContent-Type: multipart/alternative; boundary="c"\r\n\r\n--c\r\n\r\none\r\n--c--\r\n'
            b"--b\r\nContent-Type: image/png\r\n\r\nP\r\n--b--"
        ),
        [("multipart/mixed", None), ("multipart/alternative", None), ("text/plain", b"one"), ("image/png", b"P")],
    ),
    "an attached mail is not opened": (
        multipart(
            b'--b\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: multipart/mixed; boundary="c"\r\n\r\n--c\r\n--b--'
        ),
        [("multipart/mixed", None), ("message/rfc822", b'Content-Type: multipart/mixed; boundary="c"\r\n\r\n--c')],
    ),
    "mails in a digest need no type": (
        multipart(b"--b\r\n\r\nSubject: a\r\n\r\none\r\n--b--", kind=b"digest"),
        [("multipart/digest", None), ("message/rfc822", b"Subject: a\r\n\r\none")],
    ),
    "an empty part": (multipart(b"--b\r\n--b--"), [("multipart/mixed", None), ("text/plain", b"")]),
}


@pytest.mark.parametrize(("octets", "parts"), PARTS.values(), ids=PARTS.keys())
def test_the_parts_are_found(octets, parts):
    assert told(octets) == parts


def test_depth_and_parent_tell_where_a_part_stands():
    octets = multipart(
        b'--b\r\nContent-Type: multipart/related; boundary="c"\r\n\r\n--c\r\n\r\n--c--\r\n--b\r\n\r\n--b--'
    )

    assert [(part.depth, part.parent) for part in structure(octets).parts] == [(0, -1), (1, 0), (2, 1), (1, 0)]


NAMES = {
    "plain": (b"attachment; filename=a.pdf", "a.pdf"),
    "quoted, with a semicolon": (b'attachment; filename="a;b=c.pdf"', "a;b=c.pdf"),
    "escaped quotes": (rb'attachment; filename="a \"b\".pdf"', 'a "b".pdf'),
    "extended": (b"attachment; filename*=utf-8'en'%E2%82%AC.pdf", "€.pdf"),
    "in sections out of order": (b"attachment; filename*1=b.pdf; filename*0*=utf-8''%C3%A9", "éb.pdf"),
    "an encoded word against the rules": (b'attachment; filename="=?utf-8?q?=C3=A9.pdf?="', "é.pdf"),
    "a section number of 5,000 digits": (b"attachment; filename*" + b"9" * 90 + b"=x; filename=a.pdf", "a.pdf"),
    "a quote never closed": (b'attachment; filename="a.pdf', '"a.pdf'),
    "an override of direction": ('attachment; filename="a\u202efdp.exe"'.encode(), "afdp.exe"),
}


@pytest.mark.parametrize(("written", "name"), NAMES.values(), ids=NAMES.keys())
def test_the_name_of_a_file_is_decoded(written, name):
    octets = HEAD + b"Content-Type: application/pdf\r\nContent-Disposition: " + written + b"\r\n\r\n"

    assert structure(octets).parts[0].filename == name


REFUSED = {
    "nothing": b"",
    "only line ends": b"\r\n" * 50,
    "a page": b"<!DOCTYPE html>\n<html><body><a href='http://x.example'>x</a></body></html>",
    "octets": bytes(range(256)) * 20,
    "prose": b"Note: this is no mail.\n\nReally.",
    "too many octets": HEAD + b"\r\n" + b"x" * 2_000,
    "a header too long": HEAD + b"X: y\r\n" * 100 + b"\r\n",
    "too many lines of header": HEAD + b"X:\n" * 60,
    "a field too long": HEAD + b"Subject: " + b"x" * 300,
    "too many encoded words": HEAD + b"Subject: " + b"=?a?q?b?=" * 12,
    "too many parameters": HEAD + b"Content-Type: text/plain" + b";" * 60,
    "too many addresses": HEAD + b"To: " + b"a@b," * 45,
    "too many parts": multipart(b"--b\r\n\r\n" * 12),
    "nested too deep": multipart(
        b"".join(b'--%d\r\nContent-Type: multipart/mixed; boundary="%d"\r\n\r\n' % (n, n + 1) for n in range(5))
        + b"--5\r\n\r\nx",
        boundary=b"0",
    ),
}
SMALL = Limits(
    octets=1_500,
    header_octets=500,
    header_lines=50,
    field_octets=250,
    encoded_words=5,
    parameters=50,
    addresses=40,
    parts=10,
    depth=3,
)


@pytest.mark.parametrize("octets", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_mail_or_too_much_is_refused_in_one_line(octets):
    with pytest.raises(Malformed) as refused:
        structure(octets, SMALL)

    assert str(refused.value)
    assert "\n" not in str(refused.value)


SLOW = {
    "a boundary on every line, never whole": multipart(b"--bb\r\n" * 300_000),
    "a boundary within one line": multipart(b"--b" * 500_000),
    "a boundary of hyphens": multipart(b"-" * 2_000_000, boundary=b"-"),
    "a boundary with a tail of blanks": multipart((b"\r\n--b" + b" " * 1_000 + b"x") * 1_000),
    "blank lines": HEAD + b"\r\n" + b"\n" * 2_000_000,
}


@pytest.mark.parametrize("octets", SLOW.values(), ids=SLOW.keys())
def test_a_bomb_takes_no_time(octets):
    begun = time.process_time()

    structure(octets)

    assert time.process_time() - begun < 2


@given(
    st.lists(
        st.sampled_from(
            [
                HEAD,
                b'Content-Type: multipart/mixed; boundary="b"\r\n',
                b"--b",
                b"--b--",
                b"\r\n",
                b"\n",
                b"\r",
                b" ",
                b"x",
                b"\xff",
            ]
        ),
        max_size=30,
    )
)
def test_parts_lie_within_the_parts_around_them(pieces):
    octets = HEAD + b"".join(pieces)
    parts = structure(octets).parts

    for part in parts:
        around = parts[part.parent] if part.parent >= 0 else None
        assert 0 <= part.start <= part.end <= len(octets)
        assert around is None or around.start <= part.start <= part.end <= around.end
