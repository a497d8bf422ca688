import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mail.subject import base_subject, forward_prefixed, reply_prefixed

BASES = [
    ("nothing", "Catch records", "catch records"),
    ("white space", "  Catch \t records ", "catch records"),
    ("reply", "Re: Catch records", "catch records"),
    ("reply twice", "Re: RE: Catch records", "catch records"),
    ("counted", "Re[2]: Catch records", "catch records"),
    ("counted in brackets", "RE (3): Catch records", "catch records"),
    ("french space", "RE : Catch records", "catch records"),
    ("german", "AW: WG: Catch records", "catch records"),
    ("scandinavian", "SV: VS: Catch records", "catch records"),
    ("spanish", "RV: Catch records", "catch records"),
    ("portuguese", "ENC: RES: Catch records", "catch records"),
    ("french", "TR: Catch records", "catch records"),
    ("polish", "Odp: PD: Catch records", "catch records"),
    ("turkish", "Ynt: İLT: Catch records", "catch records"),
    ("greek", "ΑΠ: ΠΡΘ: Catch records", "catch records"),
    ("russian", "Отв: Catch records", "catch records"),
    ("chinese", "回复：转发：Catch records", "catch records"),
    ("chinese, traditional", "答覆: 轉寄: Catch records", "catch records"),
    ("japanese", "返信：Catch records", "catch records"),
    ("korean", "답장: Catch records", "catch records"),
    ("external", "[EXTERNAL] Re: Catch records", "catch records"),
    ("external, short", "[EXT] Catch records", "catch records"),
    ("external, inside", "Re: [EXTERN] Catch records", "catch records"),
    ("ticket", "[Ticket#2023-1181] AW: Catch records", "catch records"),
    ("ticket, bare", "[#4711] Re: Catch records", "catch records"),
    ("trailer", "Catch records (fwd)", "catch records"),
    ("rfc 5256, around", "[fwd: Catch records]", "catch records"),
    ("rfc 5256, nested", "Re: [Fwd: Re: Catch records]", "catch records"),
    ("own brackets stay", "[Request for comment] Catch records", "[request for comment] catch records"),
    ("an audit stays", "[External audit] Catch records", "[external audit] catch records"),
    ("a year stays", "[2023] Catch records", "[2023] catch records"),
    ("a word stays", "Response: Catch", "catch"),
    ("a phrase stays", "Reply to: Catch records", "reply to: catch records"),
    ("only a prefix", "Re:", ""),
    ("only a tag", "[EXT]", "[ext]"),
    ("empty", "", ""),
]


@pytest.mark.parametrize(("name", "subject", "base"), BASES, ids=[row[0] for row in BASES])
def test_a_base_subject_is_what_its_author_wrote(name, subject, base):
    assert base_subject(subject) == base, name


@given(st.text(max_size=80))
def test_a_base_subject_has_no_other(subject):
    assert base_subject(base_subject(subject)) == base_subject(subject)


def test_the_outermost_prefix_tells_what_a_mail_is():
    assert reply_prefixed("Re: Fwd: Catch records")
    assert not forward_prefixed("Re: Fwd: Catch records")
    assert forward_prefixed("[EXTERNAL] Fwd: Re: Catch records")
    assert not reply_prefixed("[EXTERNAL] Fwd: Re: Catch records")
    assert forward_prefixed("转发：Catch records")
    assert reply_prefixed("回复：Catch records")
    assert not reply_prefixed("Catch records")
    assert not forward_prefixed("Catch records")
    assert forward_prefixed("Catch records (fwd)")


def test_a_long_subject_takes_no_time():
    assert base_subject("[#1] Re: " * 100 + "x" * 100_000) == "x" * 98
