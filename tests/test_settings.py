from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from worker.deadlines.calendar import Calendar
from worker.deadlines.hours import Hours
from worker.deadlines.reminders import Rules
from worker.errors import Refused
from worker.mail.message import Address
from worker.notices.quiet import Quiet
from worker.notices.reporter import Receipts
from worker.notices.server import Server
from worker.settings import load, person, place

NEWSROOM = """
[newsroom]
name = "The Gazette"
domains = ["Gazette.example"]
addresses = ["Ann@Elsewhere.example"]
mailbox_addresses = ["desk@gazette.example"]
timezone = "Europe/Lisbon"
close_of_business = "18:30"
country = "PT"
authserv_id = "MX.gazette.example"
"""
MAILBOX = """
[[mailboxes]]
name = "desk"
host = "127.0.0.1"
port = 1143
tls = "none"
username = "desk"
password = "hunter2"
"""
SMTP = """
[smtp]
host = "127.0.0.1"
port = 1025
tls = "none"
"""
ANN = """
[[reporters]]
address = "Ann@Gazette.example"
"""
SLACK = """
[[channels]]
name = "slack"
url = "slack://token-of-ours"
"""
TLS = MAILBOX.replace('tls = "none"', 'tls = "tls"')


def written(folder: Path, text: str) -> Path:
    path = folder / "onrecord.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_newsroom_is_told_with_addresses_in_lower_case(tmp_path):
    settings = load(written(tmp_path, NEWSROOM), {})

    assert settings.newsroom.owns("ann@elsewhere.example")
    assert settings.newsroom.owns("bob@gazette.example")
    assert settings.newsroom.is_mailbox("desk+mill@gazette.example")
    assert settings.newsroom.zone.key == "Europe/Lisbon"
    assert settings.newsroom.authserv_id == "mx.gazette.example"
    assert settings.calendar == Calendar(zone=ZoneInfo("Europe/Lisbon"), close_of_business=time(18, 30), country="PT")


def test_the_annotated_configuration_is_one(tmp_path):
    annotated = Path(__file__).parents[1] / "config/onrecord.toml"

    settings = load(written(tmp_path, annotated.read_text(encoding="utf-8")), {})

    assert settings.newsroom.domains == {"newsroom.example"}
    assert settings.bureau == replace(
        load(None, {}).bureau,
        newsroom=settings.newsroom,
        sender=Address(name="Example Newsroom, On the Record", address="desk@newsroom.example"),
        bounce="desk@newsroom.example",
        reply_to="desk@newsroom.example",
        domain="newsroom.example",
        calendars=tmp_path / "calendars",
    )
    assert settings.rules == load(None, {}).rules == Rules()


def test_what_the_annotated_configuration_leaves_out_is_valid_too(tmp_path):
    lines = (Path(__file__).parents[1] / "config/onrecord.toml").read_text(encoding="utf-8").split("# [[mailboxes]]")[1]
    table = "\n".join(line[2:] if line.startswith("# ") else "" for line in lines.splitlines())
    for name in ("desk.password", "desk.client-secret", "desk.refresh-token", "smtp.password"):
        (tmp_path / name).write_text("hidden\n", encoding="utf-8")
    (tmp_path / "slack.url").write_text("slack://hidden\n", encoding="utf-8")

    settings = load(written(tmp_path, f"{NEWSROOM}[[mailboxes]]{table}"), {})

    (account,) = settings.mailboxes
    assert settings.bureau.server is not None
    assert settings.bureau.server.password == "hidden"
    assert settings.bureau.channels == {"slack": "slack://hidden"}
    assert settings.bureau.reporters[0].channels == ("mail", "slack")
    assert account.password == "hidden"
    assert account.oauth2 is not None
    assert account.oauth2.refresh_token == "hidden"


