from __future__ import annotations

import os
from pathlib import Path

import pytest

from worker.errors import Refused
from worker.mailbox.files import found, lying_in

MAIL = b"Subject: a letter\n\nYes.\n"
ARCHIVE = b"From ann Thu Jul  6 21:00:00 2023\n" + MAIL + b"\nFrom ann Thu Jul  6 21:00:00 2023\n" + MAIL


def put(path: Path, octets: bytes = MAIL) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(octets)
    return path


def messages(paths, mailbox="import"):
    """Every mail that lies at the paths, one by one."""
    return (raw for path in found(paths) for raw in lying_in(path, mailbox))


def names(*paths: Path) -> list[str]:
    return [os.path.relpath(m.name, paths[0]) for m in messages(paths)]


def test_a_folder_gives_its_mail_in_order_of_name_with_the_folders_below(tmp_path):
    for name in ("b/2.eml", "b/1.EML", "a.eml", "c/d/e.eml", "notes.txt", ".hidden.eml", "mh/17"):
        put(tmp_path / name)

    assert names(tmp_path) == ["a.eml", "b/1.EML", "b/2.eml", "c/d/e.eml", "mh/17"]


def test_a_maildir_gives_what_is_delivered_whatever_its_name(tmp_path):
    for name in ("cur/1688.M1.host:2,S", "new/1689.M2.host", "tmp/1690.M3.host", ".Sent/cur/1691.M4.host:2,S"):
        put(tmp_path / name)

    assert names(tmp_path) == [".Sent/cur/1691.M4.host:2,S", "cur/1688.M1.host:2,S", "new/1689.M2.host"]


def test_an_archive_gives_each_of_its_mails(tmp_path):
    both = list(messages([put(tmp_path / "letters", ARCHIVE)], mailbox="old"))

    assert [m.octets for m in both] == [MAIL, MAIL]
    assert [Path(m.name).name for m in both] == ["letters#1", "letters#2"]
    assert all(m.internal_date and m.mailbox == "old" for m in both)


def test_an_archive_in_a_folder_is_found_by_its_first_word(tmp_path):
    put(tmp_path / "letters.mbox", ARCHIVE)
    put(tmp_path / "notes", b"From\nhere")

    assert names(tmp_path) == ["letters.mbox#1", "letters.mbox#2"]


def test_a_single_mail_keeps_its_octets_even_with_a_mark_on_top(tmp_path):
    assert [m.octets for m in messages([put(tmp_path / "one.eml", ARCHIVE)])] == [ARCHIVE]


def test_an_eml_that_is_no_mail_goes_along_and_the_ledger_sets_it_aside(tmp_path):
    (found,) = messages([put(tmp_path / "photo.eml", b"\xff\xd8\x00")])

    assert found.octets == b"\xff\xd8\x00"
    assert found.trusted
    assert found.imported


def test_a_file_named_twice_comes_once(tmp_path):
    path = put(tmp_path / "a.eml")

    assert names(tmp_path, path) == ["a.eml"]


def test_a_link_to_nowhere_and_a_pipe_in_a_folder_are_passed_over(tmp_path):
    (tmp_path / "a.eml").symlink_to(tmp_path / "gone.eml")
    os.mkfifo(tmp_path / "b.eml")

    assert names(tmp_path) == []


def test_a_path_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="no such file or folder"):
        list(messages([tmp_path / "none.eml"]))


def test_a_file_that_goes_away_meanwhile_is_refused(tmp_path):
    first, second = put(tmp_path / "a.eml"), put(tmp_path / "b.eml")
    mails = messages([first, second])
    next(mails)

    second.unlink()

    with pytest.raises(Refused, match="No such file"):
        next(mails)


@pytest.mark.parametrize("content", ['{"name": "no mail"}', "<!doctype html><p>no mail", "PK\x03\x04"])
def test_a_named_file_that_is_no_mail_is_refused_with_what_to_name(tmp_path, content):
    (tmp_path / "notes.json").write_text(content)

    with pytest.raises(Refused, match="is no mail"):
        list(messages([tmp_path / "notes.json"]))


def test_a_named_mail_needs_no_ending(tmp_path):
    (tmp_path / "saved").write_text("From: a@b.example\n\nText\n")

    assert len(list(messages([tmp_path / "saved"]))) == 1
