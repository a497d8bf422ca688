from __future__ import annotations

import sys

import pytest

from worker.demo.demonstration import demonstrate
from worker.demo.fate import Filed
from worker.demo.letter import letters
from worker.errors import Refused
from worker.mail.message import Direction, Kind
from worker.records.correspondences import Held, Ignored

ON_RECORD = "harvest-labour-standards-board"


@pytest.fixture(scope="session")
def became(done):
    return {fate.mail.name: fate.became for fate in done.fates}


def test_the_record_has_its_head(done):
    record = done.record

    assert (record.name, record.acronym, record.country) == (
        "Harvest Labour Standards Board",
        "HLSB",
        "United Kingdom",
    )
    assert record.days(done.settings.newsroom.zone) == ("2023-06-21", "2024-02-27")
    assert (record.inquiries, record.replies) == (10, 9)


def test_every_letter_stands_on_it_once_in_order_with_its_author_and_own_words(done):
    entries = done.record.entries

    assert [(e.message.sender.name, e.message.subject) for e in entries] == [
        (x.sender.name, x.subject) for x in letters().values()
    ]
    assert [words(e.message.body.own) for e in entries] == [words(x.words) for x in letters().values()]


def words(text):
    return text.replace("[picture]", "<audit-visits.png>").split()


def test_the_days_are_those_of_the_letters(done):
    zone = done.settings.newsroom.zone

    assert [e.sent_at.astimezone(zone).date() for e in done.record.entries] == [
        x.sent_at.astimezone(zone).date() for x in letters().values()
    ]


def test_one_letter_is_an_acknowledgement(done):
    kinds = [e.message.kind for e in done.record.entries]

    assert kinds.count(Kind.ACKNOWLEDGEMENT) == 1
    assert kinds[1] == Kind.ACKNOWLEDGEMENT
    assert set(kinds) == {Kind.MESSAGE, Kind.ACKNOWLEDGEMENT}


def test_the_ways_in_which_they_came_are_known(done):
    came = {e.message.subject: {s.how for s in e.sources} for e in done.record.entries}
    first = [next(iter(s.how for s in e.sources)) for e in done.record.entries if len(e.sources) == 1]

    assert came["Repayment of recruitment fees"] == {"forward"}
    assert sorted(first) == sorted(
        {"cc": "direct"}.get(x.ways[0].how, x.ways[0].how) for x in letters().values() if len(x.ways) == 1
    )


def test_the_deadlines_are_read_from_the_letters_and_told_with_what_came_of_them(done):
    numbers = dict(zip((e.id for e in done.record.entries), (x.number for x in letters().values()), strict=True))

    told = {numbers[s.entry]: (s.kind, f"{s.due_at:%Y-%m-%d %H:%M}", s.state) for s in done.standings}

    assert told == {
        "01": ("request", "2023-06-30 17:00", "met"),
        "04": ("request", "2023-07-06 17:00", "late"),
        "08": ("promise", "2023-08-15 17:00", "late"),
        "12": ("request", "2023-09-15 17:00", "met"),
        "17": ("request", "2024-02-20 17:00", "superseded"),
        "18": ("request", "2024-02-26 23:59", "late"),
    }


def test_a_letter_that_came_twice_stands_once_and_its_second_copy_is_a_twin(became):
    direct, forwarded = became["06-a-day-late"], became["06-a-day-late-forward"]

    assert isinstance(direct, Filed)
    assert (direct.twin, forwarded.twin) == (False, True)
    assert direct.entry.id == forwarded.entry.id


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("a-stranger", Held, "a stranger who names a record"),
        ("a-forgery", Held, "claims to be ours and failed authentication"),
        ("an-auto-reply", Ignored, "an automatic reply or delivery report to no letter of ours"),
        ("a-newsletter", Ignored, "bulk mail"),
    ],
)
def test_noise_is_held_or_ignored_with_its_reason(became, name, kind, reason):
    assert isinstance(became[name], kind)
    assert became[name].reason == reason


def test_a_person_is_shown_where_the_held_mail_may_belong(became):
    assert [c.slug for c in became["a-stranger"].candidates] == [ON_RECORD]
    assert [c.slug for c in became["a-forgery"].candidates] == [ON_RECORD]


def test_letters_of_ours_are_told_from_theirs(done):
    sides = [e.message.direction for e in done.record.entries]

    assert sides.count(Direction.INQUIRY) == 10
    assert sides.count(Direction.REPLY) == 9


def test_the_folder_holds_what_a_person_needs_to_go_on(done, kept):
    came, left = (fate.mail.octets for fate in done.fates), (notice.octets for notice in done.notices)

    assert {"onrecord.toml", "ledger.db", "mails", "notices", "calendars"} <= {file.name for file in kept.iterdir()}
    assert in_files(kept / "mails") == sorted([*came, *(answer.octets for answer in done.answers)])
    assert in_files(kept / "notices") == sorted(left)


def in_files(folder):
    return sorted(file.read_bytes() for file in folder.glob("*.eml"))


def test_a_ledger_that_is_there_is_left_alone(done, kept):
    del done
    before = (kept / "ledger.db").read_bytes()

    with pytest.raises(Refused, match="is there already"):
        demonstrate(kept)

    assert (kept / "ledger.db").read_bytes() == before


@pytest.mark.parametrize(("module", "named"), [("pymap.backend.dict", "pymap"), ("aiosmtpd.smtp", "aiosmtpd")])
def test_without_a_server_nothing_is_written(tmp_path, monkeypatch, module, named):
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(Refused, match=f"{named}, which is not installed: pip install"):
        demonstrate(tmp_path / "kept")

    assert not (tmp_path / "kept").exists()