@pytest.mark.parametrize(
    ("url", "becomes"),
    [
        ("sqlite:///ledger.db", "sqlite:///{}/ledger.db"),
        ("sqlite+pysqlite:///data/l.db?timeout=9", "sqlite+pysqlite:///{}/data/l.db?timeout=9"),
        ("sqlite:////var/lib/l.db", "sqlite:////var/lib/l.db"),
        ("sqlite://", "sqlite://"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("postgresql+psycopg://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
    ],
)
def test_a_relative_database_lies_beside_the_configuration(tmp_path, url, becomes):
    path = written(tmp_path, f'{NEWSROOM}[database]\nurl = "{url}"\n')

    assert load(path, {}).database_url == becomes.format(tmp_path)


def test_the_environment_goes_before_the_file(tmp_path):
    path = written(tmp_path, NEWSROOM + MAILBOX + MAILBOX.replace("desk", "tips"))
    environ = {
        "ONRECORD_DATABASE__URL": "postgresql+psycopg://h/n",
        "ONRECORD_NEWSROOM__DOMAINS": "one.example, two.example",
        "ONRECORD_MAILBOXES__DESK__PASSWORD": "swordfish",
        "ONRECORD_MAILBOXES__1__PORT": "2143",
        "ONRECORD_CONFIG": "elsewhere.toml",
        "HOME": "/",
    }

    settings = load(path, environ)

    assert settings.database_url == "postgresql+psycopg://h/n"
    assert settings.newsroom.domains == {"one.example", "two.example"}
    assert [(m.name, m.password, m.port) for m in settings.mailboxes] == [
        ("desk", "swordfish", 1143),
        ("tips", "hunter2", 2143),
    ]


def test_without_a_configuration_the_usual_holds():
    settings = load(None, {})

    assert settings.newsroom.zone.key == "UTC"
    assert not settings.newsroom.owns("anybody@anywhere.example")


def test_a_secret_lies_in_a_file_of_its_own_beside_the_configuration(tmp_path):
    (tmp_path / "url").write_text("postgresql+psycopg://u:hunter2@h/n\n", encoding="utf-8")

    settings = load(written(tmp_path, f'{NEWSROOM}[database]\nurl_file = "url"\n'), {})

    assert settings.database_url == "postgresql+psycopg://u:hunter2@h/n"


def test_the_environment_may_name_the_file_of_a_secret_that_the_configuration_tells(tmp_path):
    (tmp_path / "new").write_text("swordfish", encoding="utf-8")
    environ = {"ONRECORD_MAILBOXES__DESK__PASSWORD_FILE": "new"}

    assert load(written(tmp_path, NEWSROOM + MAILBOX), environ).mailboxes[0].password == "swordfish"


def test_no_secret_stands_in_what_is_printed(tmp_path):
    path = written(tmp_path, f'{NEWSROOM}[database]\nurl = "postgresql+psycopg://u:hunter2@h/n"\n{MAILBOX}')

    assert "hunter2" not in repr(load(path, {}))


WRONG = {
    "unknown key": (NEWSROOM + 'timezon = "UTC"\n', {}, "newsroom.timezon is no key; did you mean timezone?"),
    "unknown key like none": (
        "[newsroom]\ndomains=['a.b']\nxyzzy = 1",
        {},
        "xyzzy is no key; there are: domains",
    ),
    "unknown section": (NEWSROOM + "[databse]\n", {}, "databse is no key; did you mean database?"),
    "unknown key of a mailbox": (NEWSROOM + MAILBOX + "user = 'x'\n", {}, "mailboxes[0].user is no key"),
    "unknown key of the environment": (NEWSROOM, {"ONRECORD_DATABASE__URI": "x"}, "database.uri is no key"),
    "one underscore": (NEWSROOM, {"ONRECORD_DATABASE_URL": "x"}, "did you mean ONRECORD_DATABASE__URL?"),
    "no such mailbox": (NEWSROOM + MAILBOX, {"ONRECORD_MAILBOXES__TIPS__PORT": "1"}, "the name or number 'tips'"),
    "a key below a text": (NEWSROOM, {"ONRECORD_NEWSROOM__NAME__X": "1"}, "ONRECORD_NEWSROOM__NAME__X is no key"),
    "text for a list": ("[newsroom]\ndomains = 'a.example'", {}, "newsroom.domains must be a list of texts"),
    "number for a text": (NEWSROOM.replace('"PT"', "7"), {}, "newsroom.country must be a text in quotes, not 7"),
    "no country": (NEWSROOM.replace("PT", "Atlantis"), {}, "newsroom.country names nobody's calendar"),
    "text for a number": (NEWSROOM + MAILBOX.replace("1143", "'x'"), {}, "mailboxes[0].port must be a whole number"),
    "value for a table": ("newsroom = 1", {}, "newsroom must be a table"),
    "table for a list": (NEWSROOM + "[mailboxes]\nname = 'x'", {}, "mailboxes must be a list of tables, [[mailboxes]]"),
    "nobody is ours": ("[newsroom]\nname = 'x'", {}, "newsroom.domains is missing"),
    "no domain": ("[newsroom]\ndomains = ['a@b.example']", {}, "not 'a@b.example'"),
    "no address": (NEWSROOM.replace("desk@", ""), {}, "mailbox_addresses must hold addresses"),
    "no zone": (NEWSROOM.replace("Europe/Lisbon", "europe/lisbonn"), {}, "did you mean 'Europe/Lisbon'?"),
    "no time": (NEWSROOM.replace("18:30", "half past six"), {}, "newsroom.close_of_business must be a time"),
    "a time with a zone": (
        NEWSROOM.replace("18:30", "17:00+02:00"),
        {},
        "newsroom.close_of_business must be a time like",
    ),
    "no TOML": ("[newsroom]\nname = The Gazette", {}, "is not valid TOML: invalid value (at line 2"),
    "no password": (
        NEWSROOM + MAILBOX.replace("password", "#"),
        {},
        "mailboxes[0].password is missing; give password or pa",
    ),
    "two passwords": (NEWSROOM + MAILBOX + "password_file = 'x'", {}, "password is given twice"),
    "no such file": (
        NEWSROOM + MAILBOX.replace("password", "password_file"),
        {},
        "hunter2, which can't be read",
    ),
    "no host": (NEWSROOM + MAILBOX.replace("host", "#"), {}, "mailboxes[0].host is missing"),
    "no name of a server": (NEWSROOM + TLS.replace("127.0.0.1", "imap..example"), {}, "host must be a name like"),
    "an address of the web": (NEWSROOM + TLS.replace("127.0.0.1", "http://localhost"), {}, "host must be a name like"),
    "mistyped domains": (
        NEWSROOM.replace("domains =", "domians =").replace('addresses = ["Ann', '# ["'),
        {},
        "is domians meant",
    ),
    "no port": (NEWSROOM + MAILBOX.replace("1143", "99999"), {}, "port must be a number from 1 to 65535"),
    "no folder": (NEWSROOM + MAILBOX + "folders = []\n", {}, "folders names none"),
    "mistyped host": (NEWSROOM + MAILBOX.replace("host", "hots"), {}, "host is missing; is hots meant for it?"),
    "in clear": (NEWSROOM + MAILBOX.replace("127.0.0.1", "imap.example"), {}, "would travel in clear"),
    "other mark": (NEWSROOM + MAILBOX + 'mark = "seen"', {}, 'mark must be "keyword", "move" or "none", not \'seen\''),
    "move nowhere": (NEWSROOM + MAILBOX + 'mark = "move"', {}, "move_to is missing: name the folder"),
    "a folder without a move": (NEWSROOM + MAILBOX + 'move_to = "Done"', {}, 'is given, but mark is "keyword"'),
    "move to where it lies": (NEWSROOM + MAILBOX + 'mark = "move"\nmove_to = "INBOX"', {}, "stands among folders"),
    "a name too long": (NEWSROOM + MAILBOX + f"folders = ['{'x' * 200}']", {}, "folders holds a name too long"),
    "tokens in clear": (
        NEWSROOM + MAILBOX + "[mailboxes.oauth2]\ntoken_url='http://a.b/t'\nclient_id='x'\nrefresh_token='y'",
        {},
        'token_url must begin with "https://"',
    ),
    "other tls": (NEWSROOM + MAILBOX.replace('"none"', '"ssl"'), {}, 'tls must be "tls", "starttls" or "none"'),
    "one name twice": (NEWSROOM + MAILBOX + MAILBOX, {}, "the name 'desk' stands twice"),
    "another broker": (
        NEWSROOM + '[broker]\nurl = "amqp://h:secret@x"',
        {},
        'must be like "redis://HOST:6379/0", not amqp:…',
    ),
    "reminders that make no sense": (NEWSROOM + "[reminders]\nafter = [0]", {}, "reminders.after can't be (0,)"),
    "days in words": (NEWSROOM + "[reminders]\nbefore = ['two']", {}, "must be a list of whole numbers, [2, 0]"),
    "maybe": (NEWSROOM + "[reminders]\nat_due = 'maybe'", {}, "reminders.at_due must be true or false, not 'maybe'"),
    "one hour": (NEWSROOM + "[reminders]\nhours = '9'", {}, "hours must be two times like \"09:00-18:00\", not '9'"),
    "hours with a zone": (NEWSROOM + "[reminders]\nhours = '09:00Z-18:00'", {}, "the zone stands in timezone"),
    "hours by night": (NEWSROOM + "[reminders]\nhours = '20:00-04:00'", {}, "must begin before they end"),
    "always quiet": (NEWSROOM + "[notices]\nquiet_hours = '08:00-08:00'", {}, "quiet_hours would never end"),
    "a sender that no mail can name": (
        NEWSROOM + SMTP + "[notices]\nfrom = 'mär@gazette.example'",
        {},
        "notices.from can't be 'mär@gazette.example', which no mail can name: give one in plain ASCII",
    ),
    "an address for answers that no mail can name": (
        NEWSROOM + SMTP + "[notices]\nfrom = 'desk@gazette.example'\nreply_to = 'de..sk@gazette.example'",
        {},
        "notices.reply_to can't be",
    ),
    "a way back that no mail can name": (
        NEWSROOM + SMTP + "[notices]\nfrom = 'desk@gazette.example'\nbounce_address = 'desk@straße.example'",
        {},
        "notices.bounce_address can't be",
    ),
    "quiet while at work": (
        NEWSROOM + "[notices]\nquiet_hours = '08:00-19:00'",
        {},
        "notices.quiet_hours leave no time to tell anything in hours 09:00-18:00: change one of the two",
    ),
    "at work in the quiet of the others": (
        NEWSROOM + "[notices]\nquiet_hours = '19:00-08:00'\n" + ANN + "hours = '20:00-23:00'",
        {},
        "reporters[0].quiet_hours leave no time to tell anything in hours 20:00-23:00",
    ),
    "no desk": (NEWSROOM + "[notices]\ndesk = ['editor']", {}, "notices.desk must be an address like"),
    "no sender": (NEWSROOM + "[notices]\nfrom = 'The Gazette'", {}, "notices.from must be an address like"),
    "no day": (NEWSROOM + "[notices]\ndigest = 'Mondy'", {}, "did you mean 'monday'?"),
    "other receipts": (NEWSROOM + "[notices]\nreceipts = 'never'", {}, 'must be "off", "immediate" or "daily"'),
    "no notices": (NEWSROOM + "[notices]\nper_hour = 0", {}, "notices.per_hour must be 1 or more"),
    "no such channel": (NEWSROOM + SLACK + "[notices]\nchannels = ['slac']", {}, "did you mean 'slack'?"),
    "a channel without a name": (NEWSROOM + SLACK + ANN + "channels = ['x']", {}, "there are: mail, slack"),
    "a channel called mail": (NEWSROOM + SLACK.replace('"slack"', '"mail"'), {}, "the name of another channel"),
    "a channel twice": (NEWSROOM + SLACK + SLACK, {}, "can't be 'slack': that is the name of another"),
    "no URL": (NEWSROOM + SLACK.replace("slack://", ""), {}, "channels[0].url must be one of Apprise"),
    "a person twice": (NEWSROOM + ANN + ANN, {}, "reporters name ann@gazette.example twice"),
    "a person nowhere": (NEWSROOM + ANN + "country = 'Atlantis'", {}, "reporters[0].country names nobody's calendar"),
    "a person without an address": (NEWSROOM + ANN.replace("@", " at "), {}, "reporters[0].address must be an address"),
    "unknown key of notices": (NEWSROOM + "[notices]\nform = 'x'", {}, "notices.form is no key; did you mean from?"),
    "unknown key of a reporter": (NEWSROOM + ANN + "zone = 'UTC'", {}, "reporters[0].zone is no key"),
    "unknown key of smtp": (NEWSROOM + SMTP + "user = 'x'", {}, "smtp.user is no key; did you mean username?"),
    "mail in clear": (NEWSROOM + SMTP.replace("127.0.0.1", "mx.example"), {}, 'smtp.tls is "none", but mx.example is'),
    "no host for mail": (NEWSROOM + "[smtp]\nport = 25", {}, "smtp.host is missing"),
    "no name for mail": (NEWSROOM + SMTP.replace("127.0.0.1", "a b"), {}, 'like "smtp.newsroom.example"'),
    "no port for mail": (NEWSROOM + SMTP.replace("1025", "70000"), {}, "smtp.port must be a number from 1"),
    "a login without a password": (NEWSROOM + SMTP + "username = 'x'", {}, "smtp.password is missing"),
    "a password without a login": (NEWSROOM + SMTP + "password = 'x'", {}, "smtp.username is missing: a password"),
    "nobody to write": (
        NEWSROOM.replace("mailbox_addresses", "# ") + SMTP,
        {},
        "notices.from is missing: say which address notices come from",
    ),
    "smtp by half": (NEWSROOM, {"ONRECORD_SMTP_HOST": "x"}, "did you mean ONRECORD_SMTP__HOST?"),
    "a broker by half": (NEWSROOM, {"ONRECORD_BROKER_URL": "x"}, "did you mean ONRECORD_BROKER__URL?"),
}


@pytest.mark.parametrize(("text", "environ", "line"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_in_one_line_that_names_the_key(tmp_path, text, environ, line):
    with pytest.raises(Refused) as told:
        load(written(tmp_path, text), environ)

    assert line in str(told.value)
    assert "\n" not in str(told.value)


def test_the_passwords_of_servers_may_lie_in_files_of_their_own(tmp_path):
    (tmp_path / "database").write_text("let/me in\n", encoding="utf-8")
    (tmp_path / "broker").write_text("b", encoding="utf-8")
    servers = """
[database]
url = "postgresql+psycopg://ledger@db/ledger"
password_file = "database"
[broker]
url = "redis://redis:6379/0"
password_file = "broker"
"""

    settings = load(written(tmp_path, NEWSROOM + servers), {})

    assert settings.database_url == "postgresql+psycopg://ledger:let%2Fme%20in@db/ledger"
    assert settings.broker_url == "redis://:b@redis:6379/0"
    assert "let" not in repr(settings)


def test_a_password_in_the_address_goes_before_the_file(tmp_path):
    servers = '[broker]\nurl = "redis://:here@redis:6379/0"\npassword = "there"\n'

    assert load(written(tmp_path, NEWSROOM + servers), {}).broker_url == "redis://:here@redis:6379/0"


def test_without_a_broker_its_password_is_of_no_use(tmp_path):
    assert load(written(tmp_path, NEWSROOM + '[broker]\npassword = "there"\n'), {}).broker_url == ""


def test_a_missing_configuration_is_told_with_the_way_to_one(tmp_path):
    with pytest.raises(Refused, match="No such file or directory; `onrecord init"):
        load(tmp_path / "none.toml", {})


def test_a_configuration_that_is_no_text_is_told(tmp_path):
    path = tmp_path / "onrecord.toml"
    path.write_bytes(b'name = "\xe9"')

    with pytest.raises(Refused, match="not UTF-8"):
        load(path, {})


def test_a_byte_order_mark_is_no_part_of_the_configuration(tmp_path):
    assert load(written(tmp_path, "\ufeff" + NEWSROOM), {}).newsroom.name == "The Gazette"


def test_the_configuration_is_as_given_then_as_the_environment_names_it_then_in_its_usual_place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert place(Path("given.toml"), {"ONRECORD_CONFIG": "named.toml"}) == Path("given.toml")
    assert place(None, {"ONRECORD_CONFIG": "named.toml"}) == Path("named.toml")
    assert place(None, {}) is None

    (tmp_path / "config").mkdir()
    (tmp_path / "config/onrecord.toml").touch()

    assert place(None, {}) == Path("config/onrecord.toml")


def test_who_decides_is_named_by_the_option_then_the_environment_then_the_login(monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "login")

    assert person("ann", {"ONRECORD_AS": "bob"}) == "ann"
    assert person("", {"ONRECORD_AS": "bob"}) == "bob"
    assert person("", {}) == "login"


def test_an_address_that_nobody_can_read_is_left_to_whoever_opens_it(tmp_path):
    path = written(tmp_path, NEWSROOM + "[broker]\nurl = 'redis://[x'\npassword = 'secret'")

    assert load(path, {}).broker_url == "redis://[x"


def test_with_a_server_and_a_desk_everybody_of_ours_is_told_by_mail(tmp_path):
    bureau = load(written(tmp_path, NEWSROOM + SMTP + '[notices]\ndesk = ["Editor@Gazette.example"]\n'), {}).bureau

    assert bureau.server == Server(host="127.0.0.1", port=1025, tls="none")
    assert bureau.sender == Address(name="The Gazette, On the Record", address="desk@gazette.example")
    assert (bureau.bounce, bureau.reply_to, bureau.domain) == (*["desk@gazette.example"] * 2, "gazette.example")
    (bob,) = bureau.owners("Bob@gazette.example")
    assert (bob.address, bureau.ways(bob), bob.receipts, bob.digest) == (
        "bob@gazette.example",
        ("mail",),
        Receipts.IMMEDIATE,
        True,
    )
    assert bob.hours == Hours(
        calendar=Calendar(zone=ZoneInfo("Europe/Lisbon"), close_of_business=time(18, 30), country="PT"),
        opens=time(9),
        closes=time(18),
    )
    assert [r.address for r in bureau.owners("")] == ["editor@gazette.example"]
    assert (bureau.digest_day, bureau.per_hour, bureau.calendars) == (0, 20, tmp_path / "calendars")


def test_a_person_differs_in_what_is_said_and_is_as_usual_in_the_rest(tmp_path):
    usual = '[reminders]\nhours = "08:00-16:30"\n[notices]\nquiet_hours = "20:00-07:00"\nreceipts = "daily"\n'
    ann = ANN + 'addresses = ["Ann@Elsewhere.example"]\ntimezone = "Asia/Tokyo"\ncountry = ""\ndigest = false\n'

    (reporter,) = load(written(tmp_path, NEWSROOM + usual + ann), {}).bureau.reporters

    tokyo = ZoneInfo("Asia/Tokyo")
    assert (reporter.address, reporter.others) == ("ann@gazette.example", {"ann@elsewhere.example"})
    assert reporter.hours == Hours(
        calendar=Calendar(zone=tokyo, close_of_business=time(18, 30)), opens=time(8), closes=time(16, 30)
    )
    assert reporter.quiet == Quiet(begins=time(20), ends=time(7), zone=tokyo)
    assert (reporter.receipts, reporter.digest, reporter.channels) == (Receipts.DAILY, False, ("mail",))


def test_a_person_may_want_no_quiet_hours_and_other_hours(tmp_path):
    usual = '[notices]\nquiet_hours = "20:00-07:00"\n'

    (reporter,) = load(
        written(tmp_path, NEWSROOM + usual + ANN + 'quiet_hours = ""\nhours = "10:00-12:00"\n'), {}
    ).bureau.reporters

    assert reporter.quiet is None
    assert (reporter.hours.opens, reporter.hours.closes) == (time(10), time(12))


@pytest.mark.parametrize(
    ("said_from", "name"),
    [
        ("The Gazette, Records <Records@gazette.example>", "The Gazette, Records"),
        ('"The Gazette" <records@gazette.example>', "The Gazette"),
        ("records@gazette.example", "On the Record"),
        ("<records@gazette.example>", "On the Record"),
    ],
)
def test_notices_come_from_whom_the_configuration_says(tmp_path, said_from, name):
    said = f"[notices]\nfrom = '{said_from}'\nreply_to = \"tips@gazette.example\"\n"

    bureau = load(written(tmp_path, NEWSROOM + said), {}).bureau

    assert bureau.sender == Address(name=name, address="records@gazette.example")
    assert (bureau.bounce, bureau.reply_to) == ("records@gazette.example", "tips@gazette.example")


@pytest.mark.parametrize(
    ("said", "port", "tls"),
    [
        ("", 587, "starttls"),
        ('tls = "tls"', 465, "tls"),
        ("port = 465", 465, "tls"),
        ("port = 2525", 2525, "starttls"),
    ],
)
def test_the_ways_to_a_server_for_mail_have_their_usual_ports(tmp_path, said, port, tls):
    server = load(written(tmp_path, f'{NEWSROOM}[smtp]\nhost = "mx.example"\n{said}\n'), {}).bureau.server

    assert server == Server(host="mx.example", port=port, tls=tls)


def test_the_environment_tells_of_notices_too(tmp_path):
    environ = {
        "ONRECORD_REMINDERS__BEFORE": "5, 1",
        "ONRECORD_REMINDERS__AT_DUE": "False",
        "ONRECORD_SMTP__HOST": "mx.example",
        "ONRECORD_SMTP__USERNAME": "desk",
        "ONRECORD_SMTP__PASSWORD": "hunter2",
        "ONRECORD_CHANNELS__SLACK__URL": "slack://another-token",
        "ONRECORD_NOTICES__DIGEST": "",
        "ONRECORD_NOTICES__CALENDARS": "",
    }

    settings = load(written(tmp_path, NEWSROOM + SLACK), environ)

    assert settings.rules == Rules(before=(5, 1), at_due=False)
    assert settings.bureau.server == Server(host="mx.example", port=587, username="desk", password="hunter2")
    assert settings.bureau.channels == {"slack": "slack://another-token"}
    assert (settings.bureau.digest_day, settings.bureau.calendars) == (None, None)
    assert "hunter2" not in repr(settings)
    assert "token" not in repr(settings)


def test_pages_stand_nowhere_until_a_folder_is_named(tmp_path):
    pages = loaded_pages(tmp_path, "")

    assert (pages.out, pages.site.theme, pages.phones) == (None, None, True)


def test_pages_are_configured_with_folders_beside_the_file(tmp_path):
    pages = loaded_pages(
        tmp_path, 'out = "public"\ntheme = "look"\ntitle = "Asked"\nurl = "https://a.example/r/"\nphones = false'
    )

    assert (pages.out, pages.site.theme) == (tmp_path / "public", tmp_path / "look")
    assert (pages.site.title, pages.site.url, pages.site.newsroom) == ("Asked", "https://a.example/r/", "The Newsroom")
    assert not pages.phones


def test_an_address_of_the_site_that_is_none_is_refused(tmp_path):
    with pytest.raises(Refused, match="url must be like"):
        loaded_pages(tmp_path, 'url = "javascript:alert(1)"')


def loaded_pages(folder, keys):
    file = folder / "onrecord.toml"
    file.write_text(
        f'[newsroom]\nname = "The Newsroom"\ndomains = ["newsroom.example"]\n[pages]\n{keys}\n', encoding="utf-8"
    )
    return load(file, {}).pages


def test_a_domain_of_any_alphabet_is_written_as_mail_names_it(tmp_path):
    bare = NEWSROOM.replace("desk@gazette.example", "desk@zeitung-münchen.example")
    ann = ANN.replace("Ann@Gazette.example", "Ann@Zeitung-münchen.example")

    bureau = load(written(tmp_path, bare + SMTP + ann), {}).bureau

    host = "zeitung-mnchen-osb.example"
    assert {bureau.sender.address, bureau.reply_to, bureau.bounce} == {f"desk@xn--{host}"}
    assert [reporter.address for reporter in bureau.reporters] == [f"ann@xn--{host}"]
