from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Thread

import pytest

from tests.given import an_inquiry
from tests.servers.dovecot import Dovecot, free_port
from tests.servers.proxy import Proxy
from tests.servers.tokens import Tokens
from worker.errors import Refused, Transient
from worker.mailbox import oauth2
from worker.mailbox.account import OAuth2, Timeouts
from worker.mailbox.imap import connected

SHORT = Timeouts(connect=0.5, read=0.5)
INTROSPECTION = """
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = FOLDER/introspection.conf
}
"""


@pytest.fixture(scope="module")
def dovecot(authority):
    """A server whose certificate is made out for localhost."""
    with Dovecot(certificate=authority.signed("localhost")) as server:
        yield server


def folders(account):
    with connected(account) as session:
        return session.folders()


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_certificate_that_is_right_is_trusted(dovecot, authority, monkeypatch, tls):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))

    assert folders(dovecot.account(tls=tls, host="localhost")) == ("INBOX",)


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_certificate_for_another_name_is_refused(dovecot, authority, monkeypatch, tls):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))

    with pytest.raises(Refused, match=r"the certificate of 127.0.0.1 is made out for another name"):
        folders(dovecot.account(tls=tls))


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_certificate_of_an_unknown_authority_is_refused(dovecot, tls):
    with pytest.raises(Refused, match="signed by an authority unknown here"):
        folders(dovecot.account(tls=tls, host="localhost"))


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_certificate_signed_by_itself_is_refused(authority, tls):
    with (
        Dovecot(certificate=authority.self_signed("localhost")) as server,
        pytest.raises(Refused, match="is signed by itself: have it signed"),
    ):
        folders(server.account(tls=tls, host="localhost"))


def test_a_certificate_that_has_expired_is_refused(authority, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    old = authority.signed("localhost", until="20210101000000Z")

    with Dovecot(certificate=old) as server, pytest.raises(Refused, match="has expired: have it renewed"):
        folders(server.account(tls="tls", host="localhost"))


def test_a_server_without_starttls_gets_no_password():
    with Dovecot() as server, pytest.raises(Refused, match='offers no STARTTLS: set tls = "tls"'):
        folders(server.account(tls="starttls"))


def test_a_port_that_does_not_begin_with_tls_is_refused(dovecot):
    with pytest.raises(Refused, match=r'does not begin with TLS.*tls = "starttls" meant'):
        folders(replace(dovecot.account(tls="tls"), port=dovecot.port))


def test_a_port_that_waits_for_tls_is_told_as_silent(dovecot):
    with pytest.raises(Transient, match="is silent: "):
        folders(replace(dovecot.account(), port=dovecot.tls_port, timeouts=SHORT))


def test_a_server_that_takes_no_password_in_clear_gets_none(dovecot):
    said = []

    def answer(caller):
        caller.sendall(b"* OK ready\r\n")
        while line := caller.recv(1000):
            said.append(line)
            caller.sendall(b"* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n" + line.split()[0] + b" OK done\r\n")

    with answering(answer) as port, pytest.raises(Refused, match='takes no password on this connection: set tls = "st'):
        folders(replace(dovecot.account(), port=port))

    assert not any(b"LOGIN" in line for line in said)


@contextmanager
def answering(answer):
    """Serve one caller in a way of our own."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            caller, _ = server.accept()
            with caller, suppress(OSError):
                answer(caller)

        thread = Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join()


def test_a_port_that_nobody_listens_on_is_told(dovecot):
    with pytest.raises(Transient, match="takes no connection: is the server running"):
        folders(replace(dovecot.account(), port=free_port()))


def test_a_host_that_does_not_exist_is_told(dovecot):
    with pytest.raises(Transient, match=r"'imap.invalid' is not found: is host right"):
        folders(replace(dovecot.account(), host="imap.invalid"))


GREETINGS = {
    "a server that is busy": (b"* BYE [UNAVAILABLE] too busy\r\n", "is busy: .*try again later"),
    "a server of another kind": (b"220 mail.example ESMTP\r\n", "ended the connection: unexpected response"),
    "a server that hangs up": (b"", "ended the connection"),
}


@pytest.mark.parametrize(("greeting", "says"), GREETINGS.values(), ids=GREETINGS)
def test_a_server_that_greets_otherwise_is_told(dovecot, greeting, says):
    account = replace(dovecot.account(), timeouts=SHORT)

    with answering(lambda caller: caller.sendall(greeting)) as port, pytest.raises(Transient, match=says):
        folders(replace(account, port=port))


def test_a_line_cut_during_the_login_is_no_wrong_password(dovecot):
    with Proxy(dovecot.port) as line:
        folders(replace(dovecot.account(), port=line.port))
        whole = line.said
    for octets in range(10, whole // 2, 61):
        with Proxy(dovecot.port, cut_after=octets) as line, pytest.raises(Transient, match=r"connection|silent"):
            folders(replace(dovecot.account(), port=line.port))


def test_a_password_in_any_script_is_taken():
    with Dovecot(more="passdb {\n  driver = static\n  args = password=pässwörd\n}\n") as server:
        assert folders(replace(server.account(), password="pässwörd")) == ("INBOX",)


def test_a_folder_is_opened_to_read_only_where_nothing_is_marked(dovecot):
    dovecot.deliver(an_inquiry().as_bytes())

    with connected(dovecot.account()) as session:
        assert session.open("INBOX").marks
    with connected(dovecot.account(mark="none")) as session:
        folder = session.open("INBOX")
        assert (folder.marks, folder.exists) == (False, 1)


@pytest.mark.parametrize("mechanism", ["xoauth2", "oauthbearer"])
def test_a_mailbox_is_entered_with_tokens(monkeypatch, mechanism):
    monkeypatch.setattr(oauth2, "tokens", {})
    server = Dovecot(mechanisms=f"plain {mechanism}", more=INTROSPECTION)
    with Tokens() as tokens:
        (server.folder / "introspection.conf").write_text(
            f"introspection_url = {tokens.url}\nintrospection_mode = post\nusername_attribute = username\n"
            "active_attribute = active\nactive_value = true\n"
        )
        with server:
            source = OAuth2(token_url=tokens.url, client_id="onrecord", refresh_token="refresh-1")
            account = replace(server.account(), password="", oauth2=source)

            assert folders(account) == ("INBOX",)
            tokens.withdrawn = {"token-1"}
            assert folders(account) == ("INBOX",)
            assert tokens.given == 2
            tokens.withdrawn = {f"token-{number}" for number in range(9)}
            with pytest.raises(Refused, match="refuses the login of 'desk'"):
                folders(account)
            assert tokens.given == 3


def test_a_server_that_takes_no_tokens_is_told(dovecot):
    source = OAuth2(token_url="https://login.example", client_id="onrecord", refresh_token="refresh-1")

    with pytest.raises(Refused, match="takes no OAuth2 tokens: give a password instead"):
        folders(replace(dovecot.account(), oauth2=source))
