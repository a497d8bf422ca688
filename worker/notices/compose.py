"""A notice as a mail that threads, is never answered by a machine, and is the same octets each time (RFC 5322)."""

from __future__ import annotations

import re
from email.headerregistry import Address as Written
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from worker.errors import Refused
from worker.notices.calendar import ics
from worker.notices.html import html
from worker.notices.mailable import mailable
from worker.notices.plain import plain
from worker.notices.safe import line, safe
from worker.notices.shortened import shortened

if TYPE_CHECKING:
    from datetime import datetime

    from worker.mail.message import Address
    from worker.notices.notice import Notice

_LONGEST_SUBJECT: Final = 150
_LONGEST_NAME: Final = 80
_DIGITS: Final = 20
_UNWRITABLE: Final = re.compile(r"[^\x21-\x7e]")  # CR, LF, NUL and blanks among them
_LABEL: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UNSAFE_IN_NAMES: Final = re.compile(r"[\"<>()\[\]:;@\\,]+")
MACHINE_MADE: Final = (
    ("Auto-Submitted", "auto-generated"),  # RFC 3834
    ("X-Auto-Response-Suppress", "All"),  # Exchange
    ("Precedence", "bulk"),
)


class _Identifiers(UnstructuredHeader):
    """Identifiers in angle brackets, one a line: the standard library would encode one that is long."""

    def fold(self, *, policy: EmailPolicy) -> str:
        name = str(self.name)  # type: ignore[attr-defined]
        return f"{name}: " + f"{policy.linesep} ".join(str(self).split()) + policy.linesep


def _policy() -> EmailPolicy[EmailMessage]:
    registry = HeaderRegistry()
    for name in ("message-id", "in-reply-to", "references", "list-id"):
        registry.map_to_type(name, _Identifiers)  # type: ignore[arg-type]
    return SMTP.clone(header_factory=registry, cte_type="7bit")


POLICY: Final[EmailPolicy[EmailMessage]] = _policy()


def compose(  # noqa: PLR0913 - each stands in a field of its own
    notice: Notice,
    *,
    message_id: str,
    sender: Address,
    recipient: Address,
    reply_to: str,
    domain: str,
    at: datetime,
    in_reply_to: str = "",
) -> EmailMessage:
    """Write a notice as a mail to one person; ``in_reply_to`` is the mail of theirs that it confirms."""
    notice = safe(notice)
    mail = EmailMessage(POLICY)
    thread, root = _thread(notice, _writable(domain))
    mail["From"] = _address(sender)
    mail["To"] = _address(recipient)
    if reply_to:  # else answers go to whom it is from
        mail["Reply-To"] = Written(addr_spec=_writable(reply_to))
    mail["Subject"] = shortened(notice.subject, _LONGEST_SUBJECT)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = _bracketed(message_id)
    answered = [_bracketed(in_reply_to)] if in_reply_to else []
    mail["In-Reply-To"] = answered[0] if answered else root
    mail["References"] = " ".join([root, *answered])
    mail["List-Id"] = thread
    for name, value in MACHINE_MADE:
        mail[name] = value
    mail["X-OnRecord-Notice"] = _writable(notice.kind)
    _write(mail, notice, at=at, organizer=reply_to or sender.address)
    _bound(mail, message_id)
    return mail


def _write(mail: EmailMessage, notice: Notice, *, at: datetime, organizer: str) -> None:
    mail.set_content(plain(notice))
    mail.add_alternative(html(notice), subtype="html")
    if notice.event:
        calendar = ics([notice.event], at=at, organizer=organizer)
        mail.add_attachment(
            calendar,
            maintype="text",
            subtype="calendar",
            filename="deadline.ics",
            params={"method": "PUBLISH", "charset": "utf-8"},
        )


def _bound(mail: EmailMessage, message_id: str) -> None:
    """Fix the boundaries, which the standard library draws by lot."""
    for number, part in enumerate(mail.walk()):
        if number:
            del part["MIME-Version"]  # it belongs to the head of the mail only (RFC 2045 4)
        if part.is_multipart():
            part.set_boundary(f"=_{sha256(f'{message_id}/{number}'.encode()).hexdigest()[: 2 * _DIGITS]}")


def _thread(notice: Notice, domain: str) -> tuple[str, str]:
    """Give the List-Id (RFC 2919) and the identifier of a mail never sent, under which a record's notices stand."""
    if not notice.slug:
        return f"<onrecord.{domain}>", f"<{_writable(notice.kind)}.onrecord@{domain}>"
    label = notice.slug
    if not _LABEL.fullmatch(label):  # a name in another script
        label = sha256(label.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"<{label}.onrecord.{domain}>", f"<record.{label}@{domain}>"


def _address(address: Address) -> Written:
    """Write a person: the name as far as it can't be taken for an address, then the address itself."""
    if not mailable(address.address):
        raise Refused(f"the address {address.address!r} can't be written in the head of a mail")
    name = " ".join(_UNSAFE_IN_NAMES.sub(" ", line(address.name)).split())
    return Written(display_name=shortened(name, _LONGEST_NAME), addr_spec=address.address)


def _bracketed(message_id: str) -> str:
    return f"<{_writable(message_id.strip('<>'))}>"


def _writable(value: str) -> str:
    """Refuse what would end a header line, or can't stand in one."""
    if not value or _UNWRITABLE.search(value):
        raise Refused(f"{value!r} can't be written in the head of a mail")
    return value
