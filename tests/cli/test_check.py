from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from importlib.resources import files

import pytest
from click.testing import CliRunner

from tests.servers.dovecot import Dovecot
from tests.servers.having import free_port
from tests.servers.pymap import pymap
from tests.servers.smtp import sink
from tests.servers.tls import TlsFront
from worker.cli.program import onrecord
from worker.cli.session import Session

CONFIG = """
[newsroom]
domains = ["gazette.example"]
mailbox_addresses = ["desk@gazette.example"]
authserv_id = "mx.gazette.example"
"""
# A password that was wrong costs nothing; else Dovecot lets the next one wait, of whoever comes from this machine.
PATIENT = """
auth_failure_delay = 0
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
"""


@pytest.fixture(scope="module")
def dovecot():
    with Dovecot(more=PATIENT) as server:
        server.maildir(folder="Sent Items")
        server.deliver(*(a_letter(number) for number in range(3)))
        yield server


@pytest.fixture
def check(tmp_path):
    """Run the command over a configuration; give its exit code, and of each thing its state and what is said."""

    def run(text, config=CONFIG, ahead=timedelta()):
        file = tmp_path / "onrecord.toml"
        file.write_text(config + text, encoding="utf-8")
        told = CliRunner().invoke(
            onrecord, ["--config", str(file), "check"], obj=Session(clock=lambda: datetime.now(UTC) + ahead)
        )
        assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
        rows = [line.split("\t") for line in told.stdout.splitlines()[1:]]
        return told.exit_code, {what: (state, says) for what, state, says in rows}

    return run


def a_letter(number, **fields):
    mail = EmailMessage()
    mail["Delivered-To"] = "desk@gazette.example"
    mail["Authentication-Results"] = "mx.gazette.example; dmarc=pass header.from=harbour.example"
    mail["Received"] = "from mail.harbour.example ([203.0.113.9]) by mx.gazette.example; Thu, 6 Jul 2023 17:00:00 +0000"
    mail["From"], mail["To"] = "press@harbour.example", "Ann Roe <ann@gazette.example>"
    mail["Subject"], mail["Message-ID"] = f"Letter {number}", f"<{number}@harbour.example>"
    for name, value in fields.items():
        del mail[name.replace("_", "-")]
        if value:
            mail[name.replace("_", "-")] = value
    mail.set_content("We read your letter.\n")
    return mail.as_bytes()


def mailbox(port, /, **told):
    usual = {"name": "desk", "host": "127.0.0.1", "port": port, "tls": "none", "username": "desk", "password": "secret"}
    lines = (f"{key} = {value!r}" for key, value in (usual | told).items())
    return "[[mailboxes]]\n" + "\n".join(lines) + "\n"


def test_where_all_is_well_every_line_works_and_the_exit_code_is_0(check, dovecot, redis, postgresql, trusted):
    with (
        TlsFront(trusted.signed("127.0.0.1"), dovecot.port) as front,
        postgresql.database("ledger") as database,
        sink() as smtp,
    ):
        servers = f'[database]\nurl = "{database}"\n[broker]\nurl = "{redis.url}"\n'
        servers += f'[smtp]\nhost = "127.0.0.1"\nport = {smtp.port}\ntls = "none"\n'
        servers += '[notices]\ndesk = ["editor@gazette.example"]\n'
        code, told = check(servers + mailbox(front.port, tls="tls"))

    assert {state for state, _ in told.values()} == {"works"}, told
    assert code == 0
    assert list(told) == [
        "configuration",
        "database",
        "broker",
        "mailbox desk",
        "mailbox desk, INBOX",
        "smtp",
        "calendars",
        "mailbox_addresses",
        "authserv_id",
        "clock",
    ]
    assert told["mailbox desk, INBOX"][1] == "3 mails lie there, 3 new"
    assert told["authserv_id"][1] == "mx.gazette.example judges 3 of the newest 3 mails"
    assert "by TLS" in told["mailbox desk"][1]
    assert "(IDLE)" in told["mailbox desk"][1]


@pytest.mark.parametrize(
    ("broken", "says", "do"),
    [
        ({"password": "hunter22"}, "refuses the login of 'desk'", "check username and password"),
        ({"port": free_port()}, "takes no connection", "is the server running, and is the port right?"),
        ({"host": "imap.gazette.invalid", "tls": "tls"}, "'imap.gazette.invalid' is not found", "is host right"),
        ({"tls": "tls"}, "does not begin with TLS", 'is tls = "starttls" meant?'),
        ({"tls": "starttls"}, "offers no STARTTLS", 'set tls = "tls"'),
    ],
    ids=["wrong-password", "closed-port", "unknown-host", "tls-to-a-plain-port", "no-starttls"],
)
def test_a_mailbox_that_is_not_reached_is_told_with_what_to_do(check, dovecot, broken, says, do):
    code, told = check(mailbox(dovecot.port, **broken))

    state, line = told["mailbox desk"]
    assert (code, state) == (1, "wrong")
    assert says in line
    assert do in line
    assert "hunter22" not in line


