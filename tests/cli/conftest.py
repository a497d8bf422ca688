from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from worker.cli.program import onrecord
from worker.cli.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

CONFIG = """
[newsroom]
name = "The Gazette"
domains = ["gazette.example"]
mailbox_addresses = ["desk@gazette.example"]
timezone = "Europe/Lisbon"
"""
NOW = datetime(2023, 9, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A newsroom's desk: its configuration, its mail, and the program."""

    folder: Path

    def run(self, *args: str, keys: str | None = None) -> Result:
        config = self.folder / "onrecord.toml"
        told = CliRunner().invoke(
            onrecord, ["--config", str(config), *args], input=keys, obj=Session(clock=lambda: NOW)
        )
        assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
        return told

    def deliver(self, name: str, sender: str, to: str, subject: str, text: str, **fields: str) -> Path:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Date"], mail["Message-ID"] = (
            fields.pop("date", "Thu, 06 Jul 2023 17:00:00 -0400"),
            f"<{name}@post.example>",
        )
        for field, value in fields.items():
            mail[field.replace("_", "-")] = value
        mail.set_content(text)
        path = self.folder / "mail" / f"{name}.eml"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(mail.as_bytes())
        return path


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "onrecord.toml").write_text(CONFIG, encoding="utf-8")
    return Desk(folder=tmp_path)


@pytest.fixture(scope="session")
def known(tmp_path_factory):
    """An inquiry to an organisation that is known, its answer, and mail from a stranger who names the same subject."""
    folder = tmp_path_factory.mktemp("conversation")
    (folder / "onrecord.toml").write_text(CONFIG, encoding="utf-8")
    desk = Desk(folder=folder)
    desk.run("open", "Harbour Alliance", "--acronym", "HA", "--country", "Iceland", "--domain", "harbour.example")
    ann, press = "Ann Roe <ann@gazette.example>", "Jón Jónsson <press@harbour.example>"
    desk.deliver("one", ann, press, "Working hours at sea", "Is it so?\n")
    desk.deliver(
        "two",
        press,
        ann,
        "Re: Working hours at sea",
        "It is so.\n\n-- \nJón Jónsson\nHead of Communications\nHarbour Alliance\n",
        date="Wed, 12 Jul 2023 09:00:00 +0000",
        In_Reply_To="<one@post.example>",
    )
    desk.deliver(
        "three",
        "Somebody <somebody@elsewhere.example>",
        ann,
        "Re: Working hours at sea",
        "I know more.\n",
        date="Thu, 13 Jul 2023 09:00:00 +0000",
    )
    return desk


@pytest.fixture(scope="session")
def read(known, tmp_path_factory):
    """The same conversation, imported."""
    folder = tmp_path_factory.mktemp("filed")
    shutil.copytree(known.folder, folder, dirs_exist_ok=True)
    desk = Desk(folder=folder)
    desk.run("import", str(folder / "mail"))
    desk.run("open", "Mill")
    return desk


@pytest.fixture
def conversation(known, tmp_path):
    shutil.copytree(known.folder, tmp_path, dirs_exist_ok=True)
    return Desk(folder=tmp_path)


@pytest.fixture
def filed(read, tmp_path):
    shutil.copytree(read.folder, tmp_path, dirs_exist_ok=True)
    return Desk(folder=tmp_path)
