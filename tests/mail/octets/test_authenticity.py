import pytest

from worker.mail.message import Address, Authentic
from worker.mail.octets.authenticity import authenticity

AUTHOR = Address(name="Bea", address="Bea@Mill.example")
PASS, FAIL, NONE = Authentic.PASS, Authentic.FAIL, Authentic.NONE
VERDICTS = {
    "dmarc passed": ("mx; dmarc=pass header.from=mill.example", PASS),
    "dmarc passed for another": ("mx; dmarc=pass header.from=evil.example", NONE),
    "dmarc failed though dkim passed": (
        "mx; dmarc=fail (p=none) header.from=mill.example; dkim=pass header.d=mill.example",
        FAIL,
    ),
    "dkim aligned": ("mx 1; dkim=pass header.d=mill.example", PASS),
    "dkim aligned by identity": ("mx; dkim=pass header.i=@news.mill.example", PASS),
    "dkim of another": ("mx; dkim=pass header.d=evil.example", NONE),
    "dkim of a name that only ends alike": ("mx; dkim=pass header.d=treadmill.example", NONE),
    "dkim of a top-level domain": ("mx; dkim=pass header.d=example", NONE),
    "second dkim aligned": ("mx; dkim=fail header.d=list.example; dkim=pass header.d=mill.example", PASS),
    "spf aligned": ("mx; spf=pass smtp.mailfrom=bounce@mail.mill.example", PASS),
    "spf of another": ("mx; spf=pass smtp.mailfrom=x@evil.example", NONE),
    "spf failed": ("mx; spf=fail smtp.mailfrom=mill.example", FAIL),
    "spf unsure": ("mx; spf=softfail smtp.mailfrom=mill.example", NONE),
    "nothing checked": ("mx; none", NONE),
    "white space anywhere": ("MX ;\tdkim = pass\theader.d = mill.example", PASS),
    "version of the method": ("mx; dkim/1 = pass header.d=mill.example", PASS),
    "a version we do not know": ("mx 2; dmarc=pass header.from=mill.example", NONE),
    "another server": ("mx.evil.example; dmarc=pass header.from=mill.example", NONE),
    "a comment with a verdict": (
        "mx; spf=pass (; dmarc=pass header.from=mill.example) smtp.mailfrom=evil.example",
        NONE,
    ),
    "a comment in a comment": ("mx; spf=none (a (b) ; dmarc=pass header.from=mill.example)", NONE),
    "a comment that opens a quotation": ('mx; spf=none (" ) ; dkim=pass (") header.d=mill.example', PASS),
    "a quotation with a verdict": (
        'mx; spf=pass smtp.mailfrom="x; dmarc=pass header.from=mill.example"@evil.example',
        NONE,
    ),
    "a quotation with an escaped quote": ('mx; spf=none reason="\\"; dmarc=pass header.from=mill.example; \\""', NONE),
    "nothing at all": ("", NONE),
}


@pytest.mark.parametrize(("written", "verdict"), VERDICTS.values(), ids=VERDICTS.keys())
def test_the_field_is_read(written, verdict):
    assert authenticity([written], "mx", AUTHOR) == verdict


def test_only_the_topmost_of_our_server_counts():
    results = ["other; dmarc=fail", "mx; dmarc=none", "mx; dmarc=pass header.from=mill.example"]

    assert authenticity(results, "mx", AUTHOR) == NONE


def test_without_a_name_of_our_server_nobody_is_believed():
    assert authenticity(["; dmarc=pass", "mx; dmarc=pass"], "", AUTHOR) == NONE


def test_an_author_without_a_domain_is_never_authentic():
    assert authenticity(["mx; dmarc=pass"], "mx", Address(name="bea@mill.example")) == NONE
