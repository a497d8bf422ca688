"""Who is an organisation and who speaks for one: nothing that a stranger can write about himself."""

from datetime import timedelta

import pytest

from tests.threads.copies import MORNING, a_letter_to, a_note_from, an_answer_to, quoting, records_of
from worker.threads.directory import Directory

ON_TREGUIER = ("kerlouan-example",)
NOBODY = Directory()
DAY = timedelta(days=1)


def letters():
    letter = a_letter_to("press@kerlouan.example")
    second = a_letter_to("press@kerlouan.example", words="What became of the second vessel?", sent_at=MORNING + DAY)
    return letter, an_answer_to(letter), second


@pytest.mark.parametrize("offset", [-DAY, timedelta(hours=1), DAY * 30], ids=["backdated", "soon", "late"])
@pytest.mark.parametrize("how", ["cites", "quotes"])
def test_a_stranger_who_cites_the_letters_of_a_record_does_not_make_it_vanish(how, offset):
    known = letters()
    strangers = [
        a_note_from(
            f"x@stranger{n}.example",
            words=f"I have read this, {n}.",
            sent_at=MORNING + offset,
            **({"references": (x.message_id,)} if how == "cites" else {"quotes": (quoting(x),)}),
        )
        for n, x in enumerate((known[0], known[2]))
    ]

    assert records_of([*known, *strangers], NOBODY)[:3] == [ON_TREGUIER] * 3


def test_an_organisation_that_dates_its_mail_back_does_not_make_another_its_agency():
    known = letters()
    rival = [
        a_letter_to(address, words=f"To {address}.", sent_at=MORNING + 2 * DAY)
        for address in ("a@rival.example", "b@other.example")
    ]
    crafted = [
        a_note_from(s, words=f"Before {s}.", sent_at=MORNING - DAY, references=(x.message_id,))
        for s, x in (("a@rival.example", known[0]), ("b@other.example", known[2]))
    ]

    assert records_of([*known, *rival, *crafted], NOBODY)[:3] == [ON_TREGUIER] * 3