CERTIFICATES = {
    "self-signed": (lambda by: by.self_signed("localhost"), "is signed by itself", "SSL_CERT_FILE"),
    "expired": (lambda by: by.signed("localhost", until="20200201000000Z"), "has expired", "have it renewed"),
    "early": (lambda by: by.signed("localhost", since="20480101000000Z"), "is not valid yet", "set the clock"),
    "other-name": (lambda by: by.signed("mail.elsewhere.example"), "is made out for another name", "as host"),
    "unknown-authority": (lambda by: by.signed("localhost"), "an authority unknown here", "SSL_CERT_FILE"),
}


@pytest.mark.parametrize("kind", CERTIFICATES)
def test_a_certificate_that_can_not_be_trusted_is_told_with_what_to_do(check, dovecot, authority, monkeypatch, kind):
    if kind != "unknown-authority":
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    made, says, do = CERTIFICATES[kind]
    with TlsFront(made(authority), dovecot.port) as front:
        code, told = check(mailbox(front.port, host="localhost", tls="tls"))

    state, line = told["mailbox desk"]
    assert (code, state) == (1, "wrong")
    assert says in line
    assert do in line


@pytest.mark.parametrize(
    ("wanted", "meant"), [("Sent Itmes", "did you mean 'Sent Items'?"), ("Elsewhere", "there are: ")]
)
def test_a_folder_that_does_not_exist_is_told_with_those_that_do(check, dovecot, wanted, meant):
    code, told = check(mailbox(dovecot.port, folders=["INBOX", wanted]))

    state, line = told[f"mailbox desk, {wanted}"]
    assert (code, state) == (1, "wrong")
    assert meant in line
    assert "Sent Items" in line
    assert told["mailbox desk, INBOX"][0] == "works"


def test_a_folder_to_move_mail_to_that_does_not_exist_is_told(check, dovecot):
    code, told = check(mailbox(dovecot.port, mark="move", move_to="Filed"))

    state, line = told["mailbox desk, mark"]
    assert (code, state) == (1, "wrong")
    assert "create it, or change move_to" in line


@pytest.mark.parametrize(
    ("url", "says", "do"),
    [
        ("sqlite:///away/ledger.db", "does not exist", "create it"),
        ("postgresql+psycopg://desk:hunter22@[db/ledger", "can't be opened", "check the host"),
        ("sqlite:////proc/ledger.db", "unable to open database file", "let this user write"),
        (
            f"postgresql+psycopg://desk:hunter22@127.0.0.1:{free_port()}/ledger",
            "Connection refused",
            "is PostgreSQL running",
        ),
    ],
    ids=["no-folder", "garbled", "unwritable", "postgresql-away"],
)
def test_a_database_out_of_reach_is_told_with_what_to_do(check, url, says, do):
    code, told = check(f'[database]\nurl = "{url}"\n')

    state, line = told["database"]
    assert (code, state) == (1, "wrong")
    assert says in line
    assert do in line
    assert "hunter22" not in line


def test_a_postgresql_that_does_not_know_us_is_told_with_what_to_do(check, postgresql):
    known = postgresql.address("absent")
    unknown = known.replace("postgres@", "stranger@")

    absent, stranger = (check(f'[database]\nurl = "{address}"\n')[1]["database"] for address in (known, unknown))

    assert absent[1].endswith('database "absent" does not exist; create it: createdb absent')
    assert stranger[1].endswith('role "stranger" does not exist; create it: createuser stranger')


