"""A mailbox as it is configured."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from worker.mailbox.account import Account, OAuth2
from worker.settings.encryption import encrypted, loopback

if TYPE_CHECKING:
    from worker.configuration import Section

PORTS = {"tls": 993, "starttls": 143, "none": 143}


def account(section: Section) -> Account:
    """Build one mailbox: refuse to send its password in clear, and one without any."""
    host = section.text("host")
    tls = encrypted(section, host, "tls")
    oauth2 = token_source(section.section("oauth2")) if section.value("oauth2") is not None else None
    built = Account(
        name=section.text("name"),
        host=host,
        port=section.number("port", PORTS[tls]),
        tls=tls,
        username=section.text("username"),
        password=section.secret("password", "" if oauth2 else None),
        oauth2=oauth2,
        folders=section.texts("folders", ("INBOX",)),
        mark=section.text("mark", "keyword"),
        move_to=section.text("move_to", ""),
    )
    section.close()
    for key, why in built.faults():
        raise section.refuse(key, why)
    return built


def token_source(section: Section) -> OAuth2:
    """Build what fetches the tokens of a mailbox."""
    built = OAuth2(
        token_url=section.text("token_url"),
        client_id=section.text("client_id"),
        client_secret=section.secret("client_secret", ""),
        refresh_token=section.secret("refresh_token"),
        scope=section.text("scope", ""),
    )
    section.close()
    address = urlsplit(built.token_url)
    if address.scheme != "https" and not (address.scheme == "http" and loopback(address.hostname or "")):
        raise section.refuse("token_url", 'must begin with "https://": secrets are sent there')
    return built
