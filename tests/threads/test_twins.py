"""Copies of one letter, and those who want to be taken for one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.threads.copies import (
    BOTH,
    MORNING,
    a_forward_of,
    a_letter_to,
    a_note_from,
    an_answer_to,
    records_of,
)
from worker.mail.message import Authentic
from worker.threads.decision import Twin
from worker.threads.place import place

ON_HARBOUR = ("harbour-alliance",)
ON_NORDSUND = ("nordsund",)
STRANGER = "x@stranger.example"


@pytest.mark.parametrize("before", [False, True], ids=["later", "dated back"])
@pytest.mark.parametrize("ours", [Authentic.PASS, Authentic.NONE])
def test_a_stranger_with_proof_of_himself_does_not_take_the_message_id_of_a_letter_of_ours(ours, before):
    letter = a_letter_to("press@harbour.example", authentic=ours, message_id="1@mua.example")
    squatter = a_note_from(
        STRANGER,
        words="I was first.",
        message_id=letter.message_id,
        sent_at=MORNING - timedelta(days=1) if before else MORNING,
    )

    assert records_of([squatter, letter]) == [
        "the Message-ID of another message, with another sender or other words",
        ON_HARBOUR,
    ]


def test_a_stranger_with_proof_of_himself_does_not_take_a_message_id_that_bears_the_domain_of_its_sender():
    answer = a_note_from("press@harbour.example", authentic=Authentic.NONE)
    squatter = a_note_from(STRANGER, words="I was first.", message_id=answer.message_id)

    assert records_of([squatter, answer])[1] == ON_HARBOUR


def test_a_domain_that_is_the_end_of_another_is_not_its_house():
    answer = a_note_from("press@harbour.example", authentic=Authentic.NONE)
    squatter = a_note_from(
        "x@bour.example", words="I was first.", message_id=answer.message_id, sent_at=MORNING - timedelta(days=1)
    )

    assert records_of([squatter, answer])[1] == ON_HARBOUR


def test_of_two_from_one_host_he_who_came_first_bears_the_message_id_whatever_his_date():
    answer = a_note_from("press@harbour.example", message_id="1@mail.example")
    squatter = a_note_from(
        STRANGER,
        words="I was first.",
        message_id="1@mail.example",
        sent_at=MORNING - timedelta(days=9),
        received_at=MORNING + timedelta(hours=1),
    )

    assert records_of([squatter, answer])[1] == ON_HARBOUR


def test_one_text_sent_to_two_stays_two_letters_though_one_was_also_forwarded():
    one, other = a_letter_to("a@harbour.example"), a_letter_to("b@nordsund.example")
    forward = a_forward_of(other)

    assert records_of([one, other, forward]) == [ON_HARBOUR, ON_NORDSUND, ON_NORDSUND]
    assert place([one, other, forward], BOTH).placements[forward.id] == Twin(of=other.id)


def test_a_copy_whose_text_was_made_unreadable_takes_the_place_of_none():
    answer = a_note_from("press@harbour.example", received_at=MORNING + timedelta(days=2), authentic=Authentic.NONE)
    garbled = replace(answer, id=answer.id + 10_000, mail="0" * 64, words="", received_at=MORNING)

    placements = place([garbled, answer], BOTH).placements

    assert not isinstance(placements[answer.id], Twin)


def test_a_copy_without_proof_adds_no_references_to_one_with_it():
    question, other = a_letter_to("a@harbour.example"), a_letter_to("b@nordsund.example", words="Another matter.")
    answer = an_answer_to(question)
    replayed = replace(
        answer,
        id=answer.id + 10_000,
        mail="0" * 64,
        references=(*answer.references, other.message_id),
        authentic=Authentic.NONE,
    )

    assert records_of([question, other, answer, replayed]) == [ON_HARBOUR, ON_NORDSUND, ON_HARBOUR, ON_HARBOUR]


def test_a_flood_of_mails_with_one_message_id_is_compared_with_few():
    genuine = a_note_from("press@harbour.example", sent_at=MORNING)
    flood = [
        replace(genuine, id=genuine.id + n, mail=f"{n:064x}", digest=str(n), words=f"word{n} " * 100, authentic="none")
        for n in range(1, 2_000)
    ]

    placements = place([*flood, genuine], BOTH).placements

    assert placements[genuine.id].records == ON_HARBOUR
    assert sum(hasattr(p, "records") for p in placements.values()) == 1


def test_no_unproved_mail_takes_the_place_of_what_a_person_of_ours_forwarded():
    words = " ".join(f"word{n}" for n in range(40))
    forward = a_forward_of(a_note_from("press@harbour.example", words=words))
    forged = a_note_from("press@harbour.example", words=words + " not", authentic=Authentic.NONE)

    placements = place([forward, forged], BOTH).placements

    assert placements[forged.id] == Twin(of=forward.id)


def test_a_short_letter_below_a_long_warning_of_a_gateway_is_a_twin():
    note = a_note_from("press@harbour.example", words="We have nothing to add to what we said in our letter of May.")
    warned = a_forward_of(note, words=("please be careful when opening anything at all " * 4) + note.words)

    assert place([note, warned], BOTH).placements[warned.id] == Twin(of=note.id)