def test_a_postgresql_that_refuses_the_password_is_told_with_what_to_do(check, postgresql):
    rules = postgresql.data / "pg_hba.conf"
    rules.write_text(f"host all locked 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
    postgresql.run("CREATE ROLE locked LOGIN PASSWORD 'right'", "SELECT pg_reload_conf()")

    address = postgresql.address().replace("postgres@", "locked:hunter22@")
    code, told = check(f'[database]\nurl = "{address}"\n')

    assert (code, told["database"][0]) == (1, "wrong")
    assert "check the user and the password" in told["database"][1]
    assert "hunter22" not in told["database"][1]


def test_a_broker_that_is_away_is_told_with_what_to_do(check):
    code, told = check(f'[broker]\nurl = "redis://:hunter22@127.0.0.1:{free_port()}/0"\n')

    state, line = told["broker"]
    assert (code, state) == (1, "wrong")
    assert "is Redis running there?" in line
    assert "hunter22" not in line


def test_a_broker_and_a_database_that_are_none_are_told(check, dovecot):
    urls = f"redis://127.0.0.1:{dovecot.port}/0", f"postgresql+psycopg://desk@127.0.0.1:{dovecot.port}/ledger"

    code, told = check('[broker]\nurl = "{}"\n[database]\nurl = "{}"\n'.format(*urls))

    assert code == 1
    assert "is no Redis: is the port right?" in told["broker"][1]
    assert "is no PostgreSQL: is the port right?" in told["database"][1]


def test_a_broker_that_refuses_the_password_is_told_with_what_to_do(check, redis):
    code, told = check(f'[broker]\nurl = "redis://:hunter22@127.0.0.1:{redis.port}/0"\n')

    state, line = told["broker"]
    assert (code, state) == (1, "wrong")
    assert "check [broker] url" in line
    assert "hunter22" not in line


def test_a_broker_that_forgets_its_queue_is_told_and_is_no_failure(check, redis):
    with redis.client() as client:
        client.config_set("appendonly", "no")
        code, told = check(f'[broker]\nurl = "{redis.url}"\n')
        client.config_set("appendonly", "yes")

    assert (code, told["broker"][0]) == (0, "beware")
    assert "set appendonly yes" in told["broker"][1]


@pytest.mark.parametrize(
    ("configured", "says"),
    [
        ("", 'set authserv_id = "mx.gazette.example", which judges 3 of the newest 3 mails'),
        ("mx.elsewhere.example", "mx.elsewhere.example stands on none of the newest 3 mails"),
    ],
    ids=["none", "another"],
)
def test_the_authserv_id_is_proposed_from_the_newest_mails(check, dovecot, configured, says):
    code, told = check(mailbox(dovecot.port), config=CONFIG.replace("mx.gazette.example", configured))

    state, line = told["authserv_id"]
    assert (code, state) == (0, "beware")
    assert says in line
    assert 'set authserv_id = "mx.gazette.example"' in line


def test_an_address_that_no_mail_names_is_told_with_the_one_that_most_do(check, dovecot):
    code, told = check(mailbox(dovecot.port), config=CONFIG.replace("desk@", "office@"))

    state, line = told["mailbox_addresses"]
    assert (code, state) == (0, "beware")
    assert "none of the newest 3 mails names office@gazette.example" in line
    assert "desk@gazette.example" in line


def test_a_clock_that_is_behind_that_of_a_server_is_told(check, redis):
    code, told = check(f'[broker]\nurl = "{redis.url}"\n', ahead=timedelta(days=-100))

    assert (code, told["clock"][0]) == (1, "wrong")
    assert "behind that of the broker" in told["clock"][1]


def test_everything_that_is_wrong_is_told_at_once(check, dovecot):
    broken = f'[database]\nurl = "sqlite:///away/ledger.db"\n{mailbox(dovecot.port, password="no")}'

    code, told = check(broken + mailbox(free_port(), name="second"))

    assert code == 1
    assert [told[what][0] for what in ("database", "mailbox desk", "mailbox second")] == ["wrong"] * 3


def test_looking_changes_nothing_in_the_mailbox(check, dovecot):
    before = dovecot.flags()

    check(mailbox(dovecot.port))

    assert dovecot.flags() == before


def test_a_configuration_that_is_still_the_example_is_told(check):
    code, told = check("", config=files("worker.cli").joinpath("onrecord.toml").read_text(encoding="utf-8"))

    assert (code, told["newsroom"][0]) == (0, "beware")


def test_a_server_that_keeps_no_keywords_is_told_and_is_no_failure(check):
    with pymap() as server:
        server.deliver(a_letter(1))
        code, told = check(mailbox(server.port))

    assert (code, told["mailbox desk, mark"][0]) == (0, "beware")
    assert "no keywords can be set in INBOX" in told["mailbox desk, mark"][1]
    assert told["mailbox desk, INBOX"][1] == "1 mail lies there, 1 new"
    assert told["authserv_id"][1] == "mx.gazette.example judges 1 of the one mail that lies there"


def test_a_ledger_that_is_gone_with_the_program_is_told(check):
    code, told = check('[database]\nurl = "sqlite://"\n')

    assert (code, told["database"][0]) == (0, "beware")
    assert "write sqlite:///FILE" in told["database"][1]


@pytest.mark.parametrize("url", ["bogus", "postgresql+psycopg://u@h:port/db"])
def test_an_address_of_the_ledger_that_nobody_can_read_is_told(check, url):
    code, told = check(f'[database]\nurl = "{url}"\n')

    assert (code, told["database"][0]) == (1, "wrong")


def test_a_trusted_folder_that_is_never_polled_is_told(check, dovecot):
    code, told = check(mailbox(dovecot.port), config=f'{CONFIG}trusted_folders = ["Sent Items"]\n')

    assert (code, told["trusted_folders"][0]) == (0, "beware")
    assert "add it to folders" in told["trusted_folders"][1]


def test_a_configuration_that_can_not_be_read_is_refused_with_2(check):
    code, told = check("[newsrom]\n")

    assert (code, told) == (2, {})
