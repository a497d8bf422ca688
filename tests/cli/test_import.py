from __future__ import annotations

from worker.cli import import_ as module


def test_an_import_says_in_one_line_what_became_of_the_mail(conversation):
    told = conversation.run("import", str(conversation.folder / "mail"))

    assert told.stdout == "3 mails: 2 filed, 1 held, 0 ignored\n"
    assert told.stderr == "see onrecord held\n"


def test_an_import_can_be_repeated(conversation):
    conversation.run("import", str(conversation.folder / "mail"))
    before = conversation.run("export").stdout

    told = conversation.run("import", str(conversation.folder / "mail"))

    assert told.stdout == "nothing new; 3 mails known already\n"
    assert conversation.run("export").stdout == before


def test_an_import_that_is_interrupted_says_that_nothing_is_lost(conversation, monkeypatch):
    def interrupted(*_args, **_kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(module.intake, "receive", interrupted)

    told = conversation.run("import", str(conversation.folder / "mail"))

    assert "nothing is lost" in told.stderr
    assert told.exit_code == 130


def test_a_path_that_is_not_there_is_refused_before_anything_is_filed(conversation):
    told = conversation.run("import", str(conversation.folder / "mail"), str(conversation.folder / "male"))

    assert told.exit_code == 2
    assert "male: no such file or folder" in told.stderr
    assert conversation.run("import", str(conversation.folder / "mail")).stdout.startswith("3 mails")


def test_a_file_far_beyond_any_mail_is_refused_before_anything_is_filed(conversation):
    with (conversation.folder / "mail/disk.eml").open("wb") as file:
        file.truncate(module.LARGEST + 1)

    told = conversation.run("import", str(conversation.folder / "mail"))

    assert "disk.eml can't be a mail: it has 500,000,001 octets" in told.stderr
    assert conversation.run("records").stdout.count("July") == 0


def test_a_folder_without_mail_is_told(desk):
    (desk.folder / "mail").mkdir()
    (desk.folder / "mail/notes.txt").touch()

    assert "no mail lies there" in desk.run("import", str(desk.folder / "mail")).stderr


def test_what_is_no_mail_is_accounted_for(desk):
    (desk.folder / "mail").mkdir()
    (desk.folder / "mail/photo.eml").write_bytes(b"\xff\xd8\xff\xe0" * 100)

    told = desk.run("import", str(desk.folder / "mail"))

    assert told.stdout.startswith("1 mail: 0 filed")
