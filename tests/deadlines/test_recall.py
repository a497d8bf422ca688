from collections import OrderedDict
from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from worker.deadlines import recall as module
from worker.deadlines.calendar import Calendar
from worker.deadlines.deadline import Ask
from worker.deadlines.extract import extract
from worker.deadlines.recall import recall

NEW_YORK = ZoneInfo("America/New_York")
TOLD = {
    "kind": Ask.PROMISE,
    "sent_at": datetime(2023, 7, 3, 20, 30, tzinfo=NEW_YORK),
    "calendar": Calendar(zone=NEW_YORK, close_of_business=time(17)),
    "ours": False,
}
WORDS = "You will hear from us within two working days."


@pytest.fixture
def reads(monkeypatch):
    """Count what is read; nothing is remembered at first."""
    read = []
    monkeypatch.setattr(module, "extract", lambda text, **told: read.append(text) or extract(text, **told))
    monkeypatch.setattr(module, "_known", OrderedDict())
    return read


def test_a_letter_is_read_once_and_told_alike_ever_after(reads):
    assert recall(WORDS, **TOLD) == recall("".join(list(WORDS)), **TOLD) == extract(WORDS, **TOLD)
    assert len(reads) == 1


def test_a_letter_without_deadlines_is_read_once_too(reads):
    assert recall("The pier is ours.", **TOLD) == recall("The pier is ours.", **TOLD) == ()
    assert len(reads) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"kind": Ask.REQUEST}, id="who has to act"),
        pytest.param({"sent_at": TOLD["sent_at"] + timedelta(days=1)}, id="the day"),
        pytest.param({"sent_at": TOLD["sent_at"].astimezone(timezone(timedelta(hours=9)))}, id="the author's zone"),
        pytest.param(
            {"sent_at": TOLD["sent_at"].astimezone(ZoneInfo("America/Toronto"))}, id="a zone of the same hour"
        ),
        pytest.param({"calendar": Calendar(zone=NEW_YORK, close_of_business=time(18))}, id="the newsroom's hours"),
        pytest.param({"calendar": Calendar(zone=NEW_YORK, close_of_business=time(17), country="US")}, id="holidays"),
        pytest.param({"ours": True}, id="who wrote it"),
        pytest.param({"home": ZoneInfo("Europe/Madrid")}, id="where its author is"),
    ],
)
def test_what_a_date_hangs_on_lets_it_be_read_anew(reads, other):
    recall(WORDS, **TOLD)

    assert recall(WORDS, **TOLD | other) == extract(WORDS, **TOLD | other)

    assert len(reads) == 2


def test_the_two_hours_of_one_name_when_clocks_go_back_are_told_apart(reads):
    words = "We will reply within 24 hours."
    first, second = (datetime(2023, 11, 5, 1, 30, tzinfo=NEW_YORK, fold=fold) for fold in (0, 1))

    recall(words, **TOLD | {"sent_at": first})
    recall(words, **TOLD | {"sent_at": second})

    assert len(reads) == 2


def test_what_was_asked_for_longest_ago_is_forgotten_first(reads, monkeypatch):
    monkeypatch.setattr(module, "_MOST", 2)
    for words in ("one", "two", "one", "three"):
        recall(words, **TOLD)
    reads.clear()

    for words in ("one", "three", "two"):
        recall(words, **TOLD)

    assert reads == ["two"]


def test_words_that_are_no_text_are_read_all_the_same(reads):
    assert recall(f"\ud800 {WORDS}", **TOLD) == extract(WORDS, **TOLD)
    assert reads
