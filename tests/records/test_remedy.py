from __future__ import annotations

import pytest

from worker.errors import Refused
from worker.records.database import connect
from worker.records.remedy import remedy


@pytest.mark.parametrize(
    ("said", "do"),
    [
        ('to server at "127.0.0.1" failed: FATAL:  role "desk" does not exist', "create it: createuser desk"),
        ('FATAL:  password authentication failed for user "desk"', "check the user and the password in [database] url"),
        ("attempt to write a readonly database", "let this user write to the file and to its folder"),
        ("something nobody has heard of", ""),
    ],
    ids=["no-such-user", "wrong-password", "read-only", "unknown"],
)
def test_a_driver_is_translated_into_what_to_do(said, do):
    assert remedy(said) == do


@pytest.mark.parametrize(
    ("url", "says", "do"),
    [
        ("postgresql+psycopg://desk:s3cret@127.0.0.1:1/ledger", "Connection refused", "is PostgreSQL running there"),
        ("postgresql+psycopg://desk:s3cret@nowhere.invalid/ledger", "nowhere.invalid", "check the host"),
        ("postgresql+psycopg://desk@127.0.0.1:1/ledger?password=s3cret", "Connection refused", "is the port right"),
        ("sqlite:////proc/ledger.db", "unable to open database file", "let this user write"),
    ],
    ids=["closed-port", "unknown-host", "password-in-the-options", "unwritable-folder"],
)
def test_a_database_out_of_reach_is_refused_with_what_to_do_and_without_its_password(url, says, do):
    with pytest.raises(Refused) as refused:
        connect(url)

    assert says in str(refused.value)
    assert do in str(refused.value)
    assert "s3cret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "ledger.db").write_text("a letter, not a ledger" * 100, encoding="ascii")

    with pytest.raises(Refused, match="the file is something else"):
        connect(f"sqlite:///{tmp_path / 'ledger.db'}")
