"""What the large providers want instead of the password that people log in with, by the host of their IMAP server."""

from __future__ import annotations

ANOTHER = "{} takes an app password here, not the one you log in with: make one at {}"
OAUTH2 = "Microsoft takes no passwords here: give [mailboxes.oauth2], with the scope IMAP.AccessAsUser.All"

WANTS = {
    "gmail.com": ANOTHER.format("Gmail", "myaccount.google.com/apppasswords"),
    "googlemail.com": ANOTHER.format("Gmail", "myaccount.google.com/apppasswords"),
    "office365.com": OAUTH2,
    "outlook.com": OAUTH2,
    "yahoo.com": ANOTHER.format("Yahoo", "login.yahoo.com/account/security"),
    "aol.com": ANOTHER.format("AOL", "login.aol.com/account/security"),
    "me.com": ANOTHER.format("iCloud", "account.apple.com"),
    "fastmail.com": ANOTHER.format("Fastmail", "app.fastmail.com/settings/security"),
    "zoho.com": ANOTHER.format("Zoho", "accounts.zoho.com/home#security/app_password"),
    "zoho.eu": ANOTHER.format("Zoho", "accounts.zoho.eu/home#security/app_password"),
    "yandex.com": ANOTHER.format("Yandex", "id.yandex.com/security/app-passwords"),
    "yandex.ru": ANOTHER.format("Yandex", "id.yandex.ru/security/app-passwords"),
    "gmx.net": "let IMAP in at GMX: E-Mail > Einstellungen > POP3/IMAP Abruf",
    "web.de": "let IMAP in at WEB.DE: E-Mail > Einstellungen > POP3/IMAP Abruf",
}


def wants(host: str) -> str:
    """Say what a provider wants of whoever logs in with a password; nothing, where it is no large one.

    >>> wants("outlook.office365.com")
    'Microsoft takes no passwords here: give [mailboxes.oauth2], with the scope IMAP.AccessAsUser.All'
    >>> wants("imap.newsroom.example")
    ''
    """
    return next((want for domain, want in WANTS.items() if f".{host.casefold()}".endswith(f".{domain}")), "")
