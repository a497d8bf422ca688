import pytest

from tests.given import (
    NEWSROOM,
    NOW,
    a_reply_to,
    an_inquiry,
)
from tests.ledger import ledger, receive
from worker import intake
from worker.mail.read import read
from worker.records import archive, filing, readings, waiting

STEPS = {
    "before the archive": (archive, "store"),
    "before the attempt": (waiting, "begin"),
    "while the octets are fetched": (waiting, "octets_of"),
    "while the messages are written": (readings, "keep"),
    "while all copies are loaded": (intake, "copies"),
    "while the messages are placed": (intake, "place"),
    "while the ledger is written": (filing, "write_sources"),
    "before the states are written": (filing, "write_states"),
}


@pytest.mark.parametrize(("module", "step"), STEPS.values(), ids=STEPS)
def test_a_crash_at_any_step_loses_and_repeats_nothing(engine, monkeypatch, module, step):
    inquiry = an_inquiry()
    mails = [inquiry, a_reply_to(inquiry)]

    def crash(*_given, **_told):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(module, step, crash)
        with pytest.raises(KeyboardInterrupt):
            receive(engine, *mails)
    assert ledger(engine)[0] == ()
    receive(engine, *mails)

    assert [len(c.entries) for c in ledger(engine)[0]] == [2]


def test_a_mail_that_stops_the_program_three_times_is_set_aside_and_the_others_are_not(engine, monkeypatch):
    poison = an_inquiry(words="poison")

    def deadly(octets, newsroom, *, trusted):
        if b"poison" in octets:
            raise KeyboardInterrupt
        return read(octets, newsroom, trusted=trusted)

    # What kills the process takes nothing back.
    monkeypatch.setattr(waiting, "take_back", lambda *_told: None)
    monkeypatch.setattr("worker.reading.read", deadly)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            receive(engine, an_inquiry(), poison, an_inquiry("office@nordsund.example"))

    intake.resume(engine, NEWSROOM, now=NOW)

    records, held, _ = ledger(engine)
    assert [h.reason for h in held] == ["could not be read: reading it stopped the program"]
    assert {c.slug for c in records} == {"harbour-example", "nordsund-example"}


def test_an_interruption_is_no_fault_of_the_mail(engine, monkeypatch):
    def interrupted(_octets, _newsroom, *, trusted):
        assert trusted
        raise KeyboardInterrupt

    inquiry = an_inquiry()
    with monkeypatch.context() as broken:
        broken.setattr("worker.reading.read", interrupted)
        for _ in range(5):
            with pytest.raises(KeyboardInterrupt):
                receive(engine, inquiry)

    assert intake.resume(engine, NEWSROOM, now=NOW).filed == 1
