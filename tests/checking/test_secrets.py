from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from worker.checking.secrets import without_secrets
from worker.deadlines.calendar import Calendar
from worker.deadlines.hours import Hours
from worker.deadlines.reminders import Rules
from worker.mail.newsroom import Newsroom
from worker.mailbox.account import Account, OAuth2
from worker.notices.bureau import Bureau
from worker.notices.reporter import Reporter
from worker.notices.server import Server
from worker.settings import Settings


def test_a_secret_that_a_server_repeats_is_blotted_out():
    tokens = OAuth2(token_url="https://login.example/token", client_id="desk", refresh_token="refresh-me")
    calendar = Calendar(zone=ZoneInfo("UTC"), close_of_business=time(17))
    bureau = Bureau(
        newsroom=Newsroom(),
        usual=Reporter(address="", hours=Hours(calendar=calendar)),
        server=Server(host="smtp.example", port=587, username="desk", password="hunter33"),
        channels={"chat": "slack://bot-token/of%2Fthe-team?channel=desk"},
    )
    settings = Settings(
        newsroom=Newsroom(),
        calendar=calendar,
        trusted_folders=(),
        database_url="postgresql+psycopg://ledger:p%2Fssword@db/ledger",
        broker_url="redis://:open-sesame@broker/0",
        mailboxes=(
            Account(name="desk", host="imap.example", port=993, username="desk", password="hunter22"),
            Account(name="two", host="imap.example", port=993, username="two", password="two", oauth2=tokens),
        ),
        rules=Rules(),
        bureau=bureau,
    )

    told = without_secrets("p/ssword p%2Fssword open-sesame hunter22 refresh-me two desk", settings)
    of_notices = without_secrets(f"hunter33 bot-token of/the-team {bureau.channels['chat']} slack desk", settings)

    assert told == "… … … … … two desk"
    assert of_notices == "… … … … slack desk"
