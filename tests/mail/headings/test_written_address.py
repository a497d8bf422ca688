"""Addresses as mail clients write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mail.headings.written_address import written_addresses

ROWS = [
    ("plain", "Imogen Vale <i@hsa.example>", [("Imogen Vale", "i@hsa.example")]),
    ("semicolon behind the name", '"王芳";<w@hsa.example>;', [("王芳", "w@hsa.example")]),
    ("bare", "i@hsa.example", [("", "i@hsa.example")]),
    ("angle only", "<i@hsa.example>", [("", "i@hsa.example")]),
    ("quoted", '"Vale, Imogen" <i@hsa.example>', [("Vale, Imogen", "i@hsa.example")]),
    ("single quotes", "'Imogen Vale' <i@hsa.example>", [("Imogen Vale", "i@hsa.example")]),
    ("both quotes", "\"'i@hsa.example'\" <i@hsa.example>", [("", "i@hsa.example")]),
    ("german quotes", "\u201eImogen Vale\u201c <i@hsa.example>", [("Imogen Vale", "i@hsa.example")]),
    ("french quotes", "\u00ab\u00a0Imogen Vale\u00a0\u00bb <i@hsa.example>", [("Imogen Vale", "i@hsa.example")]),
    ("family name first", "Vale, Imogen <i@hsa.example>", [("Vale, Imogen", "i@hsa.example")]),
    ("link within", "Imogen Vale <i@hsa.example<mailto:i@hsa.example>>", [("Imogen Vale", "i@hsa.example")]),
    ("link behind", "i@hsa.example <mailto:i@hsa.example>", [("", "i@hsa.example")]),
    ("link for address", "Imogen Vale [mailto:i@hsa.example]", [("Imogen Vale", "i@hsa.example")]),
    ("link on the name", "Imogen Vale<mailto:i@hsa.example> <i@hsa.example>", [("Imogen Vale", "i@hsa.example")]),
    ("round brackets", "Imogen Vale (i@hsa.example)", [("Imogen Vale", "i@hsa.example")]),
    ("comment behind", "i@hsa.example (Imogen Vale)", [("Imogen Vale", "i@hsa.example")]),
    ("on behalf of", "Desk <d@hsa.example> on behalf of Vale <v@hsa.example>", [("Desk", "d@hsa.example")]),
    ("name only", "Imogen Vale", [("Imogen Vale", "")]),
    ("names only", "Imogen Vale; Jo Park", [("Imogen Vale", ""), ("Jo Park", "")]),
    ("full names and commas", "Imogen Vale, Jo Park", [("Imogen Vale", ""), ("Jo Park", "")]),
    ("one name with a comma", "Vale, Imogen", [("Vale, Imogen", "")]),
    ("semicolons", "A <a@x.example>; B <b@x.example>;", [("A", "a@x.example"), ("B", "b@x.example")]),
    ("commas", "A <a@x.example>, b@x.example", [("A", "a@x.example"), ("", "b@x.example")]),
    ("commas in names", "Vale, A <a@x.example>, Park, B<b@x.example>", [("Vale, A", "a@x.example"), ("Park, B", "b@x.example")]),
    ("wide commas", "张三 <a@x.example>，李四 <b@x.example>；c@x.example",
     [("张三", "a@x.example"), ("李四", "b@x.example"), ("", "c@x.example")]),
    ("doubles", "A <a@x.example>, A <A@x.example>", [("A", "a@x.example")]),
    ("no width", "\u200fImogen\u00a0Vale \u202a<i@hsa.example\u200b>", [("Imogen Vale", "i@hsa.example")]),
    ("an address for a name", '"clerk@city.example" <evil@x.example>', [("", "evil@x.example")]),
    ("nothing", "", []),
    ("blank", " <>; ,", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_addresses_are_read_as_they_were_meant(text, expected):
    assert [(found.name, found.address) for found in written_addresses(text)] == expected


def test_no_more_than_five_hundred_are_read():
    text = ", ".join(f"p{n}@x.example" for n in range(600))

    assert len(written_addresses(text)) == 500


@given(
    st.lists(st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True), max_size=6, unique=True),
    st.sampled_from([", ", "; "]),
)
def test_every_address_of_a_list_is_found(addresses, between):
    text = between.join(f"Person of {n} <{address}>" for n, address in enumerate(addresses))

    assert [found.address for found in written_addresses(text)] == addresses


@given(st.text(alphabet=st.sampled_from("ab@<>[]()\"',;: .mailto\u201e\u00a0"), max_size=200))
def test_any_text_is_read_without_failure(text):
    assert all(found.name or found.address for found in written_addresses(text))
