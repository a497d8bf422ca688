"""Header blocks as mail clients write them above what they forward or quote."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.mail.headings.field_label import labels
from worker.mail.headings.header_block import header_block
from worker.mail.tables import table

FROM = "From: Imogen Vale <i@hsa.example>"
SENT = "Sent: Thursday, 6 July 2023 17:05"
TO = "To: Mara Lind <m@salt.example>"
SUBJECT = "Subject: Ports"
AT = datetime(2023, 7, 6, 17, 5)  # noqa: DTZ001 - as written


def block(*lines, **options):
    return header_block("\n".join(lines).split("\n"), 0, **options)


def test_a_block_tells_who_wrote_what_to_whom_and_when():
    found = block(FROM, SENT, TO, "Cc: jo@x.example", SUBJECT, "", "Body")

    assert found is not None
    assert (found.start, found.end, found.fields) == (0, 5, 5)
    assert found.sender.address == "i@hsa.example"
    assert [person.address for person in (*found.to, *found.cc)] == ["m@salt.example", "jo@x.example"]
    assert (found.subject, found.sent_at) == ("Ports", AT)


def test_a_block_begins_where_it_is_asked_for_and_nowhere_else():
    lines = ["Note", "", FROM, SENT, SUBJECT]

    assert header_block(lines, 0) is None
    assert header_block(lines, 1) is None
    assert header_block(lines, 2).end == 5
    assert header_block(lines, 5) is None


@given(st.permutations([FROM, SENT, TO, SUBJECT]))
def test_fields_stand_in_any_order(lines):
    found = block(*lines, "", "Body")

    assert found is not None
    assert (found.end, found.subject, found.sent_at) == (4, "Ports", AT)
    assert [person.address for person in found.to] == ["m@salt.example"]


@pytest.mark.parametrize(
    ("name", "lines", "end", "subject"),
    [
        ("no recipients", (FROM, SENT, SUBJECT, "", "To: whom it may concern"), 3, "Ports"),
        ("body at once", (FROM, SENT, TO, SUBJECT, "Dear Mara,"), 4, "Ports"),
        ("labels in the body", (FROM, SENT, TO, SUBJECT, "", "Date: 7 July", "Subject: none"), 4, "Ports"),
        ("a second sender in the body", (FROM, SENT, TO, SUBJECT, FROM), 4, "Ports"),
        ("empty subject", (FROM, SENT, TO, "Subject:", "", "Body"), 4, ""),
        ("empty subject, body at once", (FROM, SENT, TO, "Subject: ", "Body"), 4, ""),
        ("empty subject between", (FROM, "Subject:", SENT, TO, "", "Body"), 4, ""),
        ("empty copy field", (FROM, SENT, TO, "Cc:", SUBJECT, "", "Body"), 5, "Ports"),
        ("prefix kept", (FROM, SENT, TO, "Subject: RE: [EXT] AW: 3: Ports", "", "Body"), 4, "RE: [EXT] AW: 3: Ports"),
        ("folded subject", (FROM, SENT, TO, "Subject: Ports that were audited in the year", "  2022", "", "Body"), 5,
         "Ports that were audited in the year 2022"),
        ("wrapped subject", (FROM, SENT, TO, "Subject: Ports and anchorages that the alliance audited in the year", "2022-2023", "", "Body"), 5,
         "Ports and anchorages that the alliance audited in the year 2022-2023"),
        ("subject wrapped before another field", (FROM, "Subject: Ports and", "anchorages", SENT, TO, "", "Body"), 5, "Ports and anchorages"),
        ("known, unused fields", (FROM, "Reply-To: x@y.example", SENT, TO, SUBJECT, "Importance: High", "Attachments: a.pdf", "", "Body"), 7, "Ports"),
        ("a field no table knows", (FROM, SENT, "Freigabe: ja", TO, SUBJECT, "", "Body"), 5, "Ports"),
        ("blank lines between fields", (FROM, "", SENT, "", TO, "", SUBJECT, "", "Body"), 7, "Ports"),
        ("values below labels", ("From:", "i@hsa.example", "Sent:", "6 July 2023 17:05", "To:", "m@salt.example", "Subject:", "Ports", "Body"), 8, "Ports"),
        ("a table in text", ("| From | i@hsa.example |", "| Date | 6 July 2023 17:05 |", "| Subject | Ports |", "", "Body"), 3, "Ports"),
        ("a rule closes it", (FROM, SENT, SUBJECT, "----", "", "Body"), 4, "Ports"),
        ("padding", ("   From:   i@hsa.example", "\tSent:\t6 July 2023 17:05", "   Subject:  Ports  ", "", "Body"), 3, "Ports"),
        ("prefixes", ("> " + FROM, ">" + SENT, "> > " + SUBJECT, ">", "> Body"), 3, "Ports"),
        ("no width", ("\ufeffFr\u200bom: i@hsa.example", "\u200fSubject\u00a0: Ports", SENT), 3, "Ports"),
    ],
)  # fmt: skip
def test_the_block_ends_where_the_letter_begins(name, lines, end, subject):
    found = block(*lines)

    assert found is not None, name
    assert (found.end, found.subject) == (end, subject)
    assert found.sender.address == "i@hsa.example"
    assert found.sent_at == AT


@pytest.mark.parametrize(
    "lines",
    [
        ("To: a@x.example,", "b@x.example,", " C <c@x.example>"),
        ("To: a@x.example; B", "<b@x.example>; C <c@x.example>"),
        ("To: a@x.example; b@x.example; C <", "c@x.example>"),
        ("To:", "a@x.example; b@x.example; C <c@x.example>"),
    ],
)
@pytest.mark.parametrize("behind", [(SUBJECT,), ()])
def test_a_long_list_of_recipients_may_wrap(lines, behind):
    found = block(FROM, SENT, *lines, *behind, "", "Body <d@x.example>")

    assert found is not None
    assert [person.address for person in found.to] == ["a@x.example", "b@x.example", "c@x.example"]
    assert found.end == 2 + len(lines) + len(behind)


@pytest.mark.parametrize(
    "lines",
    [
        ("From: what we know so far", "To: do"),
        ("From: London", "To: Paris", "Date: 6 July 2023 10:00"),
        ("From:", "To:", "Date:", "Subject:"),
        ("Date: 6 July 2023 10:00", "Place: the harbour office", "Subject: audits"),
        (FROM, "and so on"),
        (TO, SUBJECT),
        ("Subject: Ports", "", "Body"),
        ("Note: see below", FROM, SENT),
        ("",),
    ],
)
def test_prose_is_no_block(lines):
    assert block(*lines) is None


@pytest.mark.parametrize(
    "lines", [("From: Imogen Vale", SENT, SUBJECT), (FROM, SUBJECT), (FROM, SENT), (SUBJECT, SENT, TO)]
)
def test_a_plausible_part_of_the_fields_is_a_block(lines):
    found = block(*lines, "", "Body")

    assert found is not None
    assert found.end == len(lines)


def test_one_field_is_enough_where_a_separator_stands_above():
    found = block("Date: 6 July 2023 17:05", "", "Body", announced=True)

    assert found is not None
    assert (found.sender, found.sent_at, found.end) == (None, AT, 1)


def test_no_label_means_two_fields():
    fields = {}
    for language, row in table("fields").items():
        for field, written in row.items():
            for label in written:
                assert fields.setdefault(label.casefold(), field) == field, (language, label)
    assert len(labels()) > 500


@given(
    st.lists(
        st.sampled_from([FROM, SENT, TO, SUBJECT, "", "Body", " more", "Cc: a@x.example,", "From:", "> x"]), max_size=12
    )
)
def test_a_block_never_leaves_its_text(lines):
    found = header_block(lines, 0)

    assert found is None or 0 < found.end <= len(lines)
