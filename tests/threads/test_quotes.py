"""Letters that a history quotes."""

from datetime import timedelta

from tests.threads.copies import BOTH, MORNING, a_letter_to, a_note_from, quoting, records_of
from worker.threads import quotes
from worker.threads.directory import Directory, Listing
from worker.threads.place import place


def test_of_a_letter_sent_to_a_hundred_at_once_the_quotation_is_of_the_one_that_went_to_the_sender():
    names = [f"body{n}.example" for n in range(100)]
    listed = Directory(listings=tuple(Listing(slug=name, name=name, domains=(name,)) for name in names))
    letters = [a_letter_to(f"press@{name}") for name in names]
    answer = a_note_from("press@body7.example", sent_at=MORNING + timedelta(days=1), quotes=(quoting(letters[7]),))

    assert records_of([*letters, answer], listed)[-1] == ("body7.example",)
    assert place([*letters, answer], listed).placements[answer.id].evidence == "quoted letter"


def test_a_flood_of_mails_of_one_minute_that_quote_each_other_is_compared_with_few(monkeypatch):
    compared = []
    monkeypatch.setattr(quotes, "share", lambda *texts: compared.append(texts) or 0.0)
    flood = [a_note_from("x@stranger.example", words=f"word{n} " * 50) for n in range(200)]
    flood += [a_note_from("x@stranger.example", words=str(n), quotes=(quoting(flood[n]),)) for n in range(200)]

    place(flood, BOTH)

    assert len(compared) < 10_000
