"""The rungs of placement."""

from datetime import timedelta

from tests.threads.copies import BOTH, MORNING, a_letter_to, a_note_from, records_of
from worker.mail.message import Kind
from worker.threads.ladder import Ladder


def test_a_long_conversation_over_two_records_is_walked_once(monkeypatch):
    looked = []
    neighbour = Ladder.neighbour
    monkeypatch.setattr(Ladder, "neighbour", lambda self, x, home: looked.append(x) or neighbour(self, x, home))
    one, other = a_letter_to("a@harbour.example"), a_letter_to("b@nordsund.example", words="Another matter.")
    both = a_letter_to(
        "a@harbour.example", "b@nordsund.example", words="To both.", references=(one.message_id, other.message_id)
    )
    chain = [a_note_from("vale@agency.example", words="On Harbour.", references=(one.message_id,))]
    for n in range(300):
        chain.append(
            a_note_from(
                "vale@agency.example",
                words=f"More, {n}.",
                references=(chain[-1].message_id,),
                sent_at=MORNING + timedelta(minutes=n),
            )
        )

    told = records_of([one, other, both, *chain], BOTH)

    assert told[3:] == [("harbour-alliance",)] * len(chain)
    assert len(looked) < 4 * len(chain)


def test_an_automatic_reply_that_cites_two_conversations_stands_alike_whichever_is_placed_first():
    one, other = a_letter_to("a@harbour.example"), a_letter_to("b@nordsund.example", words="Another matter.")
    both = a_letter_to("a@harbour.example", "b@nordsund.example", words="To both.", references=(one.message_id,))
    agent = a_note_from("vale@agency.example", words="For Harbour.", references=(both.message_id,))
    away = a_note_from("", words="I am away.", kind=Kind.AUTO_REPLY, references=(other.message_id, agent.message_id))

    copies = [one, both, agent, away, other]
    told = dict(zip((c.mail for c in copies), records_of(copies), strict=True))

    assert dict(zip((c.mail for c in copies[::-1]), records_of(copies[::-1]), strict=True)) == told
