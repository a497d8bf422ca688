from __future__ import annotations

import os

import pytest

from worker.records.database import connect, writing
from worker.records.private import private_file, private_folder


@pytest.fixture(autouse=True, params=[0o000, 0o022])
def umask(request):
    """Let nothing be private by the umask."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder):
    return {file.name: oct(file.stat().st_mode & 0o777) for file in folder.iterdir()}


def test_a_new_ledger_and_what_lies_beside_it_is_its_owners_alone(tmp_path):
    engine = connect(f"sqlite:///{tmp_path}/ledger.db")
    with writing(engine):
        found = modes(tmp_path)
    engine.dispose()

    assert {name: found[name] for name in ("ledger.db", "ledger.db-wal", "ledger.db-shm")} == {
        "ledger.db": "0o600",
        "ledger.db-wal": "0o600",
        "ledger.db-shm": "0o600",
    }


def test_a_ledger_that_is_there_stays_as_it_is(tmp_path):
    file = tmp_path / "ledger.db"
    file.touch()
    file.chmod(0o640)
    connect(f"sqlite:///{file}").dispose()

    assert modes(tmp_path)["ledger.db"] == "0o640"


def test_a_private_file_lies_in_a_private_folder(tmp_path):
    private_folder(tmp_path / "notices")
    private_file(tmp_path / "notices" / "a.eml", b"octets")

    assert modes(tmp_path) == {"notices": "0o700"}
    assert modes(tmp_path / "notices") == {"a.eml": "0o600"}
    assert (tmp_path / "notices" / "a.eml").read_bytes() == b"octets"


def test_what_is_there_is_written_and_else_left_as_it_is(tmp_path):
    tmp_path.chmod(0o755)
    (tmp_path / "a").write_bytes(b"much longer")
    (tmp_path / "a").chmod(0o640)
    private_folder(tmp_path)
    private_file(tmp_path / "a", b"short")

    assert (oct(tmp_path.stat().st_mode & 0o777), modes(tmp_path)) == ("0o755", {"a": "0o640"})
    assert (tmp_path / "a").read_bytes() == b"short"
