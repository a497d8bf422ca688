"""What leads from letter to letter."""

from datetime import timedelta

from tests.threads.copies import MORNING, a_letter_to, a_note_from, records_of
from worker.mail.message import Kind

ON_HARBOUR = ("harbour-alliance",)


def test_an_automatic_reply_to_a_message_nobody_sent_us_does_not_part_those_who_cite_it_too():
    away = a_note_from(
        "press@harbour.example", kind=Kind.AUTO_REPLY, words="I am away.", references=("ghost@x",), sent_at=MORNING
    )
    letter = a_letter_to("press@harbour.example", references=("ghost@x",), sent_at=MORNING + timedelta(hours=1))
    agent = a_note_from("vale@agency.example", references=("ghost@x",), sent_at=MORNING + timedelta(hours=2))

    assert records_of([away, letter, agent])[1:] == [ON_HARBOUR, ON_HARBOUR]
